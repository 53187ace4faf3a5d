"""What a command prints: results to standard output, progress and problems to standard error."""

import sys
import time
from collections.abc import Iterable

_A_SECOND = 1.0


def say(line: str) -> None:
    """A result."""
    print(line)


def warn(line: str) -> None:
    """A problem, or something to look at."""
    print(line, file=sys.stderr)


def warn_each(lines: Iterable[str]) -> None:
    """Several problems, one line each."""
    for line in lines:
        warn(line)


class Bar:
    """Progress on a terminal, for work over a second; silent everywhere else."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._began = time.monotonic()
        self._drawn = False

    def __call__(self, done: int, total: int) -> None:
        if not self._shows or time.monotonic() - self._began < _A_SECOND or total == 0:
            return
        self._drawn = done < total
        filled = 30 * done // total
        end = "" if self._drawn else "\n"
        print(f"\r[{'#' * filled:30}] {100 * done // total:3}%", end=end, file=sys.stderr)
