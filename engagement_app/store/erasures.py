"""Erasing: empty records and all that was ever said of them, and remember only which they were.

The ledger of it holds no personal data: the id of each record, its table, when, who did it, and
why. It lies in the file and, as lines of JSON, beside it (`NAME.engagement.erased`), so that an
old copy put in the place of the file is emptied as soon as it is opened. It is also kept in the
config folder, by the first change of the file: so a copy under another name obeys as well.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from engagement_app.errors import StorageError, UserError
from engagement_app.language import _
from engagement_app.store import changes, records
from engagement_app.store.audit import erase_told
from engagement_app.store.columns import Moment, moment_text, to_plain
from engagement_app.store.drafts import DRAFT
from engagement_app.store.emptied import Emptied, left_as
from engagement_app.store.erasure_ledger import (
    KEPT,
    Entry,
    add_to_ledger,
    ledger_path,
    read_ledger,
    standing,
)
from engagement_app.store.manifest import is_copy
from engagement_app.store.partial import make_private
from engagement_app.store.place import config_folder
from engagement_app.store.plain_rows import ask, put, select
from engagement_app.store.record import Record

OBEYED = "erasure.obey"
"""The act of emptying what a copy still had."""


class Erasure(SQLModel, table=True):
    """One record that was erased; `kind` is its table."""

    record_id: str = Field(primary_key=True, sa_type=sa.String(36))
    kind: str = Field(sa_type=sa.String(30))
    erased_at: datetime = Field(sa_type=Moment)
    erased_by: str = Field(sa_type=sa.Text)
    reason: str = Field(sa_type=sa.Text)


ERASURE = SQLModel.metadata.tables["erasure"]
_RANK = f"({{0}}.kind LIKE '%{KEPT}', {{0}}.erased_at, {{0}}.erased_by, {{0}}.reason)"
_TAKE = f"""INSERT INTO erasure (record_id, kind, erased_at, erased_by, reason)
    VALUES (:record_id, :kind, :erased_at, :erased_by, :reason)
    ON CONFLICT (record_id) DO UPDATE SET kind = excluded.kind,
        erased_at = excluded.erased_at, erased_by = excluded.erased_by, reason = excluded.reason
    WHERE {_RANK.format("excluded")} < {_RANK.format("erasure")}"""
_HANGING = """SELECT t.id, e.erased_at, e.erased_by, e.reason FROM "{table}" AS t
    JOIN erasure AS e ON e.record_id = t."{link}" AND e.kind NOT LIKE '%{kept}'
    WHERE t.id NOT IN (SELECT record_id FROM erasure)"""
_LINKS = ("person_id", "attendance_id", "contribution_id")
_IDS = f"SELECT record_id FROM erasure WHERE kind NOT LIKE '%{KEPT}'"
_ALL = "SELECT record_id, kind FROM erasure"


class Open(Protocol):
    """What is asked of an open data file."""

    path: Path

    def reading(self) -> AbstractContextManager[Session]: ...
    def writing(self, act: str) -> AbstractContextManager[Session]: ...
    def squeeze(self) -> bool: ...


def empty(
    session: Session, entity: type[Record], emptied: Mapping[str, Emptied], reason: str
) -> None:
    """Empty these fields of these records, in every change too, and enter them in the ledger."""
    _blank(session, entity, emptied)
    _enter_now(session, records.table_of(entity).name, emptied, reason)


def leave_as_they_stand(
    session: Session, entity: type[Record], ids: Sequence[str], reason: str
) -> None:
    """Of these only what was written before goes, in every change too; that is entered as well."""
    _blank(session, entity, as_they_stand(session, entity, ids))
    _enter_now(session, f"{records.table_of(entity).name}{KEPT}", ids, reason)


def as_they_stand(session: Session, entity: type[Record], ids: Sequence[str]) -> dict[str, Emptied]:
    """How records are emptied of all but what they say now."""
    return {
        row["id"]: {name: left_as(to_plain(row[name])) for name in entity.kept}
        for row in _rows(session, entity, list(ids))
    }


def _enter_now(session: Session, kind: str, ids: Iterable[str], reason: str) -> None:
    told = moment_text(datetime.now(UTC).replace(microsecond=0)), session.info["act"].person, reason
    _enter(session, (Entry(each, kind, *told) for each in ids))


def _blank(session: Session, entity: type[Record], emptied: Mapping[str, Emptied]) -> None:
    differing: dict[str, dict[str, Any]] = {}
    for row in _rows(session, entity, list(emptied)):
        now = {name: make(row[name]) for name, make in emptied[row["id"]].items()}
        differing[row["id"]] = {name: now[name] for name in now if now[name] != row[name]}
    records.change(session, entity, differing)
    changes.rewrite(session, emptied)


def _rows(session: Session, entity: type[Record], ids: list[str]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(ids), 500):
        yield from select(session, records.table_of(entity), ids[start : start + 500])


def erased_ids(session: Session) -> frozenset[str]:
    """The ids of all records that were erased, whether the file has them or not."""
    return frozenset(str(each) for (each,) in ask(session, _IDS))


def entered(session: Session) -> dict[str, str]:
    """What the ledger of the file tells of: the kind of each record's entry, by its id."""
    return {str(record_id): str(kind) for record_id, kind in ask(session, _ALL)}


