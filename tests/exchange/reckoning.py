"""The results of a workbook's formulas: by LibreOffice where it is installed, and by a small
reckoner of our own that knows the few functions we use."""

import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
ENGINES = (
    "own",
    pytest.param(
        "office",
        marks=[
            pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
            pytest.mark.thorough,
        ],
    ),
)
_IF = re.compile(r'^IF\((.+)=0,("[^"]*"),(.+)\)$')
_SPAN = re.compile(r"(?:'((?:[^']|'')+)'!)?\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)")


def computed(content: bytes, engine: str, folder: Path) -> dict[str, list[list[object]]]:
    """By sheet the rows of values, formulas as their results."""
    path = folder / "made.xlsx"
    path.write_bytes(content)
    return _by_office(path) if engine == "office" else _by_reckoning(path)


def _by_office(path: Path) -> dict[str, list[list[object]]]:
    out = path.parent / "out"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    subprocess.run(
        [
            str(OFFICE),
            profile,
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(out),
            str(path),
        ],
        capture_output=True,
        text=True,
        timeout=110,
        check=True,
    )
    book = openpyxl.load_workbook(out / path.name, data_only=True)
    return {page.title: _values(page) for page in book.worksheets}


def _by_reckoning(path: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(path)
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = _result(book, page.title, str(cell.value)[1:])
    return {page.title: _values(page) for page in book.worksheets}


def _values(page) -> list[list[object]]:
    return [list(row) for row in page.iter_rows(values_only=True)]


def _result(book, title: str, formula: str) -> object:
    """A formula as Python: spans become lists, functions are those below."""
    spans = []

    def span(found: re.Match[str]) -> str:
        page = book[(found[1] or title).replace("''", "'")]
        cells = page[f"{found[2]}{found[3]}:{found[4]}{found[5]}"]
        spans.append([cell.value for row in cells for cell in row])
        return f"spans[{len(spans) - 1}]"

    text = _IF.sub(r"(\2 if \1 == 0 else \3)", _SPAN.sub(span, formula))
    return eval(text, {"__builtins__": {}}, {**_FUNCTIONS, "spans": spans})


def _exact(value: object) -> Decimal:
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(str(value))


_FUNCTIONS = {
    "SUM": lambda cells: float(
        sum(_exact(each) for each in cells if not isinstance(each, str | None))
    ),
    "COUNTA": lambda cells: sum(each is not None for each in cells),
    "COUNTIF": lambda cells, wanted: sum(each == wanted for each in cells),
    "ROUND": lambda number, places: float(round(_exact(number) + Decimal("1e-9"), places)),
}
