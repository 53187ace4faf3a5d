"""Page one: the gap, the roles without money, who carries them and what waits on them."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from engagement_app.domain.amounts import spoken_number, spoken_pounds
from engagement_app.language import _, plural
from engagement_app.reports import words
from engagement_app.reports.gap import cost_bars, dead_ends, first_to_fund, sentences
from engagement_app.reports.headings import bookmark
from engagement_app.reports.keeping import beginning
from engagement_app.reports.pages import after_first_page
from engagement_app.reports.parts import named
from engagement_app.reports.styles import PALE, SOLID, WIDTH
from engagement_app.reports.tables import Cell, Column, laid_out, table, text_cell
from engagement_app.reports.text import Strong, Typesetter, shortened
from engagement_app.resourcing.report import Carrier, GapReport, RoleGap

_MOST_ROLES = 8
_MOST_LARGE = 4
_MOST_CARRIERS = 3
_LONGEST_TITLE = 80
_LONGEST_NAME = 200
_STANDS_TOGETHER = 120
"""A heading with what is right below it, in large print."""
_LEFT, _GUTTER = 283, 16
_RIGHT = WIDTH - _LEFT - _GUTTER


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """One page, whatever the number of roles: as many are shown as fit; in large print two."""
    short = [role for role in report.roles if role.gap]
    if typeset.look.is_large:
        return [*_page(typeset, report, short, min(len(short), _MOST_LARGE)), *after_first_page()]
    for shown in range(min(len(short), _MOST_ROLES), -1, -1):
        story = _page(typeset, report, short, shown)
        if height(story, typeset.look.first_height) <= typeset.look.first_height:
            break
    return [*story, *after_first_page()]


def height(story: Sequence[Flowable], room: float) -> float:
    """What the flowables take up from the top of a page, in points."""
    total, after = 0.0, 0.0
    for place, each in enumerate(story):
        before = each.getSpaceBefore() if place else 0
        total += max(before, after) + each.wrap(WIDTH, room)[1]
        after = each.getSpaceAfter()
    return total


def _page(
    typeset: Typesetter, report: GapReport, short: Sequence[RoleGap], shown: int
) -> list[Flowable]:
    story = [*_title(typeset, report), _gap(typeset, report)]
    if short:
        story += _roles(typeset, short, shown)
        if first := first_to_fund.shortly(report):
            story.append(typeset("tight", *first))
    if shown:
        story += cost_bars.chart(typeset, report, short[:shown])
    parts = _carried(typeset, report), _waiting(typeset, report)
    if typeset.look.is_large:
        enough = CondPageBreak(typeset.look.points(_STANDS_TOGETHER))
        return [*story, enough, *parts[0], enough, *parts[1]]
    return [*story, Spacer(0, 4), _sides(*parts)]


def _title(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    about = [_("As of {day}.").format(day=words.day(report.as_of))]
    if report.event:
        about.insert(0, _("Event: {name}.").format(name=shortened(report.event, _LONGEST_NAME)))
    if report.lead_organisation:
        name = shortened(report.lead_organisation, _LONGEST_NAME)
        about.append(_("Led by {name}.").format(name=name))
    if report.made_by:
        about.append(_("Made by {person}.").format(person=shortened(report.made_by, _LONGEST_NAME)))
    return [
        typeset("kicker", _("Resourcing-gap report")),
        bookmark(_("The gap on one page")),
        typeset("title", shortened(report.project, _LONGEST_NAME)),
        typeset("quiet", " ".join(about)),
    ]


def _gap(typeset: Typesetter, report: GapReport) -> Flowable:
    inside: list[Flowable] = [typeset("lead", sentences.lead(report))]
    ask, beside = sentences.ask(report), " ".join(sentences.beside_it(report))
    if ask or beside:
        inside += [Spacer(0, 4), typeset("tight", Strong(ask), " " if ask else "", beside)]
    return laid_out([[inside]], [WIDTH], _BOX, spaceAfter=4)


_BOX: list[Any] = [
    ("BACKGROUND", (0, 0), (-1, -1), PALE),
    ("LINEBEFORE", (0, 0), (0, -1), 4, SOLID, "butt"),
    ("LEFTPADDING", (0, 0), (-1, -1), 14),
    ("RIGHTPADDING", (0, 0), (-1, -1), 10),
    ("TOPPADDING", (0, 0), (-1, -1), 7),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
]


def _roles(typeset: Typesetter, short: Sequence[RoleGap], shown: int) -> list[Flowable]:
    held_by = [] if typeset.look.is_large else [Column(_("Held by"), 150)]
    columns = [
        Column(_("Role")),
        *held_by,
        Column(_("People waiting"), 56, numbers=True),
        Column(_("Gap"), 84, numbers=True),
    ]
    story: list[Flowable] = [typeset("first page heading", _("Roles without the money they need"))]
    if shown:
        story += table(typeset, columns, [_role(typeset, role) for role in short[:shown]])
    if more := len(short) - shown:
        story.append(
            typeset(
                "tight",
                _("Most people waiting first, then the largest gap."),
                " ",
                _more(typeset, more),
            )
        )
    if typeset.look.is_large:
        return [beginning(story, typeset.look), *story]
    return story


def _more(typeset: Typesetter, count: int) -> str:
    if typeset.look.is_large:
        return plural("{count} more is further on.", "{count} more are further on.", count)
    return plural("{count} more is on page 2.", "{count} more are from page 2 on.", count)


def _role(typeset: Typesetter, role: RoleGap) -> list[Cell]:
    title = named(shortened(role.title, _LONGEST_TITLE), "engagement_role", role.id, strong=True)
    held_by = shortened(sentences.holder(role.holder), _LONGEST_TITLE)
    figures = [f"{role.people_waiting:,}", spoken_pounds(role.gap)]
    end = words.belt_end_explained(role.belt)
    if typeset.look.is_large:
        nobody = not (role.holder.name or role.holder.organisation)
        held = _("Held by nobody.") if nobody else _("Held by {who}.").format(who=held_by)
        return [text_cell(typeset, title, f"\n{end}\n{held}"), *figures]
    return [text_cell(typeset, title, "\n", end), text_cell(typeset, held_by), *figures]


def _room(typeset: Typesetter, beside: float) -> float:
    """In large print nothing stands beside anything."""
    return WIDTH if typeset.look.is_large else beside


def _sides(left: list[Flowable], right: list[Flowable]) -> Flowable:
    return laid_out([[left, "", right]], [_LEFT, _GUTTER, _RIGHT], _BARE)


_BARE: list[Any] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


def _carried(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    story: list[Flowable] = [typeset("first page heading", _("Who works unpaid"))]
    if not report.carried_by:
        return [*story, typeset("tight", _("No unpaid hours are recorded on these roles."))]
    columns = [
        Column(_("Organisation")),
        Column(_("Hours"), 52, numbers=True),
        Column(_("At the roles’ hourly cost"), 84, numbers=True),
    ]
    rows = [_carrier(typeset, each) for each in report.carried_by[:_MOST_CARRIERS]]
    story.append(typeset("tight", Strong(_("This is not part of the ask."))))
    story += [Spacer(0, 3), *table(typeset, columns, rows, room=_room(typeset, _LEFT))]
    more = len(report.carried_by) - _MOST_CARRIERS
    if more > 0:
        story.append(typeset("tight", plural("And {count} more.", "And {count} more.", more)))
    return story


def _carrier(typeset: Typesetter, carrier: Carrier) -> list[Cell]:
    name = carrier.organisation or _("No organisation named")
    worth = carrier.at_role_cost
    return [
        text_cell(typeset, shortened(name, _LONGEST_TITLE)),
        spoken_number(carrier.hours),
        _("not known") if worth is None else spoken_pounds(worth),
    ]


def _waiting(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    columns = [Column(_("Dead ends, by reason")), Column(_("Number"), 56, numbers=True)]
    said = [_waiting_on(sum(role.follow_ups_waiting for role in report.roles if role.gap))]
    if report.dead_ends:
        said.append(_dead_ends(len(report.dead_ends)))
    return [
        typeset("first page heading", _("What is waiting")),
        typeset("tight", "\n".join(said)),
        Spacer(0, 3),
        *table(typeset, columns, dead_ends.counts(typeset, report), room=_room(typeset, _RIGHT)),
    ]


def _waiting_on(count: int) -> str:
    if not count:
        return _("No follow-up waits on a role with a gap.")
    return plural(
        "{count} follow-up waits on roles with a gap.",
        "{count} follow-ups wait on roles with a gap.",
        count,
    )


def _dead_ends(count: int) -> str:
    return plural(
        "{count} dead end: nobody can keep it.",
        "{count} dead ends: nobody can keep them.",
        count,
    )
