"""Funds promised more than they hold."""

from reportlab.platypus import Flowable

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.language import _
from engagement_app.reports.headings import heading
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing.report import GapReport, OverPromisedFund


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """Each with what it holds and what was promised from it."""
    story = heading(typeset, _("Funds promised more than they hold"))
    if not report.over_promised_funds:
        return [*story, typeset("body", _("No fund is promised more than it holds."))]
    story.append(typeset("body", _explained()))
    columns = [
        Column(_("Fund")),
        Column(_("It holds"), 90, numbers=True),
        Column(_("Promised from it"), 100, numbers=True),
        Column(_("Too much"), 90, numbers=True),
    ]
    return story + table(
        typeset, columns, [_row(typeset, fund) for fund in report.over_promised_funds]
    )


def _row(typeset: Typesetter, fund: OverPromisedFund) -> list[Cell]:
    return [
        text_cell(typeset, fund.title or _("A fund without a title")),
        spoken_pounds(fund.amount),
        spoken_pounds(fund.allocated),
        spoken_pounds(fund.allocated - fund.amount),
    ]


def _explained() -> str:
    return _(
        "A pound promised twice counts once: each promise from such a fund is scaled down, so that"
        " together they come to what the fund holds. The figures of this report are after scaling."
    )
