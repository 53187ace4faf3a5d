"""Gap reports made up for the tests: consistent figures without a data file."""

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

from engagement_app.domain.amounts import half_up, percent_share
from engagement_app.resourcing.ledger import Cost, FollowUp, Ledger, Time
from engagement_app.resourcing.report import (
    ENDS,
    LENSES,
    STATUSES,
    VOICES,
    Belt,
    Carrier,
    DeadEnd,
    EndHours,
    Fact,
    FundLine,
    GapReport,
    HearingLine,
    Holder,
    Lens,
    MessageLine,
    OverPromisedFund,
    Reach,
    RoleGap,
    Routes,
    Totals,
)

AS_OF = date(2026, 11, 23)
STATES = ("met", "partly", "not_met", "not_known")


def identifier(*parts):
    digits = hashlib.md5(repr(parts).encode(), usedforsecurity=False).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def role(
    title="Event host",
    *,
    belt="route_in",
    holder=("Erewash Voluntary Action", "Ann Example"),
    hours="36",
    assigned="36",
    given="0",
    hourly=1886,
    percent="0",
    other=0,
    confirmed=0,
    pledged=0,
    people=0,
    waiting=None,
    states=("not_met", "met", "met", "partly", "not_known", "not_applicable"),
):
    """A role whose named amounts follow from what is given here."""
    organisation, name = holder
    hours, given, percent = Decimal(hours), Decimal(given), Decimal(percent)
    staffing = half_up(hours * hourly)
    direct = staffing + other
    overhead = half_up(direct * percent / 100)
    full_cost = direct + overhead
    gap = max(0, full_cost - confirmed)
    subsidy = half_up(given * hourly)
    carried = min(gap, subsidy)
    return RoleGap(
        id=identifier(title, belt, hours),
        title=title,
        belt=belt,
        holder=Holder(identifier(organisation) if organisation else None, organisation, name),
        hours_needed=hours,
        hours_assigned=Decimal(assigned),
        hours_given=given,
        hourly_cost=hourly,
        overhead_percent=percent,
        other_costs=other,
        staffing=staffing,
        direct=direct,
        overhead=overhead,
        full_cost=full_cost,
        confirmed=confirmed,
        pledged=pledged,
        gap=gap,
        surplus=max(0, confirmed - full_cost),
        subsidy=subsidy,
        carried=carried,
        needed=gap - carried,
        status=_status(full_cost, gap, confirmed),
        people_waiting=people,
        follow_ups_waiting=people if waiting is None else waiting,
        lenses={
            code: Lens(state, _evidence(code, state, title))
            for code, state in zip(LENSES, states, strict=True)
        },
    )


def _status(full_cost, gap, confirmed):
    if not full_cost:
        return "not_costed"
    if not gap:
        return "funded"
    return "part_funded" if confirmed else "unfunded"


def _evidence(code, state, title):
    return {
        "met": f"Everything that {code} looks at is there for “{title}”.",
        "partly": f"Some of what {code} looks at is there for “{title}”; two records say so.",
        "not_met": f"Nothing of what {code} looks at is recorded for “{title}”.",
        "not_known": "The records do not say.",
        "not_applicable": "No body decides on this role.",
    }[state]


def report(*roles, **changes):
    """A report on the roles, in the order of the report; anything may be replaced."""
    ordered = tuple(sorted(roles, key=lambda r: (-r.people_waiting, -r.gap, r.title, r.id)))

    def total(name):
        return sum(getattr(each, name) for each in ordered)

    made = GapReport(
        project_id=identifier("project"),
        project="Wellbeing Erewash",
        lead_organisation="Erewash Voluntary Action",
        event_id=None,
        event=None,
        as_of=AS_OF,
        totals=Totals(
            **{
                name: total(name)
                for name in (
                    "full_cost",
                    "confirmed",
                    "pledged",
                    "gap",
                    "surplus",
                    "carried",
                    "needed",
                )
            },
            unfunded_share=percent_share(total("gap"), total("full_cost")),
        ),
        counts={
            "roles": len(ordered),
            **{status: sum(each.status == status for each in ordered) for status in STATUSES},
        },
        roles=ordered,
        carried_by=(),
        dead_ends=(),
        over_promised_funds=(),
        belt=None,
        facts=(),
        project_overhead_percent=None,
        ledger=ledger_of(ordered),
    )
    return replace(made, **changes)


