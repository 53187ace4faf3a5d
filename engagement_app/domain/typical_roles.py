"""Typical engagement roles to start from: data with belts and usual hours, and no money."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.naming import fold
from engagement_app.domain.rates import Rate
from engagement_app.domain.roles import EngagementRole, EngagementRoleInput
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.resource import resource
from engagement_app.store.records import table_of


@dataclass(frozen=True, slots=True)
class TypicalRole:
    """A role as it often is: its end of the belt, the hours it usually takes, its work."""

    id: str
    title: str
    belt: str
    hours: Decimal
    work: str


@cache
def list_typical_roles() -> tuple[TypicalRole, ...]:
    """Every typical role; the hours are those around one event or one meeting."""
    rows = json.loads(resource("typical_roles.json").read_text(encoding="utf-8"))
    return tuple(
        TypicalRole(row["key"], _(row["title"]), row["belt"], Decimal(row["hours"]), _(row["work"]))
        for row in rows
    )


def list_titles_here(session: Session, project_id: str) -> frozenset[str]:
    """The folded titles of the live roles of a project."""
    role = table_of(EngagementRole).c
    query = sa.select(role.title).where(role.project_id == project_id, role.deleted_at.is_(None))
    return frozenset(fold(title) for title in session.scalars(query))


def add_typical_roles(
    session: Session,
    project_id: str,
    event_id: str | None,
    wanted: Sequence[str],
    rate_id: str | None = None,
) -> list[str]:
    """Add the roles of these ids to a project, or to an event of it; gives the new records' ids.

    Their hourly cost is not known, unless a rate for an hour is named. Raises `UserError`.
    """
    chosen = [role for role in list_typical_roles() if role.id in wanted]
    if not chosen:
        raise UserError(_("Tick at least one role first."))
    cost = _hourly(session, rate_id) if rate_id else 0
    return [
        acts.add(
            session,
            EngagementRoleInput.parse(
                project_id=project_id,
                event_id=event_id,
                title=role.title,
                belt=role.belt,
                hours_needed=role.hours,
                hourly_cost=cost,
                rate_id=rate_id,
            ),
        )
        for role in chosen
    ]


def _hourly(session: Session, rate_id: str) -> int:
    rate = acts.get(session, Rate, rate_id)
    if rate["unit"] != "hour":
        raise UserError(_("This rate is not for an hour. Choose one that is."))
    return int(rate["amount"])
