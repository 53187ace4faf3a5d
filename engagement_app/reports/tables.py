"""Tables: columns as data, people's text in paragraphs, large ones in pieces.

A table whose columns do not fit side by side, as in large print or with very long amounts, becomes
a list of records one below the other: nothing is cut off or set smaller.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable, Table

from engagement_app.reports import fonts
from engagement_app.reports.keeping import KeptTable
from engagement_app.reports.parts import worded
from engagement_app.reports.styles import INK, PALE, RULE, STRONG_RULE, WIDTH, Look
from engagement_app.reports.table_tags import DataTable, PlacesOnly, RecordTable
from engagement_app.reports.text import Typesetter, shortened

# ReportLab's time for one table grows faster than its rows; but each piece has its own head, also
# in the middle of a page. Pieces of 500 take a tenth longer than of 100, of 1,000 a third.
ROWS_IN_A_PIECE = 500
# A row cannot be taller than a page: the full text stands in a paragraph elsewhere.
LONGEST_CELL = 300
_SIDE = 4
_LEAST = 80
"""What is left over for a column must be so much, in normal print."""
_WORDS_OF_RECORDS = 0.5
"""The part of the width for the words on the left of records."""
_WORDS_OF_PAIRS = 0.55
"""The same where two of them stand side by side."""

Cell = str | Flowable


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its words, its width in points in normal print, and what it holds.

    A width of None is what is left over; a column of numbers takes what they need, at most its
    width where there is text to be wrapped in its head.
    """

    words: str
    width: float | None = None
    numbers: bool = False


def text_cell(typeset: Typesetter, *parts: str) -> Flowable:
    """A cell of people's text, which wraps."""
    return typeset("cell", *(_bounded(part) for part in parts))


def _bounded(part: str) -> str:
    return worded(part, shortened(part, LONGEST_CELL)) if len(part) > LONGEST_CELL else part


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
    room = min(WIDTH, typeset.look.points(room))
    widths = column_widths(typeset.look, columns, lines, room)
    if widths is None:
        return _records(typeset, columns, rows, total, room)
    head = [typeset("head right" if each.numbers else "head", each.words) for each in columns]
    style = _style(typeset.look, columns)
    structure: Any = DataTable()
    pieces = [lines[i : i + ROWS_IN_A_PIECE] for i in range(0, len(lines), ROWS_IN_A_PIECE)]
    return [
        kept_table(
            typeset.look,
            [head, *map(list, piece)],
            colWidths=widths,
            repeatRows=1,
            style=style + _TOTAL if total and piece is pieces[-1] else style,
            renderCB=structure,
            spaceAfter=6 if piece is pieces[-1] else 0,
        )
        for piece in pieces
    ]


def is_grid(
    typeset: Typesetter,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    room: float = WIDTH,
) -> bool:
    """Whether such a table has room for its columns side by side."""
    room = min(WIDTH, typeset.look.points(room))
    return column_widths(typeset.look, columns, rows, room) is not None


def _records(
    typeset: Typesetter,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    total: Sequence[Cell] | None,
    room: float,
) -> list[Flowable]:
    """Each row as a small table: its first cell over the words and contents of the others."""
    lines = [*rows, total] if total else rows
    pairs = 2 if _fit_in_pairs(typeset.look, columns, lines, room) else 1
    return [_record(typeset, columns, line, room, pairs) for line in lines]


def _fit_in_pairs(
    look: Look, columns: Sequence[Column], lines: Sequence[Sequence[Cell]], room: float
) -> bool:
    """Whether two contents and their words have room side by side."""
    for_words, for_contents = (room / 2 * part for part in (_WORDS_OF_PAIRS, 1 - _WORDS_OF_PAIRS))
    words = [word for column in columns[1:] for word in column.words.split()]
    contents = [cell for line in lines for cell in line[1:]]
    return all(_needed(look, word) <= for_words for word in words) and all(
        isinstance(cell, str) and _needed(look, cell) <= for_contents for cell in contents
    )


def _record(
    typeset: Typesetter, columns: Sequence[Column], line: Sequence[Cell], room: float, pairs: int
) -> Flowable:
    name, *others = line
    head = typeset("head", name) if isinstance(name, str) else name
    told = [
        (typeset("cell", column.words), cell)
        for column, cell in zip(columns[1:], others, strict=True)
        if cell != ""
    ]
    rows = [[part for pair in told[at : at + pairs] for part in pair] for at in _steps(told, pairs)]
    is_short = bool(rows) and len(rows[-1]) < 2 * pairs
    if is_short:
        rows[-1] += [""] * (2 * pairs - len(rows[-1]))
    structure: Any = RecordTable(pairs=pairs, short_row=len(rows) if is_short else None)
    part = _WORDS_OF_PAIRS if pairs > 1 else _WORDS_OF_RECORDS
    return kept_table(
        typeset.look,
        [[head] + [""] * (2 * pairs - 1), *rows],
        colWidths=[room / pairs * part, room / pairs * (1 - part)] * pairs,
        style=[
            *_plain(typeset.look),
            ("SPAN", (0, 0), (-1, 0)),
            *([("SPAN", (1, -1), (-1, -1))] if is_short else []),
        ],
        renderCB=structure,
        spaceAfter=typeset.look.points(6),
    )