def _enter(session: Session, entries: Iterable[Entry]) -> None:
    known = entered(session)
    rows = [
        {**asdict(each), "erased_at": datetime.fromisoformat(each.erased_at)}
        for each in entries
        if each.goes_beyond(known.get(each.record_id))
    ]
    put(session, ERASURE, rows)


def take_entries(session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
    """Enter what another file's ledger has, as its rows lie there. Of one record that was erased
    in both, the entry of the lower rank is kept, so that all files come to the same."""
    for row in rows:
        ask(session, _TAKE, row)


def enter_what_hangs(
    session: Session, kinds: Mapping[str, type[Record]], is_news: Callable[[str], bool]
) -> set[str]:
    """Enter what is of somebody erased and was written by who knew nothing of that, as they are
    entered; gives which records. Of what may be kept only `is_news`, of which nobody decided."""
    entered_now: set[str] = set()
    for name, entity in kinds.items():
        links = [each for each in _LINKS if each in records.table_of(entity).c]
        for link in links if entity.emptied else ():
            found = ask(session, _HANGING.format(table=name, link=link, kept=KEPT))
            for record_id, *told in found:
                if not entity.kept or is_news(str(record_id)):
                    row = dict(zip(("erased_at", "erased_by", "reason"), told, strict=True))
                    take_entries(session, [{"record_id": record_id, "kind": name, **row}])
                    entered_now.add(str(record_id))
    return entered_now


def list_entries(session: Session) -> list[Entry]:
    """The ledger of the file, the oldest entry first."""
    query = sa.select(ERASURE).order_by(ERASURE.c.erased_at, ERASURE.c.record_id)
    return [
        Entry(**{**row, "erased_at": moment_text(row["erased_at"])})
        for row in session.execute(query).mappings()
    ]


def obey_ledger(file: Open) -> int:
    """Empty what the ledger beside an open file names and the file still has; gives how many.

    The two ledgers are one afterwards. Called whenever a file is opened, and for a copy that takes
    the place of the file. A backup stays as it is, so one that has them is not opened.

    Raises `StorageError`, or `UserError` for such a backup.
    """
    with file.reading() as session:
        known, kept = entered(session), _kept(session)
    told = standing([*_read_kept(kept), *read_ledger(ledger_path(file.path))])
    pending = [each for each in told if each.goes_beyond(known.get(each.record_id))]
    if is_copy(file.path):
        _refuse_who_was_erased(file, pending)
        return 0
    emptied = 0
    if pending:
        with file.writing(OBEYED) as session:
            emptied = _obey(session, pending)
            if emptied:  # what was half typed in an old copy may be about them; nobody types it now
                ask(session, f"DELETE FROM {DRAFT.name}")
    if known or told:
        write_ledger(file, told)
    if emptied:
        file.squeeze()
    return emptied


def _refuse_who_was_erased(backup: Open, pending: list[Entry]) -> None:
    with backup.reading() as session:
        has_them = any(here for _entity, _entries, here in _found(session, pending))
    if has_them:
        sentence = _(
            "{file} is a backup from before people in it were erased, so it is not opened. Restore"
            " it (“engagement-app restore”, or Data, Backups in the window): they are emptied then."
        )
        raise UserError(sentence.format(file=backup.path.name))


def obey_again(file: Open, beside: Path) -> None:
    """Empty whatever the ledger of the file or that beside says was erased, also what is known:
    for a file that was put together from others, which may have it again."""
    with file.writing(OBEYED) as session:
        entries = [*read_ledger(beside), *list_entries(session)]
        _obey(session, standing(entries))


def _obey(session: Session, pending: list[Entry]) -> int:
    emptied = 0
    for entity, these, here in _found(session, pending):
        _blank(session, entity, _emptied(session, entity, these, here))
        _enter(session, these)
        emptied += len(here)
    gone = {each.record_id for each in pending}
    erase_told(session, lambda text: any(each in text for each in gone))
    return emptied


def _emptied(
    session: Session, entity: type[Record], these: Iterable[Entry], here: Sequence[str]
) -> dict[str, Emptied]:
    kept = {each.record_id for each in these if each.kind.endswith(KEPT)}
    stands = as_they_stand(session, entity, here) if entity.kept else {}
    return {
        each: {**stands.get(each, {}), **({} if each in kept else entity.emptied)} for each in here
    }


def _found(
    session: Session, pending: list[Entry]
) -> Iterator[tuple[type[Record], list[Entry], list[str]]]:
    """Table by table what is to go, and which of these the file has."""
    for kind, entity in _entities().items():
        these = [each for each in pending if each.kind in (kind, f"{kind}{KEPT}")]
        here = [str(row["id"]) for row in _rows(session, entity, [e.record_id for e in these])]
        yield entity, these, here


def _entities() -> dict[str, type[Record]]:
    """The tables that have something to empty. A line of any other waits for a program that knows
    its table."""
    found, classes = {}, list(Record.__subclasses__())
    while classes:
        each = classes.pop()
        classes += each.__subclasses__()
        if each.emptied:
            found[str(each.__tablename__)] = each
    return found


def finish(file: Open) -> None:
    """After an erasure was saved: write the ledger beside the file, and leave no freed byte."""
    write_ledger(file)
    file.squeeze()


def write_ledger(file: Open, more: Iterable[Entry] = ()) -> None:
    """Write the file's ledger beside it, with these entries and what stands there already, in one
    step; and where it is kept for all copies.

    A backup gets none. Raises `StorageError` or `UserError`.
    """
    if is_copy(file.path):
        return
    with file.reading() as session:
        entries, kept = [*more, *list_entries(session)], _kept(session)
    add_to_ledger(ledger_path(file.path), entries)
    if kept is not None:
        with suppress(OSError, StorageError, UserError):
            make_private(kept.parent)
            add_to_ledger(kept, entries)


def _kept(session: Session) -> Path | None:
    """Where the ledger is kept for every copy of this file; None of an empty one, or no home."""
    origin = changes.oldest_change(session)
    with suppress(RuntimeError, ValueError):  # a file that somebody sent may call it anything
        return config_folder() / "erased" / str(UUID(origin))
    return None


def _read_kept(kept: Path | None) -> list[Entry]:
    """What is kept for all copies; nothing of what is damaged, as it stands beside each too."""
    with suppress(StorageError):
        return read_ledger(kept) if kept else []
    return []
