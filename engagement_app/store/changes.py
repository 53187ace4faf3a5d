"""The change log: what every act did, from which the tables can be made again.

A change is never altered, with one lawful exception: what was said of a person who is erased is
emptied in every change too (`rewrite`).

One row per record and act. `fields` is JSON: {name: {"value": ..., "saw": [ids]}}, where `saw`
are the changes of that field which the act had before it. A new record names only what is not
the default of its field, so a default stays what it is for ever.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from engagement_app.store.clock import milliseconds
from engagement_app.store.emptied import Emptied
from engagement_app.store.header import SCHEMA
from engagement_app.store.manifest import OLDEST
from engagement_app.store.plain_rows import ask, insert, update
from engagement_app.store.record import new_id

Fields = dict[str, dict[str, Any]]


class Change(SQLModel, table=True):
    """What one act did to one record. `hlc` is a tick of `clock.py`.

    What a migration tells of what was there is of nobody: `person` and `device` are empty.
    """

    id: str = Field(primary_key=True, sa_type=sa.String(36))
    act_id: str = Field(sa_type=sa.String(36), index=True)
    act: str = Field(sa_type=sa.String(60))
    record_id: str = Field(sa_type=sa.String(36), index=True)
    kind: str = Field(sa_type=sa.String(30))
    fields: str = Field(sa_type=sa.Text)
    hlc: int = Field(sa_type=sa.BigInteger, index=True)
    device: str = Field(sa_type=sa.String(36))
    person: str = Field(sa_type=sa.Text)
    schema_number: int
    digest: str = Field(sa_type=sa.String(64))


LOST = "lost"
"""The kind of a change that names, in its field `id`, changes which a repair could not recover."""
CHANGE = SQLModel.metadata.tables["change"]
_NEWEST = "SELECT max(hlc) FROM change"
_LAST_PLACE = "SELECT coalesce(max(rowid), 0) FROM change"
_KINDS_AFTER = "SELECT DISTINCT kind FROM change WHERE rowid > ?"
_OF_RECORDS = "SELECT record_id, id, hlc, fields FROM change WHERE record_id IN ({marks})"
_ACTS_SINCE = (
    "SELECT act_id, min(act) FROM change WHERE hlc >= ? AND device = ?"
    " GROUP BY act_id ORDER BY max(hlc)"
)
_OF_ACT = "SELECT kind, record_id, hlc, fields FROM change WHERE act_id = ? ORDER BY hlc"
_BEFORE = (
    "SELECT id, hlc, fields FROM change WHERE record_id = ? AND kind = ? AND hlc < ?"
    " AND act_id <> ? ORDER BY hlc"
)
_encode = json.JSONEncoder(ensure_ascii=False, default=repr).encode
_SIGNED = [column.name for column in CHANGE.columns if column.name != "digest"]


def digest(row: Mapping[str, Any]) -> str:
    """SHA-256 of a change, by which damage that SQLite does not see is found."""
    signed = _encode([row[name] for name in _SIGNED])
    return hashlib.sha256(signed.encode()).hexdigest()


def _written(fields: Fields) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def log(session: Session, kind: str, changed: Iterable[tuple[str, Fields]]) -> None:
    """Add the change rows of the session's act: pairs of a record's id and its fields."""
    act = session.info["act"]
    rows = []
    for record_id, fields in changed:
        row = {
            "id": new_id(),
            "act_id": act.id,
            "act": act.name,
            "record_id": record_id,
            "kind": kind,
            "fields": _written(fields),
            "hlc": act.clock.tick(),
            "device": act.device,
            "person": act.person,
            "schema_number": SCHEMA,
        }
        row["digest"] = digest(row)
        rows.append(row)
    insert(session, CHANGE, rows)


def rewrite(session: Session, emptied: Mapping[str, Emptied]) -> dict[str, set[str]]:
    """Empty fields in all that was ever said of these records; who changed what when stays.

    Gives the changes that had something to empty, by record.
    """
    rewritten = {}
    had: dict[str, set[str]] = defaultdict(set)
    for row in whole_changes(session, list(emptied)):
        fields = json.loads(row["fields"])
        for name, emptying in emptied[row["record_id"]].items():
            if name in fields:
                fields[name]["value"] = emptying(fields[name]["value"])
        text = _written(fields)
        if text != row["fields"]:
            row["fields"] = text
            rewritten[str(row["id"])] = {"fields": text, "digest": digest(row)}
            had[str(row["record_id"])].add(str(row["id"]))
    update(session, CHANGE, ("fields", "digest"), rewritten)
    return had


def whole_changes(session: Session, record_ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Every change of these records, whole, the oldest first of each five hundred of them."""
    for start in range(0, len(record_ids), 500):
        some = CHANGE.c.record_id.in_(record_ids[start : start + 500])
        query = sa.select(CHANGE).where(some).order_by(CHANGE.c.hlc, CHANGE.c.id)
        yield from map(dict, session.execute(query).mappings().all())


