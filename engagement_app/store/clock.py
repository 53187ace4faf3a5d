"""A clock that never runs backwards within a file, whatever the laptop's clock does.

A tick is the milliseconds since 1970 times 65,536, plus a count: the order of changes even when
the clock was set back between them.
"""

import time
from datetime import datetime

_COUNTS = 1 << 16


class Clock:
    """Ticks for one act, all of them after the newest tick of the file."""

    def __init__(self, newest: int) -> None:
        self._last = max(newest, time.time_ns() // 1_000_000 * _COUNTS - 1)

    def tick(self) -> int:
        """The next tick."""
        self._last += 1
        return self._last


def milliseconds(tick: int) -> int:
    """When a tick was made, as milliseconds since 1970 UTC."""
    return tick // _COUNTS


def tick_at(moment: datetime) -> int:
    """The first tick of a moment."""
    return int(moment.timestamp() * 1000) * _COUNTS
