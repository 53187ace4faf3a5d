"""A whole project as one document, closed: whatever a record in it refers to is in it."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.fields import Moment
from engagement_app.domain.input import kinds_of
from engagement_app.domain.judging import links
from engagement_app.domain.tables import TABLES, links_of
from engagement_app.domain.view import load
from engagement_app.exchange.open_format import FORMAT, VERSION
from engagement_app.store.columns import moment_text
from engagement_app.store.records import table_of

Rows = dict[str, dict[str, dict[str, Any]]]
_OF_THE_FILE = ("rate", "cost_fact")
_MONITORING = "monitoring_response"


def export_project(
    session: Session, project_id: str, *, with_deleted: bool = False, with_monitoring: bool = False
) -> bytes:
    """The document as bytes in UTF-8."""
    rows: Rows = {table: {} for table in TABLES}
    _take(rows, "project", load(session, "project", [project_id]).values())
    for table in tables_below("project"):
        if table != _MONITORING or with_monitoring:
            _take(rows, table, _select(session, table, in_project(table, project_id), with_deleted))
    for table in _OF_THE_FILE:
        _take(rows, table, _select(session, table, sa.true(), with_deleted))
    _close(session, rows)
    _take(rows, "consent", _consents(session, rows, with_deleted))
    if not with_monitoring:
        del rows[_MONITORING]
    return _write(rows)


def tables_below(table: str) -> Iterable[str]:
    """The tables that belong to a project, owners before what they own."""
    for other, entity in TABLES.items():
        if entity.owner and links_of(other)[entity.owner].table == table:
            yield other
            yield from tables_below(other)


def in_project(table: str, project_id: str) -> Any:
    """The condition that a record of the table belongs to the project."""
    owner = str(TABLES[table].owner)
    column = table_of(TABLES[table]).c[owner]
    above = links_of(table)[owner].table
    if above == "project":
        return column == project_id
    ids = sa.select(table_of(TABLES[above]).c.id)
    return column.in_(ids.where(in_project(above, project_id)))


def _select(
    session: Session, table: str, condition: Any, with_deleted: bool
) -> Iterable[dict[str, Any]]:
    columns = table_of(TABLES[table])
    query = sa.select(columns).where(condition)
    if not with_deleted:
        query = query.where(columns.c.deleted_at.is_(None))
    return [dict(row) for row in session.execute(query).mappings()]


def _take(rows: Rows, table: str, found: Iterable[dict[str, Any]]) -> None:
    rows[table].update((row["id"], row) for row in found)


def _close(session: Session, rows: Rows) -> None:
    """Add what is referred to, and what that refers to, until nothing is missing."""
    new = [(table, row) for table, by_id in rows.items() for row in by_id.values()]
    while new:
        missing: dict[str, set[str]] = {}
        for table, row in new:
            for _name, other, linked in links(table, row):
                if linked not in rows[other]:
                    missing.setdefault(other, set()).add(linked)
        new = []
        for other, ids in missing.items():
            found = list(load(session, other, ids).values())
            _take(rows, other, found)
            new += [(other, row) for row in found]


def _consents(session: Session, rows: Rows, with_deleted: bool) -> Iterable[dict[str, Any]]:
    person = table_of(TABLES["consent"]).c.person_id
    people = list(rows["person"])
    for start in range(0, len(people), 500):
        some = person.in_(people[start : start + 500])
        yield from _select(session, "consent", some, with_deleted)


def _write(rows: Rows) -> bytes:
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": moment_text(datetime.now(UTC).replace(microsecond=0)),
    }
    for table, by_id in rows.items():
        kinds = {"deleted_at": Moment(), **kinds_of(TABLES[table])}
        document[table] = [
            {"id": each, **{name: kind.write(by_id[each][name]) for name, kind in kinds.items()}}
            for each in sorted(by_id)
        ]
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"
