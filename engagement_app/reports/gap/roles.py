"""Every role: all of them in one table, then the arithmetic of each."""

from reportlab.platypus import Flowable

from engagement_app.domain.amounts import spoken_number, spoken_pounds
from engagement_app.language import _, plural
from engagement_app.reports import words
from engagement_app.reports.gap import sentences
from engagement_app.reports.headings import heading
from engagement_app.reports.tables import Cell, Column, figures, table, text_cell
from engagement_app.reports.text import Strong, Typesetter
from engagement_app.resourcing.report import GapReport, RoleGap

_FIRST_STEP = 100


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """A table with totals, then the sums of each role."""
    story = heading(typeset, _("Every role"))
    if not report.roles:
        return [*story, typeset("body", _("No engagement roles are recorded."))]
    story.append(typeset("body", _counted(report)))
    story += _all_roles(typeset, report)
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
        Column(_("Pledged, not counted"), 74, numbers=True),
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
    return table(typeset, columns, [_row(typeset, role) for role in report.roles], total)


def _row(typeset: Typesetter, role: RoleGap) -> list[Cell]:
    costed = role.status != "not_costed"
    return [
        text_cell(typeset, role.title),
        words.status(role.status),
        spoken_pounds(role.full_cost) if costed else "–",
        spoken_pounds(role.confirmed),
        spoken_pounds(role.gap) if costed else "–",
        spoken_pounds(role.pledged),
    ]


def _sums(typeset: Typesetter, role: RoleGap) -> list[Flowable]:
    about = typeset("role", Strong(role.title), "\n", " ".join(_about(role)))
    about.keepWithNext = True
    if role.status == "not_costed":
        return [about, typeset("body", _not_costed(role))]
    story = [about, figures(typeset, _steps(role), _FIRST_STEP)]
    if beside := _beside(role):
        story.append(typeset("small", " ".join(beside)))
    return story


def _about(role: RoleGap) -> list[str]:
    said = [
        _("{end}.").format(end=words.belt_end(role.belt)),
        _("Held by {who}.").format(who=sentences.holder(role.holder))
        if role.holder.name or role.holder.organisation
        else _("Held by nobody."),
        _("{assigned} of {needed} hours assigned, {given} given unpaid.").format(
            assigned=spoken_number(role.hours_assigned),
            needed=spoken_number(role.hours_needed),
            given=spoken_number(role.hours_given),
        ),
    ]
    if role.follow_ups_waiting:
        said.append(
            plural("{count} person waiting.", "{count} people waiting.", role.people_waiting)
        )
    return said


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
        (_("–\u00a0confirmed"), spoken_pounds(role.confirmed)),
        (_("= gap"), spoken_pounds(role.gap)),
    ]


def _beside(role: RoleGap) -> list[str]:
    said = []
    if role.surplus:
        said.append(
            _("Surplus: {amount} confirmed beyond the full cost.").format(
                amount=spoken_pounds(role.surplus)
            )
        )
    if role.pledged:
        said.append(
            _("Pledged beside it, not counted: {amount}.").format(
                amount=spoken_pounds(role.pledged)
            )
        )
    return said


def _not_costed(role: RoleGap) -> str:
    said = [_("Not costed: there is nothing to calculate, and no sign of its being funded.")]
    if role.confirmed:
        said.append(_("{amount} is confirmed for it.").format(amount=spoken_pounds(role.confirmed)))
    if role.pledged:
        said.append(
            _("Pledged beside it, not counted: {amount}.").format(
                amount=spoken_pounds(role.pledged)
            )
        )
    return " ".join(said)


def _arithmetic_explained() -> str:
    return _(
        "Read each line from left to right. Money that is only pledged stands beside the sum and is"
        " never counted; a surplus on one role is not set against the gap of another."
    )
