"""What hangs on one role: the hours given to it, its other costs and the skills it needs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.tables import TABLES
from engagement_app.store.records import table_of


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Hours somebody gave; `fund` is the title of the fund that paid, else its funder."""

    id: str
    worked_on: date
    hours: Decimal
    worker: str | None
    organisation: str | None
    paid_from: str
    fund: str | None


@dataclass(frozen=True, slots=True)
class CostLine:
    """A cost beside the hours, in pence."""

    id: str
    title: str
    amount: int


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill, and whether somebody has it."""

    id: str
    name: str
    held: str


@dataclass(frozen=True, slots=True)
class RoleParts:
    """Live records of one role: hours newest first, costs and skills by name."""

    times: tuple[TimeLine, ...] = ()
    costs: tuple[CostLine, ...] = ()
    skills: tuple[SkillLine, ...] = ()


def read_parts(session: Session, role_id: str) -> RoleParts:
    """What hangs on the role."""
    cost, skill = table_of(TABLES["role_cost"]).c, table_of(TABLES["role_skill"]).c
    return RoleParts(
        tuple(_times(session, role_id)),
        tuple(CostLine(*row) for row in _of(session, role_id, cost, cost.title, cost.amount)),
        tuple(SkillLine(*row) for row in _of(session, role_id, skill, skill.name, skill.held)),
    )


def _times(session: Session, role_id: str) -> list[TimeLine]:
    time, fund = table_of(TABLES["time_entry"]), table_of(TABLES["fund"])
    organisation = table_of(TABLES["organisation"])
    query = (
        sa.select(
            time.c.id,
            time.c.worked_on,
            time.c.hours,
            time.c.worker_name,
            organisation.c.name,
            time.c.paid_from,
            sa.func.coalesce(fund.c.title, fund.c.funder_name),
        )
        .select_from(
            time.outerjoin(organisation, organisation.c.id == time.c.organisation_id).outerjoin(
                fund, fund.c.id == time.c.fund_id
            )
        )
        .where(time.c.role_id == role_id, time.c.deleted_at.is_(None))
        .order_by(time.c.worked_on.desc(), time.c.id)
    )
    return [TimeLine(*row) for row in session.execute(query)]


def _of(session: Session, role_id: str, columns: Any, name: Any, value: Any) -> list[Any]:
    live = (columns.role_id == role_id, columns.deleted_at.is_(None))
    query = sa.select(columns.id, name, value).where(*live).order_by(name, columns.id)
    return list(session.execute(query))
