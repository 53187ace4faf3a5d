"""A workbook of typed columns: text that is only ever text, numbers that are numbers.

A sheet is a table under a frozen head, set up to be printed; its totals are live formulas.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from engagement_app.language import _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | Decimal | date | None


class Kind(Enum):
    """What a column holds: its width in characters, and how its numbers are shown."""

    TEXT = (28, "General")
    LONG = (60, "General")
    SHORT = (14, "@")
    COUNT = (12, "#,##0")
    HOURS = (12, "#,##0.00")
    MONEY = (14, '"£"#,##0.00')
    PERCENT = (12, '0.0"%"')
    DAY = (13, "dd/mm/yyyy")

    def __init__(self, width: int, shown: str) -> None:
        self.width = width
        self.shown = shown


class Column(NamedTuple):
    """A column; `total` puts the sum of its numbers, as a formula, under the last row."""

    words: str
    kind: Kind = Kind.TEXT
    total: bool = False


class Formula(NamedTuple):
    """A live formula, without its sign, and how its result is shown."""

    text: str
    kind: Kind = Kind.COUNT


Row = list[Value | Formula]


class Sheet(NamedTuple):
    """A table of a workbook, with some lines about it above the head."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    about: Sequence[str] = ()

    @property
    def first(self) -> int:
        """The line of the first row, from 1."""
        return len(self.about) + (3 if self.about else 2)

    @property
    def last(self) -> int:
        """The line of the last row; with no rows, the line before the first."""
        return self.first + len(self.rows) - 1

    def span(self, place: int) -> str:
        """The rows of a column as a formula of any sheet names them; places count from 0."""
        letter = get_column_letter(place + 1)
        name = self.title.replace("'", "''")
        return f"'{name}'!${letter}${self.first}:${letter}${max(self.first, self.last)}"


def in_pounds(pence: int | None) -> Decimal | None:
    """Pounds as the exact decimal."""
    return None if pence is None else Decimal(pence).scaleb(-2)


_FONT = "Calibri"
_BOLD = Font(name=_FONT, size=11, bold=True)
_HEAD = PatternFill("solid", fgColor="E9E6DF")
_ABOVE_TOTAL = Border(top=Side(style="thin"))
_TOP, _WRAPPED = Alignment(vertical="top"), Alignment(wrap_text=True, vertical="top")
_LINE = 15
"""The height of a line of text in points."""
_A4 = 9


def workbook(sheets: Sequence[Sheet], title: str, made_on: date) -> bytes:
    """The `.xlsx` file; its own date is that of the report."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = title, "engagement_app"
    book.properties.created = book.properties.modified = datetime.combine(made_on, time())
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write(page: "Worksheet", sheet: Sheet) -> None:
    for line, words in enumerate(sheet.about, start=1):
        _put(page.cell(line, 1), words, Kind.SHORT)
    head = sheet.first - 1
    for place, column in enumerate(sheet.columns, start=1):
        _put(page.cell(head, place), column.words, Kind.TEXT)
        page.cell(head, place).font, page.cell(head, place).fill = _BOLD, _HEAD
        page.column_dimensions[get_column_letter(place)].width = column.kind.width
    for line, row in enumerate([_words(sheet), *sheet.rows], start=head):
        page.row_dimensions[line].height = _LINE * _lines(sheet, row)
        if line > head:
            for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True), start=1):
                _put(page.cell(line, place), value, column.kind)
    _total(page, sheet)
    _set_up(page, head)


def _words(sheet: Sheet) -> Row:
    return [column.words for column in sheet.columns]


def _lines(sheet: Sheet, row: Row) -> int:
    """How many lines the longest text of the row takes: a program that reads does not measure."""
    texts = (
        (value, column.kind.width)
        for column, value in zip(sheet.columns, row, strict=True)
        if isinstance(value, str)
    )
    return max(
        (sum(1 + len(part) // width for part in text.split("\n")) for text, width in texts),
        default=1,
    )


def _put(cell: Any, value: Value | Formula, kind: Kind) -> None:
    """Text is stored as text, whatever it begins with."""
    cell.alignment = _TOP if kind is Kind.SHORT else _WRAPPED
    if isinstance(value, Formula):
        cell.value, cell.number_format = f"={value.text}", value.kind.shown
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    elif value is not None:
        cell.number_format = kind.shown


def _total(page: "Worksheet", sheet: Sheet) -> None:
    """The sums, where there is anything to add."""
    if not sheet.rows or not any(column.total for column in sheet.columns):
        return
    line = sheet.last + 1
    for place, column in enumerate(sheet.columns, start=1):
        cell: Any = page.cell(line, place)
        letter = get_column_letter(place)
        if column.total:
            total = f"SUM({letter}{sheet.first}:{letter}{sheet.last})"
            _put(cell, Formula(total, column.kind), column.kind)
        elif place == 1:
            _put(cell, _("Total"), column.kind)
        cell.font, cell.border = _BOLD, _ABOVE_TOTAL


def _set_up(page: "Worksheet", head: int) -> None:
    """For reading, the head stays in sight; for printing, it is on each page, as wide as A4."""
    page.freeze_panes = f"B{head + 1}"
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&A, &P / &N"))
