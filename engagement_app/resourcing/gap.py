"""The resourcing gap of a project, or of one event in it, from its ledger."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from engagement_app.domain.amounts import percent_share
from engagement_app.resourcing import funding
from engagement_app.resourcing.belt import belt
from engagement_app.resourcing.carried import carriers, is_given
from engagement_app.resourcing.costs import Costing, costing
from engagement_app.resourcing.dead_ends import WrittenDown, dead_ends, written_down
from engagement_app.resourcing.ledger import Ledger, Role, Skill
from engagement_app.resourcing.lenses import Sight, lenses
from engagement_app.resourcing.promised import Promised, promised
from engagement_app.resourcing.report import (
    STATUSES,
    DeadEnd,
    Fact,
    FundLine,
    GapReport,
    Holder,
    RoleGap,
    Totals,
)


@dataclass(frozen=True)
class Paper:
    """What the paper says beside the figures: who leads, and the facts they rest on."""

    lead_organisation: str | None = None
    facts: tuple[Fact, ...] = ()
    large: bool = False
    made_by: str = ""


@dataclass(frozen=True)
class _ByRole:
    """The ledger's rows, found by role."""

    costs: dict[str, int]
    given: dict[str, Decimal]
    skills: dict[str, list[Skill]]
    promised: Mapping[str, Promised]
    paid: dict[str, list[tuple[str, str, int]]]


@dataclass(frozen=True, slots=True)
class RoleFigures:
    """The roles, the largest gap first, what they come to, and the funds."""

    roles: tuple[RoleGap, ...]
    totals: Totals
    counts: dict[str, int]
    funds: tuple[FundLine, ...]


def role_figures(ledger: Ledger, as_of: date, event_id: str | None = None) -> RoleFigures:
    """The roles of the project, or of one event; funds are scaled over the whole project."""
    kept = [role for role in ledger.roles if event_id in (None, role.event_id)]
    by_role = _by_role(ledger, as_of)
    roles = sorted((_role(ledger, by_role, role, as_of) for role in kept), key=_order)
    funds = funding.lines(ledger.funds, ledger.allocations, ledger.organisations)
    return RoleFigures(tuple(roles), _totals(roles), _counts(roles), funds)


def gap_report(
    ledger: Ledger, as_of: date, event_id: str | None = None, paper: Paper | None = None
) -> GapReport:
    """Every figure of the report; with an event, of its roles and dead ends alone.

    Funds are scaled over the whole project either way.
    """
    paper, found = paper or Paper(), written_down(ledger.follow_ups)
    figures = role_figures(ledger, as_of, event_id)
    costs = {role.id: role.hourly_cost for role in figures.roles}
    return GapReport(
        project_id=ledger.project_id,
        project=ledger.project,
        lead_organisation=paper.lead_organisation,
        event_id=event_id,
        event=ledger.events.get(event_id) if event_id else None,
        as_of=as_of,
        totals=figures.totals,
        counts=figures.counts,
        roles=figures.roles,
        carried_by=carriers(
            (time for time in ledger.times if time.role_id in costs),
            costs,
            ledger.rates,
            ledger.organisations,
        ),
        dead_ends=_dead_ends(ledger, event_id, found),
        over_promised_funds=funding.over_promised(ledger.funds, ledger.allocations),
        belt=None if event_id else belt(ledger, figures.roles, found=found),
        facts=paper.facts,
        project_overhead_percent=ledger.overhead_percent,
        funds=figures.funds,
        ledger=ledger,
        large=paper.large,
        made_by=paper.made_by,
    )


def _dead_ends(ledger: Ledger, event_id: str | None, found: WrittenDown) -> tuple[DeadEnd, ...]:
    ends = dead_ends(ledger, found)
    return tuple(end for end in ends if end.event_id == event_id) if event_id else ends


