"""The gap in one sentence, and what must be said beside it."""

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.language import _, plural
from engagement_app.reports import words
from engagement_app.resourcing.report import GapReport, Holder

_LONGEST_NAME = 60


def subject(report: GapReport) -> str:
    """What the report is on, short enough to stand inside a sentence."""
    name = report.event or report.project
    if len(name) <= _LONGEST_NAME:
        return name
    return _("this event") if report.event else _("this project")


def lead(report: GapReport) -> str:
    """The whole report in one breath."""
    totals = report.totals
    if not report.roles:
        return _("No engagement roles are recorded for {name}, so there is no gap to show.").format(
            name=subject(report)
        )
    if totals.unfunded_share is None:
        return plural(
            "{count} engagement role is recorded for NAME, but it is not costed: nobody can say yet"
            " what is missing.",
            "{count} engagement roles are recorded for NAME, but none is costed: nobody can say yet"
            " what is missing.",
            len(report.roles),
        ).replace("NAME", subject(report))
    needs = _("Engaging people in {name} needs {full_cost}.").format(
        name=subject(report), full_cost=spoken_pounds(totals.full_cost)
    )
    return f"{needs} {_money_behind_it(report)}"


def _money_behind_it(report: GapReport) -> str:
    totals = report.totals
    if totals.gap == 0:
        return _("All of it is confirmed: there is no gap.")
    missing = {"gap": spoken_pounds(totals.gap), "share": words.share(totals.unfunded_share)}
    if totals.confirmed == 0:
        return _(
            "Nothing is confirmed for its roles. {gap} has no money behind it: {share} of the full"
            " cost."
        ).format(**missing)
    return _(
        "{confirmed} is confirmed. {gap} has no money behind it: {share} of the full cost."
    ).format(confirmed=spoken_pounds(totals.confirmed), **missing)


def ask(report: GapReport) -> str:
    """The cash asked for: the gap, and nothing but the gap."""
    if not report.totals.gap:
        return ""
    return _("The ask is {gap}.").format(gap=spoken_pounds(report.totals.gap))


def beside_it(report: GapReport) -> list[str]:
    """What a reader must know to take the first sentence for no more than it is."""
    totals = report.totals
    said = []
    if totals.pledged:
        said.append(
            _(
                "A further {amount} is applied for, and is not counted until it is confirmed."
            ).format(amount=spoken_pounds(totals.pledged))
        )
    if left := sum(fund.left or 0 for fund in report.funds if fund.status == "confirmed"):
        said.append(promised_to_no_role(report, left))
    if totals.surplus:
        said.append(_surplus(totals.surplus))
    if totals.unfunded_share is not None and report.counts["not_costed"]:
        said.append(not_costed(report.counts["not_costed"]))
    return said


def promised_to_no_role(report: GapReport, pence: int) -> str:
    """On confirmed money that lessens no gap; funds belong to the project, not to an event."""
    sentence = (
        _("{amount} of the project’s confirmed money is promised to no role.")
        if report.event
        else _("{amount} of confirmed money is promised to no role.")
    )
    return sentence.format(amount=spoken_pounds(pence))


def _surplus(pence: int) -> str:
    return _(
        "{amount} is confirmed for roles beyond what they cost, so confirmed money and gap add up"
        " to {amount} more than the full cost."
    ).format(amount=spoken_pounds(pence))


def not_costed(count: int) -> str:
    """On roles without a cost."""
    return plural(
        "{count} role is not costed: that is no sign of its being funded.",
        "{count} roles are not costed: that is no sign of their being funded.",
        count,
    )


def holder(who: Holder) -> str:
    """Who is responsible for a role; nobody is said aloud."""
    parts = [part for part in (who.name, who.organisation) if part]
    return ", ".join(parts) if parts else _("Nobody")
