"""Who did what and when, as a list for a spreadsheet: one row a record and act, newest first."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.tables import TABLES
from engagement_app.exchange.list_files import Cell
from engagement_app.exchange.open_format.writing import in_project, tables_below
from engagement_app.exchange.workbook import Column, Kind
from engagement_app.store.audit import AUDIT
from engagement_app.store.clock import milliseconds
from engagement_app.store.plain_rows import ask
from engagement_app.store.records import table_of

# The headers are not translated: whoever reads many such files knows the columns by them.
COLUMNS = (
    Column("When"), Column("Who"), Column("Laptop", Kind.ID), Column("Act"),
    Column("Kind", Kind.SHORT), Column("Record", Kind.ID), Column("Fields", Kind.LONG),
    Column("Detail", Kind.LONG), Column("Id", Kind.ID),
)  # fmt: skip
_CHANGES = """SELECT hlc, person, device, act, kind, record_id, id,
    (SELECT group_concat(key, ', ') FROM json_each(change.fields)) FROM change ORDER BY hlc DESC"""


class AuditRow(NamedTuple):
    """One row; `at` is UTC. Fields are named, never their values."""

    at: datetime
    cells: tuple[Cell, ...]


def list_audit(session: Session, project_id: str) -> Sequence[AuditRow]:
    """All of the file, or without what was done to the records of other projects."""
    elsewhere = _elsewhere(session, project_id) if project_id else set()
    rows = [*_changes(session, elsewhere), *_entries(session)]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def audit_cells(row: AuditRow) -> tuple[Cell, ...]:
    """The cells of a row."""
    return (row.at, *row.cells)


def _changes(session: Session, elsewhere: set[str]) -> Iterator[AuditRow]:
    rows: Any = ask(session, _CHANGES)
    for hlc, person, device, act, kind, record_id, change_id, fields in rows:
        if record_id not in elsewhere:
            at = datetime.fromtimestamp(milliseconds(hlc) // 1000, UTC)
            told = (person, device, act, kind, record_id, fields, None, change_id)
            yield AuditRow(at, told)


def _entries(session: Session) -> Iterator[AuditRow]:
    for row in session.execute(sa.select(AUDIT)).mappings():
        told = (row["person"], row["device"], row["act"], None, None, None, row["detail"])
        yield AuditRow(row["at"], (*told, row["id"]))


def _elsewhere(session: Session, project_id: str) -> set[str]:
    """The ids of other projects, and of what belongs to them."""
    project = table_of(TABLES["project"]).c
    others = session.execute(sa.select(project.id).where(project.id != project_id)).scalars().all()
    ids = set(others)
    for other in others:
        for table in tables_below("project"):
            own = table_of(TABLES[table]).c.id
            ids.update(session.execute(sa.select(own).where(in_project(table, other))).scalars())
    return ids
