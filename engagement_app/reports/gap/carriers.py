"""Who carries the gap: unpaid hours at three rates, apart from the ask."""

from reportlab.platypus import Flowable

from engagement_app.domain.amounts import spoken_number, spoken_pounds
from engagement_app.language import _
from engagement_app.reports.headings import heading
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Strong, Typesetter
from engagement_app.resourcing.report import Carrier, GapReport


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """Hours of each organisation, and what they would cost."""
    story = heading(typeset, _("Who carries the gap"))
    if not report.carried_by:
        return [*story, typeset("body", _("No unpaid hours are recorded on these roles."))]
    story.append(typeset("body", Strong(_("This is not part of the ask.")), " ", _explained()))
    columns = [
        Column(_("Organisation")),
        Column(_("Unpaid hours"), 60, numbers=True),
        Column(_("At the statutory floor"), 92, numbers=True),
        Column(_("At the Real Living Wage"), 92, numbers=True),
        Column(_("At the roles’ hourly cost"), 92, numbers=True),
    ]
    story += table(typeset, columns, [_row(typeset, each) for each in report.carried_by])
    totals = report.totals
    said = _(
        "Of the gap of {gap}, {carried} is being worked off unpaid at the roles’ hourly cost, and"
        " {needed} is carried by nobody. Both are parts of the gap; the money asked for is the"
        " whole gap."
    ).format(
        gap=spoken_pounds(totals.gap),
        carried=spoken_pounds(totals.carried),
        needed=spoken_pounds(totals.needed),
    )
    return [*story, typeset("body", said)]


def _row(typeset: Typesetter, carrier: Carrier) -> list[Cell]:
    worths = (carrier.at_statutory_floor, carrier.at_real_living_wage, carrier.at_role_cost)
    return [
        text_cell(typeset, carrier.organisation or _("No organisation named")),
        spoken_number(carrier.hours),
        *(_("not known") if worth is None else spoken_pounds(worth) for worth in worths),
    ]


def _explained() -> str:
    return _(
        "It shows whose unpaid time keeps these roles going, and what that time would cost at three"
        " rates. The three are read side by side, never added up. The hours are all that were"
        " given, also beyond the gap of a role. A figure is not known where no rate was in force on"
        " one of the days worked."
    )
