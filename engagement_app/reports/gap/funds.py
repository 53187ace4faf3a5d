"""The funds: what each holds, what of it counts, and which are promised more than they hold."""

from reportlab.platypus import Flowable

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.reports.headings import heading
from engagement_app.reports.parts import named
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing.report import FundLine, GapReport, OverPromisedFund

_PENCE = ("amount", "promised", "counted", "left")


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """Every fund with its status, also where it counts nothing; then those promised too often."""
    story = heading(typeset, _("The funds"))
    if not report.funds:
        return [*story, typeset("body", _("No funds are recorded."))]
    story.append(typeset("body", _explained()))
    if report.event:
        story.append(typeset("body", _("These are the funds of the whole project.")))
    story += _all_funds(typeset, report)
    story += heading(typeset, _("Funds promised more than they hold"), "subheading")
    return story + _over_promised(typeset, report)


def _all_funds(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    columns = [
        Column(_("Fund")),
        Column(_("Status"), 70),
        Column(_("Amount"), 76, numbers=True),
        Column(_("Promised to roles"), 76, numbers=True),
        Column(_("Counted"), 76, numbers=True),
        Column(_("Left"), 76, numbers=True),
    ]
    confirmed = [fund for fund in report.funds if fund.status == "confirmed"]
    sums = (sum(getattr(fund, name) for fund in confirmed) for name in _PENCE)
    total: list[Cell] = [_("All confirmed funds"), "", *map(spoken_pounds, sums)]
    return table(typeset, columns, [_fund(typeset, fund) for fund in report.funds], total)


def _fund(typeset: Typesetter, fund: FundLine) -> list[Cell]:
    name = fund.title or fund.funder or _("A fund without a title")
    under = (fund.funder if fund.title else None, words.period(fund.starts_on, fund.ends_on))
    amounts = (getattr(fund, name) for name in _PENCE)
    return [
        text_cell(
            typeset,
            named(name, "fund", fund.id, strong=True),
            *(f"\n{each}" for each in under if each),
        ),
        words.fund_status(fund.status),
        *("–" if amount is None else spoken_pounds(amount) for amount in amounts),
    ]


def _explained() -> str:
    return _(
        "Confirmed money counts where it is promised to a role; what is left is promised to none. A"
        " grant stays confirmed after it is spent. Money applied for is not counted. Refused funds"
        " count nothing, nor do closed ones: those were withdrawn, or ended before an award."
    )


def _over_promised(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    if not report.over_promised_funds:
        return [typeset("body", _("No fund is promised more than it holds."))]
    columns = [
        Column(_("Fund")),
        Column(_("It holds"), 90, numbers=True),
        Column(_("Promised from it"), 100, numbers=True),
        Column(_("Too much"), 90, numbers=True),
    ]
    rows = [_too_much(typeset, fund) for fund in report.over_promised_funds]
    return [typeset("body", _scaling_explained()), *table(typeset, columns, rows)]


def _too_much(typeset: Typesetter, fund: OverPromisedFund) -> list[Cell]:
    return [
        text_cell(typeset, named(fund.title or _("A fund without a title"), "fund", fund.id)),
        spoken_pounds(fund.amount),
        spoken_pounds(fund.allocated),
        spoken_pounds(fund.allocated - fund.amount),
    ]


def _scaling_explained() -> str:
    return _(
        "A pound promised twice counts once: each promise from such a fund is scaled down, so that"
        " together they come to what the fund holds. The figures of this report are after scaling."
    )
