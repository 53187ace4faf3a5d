"""The bodies that decide, what seat there is at each, and the partners, as rows to show."""

from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.bodies import Body
from engagement_app.domain.organisations import Organisation
from engagement_app.domain.projects import Partnership
from engagement_app.store.records import table_of

ANSWERS = ("invited", "seat", "papers_in_time", "can_speak", "can_decide", "named_partner")
"""The six answers about a body: yes, no or not known."""
_ORGANISATION = table_of(Organisation)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with its six answers; `organisation` is None where it is nobody's."""

    id: str
    name: str
    level: str
    organisation_id: str | None
    invited: str
    seat: str
    papers_in_time: str
    can_speak: str
    can_decide: str
    named_partner: str
    organisation: str | None

    @property
    def key(self) -> str:
        """What tells the row from all others."""
        return self.id


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """An organisation of the collaboration, and whether it is named as a partner."""

    id: str
    organisation_id: str
    named_partner: str
    notes: str | None
    organisation: str

    @property
    def key(self) -> str:
        """What tells the row from all others."""
        return self.id


def list_bodies(session: Session, project_id: str) -> list[BodyRow]:
    """The live bodies of a project: from communities up to leaders, then by name."""
    body = table_of(Body)
    levels = {"community": 0, "planning": 1, "leadership": 2}
    order = sa.case(levels, value=body.c.level), sa.func.lower(body.c.name), body.c.id
    rows = session.execute(_rows(body, BodyRow, project_id).order_by(*order))
    return [BodyRow(*row) for row in rows]


def list_partners(session: Session, project_id: str) -> list[PartnerRow]:
    """The live partnerships of a project with live organisations, by name."""
    query = _rows(table_of(Partnership), PartnerRow, project_id)
    query = query.where(_ORGANISATION.c.deleted_at.is_(None))
    order = sa.func.lower(_ORGANISATION.c.name), table_of(Partnership).c.id
    return [PartnerRow(*row) for row in session.execute(query.order_by(*order))]


def _rows(table: sa.Table, kind: Any, project_id: str) -> sa.Select[Any]:
    """The columns of the rows of this kind, the name of the organisation last."""
    *own, _organisation = [each.name for each in fields(kind)]
    return (
        sa.select(*(table.c[name] for name in own), _ORGANISATION.c.name)
        .select_from(table)
        .outerjoin(_ORGANISATION, _ORGANISATION.c.id == table.c.organisation_id)
        .where(table.c.project_id == project_id, table.c.deleted_at.is_(None))
    )
