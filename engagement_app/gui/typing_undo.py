"""Ctrl+Z where somebody types: what was typed first, then what was done.

Ctrl+K, with which inputs of some systems cut a line off, finds anything there too.
"""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

_FIND = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_K)


class TypingUndo(QObject):
    """Watches the input that has the focus, and no other: an input takes Ctrl+Z for itself.

    Without anything of its own to take back it leaves the key to the window.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._watched: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._watch)

    def take_back(self) -> bool:
        """Take back typing where the focus is; gives False where there is none."""
        editor = _editor(QApplication.focusWidget())
        if editor is None or not _has_typing(editor):
            return False
        editor.undo()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The key goes on to the short cuts where the input would do nothing with it."""
        asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and _is_ours(event):  # type: ignore[arg-type]
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now if _editor(now) is not None else None
        if self._watched is not None:
            self._watched.installEventFilter(self)


def _is_ours(event: QKeyEvent) -> bool:
    """Whether the key means something to the window that an input would take for itself."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.keyCombination() == _FIND


def _editor(widget: QWidget | None) -> QLineEdit | QPlainTextEdit | None:
    """The input in which is typed; a list that can be typed in has one inside."""
    found = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    return found if isinstance(found, QLineEdit | QPlainTextEdit) else None


def _has_typing(editor: QLineEdit | QPlainTextEdit) -> bool:
    """Whether something typed stands there; what was emptied since was done with."""
    if editor.isReadOnly():
        return False
    if isinstance(editor, QLineEdit):
        return bool(editor.text()) and editor.isUndoAvailable()
    return bool(editor.toPlainText()) and editor.document().isUndoAvailable()
