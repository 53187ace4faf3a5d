"""One window for each data file: who has it, and how the window that has it comes to the front.

A lock file beside the data file names its holder. The system drops the lock with the process, so
whose process is gone, or whose number another program got, holds nothing. This is a courtesy:
what keeps two programs from spoiling a file is the lock that SQLite takes.

A window is called by a file beside the lock, which it takes away: Qt's own sockets would need a
part of the system (Kerberos) that small Linux systems lack.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QSysInfo, QTimer

from engagement_app.errors import Cause, StorageError
from engagement_app.language import _

_ANSWER_MS = 3000
"""How long the other window has to come to the front."""
_WRITTEN_MS = 200
_LOOK_EVERY_MS = 400


class HeldElsewhereError(StorageError):
    """The lock file names another machine, which cannot be asked whether that is still so."""

    def __init__(self, path: Path, machine: str) -> None:
        sentence = _("The note beside {file} says that it is open on {machine}.")
        super().__init__(sentence.format(file=path.name, machine=machine), Cause.LOCKED)


class HeldHereError(StorageError):
    """Another window of this laptop has the file; `came` tells whether it came to the front."""

    def __init__(self, path: Path, process: int, *, came: bool) -> None:
        sentence = (
            _("{file} is open in another window, which was brought to the front.")
            if came
            else _(
                "{file} is open in another window of this laptop (process {process}), which does"
                " not answer. Close it there, then try again."
            )
        )
        super().__init__(sentence.format(file=path.name, process=process), Cause.LOCKED)
        self.came = came


def lock_of(path: Path) -> Path:
    """The lock file of a data file."""
    return path.with_name(f"{path.name}.lock")


class Hold(QObject):
    """Holds a data file for this window; others ask it to come to the front."""

    def __init__(self, path: Path, lock: QLockFile | None, come: Callable[[], object]) -> None:
        super().__init__()
        self.path = path
        self._lock = lock
        self._come = come
        self._looking = QTimer(self, interval=_LOOK_EVERY_MS)
        self._looking.timeout.connect(self._look)
        if lock is not None:
            _was_taken_away(_call_of(path))  # of one who gave up
            self._looking.start()

    def let_go(self) -> None:
        """Others may have the file now."""
        self._looking.stop()
        if self._lock is not None:
            self._lock.unlock()
        self.deleteLater()

    def _look(self) -> None:
        if _was_taken_away(_call_of(self.path)):
            self._come()


def take(path: Path, come: Callable[[], object]) -> Hold:
    """Hold this file; `come` brings the window to the front when another is started.

    Raises `HeldHereError` or `HeldElsewhereError`. Where no lock file can be made, as in a folder
    that may only be read, nobody can write the data file either.
    """
    path = path.resolve()
    lock = QLockFile(str(lock_of(path)))
    lock.setStaleLockTime(0)  # an evening is long: a lock is as good after an hour
    if _locked(lock):
        return Hold(path, lock, come)
    if lock.error() != QLockFile.LockError.LockFailedError:
        return Hold(path, None, come)
    process, machine = _told(lock)
    if machine != QSysInfo.machineHostName():
        raise HeldElsewhereError(path, machine)
    raise HeldHereError(path, process, came=_call(path))


def take_over(path: Path) -> None:
    """Somebody says that the machine in the lock file has the file no more."""
    with suppress(OSError):
        lock_of(path.resolve()).unlink()


def _locked(lock: QLockFile) -> bool:
    """Take the lock; also one that nobody holds any more, whatever it says.

    `removeStaleLockFile` leaves what a living process of this machine holds; what another
    machine wrote is never touched here.
    """
    if lock.tryLock(0):
        return True
    if lock.error() != QLockFile.LockError.LockFailedError:
        return False
    process, machine = _told(lock)
    if process and machine != QSysInfo.machineHostName():
        return False
    if not process and lock.tryLock(_WRITTEN_MS):  # empty: perhaps it is being written just now
        return True
    # Of several that begin at once one is in the file in the end.
    return lock.removeStaleLockFile() and lock.tryLock(0) and _told(lock)[0] == os.getpid()


def _told(lock: QLockFile) -> tuple[int, str]:
    """The process and the machine that the lock file names; 0 and nothing of an empty one."""
    process, machine, _program = lock.getLockInfo()
    return int(process), str(machine)


def _call(path: Path) -> bool:
    """Ask the window that has the file to come to the front; whether it heard."""
    call = _call_of(path)
    with suppress(OSError):
        call.touch()
        until = time.monotonic() + _ANSWER_MS / 1000
        while call.exists() and time.monotonic() < until:
            time.sleep(0.05)
        return not _was_taken_away(call)
    return False


def _call_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.call")


def _was_taken_away(call: Path) -> bool:
    """Take the call away; whether there was one."""
    with suppress(OSError):
        call.unlink()
        return True
    return False
