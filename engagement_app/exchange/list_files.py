"""A list as a file that spreadsheets open: CSV or a workbook, every text only ever text."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from engagement_app.errors import UserError
from engagement_app.exchange.formula_guard import guard, guard_apostrophe
from engagement_app.exchange.workbook import Column, Row, Sheet, workbook
from engagement_app.language import _
from engagement_app.store.columns import moment_text

Cell = str | int | Decimal | date | datetime | None
_LONGEST = 32_767
_MOST_ROWS = 1_000_000
"""What a cell and a sheet of a workbook hold."""


def as_csv(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, quoted as in RFC 4180, cells guarded against formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.words for column in columns])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_workbook(
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    more: Sequence[Sheet] = (),
) -> bytes:
    """A workbook of the list, and of `more` sheets; raises `UserError` where it does not fit."""
    if len(rows) > _MOST_ROWS:
        raise UserError(_("The list is too long for a workbook. Save it as .csv."))
    kept = [_row(line, columns, row) for line, row in enumerate(rows, start=2)]
    return workbook([Sheet(title, columns, kept), *more], title, date.today())


def _written(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return moment_text(cell)
    if isinstance(cell, str):
        return guard(cell)
    return "" if cell is None else str(cell)


def _row(line: int, columns: Sequence[Column], row: Sequence[Cell]) -> Row:
    return [_kept(line, column.words, cell) for column, cell in zip(columns, row, strict=True)]


def _kept(line: int, header: str, cell: Cell) -> str | int | Decimal | date | None:
    if isinstance(cell, datetime):
        return moment_text(cell)
    if not isinstance(cell, str):
        return cell
    if len(cell) >= _LONGEST:
        sentence = _(
            "Row {line}, {header}: the text is longer than a workbook's cell. Save the list as"
            " .csv."
        )
        raise UserError(sentence.format(line=line, header=header))
    return guard_apostrophe(cell)
