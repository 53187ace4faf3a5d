"""Ask what may take long, such as a keyring or Argon2, and go on with the window meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from engagement_app.gui.tasks import Task
from engagement_app.store.keys.wrapping import load

T = TypeVar("T")
_ASIDE = ThreadPoolExecutor(max_workers=2, thread_name_prefix="aside")


def ask_aside(
    owner: QObject,
    question: Callable[[], T],
    then: Callable[[T], object],
    failed: Callable[[Exception], object] | None = None,
) -> None:
    """`then` has the answer, on the window's thread; `failed` what was raised."""
    load()
    task = Task(lambda _progress: question(), _ASIDE, owner)
    task.succeeded.connect(then)
    task.failed.connect(failed or _raise)
    task.start()


def _raise(error: Any) -> None:
    raise error
