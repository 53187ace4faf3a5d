"""Older copies that hold who was erased since: beyond use, for so many days, and then removed.

Backups from before an erasure, and what a restore put aside (`replaced-TIME`). None goes without
a newer copy that was proved to open, and none where the clock went back.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engagement_app.store.copies import (
    REPLACED,
    Copy,
    list_copies,
    newest_proved,
    remove_copies,
)
from engagement_app.store.erasures import ERASURE
from engagement_app.store.manifest import FOLDER

KEPT = timedelta(days=90)
"""How long after an erasure, or after a restore, an older copy is kept."""


@dataclass(frozen=True, slots=True)
class Older:
    """A backup, or the folder of what a restore put aside, and until when it is kept."""

    path: Path
    made_at: datetime
    until: datetime

    @property
    def is_aside(self) -> bool:
        """Whether it is what a restore put aside."""
        return self.path.name.startswith(REPLACED)


def list_older(path: Path, folders: Iterable[Path], erased: Sequence[datetime]) -> list[Older]:
    """What is found of this file that is older than one of these erasures, and what was put aside.

    Copies without a manifest are left out: nothing tells what is in them.
    """
    moments = sorted(erased)
    copies = _own(list_copies(path, folders))
    return [*_before_an_erasure(copies, moments), *_put_aside(path)]


def remove_older(
    path: Path,
    folder: Path,
    erased: Sequence[datetime],
    now: datetime | None = None,
    *,
    at_once: bool = False,
) -> list[Path]:
    """Remove those in this folder whose days are over, or all (`at_once`); gives which.

    What was put aside goes with the copies that lie beside the file.
    """
    now = now or datetime.now(UTC)
    copies = _own(list_copies(path, [folder]))
    newest = newest_proved(copies)
    if newest is None or any(copy.made_at > now for copy in copies):
        return []
    older = [*_before_an_erasure(copies, sorted(erased))]
    if folder == path.parent / FOLDER:
        older += _put_aside(path)
    gone = [
        each
        for each in older
        if each.made_at <= newest.made_at and each.path != newest.path
        if at_once or each.until <= now
    ]
    remove_copies(each.path / path.name if each.is_aside else each.path for each in gone)
    return [each.path for each in gone]


def _own(copies: list[Copy]) -> list[Copy]:
    """Those of the file of which the newest is a copy: another of the same name has its own."""
    proved = [copy for copy in copies if copy.manifest]
    newest = newest_proved(proved)
    origin = newest.manifest.origin if newest and newest.manifest else ""
    return [copy for copy in proved if copy.manifest and copy.manifest.origin == origin]


def _before_an_erasure(copies: Iterable[Copy], moments: Sequence[datetime]) -> Iterator[Older]:
    """A copy that lists fewer erasures was made before those that it lacks."""
    for copy in copies:
        known = copy.manifest.rows.get(ERASURE.name, 0) if copy.manifest else 0
        if known < len(moments):
            yield Older(copy.path, copy.made_at, moments[known] + KEPT)


def _put_aside(path: Path) -> Iterator[Older]:
    for folder in sorted(path.parent.glob(f"{REPLACED}*")):
        stamp = folder.name.removeprefix(REPLACED)[: len("20261123T101500Z")]
        with suppress(ValueError):
            made_at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            if (folder / path.name).is_file():
                yield Older(folder, made_at, made_at + KEPT)
