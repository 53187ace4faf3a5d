"""The records behind each figure: what was added up or counted, and what of it counts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from engagement_app.domain.amounts import spoken_number, spoken_pounds
from engagement_app.domain.days import spoken_day
from engagement_app.language import _
from engagement_app.resourcing.carried import is_given
from engagement_app.resourcing.funding import counted
from engagement_app.resourcing.ledger import Allocation, Cost, FollowUp, Skill, Time
from engagement_app.resourcing.report import GapReport, RoleGap

_Row = TypeVar("_Row", Cost, Allocation, Time, Skill, FollowUp)


class Source(NamedTuple):
    """A record of a table, and in words what of it counts; nothing where it is only counted."""

    kind: str
    id: str
    told: str = ""


class Trace(NamedTuple):
    """A figure as it is printed, and the records it was made from."""

    figure: str
    value: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ByRole:
    """The rows of a report, found by role."""

    costs: Mapping[str, list[Cost]]
    allocations: Mapping[str, list[Allocation]]
    times: Mapping[str, list[Time]]
    skills: Mapping[str, list[Skill]]
    follow_ups: Mapping[str, list[FollowUp]]
    counts: Mapping[str, int]
    """By promise the pence of it that count."""
    funds: Mapping[str, tuple[str, str]]
    """By fund its status and its name."""


def by_role(report: GapReport) -> ByRole:
    """Everything that a report has on its roles, grouped once, in an order of its own."""
    rows = report.ledger
    return ByRole(
        _grouped(rows.costs),
        _grouped(rows.allocations),
        _grouped(rows.times),
        _grouped(rows.skills),
        _grouped(rows.follow_ups),
        counted(rows.funds, rows.allocations),
        {fund.id: (fund.status, fund.name or fund.id[:8]) for fund in rows.funds},
    )


def of_role(report: GapReport, role: RoleGap, rows: ByRole) -> Iterator[Trace]:
    """What stands behind each figure of a role that is not of the role's own record."""
    costs = rows.costs.get(role.id, ())
    yield Trace(_("Other costs"), spoken_pounds(role.other_costs), tuple(map(_cost, costs)))
    for status, title, amount in (
        ("confirmed", _("Confirmed"), role.confirmed),
        ("applied", _("Applied for, not counted"), role.pledged),
    ):
        promised = tuple(_promises(rows, role.id, status))
        yield Trace(title, spoken_pounds(amount), promised)
    given = filter(is_given, rows.times.get(role.id, ()))
    hours = tuple(Source("time_entry", each.id, _hours(each)) for each in _by_day(given))
    yield Trace(_("Hours given unpaid"), spoken_number(role.hours_given), hours)
    skills = rows.skills.get(role.id, ())
    needed = tuple(Source("role_skill", each.id, each.name) for each in skills)
    yield Trace(_("Skills needed"), f"{len(skills):,}", needed)
    yield from _follow_ups(report, role, rows)


def _follow_ups(report: GapReport, role: RoleGap, rows: ByRole) -> Iterator[Trace]:
    found = rows.follow_ups.get(role.id, ())
    day = report.as_of.isoformat()
    open_ones = tuple(Source("follow_up", each.id) for each in found if each.status == "open")
    yield Trace(_waiting(role), f"{role.follow_ups_waiting:,}", open_ones)
    due = tuple(
        Source("follow_up", each.id)
        for each in found
        if each.status != "cancelled" and each.due_on is not None and each.due_on <= day
    )
    yield Trace(_("Follow-ups fallen due"), f"{len(due):,}", due)


def _waiting(role: RoleGap) -> str:
    return _("Follow-ups waiting, for {people} people").format(people=f"{role.people_waiting:,}")


def of_carriers(report: GapReport) -> Iterator[Trace]:
    """The entries behind the unpaid hours of each organisation."""
    kept = {role.id for role in report.roles}
    given: dict[str | None, list[Time]] = defaultdict(list)
    for each in filter(is_given, report.ledger.times):
        if each.role_id in kept:
            given[each.organisation_id].append(each)
    for row in report.carried_by:
        name = row.organisation or _("No organisation named")
        entries = _by_day(given[row.organisation_id])
        hours = tuple(Source("time_entry", each.id, _hours(each)) for each in entries)
        yield Trace(_("Unpaid hours: {name}").format(name=name), spoken_number(row.hours), hours)


def _cost(cost: Cost) -> Source:
    return Source("role_cost", cost.id, f"{spoken_pounds(cost.amount)} {cost.title}".strip())


def _promises(rows: ByRole, role_id: str, status: str) -> Iterator[Source]:
    for each in rows.allocations.get(role_id, ()):
        of_status, name = rows.funds[each.fund_id]
        if of_status == status:
            yield Source("allocation", each.id, _promise(each, rows.counts[each.id], name))


def _promise(promise: Allocation, counts: int, fund: str) -> str:
    if counts == promise.amount:
        return _("{amount} of {fund}").format(amount=spoken_pounds(counts), fund=fund)
    return _("{amount} of {promised} promised from {fund}").format(
        amount=spoken_pounds(counts), promised=spoken_pounds(promise.amount), fund=fund
    )


def _by_day(times: Iterable[Time]) -> list[Time]:
    return sorted(times, key=lambda each: (each.worked_on, each.id))


def _hours(time: Time) -> str:
    day = spoken_day(date.fromisoformat(time.worked_on))
    return _("{hours} on {day}").format(hours=spoken_number(Decimal(time.hours)), day=day)


def _grouped(rows: Iterable[_Row]) -> Mapping[str, list[_Row]]:
    groups: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        if row.role_id:
            groups[row.role_id].append(row)
    for group in groups.values():
        group.sort(key=lambda row: row.id)
    return groups
