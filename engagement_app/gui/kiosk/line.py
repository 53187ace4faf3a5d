"""A line to write in where strangers write after one another: it keeps and tells nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = QKeySequence.StandardKey
_DEAD = (_KEYS.Copy, _KEYS.Cut, _KEYS.Paste, _KEYS.Undo, _KEYS.Redo)
_LONGEST = 200


class Line(QLineEdit):
    """Nothing is pasted, copied, dragged or brought back: it may be somebody else's."""

    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(_LONGEST)
        self.setProperty("role", "kiosk")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        # Keyboards on a screen learn words, and offer them to whoever writes next.
        hints = Qt.InputMethodHint
        self.setInputMethodHints(hints.ImhSensitiveData | hints.ImhNoPredictiveText)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)

    def empty(self) -> None:
        """Empty for the next person; `clear` would leave the text to be brought back."""
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; what would reach the clipboard or the past does nothing."""
        if event.key() in _ENTER:
            self.entered.emit()
        elif not any(event.matches(each) for each in _DEAD):
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button pastes on some systems."""
        if event.button() != Qt.MouseButton.MiddleButton:
            super().mouseReleaseEvent(event)