def ledger_of(roles):
    """Rows that such roles may have been made from; the first few people wait on every role."""
    return Ledger(
        "project",
        "Wellbeing Erewash",
        follow_ups=[
            _follow_up(role, number) for role in roles for number in range(role.people_waiting)
        ],
        costs=[
            Cost(each.id, each.other_costs, identifier("cost", each.id), "Hire of the hall")
            for each in roles
            if each.other_costs
        ],
        times=[
            Time(
                *(each.id, "2026-05-12", each.hours_given, None, "volunteer"),
                identifier("time", each.id),
            )
            for each in roles
            if each.hours_given
        ],
    )


def _follow_up(role, number):
    return FollowUp(
        id=identifier("follow-up", role.id, number),
        attendance_id=None,
        event_id=None,
        whom=identifier("person", number),
        spoken_at=None,
        covers_person=None,
        dead_end=None,
        role_id=role.id,
        due_on="2026-12-01",
        status="open",
        done_on=None,
    )


def worked_example(**changes):
    """The six roles of the worked example: £2,795.92, of which £2,645.04 is unfunded."""
    both = ("not_met", "partly", "partly", "not_known", "not_met", "not_met")
    return report(
        role("Event host", given="30", people=0),
        role("Facilitators (two)", hours="24", assigned="12", confirmed=15088, given="8"),
        role(
            "Community representative",
            belt="voice_for",
            holder=(None, "Siân Llŷr"),
            hours="18",
            hourly=2750,
            states=both,
        ),
        role("VSO representative", belt="voice_for", hours="30", given="18", states=both),
        role("Note-taker and feedback", hours="14", holder=(None, None), people=3),
        role("Follow-up owner", belt="both", hours="18", holder=(None, None), people=11),
        **{**SURROUNDINGS, **changes},
    )


def many(count, **changes):
    """A report on so many roles that differ in every way that shows."""
    return report(*(_one_of_many(number) for number in range(count)), **{**SURROUNDINGS, **changes})


_TITLES = (
    "Event host",
    "Facilitator",
    "Community representative at the planning meetings",
    "Note-taker and feedback",
    "Follow-up owner",
    "Interpreter",
    "Outreach worker for people who do not come to meetings",
    "Desk and welcome",
)
_PLACES = ("Ilkeston", "Long Eaton", "Sandiacre", "Heanor")
_HOLDERS = (
    ("Erewash Voluntary Action", "Ann Example"),
    ("Sandiacre Community Group", None),
    (None, "Harpreet Singh"),
    (None, None),
)


