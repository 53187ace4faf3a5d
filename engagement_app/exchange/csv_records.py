"""CSV text into records, each with the line it begins on."""

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from engagement_app.errors import UserError
from engagement_app.language import _

if TYPE_CHECKING:
    from _csv import Reader

LONGEST_CELL = 1_000_000
Record = tuple[int, list[str]]


def reader(text: str, delimiter: str, *, strict: bool) -> "Reader":
    """Python's reader over the text, its line ends untouched and its cells bounded."""
    csv.field_size_limit(LONGEST_CELL)
    lines = io.StringIO(text, newline="")
    return csv.reader(lines, delimiter=delimiter, strict=strict)


def records(text: str, delimiter: str, name: str, skip: int = 0) -> list[Record]:
    """All records but blank lines; the first `skip` lines are left out, yet counted.

    A quotation mark that is not closed, or a cell over 1 MB, refuses the file by the line.
    """
    rows = reader(text, delimiter, strict=True)
    found: list[Record] = []
    begins = 1
    try:
        for cells in rows:
            if cells and begins > skip:
                found.append((begins, cells))
            begins = rows.line_num + 1
    except csv.Error as error:
        raise UserError(_what_is_wrong(text, delimiter, begins, name)) from error
    return found


def _what_is_wrong(text: str, delimiter: str, begins: int, name: str) -> str:
    opened = _badly_quoted(text, delimiter, begins)
    if opened is None:
        return _(
            "{name}: a cell of the row that begins on line {line} is longer than 1 MB."
        ).format(name=name, line=begins)
    return _(
        '{name}: a quotation mark (") that was opened on line {line} is not closed, or not right '
        "before the end of its cell. Mend that line and import again."
    ).format(name=name, line=opened)


def _badly_quoted(text: str, delimiter: str, begins: int) -> int | None:
    """The line where the cell opened whose quotation marks are wrong, from a record's line on."""
    for opened, closed, after in _quoted_cells(text, delimiter, begins):
        if not closed or (after and after not in (delimiter, "\r", "\n")):
            return opened
    return None


def _quoted_cells(text: str, delimiter: str, begins: int) -> Iterator[tuple[int, bool, str]]:
    """Of each quoted cell: its line, whether it closes, and the character after it."""
    lines = list(io.StringIO(text, newline=""))
    rest = "".join(lines[begins - 1 :])
    at, counted, line = 0, 0, begins
    while (at := rest.find('"', at)) >= 0:
        if at == 0 or rest[at - 1] in (delimiter, "\r", "\n"):
            line, counted = line + _line_ends(rest[counted:at]), at
            end = _closing(rest, at + 1)
            yield line, end >= 0, rest[end + 1 : end + 2]
            if end < 0:
                return
            at = end
        at += 1


def _closing(text: str, at: int) -> int:
    """Where the quotation mark is that closes the cell; -1 if there is none."""
    while (at := text.find('"', at)) >= 0 and text[at + 1 : at + 2] == '"':
        at += 2
    return at


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
