"""Known-bad ways to save, for the controls alone: faults must be seen to do harm with them."""

from collections.abc import Iterator
from contextlib import contextmanager

from engagement_app.store import engine

EARLY = "early"
"""Each act is acknowledged before it is saved."""
LEAD = 0.05
"""So many seconds before, as on a slow disk."""
MEMORY, NO_JOURNAL, UNSYNCED, LOG = "memory", "no-journal", "unsynced", "log"
_SETTINGS: dict[str, dict[str, tuple[str, object]]] = {
    "": {},
    EARLY: {},
    MEMORY: {"journal_mode": ("MEMORY", "memory")},
    NO_JOURNAL: {"journal_mode": ("OFF", "off")},
    LOG: {"journal_mode": ("WAL", "wal")},
    UNSYNCED: {"synchronous": ("OFF", 0)},
}


def take(way: str) -> None:
    """Save in this way from now on, in this process."""
    engine._SETTINGS.update(_SETTINGS[way])


@contextmanager
def taken(way: str) -> Iterator[None]:
    """Save in this way while the block runs, in files that are opened in it."""
    before = dict(engine._SETTINGS)
    take(way)
    try:
        yield
    finally:
        engine._SETTINGS.update(before)