def newest_tick(session: Session) -> int:
    """The newest tick of the file, 0 of an empty one."""
    [[newest]] = ask(session, _NEWEST)
    return int(newest or 0)


def last_place(session: Session) -> int:
    """The place of the last change that this file took in, whoever made it and when."""
    [[last]] = ask(session, _LAST_PLACE)
    return int(last)


def tables_after(session: Session, place: int) -> set[str]:
    """The tables of which a record was changed after this place."""
    return {str(kind) for (kind,) in ask(session, _KINDS_AFTER, (place,))}


def oldest_change(session: Session) -> str:
    """The id of the oldest change, empty in an empty file."""
    [[oldest]] = ask(session, OLDEST)
    return str(oldest or "")


def heads(session: Session, record_ids: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """For each record and field, the ids of the changes that nobody has seen past."""
    found: dict[str, dict[str, list[str]]] = {}
    for record_id, changes in _by_record(session, list(record_ids)).items():
        by_field = _by_field(changes)
        found[record_id] = {name: sorted(_unseen(entries)) for name, entries in by_field.items()}
    return found


def _by_record(session: Session, record_ids: list[str]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = defaultdict(list)
    for start in range(0, len(record_ids), 500):
        part = record_ids[start : start + 500]
        sql = _OF_RECORDS.format(marks=", ".join("?" * len(part)))
        for record_id, *change in ask(session, sql, part):
            grouped[record_id].append(change)
    return grouped


def _by_field(changes: Iterable[tuple[str, int, str]]) -> dict[str, list[Any]]:
    entries: dict[str, list[Any]] = defaultdict(list)
    for change_id, hlc, fields in changes:
        for name, entry in json.loads(fields).items():
            entries[name].append((hlc, change_id, entry["value"], entry["saw"]))
    return entries


def _unseen(entries: list[Any]) -> set[str]:
    """The changes that no other saw; of a ring, which nobody of ours writes, all."""
    seen = {change_id for entry in entries for change_id in entry[3]}
    changes = {entry[1] for entry in entries}
    return changes - seen or changes


def fold(changes: Iterable[tuple[str, int, str]]) -> dict[str, Any]:
    """One record's values from its changes (id, hlc, fields), whatever their order.

    Of several changes of a field that did not see each other, the one with the highest tick
    (then id) is shown. Fields never changed are left out: they hold their default.
    """
    return {name: shown[2] for name, shown, _others in _heads_by_field(changes)}


def fold_and_contested(
    changes: Iterable[tuple[str, int, str]],
) -> tuple[dict[str, Any], list[str]]:
    """The same, and the fields for which changes that did not see each other have two values: of
    what is deleted none, and whether it is deleted is no such field."""
    values, contested = {}, []
    for name, shown, heads in _heads_by_field(changes):
        values[name] = shown[2]
        if name != "deleted_at" and any(other[2] != shown[2] for other in heads):
            contested.append(name)
    return values, contested if values.get("deleted_at") is None else []


def _heads_by_field(changes: Iterable[tuple[str, int, str]]) -> Iterator[tuple[str, Any, Any]]:
    """Of each field the entry that is shown, and all that nobody has seen past."""
    for name, entries in _by_field(changes).items():
        if len(entries) == 1:
            yield name, entries[0], entries
        else:
            unseen = _unseen(entries)
            heads = [entry for entry in entries if entry[1] in unseen]
            yield name, max(heads), heads


def heads_of(changes: Iterable[tuple[str, int, str]]) -> dict[str, list[str]]:
    """Of each field of one record, the changes that no other saw: {field: [ids]}."""
    return {name: sorted(_unseen(entries)) for name, entries in _by_field(changes).items()}


def moment_of(tick: int) -> str:
    """When a change was made, in UTC: `2026-11-23 10:15`."""
    return f"{datetime.fromtimestamp(milliseconds(tick) / 1000, UTC):%Y-%m-%d %H:%M}"


def acts_since(session: Session, tick: int, device: str) -> list[tuple[str, str]]:
    """The acts of a device from this tick on, oldest first: id and name."""
    return [(str(act_id), str(act)) for act_id, act in ask(session, _ACTS_SINCE, (tick, device))]


def changes_of(session: Session, act_id: str) -> list[tuple[str, str, int, str]]:
    """What an act did, in its order: table, record, tick, and the fields as JSON."""
    return [
        (str(kind), str(record_id), int(hlc), str(fields))
        for kind, record_id, hlc, fields in ask(session, _OF_ACT, (act_id,))
    ]


def changes_before(session: Session, kind: str, record_id: str, tick: int, act_id: str) -> Any:
    """A record's values as they were before an act; None where it was not there yet."""
    found = ask(session, _BEFORE, (record_id, kind, tick, act_id))
    return fold((each, hlc, fields) for each, hlc, fields in found) if found else None
