"""The one box of paper mode: letters are answers, figures a time; on a blank row a name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_TIME = "0123456789:."


class KeyBox(QLineEdit):
    """The focus stays here from the first line to the last."""

    pressed = Signal(str)
    """A letter, while letters are answers."""
    entered = Signal()
    nameless = Signal()
    moved = Signal(int)
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.takes_text = False
        self.takes_time = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, arrows change the line, Escape goes back."""
        key, held = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in _ENTER:
            (self.nameless if held else self.entered).emit()
        elif key in _MOVES:
            self.moved.emit(_MOVES[key])
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif not self._is_answer(event):
            super().keyPressEvent(event)

    def _is_answer(self, event: QKeyEvent) -> bool:
        """Tell the letter where it is an answer; only figures are typed then."""
        letter = "" if event.modifiers() & _HELD else event.text().lower()
        typed = self.takes_text or (self.takes_time and letter in _TIME)
        if typed or not letter or not letter.isprintable():
            return False
        self.pressed.emit(letter)
        return True
