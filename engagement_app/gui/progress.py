"""A box that shows how far a long job is, with a button that stops it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QVBoxLayout, QWidget

from engagement_app.errors import Cancelled
from engagement_app.gui.tasks import Task
from engagement_app.gui.text import label
from engagement_app.language import _

_SHOWN_AFTER = 300
"""Milliseconds; what is done sooner needs no box."""


class ProgressBox(QDialog):
    """Shown while the task runs; Escape and *Stop* stop it, nothing half done."""

    def __init__(self, parent: QWidget, title: str, task: Task) -> None:
        super().__init__(parent)
        self._task = task
        self._ended = False
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.stop = QPushButton(_("Stop"))
        self.stop.clicked.connect(self.reject)
        self.setWindowTitle(title)
        self.setModal(True)
        layout = QVBoxLayout(self)
        for part in (label(title), self.bar, self.stop):
            layout.addWidget(part)
        self.setMinimumWidth(420)

    def show_unless_ended(self) -> None:
        """Appear, if the job is still running."""
        if not self._ended:
            self.show()

    def advance(self, done: int, total: int) -> None:
        """Show how much is done."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def end(self) -> None:
        """Go away: the job has ended."""
        self._ended = True
        self.hide()
        self.deleteLater()

    def reject(self) -> None:
        """Ask the job to stop; the box stays until it has."""
        self.stop.setEnabled(False)
        self._task.cancel()


def show_progress(
    parent: QWidget,
    title: str,
    task: Task,
    then: Callable[[Any], object],
    failed: Callable[[Exception], object],
    stopped: Callable[[], object] | None = None,
) -> ProgressBox:
    """Start the task; `then` has its result, `failed` what went wrong; `stopped` where it was."""
    box = ProgressBox(parent, title, task)

    def succeed(result: object) -> None:
        box.end()
        then(result)

    def fail(error: Exception) -> None:
        box.end()
        if not isinstance(error, Cancelled):
            failed(error)
        elif stopped is not None:
            stopped()

    task.progressed.connect(box.advance)
    task.succeeded.connect(succeed)
    task.failed.connect(fail)
    QTimer.singleShot(_SHOWN_AFTER, box, box.show_unless_ended)
    task.start()
    return box
