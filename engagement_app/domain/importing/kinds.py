"""The kinds of lists that are taken in: what each is called as an act, and how it is planned."""

from typing import Any

from sqlmodel import Session

from engagement_app.domain.absorbing import carry_out
from engagement_app.domain.importing.attendees import plan_attendees
from engagement_app.domain.importing.bringing import LIST_TAKEN, OWN_LIST_TAKEN
from engagement_app.domain.importing.contributions import plan_contributions
from engagement_app.domain.importing.funding import plan_funding
from engagement_app.domain.importing.listing import ListPlan
from engagement_app.domain.importing.roles import plan_roles
from engagement_app.domain.importing.services import plan_services
from engagement_app.domain.lists import ListRead
from engagement_app.language import plural
from engagement_app.progress import Progress, silent
from engagement_app.store.audit import Audited, note_with

KINDS = ("attendees", "roles", "funding", "contributions", "services")
WITH_EVENT = ("attendees", "roles", "contributions")
"""Kinds of which an event can be named for rows that name none."""
OF_NO_PROJECT = ("services",)
"""Kinds whose records belong to no project."""


def act_of(kind: str, read: ListRead[Any]) -> str:
    """What the act is called: somebody's work on our own list is told from other lists."""
    if kind == "attendees":
        return OWN_LIST_TAKEN if read.source == "engagement-app" else LIST_TAKEN
    return f"{kind}.import"


def plan_list(
    session: Session,
    kind: str,
    project_id: str,
    read: ListRead[Any],
    event: str | None = None,
    progress: Progress = silent,
) -> ListPlan:
    """What the list would do, row by row. Raises `UserError`, writes nothing."""
    if kind == "services":
        return plan_services(session, read)
    if kind == "attendees":
        return plan_attendees(session, project_id, read, event, progress)
    if kind == "roles":
        return plan_roles(session, project_id, read, event)
    if kind == "contributions":
        return plan_contributions(session, project_id, read, event)
    return plan_funding(session, project_id, read)


def take_in(session: Session, kind: str, listed: ListPlan) -> None:
    """Do what was planned, and note that it was done; nothing where no row can be taken."""
    if listed.taken:
        carry_out(session, listed.plan)
        refused = {"refused": len(listed.refused)} if listed.refused else {}
        note_import(session, kind, len(listed.told), **refused)


def note_import(session: Session, kind: str, rows: int, **more: int) -> None:
    """Note that so many rows or records came in; an import that changes nothing is none."""
    if rows:
        note_with(session, Audited.IMPORT, what=kind, rows=rows, **more)


def counts_of(listed: ListPlan) -> str:
    """How many rows were taken, were as they are on record, and were refused."""
    parts = (
        plural("{count} row new or changed", "{count} rows new or changed", len(listed.told)),
        plural("{count} as it was", "{count} as they were", listed.unchanged),
        plural("{count} refused", "{count} refused", len(listed.refused)),
    )
    return ", ".join(parts)
