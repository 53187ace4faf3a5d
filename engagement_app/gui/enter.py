"""Enter presses the button that has the focus, as Space does."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget


def presses_button(window: QWidget, event: QKeyEvent) -> bool:
    """Press it; gives whether the key was that, and not one that is held down."""
    from PySide6.QtCore import Qt

    pressed, enter = window.focusWidget(), (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if event.key() in enter and isinstance(pressed, QPushButton) and not event.isAutoRepeat():
        pressed.click()
        return True
    return False
