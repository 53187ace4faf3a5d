"""Projects: cross-sector collaborations, and who is a partner in them."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Day, Text, field, link, percent, tri
from engagement_app.domain.input import Input


class ProjectInput(Input):
    """A collaboration; its overhead percent serves roles that have none of their own."""

    name: str = field(Text(required=True))
    description: str | None = field(Text(long=True))
    lead_organisation_id: str | None = field(link("organisation"))
    place: str | None = field(Text())
    starts_on: date | None = field(Day())
    ends_on: date | None = field(Day())
    overhead_percent: Decimal | None = field(percent())


class Project(ProjectInput, Entity, table=True):
    """A project on record."""


class PartnershipInput(Input):
    """An organisation's part in a project; `named_partner` is whether the papers say so."""

    project_id: str = field(link("project", required=True))
    organisation_id: str = field(link("organisation", required=True))
    named_partner: str = field(tri())
    notes: str | None = field(Text(long=True))


class Partnership(PartnershipInput, Entity, table=True):
    """A partnership on record."""

    owner: ClassVar[str | None] = "project_id"
