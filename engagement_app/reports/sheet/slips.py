"""One slip for each person: nobody at the table reads another name."""

from typing import Any

from reportlab.platypus import Flowable, Spacer

from engagement_app.domain.paper_sheet import SheetLine, SignInSheet
from engagement_app.language import _
from engagement_app.reports.sheet.lines import YES_NO
from engagement_app.reports.sheet.looks import Look
from engagement_app.reports.sheet.ticks import Ticks
from engagement_app.reports.styles import RULE, WIDTH
from engagement_app.reports.tables import laid_out
from engagement_app.reports.text import Typesetter, shortened

_LONGEST_NAME, _LONGEST_EVENT = 60, 60
_SIDE = 12


def section(typeset: Typesetter, sheet: SignInSheet, look: Look) -> list[Flowable]:
    """Slips in line order, the blank ones last; each row of them goes to one page whole."""
    across, down = look.slips
    slips = [_slip(typeset, sheet, line, look) for line in (*sheet.lines, *sheet.blank)]
    slips += [[] for _empty in range(-len(slips) % across)]
    rows = [slips[at : at + across] for at in range(0, len(slips), across)]
    height = typeset.look.later_height / down - 1
    widths = [WIDTH / across] * across
    return [laid_out([row], widths, _CUT, rowHeights=[height]) for row in rows]


def _slip(typeset: Typesetter, sheet: SignInSheet, line: SheetLine, look: Look) -> list[Flowable]:
    style = "sheet"
    told = [typeset(style, shortened(sheet.event, _LONGEST_EVENT))]
    number = _("Line {number}").format(number=f"{line.number:,}")
    head = [typeset("sheet head", number)]
    return [*told, *head, *_who(typeset, line, look), *_questions(typeset, look)]


def _who(typeset: Typesetter, line: SheetLine, look: Look) -> list[Flowable]:
    name, body = "slip name", "sheet"
    if line.name is None:
        return [typeset(name, _("Your name:")), Spacer(0, look.size), _rule(look)]
    parts: list[Flowable] = [typeset(name, shortened(line.name, _LONGEST_NAME))]
    if line.organisation:
        parts.append(typeset(body, shortened(line.organisation, _LONGEST_NAME)))
    return parts


def _rule(look: Look) -> Flowable:
    """A line to write on."""
    width = WIDTH / look.slips[0] - 2 * _SIDE
    return laid_out([[""]], [width], [("LINEABOVE", (0, 0), (-1, 0), 0.7, RULE)])


def _questions(typeset: Typesetter, look: Look) -> list[Flowable]:
    style = "sheet"
    asked = (
        _("Do you want to stay involved after today?"),
        _("Is this your first time?"),
    )
    parts: list[Flowable] = []
    for question in asked:
        boxes = Ticks(YES_NO, look.size, look.box, _("Yes, or no: tick one"))
        parts += [Spacer(0, 5), typeset(style, question), Spacer(0, 3), boxes]
    return parts


_CUT: list[Any] = [
    ("BOX", (0, 0), (-1, -1), 0.6, RULE, None, (3, 3)),
    ("INNERGRID", (0, 0), (-1, -1), 0.6, RULE, None, (3, 3)),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), _SIDE),
    ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
    ("TOPPADDING", (0, 0), (-1, -1), 9),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]
