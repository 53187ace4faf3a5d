"""Repair: a new, sound file beside a damaged one, which is never touched.

Where only indexes are damaged they are made anew in a copy. Else all that can be read is put into
a new file, together with what the newest sound backup has, and further sound files and bundles
of the same project, such as another laptop's.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.store import erasures, schema
from engagement_app.store.act import Keyboard
from engagement_app.store.changes import CHANGE
from engagement_app.store.datafile import DataFile
from engagement_app.store.engine import connect, open_engine
from engagement_app.store.erasure_ledger import add_to_ledger, ledger_path, read_ledger
from engagement_app.store.failures import explained, on_disk
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.places import put_slots_beside
from engagement_app.store.mended_bundles import Read, workspace_keys_in
from engagement_app.store.mended_erasures import obey_erasures
from engagement_app.store.mended_rest import Sources, write_drafts
from engagement_app.store.mending import REPAIR, gather, refuse_stranger, summary, write_mended
from engagement_app.store.partial import clear_away, copy_private, keep_new, unfinished
from engagement_app.store.proving import first_finding, opened_again, what_is_wrong
from engagement_app.store.record import Record
from engagement_app.store.restoring import take_out
from engagement_app.store.salvage import Salvaged, salvage

Kinds = Mapping[str, type[Record]]
Backup = tuple[Path, DataKey | None]
"""A copy, and the key that opens it."""
_MOST_FOUND = 50
_REPAIRER = "repair"
"""The device of what a repair writes: no laptop's undo takes it back."""


@dataclass(frozen=True, slots=True)
class Others:
    """What more may be had from: backups (the newest first), sound files, and bundles by name."""

    backups: Iterable[Backup] = ()
    further: Sequence[Backup] = ()
    bundles: Sequence[tuple[Path, Read]] = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """The new file; sentences on what was found in the damaged one; and on where what is in the
    new one is from, and what is still missing."""

    path: Path
    found: tuple[str, ...]
    told: tuple[str, ...]


def repair(
    path: Path,
    kinds: Kinds,
    person: str,
    key: DataKey | None,
    others: Others,
    progress: Progress = silent,
) -> Repaired:
    """Make a sound file of a damaged one and all others.

    It is under the same key, `NAME-repaired-TIME` beside the damaged one. Raises `StorageError`
    where nothing at all could be had, there is no room, or a further file is not sound, and
    `UserError` where that is of another project, or a bundle cannot be opened.
    """
    path = path.absolute()
    clear_away(path.parent)
    target = _free_name(path)
    with on_disk(target), ExitStack() as parts:
        aside, indexed, fresh = (parts.enter_context(unfinished(target)) for _each in range(3))
        _set_aside(path, aside)
        progress(0, 2)
        found = what_is_wrong(aside, list(kinds.values()), key, _MOST_FOUND)
        alone = not (others.further or others.bundles)
        if found and alone and with_new_indexes(path, aside, indexed, kinds, key):
            fresh, told = indexed, [_INDEXES]
        else:
            progress(1, 2)
            told = _from_all(path, aside, fresh, kinds, person, key, others)
        if key is not None:
            put_slots_beside(target, key, path)
        add_to_ledger(ledger_path(target), read_ledger(ledger_path(path)))
        keep_new(fresh, target)
    return Repaired(target, tuple(found), tuple(told))


def _free_name(path: Path) -> Path:
    """A name by the second; two repairs within one second take the next."""
    while True:
        stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        target = path.with_name(f"{path.stem}-repaired-{stamp}{path.suffix}")
        if not target.exists():
            return target
        time.sleep(0.05)


_INDEXES = _("Only indexes were damaged; they were made anew, and nothing is lost.")


def _set_aside(path: Path, aside: Path) -> None:
    """The file as it lies there; what a journal beside it says is undone in the copy alone."""
    for ending in ("", "-journal"):
        with suppress(FileNotFoundError):
            copy_private(path.with_name(path.name + ending), aside.with_name(aside.name + ending))


