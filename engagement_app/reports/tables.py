"""Tables: columns as data, people's text in paragraphs, large ones in pieces."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable, Table

from engagement_app.reports import fonts
from engagement_app.reports.keeping import KeptTable
from engagement_app.reports.pages import WIDTH
from engagement_app.reports.styles import (
    CELL_LEADING,
    CELL_SIZE,
    INK,
    PALE,
    RULE,
    SMALLEST_NUMBER,
    STRONG_RULE,
)
from engagement_app.reports.table_tags import DataTable, PlacesOnly
from engagement_app.reports.text import Strong, Typesetter, shortened

# ReportLab's time for one table grows faster than its rows.
ROWS_IN_A_PIECE = 400
# A row cannot be taller than a page: the full text stands in a paragraph elsewhere.
LONGEST_CELL = 300
_SIDE = 4

Cell = str | Flowable


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its words, its width in points, and what it holds.

    A width of None is what is left over; a column of numbers takes no more than they need.
    """

    words: str
    width: float | None = None
    numbers: bool = False


def text_cell(typeset: Typesetter, *parts: str) -> Flowable:
    """A cell of people's text, which wraps."""
    return typeset("cell", *(_bounded(part) for part in parts))


def _bounded(part: str) -> str:
    text = shortened(part, LONGEST_CELL)
    return Strong(text) if isinstance(part, Strong) else text


def table(
    typeset: Typesetter,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    total: Sequence[Cell] | None = None,
    room: float = WIDTH,
) -> list[Flowable]:
    """The rows under a head that repeats on each page, in pieces of equal columns.

    A plain string is a number or a word in our own letters; `total` is a last row set apart.
    """
    lines = [*rows, total] if total else list(rows)
    widths = column_widths(columns, lines, room)
    head = [typeset("head right" if each.numbers else "head", each.words) for each in columns]
    style = _style(columns, _number_size(columns, widths, lines))
    structure: Any = DataTable()
    pieces = [lines[i : i + ROWS_IN_A_PIECE] for i in range(0, len(lines), ROWS_IN_A_PIECE)]
    return [
        KeptTable(
            [head, *map(list, piece)],
            colWidths=widths,
            repeatRows=1,
            style=style + _TOTAL if total and piece is pieces[-1] else style,
            hAlign="LEFT",
            renderCB=structure,
            spaceAfter=6 if piece is pieces[-1] else 0,
        )
        for piece in pieces
    ]


def figures(typeset: Typesetter, steps: Sequence[tuple[str, str]], first: float) -> Flowable:
    """One line of figures, each under its words; `first` is the width of the first column."""
    others = (WIDTH - first) / (len(steps) - 1)
    widths = [first, *[others] * (len(steps) - 1)]
    columns = [Column("", width, numbers=True) for width in widths]
    amounts = [amount for _words, amount in steps]
    size = _number_size(columns, widths, [amounts])
    structure: Any = DataTable()
    return KeptTable(
        [[typeset("step", words) for words, _amount in steps], amounts],
        colWidths=widths,
        style=[*_PLAIN, *_FIGURES, ("FONTSIZE", (0, 1), (-1, 1), size)],
        spaceAfter=2,
        renderCB=structure,
    )


def laid_out(
    rows: Sequence[Sequence[Any]], widths: Sequence[float], rules: list[Any], **named: Any
) -> Flowable:
    """Flowables side by side: a table for its places only."""
    # Without a font of its own even an empty cell brings in Helvetica, which is not embedded.
    style = [("FONTNAME", (0, 0), (-1, -1), fonts.BODY), *rules]
    lines = [list(row) for row in rows]
    structure: Any = PlacesOnly()
    return Table(lines, colWidths=widths, style=style, renderCB=structure, **named)


def column_widths(
    columns: Sequence[Column], lines: Sequence[Sequence[Cell]], room: float
) -> list[float]:
    """In points; together as wide as the room."""
    widths = [_width(column, place, lines) for place, column in enumerate(columns)]
    left = room - sum(width or 0 for width in widths)
    return [left / widths.count(None) if width is None else width for width in widths]


def _width(column: Column, place: int, lines: Sequence[Sequence[Cell]]) -> float | None:
    if column.width is None or not column.numbers:
        return column.width
    printed = [_printed_width(line[place]) for line in lines]
    longest = max([*printed, _printed_width(column.words)])
    return min(column.width, longest + 2 * _SIDE + 2)


def _number_size(
    columns: Sequence[Column], widths: Sequence[float], lines: Sequence[Sequence[Cell]]
) -> float:
    """The size in which the longest number still fits its column."""
    size: float = CELL_SIZE
    for place, column in enumerate(columns):
        if column.numbers:
            longest = max((_printed_width(line[place]) for line in lines), default=0)
            size = min(size, CELL_SIZE * (widths[place] - 2 * _SIDE) / max(longest, 1))
    return max(size, SMALLEST_NUMBER)


def _printed_width(cell: Cell) -> float:
    return fonts.width(cell, fonts.BOLD, CELL_SIZE) if isinstance(cell, str) else 0


def _style(columns: Sequence[Column], size: float) -> list[Any]:
    numbers = [place for place, column in enumerate(columns) if column.numbers]
    return [
        *_PLAIN,
        *(("ALIGN", (place, 0), (place, -1), "RIGHT") for place in numbers),
        *(("FONTSIZE", (place, 0), (place, -1), size) for place in numbers),
    ]


_PLAIN: list[Any] = [
    ("FONTNAME", (0, 0), (-1, -1), fonts.BODY),
    ("FONTSIZE", (0, 0), (-1, -1), CELL_SIZE),
    ("LEADING", (0, 0), (-1, -1), CELL_LEADING),
    ("TEXTCOLOR", (0, 0), (-1, -1), INK),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ("LEFTPADDING", (0, 0), (-1, -1), _SIDE),
    ("RIGHTPADDING", (0, 0), (-1, -1), _SIDE),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ("BACKGROUND", (0, 0), (-1, 0), PALE),
    ("LINEBELOW", (0, 0), (-1, 0), 0.9, STRONG_RULE),
    ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
]
_TOTAL: list[Any] = [
    ("FONTNAME", (0, -1), (-1, -1), fonts.BOLD),
    ("LINEABOVE", (0, -1), (-1, -1), 0.9, STRONG_RULE),
    ("LINEBELOW", (0, -1), (-1, -1), 0.9, STRONG_RULE),
]
BARS: list[Any] = [
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 0.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
]
_FIGURES: list[Any] = [
    ("LEFTPADDING", (0, 0), (-1, 0), 1),
    ("ALIGN", (0, 0), (-1, -1), "RIGHT"),
    ("BOTTOMPADDING", (0, 0), (-1, 0), 1),
    ("TOPPADDING", (0, 1), (-1, 1), 0),
    ("LINEBELOW", (0, 0), (-1, 0), 0, PALE),
    ("FONTNAME", (-1, 1), (-1, 1), fonts.BOLD),
]
