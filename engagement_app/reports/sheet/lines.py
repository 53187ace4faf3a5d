"""The lines of the sheet: a number, a name, and boxes to tick."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from engagement_app.domain.paper_sheet import SheetLine, SignInSheet
from engagement_app.language import _
from engagement_app.reports import fonts
from engagement_app.reports.sheet.looks import Look
from engagement_app.reports.sheet.ticks import Ticks
from engagement_app.reports.styles import INK, PALE, RULE, STRONG_RULE, WIDTH
from engagement_app.reports.table_tags import DataTable
from engagement_app.reports.tables import ROWS_IN_A_PIECE, kept_table
from engagement_app.reports.text import Typesetter, shortened

_LONGEST = 90
YES_NO = (_("Yes"), _("No"))


def section(typeset: Typesetter, sheet: SignInSheet, look: Look) -> list[Flowable]:
    """Everybody on the list in line order, then the blank rows, under a head on each page."""
    lines = [*sheet.lines, *sheet.blank]
    heads = [_("Line"), _("Name"), *_organisation_head(look), _("Here")]
    heads += [_("Stay involved?"), _("First time?")]
    rows = [_row(typeset, line, look) for line in lines]
    return table(typeset, heads, rows, _widths(look), look)


def table(
    typeset: Typesetter,
    heads: Sequence[str],
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    look: Look,
) -> list[Flowable]:
    """A grid to write in, under a head that repeats on each page."""
    head = [typeset("sheet head", words) for words in heads]
    structure: Any = DataTable()
    style = [*_GRID, *_padding(look)]
    return [
        kept_table(
            typeset.look,
            [head, *map(list, rows[start : start + ROWS_IN_A_PIECE])],
            colWidths=list(widths),
            repeatRows=1,
            style=style,
            renderCB=structure,
        )
        for start in range(0, max(len(rows), 1), ROWS_IN_A_PIECE)
    ]


def _organisation_head(look: Look) -> list[str]:
    return [_("Organisation")] if look.organisation else []


def _widths(look: Look) -> list[float]:
    others = [look.number, look.organisation or 0, look.here, look.answers, look.answers]
    name = WIDTH - sum(others)
    organisation = [look.organisation] if look.organisation else []
    return [look.number, name, *organisation, look.here, look.answers, look.answers]


def _row(typeset: Typesetter, line: SheetLine, look: Look) -> list[Any]:
    name = shortened(line.name or "", _LONGEST)
    organisation = shortened(line.organisation or "", _LONGEST)
    if look.organisation:
        named = [_text(typeset, name, look), _text(typeset, organisation, look)]
    else:
        whole = "\n".join(part for part in (name, organisation) if part)
        named = [_text(typeset, whole, look)]
    return [typeset("sheet number", f"{line.number:,}"), *named, *boxes(look)]


def boxes(look: Look) -> list[Flowable]:
    """The box for being here, and the answers to the two questions."""
    size, box = look.size, look.box
    yes_no = _("Yes, or no: tick one")
    return [
        Ticks(("",), size, box, _("Here: tick")),
        Ticks(YES_NO, size, box, yes_no, stacked=look.stacked),
        Ticks(YES_NO, size, box, yes_no, stacked=look.stacked),
    ]


def _text(typeset: Typesetter, words: str, look: Look) -> Any:
    return typeset("sheet", words) if words else ""


def _padding(look: Look) -> list[Any]:
    return [
        ("TOPPADDING", (0, 1), (-1, -1), look.padding),
        ("BOTTOMPADDING", (0, 1), (-1, -1), look.padding + 1),
    ]


_GRID: list[Any] = [
    ("FONTNAME", (0, 0), (-1, -1), fonts.BODY),
    ("TEXTCOLOR", (0, 0), (-1, -1), INK),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ("BACKGROUND", (0, 0), (-1, 0), PALE),
    ("LEFTPADDING", (0, 0), (-1, -1), 5),
    ("RIGHTPADDING", (0, 0), (-1, -1), 5),
    ("INNERGRID", (0, 0), (-1, -1), 0.4, RULE),
    ("BOX", (0, 0), (-1, -1), 0.9, STRONG_RULE),
    ("LINEBELOW", (0, 0), (-1, 0), 0.9, STRONG_RULE),
]