def with_new_indexes(
    path: Path, aside: Path, indexed: Path, kinds: Kinds, key: DataKey | None
) -> bool:
    """Make all indexes anew in a copy of the damaged copy; whether it is sound then."""
    _set_aside(aside, indexed)
    try:
        with closing(connect(indexed, key)) as connection:
            connection.execute("REINDEX")
        _held, is_sound = opened_again(indexed, key)
        return is_sound and not first_finding(path, indexed, list(kinds.values()), key)
    except (dbapi2.Error, StorageError, ValueError, LookupError, TypeError):
        return False


def _from_all(
    path: Path,
    aside: Path,
    fresh: Path,
    kinds: Kinds,
    person: str,
    key: DataKey | None,
    others: Others,
) -> list[str]:
    """Fill `fresh` with all that can be had; gives what is to be told."""
    schema.make(fresh, key)
    with closing(connect(fresh, key)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = [str(name) for (name,) in found if not str(name).startswith("sqlite_")]
    sources = _sources(path, kinds, salvage(aside, key, tables), others, tables)
    known = gather(sources)
    if not known.changes:
        raise _nothing_left(path)
    engine = open_engine(fresh, key)
    with explained(path), DataFile(fresh, engine, Keyboard(person, _REPAIRER)) as file:
        write_mended(file, kinds, known, sources)
        known.told += obey_erasures(file, path, sources)
        own = _own_records(sources)
        with file.writing(erasures.OBEYED) as session:
            while erasures.enter_what_hangs(session, kinds, lambda record: record not in own):
                pass  # what is of somebody erased, and what is of that
        erasures.obey_again(file, ledger_path(path))
        with file.writing(REPAIR) as session:
            write_drafts(session, sources.damaged)
    if wrong := first_finding(path, fresh, list(kinds.values()), key):
        known.told.append(wrong)
        raise StorageError("\n".join([*known.told, str(_nothing_left(path))]), Cause.DAMAGED)
    return [*summary(known, sources), *known.told]


def _own_records(sources: Sources) -> set[str]:
    """The ids of what the file itself knew of, as far as it or its backup can be read."""
    own = {str(each) for ids in sources.damaged.ids.values() for each in ids}
    for each in (sources.damaged, sources.backup):
        own.update(str(row.get("record_id")) for row in each.of(CHANGE.name))
    return own


def _sources(
    path: Path,
    kinds: Kinds,
    damaged: Salvaged,
    others: Others,
    tables: list[str],
) -> Sources:
    name, backup = _newest_sound(path, kinds, others.backups, tables)
    sources = Sources(damaged, name, backup)
    for other, key in others.further:
        found = _taken_out(path, other, kinds, key, tables)
        refuse_stranger(path, other, sources, found)
        sources.further[str(other)] = found
    _read_bundles(path, others.bundles, sources)
    return sources


def _read_bundles(path: Path, bundles: Sequence[tuple[Path, Read]], sources: Sources) -> None:
    """One may hold the key of another, whatever their order; raises `UserError` where one cannot
    be opened by anything that is there."""
    waiting, why_not = list(bundles), None
    while waiting:
        before = len(waiting)
        for each in tuple(waiting):
            other, read = each
            try:
                found = read(workspace_keys_in(sources))
            except UserError as error:
                why_not = error
                continue
            refuse_stranger(path, other, sources, found)
            sources.further[str(other)] = found
            waiting.remove(each)
        if why_not and len(waiting) == before:
            raise why_not


def _newest_sound(
    path: Path, kinds: Kinds, backups: Iterable[Backup], tables: list[str]
) -> tuple[str, Salvaged]:
    """The name of the first backup that is whole, and what it holds; nothing where none is."""
    for copy, key in backups:
        with suppress(StorageError):
            return copy.name, _taken_out(path, copy, kinds, key, tables)
    return "", Salvaged()


def _taken_out(
    path: Path, copy: Path, kinds: Kinds, key: DataKey | None, tables: list[str]
) -> Salvaged:
    """What a sound file holds; raises `StorageError` for any other."""
    with unfinished(path) as part:
        take_out(copy, part, list(kinds.values()), key, key)
        return salvage(part, key, tables)


def _nothing_left(path: Path) -> StorageError:
    sentence = _(
        "{file} could not be repaired, and no sound backup of it was found. Leave it as it is, and"
        " look for a backup on another disk: “restore” takes one."
    )
    return StorageError(sentence.format(file=path.name), Cause.DAMAGED)
