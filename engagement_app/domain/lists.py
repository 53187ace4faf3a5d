"""The rows of lists from other programs, as read and before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AttendeeLine:
    """One person, or one nameless somebody, of an attendance list.

    `status` is a choice of `attendance.status` or None where the list is silent; times are in
    UTC; `source`, `first_time` and `wants_to_stay_involved` are choices of `attendance`;
    `order` and `attendee` are the numbers of the program that wrote the list: an order alone
    may stand for several people.
    """

    line: int
    id: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    known_as: str | None = None
    email: str | None = None
    phone: str | None = None
    postcode: str | None = None
    organisation: str | None = None
    access_needs: str | None = None
    notes: str | None = None
    do_not_contact: bool | None = None
    event: str | None = None
    status: str | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    first_time: str | None = None
    wants_to_stay_involved: str | None = None
    source: str | None = None
    order: str | None = None
    attendee: str | None = None
    nameless: bool = False


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role of a roles sheet; `given` names the fields that the sheet has a column for."""

    line: int
    title: str
    belt: str
    organisation: str | None = None
    person: str | None = None
    hours_needed: Decimal | None = None
    hours_assigned: Decimal | None = None
    hourly_cost: int | None = None
    overhead_percent: Decimal | None = None
    other_costs: int | None = None
    event: str | None = None
    body: str | None = None
    skills: tuple[str, ...] | None = None
    notes: str | None = None
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FundingLine:
    """One fund, or one allocation of it; amounts in pence; `given` as in `RoleLine`."""

    line: int
    funder: str | None = None
    fund: str | None = None
    reference: str | None = None
    status: str | None = None
    amount: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    role: str | None = None
    allocated: int | None = None
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """Something that was said, as a list has it; `given` as in `RoleLine`.

    `attendance` is the id of who said it, `community` a name, `themes` are names.
    """

    line: int
    voice: str
    words: str
    id: str | None = None
    event: str | None = None
    community: str | None = None
    mandate: str | None = None
    limits: str | None = None
    form: str | None = None
    kind: str | None = None
    themes: tuple[str, ...] | None = None
    may_quote: str | None = None
    recorded_at: datetime | None = None
    recorded_by: str | None = None
    attendance: str | None = None
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service of a directory; `place` says where in the file it stands, as `contents[3]`.

    `values` are the fields of `service` that the directory tells, `reference` its id there.
    """

    line: int
    place: str
    reference: str
    values: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class AttendeeExportRow:
    """One row of `export attendees`; choices as they are stored, `arrived_at` with an offset."""

    given_name: str | None
    family_name: str | None
    known_as: str | None
    email: str | None
    phone: str | None
    organisation: str | None
    event: str | None
    status: str | None
    arrived_at: datetime | None
    source: str | None
    first_time: str | None
    wants_to_stay_involved: str | None
    id: str


@dataclass(frozen=True, slots=True)
class ContributionExportRow:
    """One row of `export contributions`; choices as they are stored."""

    event: str
    voice: str
    community: str | None
    mandate: str
    words: str
    limits: str | None
    form: str
    kind: str
    themes: tuple[str, ...]
    may_quote: str
    recorded_at: datetime | None
    recorded_by: str | None
    attendance_id: str | None
    id: str


@dataclass(frozen=True, slots=True)
class RoleExportRow:
    """One row of `export roles`; amounts in pence, `belt` as it is stored."""

    title: str
    belt: str
    organisation: str | None
    person: str | None
    hours_needed: Decimal
    hours_assigned: Decimal
    hourly_cost: int
    overhead_percent: Decimal | None
    other_costs: int
    event: str | None
    body: str | None
    skills: tuple[str, ...]
    notes: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken: the line its record begins on (the header is line 1), and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something a person should look at in a row that is taken."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its header, the field it was taken for (empty: left out), a cell."""

    header: str
    field: str
    example: str


@dataclass(frozen=True, slots=True)
class ListRead(Generic[T]):
    """What a list holds.

    `layout` is the name of the layout as people know it, `source` its short name that never
    changes; `recognised` pairs each header used with the field it was taken for; `columns` are
    all columns of the file in its order, those that were left out too.
    """

    layout: str
    lines: tuple[T, ...]
    refused: tuple[Refused, ...]
    noticed: tuple[Noticed, ...]
    unknown_headers: tuple[str, ...]
    source: str
    recognised: tuple[tuple[str, str], ...] = ()
    columns: tuple[ListColumn, ...] = ()
    is_whole: bool = False
    """Whether a directory says that it is all there is, and no page of several."""