def _by_role(ledger: Ledger, as_of: date) -> _ByRole:
    costs: Counter[str] = Counter()
    for cost in ledger.costs:
        costs[cost.role_id] += cost.amount
    given: dict[str, Decimal] = defaultdict(Decimal)
    for time in filter(is_given, ledger.times):
        given[time.role_id] += time.hours
    return _ByRole(
        costs,
        given,
        _grouped(ledger.skills),
        promised(ledger.follow_ups, as_of),
        _paid(ledger),
    )


def _grouped(rows: Iterable[Any]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.role_id].append(row)
    return groups


def _paid(ledger: Ledger) -> dict[str, list[tuple[str, str, int]]]:
    """By role: each fund's status and name, and the pence of it that count."""
    counted = funding.counted(ledger.funds, ledger.allocations)
    funds = {fund.id: fund for fund in ledger.funds}
    paid: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for each in sorted(ledger.allocations, key=lambda each: each.id):
        if amount := counted.get(each.id):
            fund = funds[each.fund_id]
            paid[each.role_id].append((fund.status, fund.name or fund.id[:8], amount))
    return paid


def _role(ledger: Ledger, by_role: _ByRole, role: Role, as_of: date) -> RoleGap:
    cost = _costing(ledger, by_role, role)
    promises = by_role.promised.get(role.id) or Promised()
    organisation = ledger.organisations.get(role.holder_organisation_id or "")
    holder = Holder(role.holder_organisation_id, organisation, role.holder_name)
    sight = Sight(
        role,
        cost,
        holder,
        [
            (name, amount)
            for status, name, amount in by_role.paid.get(role.id, ())
            if status == "confirmed"
        ],
        sorted(by_role.skills.get(role.id, ()), key=lambda skill: (skill.name, skill.held)),
        promises,
        ledger.bodies.get(role.body_id or ""),
        as_of,
    )
    return RoleGap(
        id=role.id,
        title=role.title,
        belt=role.belt,
        holder=holder,
        hours_needed=role.hours_needed,
        hours_assigned=role.hours_assigned,
        hours_given=by_role.given.get(role.id, Decimal(0)),
        hourly_cost=role.hourly_cost,
        overhead_percent=_overhead_percent(ledger, role),
        other_costs=by_role.costs.get(role.id, 0),
        **cost._asdict(),
        people_waiting=promises.people,
        follow_ups_waiting=len(promises.waiting),
        lenses=lenses(sight),
    )


def _overhead_percent(ledger: Ledger, role: Role) -> Decimal:
    """Its own, also where that is 0; else the project's; else 0."""
    if role.overhead_percent is not None:
        return role.overhead_percent
    return ledger.overhead_percent or Decimal(0)


def _costing(ledger: Ledger, by_role: _ByRole, role: Role) -> Costing:
    paid = by_role.paid.get(role.id, ())
    return costing(
        hours_needed=role.hours_needed,
        hourly_cost=role.hourly_cost,
        other_costs=by_role.costs.get(role.id, 0),
        overhead_percent=_overhead_percent(ledger, role),
        confirmed=sum(amount for status, _name, amount in paid if status == "confirmed"),
        pledged=sum(amount for status, _name, amount in paid if status == "applied"),
        hours_given=by_role.given.get(role.id, Decimal(0)),
    )


def _order(role: RoleGap) -> tuple[int, int, str, str]:
    return -role.people_waiting, -role.gap, role.title, role.id


def _totals(roles: Sequence[RoleGap]) -> Totals:
    names = ("full_cost", "confirmed", "pledged", "gap", "surplus", "carried", "needed")
    sums = {name: sum(getattr(role, name) for role in roles) for name in names}
    return Totals(**sums, unfunded_share=percent_share(sums["gap"], sums["full_cost"]))


def _counts(roles: Sequence[RoleGap]) -> dict[str, int]:
    found = Counter(role.status for role in roles)
    return {"roles": len(roles), **{status: found[status] for status in STATUSES}}
