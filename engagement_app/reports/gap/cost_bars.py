"""The chart of page one: what roles cost, and who bears it."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.language import _, plural
from engagement_app.reports import charts
from engagement_app.reports.headings import heading
from engagement_app.reports.styles import RULE, WIDTH, Look
from engagement_app.reports.tables import BARS, laid_out
from engagement_app.reports.text import Typesetter, shortened
from engagement_app.resourcing.report import GapReport, RoleGap, Totals

_LABEL, _AMOUNT, _SWATCH = 208, 84, 24
_LONGEST_LABEL = 34
_FEWEST, _MOST = 2, 40
_WHOLE = [*BARS, ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]


def chart(typeset: Typesetter, report: GapReport, roles: Sequence[RoleGap]) -> list[Flowable]:
    """A bar of all roles to its own scale, then a bar of each of `roles` to a common one."""
    most = max(role.full_cost for role in roles)
    rows = [_bar(typeset, role.title, role, most) for role in roles]
    story = [
        typeset("first page heading", _("What they cost, and who bears it")),
        _legend(typeset),
        laid_out(rows, _widths(typeset.look), BARS),
    ]
    if len(report.roles) > 1:
        whole = _bar(typeset, _whole(report), report.totals, report.totals.full_cost)
        story.insert(2, laid_out([whole], _widths(typeset.look), _WHOLE))
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
    return [
        *story,
        laid_out([_gap_bar(typeset, role, most) for role in shown], _widths(typeset.look), BARS),
    ]


def _gap_bar(typeset: Typesetter, role: RoleGap, most: int) -> list[Flowable]:
    told = _("{title}: {carried} worked off unpaid, {needed} carried by nobody.").format(
        title=role.title, carried=spoken_pounds(role.carried), needed=spoken_pounds(role.needed)
    )
    parts = [(charts.hatched, role.carried), (charts.empty, role.needed)]
    return [
        typeset("cell", shortened(role.title, _LONGEST_LABEL)),
        charts.bar(parts, most, _widths(typeset.look)[1] - 8, told),
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
        charts.bar(parts, most, _widths(typeset.look)[1] - 8, told),
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
    """What each fill stands for; in large print one below the other."""
    entries = [
        (charts.solid, _("Confirmed"), 72),
        (charts.hatched, _("Gap worked off unpaid"), 140),
        (charts.empty, _("Gap nobody carries"), 0),
    ]
    samples = [[charts.swatch(fill), typeset("cell", said)] for fill, said, _room in entries]
    amount = typeset("cell right", _("Full cost"))
    if typeset.look.is_large:
        ends: list[Any] = ["", "", amount]
        rows = [[*sample, end] for sample, end in zip(samples, ends, strict=True)]
        last = _widths(typeset.look)[-1]
        return laid_out(rows, [_SWATCH, WIDTH - _SWATCH - last, last], BARS)
    rooms: list[float] = [room for _fill, _said, room in entries]
    rooms[-1] = WIDTH - 3 * _SWATCH - sum(rooms) - _AMOUNT
    widths = [width for room in rooms for width in (_SWATCH, room)]
    return laid_out(
        [[*(cell for each in samples for cell in each), amount]], [*widths, _AMOUNT], BARS
    )


def _widths(look: Look) -> list[float]:
    """Of a name, a bar and an amount beside it."""
    amount = look.points(_AMOUNT)
    return [_LABEL, WIDTH - _LABEL - amount, amount]
