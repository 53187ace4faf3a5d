"""The roles of a project, or of one event, as a sheet to work in: figures and what was entered."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.role_parts import RoleParts, read_parts
from engagement_app.domain.roles import EngagementRole
from engagement_app.resourcing.gap import RoleFigures, role_figures
from engagement_app.resourcing.reading import read_roles
from engagement_app.resourcing.report import RoleGap
from engagement_app.store.collection import no_collection
from engagement_app.store.records import table_of


@dataclass(frozen=True, slots=True)
class SheetRole:
    """A role with its figures; `own_percent` is what was entered for it, None for nothing."""

    gap: RoleGap
    own_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class RoleSheet:
    """The roles in the order they were made, what they come to, and the marked one's parts.

    `parts` is empty where no role is marked.
    """

    roles: tuple[SheetRole, ...]
    figures: RoleFigures
    parts: RoleParts


def read_role_sheet(
    session: Session,
    project_id: str,
    event_id: str | None,
    as_of: date,
    marked: str | None = None,
) -> RoleSheet:
    """Every figure as the gap report has it; with an event, of its roles alone."""
    with no_collection():
        figures = role_figures(read_roles(session, project_id), as_of, event_id)
    gaps = {role.id: role for role in figures.roles}
    roles = tuple(
        SheetRole(gaps[each], percent)
        for each, percent in _entered(session, project_id)
        if each in gaps
    )
    parts = read_parts(session, marked) if marked in gaps and marked else RoleParts()
    return RoleSheet(roles, figures, parts)


def _entered(session: Session, project_id: str) -> list[tuple[str, Decimal | None]]:
    """Id and own percent of each role, as they were made: a sheet never moves under one's hands."""
    role = table_of(EngagementRole).c
    query = sa.select(role.id, role.overhead_percent).where(role.project_id == project_id)
    return [(each, percent) for each, percent in session.execute(query.order_by(sa.text("rowid")))]
