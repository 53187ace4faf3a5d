"""Backups that nobody has to think of: every half hour, as the window closes, and as another file
is opened; a proof of the whole file once a week, and a monthly drill.

They are made on a thread of their own: people are signed in meanwhile, and wait for the moment of
copying alone.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from engagement_app.errors import Cancelled, Cause, StorageError
from engagement_app.gui.backups import (
    drill_is_due,
    note,
    note_far,
    proof_is_due,
    second_place_if_there,
)
from engagement_app.gui.problems import EXPECTED, sentence_of
from engagement_app.gui.tasks import Task
from engagement_app.language import _
from engagement_app.store.datafile import SMALL

if TYPE_CHECKING:
    from engagement_app.domain.soundness import FileAndKey
    from engagement_app.gui.copying import Copied
    from engagement_app.gui.window import Window
    from engagement_app.progress import Progress

HALF_HOUR = 30 * 60 * 1000
SOON = 60 * 1000
"""Milliseconds after a file was opened until a drill that is due: the desk comes first."""
_KEEPER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keeper")


class BackupSchedule(QObject):
    """Makes what is due of the open file; one thing at a time."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._workspace = window.workspace
        self._task: Task | None = None
        self.timer = QTimer(self, interval=HALF_HOUR)
        self.timer.timeout.connect(self.back_up)
        self.timer.start()
        self.soon = QTimer(self, interval=SOON, singleShot=True)
        self.soon.timeout.connect(self.try_what_is_due)
        self._workspace.opened.connect(self.soon.start)
        self._workspace.opened.connect(self.look_at_pages)
        self._workspace.leaving.connect(self._leave)
        self._workspace.closed.connect(self._stop)
        window.before_leaving = self.back_up_now

    def back_up(self) -> None:
        """Copy what changed since the last copy, here and in the second place."""
        self._copy(though_unchanged=False)

    def _copy(self, *, though_unchanged: bool) -> None:
        from engagement_app.gui.copying import keep_copies

        far = second_place_if_there()
        work = partial(keep_copies, always=though_unchanged)
        self._begin(lambda file, progress: work(file, far, progress), self._made)

    def try_what_is_due(self) -> None:
        """Once a month see whether the newest copy can be restored; once a week prove the whole
        file, changed or not, by a copy: a disk may spoil what nobody writes."""
        path, now = self._workspace.path, datetime.now(UTC)
        if path is not None and drill_is_due(path, now):
            self.drill()
        elif path is not None and proof_is_due(path, now):
            self._copy(though_unchanged=True)

    def look_at_pages(self) -> None:
        """A large file is shown first, and then looked through."""
        from engagement_app.store.proving import look_at_pages

        path = self._workspace.path
        if path is not None and path.stat().st_size > SMALL:
            self._begin(
                lambda file, progress: look_at_pages(file.path, file.key, progress),
                lambda _path, _none: None,
            )

    def drill(self) -> None:
        """Restore the newest copy into a temporary file, and note what it holds."""
        from engagement_app.domain.soundness import drill
        from engagement_app.store.backup import folder_of

        self._begin(lambda file, progress: drill(file, folder_of(file.path), progress), self._tried)

    def back_up_now(self) -> None:
        """The last copy before the window goes: it is out of sight already."""
        from engagement_app.domain.soundness import FileAndKey
        from engagement_app.gui.copying import keep_copies

        path = self._workspace.path
        if path is None or _is_nobodys(path):
            return
        key = self._workspace.key()
        try:
            made = keep_copies(FileAndKey(path, key), second_place_if_there())
            note_copies(path, made)
            self._note(made)
        except EXPECTED:
            return  # It was told every half hour, and is told at the next start.
        finally:
            if key is not None:
                key.close()

    def _leave(self) -> None:
        """The last copy of a file that is left for another, which nobody waits for."""
        from engagement_app.domain.soundness import FileAndKey
        from engagement_app.gui.copying import keep_copies

        path = self._workspace.path
        if path is None or _is_nobodys(path):
            return
        file, far = FileAndKey(path, self._workspace.key()), second_place_if_there()
        task = Task(lambda progress: keep_copies(file, far, progress), _KEEPER, self)
        task.succeeded.connect(lambda made: _forget(file, lambda: self._made(path, made)))
        task.failed.connect(lambda error: _forget(file, lambda: self._failed(error)))
        task.start()

    def _begin(
        self, work: Callable[[FileAndKey, Progress], Any], then: Callable[[Path, Any], object]
    ) -> None:
        from engagement_app.domain.soundness import FileAndKey

        path = self._workspace.path
        if self._task is not None or path is None or _is_nobodys(path):
            return
        file = FileAndKey(path, self._workspace.key())
        task = self._task = Task(lambda progress: work(file, progress), _KEEPER, self)
        task.succeeded.connect(lambda result: self._ended(file, lambda: then(path, result)))
        task.failed.connect(lambda error: self._ended(file, lambda: self._failed(error)))
        task.start()

    def _ended(self, file: FileAndKey, tell: Callable[[], object]) -> None:
        self._task = None
        _forget(file, tell)
        self._workspace.backed_up.emit()

    def _note(self, made: Copied) -> None:
        """Into the audit: these copies were made while the file was written to by others."""
        from engagement_app.store.audit import Audited

        for copy in (made.near, made.far):
            if copy is not None:
                self._workspace.note(Audited.BACKUP, file=copy.name)

    def _made(self, path: Path, made: Copied) -> None:
        note_copies(path, made)
        if path == self._workspace.path:
            self._note(made)
        if made.trouble:
            self._workspace.troubled.emit(far_failed(made.trouble))

    def _tried(self, path: Path, found: tuple[Any, Any] | None) -> None:
        if found is not None:
            note_drill(path, drilled(found))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        told = sentence_of(error)
        if isinstance(error, StorageError) and error.cause is Cause.DAMAGED:
            told += " " + _("Enter nothing more. Data, Backups, Check says where, and repairs it.")
        self._workspace.troubled.emit(told)

    def _stop(self) -> None:
        self.soon.stop()
        if self._task is not None:
            self._task.cancel()


def _forget(file: FileAndKey, tell: Callable[[], object]) -> None:
    """The key is for the copy alone."""
    if file.key is not None:
        file.key.close()
    tell()


def note_copies(path: Path, made: Copied) -> None:
    """Remember when the file was last copied to the second place."""
    if made.far:
        note_far(path)


def note_drill(path: Path, told: str) -> None:
    """Remember how the last drill went."""
    note("drill", path, f"{datetime.now(UTC).isoformat()} {told}")


def drilled(found: tuple[Any, Any]) -> str:
    """`12/11/2026: 412 people, 1,903 contributions: can be restored`: a copy, what it holds."""
    copy, contents = found
    sentence = _("{day}: {contents}: can be restored")
    return sentence.format(day=f"{copy.made_at:%d/%m/%Y}", contents=contents)


def far_failed(trouble: str) -> str:
    """What is told where only the copy in the second place could not be made."""
    sentence = _("The backup beside the file was made. That in the second place was not: {what}")
    return sentence.format(what=trouble)


def _is_nobodys(path: Path) -> bool:
    """The sample needs no backup: nothing in it is real."""
    from engagement_app.gui.files import is_sample

    return is_sample(path)
