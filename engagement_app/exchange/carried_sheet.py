"""Who carries the gap, as a sheet of a workbook."""

from collections.abc import Sequence

from engagement_app.exchange.workbook import Column, Kind, Row, Sheet, in_pounds
from engagement_app.language import _
from engagement_app.resourcing.report import Carrier


def carried(carriers: Sequence[Carrier]) -> Sheet:
    """Unpaid hours of each organisation, and what they would cost at three rates."""
    columns = [
        Column(_("Organisation")),
        Column(_("Unpaid hours"), Kind.HOURS, total=True),
        Column(_("At the statutory floor"), Kind.MONEY),
        Column(_("At the Real Living Wage"), Kind.MONEY),
        Column(_("At the roles’ hourly cost"), Kind.MONEY),
    ]
    about = [_("This is not part of the ask. The three figures are read side by side.")]
    return Sheet(_("Who carries it"), columns, [_carrier(row) for row in carriers], about)


def _carrier(row: Carrier) -> Row:
    worths = (row.at_statutory_floor, row.at_real_living_wage, row.at_role_cost)
    return [
        row.organisation or _("No organisation named"),
        row.hours,
        *(_("not known") if worth is None else in_pounds(worth) for worth in worths),
    ]
