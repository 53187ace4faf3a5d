"""How the papers look: sizes in points, colours that stay apart in grey.

Every size is given for text of 11 points and scaled from here: large print is the same at 16.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from engagement_app.reports.fonts import BODY, BOLD

INK = HexColor("#1a1a1a")
QUIET = HexColor("#4a4a4a")
RULE = HexColor("#8c8c8c")
STRONG_RULE = HexColor("#333333")
PALE = HexColor("#efefef")
SOLID = HexColor("#1f3a5f")
WHITE = HexColor("#ffffff")

SMALLEST = 11
"""The size of all text that is not a heading."""
LARGE = 16

MARGIN = 16 * mm
WIDTH = A4[0] - 2 * MARGIN
_TOP_FIRST, _FOOT_ROOM = 13 * mm, 19 * mm
_HEAD_TOP, _UNDER_HEAD = 11 * mm, 20
FOOT = 11 * mm

# name: (font, size, leading, space before, space after, colour, alignment)
_LOOKS: dict[str, Any] = {
    "title": (BOLD, 19, 23, 0, 2, INK, TA_LEFT),
    "sheet title": (BOLD, 11, 15, 0, 1, QUIET, TA_LEFT),
    "kicker": (BOLD, 11, 15, 0, 1, QUIET, TA_LEFT),
    "lead": (BOLD, 16, 21, 0, 0, INK, TA_LEFT),
    "heading": (BOLD, 16, 20, 14, 6, INK, TA_LEFT),
    "first page heading": (BOLD, 12.5, 16, 8, 3, INK, TA_LEFT),
    "subheading": (BOLD, 12.5, 16, 10, 4, INK, TA_LEFT),
    "body": (BODY, 11, 15, 0, 6, INK, TA_LEFT),
    "tight": (BODY, 11, 14.5, 0, 0, INK, TA_LEFT),
    "quiet": (BODY, 11, 15, 0, 5, QUIET, TA_LEFT),
    "cell": (BODY, 11, 13.5, 0, 0, INK, TA_LEFT),
    "cell right": (BODY, 11, 13.5, 0, 0, INK, TA_RIGHT),
    "head": (BOLD, 11, 13.5, 0, 0, INK, TA_LEFT),
    "head right": (BOLD, 11, 13.5, 0, 0, INK, TA_RIGHT),
    "step": (BODY, 11, 13, 0, 0, QUIET, TA_RIGHT),
    "role": (BODY, 11, 14.5, 9, 3, INK, TA_LEFT),
    "evidence": (BODY, 11, 14.5, 0, 9, INK, TA_LEFT),
    "small": (BODY, 11, 14, 0, 3, INK, TA_LEFT),
    "point": (BODY, 11, 15, 0, 3, INK, TA_LEFT),
    "running": (BODY, 11, 14, 0, 0, QUIET, TA_LEFT),
    "sheet": (BODY, 11, 14, 0, 0, INK, TA_LEFT),
    "sheet head": (BOLD, 11, 14, 0, 0, INK, TA_LEFT),
    "sheet number": (BOLD, 11, 14, 0, 0, INK, TA_RIGHT),
    "slip name": (BOLD, 13, 17, 0, 2, INK, TA_LEFT),
    "quote": (BODY, 11, 15, 0, 4, INK, TA_LEFT),
    "quoted": (BODY, 11, 14.5, 4, 2, QUIET, TA_LEFT),
    "badge event": (BODY, 11, 14, 0, 5, QUIET, TA_LEFT),
    "badge name 36": (BOLD, 36, 39, 0, 3, INK, TA_LEFT),
    "badge name 28": (BOLD, 28, 31, 0, 3, INK, TA_LEFT),
    "badge name 20": (BOLD, 20, 23, 0, 3, INK, TA_LEFT),
    "badge name 14": (BOLD, 14, 17, 0, 3, INK, TA_LEFT),
    "badge organisation": (BODY, 14, 18, 0, 0, INK, TA_LEFT),
}
_INDENTS = {"quote": 14}

# What each style is in the structure of the file; the others are paragraphs.
TAGS = {
    "title": "H1",
    "sheet title": "H1",
    "heading": "H2",
    "first page heading": "H2",
    "subheading": "H3",
}


@dataclass(frozen=True)
class Look:
    """One size of print: its styles, and the room on its pages, in points."""

    size: float
    styles: Mapping[str, ParagraphStyle]

    def points(self, given: float) -> float:
        """What a length given for normal print is in this one."""
        return given * self.size / SMALLEST

    @property
    def is_large(self) -> bool:
        """Whether it is larger than normal print."""
        return self.size > SMALLEST

    @property
    def head_lines(self) -> int:
        """How many lines the running head may have."""
        return 2 if self.is_large else 1

    @property
    def top_first(self) -> float:
        """Where text begins on the first page, from the edge of the paper."""
        return _TOP_FIRST

    @property
    def head_top(self) -> float:
        """Where the running head begins."""
        return _HEAD_TOP

    @property
    def top_later(self) -> float:
        """Where text begins below a running head."""
        leading: float = self.styles["running"].leading
        return _HEAD_TOP + self.head_lines * leading + _UNDER_HEAD

    @property
    def bottom(self) -> float:
        """Where text ends above the foot."""
        return max(_FOOT_ROOM, FOOT + self.points(_UNDER_HEAD) + 4)

    @property
    def first_height(self) -> float:
        """The room for text on the first page."""
        return A4[1] - self.top_first - self.bottom

    @property
    def later_height(self) -> float:
        """The room for text on every other page."""
        return A4[1] - self.top_later - self.bottom


@cache
def look(*, large_print: bool = False) -> Look:
    """Normal print, 11 points, or large print, 16."""
    size = LARGE if large_print else SMALLEST
    scale = size / SMALLEST
    return Look(size, {name: _style(name, given, scale) for name, given in _LOOKS.items()})


def _style(name: str, given: tuple[Any, ...], scale: float) -> ParagraphStyle:
    font, size, leading, before, after, colour, alignment = given
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size * scale,
        leading=leading * scale,
        spaceBefore=before * scale,
        spaceAfter=after * scale,
        textColor=colour,
        alignment=alignment,
        leftIndent=_INDENTS.get(name, 0) * scale,
        allowWidows=0,
    )
