"""Badges as a PDF: sheets to cut along the lines."""

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from engagement_app.domain.badges import Badge, Badges
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.reports import words
from engagement_app.reports.headings import bookmark
from engagement_app.reports.pages import Paper, printed
from engagement_app.reports.styles import RULE, WIDTH
from engagement_app.reports.tables import laid_out
from engagement_app.reports.text import Typesetter, shortened

KIND = _("Badges")
_ACROSS = 2
_SIDE, _ABOVE = 14, 4
_ROOM = WIDTH / _ACROSS - 2 * _SIDE
_LONGEST_OTHER = 50
_LENGTHS = (100, 60, 36, 18)
"""Letters of a name, tried one after the other."""
_SIZES = ("badge name 36", "badge name 28", "badge name 20", "badge name 14")
_LINES = 2
"""How many lines a name may take before it is set smaller."""


def render(found: Badges, progress: Progress = silent) -> bytes:
    """The PDF; the same badges give the same bytes."""
    badges = [*found.badges, *[Badge()] * found.blank]
    badges += [Badge()] * (-len(badges) % found.on_a_sheet if badges else found.on_a_sheet)

    def sheets(typeset: Typesetter) -> Iterator[Flowable]:
        yield NextPageTemplate("later")
        yield bookmark(KIND)
        yield _head(typeset, found)
        down = found.on_a_sheet // _ACROSS
        height = typeset.look.later_height / down - 0.5
        for at in range(0, len(badges), _ACROSS):
            if at and not at % found.on_a_sheet:
                yield PageBreak()
            pair = [_badge(typeset, found, each, height) for each in badges[at : at + _ACROSS]]
            yield laid_out([pair], [WIDTH / _ACROSS] * _ACROSS, _CUT, rowHeights=[height])

    return printed(Paper(KIND, found.event, found.as_of), [sheets], progress)


def _head(typeset: Typesetter, found: Badges) -> Flowable:
    """What the sheet is, before anything is cut: one line, or the badges have no room."""
    made = _("Badges · {event} · as of {day}")
    if found.made_by:
        made = _("Badges · {event} · as of {day} · made by {person}")
    for longest in range(_LONGEST_OTHER, 0, -4):
        event, person = (shortened(each, longest) for each in (found.event, found.made_by))
        told = made.format(event=event, day=words.day(found.as_of), person=person)
        head = typeset("sheet title", told)
        if head.wrap(WIDTH, 0)[1] <= typeset.look.styles["sheet title"].leading:
            break
    return head


def _badge(typeset: Typesetter, found: Badges, badge: Badge, height: float) -> list[Flowable]:
    """As much of its words as there is room for."""
    if badge.name is None:
        event = typeset("badge event", shortened(found.event, _LONGEST_OTHER))
        return [event, Spacer(0, height * 0.4), _line_to_write_on()]
    for longest in _LENGTHS:
        parts: list[Any] = [
            typeset("badge event", shortened(found.event, min(longest, _LONGEST_OTHER))),
            _name(typeset, shortened(badge.name, longest)),
        ]
        if badge.organisation:
            organisation = shortened(badge.organisation, min(longest, _LONGEST_OTHER))
            parts.append(typeset("badge organisation", organisation))
        if sum(each.wrap(_ROOM, 0)[1] + each.getSpaceAfter() for each in parts) <= height - 8:
            break
    return parts


def _name(typeset: Typesetter, name: str) -> Flowable:
    """As large as it goes on two lines, without a word being cut."""
    for style in _SIZES:
        made = typeset(style, name)
        leading = typeset.look.styles[style].leading
        if made.least_width() <= _ROOM and made.wrap(_ROOM, 0)[1] <= _LINES * leading:
            break
    return made


def _line_to_write_on() -> Flowable:
    return laid_out([[""]], [_ROOM], [("LINEABOVE", (0, 0), (-1, 0), 0.9, RULE)])


_CUT: list[Any] = [
    ("BOX", (0, 0), (-1, -1), 0.6, RULE, None, (3, 3)),
    ("INNERGRID", (0, 0), (-1, -1), 0.6, RULE, None, (3, 3)),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), _SIDE),
    ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
    ("TOPPADDING", (0, 0), (-1, -1), _ABOVE),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]
