"""What is to be known before a data file is worked on, each in a sentence that says what to do."""

import time
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from engagement_app.language import _
from engagement_app.store.clock import milliseconds
from engagement_app.store.disk import free_bytes, may_be_changed, name_of
from engagement_app.store.reserve import LITTLE, LOW
from engagement_app.store.whereabouts import cloud_of, is_on_share, is_on_stick

_NOTHING = 200_000
"""Bytes that a sign-in may need."""
_SLACK_MS = 5 * 60_000
"""Two laptops of one evening may differ by so much."""


class Caution(Enum):
    """What there is to know; its value names it in what is remembered."""

    READ_ONLY = "read_only"
    ROOM = "room"
    CLOCK = "clock"
    CLOUD = "cloud"
    SHARE = "share"
    STICK = "stick"


PLACES = (Caution.CLOUD, Caution.SHARE, Caution.STICK)
"""They are true each time the file is opened: who has read one need not read it again."""


def cautions(path: Path, newest: int) -> dict[Caution, str]:
    """What to know of this file, whose newest tick is given; the gravest first."""
    read_only = _read_only(path)
    told = {
        Caution.READ_ONLY: read_only,
        Caution.ROOM: "" if read_only else room_caution(path),
        Caution.CLOCK: _clock(newest),
        **_place(path),
    }
    return {caution: sentence for caution, sentence in told.items() if sentence}


def is_full(path: Path) -> bool:
    """Whether not even a sign-in is sure to find room."""
    free = free_bytes(path)
    return free is not None and free < _NOTHING


def room_caution(path: Path) -> str:
    """What is to be said of the room on the disk; nothing of enough."""
    free = free_bytes(path)
    if free is None or free >= LOW:
        return ""
    if is_full(path):
        sentence = _(
            "The disk is full ({disk}): what is entered now cannot be saved. Empty the bin or move"
            " large files away; meanwhile write on a sheet of paper."
        )
    elif free >= LITTLE:
        sentence = _(
            "Only {free} MB are free on {disk}. Make room before the event: empty the bin, or move"
            " large files away."
        )
    else:
        sentence = _(
            "Only {free} MB are free on {disk}. Signing in goes on; imports wait until there is"
            " room. Empty the bin, or move large files away, and keep paper sheets at hand."
        )
    return sentence.format(free=free // 1_000_000, disk=name_of(path))


def _read_only(path: Path) -> str:
    if may_be_changed(path):
        return ""
    sentence = _(
        "{file} can only be read here; nothing can be saved. To work on, copy it to a folder where"
        " you may write, and open the copy."
    )
    return sentence.format(file=path.name)


def _clock(newest: int) -> str:
    """A clock that was set back; the order of entries is kept by the count of ticks."""
    written, now = milliseconds(newest), time.time_ns() // 1_000_000
    if written - now <= _SLACK_MS:
        return ""
    sentence = _(
        "This laptop's clock says {now}, and the newest entry is of {newest}. Set the clock right"
        " in the system's settings: the order of entries is kept, but times written now are wrong."
    )
    return sentence.format(now=_shown(now), newest=_shown(written))


def _shown(moment_ms: int) -> str:
    return f"{datetime.fromtimestamp(moment_ms / 1000, UTC).astimezone():%d/%m/%Y %H:%M}"


def _place(path: Path) -> dict[Caution, str]:
    """One of them is enough."""
    if cloud := cloud_of(path):
        sentence = _(
            "This file lies in a folder of {cloud}, which copies it while it is being written, and"
            " may put an older one in its place. Close it and move it to a folder of this laptop"
            " alone; backups may lie in {cloud}."
        )
        return {Caution.CLOUD: sentence.format(cloud=cloud)}
    if is_on_share(path):
        sentence = _(
            "This file lies on another machine: where the network fails nothing can be saved."
            " Close it and copy it to this laptop for the event; backups may lie there."
        )
        return {Caution.SHARE: sentence}
    if is_on_stick(path):
        sentence = _(
            "This file lies on a stick or card: pulled out, nothing can be saved. Close it and copy"
            " it to this laptop for the event; backups may lie there."
        )
        return {Caution.STICK: sentence}
    return {}
