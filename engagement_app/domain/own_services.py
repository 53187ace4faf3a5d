"""The project's own events that are open to people, as services that a directory can list."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.events import Event
from engagement_app.domain.organisations import Organisation
from engagement_app.domain.projects import Project
from engagement_app.store.records import table_of

OPEN_TO_PEOPLE = ("community_event", "workshop", "forum", "drop_in")
"""Kinds of events that anybody may come to; meetings about the work are not among them."""
_EVENT, _PROJECT = table_of(Event), table_of(Project)
_HOST, _LEAD = table_of(Organisation).alias("host"), table_of(Organisation).alias("lead")


@dataclass(frozen=True, slots=True)
class OwnService:
    """An event as a service: who offers it, where and when; its notes are for the office alone."""

    id: str
    name: str
    kind: str
    project_id: str
    project: str
    is_over: bool
    venue: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    organisation_id: str | None
    organisation: str | None
    website: str | None
    email: str | None
    phone: str | None


def list_own_services(session: Session, project_id: str) -> list[OwnService]:
    """The live events of the project that are open to people, by their time.

    The organisation is the host, else the one that leads the project.
    """
    joined = (
        _EVENT.join(_PROJECT, _PROJECT.c.id == _EVENT.c.project_id)
        .outerjoin(_HOST, _HOST.c.id == _EVENT.c.host_organisation_id)
        .outerjoin(_LEAD, _LEAD.c.id == _PROJECT.c.lead_organisation_id)
    )
    names = ("id", "name", "website", "email", "phone")
    offering = [
        sa.case((_HOST.c.id.is_not(None), _HOST.c[name]), else_=_LEAD.c[name]) for name in names
    ]
    query = (
        sa.select(_EVENT, _PROJECT.c.name, *(column.label(f"by_{name}") for name, column in
                                             zip(names, offering, strict=True)))
        .select_from(joined)
        .where(_EVENT.c.project_id == project_id, _EVENT.c.deleted_at.is_(None))
        .where(_EVENT.c.kind.in_(OPEN_TO_PEOPLE))
        .order_by(_EVENT.c.starts_at, _EVENT.c.title, _EVENT.c.id)
    )  # fmt: skip
    return [_own(row) for row in session.execute(query)]


def _own(row: Any) -> OwnService:
    return OwnService(
        row.id, row.title, row.kind, row.project_id, row.name, row.status == "closed", row.venue,
        row.starts_at, row.ends_at, row.by_id, row.by_name, row.by_website, row.by_email,
        row.by_phone,
    )  # fmt: skip
