"""What any new file needs: where it is to lie, and then how it is to be protected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engagement_app.errors import UserError
from engagement_app.gui.text import label
from engagement_app.language import _

if TYPE_CHECKING:
    from engagement_app.gui.protection.form import ProtectionForm
    from engagement_app.store.keys.ways import Protection

Rows = Sequence[tuple[str, QWidget]]


class NewFile(QWidget):
    """A form in two steps; `wanted` has what was asked for in the first, with its protection."""

    wanted = Signal(object)
    cancelled = Signal()

    def __init__(
        self, heading: str, rows: Rows, lines: Sequence[QLineEdit], read: Callable[[Path], Any]
    ) -> None:
        """`rows` are headings and what stands behind each, `lines` those that are typed in; the
        first has the focus. `read` makes a tuple of what is typed and of where the file is to lie,
        with a `protection` to come; it raises `UserError` with the number of the wrong line for
        its field."""
        super().__init__()
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self.protection: ProtectionForm | None = None
        self.path = QLineEdit()
        self.browse = QPushButton(_("Another place…"))
        self.make = QPushButton(_("Go on"))
        self.cancel = QPushButton(_("Cancel"))
        self.problem = label(role="problem")
        self._lines, self._read = lines, read
        self._asked: Any = None
        self._lay_out(heading, rows)
        self.browse.clicked.connect(self._browse)
        self.make.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.cancelled)
        for line in (*lines, self.path):
            line.returnPressed.connect(self.accept)

    def begin(self) -> None:
        """Show an empty form."""
        for line in self._lines:
            line.clear()
        self.problem.hide()
        self.suggest("")
        self._show_names()
        self.show()
        self._lines[0].setFocus()

    def accept(self) -> None:
        """Go on to the protection, if all is there."""
        from engagement_app.store import place

        path = place.with_our_ending(self.path.text())
        try:
            self._asked = self._read(path)
        except UserError as error:
            self._refuse(str(error), self._lines[int(error.field or 0)])
            return
        if path.exists():
            problem = _("There is a file of this name already. Choose another place.")
            self._refuse(problem, self.path)
        else:
            self._ask_protection(path.name)

    def suggest(self, name: str) -> None:
        """A file called so, where files of this program lie."""
        from engagement_app.store import place

        plain = "".join(c if c.isalnum() or c in " -" else " " for c in name)
        title = " ".join(plain.split())[:60] or "engagement"
        self.path.setText(str(place.default_file().with_name(f"{title}{place.EXTENSION}")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _ask_protection(self, file: str) -> None:
        """The second step, of which nothing is loaded before."""
        from engagement_app.gui.protection.form import ProtectionForm

        if self.protection is None:
            form = ProtectionForm(_("Ma&ke the protected file"), may_be_plain=True)
            form.ready.connect(self._begin_with)
            form.plain.connect(self._begin_with)
            form.cancelled.connect(self._show_names)
            self._whole.addWidget(form)
            self.protection = form
        self.card.hide()
        self.protection.begin(file)

    def _begin_with(self, protection: Protection | None = None) -> None:
        if self._asked is not None:
            self._show_names()
            self.wanted.emit(self._asked._replace(protection=protection))

    def _show_names(self) -> None:
        if self.protection is not None:
            self.protection.hide()
        self.card.show()
        self._lines[0].setFocus()

    def _refuse(self, problem: str, line: QLineEdit) -> None:
        self.problem.setText(problem)
        self.problem.show()
        line.setFocus()

    def _browse(self) -> None:
        from engagement_app.gui.files import choose_new_file

        path = choose_new_file(self, Path(self.path.text()))
        if path is not None:
            self.path.setText(str(path))

    def _lay_out(self, title: str, rows: Rows) -> None:
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self.card)
        form = QFormLayout(self.card)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(label(title, role="heading"))
        for named, widget in (*rows, (_("Fil&e"), self.path)):
            heading = label(named, wrap=False)
            heading.setBuddy(widget)
            form.addRow(heading, widget)
        form.addRow("", self.browse)
        form.addRow(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.make)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        form.addRow(buttons)
        self.make.setProperty("role", "main")
