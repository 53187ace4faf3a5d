"""Take in what another laptop knows: the changes are a set, and the tables are folded from them.

Nothing is overwritten. Each change is there or it is not; the records that new ones are about are
made again from all of theirs. Whoever was erased on either side is erased on both: what still
tells of them is emptied as it comes in. So any bundle can be taken in, in any order, and again.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.store import changes, records
from engagement_app.store.audit import erase_told
from engagement_app.store.bundles.erased import AT_ONCE, changes_of, empty_who_is_erased
from engagement_app.store.bundles.rows import HEAD, Kinds, Row
from engagement_app.store.changes import CHANGE, LOST
from engagement_app.store.clock import milliseconds, tick_at
from engagement_app.store.columns import Hundredths, Moment, from_plain
from engagement_app.store.erasures import ERASURE, entered, take_entries
from engagement_app.store.plain_rows import ask, insert_raw, order_anew, put
from engagement_app.store.record import Record
from engagement_app.store.records import defaults_of, table_of
from engagement_app.store.workspace import WORKSPACE_KEY

_AHEAD = timedelta(days=1)
_SOME = 5000
"""So many changes are looked at before it is told how far it is."""
_KNOWN = "SELECT id, digest FROM change"
_LOST = "SELECT fields FROM change WHERE kind = ?"
_LAST = 253402300799
"""Seconds since 1970 of the last day that a calendar has."""


@dataclass(slots=True)
class Taken:
    """What came in. By table: `new` records, and `changed` ones that were here already."""

    changes: int = 0
    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    erased: int = 0
    """Records that were erased elsewhere, and are now here too."""
    emptied: int = 0
    """Changes that still told of somebody erased, and came in without that."""
    unlike: list[tuple[str, str, str]] = field(default_factory=list)
    """Changes (table, record, laptop) that are here too, with another content: not taken."""
    contested: list[tuple[str, str, str]] = field(default_factory=list)
    """Fields (table, record, field) for which two laptops gave two values; the newer is shown."""
    news: set[str] = field(default_factory=set)
    """Records of which nothing was here."""
    deleted: list[tuple[str, str]] = field(default_factory=list)
    """Records (table, id) that came or were changed, and are deleted."""
    brought_back: list[tuple[str, str]] = field(default_factory=list)
    """Those of them that one laptop deleted while another, which did not know, changed them."""
    ahead: list[tuple[str, datetime]] = field(default_factory=list)
    """Laptops whose clock was more than a day ahead, and what it said."""
    heads: list[Row] = field(default_factory=list)
    """How far the audit of each laptop went when the bundle was made."""
    linked: list[str] = field(default_factory=list)
    """People who were linked to somebody whom another laptop erased, and were not erased."""
    shorter: list[str] = field(default_factory=list)
    """A sentence for each chain of the audit that is here too, and went further then."""

    def is_nothing(self) -> bool:
        """Whether all of it was known."""
        return not (self.changes or self.answers or self.erased)


def take_in(
    session: Session,
    rows: Iterable[tuple[str, Row]],
    kinds: Kinds,
    progress: Progress = silent,
) -> Taken:
    """Add the rows of a bundle to the file, in the transaction under way.

    Raises `UserError` for a bundle of another project, or one that does not hold together.
    """
    taken, by_table = Taken(), defaultdict(list)
    for name, row in rows:
        by_table[name].append(row)
    told = by_table[CHANGE.name]
    _refuse_stranger(session, told)
    take_entries(session, by_table[ERASURE.name])
    gone = entered(session)
    known = dict(ask(session, _KNOWN))
    new = _sorted_out(told, known, gone, taken)
    _refuse_gaps(session, new, known.keys() | {row["id"] for row in new}, progress)
    for start in range(0, len(new), _SOME):
        progress(start, len(new))
        insert_raw(session, CHANGE, new[start : start + _SOME])
    _fold_again(session, kinds, {str(row["record_id"]) for row in new}, taken, progress)
    taken.brought_back = [*_deleted_and_changed(session, told, new, taken)]
    _bring_back(session, kinds, taken)
    _empty(session, kinds, told, new, taken)
    _take_answers(session, kinds, by_table, taken)
    insert_raw(session, WORKSPACE_KEY, by_table[WORKSPACE_KEY.name])
    if ask(session, "PRAGMA foreign_key_check"):
        raise _not_whole()
    taken.heads = by_table[HEAD]
    taken.ahead = _clocks_ahead(new)
    return taken


def _refuse_stranger(session: Session, told: Iterable[Row]) -> None:
    ours = {str(each) for (each,) in ask(session, "SELECT id FROM project")}
    theirs = {str(row["record_id"]) for row in told if row["kind"] == "project"}
    if ours and not ours & theirs:
        sentence = _(
            "This bundle is of another project than the file. Nothing was changed. Make a new file"
            " and take it into that."
        )
        raise UserError(sentence)


def _sorted_out(
    told: Iterable[Row], known: Mapping[str, str], gone: Collection[str], taken: Taken
) -> list[Row]:
    """The changes that are not here yet. Of one that is, ours stays, whatever theirs says."""
    new = {}
    for row in told:
        ours = known.get(row["id"])
        if ours is None:
            new[row["id"]] = row
        elif ours != row["digest"] and row["record_id"] not in gone:
            taken.unlike.append((row["kind"], row["record_id"], row["device"]))
    taken.changes = len(new)
    return list(new.values())


def _refuse_gaps(
    session: Session, new: Sequence[Row], there: Collection[str], progress: Progress
) -> None:
    """What a change saw is here or comes with it, unless it is known to be lost."""
    told_lost = [row["fields"] for row in new if row["kind"] == LOST]
    told_lost += [fields for (fields,) in ask(session, _LOST, (LOST,))]
    lost = {each for fields in told_lost for each in json.loads(fields)["id"]["value"]}
    for number, row in enumerate(new):
        if number % _SOME == 0:
            progress(number, len(new))
        if any(each not in there and each not in lost for each in _saw(row["fields"])):
            raise _not_whole()


def _saw(fields: str) -> Iterator[str]:
    """What a change saw; of one that saw nothing, as most, its text tells that without being
    read."""
    if fields.count('"saw"') > fields.count('"saw":[]'):
        for entry in json.loads(fields).values():
            yield from entry["saw"]


def _empty(
    session: Session, kinds: Kinds, told: Iterable[Row], new: Collection[Row], taken: Taken
) -> None:
    """What still tells of somebody erased, on either side, is emptied."""
    both = {row["record_id"] for row in told} - taken.news
    emptied = empty_who_is_erased(session, kinds, lambda record_id: record_id not in both)
    _fold_again(session, kinds, emptied, Taken())
    came = {row["id"] for row in new}
    taken.emptied = sum(len(each & came) for each in emptied.values())
    taken.erased = sum(not each <= came for each in emptied.values())
    taken.contested = [each for each in taken.contested if each[1] not in emptied]
    if taken.erased:
        erase_told(session, lambda text: any(each in text for each in emptied))


def _fold_again(
    session: Session,
    kinds: Kinds,
    touched: Collection[str],
    taken: Taken,
    progress: Progress = silent,
) -> None:
    """Make the records again that new changes, or erasures, are about."""
    ids = sorted(touched)
    for start in range(0, len(ids), AT_ONCE):
        progress(start, len(ids))
        made: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for (kind, record_id), told in changes_of(session, ids[start : start + AT_ONCE]).items():
            if kind in kinds:
                values, contested = changes.fold_and_contested(told)
                made[kind].append(_whole(kinds[kind], record_id, values))
                if values.get("deleted_at") is not None:
                    taken.deleted.append((kind, record_id))
                taken.contested += ((kind, record_id, name) for name in contested)
        for kind, rows in made.items():
            _put(session, table_of(kinds[kind]), rows, taken)


def _deleted_and_changed(
    session: Session, told: Iterable[Row], new: Iterable[Row], taken: Taken
) -> Iterator[tuple[str, str]]:
    """A bundle holds everything, so what is here and not in it they did not know; and what is new
    here we did not."""
    known_there, new_here = {row["id"] for row in told}, {row["id"] for row in new}
    gone = entered(session)
    deleted = changes_of(session, [each for _table, each in taken.deleted if each not in gone])
    for place, of_it in deleted.items():
        deletions = {each for each, _hlc, fields in of_it if _deletes(fields)}
        ours = {each for each, *_rest in of_it if each not in known_there}
        theirs = {each for each, *_rest in of_it if each in new_here}
        if (theirs & deletions and ours - deletions) or (ours & deletions and theirs - deletions):
            yield place


def _deletes(fields: str) -> bool:
    entry = json.loads(fields).get("deleted_at")
    return bool(entry and entry["value"])


def _bring_back(session: Session, kinds: Kinds, taken: Taken) -> None:
    """An act of this laptop, which saw both; where only what would come is asked for, none."""
    if "act" in session.info:
        for table, record_id in taken.brought_back:
            records.change(session, kinds[table], {record_id: {"deleted_at": None}})


def _whole(entity: type[Record], record_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    whole = {**defaults_of(entity), "id": record_id, **values}
    needed, converted = _columns(table_of(entity))
    if any(whole[name] is None for name in needed):
        raise _not_whole()
    for name, kind in converted:
        whole[name] = from_plain(kind, whole[name])
    return whole


@cache
def _columns(table: sa.Table) -> tuple[list[str], list[tuple[str, TypeEngine[Any]]]]:
    """Those that hold something in every row, and those whose values JSON has in another form."""
    columns = table.c.items()
    needed = [name for name, column in columns if not column.nullable]
    forms = (Hundredths, Moment, sa.Date)
    return needed, [(name, each.type) for name, each in columns if isinstance(each.type, forms)]


def _put(session: Session, table: sa.Table, rows: list[dict[str, Any]], taken: Taken) -> None:
    marks = ", ".join("?" * len(rows))
    sql = f'SELECT id FROM "{table.name}" WHERE id IN ({marks})'
    ids = [row["id"] for row in rows]
    there = {each for (each,) in ask(session, sql, ids)}
    taken.changed[table.name] += len(there)
    taken.new[table.name] += len(rows) - len(there)
    taken.news.update(each for each in ids if each not in there)
    put(session, table, rows)


def _take_answers(
    session: Session, kinds: Kinds, by_table: Mapping[str, list[Row]], taken: Taken
) -> None:
    """What no change tells of: rows that are only ever added, known by their random ids."""
    for name, entity in kinds.items():
        rows = by_table.get(name, [])
        if rows and not entity.logged:
            [[before]] = ask(session, f'SELECT count(*) FROM "{name}"')
            insert_raw(session, table_of(entity), rows)
            [[after]] = ask(session, f'SELECT count(*) FROM "{name}"')
            taken.answers += after - before
            if after > before:
                order_anew(session, table_of(entity))


def _clocks_ahead(new: Iterable[Row]) -> list[tuple[str, datetime]]:
    """The laptops whose newest change is of a day that is still to come."""
    limit, newest = tick_at(datetime.now(UTC) + _AHEAD), Counter[str]()
    for row in new:
        newest[row["device"]] = max(newest[row["device"]], row["hlc"])
    return [
        (device, datetime.fromtimestamp(min(milliseconds(tick) / 1000, _LAST), UTC))
        for device, tick in sorted(newest.items())
        if tick > limit
    ]


def _not_whole() -> UserError:
    sentence = _(
        "This bundle does not hold together: it tells of what it does not bring. Nothing was"
        " changed. Have it made again."
    )
    return UserError(sentence)
