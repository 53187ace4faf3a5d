"""Repair: a new, sound file beside a damaged one, which is never touched.

Where only indexes are damaged they are made anew in a copy. Else all that can be read is put into
a new file, together with what the newest sound backup has.
"""

import shutil
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from engagement_app.errors import Cause, StorageError
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.store import erasures, schema
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import DataFile
from engagement_app.store.engine import connect, open_engine
from engagement_app.store.failures import explained, on_disk
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.places import put_slots_beside
from engagement_app.store.mending import gather, summary, write_mended
from engagement_app.store.partial import clear_away, keep, unfinished
from engagement_app.store.proving import first_finding, opened_again
from engagement_app.store.record import Record
from engagement_app.store.restoring import take_out
from engagement_app.store.salvage import Salvaged, salvage

Kinds = Mapping[str, type[Record]]
Backup = tuple[Path, DataKey | None]
"""A copy, and the key that opens it."""
_REPAIRER = "repair"
"""The device of what a repair writes: no laptop's undo takes it back."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """The new file, and sentences on where what is in it is from, and what is still missing."""

    path: Path
    told: tuple[str, ...]


def repair(
    path: Path,
    kinds: Kinds,
    person: str,
    key: DataKey | None,
    backups: Iterable[Backup],
    progress: Progress = silent,
) -> Repaired:
    """Make a sound file of a damaged one and its backups, the newest first; gives it.

    It is under the same key, `NAME-repaired-TIME` beside the damaged one. Raises `StorageError`
    where nothing at all could be had, or there is no room.
    """
    path = path.absolute()
    clear_away(path.parent)
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    target = path.with_name(f"{path.stem}-repaired-{stamp}{path.suffix}")
    with on_disk(target), ExitStack() as parts:
        aside, fresh = (parts.enter_context(unfinished(target)) for _each in range(2))
        _set_aside(path, aside)
        progress(0, 2)
        if with_new_indexes(path, aside, kinds, key):
            fresh, told = aside, [_INDEXES]
        else:
            progress(1, 2)
            told = _from_all(path, aside, fresh, kinds, person, key, backups)
        if key is not None:
            put_slots_beside(target, key.vault, path)
        before = erasures.read_ledger(erasures.ledger_path(path))
        erasures.add_to_ledger(erasures.ledger_path(target), before)
        keep(fresh, target)
    return Repaired(target, tuple(told))


_INDEXES = _("Only indexes were damaged; they were made anew, and nothing is lost.")


def _set_aside(path: Path, aside: Path) -> None:
    """The file as it lies there; what a journal beside it says is undone in the copy alone."""
    for ending in ("", "-journal"):
        with suppress(FileNotFoundError):
            shutil.copyfile(
                path.with_name(path.name + ending), aside.with_name(aside.name + ending)
            )


def with_new_indexes(path: Path, aside: Path, kinds: Kinds, key: DataKey | None) -> bool:
    """Make all indexes of the copy anew; whether it is sound then."""
    try:
        with closing(connect(aside, key)) as connection:
            connection.execute("REINDEX")
        _held, is_sound = opened_again(aside, key)
        return is_sound and not first_finding(path, aside, list(kinds.values()), key)
    except (dbapi2.Error, StorageError, ValueError, LookupError, TypeError):
        return False


def _from_all(
    path: Path,
    aside: Path,
    fresh: Path,
    kinds: Kinds,
    person: str,
    key: DataKey | None,
    backups: Iterable[Backup],
) -> list[str]:
    """Fill `fresh` with all that can be had; gives what is to be told."""
    schema.make(fresh, key)
    with closing(connect(fresh, key)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = [str(name) for (name,) in found if not str(name).startswith("sqlite_")]
    damaged = salvage(aside, key, tables)
    name, backup = _newest_sound(path, kinds, backups, tables)
    known = gather(damaged, backup)
    if not known.changes:
        raise _nothing_left(path)
    engine = open_engine(fresh, key)
    with explained(path), DataFile(fresh, engine, Keyboard(person, _REPAIRER)) as file:
        write_mended(file, kinds, known, damaged, backup)
        erasures.obey_again(file, erasures.ledger_path(path))
    if wrong := first_finding(path, fresh, list(kinds.values()), key):
        known.told.append(wrong)
        raise StorageError("\n".join([*known.told, str(_nothing_left(path))]), Cause.DAMAGED)
    return [*summary(known, name), *known.told]


def _newest_sound(
    path: Path, kinds: Kinds, backups: Iterable[Backup], tables: list[str]
) -> tuple[str, Salvaged]:
    """The name of the first backup that is whole, and what it holds; nothing where none is."""
    for copy, key in backups:
        with suppress(StorageError), unfinished(path) as part:
            take_out(copy, part, list(kinds.values()), key, key)
            return copy.name, salvage(part, key, tables)
    return "", Salvaged()


def _nothing_left(path: Path) -> StorageError:
    sentence = _(
        "{file} could not be repaired, and no sound backup of it was found. Leave it as it is, and"
        " look for a backup on another disk: “restore” takes one."
    )
    return StorageError(sentence.format(file=path.name), Cause.DAMAGED)
