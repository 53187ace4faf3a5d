"""The roles of a project, as the sheet that `import roles` reads."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.bodies import Body
from engagement_app.domain.events import Event
from engagement_app.domain.lists import RoleExportRow
from engagement_app.domain.organisations import Organisation
from engagement_app.domain.roles import EngagementRole, RoleCost, RoleSkill
from engagement_app.store.records import table_of

_ROLE, _EVENT, _BODY = table_of(EngagementRole), table_of(Event), table_of(Body)
_ORGANISATION = table_of(Organisation)
_JOINED = (
    _ROLE.outerjoin(_EVENT, _EVENT.c.id == _ROLE.c.event_id)
    .outerjoin(_BODY, _BODY.c.id == _ROLE.c.body_id)
    .outerjoin(_ORGANISATION, _ORGANISATION.c.id == _ROLE.c.holder_organisation_id)
)
_NAMES = (
    _EVENT.c.title.label("event"),
    _BODY.c.name.label("body"),
    _ORGANISATION.c.name.label("organisation"),
)


def list_roles(session: Session, project_id: str) -> list[RoleExportRow]:
    """The live roles by title, with the sum of their other costs and the skills they need."""
    query = (
        sa.select(_ROLE, *_NAMES)
        .select_from(_JOINED)
        .where(_ROLE.c.project_id == project_id, _ROLE.c.deleted_at.is_(None))
        .order_by(_ROLE.c.title, _ROLE.c.id)
    )
    costs, skills = _of_each(session, RoleCost, "amount"), _of_each(session, RoleSkill, "name")
    return [_row(row, sum(costs[row.id]), skills[row.id]) for row in session.execute(query)]


def _of_each(session: Session, entity: Any, name: str) -> dict[str, list[Any]]:
    """What hangs on each role, live."""
    columns = table_of(entity).c
    query = sa.select(columns.role_id, columns[name]).where(columns.deleted_at.is_(None))
    found: dict[str, list[Any]] = defaultdict(list)
    for role_id, value in session.execute(query.order_by(columns[name], columns.id)):
        found[role_id].append(value)
    return found


def _row(row: Any, other_costs: int, skills: list[str]) -> RoleExportRow:
    return RoleExportRow(
        row.title, row.belt, row.organisation, row.holder_name, row.hours_needed,
        row.hours_assigned, row.hourly_cost, row.overhead_percent, other_costs, row.event,
        row.body, tuple(skills), row.notes,
    )  # fmt: skip
