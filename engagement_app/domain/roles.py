"""Engagement roles: the jobs that engagement needs, what they cost and who gave their time."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Day, Text, choice, field, hours, link, money, percent, tri
from engagement_app.domain.input import Input


class EngagementRoleInput(Input):
    """A job on one end of the belt or both; money in pence, hours to 0.01."""

    project_id: str = field(link("project", required=True))
    event_id: str | None = field(link("event"))
    title: str = field(Text(required=True))
    belt: str = field(choice("route_in voice_for both", required=True))
    holder_organisation_id: str | None = field(link("organisation"))
    holder_name: str | None = field(Text())
    hours_needed: Decimal = field(hours())
    hours_assigned: Decimal = field(hours())
    hourly_cost: int = field(money())
    rate_id: str | None = field(link("rate"))
    overhead_percent: Decimal | None = field(percent())
    agenda_control: str = field(tri())
    budget_control: str = field(tri())
    body_id: str | None = field(link("body"))
    notes: str | None = field(Text(long=True))


class EngagementRole(EngagementRoleInput, Entity, table=True):
    """A role on record; its event is where it was needed, no belonging."""

    owner: ClassVar[str | None] = "project_id"


class RoleCostInput(Input):
    """A cost of a role beside its hours, in pence."""

    role_id: str = field(link("engagement_role", required=True))
    title: str = field(Text(required=True))
    amount: int = field(money())


class RoleCost(RoleCostInput, Entity, table=True):
    """A role's cost on record."""

    owner: ClassVar[str | None] = "role_id"


class RoleSkillInput(Input):
    """A skill that a role needs, and whether somebody has it."""

    role_id: str = field(link("engagement_role", required=True))
    name: str = field(Text(required=True))
    held: str = field(choice("yes no training_booked not_known", "not_known"))


class RoleSkill(RoleSkillInput, Entity, table=True):
    """A role's skill on record."""

    owner: ClassVar[str | None] = "role_id"


class TimeEntryInput(Input):
    """Hours somebody gave to a role on a day, and who paid for them."""

    role_id: str = field(link("engagement_role", required=True))
    worked_on: date = field(Day(required=True, past=True))
    hours: Decimal = field(hours(required=True, above_zero=True))
    organisation_id: str | None = field(link("organisation"))
    worker_name: str | None = field(Text())
    paid_from: str = field(choice("fund unpaid_staff volunteer", "volunteer"))
    fund_id: str | None = field(link("fund"))


class TimeEntry(TimeEntryInput, Entity, table=True):
    """Time on record; the fund it was paid from is no belonging."""

    owner: ClassVar[str | None] = "role_id"
