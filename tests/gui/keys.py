"""Somebody at the keys: presses them as a keyboard does, at the window in front, and waits."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

SECONDS = 30.0
ROUND = 60
"""More places for the focus than any page has."""
_NONE = Qt.KeyboardModifier.NoModifier


class Keys:
    """Where a key goes is for Qt to say: to a short cut, an open list, or who has the focus."""

    def __init__(self, window: Any) -> None:
        self.window = window

    @property
    def focus(self) -> QWidget:
        """Who has the focus."""
        found = QApplication.focusWidget()
        assert found is not None, "nobody has the focus"
        return found

    def press(self, *keys: str) -> None:
        """Press these one after the other, each written as in `Ctrl+Shift+F`."""
        for key in keys:
            pressed = QKeySequence(key)[0]
            for turn in (QTest.keyPress, QTest.keyRelease):
                turn(self._front(), pressed.key(), pressed.keyboardModifiers())

    def write(self, text: str) -> None:
        """Type any text, letter by letter."""
        for letter in text:
            if letter.isascii():
                QTest.keyClick(self._front(), letter, _NONE)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(
                    self._front(), QKeyEvent(kind, Qt.Key.Key_unknown, _NONE, letter)
                )

    def tab_to(self, name: str) -> None:
        """Press Tab until the focus is on the widget with this name for screen readers."""
        self.tab_until(lambda: self.name == name, name)

    def tab_until(self, is_there: Callable[[], bool], what: str, key: str = "Tab") -> None:
        """Press Tab, or Shift+Tab, until the focus is there."""
        passed: list[str] = []
        while not is_there():
            passed.append(self.name)
            assert len(passed) < ROUND, f"{key} never leads to {what}: {passed}"
            self.press(key)

    def fill(self, text: str) -> None:
        """Answer the field that has the focus: one of its words, or a text in place of its own."""
        if isinstance(self.focus, QComboBox) and not self.focus.isEditable():
            self.choose(text)
        else:
            self.press("Ctrl+A")
            self.write(text)

    def choose(self, word: str) -> None:
        """One of a few words, with the arrow keys."""
        box = self.focus
        assert isinstance(box, QComboBox), self.name
        self.press("Home")
        while not box.currentText().startswith(word):
            before = box.currentText()
            self.press("Down")
            assert box.currentText() != before, f"{word} is none of the words"

    @property
    def name(self) -> str:
        """What a screen reader calls what has the focus; empty where nothing has it."""
        focus = QApplication.focusWidget()
        return name_of(focus) if focus else ""

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait until it is so."""
        end = time.monotonic() + SECONDS
        while not is_so():
            assert time.monotonic() < end, (
                f"it did not become so; told: {self.window.strip.text.text()}"
            )
            QApplication.processEvents()
            self._bring_back()
            time.sleep(0.002)

    def _bring_back(self) -> None:
        """As window managers do when a box has gone."""
        if QApplication.activeWindow() is None and self.window.isVisible():
            self.window.activateWindow()

    def close_list(self) -> None:
        """Leave the names that are offered while one is typed, as what was typed is meant."""
        if QApplication.activePopupWidget() is not None:
            self.press("Escape")

    def meanwhile(self, kind: type[QWidget], act: Callable[[], object]) -> None:
        """Do this once a box of this kind has the keys: whoever opens it waits until it is gone."""
        timer = QTimer(self.window)

        def look() -> None:
            box = QApplication.activeModalWidget()
            if isinstance(box, kind) and QApplication.focusWidget():
                timer.stop()
                try:
                    act()
                finally:
                    box.close()

        timer.timeout.connect(look)
        timer.start(5)

    def saved(self) -> None:
        """Wait until everything is saved and shown."""
        self.until(lambda: not self.window.workspace.is_saving)

    def _front(self) -> Any:
        """The window that has the keys; a box that goes has gone first, and hands them on.

        `QTest` presses Alt and then the letter at one window, and what happens in between is done:
        a window that dies there ends the whole process.
        """
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        front = QGuiApplication.focusWindow()
        if front is None or not front.isVisible():
            self._bring_back()
            QApplication.processEvents()
        return QGuiApplication.focusWindow() or self.window.windowHandle()


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    told = QAccessible.queryAccessibleInterface(widget)
    return widget.accessibleName() or (told.text(QAccessible.Text.Name) if told else "")
