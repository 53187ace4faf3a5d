"""The few words that a new project needs, and how its file is to be protected."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

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
from engagement_app.gui.beginning import Beginning
from engagement_app.gui.text import label
from engagement_app.language import _

if TYPE_CHECKING:
    from engagement_app.gui.protection.form import ProtectionForm
    from engagement_app.store.keys.ways import Protection


class NewProject(QWidget):
    """The name of the project, its first event, where the file is to lie; then its protection."""

    wanted = Signal(object)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self.protection: ProtectionForm | None = None
        self._beginning: Beginning | None = None
        self.project = QLineEdit()
        self.event_title = QLineEdit()
        self.when = QLineEdit()
        self.path = QLineEdit()
        self.browse = QPushButton(_("Another place…"))
        self.make = QPushButton(_("Go on"))
        self.cancel = QPushButton(_("Cancel"))
        self.problem = label(role="problem")
        self._lay_out()
        self.project.textChanged.connect(self._suggest)
        self.browse.clicked.connect(self._browse)
        self.make.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.cancelled)
        for line in (self.project, self.event_title, self.when, self.path):
            line.returnPressed.connect(self.accept)

    def begin(self) -> None:
        """Show an empty form."""
        for line in (self.project, self.event_title, self.when):
            line.clear()
        self.problem.hide()
        self._suggest("")
        self._show_names()
        self.show()
        self.project.setFocus()

    def accept(self) -> None:
        """Ask for the project to be made, if it has a name."""
        from engagement_app.store import place

        path = place.with_our_ending(self.path.text())
        if not self.project.text().strip():
            self._refuse(_("Write the name of the project first."), self.project)
        elif path.exists():
            problem = _("There is a file of this name already. Choose another place.")
            self._refuse(problem, self.path)
        else:
            self._ask(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _ask(self, path: Path) -> None:
        try:
            starts_at = _moment(self.when.text())
        except UserError as error:
            self._refuse(str(error), self.when)
            return
        event = self.event_title.text()
        if starts_at and not event.strip():
            self._refuse(_("Write what the first event is called too."), self.event_title)
            return
        self._beginning = Beginning(self.project.text(), event, starts_at, path)
        self._ask_protection(path.name)

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
        if self._beginning is not None:
            self._show_names()
            self.wanted.emit(self._beginning._replace(protection=protection))

    def _show_names(self) -> None:
        if self.protection is not None:
            self.protection.hide()
        self.card.show()
        self.project.setFocus()

    def _refuse(self, problem: str, line: QLineEdit) -> None:
        self.problem.setText(problem)
        self.problem.show()
        line.setFocus()

    def _suggest(self, name: str) -> None:
        """A file called after the project, where files of this program lie."""
        from engagement_app.store import place

        plain = "".join(c if c.isalnum() or c in " -" else " " for c in name)
        title = " ".join(plain.split())[:60] or "engagement"
        self.path.setText(str(place.default_file().with_name(f"{title}{place.EXTENSION}")))

    def _browse(self) -> None:
        from engagement_app.gui.files import choose_new_file

        path = choose_new_file(self, Path(self.path.text()))
        if path is not None:
            self.path.setText(str(path))

    def _lay_out(self) -> None:
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self.card)
        form = QFormLayout(self.card)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(label(_("New project"), role="heading"))
        for title, line in (
            (_("&Project *"), self.project),
            (_("First e&vent"), self.event_title),
            (_("It begin&s"), self.when),
            (_("Fil&e"), self.path),
        ):
            heading = label(title, wrap=False)
            heading.setBuddy(line)
            form.addRow(heading, line)
        form.addRow("", self.browse)
        form.addRow(self.problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self.make)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        form.addRow(buttons)
        self.project.setPlaceholderText(_("such as Town voices"))
        self.event_title.setPlaceholderText(_("such as Spring forum; may be added later"))
        self.when.setPlaceholderText(_("such as 23/11/2026 18:30, friday 6pm or tonight 18:30"))
        self.make.setProperty("role", "main")


def _moment(text: str) -> datetime | None:
    """When the event begins; nothing for nothing. What reads it is loaded once it is wanted."""
    from engagement_app.gui.forms.editors import MomentLine

    line = MomentLine()
    line.setText(text)
    found: datetime | None = line.value()
    return found
