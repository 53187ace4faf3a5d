"""Funds, and the part of each that is promised to a role."""

from datetime import date
from typing import ClassVar

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Day, Text, choice, field, link, money
from engagement_app.domain.input import Input


class FundInput(Input):
    """Money with a funder and a status, in pence; its dates are information only."""

    project_id: str = field(link("project", required=True))
    funder_name: str | None = field(Text())
    funder_organisation_id: str | None = field(link("organisation"))
    title: str | None = field(Text())
    reference: str | None = field(Text())
    amount: int = field(money(required=True))
    status: str = field(choice("applied confirmed refused closed"))
    starts_on: date | None = field(Day())
    ends_on: date | None = field(Day())


class Fund(FundInput, Entity, table=True):
    """A fund on record."""

    owner: ClassVar[str | None] = "project_id"


class AllocationInput(Input):
    """A part of a fund promised to a role, in pence; a fund may have several to one role."""

    fund_id: str = field(link("fund", required=True))
    role_id: str = field(link("engagement_role", required=True))
    amount: int = field(money(required=True))


class Allocation(AllocationInput, Entity, table=True):
    """An allocation on record; out with its fund and with its role."""

    owner: ClassVar[str | None] = "fund_id"
