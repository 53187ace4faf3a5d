"""The chart of page one: what roles cost, and who bears it."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.language import _, plural
from engagement_app.reports import charts
from engagement_app.reports.headings import heading
from engagement_app.reports.styles import RULE, WIDTH
from engagement_app.reports.tables import BARS, laid_out
from engagement_app.reports.text import Typesetter, shortened
from engagement_app.resourcing.report import GapReport, RoleGap, Totals

_LABEL_WIDTH, _AMOUNT_WIDTH = 184, 84
_LONGEST_LABEL = 34
_FEWEST, _MOST = 2, 40
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


def every_gap(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """The gap of each role as a bar, the largest first; nothing where there is only one."""
    short = sorted((role for role in report.roles if role.gap), key=lambda role: -role.gap)
    if len(short) < _FEWEST:
        return []
    shown, most = short[:_MOST], short[0].gap
    story: list[Flowable] = [*heading(typeset, _("The gap by role"), "subheading")]
    story.append(typeset("body", _explained(len(short) - len(shown))))
    return [*story, laid_out([_gap_bar(typeset, role, most) for role in shown], _BAR_WIDTHS, BARS)]


def _gap_bar(typeset: Typesetter, role: RoleGap, most: int) -> list[Flowable]:
    told = _("{title}: {carried} worked off unpaid, {needed} carried by nobody.").format(
        title=role.title, carried=spoken_pounds(role.carried), needed=spoken_pounds(role.needed)
    )
    parts = [(charts.hatched, role.carried), (charts.empty, role.needed)]
    return [
        typeset("cell", shortened(role.title, _LONGEST_LABEL)),
        charts.bar(parts, most, _BAR_WIDTHS[1] - 8, told),
        typeset("cell right", spoken_pounds(role.gap)),
    ]


def _explained(more: int) -> str:
    said = _(
        "The hatched part of a gap is being worked off unpaid, the white part nobody carries. Both"
        " are the ask."
    )
    left_out = plural(
        "{count} smaller gap is not drawn.", "{count} smaller gaps are not drawn.", more
    )
    return f"{said} {left_out}" if more else said


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
    widths = [24, 74, 24, 126, 24, WIDTH - 272 - _AMOUNT_WIDTH, _AMOUNT_WIDTH]
    return laid_out([cells], widths, BARS)
