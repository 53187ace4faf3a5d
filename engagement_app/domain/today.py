"""What the day holds: the event being worked on, and what was promised."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.attendance import Attendance, Tally
from engagement_app.domain.contributions import Contribution
from engagement_app.domain.events import Event
from engagement_app.domain.follow_ups import FollowUp
from engagement_app.domain.people import Person
from engagement_app.store.records import table_of

_CAME = ("here", "left")


@dataclass(frozen=True, slots=True)
class EventToday:
    """An event and its counts; two attendances of one person are one."""

    title: str
    venue: str | None
    starts_at: datetime | None
    status: str
    expected: int
    here: int
    tallied: int
    contributions: int


@dataclass(frozen=True, slots=True)
class Promises:
    """Open follow-ups with a day: before today, and within the week from today."""

    overdue: int
    this_week: int


def event_today(session: Session, event_id: str) -> EventToday:
    """The event with how many are still expected, are here or were, and were only counted."""
    event = table_of(Event).c
    found = session.execute(
        sa.select(event.title, event.venue, event.starts_at, event.status).where(
            event.id == event_id
        )
    ).one()
    by_status = _by_status(session, event_id)
    return EventToday(
        title=found.title,
        venue=found.venue,
        starts_at=found.starts_at,
        status=found.status,
        expected=by_status.get("expected", 0),
        here=sum(by_status.get(status, 0) for status in _CAME),
        tallied=_tallied(session, event_id),
        contributions=_said(session, event_id),
    )


def _by_status(session: Session, event_id: str) -> dict[str, int]:
    attendance, person = table_of(Attendance), table_of(Person)
    somebody = sa.func.coalesce(person.c.same_as_id, person.c.id, attendance.c.id)
    query = (
        sa.select(attendance.c.status, sa.func.count(sa.distinct(somebody)))
        .select_from(attendance.outerjoin(person, person.c.id == attendance.c.person_id))
        .where(attendance.c.event_id == event_id, attendance.c.deleted_at.is_(None))
        .where(person.c.deleted_at.is_(None))
        .group_by(attendance.c.status)
    )
    return {status: int(count) for status, count in session.execute(query)}


def _tallied(session: Session, event_id: str) -> int:
    tally = table_of(Tally).c
    query = sa.select(sa.func.coalesce(sa.func.sum(tally.count), 0)).where(
        tally.event_id == event_id, tally.deleted_at.is_(None)
    )
    return int(session.execute(query).scalar_one())


def _said(session: Session, event_id: str) -> int:
    said = table_of(Contribution).c
    query = sa.select(sa.func.count()).where(said.event_id == event_id, said.deleted_at.is_(None))
    return int(session.execute(query).scalar_one())


def promises(session: Session, project_id: str, today: date) -> Promises:
    """How many open follow-ups of the project are overdue, and how many fall due within 7 days."""
    follow_up = table_of(FollowUp).c
    query = sa.select(
        sa.func.count().filter(follow_up.due_on < today),
        sa.func.count().filter(follow_up.due_on.between(today, today + timedelta(days=6))),
    ).where(
        follow_up.project_id == project_id,
        follow_up.status == "open",
        follow_up.deleted_at.is_(None),
    )
    overdue, soon = session.execute(query).one()
    return Promises(int(overdue), int(soon))
