"""The one box of the desk: what is typed finds people, the keys beside letters act on them."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from engagement_app.gui.forms.draft_note import DraftNote
from engagement_app.gui.forms.editors import only_seen
from engagement_app.language import _

_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchBox(QLineEdit):
    """The focus stays here all evening; the arrow keys move the mark of the list below."""

    entered = Signal()
    moved = Signal(int)
    """How many rows the mark goes down; up is negative."""
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.note = DraftNote()
        self.note.thrown_away.connect(self._throw_away)
        self.textChanged.connect(self._changed)

    def draft_name(self) -> str:
        """There is one box."""
        return "desk"

    def draft_title(self) -> str:
        """What the page is called."""
        return _("Desk")

    def typed(self) -> dict[str, str]:
        """Whose name is being typed; nobody is signed in by it."""
        return {"text": self.text()} if self.text().strip() else {}

    def restore(self, typed: Mapping[str, object], written_at: datetime) -> None:
        """The name stands in the box again, and waits for Enter."""
        self.setText(str(typed.get("text", "")))
        self.note.tell(written_at)

    def _changed(self, text: str) -> None:
        """What was pasted may hold signs that nobody sees, and that nothing could keep."""
        if text != (seen := only_seen(text)):
            self.setText(seen)
        elif not text:
            self.note.hide()

    def _throw_away(self) -> None:
        self.clear()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter signs in, arrows move the mark, Escape leaves."""
        key = Qt.Key(event.key())
        if key in _ENTER and not _with_ctrl(event):
            self.entered.emit()
        elif key in _MOVES:
            self.moved.emit(_MOVES[key])
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


def _with_ctrl(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