def _one_of_many(number):
    place = _PLACES[number % len(_PLACES)]
    cost = number % 7
    return role(
        f"{_TITLES[number % len(_TITLES)]}, {place} {number // len(_TITLES) + 1}",
        belt=("route_in", "voice_for", "both")[number % 3],
        holder=_HOLDERS[(number // 3) % len(_HOLDERS)],
        hours="0" if cost == 6 else str(12 + number % 40),
        assigned=str(number % 30),
        given=str(Decimal(number % 25) / 2),
        hourly=(1886, 2150, 2750)[number % 3],
        percent=("0", "12.5", "15")[number % 3],
        other=(0, 4500, 12000)[number % 3] if cost != 6 else 0,
        confirmed=(0, 0, 15000, 0, 90000, 0, 0)[cost],
        pledged=20000 if number % 5 == 0 else 0,
        people=(number * 7) % 12,
        states=(
            *(STATES[(number + shift) % 4] for shift in range(5)),
            ("not_applicable", "partly", "not_met")[number % 3],
        ),
    )


def dead_end(reason, number):
    recorded = reason != "nothing_recorded"
    return DeadEnd(
        reason=reason,
        event_id=identifier("event", number % 2) if number % 5 else None,
        event=("Health forum", "Drop-in at the library")[number % 2] if number % 5 else None,
        follow_up_id=identifier("follow-up", reason, number) if recorded else None,
        attendance_id=identifier("attendance", number) if number % 3 or not recorded else None,
    )


def fund(title, status="confirmed", amount=50000, promised=0, funder="Lantern Trust", dates=()):
    """A fund as the arithmetic tells it."""
    starts_on, ends_on = dates or (None, None)
    return FundLine(
        id=identifier("fund", title, funder),
        title=title,
        funder=funder,
        status=status,
        amount=amount,
        promised=promised,
        counted=min(promised, amount) if status == "confirmed" else 0,
        left=max(0, amount - promised) if status in ("confirmed", "applied") else None,
        starts_on=starts_on,
        ends_on=ends_on,
    )


SURROUNDINGS = {
    "carried_by": (
        Carrier(identifier("eva"), "Erewash Voluntary Action", Decimal(48), 61008, 64560, 90528),
        Carrier(identifier("scg"), "Sandiacre Community Group", Decimal("7.5"), 9533, None, 14145),
        Carrier(None, None, Decimal("0.5"), 636, 673, 943),
    ),
    "dead_ends": tuple(
        dead_end(reason, number)
        for reason, count in (
            ("no_route", 2),
            ("no_owner", 9),
            ("no_date", 3),
            ("nothing_recorded", 5),
        )
        for number in range(count)
    ),
    "funds": (
        fund(
            "Neighbourhood grant",
            amount=460000,
            promised=445088,
            funder="Care Board",
            dates=(date(2026, 4, 1), date(2027, 3, 31)),
        ),
        fund("Wellbeing small grants", promised=65000),
        fund("Staying in touch", "applied", 950000, 365000, dates=(date(2027, 1, 1), None)),
        fund("Seats at tables", "refused", 600000, 170000),
        fund("Spring pot", "closed", 80000, 40000, None),
        fund(None, "closed", 1),
    ),
    "over_promised_funds": (
        OverPromisedFund(identifier("fund"), "Wellbeing small grants", 50000, 65000),
    ),
    "belt": Belt(
        reach=Reach(people=64, first_time=22, tallied=45, communities_heard=6),
        contribution_rate=Decimal("42.2"),
        contributions=dict(zip(VOICES, (31, 12, 7), strict=True)),
        routes=Routes(want=27, kept=11, kept_rate=Decimal("40.7")),
        messages=(
            MessageLine(
                identifier("m1"),
                "Buses stop too early for evening groups",
                18,
                4,
                15,
                (
                    HearingLine(identifier("b1"), "Partnership board", "partly"),
                    HearingLine(identifier("b2"), "Transport group", "no_answer"),
                ),
            ),
            MessageLine(identifier("m2"), "One place to ask about carers’ support", 9, 2, 4, ()),
        ),
        hours=dict(
            zip(
                ENDS,
                (
                    EndHours(Decimal(92), Decimal(8)),
                    EndHours(Decimal(66), Decimal(0)),
                ),
                strict=True,
            )
        ),
    ),
    "facts": (
        Fact(
            "National Living Wage, 21 and over",
            "£12.71 an hour",
            date(2026, 4, 1),
            None,
            "Government announcement for 2026/27",
        ),
        Fact(
            "Real Living Wage, UK",
            "£13.45 an hour",
            date(2025, 10, 22),
            date(2026, 10, 31),
            "Living Wage Foundation 2025-26; the 2026-27 rate was not available to us",
        ),
        Fact("Employer National Insurance", "15%", None, None, None),
    ),
    "project_overhead_percent": Decimal(0),
}
