"""Slow work off the window's thread, one job at a time: it says how far it is and can stop."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from engagement_app.errors import Cancelled
from engagement_app.progress import Progress

Work = Callable[[Progress], Any]


class Task(QObject):
    """A job; its signals arrive on the window's thread, `failed` with whatever went wrong."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(Exception)
    _ended = Signal()

    def __init__(self, work: Work, executor: Executor, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._executor = executor
        self._stop = Event()
        self._running: Future[Any] | None = None
        self._ended.connect(self.tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin once the job before it has ended."""
        self._running = self._executor.submit(self._work, self._report)
        self._running.add_done_callback(lambda _future: self._ended.emit())

    def cancel(self) -> None:
        """Stop at the job's next step; what it had begun to write is taken back."""
        self._stop.set()

    def _report(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total)

    @property
    def is_started(self) -> bool:
        """Whether it runs or waits to run, and how it ended was not told yet."""
        return self._running is not None

    def tell(self) -> None:
        """Tell how it ended, once; nothing before it has."""
        future = self._running
        if future is None or not future.done():
            return
        self._running = None
        error = future.exception()
        if error is None:
            self.succeeded.emit(future.result())
        else:
            self.failed.emit(error)
        self.deleteLater()


def wait_out(executor: Executor) -> None:
    """Wait until all is done that a thread was given before."""
    executor.submit(lambda: None).result()
