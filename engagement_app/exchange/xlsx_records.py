"""The sheets of a workbook as rows of text, each with its line."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, cast
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException

from engagement_app.errors import UserError
from engagement_app.exchange.csv_records import Record
from engagement_app.exchange.texts import NO_RESULT
from engagement_app.exchange.zip_limits import open_zip
from engagement_app.language import _

if TYPE_CHECKING:
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
    from openpyxl.workbook.workbook import Workbook

MOST_ROWS = 1_000_000
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
# What openpyxl raises on parts that are not as the format says.
_NOT_AS_IT_SHOULD_BE = (
    ArithmeticError,
    AttributeError,
    DefusedXmlException,
    EOFError,
    LookupError,
    OSError,
    NotImplementedError,
    ParseError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
# Currencies that a cell shows, though its value is a bare number.
_FOREIGN = (("€", "€"), ("[$EUR", "€"), ("[$$", "$"), ("[$USD", "$"))


def sheets(data: bytes, name: str) -> Iterator[Iterator[Record]]:
    """The rows of each sheet in turn, hidden ones last; a damaged file is a UserError.

    Numbers come as their decimal text (15 digits, all that Excel keeps), dates and times as ISO
    text, formulas by the result that was saved with them.
    """
    archive = open_zip(data, name)
    _check_is_workbook(archive, name)
    results = _workbook(archive, name, data_only=True)
    formulas = _workbook(archive, name, data_only=False) if _has_formulas(archive) else None
    worksheets = sorted(results.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
    for worksheet in worksheets:
        yield _guarded(_rows(results, formulas, worksheet.title), name)


def _check_is_workbook(archive: zipfile.ZipFile, name: str) -> None:
    names = set(archive.namelist())
    if "mimetype" in names and archive.read("mimetype")[:60].startswith(_OPEN_DOCUMENT):
        raise UserError(
            _("{name} is an OpenDocument file. Save it as .xlsx or CSV and import that.").format(
                name=name
            )
        )
    if not any(part.startswith("xl/") for part in names):
        raise UserError(
            _("{name} is no workbook. Save the list as .xlsx or CSV and import that.").format(
                name=name
            )
        )


def _damaged(name: str) -> UserError:
    return UserError(
        _("{name} is damaged: it cannot be read as a workbook. Open and save it in Excel, or "
          "save it as CSV.").format(name=name)
    )  # fmt: skip


def _workbook(archive: zipfile.ZipFile, name: str, *, data_only: bool) -> "Workbook":
    assert archive.fp is not None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(archive.fp, read_only=True, data_only=data_only)
    except _NOT_AS_IT_SHOULD_BE as error:
        raise _damaged(name) from error


def _has_formulas(archive: zipfile.ZipFile) -> bool:
    parts = (part for part in archive.namelist() if part.startswith("xl/worksheets/"))
    return any(_holds_formula(archive, part) for part in parts)


def _holds_formula(archive: zipfile.ZipFile, part: str) -> bool:
    if not part.endswith(".xml"):
        return False
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(1_000_000):
            if b"<f>" in before + chunk or b"<f " in before + chunk:
                return True
            before = chunk[-2:]
    return False


def _guarded(rows: Iterator[Record], name: str) -> Iterator[Record]:
    """The rows, openpyxl's warnings unheard and its errors in our words."""
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                record = next(rows, None)
        except _NOT_AS_IT_SHOULD_BE as error:
            raise _damaged(name) from error
        if record is None:
            return
        yield record


def _rows(results: "Workbook", formulas: "Workbook | None", title: str) -> Iterator[Record]:
    written = _worksheet_rows(formulas, title) if formulas else None
    for line, cells in enumerate(_worksheet_rows(results, title), start=1):
        if line > MOST_ROWS:
            raise ValueError(line)
        texts = [_text(cell) for cell in cells]
        if written is not None:
            _mark_unsaved(texts, next(written))
        if any(texts):
            yield line, texts


def _worksheet_rows(
    workbook: "Workbook", title: str
) -> "Iterator[tuple[ReadOnlyCell | EmptyCell, ...]]":
    worksheet = workbook[title]
    # Some programs write a wrong size of the sheet; the cells themselves are right.
    worksheet.reset_dimensions()
    return cast("Iterator[tuple[ReadOnlyCell | EmptyCell, ...]]", worksheet.iter_rows())


def _mark_unsaved(texts: list[str], written: "tuple[ReadOnlyCell | EmptyCell, ...]") -> None:
    for at, cell in enumerate(written):
        if cell.data_type == "f" and not texts[at]:
            texts[at] = NO_RESULT


def _text(cell: "ReadOnlyCell | EmptyCell") -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value, cell.number_format or "General")
    return _moment_text(value, cell.number_format or "")


def number_text(value: float, number_format: str) -> str:
    """A number as its sheet shows what it is: `12.5%`, `07700900111`, else plain digits."""
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if not number.is_finite():
        return str(value)
    if "%" in number_format:
        return f"{_plain(number * 100)}%"
    if len(number_format) > 1 and not number_format.strip("0"):
        return _plain(number).zfill(len(number_format))
    sign = next((sign for mark, sign in _FOREIGN if mark in number_format), "")
    return sign + _plain(number)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment_text(value: object, number_format: str) -> str:
    if isinstance(value, datetime):
        timed = value.time() != time(0) or "h" in number_format.lower()
        return value.isoformat(" ", "seconds") if timed else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("seconds")
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return str(value)
