"""A workbook of typed columns: text that is only ever text, numbers that are numbers.

A sheet is a table under a frozen head, set up to be printed; its totals are live formulas.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from engagement_app.language import _

Value = str | int | Decimal | date | None


class Kind(Enum):
    """What a column holds: its width in characters, and how its numbers are shown."""

    TEXT = (28, "General")
    LONG = (60, "General")
    SHORT = (14, "@")
    ID = (38, "@")
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
    """A live formula without its sign, and its result for programs that do not reckon."""

    text: str
    result: str | int | Decimal
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
        letter = _letter(place)
        name = self.title.replace("'", "''")
        return f"'{name}'!${letter}${self.first}:${letter}${max(self.first, self.last)}"


def in_pounds(pence: int) -> Decimal:
    """Pounds as the exact decimal."""
    return Decimal(pence).scaleb(-2)


def share_of(part: str, whole: str, share: Decimal | None) -> Formula:
    """Percent to one decimal, live; both are formulas of amounts."""
    unknown = _("not known")
    text = f'IF({whole}=0,"{unknown}",ROUND({part}/{whole}*100,1))'
    return Formula(text, unknown if share is None else share, Kind.PERCENT)


_FORM: dict[str, Any] = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_HEAD = _FORM | {"bold": True, "bg_color": "#E9E6DF", "text_wrap": True}
_TOTAL = _FORM | {"bold": True, "top": 1}
_LINE = 15
"""The height of a line of text in points."""
_A4 = 9
_SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
"""What people said never touches the disk outside the file, and is only ever text."""


def workbook(sheets: Sequence[Sheet], title: str, made_on: date) -> bytes:
    """The `.xlsx` file; its own date is that of the report, so that equal reports are equal."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, _SETTINGS)
    created = datetime.combine(made_on, time())
    book.set_properties({"title": title, "author": "engagement_app", "created": created})
    for sheet in sheets:
        _Page(book, sheet).write()
    book.close()
    return content.getvalue()


class _Page:
    """A sheet as it is written; lines and places count from 0 here."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._page = book.add_worksheet(sheet.title)
        self._head = sheet.first - 2

    def write(self) -> None:
        """The lines about it, the head, the rows and their sums."""
        plain, head = self._book.add_format(_FORM), self._book.add_format(_HEAD)
        for line, words in enumerate(self._sheet.about):
            self._page.write_string(line, 0, words, plain)
        for place, column in enumerate(self._sheet.columns):
            self._page.write_string(self._head, place, column.words, head)
            self._page.set_column(place, place, column.kind.width)
        heads: Row = [column.words for column in self._sheet.columns]
        for line, row in enumerate([heads, *self._sheet.rows], start=self._head):
            self._page.set_row(line, _LINE * self._lines(row))
        self._rows()
        self._total()
        self._set_up()

    def _rows(self) -> None:
        forms = {kind: self._form(kind) for kind in Kind}
        for line, row in enumerate(self._sheet.rows, start=self._head + 1):
            for place, (column, value) in enumerate(zip(self._sheet.columns, row, strict=True)):
                kind = value.kind if isinstance(value, Formula) else column.kind
                self._put(line, place, value, forms[kind])

    def _form(self, kind: Kind, look: dict[str, Any] = _FORM) -> Any:
        wraps = kind in (Kind.TEXT, Kind.LONG)
        return self._book.add_format(look | {"num_format": kind.shown, "text_wrap": wraps})

    def _put(self, line: int, place: int, value: Value | Formula, form: Any) -> None:
        """Text is stored as text, whatever it begins with."""
        if isinstance(value, str):
            self._page.write_string(line, place, value, form)
        elif isinstance(value, Formula):
            self._page.write_formula(line, place, f"={value.text}", form, _number(value.result))
        elif isinstance(value, date):
            self._page.write_datetime(line, place, value, form)
        elif value is not None:
            self._page.write_number(line, place, float(value), form)

    def _lines(self, row: Row) -> int:
        """How many lines the longest text of the row takes; Excel measures them no more."""
        texts = (
            (value, column.kind.width)
            for column, value in zip(self._sheet.columns, row, strict=True)
            if isinstance(value, str)
        )
        return max((_wrapped(text, width) for text, width in texts), default=1)

    def _total(self) -> None:
        """The sums, where there is anything to add."""
        columns, rows = self._sheet.columns, self._sheet.rows
        if not rows or not any(column.total for column in columns):
            return
        line = self._head + 1 + len(rows)
        for place, column in enumerate(columns):
            form = self._form(column.kind, _TOTAL)
            self._put(line, place, self._sum(place) if column.total else None, form)
            if not column.total:
                self._page.write_string(line, place, _("Total") if place == 0 else "", form)

    def _sum(self, place: int) -> Formula:
        letter, sheet = _letter(place), self._sheet
        numbers = [row[place] for row in sheet.rows]
        result = sum(Decimal(each) for each in numbers if isinstance(each, int | Decimal))
        text = f"SUM({letter}{sheet.first}:{letter}{sheet.last})"
        return Formula(text, result, sheet.columns[place].kind)

    def _set_up(self) -> None:
        """For reading, the head stays in sight; printed, it is on each page, as wide as A4."""
        self._page.freeze_panes(self._head + 1, 1)
        self._page.repeat_rows(self._head)
        self._page.set_landscape()
        self._page.set_paper(_A4)
        self._page.fit_to_pages(1, 0)
        self._page.set_footer("&C&A, &P / &N")


def _number(result: str | int | Decimal) -> str | float:
    return result if isinstance(result, str) else float(result)


def _wrapped(text: str, width: int) -> int:
    return sum(1 + len(part) // width for part in text.split("\n"))


def _letter(place: int) -> str:
    letter: str = xl_col_to_name(place)
    return letter
