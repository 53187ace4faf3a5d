"""Room kept for a full disk: a file beside the data file that is freed so that work goes on.

A disk fills up at the worst moment, with a queue at the desk; 10 MB hold some thousand arrivals.
"""

import os
from contextlib import suppress
from pathlib import Path

from engagement_app.errors import Cause, StorageError
from engagement_app.language import _
from engagement_app.store.disk import free_bytes, name_of
from engagement_app.store.manifest import is_copy
from engagement_app.store.partial import keep, unfinished

SIZE = 10_000_000
"""Bytes."""
LITTLE = 100_000_000
"""Bytes under which nothing large is begun: imports and merges wait, arrivals never do."""
LOW = 500_000_000
"""Bytes under which it is said at the start."""
_BLOCK = 1_000_000


def reserve_of(path: Path) -> Path:
    """Where the reserve of a data file lies."""
    return path.with_name(f"{path.name}.reserve")


def make_reserve(path: Path) -> None:
    """Keep room beside this file, unless it is kept already or there is little of it.

    What is written cannot be packed, so that it takes its room. That it cannot be kept stops
    nobody's work.
    """
    place = reserve_of(path)
    free = free_bytes(path)
    if free is None or free < LITTLE or is_copy(path):
        return
    with suppress(OSError):
        if not _is_there(place):
            with unfinished(place) as part:
                _write(part, path.name)
                keep(part, place)


def free_reserve(path: Path) -> bool:
    """Give the room back to the disk; gives whether there was any."""
    with suppress(OSError):
        reserve_of(path).unlink()
        return True
    return False


def refuse_without_room(path: Path) -> None:
    """Nothing large is begun on a disk that is nearly full; raises `StorageError`."""
    free = free_bytes(path)
    if free is not None and free < LITTLE:
        sentence = _(
            "Only {free} MB are free on {disk}, so nothing was imported or merged: the room is kept"
            " for signing people in. Make room, {need} MB or more, then try again."
        )
        told = sentence.format(free=free // 1_000_000, disk=name_of(path), need=LITTLE // 1_000_000)
        raise StorageError(told, Cause.FULL)


def _is_there(place: Path) -> bool:
    with suppress(OSError):
        return place.stat().st_size >= SIZE
    return False


def _write(part: Path, name: str) -> None:
    sentence = _("This keeps room for {file} on a full disk. It holds nothing and may be deleted.")
    head = sentence.format(file=name).encode(errors="replace") + b"\n"
    with part.open("wb") as file:
        file.write(head)
        for begin in range(0, SIZE, _BLOCK):
            file.write(os.urandom(min(_BLOCK, SIZE - begin)))