def _steps(told: Sequence[Any], size: int) -> range:
    return range(0, len(told), size)


def figures(typeset: Typesetter, steps: Sequence[tuple[str, str]], first: float) -> Flowable:
    """One line of figures, each under its words; `first` is the width of the first column."""
    look = typeset.look
    others = (WIDTH - first) / (len(steps) - 1)
    widths = [first, *[others] * (len(steps) - 1)]
    amounts = [amount for _words, amount in steps]
    if any(width < _needed(look, each) for width, each in zip(widths, amounts, strict=True)):
        return _figures_below(typeset, steps)
    structure: Any = DataTable()
    return kept_table(
        look,
        [[typeset("step", words) for words, _amount in steps], amounts],
        colWidths=widths,
        style=[*_plain(look), *_FIGURES],
        spaceAfter=2,
        renderCB=structure,
    )


def _figures_below(typeset: Typesetter, steps: Sequence[tuple[str, str]]) -> Flowable:
    structure: Any = RecordTable(names=0)
    return kept_table(
        typeset.look,
        [[typeset("cell", " ".join(words.split("\n"))), amount] for words, amount in steps],
        colWidths=[WIDTH * 0.6, WIDTH * 0.4],
        style=[*_plain(typeset.look), ("ALIGN", (1, 0), (1, -1), "RIGHT"), *_LAST],
        spaceAfter=typeset.look.points(6),
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
    look: Look, columns: Sequence[Column], lines: Sequence[Sequence[Cell]], room: float
) -> list[float] | None:
    """In points; together as wide as the room. None where they do not fit it."""
    wanted = [_wanted(look, column, place, lines) for place, column in enumerate(columns)]
    widths = _shared(look, wanted, room)
    if widths is None:
        least = [_least(look, column, place, lines) for place, column in enumerate(columns)]
        if sum(least) > room:
            return None
        free = [
            None if column.width is None else width
            for column, width in zip(columns, least, strict=True)
        ]
        widths = _shared(look, free, room)
    return widths


def _shared(look: Look, widths: Sequence[float | None], room: float) -> list[float] | None:
    """With what is left over for those that take it; None where it is too little."""
    left = room - sum(width or 0 for width in widths)
    takers = widths.count(None)
    if left < takers * look.points(_LEAST):
        return None
    return [left / takers if width is None else width for width in widths]


def _wanted(
    look: Look, column: Column, place: int, lines: Sequence[Sequence[Cell]]
) -> float | None:
    if column.width is None:
        return None
    longest = max((_needed(look, line[place]) for line in lines), default=0)
    if not column.numbers:
        return max(look.points(column.width), longest)
    head = _needed(look, column.words)
    word = max(_needed(look, each) for each in column.words.split())
    return max(min(head, look.points(column.width)), word, longest)


def _least(look: Look, column: Column, place: int, lines: Sequence[Sequence[Cell]]) -> float:
    """The width with which no word is cut."""
    cells: list[Any] = [line[place] for line in lines]
    words = [_needed(look, each) for each in column.words.split()]
    sides = 2 * look.points(_SIDE)
    texts = [each.least_width() + sides for each in cells if not isinstance(each, str)]
    strings = [_needed(look, each) for each in cells if isinstance(each, str)]
    return float(max([*words, *texts, *strings]))


def _needed(look: Look, cell: Cell) -> float:
    """The width of a plain string, on one line; a paragraph takes what it is given."""
    if not isinstance(cell, str):
        return 0
    return fonts.width(cell, fonts.BOLD, look.size) + 2 * look.points(_SIDE) + 1


def kept_table(look: Look, lines: list[list[Any]], **named: Any) -> Flowable:
    """A table of ReportLab's that leaves no row alone at the end of a page."""
    made = KeptTable(lines, hAlign="LEFT", **named)
    made.look = look
    return made


def _style(look: Look, columns: Sequence[Column]) -> list[Any]:
    numbers = [place for place, column in enumerate(columns) if column.numbers]
    return [*_plain(look), *(("ALIGN", (place, 0), (place, -1), "RIGHT") for place in numbers)]


def _plain(look: Look) -> list[Any]:
    side = look.points(_SIDE)
    return [
        ("FONTNAME", (0, 0), (-1, -1), fonts.BODY),
        ("FONTSIZE", (0, 0), (-1, -1), look.size),
        ("LEADING", (0, 0), (-1, -1), look.styles["cell"].leading),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), side),
        ("RIGHTPADDING", (0, 0), (-1, -1), side),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), look.points(3)),
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
_LAST: list[Any] = [("FONTNAME", (-1, -1), (-1, -1), fonts.BOLD)]
_FIGURES: list[Any] = [
    ("LEFTPADDING", (0, 0), (-1, 0), 1),
    ("ALIGN", (0, 0), (-1, -1), "RIGHT"),
    ("BOTTOMPADDING", (0, 0), (-1, 0), 1),
    ("TOPPADDING", (0, 1), (-1, 1), 0),
    ("LINEBELOW", (0, 0), (-1, 0), 0, PALE),
    *_LAST,
]
