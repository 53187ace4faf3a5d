"""Every role: all of them in one table, then the arithmetic of each."""

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import Flowable

from engagement_app.domain.amounts import spoken_number, spoken_pounds
from engagement_app.language import _, plural
from engagement_app.reports import words
from engagement_app.reports.gap import cost_bars, sentences
from engagement_app.reports.headings import heading
from engagement_app.reports.parts import named
from engagement_app.reports.tables import Cell, Column, figures, table, text_cell
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing.report import GapReport, RoleGap, Totals

_FIRST_STEP = 122


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """A table with totals, then the sums of each role."""
    story = heading(typeset, _("Every role"))
    if not report.roles:
        return [*story, typeset("body", _("No engagement roles are recorded."))]
    story.append(typeset("body", _counted(report)))
    story += _all_roles(typeset, report)
    story += cost_bars.every_gap(typeset, report)
    story += heading(typeset, _("The arithmetic of each role"), "subheading")
    story.append(typeset("body", _arithmetic_explained()))
    for role in report.roles:
        story += _sums(typeset, role)
    return story


def _counted(report: GapReport) -> str:
    counts = report.counts
    return _(
        "{roles}: {funded} funded, {part_funded} part funded, {unfunded} unfunded,"
        " {not_costed} not costed."
    ).format(
        roles=plural("{count} role", "{count} roles", counts["roles"]),
        funded=f"{counts['funded']:,}",
        part_funded=f"{counts['part_funded']:,}",
        unfunded=f"{counts['unfunded']:,}",
        not_costed=f"{counts['not_costed']:,}",
    )


def _all_roles(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    columns = [
        Column(_("Role")),
        Column(_("Status"), 70),
        Column(_("Full cost"), 70, numbers=True),
        Column(_("Confirmed"), 70, numbers=True),
        Column(_("Gap"), 70, numbers=True),
        Column(_("Applied for, not counted"), 74, numbers=True),
    ]
    totals = report.totals
    total: list[Cell] = [
        _("All roles"),
        "",
        spoken_pounds(totals.full_cost),
        spoken_pounds(totals.confirmed),
        spoken_pounds(totals.gap),
        spoken_pounds(totals.pledged),
    ]
    rows = [_row(typeset, role) for role in report.roles]
    story = table(typeset, columns, rows, total)
    return [*story, typeset("body", _with_surplus(totals))] if totals.surplus else story


def _with_surplus(totals: Totals) -> str:
    return _(
        "{confirmed} confirmed + {gap} gap – {surplus} surplus = {full_cost} full cost. The surplus"
        " is money confirmed for a role beyond what it costs."
    ).format(
        confirmed=spoken_pounds(totals.confirmed),
        gap=spoken_pounds(totals.gap),
        surplus=spoken_pounds(totals.surplus),
        full_cost=spoken_pounds(totals.full_cost),
    )


def _row(typeset: Typesetter, role: RoleGap) -> list[Cell]:
    costed = role.status != "not_costed"
    return [
        text_cell(typeset, named(role.title, "engagement_role", role.id)),
        words.status(role.status),
        spoken_pounds(role.full_cost) if costed else "–",
        spoken_pounds(role.confirmed),
        spoken_pounds(role.gap) if costed else "–",
        spoken_pounds(role.pledged),
    ]


def _sums(typeset: Typesetter, role: RoleGap) -> list[Flowable]:
    title = named(role.title, "engagement_role", role.id, strong=True)
    about = typeset("role", title, "\n", " ".join(_about(role)))
    about.keepWithNext = True
    if role.status == "not_costed":
        return [about, typeset("body", _not_costed(role))]
    sums: Any = figures(typeset, _steps(role), _FIRST_STEP)
    beside = " ".join([*_surplus(role), *_applied_for(role)])
    sums.keepWithNext = bool(beside)
    return [about, sums, typeset("small", beside)] if beside else [about, sums]


def _about(role: RoleGap) -> list[str]:
    return [
        _("{end}.").format(end=words.belt_end(role.belt)),
        _("Held by {who}.").format(who=sentences.holder(role.holder))
        if role.holder.name or role.holder.organisation
        else _("Held by nobody."),
        _hours(role),
        _waiting(role),
    ]


def _hours(role: RoleGap) -> str:
    sentence = (
        _("Hours: {needed} needed, {assigned} assigned, {given} given unpaid.")
        if role.hours_needed
        else _("Hours: none recorded as needed, {assigned} assigned, {given} given unpaid.")
    )
    return sentence.format(
        needed=spoken_number(role.hours_needed),
        assigned=spoken_number(role.hours_assigned),
        given=spoken_number(role.hours_given),
    )


def _waiting(role: RoleGap) -> str:
    if role.people_waiting:
        return plural("{count} person waiting.", "{count} people waiting.", role.people_waiting)
    if role.follow_ups_waiting:
        return plural(
            "{count} follow-up waiting, for nobody in particular.",
            "{count} follow-ups waiting, for nobody in particular.",
            role.follow_ups_waiting,
        )
    return _("Nobody waiting.")


def _steps(role: RoleGap) -> list[tuple[str, str]]:
    """What is done, and what it makes."""
    return [
        (
            _("{hours} hours × {rate}\n= staffing").format(
                hours=spoken_number(role.hours_needed), rate=spoken_pounds(role.hourly_cost)
            ),
            spoken_pounds(role.staffing),
        ),
        (_("+ other\ncosts"), spoken_pounds(role.other_costs)),
        (_("= direct\ncost"), spoken_pounds(role.direct)),
        (
            _("+ overhead\nat {percent}%").format(percent=spoken_number(role.overhead_percent)),
            spoken_pounds(role.overhead),
        ),
        (_("= full\ncost"), spoken_pounds(role.full_cost)),
        (_("– money\nconfirmed"), spoken_pounds(role.confirmed)),
        (_("= gap"), spoken_pounds(role.gap)),
    ]


def _surplus(role: RoleGap) -> Iterator[str]:
    if role.surplus:
        yield _("Surplus: {amount} confirmed beyond the full cost.").format(
            amount=spoken_pounds(role.surplus)
        )


def _applied_for(role: RoleGap) -> Iterator[str]:
    if role.pledged:
        yield _("Applied for, not counted: {amount}.").format(amount=spoken_pounds(role.pledged))


def _not_costed(role: RoleGap) -> str:
    said = [_("Not costed: there is nothing to calculate, and no sign of its being funded.")]
    if role.confirmed:
        said.append(_("{amount} is confirmed for it.").format(amount=spoken_pounds(role.confirmed)))
    return " ".join([*said, *_applied_for(role)])


def _arithmetic_explained() -> str:
    return _(
        "Read each line from left to right. Money applied for stands below the line. A surplus on"
        " one role is not set against the gap of another."
    )
