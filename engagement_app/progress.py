"""How long work tells how far it is, without knowing who listens."""

from collections.abc import Callable
from typing import Protocol


class Progress(Protocol):
    """Called with how much is done; raises `Cancelled` to stop the work."""

    def __call__(self, done: int, total: int) -> None: ...


def silent(done: int, total: int) -> None:
    """Tell nobody."""


class Watched:
    """Progress of a paper whose pages are looked at while it is made.

    `seen` is given the pages so far as a PDF, the first one as soon as it is done.
    """

    def __init__(self, progress: Progress, seen: Callable[[bytes], None]) -> None:
        self._progress = progress
        self.seen = seen

    def __call__(self, done: int, total: int) -> None:
        """Told further to the progress it stands before."""
        self._progress(done, total)
