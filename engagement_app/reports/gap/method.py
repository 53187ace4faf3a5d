"""How the figures were made, and the facts they rest on."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from engagement_app.domain.amounts import spoken_number
from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.reports.gap import unknowns
from engagement_app.reports.headings import heading
from engagement_app.reports.lists import points
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Strong, Typesetter
from engagement_app.resourcing.report import Fact, GapReport


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """The arithmetic in words, the rates with their sources, what is not known."""
    story = heading(typeset, _("How the figures were made"))
    story += [typeset("body", said) for said in _arithmetic(report)]
    story += heading(typeset, _("Rates and other facts"), "subheading")
    story += _facts(typeset, report)
    story += heading(typeset, _("What is not known"), "subheading")
    return story + points(typeset, ([said] for said in unknowns.told(report)))


def _arithmetic(report: GapReport) -> Iterator[str]:
    yield _(
        "Staffing is the hours a role needs times its hourly cost. With its other costs it makes"
        " the direct cost. Overhead is a percent of the direct cost. Both together are the full"
        " cost. The gap is the full cost less the money confirmed for the role, and never less than"
        " nothing."
    )
    yield _overhead(report)
    yield _(
        "Only confirmed money that is promised to a role counts for it. A role is funded when its"
        " gap is nothing, part funded when some of its cost is confirmed, unfunded when none is,"
        " and not costed when it has no cost."
    )
    yield _(
        "Unpaid hours are those of volunteers, and of staff whom no fund pays. Times the role’s"
        " hourly cost, they say how much of its gap is being worked off. They are never part of"
        " the ask."
    )
    yield _(
        "Each amount is rounded to the penny where it is made, a half penny upwards, and nowhere"
        " else. Shares are rounded to one decimal."
    )
    yield _(
        "The figures are of the records as they stood when this report was made. Its date, {day},"
        " decides which follow-ups had fallen due, and nothing else."
    ).format(day=words.day(report.as_of))


def _overhead(report: GapReport) -> str:
    percent = report.project_overhead_percent
    if percent is None:
        return _(
            "Overhead: the project has no percent of its own. A role without one counts no"
            " overhead."
        )
    return _(
        "Overhead: a role’s own percent where it has one, else the project’s {percent}%."
    ).format(percent=spoken_number(percent))


def _facts(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    if not report.facts:
        return [typeset("body", _("No rates or cost facts are recorded."))]
    if typeset.look.is_large:
        below = [_fact_below(typeset, fact) for fact in report.facts]
        return [typeset("body", _facts_explained()), *below]
    columns = [
        Column(_("Fact"), 112),
        Column(_("Value"), 90),
        Column(_("In force"), 104),
        Column(_("Source")),
    ]
    facts = table(typeset, columns, [_fact(typeset, fact) for fact in report.facts])
    return [typeset("body", _facts_explained()), *facts]


def _facts_explained() -> str:
    return _(
        "The statutory floor, such as the National Living Wage, and the Real Living Wage say what"
        " unpaid hours would cost. The other facts help to work out the hourly cost of a role; this"
        " report does not calculate with them."
    )


def _fact(typeset: Typesetter, fact: Fact) -> list[Cell]:
    told = (fact.name, fact.value, _in_force(fact), _source(fact))
    return [text_cell(typeset, each) for each in told]


def _fact_below(typeset: Typesetter, fact: Fact) -> Flowable:
    """The same without columns, which would be too narrow in large print."""
    name = Strong(_("{name}: {value}.").format(name=fact.name, value=fact.value))
    said = _("{in_force}. {source}").format(in_force=_in_force(fact), source=_source(fact))
    return typeset("body", name, "\n", said)


def _in_force(fact: Fact) -> str:
    return words.period(fact.valid_from, fact.valid_to) or _("No dates are recorded")


def _source(fact: Fact) -> str:
    return fact.source or _("No source is recorded")
