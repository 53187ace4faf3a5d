"""An act that the world stopped for a while: it is kept and tried again, so that the queue goes on.

While another program has the file, for a minute; on a full disk once more, after the room that
was kept beside the file is freed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from engagement_app.errors import Cause, StorageError
from engagement_app.language import _

T = TypeVar("T")
LONGEST = 60.0
"""Seconds for which an act is tried again; after that the form has it back."""
_PAUSE = 0.25


class Patience(QObject):
    """Does acts on the writer's thread; its signals arrive on the window's."""

    waiting = Signal(str)
    """What an act waits for."""
    reserve_used = Signal()
    """The disk is full, and the room that was kept beside the file is being used."""

    full = Signal()
    """The disk is full, and nothing was kept beside the file: an act was given back."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._hurry = Event()

    def do(self, path: Path, work: Callable[[], T]) -> T:
        """What the work gives; it is done as a whole or not at all, so that it can be repeated.

        Raises what stopped it, once there is no more sense in waiting.
        """
        until = time.monotonic() + LONGEST
        while True:
            try:
                return work()
            except StorageError as error:
                if not self._may_help(path, error.cause, until):
                    raise

    def hurry(self, hurried: bool) -> None:
        """Whether somebody waits for the end of it, such as to close the window."""
        if hurried:
            self._hurry.set()
        else:
            self._hurry.clear()

    def _may_help(self, path: Path, cause: Cause, until: float) -> bool:
        """Whether it is worth another try."""
        if cause is Cause.FULL:
            from engagement_app.store.reserve import free_reserve

            freed = free_reserve(path)
            (self.reserve_used if freed else self.full).emit()
            return freed
        if cause is not Cause.LOCKED or time.monotonic() > until or self._hurry.is_set():
            return False
        sentence = _("{file} is busy in another program. Your entry is kept here; trying again.")
        self.waiting.emit(sentence.format(file=path.name))
        self._hurry.wait(_PAUSE)
        return True
