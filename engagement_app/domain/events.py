"""Events: anything people meet at, from a drop-in to a leadership meeting."""

from datetime import datetime
from typing import ClassVar

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Count, Moment, Text, choice, field, link
from engagement_app.domain.input import Input


class EventInput(Input):
    """An event of a project; a meeting of a body names the body."""

    project_id: str = field(link("project", required=True))
    title: str = field(Text(required=True))
    kind: str = field(
        choice(
            "community_event workshop forum drop_in planning_meeting leadership_meeting other",
            "other",
        )
    )
    host_organisation_id: str | None = field(link("organisation"))
    body_id: str | None = field(link("body"))
    venue: str | None = field(Text())
    starts_at: datetime | None = field(Moment())
    ends_at: datetime | None = field(Moment())
    expected_attendance: int | None = field(Count())
    status: str = field(choice("planned open closed"))
    notes: str | None = field(Text(long=True))


class Event(EventInput, Entity, table=True):
    """An event on record."""

    owner: ClassVar[str | None] = "project_id"
