"""The chart of page one: what roles cost, and who bears it."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.language import _, plural
from engagement_app.reports import charts
from engagement_app.reports.styles import RULE, WIDTH
from engagement_app.reports.tables import BARS, laid_out
from engagement_app.reports.text import Typesetter, shortened
from engagement_app.resourcing.report import GapReport, RoleGap, Totals

_LABEL_WIDTH, _AMOUNT_WIDTH = 184, 84
_LONGEST_LABEL = 34
_BAR_WIDTHS = [_LABEL_WIDTH, WIDTH - _LABEL_WIDTH - _AMOUNT_WIDTH, _AMOUNT_WIDTH]
_WHOLE = [*BARS, ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]


def chart(typeset: Typesetter, report: GapReport, roles: Sequence[RoleGap]) -> list[Flowable]:
    """A bar of all roles to its own scale, then a bar of each of `roles` to a common one."""
    most = max(role.full_cost for role in roles)
    rows = [_bar(typeset, role.title, role, most) for role in roles]
    story = [
        typeset("first page heading", _("What they cost, and who bears it")),
        _legend(typeset),
        laid_out(rows, _BAR_WIDTHS, BARS),
    ]
    if len(report.roles) > 1:
        whole = _bar(typeset, _whole(report), report.totals, report.totals.full_cost)
        story.insert(2, laid_out([whole], _BAR_WIDTHS, _WHOLE))
    return story


def _whole(report: GapReport) -> str:
    return plural("{count} role as a whole", "All {count} roles, own scale", len(report.roles))


def _bar(typeset: Typesetter, title: str, costs: RoleGap | Totals, most: int) -> list[Flowable]:
    parts = split(costs)
    confirmed, carried, needed = (spoken_pounds(amount) for _fill, amount in parts)
    told = _(
        "{title}: {confirmed} confirmed, {carried} worked off unpaid, {needed} carried by nobody."
    ).format(title=title, confirmed=confirmed, carried=carried, needed=needed)
    return [
        typeset("cell", shortened(title, _LONGEST_LABEL)),
        charts.bar(parts, most, _BAR_WIDTHS[1] - 8, told),
        typeset("cell right", spoken_pounds(costs.full_cost)),
    ]


def split(costs: RoleGap | Totals) -> list[tuple[charts.Fill, int]]:
    """The full cost: confirmed, worked off unpaid, borne by nobody."""
    return [
        (charts.solid, costs.full_cost - costs.gap),
        (charts.hatched, costs.carried),
        (charts.empty, costs.needed),
    ]


def _legend(typeset: Typesetter) -> Flowable:
    entries = [
        (charts.solid, _("Confirmed")),
        (charts.hatched, _("Gap worked off unpaid")),
        (charts.empty, _("Gap nobody carries")),
    ]
    cells = [
        cell for fill, said in entries for cell in (charts.swatch(fill), typeset("cell", said))
    ]
    cells.append(typeset("cell right", _("Full cost")))
    widths = [24, 74, 24, 142, 24, WIDTH - 288 - _AMOUNT_WIDTH, _AMOUNT_WIDTH]
    return laid_out([cells], widths, BARS)
