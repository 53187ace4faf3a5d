"""A sound file from what was read of a damaged one and what others have: the changes are a set.

Changes whose digest fits are taken from all, and the tables are made again from them. A record
of which no change is left, or which its schema told of in none, is taken from its table, as an act
of its own; what then points at nothing is let go. What is known to be lost is written down, so
that it is no longer looked for.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import Session

from engagement_app.errors import UserError
from engagement_app.language import _, plural
from engagement_app.store import changes
from engagement_app.store.audit import AUDIT
from engagement_app.store.changes import CHANGE, digest, fold
from engagement_app.store.columns import from_plain, to_plain
from engagement_app.store.datafile import DataFile
from engagement_app.store.mended_audit import gather_audit, note_repair
from engagement_app.store.mended_rest import Sources, write_rest
from engagement_app.store.plain_rows import ask, insert, plain_of
from engagement_app.store.record import Record, new_id
from engagement_app.store.records import defaults_of, table_of
from engagement_app.store.salvage import Row, Salvaged

Plain = dict[str, Any]
REPAIR = "repair"
_APART = ("change", "draft", "alembic_version", "audit_entry", "erasure")
"""Not among the tables that are filled as they are read: each has its own way."""


@dataclass(slots=True)
class Mending:
    """What is known, how many changes each of the others had more, and what is still missing."""

    changes: dict[str, Row]
    unproved: list[Row]
    more: dict[str, int]
    is_lossy: bool
    told: list[str] = field(default_factory=list)


def gather(sources: Sources) -> Mending:
    """The changes of all that are as they were written; those of the file first."""
    known, unproved = {}, []
    for row in sources.damaged.of("change"):
        if _is_proved(row):
            known[row["id"]] = row
        else:
            unproved.append(row)
    more = {}
    for name, source in sources.sound.items():
        before = len(known)
        for row in source.of("change"):
            known.setdefault(row["id"], row)
        more[name] = len(known) - before
    unproved = [row for row in unproved if row["id"] not in known]
    seen = {each for row in known.values() for each in _seen(row)}
    unread = sources.damaged.unread.get("change", 1)
    is_lossy = bool(unproved or unread or seen - known.keys())
    return Mending(known, unproved, more, is_lossy)


def refuse_stranger(path: Path, other: Path, sources: Sources, found: Salvaged) -> None:
    """Raise `UserError` for a file that has a project which the damaged one and its backup have
    not, or has none; where nothing is left of either, any file will do."""
    ours = {each for one in (sources.damaged, sources.backup) for each in _projects(one)}
    theirs = _projects(found)
    if ours and not (theirs and theirs <= ours):
        sentence = _(
            "{other} is of another project than {file}. Nothing was made; name a file of the same"
            " project."
        )
        raise UserError(sentence.format(other=other.name, file=path.name))


def _projects(source: Salvaged) -> set[str]:
    """The ids of all projects that anything in it still tells of."""
    changed = (row for row in source.of("change") if row.get("kind") == "project")
    told = {str(row.get("record_id")) for row in changed if _is_proved(row)}
    return (
        told | source.ids.get("project", set()) | {str(row["id"]) for row in source.of("project")}
    )


def write_mended(
    file: DataFile, kinds: Mapping[str, type[Record]], known: Mending, sources: Sources
) -> None:
    """Fill an empty file; `known.told` then says what was not proved and what is missing."""
    damaged = sources.damaged
    logged = {name: entity for name, entity in kinds.items() if entity.logged}
    plain = {name: _plain_rows(entity, damaged.of(name)) for name, entity in logged.items()}
    believed = {name: _is_believed(entity, known, damaged) for name, entity in logged.items()}
    records, rescued = _records(logged, known, plain, believed)
    with file.writing(REPAIR) as session:
        insert(session, CHANGE, list(known.changes.values()))
    with file.writing(REPAIR) as session:
        for name, entity in logged.items():
            _insert(session, entity, records[name])
            changes.log(session, name, rescued[name].items())
        rest = [name for name in _tables(session) if name not in logged]
        known.told += write_rest(session, rest, sources)
        entries = [each.of("audit_entry") for each in sources.sound.values()]
        audit, lost = gather_audit(damaged.of("audit_entry"), entries)
        insert(session, AUDIT, audit)
        known.told += note_repair(session, lost)
        _let_go_of_loose_ends(session, kinds, known)
        _write_down_losses(session, known)
        _tell_what_is_gone(session, believed, known, damaged)


def _is_proved(row: Row) -> bool:
    try:
        return bool(row["id"]) and digest(row) == row["digest"]
    except (KeyError, TypeError, ValueError):
        return False


def _seen(row: Row) -> Iterator[str]:
    for entry in json.loads(row["fields"]).values():
        yield from entry["saw"]


def _plain_rows(entity: type[Record], rows: Iterable[Row]) -> dict[str, Plain]:
    """The rows of a table as changes would tell them; without those that no record can be."""
    found = {}
    for row in rows:
        try:
            plain = {
                name: to_plain(value) for name, value in plain_of(table_of(entity), row).items()
            }
        except (ValueError, TypeError, ArithmeticError):
            continue
        whole = {**defaults_of(entity), **plain}
        if isinstance(plain.get("id"), str) and _is_whole(entity, whole):
            found[str(plain["id"])] = whole
    return found


def _is_whole(entity: type[Record], plain: Mapping[str, Any]) -> bool:
    columns = table_of(entity).c.items()
    return all(column.nullable or plain.get(name) is not None for name, column in columns)


def _is_believed(entity: type[Record], known: Mending, damaged: Salvaged) -> bool:
    """Whether the table may know what no change tells."""
    return known.is_lossy or damaged.schema < entity.logged_since


def _records(
    logged: Mapping[str, type[Record]],
    known: Mending,
    plain: Mapping[str, dict[str, Plain]],
    believed: Mapping[str, bool],
) -> tuple[dict[str, list[Plain]], dict[str, dict[str, changes.Fields]]]:
    """The records of each table, and what is to be logged of those that no change tells whole."""
    by_record: dict[str, dict[str, list[Row]]] = {name: defaultdict(list) for name in logged}
    for row in known.changes.values():
        if row["kind"] in by_record:
            by_record[row["kind"]][row["record_id"]].append(row)
    records: dict[str, list[Plain]] = {name: [] for name in logged}
    rescued: dict[str, dict[str, changes.Fields]] = {name: {} for name in logged}
    for name, entity in logged.items():
        there = plain[name] if believed[name] else {}
        for record_id in by_record[name].keys() | there.keys():
            of_record = by_record[name].get(record_id, [])
            told = _told(entity, record_id, of_record)
            is_asked = believed[name] or not _is_whole(entity, told)
            record = (plain[name].get(record_id) if is_asked else None) or told
            if not _is_whole(entity, record):
                _give_up(known, name, of_record)
                continue
            records[name].append(record)
            if fields := _beyond(told, record, of_record, is_new=not of_record, entity=entity):
                rescued[name][record_id] = fields
                sentence = _(
                    "{table} {id} is as its table has it: no change that is left proves it."
                )
                known.told.append(sentence.format(table=name, id=record_id))
    return records, rescued


def _told(entity: type[Record], record_id: str, of_record: Iterable[Row]) -> Plain:
    folded = fold((row["id"], row["hlc"], row["fields"]) for row in of_record)
    return {**defaults_of(entity), "id": record_id, **folded}


def _beyond(
    told: Plain, record: Plain, of_record: list[Row], *, is_new: bool, entity: type[Record]
) -> changes.Fields:
    """The fields that the record has and its changes do not tell."""
    heads = changes.heads_of((row["id"], row["hlc"], row["fields"]) for row in of_record)
    before = defaults_of(entity) if is_new else told
    return {
        name: {"value": value, "saw": heads.get(name, [])}
        for name, value in record.items()
        if name in defaults_of(entity) and name != "id" and value != before[name]
    }


def _give_up(known: Mending, table: str, of_record: list[Row]) -> None:
    """Of a record of which too little is left nothing is kept, and it is told."""
    for row in of_record:
        known.changes.pop(row["id"])
        sentence = _("Not recovered: {table} {id}, changed on laptop {device}.")
        told = sentence.format(table=table, id=row["record_id"], device=row["device"])
        if told not in known.told:
            known.told.append(told)


def _insert(session: Session, entity: type[Record], records: Iterable[Plain]) -> None:
    table = table_of(entity)
    rows = [
        {name: from_plain(column.type, record[name]) for name, column in table.c.items()}
        for record in records
    ]
    insert(session, table, rows)


def _tables(session: Session) -> list[str]:
    found = ask(
        session, "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
    )
    return [str(name) for (name,) in found if name not in _APART]


def _let_go_of_loose_ends(
    session: Session, kinds: Mapping[str, type[Record]], known: Mending
) -> None:
    """Links whose other end is lost are emptied; what cannot be without its link goes too."""
    while loose := ask(session, "PRAGMA foreign_key_check"):
        for table, rowid, parent, link in loose:
            [column] = [
                row[3]
                for row in ask(session, f'PRAGMA foreign_key_list("{table}")')
                if row[0] == link
            ]
            for (record_id,) in _loose(session, table, rowid, column, parent):
                _let_go(session, kinds[str(table)], str(record_id), str(column), known)
                sentence = _("{table} {id}: what it pointed at ({other}) is not recovered.")
                told = sentence.format(table=table, id=record_id, other=parent)
                known.told.append(told)


def _loose(
    session: Session, table: object, rowid: object, column: object, parent: object
) -> list[tuple[Any, ...]]:
    """The id of the record of this number; of a table without numbers, all that are loose."""
    if rowid is not None:
        return ask(session, f'SELECT id FROM "{table}" WHERE rowid = ?', (rowid,))
    there = f'SELECT id FROM "{parent}"'
    return ask(session, f'SELECT id FROM "{table}" WHERE "{column}" NOT IN ({there})')


def _let_go(
    session: Session, entity: type[Record], record_id: str, column: str, known: Mending
) -> None:
    table = table_of(entity)
    if not table.c[column].nullable:
        ask(session, f'DELETE FROM "{table.name}" WHERE id = ?', (record_id,))
        ask(session, "DELETE FROM change WHERE record_id = ?", (record_id,))
        for change_id in [k for k, row in known.changes.items() if row["record_id"] == record_id]:
            del known.changes[change_id]
        return
    ask(session, f'UPDATE "{table.name}" SET "{column}" = NULL WHERE id = ?', (record_id,))
    if entity.logged:
        saw = changes.heads(session, [record_id]).get(record_id, {}).get(column, [])
        fields = {column: {"value": None, "saw": saw}}
        changes.log(session, table.name, [(record_id, fields)])


def _write_down_losses(session: Session, known: Mending) -> None:
    """The changes that others saw and nobody has, in a change of their own."""
    there = {str(each) for (each,) in ask(session, "SELECT id FROM change")}
    lost: dict[str, Row] = {}
    for row in known.changes.values():
        lost.update({each: row for each in _seen(row) if each not in there})
    for row in known.unproved:
        sentence = _("A change of {table} {id} is damaged beyond use.")
        known.told.append(sentence.format(table=row.get("kind"), id=row.get("record_id")))
    for change_id, row in sorted(lost.items()):
        sentence = _("Lost: the change {id} of {table} {record}, before {when}, laptop {device}.")
        when = changes.moment_of(row["hlc"])
        named = {"table": row["kind"], "record": row["record_id"], "device": row["device"]}
        known.told.append(sentence.format(id=change_id, when=when, **named))
    if lost:
        changes.log(session, changes.LOST, [(new_id(), {"id": {"value": sorted(lost), "saw": []}})])


def _tell_what_is_gone(
    session: Session, believed: Mapping[str, bool], known: Mending, damaged: Salvaged
) -> None:
    """What only an index of the damaged file still knows of, and where nothing could be read."""
    for table in ("change", *believed):
        there = {str(each) for (each,) in ask(session, f'SELECT id FROM "{table}"')}
        for record_id in sorted(damaged.ids.get(table, set()) - there):
            known.told.append(_("Not recovered: {table} {id}.").format(table=table, id=record_id))
    for table, places in damaged.unread.items():
        if places and table not in ("draft", "alembic_version"):
            sentence = _("Not all of the table {table} could be read.")
            if not believed.get(table, True):
                sentence = _(
                    "Not all of the table {table} could be read; its records were made again from"
                    " their changes, of which none is missing."
                )
            known.told.append(sentence.format(table=table))


def summary(known: Mending, sources: Sources) -> list[str]:
    """What the new file holds, in a few sentences."""
    own = len(known.changes) - sum(known.more.values())
    lines = [
        plural("{count} change read from the file.", "{count} changes read from the file.", own)
    ]
    if not own:
        lines = [
            _("Nothing could be read from the file: what was saved after the backup is missing.")
        ]
    lines += [_taken_from(name, count, sources) for name, count in known.more.items()]
    if not sources.sound:
        lines.append(_("No sound backup was found to take more from."))
    return lines


def _taken_from(name: str, count: int, sources: Sources) -> str:
    if name == sources.backup_name:
        one = _("{count} more change taken from the backup")
        many = _("{count} more changes taken from the backup")
    else:
        one, many = _("{count} more change taken from"), _("{count} more changes taken from")
    return f"{plural(one, many, count)} {name}."
