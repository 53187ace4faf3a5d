"""The rows that a ledger is made of where there may be very many, fetched and no more.

Columns are read without conversion (days stay ISO text), and each table is looked through once:
this is the hot path of the report, and nobody saves meanwhile.
"""

import json
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.tables import TABLES
from engagement_app.resourcing import ledger
from engagement_app.resourcing.live_follow_ups import (
    COLUMNS,
    ITS_OWN,
    ITSELF_LIVE,
    JOINED,
    LIVE,
    PEOPLE,
)
from engagement_app.store.plain_rows import ask, plain_rows
from engagement_app.store.records import table_of

TABLE = {name: table_of(entity) for name, entity in TABLES.items()}
Found = list[Any]


class Rows(NamedTuple):
    """Bare rows of what there may be very many of."""

    people: Found
    attended: Found
    said: Found
    promised: Found
    elsewhere: Found
    """Follow-ups that do not stand on an attendance of these, with all they stand on."""


def fetch_rows(session: Session, project_id: str, *, told: bool) -> Rows:
    """All of them; what was said with its words where it is to be `told`."""
    attended = fetch_attended(session, project_id)
    said = fetch_said(session, project_id, ledger.Told if told else ledger.Contribution)
    sql = f"SELECT {ITS_OWN} FROM follow_up f WHERE {ITSELF_LIVE}"
    promised = ask(session, sql, [project_id])
    there = {row[0] for row in attended}
    others = json.dumps([row[0] for row in promised if row[1] not in there])
    among = "f.id IN (SELECT value FROM json_each(?))"
    elsewhere = fetch_joined(session, project_id, among, others)
    return Rows(fetch_people(session), attended, said, promised, elsewhere)


def fetch_people(session: Session) -> Found:
    """Only people with something to say on it."""
    person = TABLE["person"].c
    communities = sa.cast(person.community_ids, sa.Text)
    telling = sa.or_(
        person.same_as_id.is_not(None), person.deleted_at.is_not(None), communities != "[]"
    )
    wanted = columns_of("person", "id same_as_id deleted_at community_ids")
    return plain_rows(session, sa.select(*wanted).where(telling))


def fetch_attended(session: Session, project_id: str, *only: Any) -> Found:
    """Live attendances at live events, whatever became of the person."""
    attendance, event = TABLE["attendance"].c, TABLE["event"].c
    query = (
        sa.select(*columns_of("attendance", " ".join(ledger.Attendance._fields)))
        .join(TABLE["event"], event.id == attendance.event_id)
        .where(event.project_id == project_id, event.deleted_at.is_(None))
        .where(attendance.deleted_at.is_(None), *only)
    )
    return plain_rows(session, query)


def fetch_said(session: Session, project_id: str, made: Any) -> Found:
    """Live contributions at live events, whatever became of the attendance."""
    contribution, event = TABLE["contribution"].c, TABLE["event"].c
    query = (
        sa.select(*columns_of("contribution", " ".join(made._fields)))
        .join(TABLE["event"], event.id == contribution.event_id)
        .where(event.project_id == project_id, event.deleted_at.is_(None))
        .where(contribution.deleted_at.is_(None))
    )
    return plain_rows(session, query)


def fetch_joined(session: Session, project_id: str, only: str, *values: str) -> Found:
    """Follow-ups whatever they stand on; one may be out with what it belongs to."""
    sql = f"SELECT {COLUMNS}, {PEOPLE} FROM {JOINED} WHERE {LIVE} AND {only}"
    return ask(session, sql, [project_id, *values])


def columns_of(table: str, names: str) -> list[Any]:
    """The columns, days as the text that they are in the file."""
    return [
        sa.type_coerce(column, sa.Text).label(column.name)
        if isinstance(column.type, sa.Date)
        else column
        for column in (TABLE[table].c[name] for name in names.split())
    ]
