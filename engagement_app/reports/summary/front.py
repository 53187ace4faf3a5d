"""What the summary is of, and the whole of it in a few sentences."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.language import _, plural
from engagement_app.reports.opening import boxed, opening
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing.printed_summary import PrintedSummary
from engagement_app.resourcing.small_numbers import about
from engagement_app.resourcing.summary import Summary
from engagement_app.resourcing.summary_words import of_what

KIND = _("Post-event summary")


def section(typeset: Typesetter, printed: PrintedSummary) -> Iterator[Flowable]:
    """The head of the paper and its lead."""
    summary = printed.summary
    is_whole = summary.scope.events is None
    title = summary.project if is_whole else of_what(summary)
    yield from opening(
        typeset,
        KIND,
        title,
        _("The whole project.") if is_whole else _("{name}.").format(name=summary.project),
        as_of=summary.as_of,
        made_by=printed.made_by,
    )
    beside = " ".join(each for each in (_said(summary), _promised(summary), _cost(summary)) if each)
    yield boxed(typeset, _came(printed), beside)


def _came(printed: PrintedSummary) -> str:
    attendance, rule = printed.attendance, printed.rule
    people = about(attendance["people"], rule)
    if attendance["people"] == 0:
        return _("Nobody is recorded as having come.")
    said = _("{people} people came.").format(people=people[:1].upper() + people[1:])
    if attendance["first_time"]:
        first = about(attendance["first_time"], rule)
        said = f"{said[:-1]}, {_('{count} of them for the first time.').format(count=first)}"
    if attendance["tallied"]:
        more = _("{count} more were counted without a name.")
        told = more.format(count=about(attendance["tallied"], rule))
        said = f"{said} {told[:1].upper()}{told[1:]}"
    return said


def _said(summary: Summary) -> str:
    total = summary.contributions.total
    if not total:
        return _("Nothing that was said is written down.")
    return plural(
        "{count} thing that was said is written down.",
        "{count} things that were said are written down.",
        total,
    )


def _promised(summary: Summary) -> str:
    promised = summary.follow_ups
    if not promised.total:
        return _("No follow-up was promised.")
    made = plural(
        "{count} follow-up was promised", "{count} follow-ups were promised", promised.total
    )
    done = plural("{count} is done", "{count} are done", promised.done)
    return _("{promised}; {done}.").format(promised=made, done=done)


def _cost(summary: Summary) -> str:
    if not summary.cost.full_cost:
        return ""
    cost, gap = spoken_pounds(summary.cost.full_cost), spoken_pounds(summary.cost.gap)
    if not summary.cost.gap:
        return _("The work cost {cost}, and all of it is paid for.").format(cost=cost)
    if summary.cost.gap == summary.cost.full_cost:
        return _("The work cost {cost}, and none of it has money behind it.").format(cost=cost)
    return _("The work cost {cost}; {gap} of it has no money behind it.").format(cost=cost, gap=gap)
