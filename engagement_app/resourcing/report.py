"""The gap report as one frozen object: the JSON, the PDF and the screens all show this.

Money is whole pence, hours are `Decimal` to 0.01, shares are percent to one decimal or None.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from engagement_app.resourcing.ledger import Ledger
from engagement_app.resourcing.small_numbers import DEFAULT, one

LENSES = ("funding", "time", "responsibility", "skills", "trust", "power")
STATUSES = ("funded", "part_funded", "unfunded", "not_costed")
REASONS = ("no_route", "no_owner", "no_date", "nothing_recorded")
FUND_STATUSES = ("confirmed", "applied", "refused", "closed")
VOICES = ("own", "on_behalf", "second_hand")
ENDS = ("route_in", "voice_for")


class Holder(NamedTuple):
    """Who is responsible for a role; either part may be nobody."""

    organisation_id: str | None
    organisation: str | None
    name: str | None


class Lens(NamedTuple):
    """What one lens sees: met, partly, not_met, not_known or not_applicable, and why."""

    state: str
    evidence: str


class RoleGap(NamedTuple):
    """One role: what it needs, who pays, who works it off, and what waits on it."""

    id: str
    title: str
    belt: str
    holder: Holder
    hours_needed: Decimal
    hours_assigned: Decimal
    hours_given: Decimal
    hourly_cost: int
    overhead_percent: Decimal
    other_costs: int
    staffing: int
    direct: int
    overhead: int
    full_cost: int
    confirmed: int
    pledged: int
    gap: int
    surplus: int
    subsidy: int
    carried: int
    needed: int
    status: str
    people_waiting: int
    follow_ups_waiting: int
    lenses: dict[str, Lens]


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the roles of the report, in pence; the share is percent of full cost, or None."""

    full_cost: int
    confirmed: int
    pledged: int
    gap: int
    surplus: int
    carried: int
    needed: int
    unfunded_share: Decimal | None


@dataclass(frozen=True, slots=True)
class Carrier:
    """Unpaid hours of one organisation (or of none) at three rates; None is not known."""

    organisation_id: str | None
    organisation: str | None
    hours: Decimal
    at_statutory_floor: int | None
    at_real_living_wage: int | None
    at_role_cost: int | None


class DeadEnd(NamedTuple):
    """A follow-up that nobody can keep, or somebody for whom none was written down."""

    reason: str
    event_id: str | None
    event: str | None
    follow_up_id: str | None
    attendance_id: str | None


@dataclass(frozen=True, slots=True)
class OverPromisedFund:
    """A fund whose allocations add up to more than it holds; both in pence."""

    id: str
    title: str | None
    amount: int
    allocated: int


@dataclass(frozen=True, slots=True)
class FundLine:
    """A fund of the project, whatever its status; amounts in pence.

    `promised` is the sum of its allocations before scaling, `counted` what of them is counted as
    money, and `left` what is promised to no role; None where there is no money to be left.
    """

    id: str
    title: str | None
    funder: str | None
    status: str
    amount: int
    promised: int
    counted: int
    left: int | None
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom the events reached."""

    people: int
    first_time: int
    tallied: int
    communities_heard: int


@dataclass(frozen=True, slots=True)
class Routes:
    """Of the people who want to stay involved, those whose route is kept."""

    want: int
    kept: int
    kept_rate: Decimal | None


@dataclass(frozen=True, slots=True)
class HearingLine:
    """Where a message was heard, and the answer."""

    body_id: str
    body: str
    response: str


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message, and who stands behind it."""

    id: str
    title: str
    people: int
    communities: int
    first_hand: int
    hearings: tuple[HearingLine, ...]


@dataclass(frozen=True, slots=True)
class EndHours:
    """Hours on one end of the belt."""

    needed: Decimal
    funded: Decimal


@dataclass(frozen=True, slots=True)
class Belt:
    """The two ends of the transmission belt; never added to one score."""

    reach: Reach
    contribution_rate: Decimal | None
    contributions: dict[str, int]
    routes: Routes
    messages: tuple[MessageLine, ...]
    hours: dict[str, EndHours]


@dataclass(frozen=True, slots=True)
class Fact:
    """A rate or cost fact of the file, for the page on how the figures were made.

    `value` is its text as people read it, such as £12.71 an hour or 15%.
    """

    name: str
    value: str
    valid_from: date | None
    valid_to: date | None
    source: str | None


@dataclass(frozen=True, slots=True)
class GapReport:
    """Everything the report says. `belt` is None in a report on one event.

    `facts`, `project_overhead_percent`, `funds` and `ledger` are for the paper and the workbook
    only; the JSON does not have them. The funds are those of the whole project, also in a report
    on one event. `made_by` is who was at the keys; `ledger` are the rows that the figures were made
    from, to trace each to records.
    """

    project_id: str
    project: str
    lead_organisation: str | None
    event_id: str | None
    event: str | None
    as_of: date
    totals: Totals
    counts: dict[str, int]
    roles: tuple[RoleGap, ...]
    carried_by: tuple[Carrier, ...]
    dead_ends: tuple[DeadEnd, ...]
    over_promised_funds: tuple[OverPromisedFund, ...]
    belt: Belt | None
    facts: tuple[Fact, ...]
    project_overhead_percent: Decimal | None
    funds: tuple[FundLine, ...] = ()
    ledger: Ledger = field(default=Ledger("", ""), repr=False)
    large: bool = False
    made_by: str = ""

    @property
    def hidden(self) -> int:
        """How many figures the small-number rule hides where it is printed: of people behind
        messages. The JSON is for the office and hides none."""
        messages = self.belt.messages if self.belt else ()
        return [one(each.people, DEFAULT) for each in messages].count(None)
