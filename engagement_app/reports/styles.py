"""How the papers look: sizes in points, colours that stay apart in grey."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from engagement_app.reports.fonts import BODY, BOLD

INK = HexColor("#1a1a1a")
QUIET = HexColor("#4a4a4a")
RULE = HexColor("#9a9a9a")
STRONG_RULE = HexColor("#333333")
PALE = HexColor("#efefef")
SOLID = HexColor("#1f3a5f")
WHITE = HexColor("#ffffff")

CELL_SIZE = 10
CELL_LEADING = 13
STEP_SIZE = 9.5
# Only for amounts so long that they would not fit their column.
SMALLEST_NUMBER = 6.5

# name: (font, size, leading, space before, space after, colour, alignment)
_LOOKS: dict[str, Any] = {
    "title": (BOLD, 19, 23, 0, 2, INK, TA_LEFT),
    "kicker": (BOLD, 11, 15, 0, 1, QUIET, TA_LEFT),
    "lead": (BOLD, 16, 21.5, 0, 0, INK, TA_LEFT),
    "heading": (BOLD, 16, 20, 14, 6, INK, TA_LEFT),
    "first page heading": (BOLD, 12.5, 16, 10, 4, INK, TA_LEFT),
    "subheading": (BOLD, 12.5, 16, 10, 4, INK, TA_LEFT),
    "body": (BODY, 11, 15, 0, 6, INK, TA_LEFT),
    "tight": (BODY, 11, 14.5, 0, 0, INK, TA_LEFT),
    "quiet": (BODY, 11, 15, 0, 6, QUIET, TA_LEFT),
    "cell": (BODY, CELL_SIZE, CELL_LEADING, 0, 0, INK, TA_LEFT),
    "cell right": (BODY, CELL_SIZE, CELL_LEADING, 0, 0, INK, TA_RIGHT),
    "head": (BOLD, CELL_SIZE, CELL_LEADING, 0, 0, INK, TA_LEFT),
    "head right": (BOLD, CELL_SIZE, CELL_LEADING, 0, 0, INK, TA_RIGHT),
    "step": (BODY, STEP_SIZE, 12.5, 0, 0, QUIET, TA_RIGHT),
    "role": (BODY, 11, 14.5, 8, 3, INK, TA_LEFT),
    "evidence": (BODY, 11, 14.5, 0, 9, INK, TA_LEFT),
    "small": (BODY, 10, 13, 0, 3, INK, TA_LEFT),
    "point": (BODY, 11, 15, 0, 3, INK, TA_LEFT),
    "running": (BODY, 9.5, 12, 0, 0, QUIET, TA_LEFT),
    "sheet": (BODY, 11, 14, 0, 0, INK, TA_LEFT),
    "sheet head": (BOLD, 11, 14, 0, 0, INK, TA_LEFT),
    "sheet number": (BOLD, 11, 14, 0, 0, INK, TA_RIGHT),
    "slip name": (BOLD, 13, 17, 0, 2, INK, TA_LEFT),
    "large sheet": (BODY, 16, 21, 0, 0, INK, TA_LEFT),
    "large sheet head": (BOLD, 16, 20, 0, 0, INK, TA_LEFT),
    "large sheet number": (BOLD, 16, 21, 0, 0, INK, TA_RIGHT),
    "large slip name": (BOLD, 20, 26, 0, 3, INK, TA_LEFT),
    "large body": (BODY, 16, 22, 0, 8, INK, TA_LEFT),
    "large running": (BODY, 16, 20, 0, 0, QUIET, TA_LEFT),
}

STYLES = {
    name: ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        spaceBefore=before,
        spaceAfter=after,
        textColor=colour,
        alignment=alignment,
        bulletFontName=BODY,
        allowWidows=0,
    )
    for name, (font, size, leading, before, after, colour, alignment) in _LOOKS.items()
}

# What each style is in the structure of the file; the others are paragraphs.
TAGS = {"title": "H1", "heading": "H2", "first page heading": "H2", "subheading": "H3"}
