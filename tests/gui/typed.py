"""Text typed into a widget, letter by letter, whatever the letters are.

`QTest.keyClicks` knows ASCII alone, and ends the whole process at any other letter.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_NONE = Qt.KeyboardModifier.NoModifier


def type_into(widget: QWidget, text: str) -> None:
    """Type the text where this widget has the focus."""
    for letter in text:
        if letter.isascii():
            QTest.keyClick(widget, letter, _NONE)
            continue
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_unknown, _NONE, letter))
