"""The one box of the desk: what is typed finds people, the keys beside letters act on them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

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
