"""Make a report off the window's thread; what was asked for last is what is shown."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from engagement_app.errors import Cancelled
from engagement_app.gui.pages.reports.offered import Offered
from engagement_app.gui.tasks import Task
from engagement_app.gui.workspace import Workspace
from engagement_app.progress import Watched

_PRESS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="press")


class Wanted(NamedTuple):
    """What is asked for; an event of None is the whole project.

    `choices` are names and values that the report asks for beside these.
    """

    offered: Offered
    project_id: str
    event_id: str | None
    as_of: date
    choices: tuple[tuple[str, Any], ...] = ()


class Made(NamedTuple):
    """A report, and its pages as a PDF."""

    wanted: Wanted
    report: Any
    pdf: bytes

    @property
    def name(self) -> str:
        """What a file of it may be called, without an ending."""
        return self.wanted.offered.suggested_name(self.report, self.wanted.as_of)


class Maker(QObject):
    """Reads, works out and renders one report at a time."""

    began = Signal()
    progressed = Signal(int, int)
    appeared = Signal(object, bytes)
    """What is being made, and its pages so far."""
    made = Signal(object)
    failed = Signal(Exception)
    stopped = Signal()
    _seen = Signal(int, object, bytes)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._turn = 0
        self._task: Task | None = None
        self._last: Made | None = None
        self.is_making = False
        workspace.closed.connect(self.stop)
        self._seen.connect(self._appear)

    @property
    def last(self) -> Made | None:
        """What was made last, of the file that is open."""
        return self._last

    def make(self, wanted: Wanted) -> None:
        """Make this one; whatever was being made before is no longer wanted."""
        self._turn += 1
        turn = self._turn
        self._cancel()
        self.is_making = True
        self.began.emit()
        self._workspace.read_later(
            partial(wanted.offered.paper.prepare, **dict(wanted.choices)),
            *(wanted.project_id, wanted.as_of, wanted.event_id),
            then=lambda found: self._set(turn, wanted, found),
            failed=lambda error: self._end(turn, self.failed, error),
        )

    def give_up(self) -> None:
        """Make it no longer: somebody pressed Stop."""
        if self.is_making:
            self._turn += 1
            self._cancel()
            self.is_making = False
            self.stopped.emit()

    def stop(self) -> None:
        """Want nothing any more, and wait until nothing is being made."""
        self._turn += 1
        self._cancel()
        self._last = None
        self.is_making = False
        _PRESS.submit(_nothing).result()

    def _set(self, turn: int, wanted: Wanted, found: Any) -> None:
        """The report has been worked out: render it, unless its pages are there already."""
        if turn != self._turn:
            return
        if self._last is not None and (wanted, found) == (self._last.wanted, self._last.report):
            self._end(turn, self.made, self._last)
        else:
            self._render(turn, wanted, found)

    def _render(self, turn: int, wanted: Wanted, report: Any) -> None:
        render = wanted.offered.paper.files[".pdf"]()

        def keep(pdf: bytes) -> None:
            self._end(turn, self.made, Made(wanted, report, pdf))

        def fail(error: Exception) -> None:
            if not isinstance(error, Cancelled):
                self._end(turn, self.failed, error)

        def seen(pdf: bytes) -> None:
            self._seen.emit(turn, wanted, pdf)

        self._task = task = Task(lambda told: render(report, Watched(told, seen)), _PRESS, self)
        task.progressed.connect(lambda done, total: self._advance(turn, done, total))
        task.succeeded.connect(keep)
        task.failed.connect(fail)
        for ended in (task.succeeded, task.failed):
            ended.connect(task.deleteLater)
        task.start()

    def _advance(self, turn: int, done: int, total: int) -> None:
        if turn == self._turn:
            self.progressed.emit(done, total)

    def _appear(self, turn: int, wanted: Wanted, pdf: bytes) -> None:
        if turn == self._turn:
            self.appeared.emit(wanted, pdf)

    def _end(self, turn: int, signal: Any, result: object) -> None:
        if turn == self._turn:
            self._task = None
            self.is_making = False
            if isinstance(result, Made):
                self._last = result
            signal.emit(result)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None


def _nothing() -> None:
    """What the thread does last: once it has been done, all before it is."""
