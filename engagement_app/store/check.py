"""The state of a file: its pages, its links, and whether its tables are what its changes say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.language import _
from engagement_app.store.changes import CHANGE, digest, fold
from engagement_app.store.columns import to_plain
from engagement_app.store.record import Record
from engagement_app.store.records import defaults_of, table_of


def findings(session: Session, entities: Iterable[type[Record]]) -> Iterator[str]:
    """A sentence for each thing that is not as it should be; none for a sound file."""
    connection = session.connection()
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check").fetchall():
        if line != "ok":
            yield _("The file's pages are damaged: {what}.").format(what=line)
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        yield _("A record of {table} points at a {other} that is not there.").format(
            table=row[0], other=row[2]
        )
    yield from _altered_changes(session)
    for entity in entities:
        if entity.logged:
            yield from _unlike_its_changes(session, entity)


def _altered_changes(session: Session) -> Iterator[str]:
    for row in session.execute(sa.select(CHANGE).execution_options(yield_per=1000)).mappings():
        if digest(dict(row)) != row["digest"]:
            yield _("The change {id} is not as it was written.").format(id=row["id"])


def _unlike_its_changes(session: Session, entity: type[Record]) -> Iterator[str]:
    table = table_of(entity)
    told = folded(session, entity)
    for row in session.execute(sa.select(table)).mappings():
        expected = told.pop(row["id"], None)
        if expected is None:
            yield _("{table} {id} is in no change.").format(table=table.name, id=row["id"])
        elif expected != {name: to_plain(value) for name, value in row.items()}:
            yield _("{table} {id} is not what its changes say.").format(
                table=table.name, id=row["id"]
            )
    for record_id in told:
        yield _("{table} {id} is missing.").format(table=table.name, id=record_id)


def folded(session: Session, entity: type[Record]) -> dict[str, dict[str, Any]]:
    """The table as the change log tells it: {id: {column: plain value}}."""
    grouped: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    of_kind = sa.select(CHANGE.c.record_id, CHANGE.c.id, CHANGE.c.hlc, CHANGE.c.fields).where(
        CHANGE.c.kind == table_of(entity).name
    )
    for row in session.execute(of_kind):
        grouped[row.record_id].append((row.id, row.hlc, row.fields))
    defaults = defaults_of(entity)
    return {
        record_id: {**defaults, "id": record_id, **fold(changes)}
        for record_id, changes in grouped.items()
    }
