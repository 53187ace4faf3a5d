"""The events of a project in the order in which people look for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.events import Event
from engagement_app.store.records import table_of


@dataclass(frozen=True, slots=True)
class EventDay:
    """An event, and when it begins."""

    id: str
    title: str
    starts_at: datetime | None

    @property
    def shown(self) -> str:
        """`Spring forum · 23/11/2026`, in local time."""
        day = f" · {self.starts_at.astimezone():%d/%m/%Y}" if self.starts_at else ""
        return f"{self.title}{day}"


def list_by_day(session: Session, project_id: str) -> list[EventDay]:
    """Live events of a project, the latest first, those without a day at the end."""
    event = table_of(Event).c
    query = (
        sa.select(event.id, event.title, event.starts_at)
        .where(event.project_id == project_id, event.deleted_at.is_(None))
        .order_by(event.starts_at.desc().nulls_last(), event.title, event.id)
    )
    return [EventDay(*row) for row in session.execute(query)]


def nearest(events: Sequence[EventDay], now: datetime) -> EventDay | None:
    """The event that is most likely meant: the one that is nearest in time, else the first."""
    dated = [each for each in events if each.starts_at]
    if not dated:
        return events[0] if events else None
    return min(dated, key=lambda each: abs((each.starts_at or now) - now))
