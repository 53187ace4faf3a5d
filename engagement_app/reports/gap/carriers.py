"""Who carries the gap: unpaid hours at three rates, apart from the ask."""

from reportlab.platypus import Flowable

from engagement_app.domain.amounts import spoken_number, spoken_pounds
from engagement_app.language import _
from engagement_app.reports import charts
from engagement_app.reports.headings import heading
from engagement_app.reports.parts import named
from engagement_app.reports.styles import WIDTH
from engagement_app.reports.tables import BARS, Cell, Column, laid_out, table, text_cell
from engagement_app.reports.text import Strong, Typesetter, shortened
from engagement_app.resourcing.report import Carrier, GapReport

_LABEL, _FIGURE = 190, 84
_LONGEST_LABEL, _MOST = 34, 20


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """Hours of each organisation, and what they would cost."""
    story = heading(typeset, _("Who carries the gap"))
    if not report.carried_by:
        return [*story, typeset("body", _("No unpaid hours are recorded on these roles."))]
    story.append(
        typeset("body", Strong(_("This is not part of the ask.")), " ", _explained(report))
    )
    story.append(_bars(typeset, report))
    columns = [
        Column(_("Organisation")),
        Column(_("Unpaid hours"), 60, numbers=True),
        Column(_("At the statutory floor"), 92, numbers=True),
        Column(_("At the Real Living Wage"), 92, numbers=True),
        Column(_("At the roles’ hourly cost"), 92, numbers=True),
    ]
    story += table(typeset, columns, [_row(typeset, each) for each in report.carried_by])
    return [*story, *(typeset("body", said) for said in (_parts(report), _beyond(report)) if said)]


def _row(typeset: Typesetter, carrier: Carrier) -> list[Cell]:
    return [
        text_cell(typeset, named(_name(carrier), "organisation", carrier.organisation_id)),
        spoken_number(carrier.hours),
        *(_("not known") if worth is None else spoken_pounds(worth) for worth in _worths(carrier)),
    ]


def _name(carrier: Carrier) -> str:
    return carrier.organisation or _("No organisation named")


def _bars(typeset: Typesetter, report: GapReport) -> Flowable:
    """The hours of each organisation, side by side with their number."""
    most = max(int(carrier.hours * 100) for carrier in report.carried_by)
    figure = typeset.look.points(_FIGURE)
    room = WIDTH - _LABEL - figure
    rows = []
    for carrier in report.carried_by[:_MOST]:
        hours = _("{hours} hours").format(hours=spoken_number(carrier.hours))
        told = f"{_name(carrier)}: {hours}"
        bar = charts.bar([(charts.hatched, int(carrier.hours * 100))], most, room - 8, told)
        name = typeset("cell", shortened(_name(carrier), _LONGEST_LABEL))
        rows.append([name, bar, typeset("cell right", hours)])
    return laid_out(rows, [_LABEL, room, figure], BARS, spaceAfter=6)


def _worths(carrier: Carrier) -> tuple[int | None, ...]:
    return carrier.at_statutory_floor, carrier.at_real_living_wage, carrier.at_role_cost


def _explained(report: GapReport) -> str:
    said = _(
        "It shows whose unpaid time keeps these roles going, and what that time would cost at three"
        " rates. The three are read side by side, never added up. The hours are all that were"
        " given, also beyond the gap of a role."
    )
    if all(None not in _worths(carrier) for carrier in report.carried_by):
        return said
    unknown = _("A figure is not known where no rate was in force on one of the days worked.")
    return f"{said} {unknown}"


def _parts(report: GapReport) -> str:
    totals = report.totals
    return _(
        "Of the gap of {gap}, {carried} is being worked off unpaid at the roles’ hourly cost, and"
        " {needed} is carried by nobody. Both are parts of the gap; the money asked for is the"
        " whole gap."
    ).format(
        gap=spoken_pounds(totals.gap),
        carried=spoken_pounds(totals.carried),
        needed=spoken_pounds(totals.needed),
    )


def _beyond(report: GapReport) -> str:
    """Why the last column does not add up to what is carried; nothing where it does."""
    by_role = sum(role.subsidy for role in report.roles)
    by_organisation = sum(carrier.at_role_cost or 0 for carrier in report.carried_by)
    said = []
    if by_role != report.totals.carried:
        said.append(
            _("Unpaid hours worth a further {amount} go beyond the gap of their role.").format(
                amount=spoken_pounds(by_role - report.totals.carried)
            )
        )
    if by_organisation != by_role:
        said.append(
            _(
                "The last column adds up to {by_organisation}, and the same hours role by role to"
                " {by_role}: each figure is rounded to the penny by itself."
            ).format(by_organisation=spoken_pounds(by_organisation), by_role=spoken_pounds(by_role))
        )
    return " ".join(said)
