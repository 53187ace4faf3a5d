"""Cells as spreadsheets put them on the clipboard: tabs between cells, a line for each row.

A cell with a tab, a new line or a quotation mark at its beginning stands in quotation marks, those
inside doubled, as Excel, LibreOffice and Google Sheets write and read it.
"""

import re
from collections.abc import Iterator, Sequence

_QUOTED = re.compile(r'"((?:[^"]+|"")*+)"(?=\t|\r?\n|\r|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_END = re.compile(r"\t|\r\n|\n|\r|\Z")
_NEEDS_QUOTES = re.compile(r'"|.*[\t\r\n]', re.DOTALL)


def cells_of(text: str) -> list[list[str]]:
    """The rows of a text from the clipboard; a new line at its end begins no row."""
    rows: list[list[str]] = [[]]
    for cell, end in _cells(text):
        rows[-1].append(cell)
        if end not in ("", "\t"):
            rows.append([])
    return rows if rows[-1] not in ([], [""]) else rows[:-1]


def text_of(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as a text for the clipboard."""
    return "".join("\t".join(map(_cell, row)) + "\n" for row in rows)


def _cells(text: str) -> Iterator[tuple[str, str]]:
    """Each cell, and what ends it."""
    at = 0
    while True:
        quoted = _QUOTED.match(text, at)
        found = quoted or _PLAIN.match(text, at)
        assert found is not None
        cell = found[1].replace('""', '"') if quoted else found[0]
        end = _END.match(text, found.end())
        assert end is not None
        yield cell, end[0]
        if not end[0]:
            return
        at = end.end()


def _cell(text: str) -> str:
    if not _NEEDS_QUOTES.match(text):
        return text
    return '"' + text.replace('"', '""') + '"'
