"""The one door between the window and the data file.

Reads are short and happen where they are asked for; writes happen on one thread of their own,
and what follows (`then`, the sentence in the strip, `changed`) comes after the commit returned.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from engagement_app.errors import Cancelled, StorageError, UserError
from engagement_app.gui.drafts import Drafts, drafts_of, drop
from engagement_app.gui.lasting import make_lasting
from engagement_app.gui.patience import Patience
from engagement_app.gui.problems import EXPECTED, sentence_of, tell_failure
from engagement_app.gui.tasks import Task, wait_out
from engagement_app.gui.unsettled import Unsettled
from engagement_app.language import _

if TYPE_CHECKING:
    from sqlmodel import Session

    from engagement_app.gui.holding import Hold
    from engagement_app.progress import Progress
    from engagement_app.store.audit import Audited
    from engagement_app.store.datafile import DataFile
    from engagement_app.store.keys.data_key import DataKey

P = ParamSpec("P")
T = TypeVar("T")
Then = Callable[[Any], object]
Failed = Callable[[Exception], object]
Told = str | Callable[[Any], str]
_TURN = 0.001
"""Seconds for which a thread may keep others waiting, a fifth of what Python has: a sign-in gives
its turn away at each statement, and took half as long so while a report was worked out."""
make_lasting()
sys.setswitchinterval(_TURN)


class Workspace(QObject):
    """The open data file, and the project and event being worked on."""

    opened = Signal()  # a data file was opened; another may have been open before
    leaving = Signal()  # another file is about to be opened in the place of this one
    closed = Signal()
    key_wanted = Signal(object)
    """A protected file, by its path, that is to be opened with a key which nobody has yet."""
    lock_wanted = Signal()
    front_wanted = Signal()  # the program was started once more for the file that is held here
    protection_changed = Signal()  # there is another way to the key of the file that is open
    backed_up = Signal()
    changed = Signal()  # something was saved: what is shown may be old
    moved = Signal()  # another project or event is being worked on
    saving = Signal(bool)  # whether anything is still being saved
    told = Signal(str, bool)  # a sentence for the strip, and whether what it tells can be undone
    undone = Signal(str)  # an act was taken back: a sentence that says which
    troubled = Signal(str)  # what went wrong, where no form is there to say it
    _ended = Signal()
    _tell_now = Signal()
    _read = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file: DataFile | None = None
        self.hold: Hold | None = None
        """Keeps other windows from the open file."""
        self.patience = Patience(self)
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reader")
        self._pending = 0
        self._ends: deque[Callable[[], None]] = deque()
        self._tasks: list[Task] = []
        self._failures = 0
        self.is_saved = True
        """Whether the act that ended last was saved."""
        self.protection = ""
        """The first way to the key of the open file (`passphrase`, `keyring`, `recovery`)."""
        self._drafts_written: Future[None] | None = None
        self.project_id: str | None = None
        self.event_id: str | None = None
        self.may_leave: Callable[[], bool] = lambda: True
        """Whether the file may be left: whoever has the pages asks about text that is not saved."""
        self.name_as_seen: Callable[[str], str] = str
        """How the name of a person may be told where others read the screen."""
        self._ended.connect(self._tell_next, Qt.ConnectionType.QueuedConnection)
        self._tell_now.connect(self._tell_next)
        self._read.connect(self._has_read, Qt.ConnectionType.QueuedConnection)
        self.drafts = Drafts(self, self._keep_drafts)
        """What is half typed in the forms of the window."""
        self.drafts.found.connect(self.troubled)
        self.unsettled = Unsettled(self, self.read_later)
        self.opened.connect(self.unsettled.look)
        self.changed.connect(self.unsettled.look_again)
        self.undone.connect(self.unsettled.look)
        self.undone.connect(lambda sentence: self.told.emit(sentence, False))
        self.closed.connect(self.unsettled.forget)

    @property
    def is_open(self) -> bool:
        """Whether a data file is open."""
        return self._file is not None

    @property
    def is_saving(self) -> bool:
        """Whether anything is still being saved, or a long job runs."""
        return self._pending > 0

    @property
    def person(self) -> str:
        """Who is at the keys; empty before a file is open."""
        return self._file.person if self._file else ""

    @property
    def path(self) -> Path | None:
        """Where the open data file lies."""
        return self._file.path if self._file else None

    def open(self, file: DataFile, hold: Hold | None = None) -> None:
        """Work on this data file from now on."""
        self.close(keeps_hold=True)
        self.keep_hold(hold)
        self._file = file
        self.project_id = self.event_id = None
        self.is_saved = True
        self.look_at_protection()
        self.drafts.begin(self.read(drafts_of))
        self.opened.emit()

    @property
    def vault(self) -> str:
        """Which key the open file has; empty for none."""
        return self._file.key.vault if self._file and self._file.key else ""

    def key(self) -> DataKey | None:
        """The key of the open file, for work that goes on without the file; None without one."""
        key = self._open_file().key
        return key.copy() if key else None

    def look_at_protection(self) -> None:
        """Another file, or another way to the key of this one."""
        from engagement_app.store.keys.unlocking import first_way

        file = self._open_file()
        self.protection = first_way(file.path, file.key) if file.key else ""
        self.protection_changed.emit()

    def stop_tasks(self) -> None:
        """Long jobs end at their next step, and leave nothing half done."""
        for task in self._tasks:
            task.cancel()

    def keep_all(self) -> bool:
        """Finish what is being saved and write down what is half typed; whether that was done."""
        self.drafts.flush()
        saved = self.finish()
        written = self._drafts_written
        return saved and (written is None or written.exception() is None)

    def finish(self) -> bool:
        """Wait for all that is being saved, and tell those who asked; whether all was saved."""
        before = self._failures
        self.patience.hurry(True)
        while self._has_work():
            wait_out(self._writer)
            for task in tuple(self._tasks):
                task.tell()
            while self._ends:
                self._tell_now.emit()
        self.patience.hurry(False)
        return self._failures == before

    def _has_work(self) -> bool:
        """Whether anything was begun and is not told yet; a job may never have been started."""
        return self._pending > sum(not task.is_started for task in self._tasks)

    def keep_hold(self, hold: Hold | None) -> None:
        """Hold this file, and no other any more; none: other windows may have it."""
        if self.hold is not None and self.hold is not hold:
            self.hold.let_go()
        self.hold = hold

    def close(self, *, keeps_hold: bool = False) -> None:
        """Finish what is being saved, then let go of the file; of the hold too, unless it is to
        be opened here again."""
        was_open = self._file is not None
        if self._file is not None:
            self.drafts.flush()
            self.finish()
            file, self._file = self._file, None
            self.protection = ""
            self.drafts.end()
            wait_out(self._writer)
            wait_out(self._reader)
            file.close()
        self.keep_hold(self.hold if keeps_hold else None)
        if was_open:
            self.closed.emit()

    def choose(self, project_id: str | None, event_id: str | None) -> None:
        """Work on this project and event."""
        if (project_id, event_id) != (self.project_id, self.event_id):
            self.project_id, self.event_id = project_id, event_id
            self.moved.emit()

    def needed_project(self) -> str:
        """The id of the project being worked on; raises `UserError` where there is none."""
        if self.project_id is None:
            raise UserError(_("There is no project yet. Make one on the Data page."))
        return self.project_id

    def needed_event(self) -> str:
        """The id of the event being worked on; raises `UserError` where there is none."""
        if self.event_id is None:
            raise UserError(_("Choose an event at the top, or make one on the Data page."))
        return self.event_id

    def read(
        self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What the query finds, whole; it is given a session on one state of the file."""
        with self._open_file().reading() as session:
            return query(session, *args, **kwargs)

    def read_later(
        self,
        query: Callable[..., T],
        *args: Any,
        then: Callable[[T], object],
        failed: Failed | None = None,
    ) -> None:
        """The same for what takes long: `then` has the result, unless the file was closed. Where
        it could not be read `failed` has the error, else the strip."""
        file = self._open_file()

        def work() -> T | None:
            if file is not self._file:
                return None  # It was closed meanwhile: nobody waits for this any more.
            with file.reading() as session:
                return query(session, *args)

        after = (file, then, failed)
        self._reader.submit(work).add_done_callback(lambda future: self._read.emit(future, after))

    def write(
        self,
        act: str,
        command: Callable[..., Any],
        *args: Any,
        told: Told = "",
        then: Then | None = None,
        failed: Failed | None = None,
        draft: str = "",
        first: Callable[[DataFile], object] | None = None,
        **values: Any,
    ) -> None:
        """Do the command in one transaction on the writer's thread.

        After the commit `then` has its result and the strip says what `told` is or makes of it.
        Where it could not be done nothing was saved: `failed` has the error, else the strip.
        `draft` names the draft of what is saved here: it goes in the same transaction. `first` is
        done before the transaction; where that cannot be, the rest is not done either.
        """
        file = self._open_file()
        if draft:
            then, failed = self.drafts.around(draft, then, failed or self._tell_trouble)

        def work() -> Any:
            if first is not None:
                first(file)
            with file.writing(act) as session:
                result = command(session, *args, **values)
                drop(session, draft)
                return result

        self._submit(work, told, then, failed)

    def _keep_drafts(
        self, typed: list[tuple[str, str]], ended: Callable[[Future[None]], object]
    ) -> None:
        """Keep what is half typed, by form; nobody is told, as nobody asked for it."""
        file = self._open_file()
        self._drafts_written = self._writer.submit(file.keep_drafts, typed)
        self._drafts_written.add_done_callback(ended)

    def note(self, act: Audited, **detail: object) -> None:
        """An act without content, into the audit; nobody waits, or is told where it cannot be."""
        if self._file is not None:
            self._writer.submit(self._file.note, act, **detail)

    def undo(self) -> None:
        """Take back the newest act of today; not while one is saved: two clicks would undo two."""
        if self.is_saving:
            return
        from engagement_app.domain.undoing import undo_newest

        file = self._open_file()
        self._submit(lambda: undo_newest(file, self.name_as_seen), "", self.undone.emit, None)

    def task(self, work: Callable[[DataFile, Progress], Any], owner: QObject) -> Task:
        """A long job on the writer's thread, to be started by whoever shows its progress."""
        file = self._open_file()
        task = Task(lambda progress: work(file, progress), self._writer, owner)
        self._began()
        self._tasks.append(task)
        task.succeeded.connect(lambda _result: self._task_ended(task))
        task.failed.connect(lambda error: self._task_ended(task, error))
        return task

    def show(self, reload: Callable[[], object]) -> bool:
        """Read what is to be shown; where that cannot be, the strip says why. Whether it could."""
        try:
            reload()
        except EXPECTED as error:
            self.troubled.emit(sentence_of(error))
            return False
        return True

    def read_or_tell(self, query: Callable[..., T], *args: Any) -> T | None:
        """What the query finds; None where it cannot be read, and the strip says why."""
        found: list[T] = []
        self.show(lambda: found.append(self.read(query, *args)))
        return found[0] if found else None

    def _open_file(self) -> DataFile:
        if self._file is None:
            raise UserError(_("No data file is open."))
        return self._file

    def _submit(
        self, work: Callable[[], Any], told: Told, then: Then | None, failed: Failed | None
    ) -> None:
        self._began()

        def ended(future: Future[Any]) -> None:
            self._ends.append(partial(self._end, future, told, then, failed))
            self._ended.emit()

        path = self._open_file().path
        self._writer.submit(self.patience.do, path, work).add_done_callback(ended)

    def _tell_next(self) -> None:
        """Tell how the oldest act ended; `finish` may have told it already."""
        if self._ends:
            self._ends.popleft()()

    def _has_read(self, future: Future[Any], after: tuple[DataFile, Then, Failed | None]) -> None:
        file, then, failed = after
        error = future.exception()
        if file is not self._file:
            return
        if error is None:
            self.show(partial(then, future.result()))
        elif isinstance(error, Exception):
            tell_failure(error, failed or self._tell_trouble)

    def _began(self) -> None:
        self._pending += 1
        self.saving.emit(True)

    def _task_ended(self, task: Task, error: Exception | None = None) -> None:
        self._tasks.remove(task)
        self._done(error)

    def _done(self, error: BaseException | None) -> None:
        """One thing less is being saved; after trouble with the file it is not read again."""
        self._pending -= 1
        self._failures += error is not None and not isinstance(error, Cancelled)
        if not self._pending:
            self.saving.emit(False)
        if self._file is not None and not isinstance(error, StorageError):
            self.changed.emit()

    def _end(
        self, future: Future[Any], told: Told, then: Then | None, failed: Failed | None
    ) -> None:
        error = future.exception()
        self.is_saved = error is None
        self._done(error)
        if error is None:
            result = future.result()
            if then is not None:
                # It is in the file, and told, also where the file cannot be read on just now.
                self.show(partial(then, result))
            sentence = told(result) if callable(told) else told
            if sentence:
                self.told.emit(sentence, True)
        elif isinstance(error, Exception):
            tell_failure(error, failed or self._tell_trouble)

    def _tell_trouble(self, error: Exception) -> None:
        self.troubled.emit(sentence_of(error))
