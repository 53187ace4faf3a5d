"""The state of a file: its pages, its links, and whether its tables are what its changes say."""

import json
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.store.chain import chain_faults
from engagement_app.store.changes import CHANGE, LOST, digest, fold
from engagement_app.store.columns import from_plain
from engagement_app.store.record import Record
from engagement_app.store.records import defaults_of, table_of

_SAID = sa.select(CHANGE.c.id, CHANGE.c.kind, CHANGE.c.fields)


def findings(
    session: Session, entities: Iterable[type[Record]], progress: Progress = silent
) -> Iterator[str]:
    """A sentence for each thing that is not as it should be; none for a sound file."""
    kinds = list(entities)
    connection = session.connection()
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check").fetchall():
        if line != "ok":
            yield _("The file's pages are damaged: {what}.").format(what=line)
    driver: Any = connection.connection.driver_connection  # of a plain file it has no result
    for (line,) in driver.execute("PRAGMA cipher_integrity_check").fetchall():
        yield _("The file's pages were altered: {what}.").format(what=line)
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        yield _("A record of {table} points at a {other} that is not there.").format(
            table=row[0], other=row[2]
        )
    yield from chain_faults(session)
    altered = _altered(session)
    for change_id in altered:
        yield _("The change {id} is not as it was written.").format(id=change_id)
    yield from _gaps(session, altered)
    untold = set(altered.values())
    [[schema]] = connection.exec_driver_sql("PRAGMA user_version").fetchall()
    for done, entity in enumerate(kinds):
        progress(done, len(kinds))
        if entity.logged and entity.logged_since <= schema:
            yield from _unlike_its_changes(session, entity, untold)


def _altered(session: Session) -> dict[str, str]:
    """The changes whose digest does not fit, with the record of each."""
    rows = session.execute(sa.select(CHANGE).execution_options(yield_per=1000)).mappings()
    return {row["id"]: row["record_id"] for row in rows if digest(dict(row)) != row["digest"]}


def _gaps(session: Session, altered: Mapping[str, str]) -> Iterator[str]:
    """A change that saw another one which is not there: that one was taken out, if it is not
    among those that a repair wrote down as lost."""
    known = set(altered)
    seen: set[str] = set()
    for change_id, kind, fields in session.execute(_SAID):
        if change_id not in altered:
            known.add(change_id)
            entries = json.loads(fields)
            seen.update(each for entry in entries.values() for each in entry["saw"])
            if kind == LOST:
                known.update(entries["id"]["value"])
    for change_id in sorted(seen - known):
        yield _("The change {id} is no longer there.").format(id=change_id)


def _unlike_its_changes(
    session: Session, entity: type[Record], untold: Container[str]
) -> Iterator[str]:
    table = table_of(entity)
    told = folded(session, entity, untold)
    kept = _kept_form(session, table)
    for row in session.execute(sa.select(*map(_raw, table.c))).mappings():
        if row["id"] in untold:
            continue
        expected = told.pop(row["id"], None)
        if expected is None:
            yield _("{table} {id} is in no change.").format(table=table.name, id=row["id"])
        elif kept(expected) != dict(row):
            yield _("{table} {id} is not what its changes say.").format(
                table=table.name, id=row["id"]
            )
    for record_id in told:
        yield _("{table} {id} is missing.").format(table=table.name, id=record_id)


def _raw(column: sa.Column[Any]) -> sa.Label[Any]:
    """The column as the file has it: a damaged day is then only different, not an error."""
    return sa.type_coerce(column, sa.types.NullType()).label(column.name)


def _kept_form(session: Session, table: sa.Table) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """How the plain values of a change stand in the columns of the file."""
    dialect = session.connection().dialect
    kinds = {name: column.type.dialect_impl(dialect) for name, column in table.c.items()}
    processors = {name: kind.bind_processor(dialect) for name, kind in kinds.items()}

    def kept(plain: Mapping[str, Any]) -> dict[str, Any]:
        row = {}
        for name, process in processors.items():
            value = from_plain(table.c[name].type, plain[name])
            row[name] = process(value) if process else value
        return row

    return kept


def folded(
    session: Session, entity: type[Record], untold: Container[str] = ()
) -> dict[str, dict[str, Any]]:
    """The table as the change log tells it: {id: {column: plain value}}, but for `untold` ids."""
    grouped: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    of_kind = sa.select(CHANGE.c.record_id, CHANGE.c.id, CHANGE.c.hlc, CHANGE.c.fields).where(
        CHANGE.c.kind == table_of(entity).name
    )
    for row in session.execute(of_kind):
        if row.record_id not in untold:
            grouped[row.record_id].append((row.id, row.hlc, row.fields))
    defaults = defaults_of(entity)
    return {
        record_id: {**defaults, "id": record_id, **fold(changes)}
        for record_id, changes in grouped.items()
    }
