"""Several follow-ups changed at once: only what is changed here is changed in each of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from engagement_app.domain.promises import PromiseRow, change_together
from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.choosing import choices_of
from engagement_app.gui.forms.form import Form
from engagement_app.gui.forms.panel import at_the_top
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural

_FIELDS = ("owner_name", "owner_organisation_id", "due_on", "status", "outcome")


class TogetherPanel(QFrame):
    """Owner, date, status and outcome of all that were selected; one act, one undo."""

    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.workspace = workspace
        self.heading = label(role="heading")
        self.form = Form("follow_up", choices_of(workspace), _FIELDS)
        self.save = QPushButton(_("Save"))
        self.cancel = QPushButton(_("Cancel"))
        self._ids: list[str] = []
        self._lay_out()

    def begin(self, rows: Sequence[PromiseRow]) -> None:
        """Show what these have in common; what they do not is empty."""
        self._ids = [row.id for row in rows if row.id]
        counted = plural("Change {count} follow-up", "Change {count} follow-ups", len(self._ids))
        self.heading.setText(counted)
        self.form.fill({name: _common(rows, name) for name in _FIELDS})
        self.form.editors["owner_name"].setFocus()

    def unsaved(self) -> bool:
        """Whether the panel is open and something in it is not saved."""
        return not self.isHidden() and self.form.is_changed()

    def accept(self) -> None:
        """Save what was changed, in all of them or in none; the panel closes once it is saved."""
        if not self.save.isEnabled():
            return
        self.form.settle()
        try:
            values = self._changed()
        except UserError as error:
            self._refuse(error)
            return
        if not values:
            self.closed.emit()
            return
        self.save.setEnabled(False)
        self.workspace.write(
            "follow_up.together",
            change_together,
            self._ids,
            values,
            date.today(),
            told=told_of_several,
            then=self._saved,
            failed=self._refuse,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the panel, Enter saves."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _changed(self) -> dict[str, Any]:
        """What was entered in the fields that were touched."""
        touched, entered = self.form.typed(), self.form.values()
        return {name: entered[name] for name in touched}

    def _saved(self, _count: int) -> None:
        self.save.setEnabled(True)
        self.form.rest()
        self.closed.emit()

    def _refuse(self, error: Exception) -> None:
        self.save.setEnabled(True)
        self.form.show_problem(sentence_of(error), getattr(error, "field", ""))

    def _lay_out(self) -> None:
        about = label(
            _("Only what you change here is changed; the rest of each stays as it is."),
            role="quiet",
        )
        self.save.setProperty("role", "main")
        self.save.setToolTip(_("Ctrl+Enter"))
        buttons = FlowLayout()
        for button in (self.save, self.cancel):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(self.heading)
        layout.addWidget(about)
        layout.addWidget(at_the_top(self.form), 1)
        layout.addLayout(buttons)
        self.save.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.closed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.accept)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)


def told_of_several(count: int) -> str:
    """What is said of follow-ups that were changed at once."""
    return plural("{count} follow-up changed", "{count} follow-ups changed", count)


def _common(rows: Sequence[PromiseRow], name: str) -> Any:
    """What all of them have in this field, else nothing."""
    values = {getattr(row, name) for row in rows}
    return values.pop() if len(values) == 1 else None
