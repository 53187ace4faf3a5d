"""Everything the arithmetic needs of a project, as frozen rows: live records, people resolved.

Money is whole pence, hours and percents are `Decimal`, days are ISO text (which sorts as days do).
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple


class Role(NamedTuple):
    """An engagement role."""

    id: str
    event_id: str | None
    title: str
    belt: str
    holder_organisation_id: str | None
    holder_name: str | None
    hours_needed: Decimal
    hours_assigned: Decimal
    hourly_cost: int
    overhead_percent: Decimal | None
    agenda_control: str
    budget_control: str
    body_id: str | None


class Cost(NamedTuple):
    """A cost of a role beside its hours."""

    role_id: str
    amount: int
    id: str = ""
    title: str = ""


class Skill(NamedTuple):
    """A skill of a role."""

    role_id: str
    name: str
    held: str
    id: str = ""


class Time(NamedTuple):
    """Hours given to a role."""

    role_id: str
    worked_on: str
    hours: Decimal
    organisation_id: str | None
    paid_from: str
    id: str = ""


class Fund(NamedTuple):
    """Money with a status; `name` is its title, else its funder's name."""

    id: str
    name: str | None
    amount: int
    status: str
    title: str | None = None
    funder_name: str | None = None
    funder_organisation_id: str | None = None
    starts_on: str | None = None
    ends_on: str | None = None


class Allocation(NamedTuple):
    """A part of a fund promised to a role."""

    id: str
    fund_id: str
    role_id: str
    amount: int


class Body(NamedTuple):
    """A body, deleted or not, with its six answers."""

    id: str
    name: str
    invited: str
    seat: str
    papers_in_time: str
    can_speak: str
    can_decide: str
    named_partner: str
    level: str = "community"


class Attendance(NamedTuple):
    """An attendance; `person_id` is whom its person is read as."""

    id: str
    event_id: str
    person_id: str | None
    status: str
    first_time: str
    wants_to_stay_involved: str


class Contribution(NamedTuple):
    """A contribution."""

    id: str
    attendance_id: str | None
    voice: str
    community_id: str | None
    event_id: str


class Told(NamedTuple):
    """A contribution with all that is said of it, as papers quote it; `recorded_at` is ISO text."""

    id: str
    attendance_id: str | None
    voice: str
    community_id: str | None
    event_id: str
    theme_ids: tuple[str, ...]
    kind: str
    words: str
    may_quote: str
    mandate: str
    limits: str | None
    recorded_at: str | None


class FollowUp(NamedTuple):
    """A follow-up. `whom` is the person, else the nameless attendance, it is for.

    `spoken_at` is the attendance of
    its contribution where it names none; `covers_person` is set where it names neither an
    attendance nor a contribution. `event_id` is its attendance's, else its contribution's.
    `dead_end` is why nobody can keep it, of those that are open.
    """

    id: str
    attendance_id: str | None
    event_id: str | None
    whom: str | None
    spoken_at: str | None
    covers_person: str | None
    dead_end: str | None
    role_id: str | None
    due_on: str | None
    status: str
    done_on: str | None


class Message(NamedTuple):
    """A message and the ids of its contributions."""

    id: str
    title: str
    contribution_ids: tuple[str, ...]


class Hearing(NamedTuple):
    """What a body answered to a message."""

    id: str
    message_id: str
    body_id: str
    heard_on: str | None
    response: str


class Rate(NamedTuple):
    """A rate for an hour; validity inclusive, open where None."""

    id: str
    kind: str
    amount: int
    valid_from: str | None
    valid_to: str | None


@dataclass(frozen=True)
class Ledger:
    """A project as the figures see it. `communities_of` is by person, `tallied` by event; names are
    by id. `told` are the contributions with their words, where those were asked for."""

    project_id: str
    project: str
    overhead_percent: Decimal | None = None
    events: dict[str, str] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    skills: list[Skill] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    funds: list[Fund] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)
    bodies: dict[str, Body] = field(default_factory=dict)
    attendances: list[Attendance] = field(default_factory=list)
    tallied: dict[str, int] = field(default_factory=dict)
    contributions: list[Contribution] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    hearings: list[Hearing] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    organisations: dict[str, str] = field(default_factory=dict)
    communities_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
