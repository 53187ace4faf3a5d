"""Lock the window: what is typed is kept, all is hidden, the file let go of and its key dropped.

By Ctrl+L, after some minutes without a key or the mouse, when the screen is locked and when the
laptop sleeps. What is not protected has no lock.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from engagement_app.gui.settings import remember, remembered
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.store.audit import Audited

MINUTES = (2, 5, 10, 15, 20, 30, 45, 60)
"""What can be chosen."""
_USUAL = 10
_SETTING = "lock_after"
_LOOK_EVERY = 5
_SLEPT = 60
"""Seconds between two looks after which the laptop must have slept."""
_AT_WORK = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


def lock_after() -> int:
    """Minutes without work after which a protected file is locked."""
    word = remembered(_SETTING, str(_USUAL))
    wanted = int(word) if word.isdecimal() else _USUAL
    return min(MINUTES, key=lambda minutes: abs(minutes - wanted))


def set_lock_after(minutes: int) -> None:
    """Lock after so many minutes from now on."""
    remember(_SETTING, str(minutes))


class Lockable(Protocol):
    """What is locked: the window."""

    workspace: Workspace

    @property
    def is_locked(self) -> bool:
        """Whether a key is being asked for."""

    def ask_key(self, path: Path, *, locked: bool = False) -> None:
        """Show nothing but the question for the key of this file."""

    def forget_pages(self) -> None:
        """Nothing that was shown stays."""


class Lock(QObject):
    """Watches whether somebody is at work."""

    def __init__(self, parent: QWidget, window: Lockable) -> None:
        super().__init__(parent)
        self._parent = parent
        self._window = window
        self._worked_at = time.monotonic()
        self._looked_at = time.time()
        self._watched: QWindow | None = None
        self.looking = QTimer(self, interval=_LOOK_EVERY * 1000)
        self.looking.timeout.connect(self._look)
        self.looking.start()
        app = QApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(app.focusWindow())

    def lock(self) -> None:
        """Lock now; where what is typed cannot be kept, it stays behind the lock."""
        workspace = self._window.workspace
        path = workspace.path
        if path is None:
            return
        if not workspace.protection:
            workspace.troubled.emit(
                _("This file is not protected, so it cannot be locked. The Data page protects it.")
            )
            return
        workspace.drafts.flush()
        self._hide_all()
        self._window.ask_key(path, locked=True)
        self._parent.repaint()
        workspace.stop_tasks()
        workspace.note(Audited.LOCK)
        if workspace.keep_all():
            workspace.close(keeps_hold=True)
            self._window.forget_pages()
            self._window.ask_key(path, locked=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key or the mouse: somebody is at work."""
        if event.type() in _AT_WORK:
            self._worked_at = time.monotonic()
        return super().eventFilter(watched, event)

    def _watch(self, focused: QWindow | None) -> None:
        """Only the window in front is asked for its events: there are few, and all come there."""
        if focused is not None and focused is not self._watched:
            focused.removeEventFilter(self)  # never twice
            focused.installEventFilter(self)
            self._watched = focused
        self._worked_at = time.monotonic()

    def _look(self) -> None:
        slept = time.time() - self._looked_at > _SLEPT
        self._looked_at = time.time()
        idle = time.monotonic() - self._worked_at >= lock_after() * 60
        if (slept or idle) and self._window.workspace.protection:
            self.lock_unless_locked()

    def lock_unless_locked(self) -> None:
        """For what happens by itself: it says nothing of a file that has no lock."""
        if self._window.workspace.protection and not self._window.is_locked:
            self.lock()

    def _hide_all(self) -> None:
        """Boxes, lists that hang down, tips: whatever may show something of the file."""
        from PySide6.QtWidgets import QToolTip

        QToolTip.hideText()
        for each in QApplication.topLevelWidgets():
            if each is not self._parent and each.isVisible():
                if isinstance(each, QDialog):
                    each.reject()
                each.hide()
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
