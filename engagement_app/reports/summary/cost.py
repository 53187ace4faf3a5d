"""What it cost, who paid, and whose unpaid time it took."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from engagement_app.domain.amounts import spoken_number, spoken_pounds
from engagement_app.language import _
from engagement_app.reports.headings import heading
from engagement_app.reports.keeping import together
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Strong, Typesetter
from engagement_app.resourcing.printed_summary import PrintedSummary
from engagement_app.resourcing.report import Carrier


def section(typeset: Typesetter, printed: PrintedSummary) -> list[Flowable]:
    """The cost of the roles, then unpaid hours by organisation, apart from it."""
    return together(list(_section(typeset, printed)), typeset.look)


def _section(typeset: Typesetter, printed: PrintedSummary) -> Iterator[Flowable]:
    summary = printed.summary
    cost = summary.cost
    yield from heading(typeset, _("What it cost, and whom"))
    yield typeset("body", _of_which_roles(printed))
    if cost.full_cost:
        rows: list[list[Cell]] = [
            [_("Full cost"), spoken_pounds(cost.full_cost)],
            [_("Confirmed"), spoken_pounds(cost.confirmed)],
            [_("Gap"), spoken_pounds(cost.gap)],
        ]
        columns = [Column(_("What was reckoned")), Column(_("Amount"), 120, numbers=True)]
        yield from table(typeset, columns, rows, room=430)
    yield from heading(typeset, _("Who worked unpaid"), "subheading")
    if not summary.carried_by:
        yield typeset("body", _("No unpaid hours are recorded on these roles."))
        return
    yield typeset(
        "body",
        Strong(_("This is no part of the cost above.")),
        " ",
        _("It shows whose unpaid time kept these roles going."),
    )
    yield from _carried(typeset, summary.carried_by)


def _of_which_roles(printed: PrintedSummary) -> str:
    cost, scope = printed.summary.cost, printed.summary.scope
    whose = _("the project")
    if scope.events is not None:
        whose = _("this event alone") if scope.event else _("these events alone")
    if not cost.full_cost:
        told = _("No engagement role of {whose} is costed: what it cost is not known.")
    else:
        told = _("What the engagement roles of {whose} cost, and how much of it is paid for.")
    return told.format(whose=whose)


def _carried(typeset: Typesetter, carriers: tuple[Carrier, ...]) -> list[Flowable]:
    columns = [
        Column(_("Organisation")),
        Column(_("Unpaid hours"), 80, numbers=True),
        Column(_("At the roles’ hourly cost"), 110, numbers=True),
    ]
    rows: list[list[Cell]] = [
        [
            text_cell(typeset, each.organisation or _("No organisation named")),
            spoken_number(each.hours),
            _("not known") if each.at_role_cost is None else spoken_pounds(each.at_role_cost),
        ]
        for each in carriers
    ]
    return table(typeset, columns, rows, room=430)
