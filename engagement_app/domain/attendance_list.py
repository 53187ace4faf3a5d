"""The attendances of a project as a list to hand out or to open in a spreadsheet."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.attendance import Attendance
from engagement_app.domain.events import Event
from engagement_app.domain.lists import AttendeeExportRow
from engagement_app.domain.objections import read_objections
from engagement_app.domain.organisations import Organisation
from engagement_app.domain.people import Person
from engagement_app.domain.same_person import end_of
from engagement_app.store.records import table_of

_ATTENDANCE, _EVENT = table_of(Attendance), table_of(Event)
_PERSON, _ORGANISATION = table_of(Person), table_of(Organisation)
Row = sa.Row[Any]


def list_attendees(session: Session, project_id: str) -> list[AttendeeExportRow]:
    """Every live attendance by event and name, each person read as whom they are the same as.

    Of whoever objects to contact there is no way to reach them, of whoever objects to being
    listed no more than that somebody came.
    """
    people, objections = _people(session), read_objections(session)
    query = (
        sa.select(_ATTENDANCE, _EVENT.c.title)
        .join(_EVENT, _EVENT.c.id == _ATTENDANCE.c.event_id)
        .where(_EVENT.c.project_id == project_id)
        .where(_EVENT.c.deleted_at.is_(None), _ATTENDANCE.c.deleted_at.is_(None))
        .order_by(_EVENT.c.starts_at, _EVENT.c.title, _EVENT.c.id, _ATTENDANCE.c.id)
    )
    rows = []
    for row in session.execute(query):
        person = people.get(row.person_id) if row.person_id else None
        if person is None or person.deleted_at is None:
            rows.append(_line(row, person, objections.of(row.person_id)))
    return rows


def _line(row: Row, person: Row | None, objects_to: Collection[str]) -> AttendeeExportRow:
    if "attendance" in objects_to:
        person = None
    reached = person if "contact" not in objects_to else None
    return AttendeeExportRow(
        person.given_name if person else None,
        person.family_name if person else None,
        person.known_as if person else row.label,
        reached.email if reached else None,
        reached.phone if reached else None,
        person.organisation if person else None,
        row.title,
        row.status,
        row.arrived_at,
        row.source,
        row.first_time,
        row.wants_to_stay_involved,
        row.id,
    )


def _people(session: Session) -> dict[str, Row]:
    """By person's id the row of whom the person is read as, with the organisation's name."""
    join = _PERSON.outerjoin(_ORGANISATION, _ORGANISATION.c.id == _PERSON.c.organisation_id)
    query = sa.select(_PERSON, _ORGANISATION.c.name.label("organisation")).select_from(join)
    rows = {row.id: row for row in session.execute(query)}
    steps = {each: row.same_as_id for each, row in rows.items() if row.same_as_id}
    return {each: rows[end_of(steps, each)] for each in rows}
