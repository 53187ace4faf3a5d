"""What the day holds: the event being worked on, who is there and how much was said."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.arrivals import count_at_the_door
from engagement_app.domain.contributions import Contribution
from engagement_app.domain.events import Event
from engagement_app.domain.standings import Numbers
from engagement_app.store.records import table_of


@dataclass(frozen=True, slots=True)
class EventToday:
    """An event, its counts, and how many contributions were written down at it."""

    title: str
    venue: str | None
    starts_at: datetime | None
    status: str
    numbers: Numbers
    contributions: int


def event_today(session: Session, event_id: str) -> EventToday:
    """The event with its counts, as the desk has them."""
    event, said = table_of(Event).c, table_of(Contribution).c
    found = session.execute(
        sa.select(event.title, event.venue, event.starts_at, event.status).where(
            event.id == event_id
        )
    ).one()
    count = sa.select(sa.func.count()).where(said.event_id == event_id, said.deleted_at.is_(None))
    return EventToday(
        title=found.title,
        venue=found.venue,
        starts_at=found.starts_at,
        status=found.status,
        numbers=count_at_the_door(session, event_id),
        contributions=int(session.execute(count).scalar_one()),
    )
