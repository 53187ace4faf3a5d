"""A list as a table: the header row, and rows of text as wide as it, each with its line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from engagement_app.errors import UserError
from engagement_app.exchange.csv_records import Record, records
from engagement_app.exchange.decoding import decode
from engagement_app.exchange.delimiters import Recognise, find_delimiter, told_delimiter
from engagement_app.exchange.faults import Faults
from engagement_app.exchange.headers import seen
from engagement_app.exchange.source_file import (
    is_json,
    is_workbook,
    read_source,
    refuse_other_kinds,
)
from engagement_app.language import _

# A header row may stand below a title and a few notes.
HEADER_WITHIN = 20


@dataclass(frozen=True, slots=True)
class Table:
    """Rows are not yet judged; `columns` gives the cells of each header by position."""

    header: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    faults: Faults


def read_table(path: Path, recognise: Recognise, missing: str, encoding: str | None) -> Table:
    """The table of a CSV file or of the first sheet that has a header row with a meaning.

    `missing` is the sentence that says what no header row has.
    """
    return table_of(read_source(path), path.name, recognise, missing, encoding)


def table_of(
    data: bytes, name: str, recognise: Recognise, missing: str, encoding: str | None
) -> Table:
    """The table in the bytes of the file `name`."""
    if is_workbook(data):
        return _workbook_table(data, name, recognise, missing)
    refuse_other_kinds(data, name)
    text = decode(data, name, encoding)
    if is_json(data):
        raise _not_rows(name)
    return _csv_table(text, name, recognise, missing)


def _csv_table(text: str, name: str, recognise: Recognise, missing: str) -> Table:
    told = told_delimiter(text)
    delimiter = told or find_delimiter(text, recognise)
    rows = iter(records(text, delimiter, name, skip=1 if told else 0))
    top = list(islice(rows, HEADER_WITHIN))
    at = _header_at(top, recognise)
    if at is None:
        raise _no_header(name, missing, top[:1])
    return _table(top[at], chain(top[at + 1 :], rows), name)


def _workbook_table(data: bytes, name: str, recognise: Recognise, missing: str) -> Table:
    # openpyxl is slow to import, and most lists are CSV.
    from engagement_app.exchange.xlsx_records import sheets

    tops: list[Record] = []
    for rows in sheets(data, name):
        top = list(islice(rows, HEADER_WITHIN))
        at = _header_at(top, recognise)
        if at is not None:
            everything = list(chain(top[at:], rows))
            widest = max(len(cells) for _line, cells in everything)
            line, header = everything[0]
            # Beside the list there is room for notes: in a workbook they shift no cell.
            header = header + [""] * (widest - len(header))
            return _table((line, header), iter(everything[1:]), name)
        tops += top[:1]
    raise _no_header(name, missing, tops[:1])


def _header_at(top: Sequence[Record], recognise: Recognise) -> int | None:
    """The first row that is a header row; below the first, it must mean two columns or more."""
    for at, (_line, cells) in enumerate(top):
        if recognise(cells) > (0 if at == 0 else 1):
            return at
    return None


def _no_header(name: str, missing: str, top: Sequence[Record]) -> UserError:
    headers = seen(top[0][1]) if top else _("(none)")
    return UserError(
        _("{name}: {missing} The headers seen are: {headers}.").format(
            name=name, missing=missing, headers=headers
        ),
        field="columns",
    )


def _not_rows(name: str) -> UserError:
    sentence = _("{name} is JSON, not a list in rows. Save the list as .xlsx or CSV.")
    return UserError(sentence.format(name=name))


def _no_rows(name: str) -> UserError:
    sentence = _("{name} has a header row and no rows under it. Fill it in, or choose another.")
    return UserError(sentence.format(name=name))


def _table(header: Record, rows: Iterator[Record], name: str) -> Table:
    width = len(header[1])
    kept: list[list[str]] = []
    lines: list[int] = []
    too_long: list[tuple[int, str]] = []
    for line, cells in rows:
        if len(cells) != width:
            extra = next((cell for cell in cells[width:] if cell.strip()), None)
            if extra is not None:
                too_long.append((len(lines), extra))
            cells = (cells + [""] * (width - len(cells)))[:width]
        if not cells[0].strip() and not "".join(cells).strip():
            continue
        lines.append(line)
        kept.append(cells)
    if not kept:
        raise _no_rows(name)
    faults = Faults(lines)
    for row, extra in too_long:
        faults.refuse(row, _more_cells(extra))
    return Table(tuple(header[1]), tuple(zip(*kept, strict=True)), tuple(lines), faults)


def _more_cells(extra: str) -> str:
    return _(
        "The row has more cells than the header, from “{extra}” on. "
        "Put a text that holds the separator into quotation marks."
    ).format(extra=extra[:60])
