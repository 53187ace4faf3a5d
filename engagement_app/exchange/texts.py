"""Columns of text as they may be stored."""

import re
import unicodedata
from collections.abc import Sequence

from engagement_app.exchange.faults import Faults
from engagement_app.exchange.formula_guard import unguard
from engagement_app.language import _

LONGEST_TEXT = 10_000
LONGEST_NOTE = 100_000

# White space as Unicode has it: str.strip would also take U+001C to U+001F, which are refused.
WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"  # noqa: E501
_INVISIBLE = "\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_REMOVED = re.compile(f"[{_INVISIBLE}]")
_REFUSED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"}
NO_RESULT = "#NO RESULT!"


def clean_column(
    header: str,
    cells: Sequence[str],
    faults: Faults,
    *,
    visible_only: bool = False,
    exact: bool = False,
    longest: int = LONGEST_TEXT,
) -> list[str | None]:
    """The texts in NFC, without white space and our own guard; None where nothing is left.

    `exact` takes what looks like a spreadsheet's error for a text, as in our own export;
    `visible_only` also takes out zero-width and direction signs, as is right in names. Control
    characters, spreadsheet errors and texts too long refuse their row. A column that has
    nothing of the kind is only stripped: that is nearly all of them, and fast.
    """
    if not any(cells):
        return [None] * len(cells)
    if max(map(len, cells)) <= longest and _is_plain(" ".join(cells)):
        return [cell.strip() or None for cell in cells]
    found: list[str | None] = [cell or None for cell in cells]
    for row, cell in enumerate(cells):
        if cell and not (len(cell) <= longest and cell.isascii() and _is_plain(cell)):
            text = _cleaned(cell, visible_only)
            problem = _problem(text, longest) or ("" if exact else _damage(text))
            if problem:
                faults.refuse(row, f"{header}: {problem}")
            found[row] = None if problem else text or None
        elif cell:
            found[row] = cell.strip() or None
    return found


def _is_plain(text: str) -> bool:
    """Whether no cell of a column, joined by spaces, has anything to remove or refuse."""
    if not text.isprintable() or text[:1] in ("'", "#") or " '" in text or " #" in text:
        return False
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def _cleaned(cell: str, visible_only: bool) -> str:
    text = unguard(cell.replace("\r\n", "\n").strip(WHITE)).strip(WHITE)
    if visible_only:
        text = without_invisible(text).strip(WHITE)
    return unicodedata.normalize("NFC", text)


def _problem(text: str, longest: int) -> str | None:
    if len(text) > longest:
        return too_long(longest)
    refused = _REFUSED.search(text)
    if refused:
        return _("the text holds the control character U+{code}. Type it again.").format(
            code=f"{ord(refused[0]):04X}"
        )
    return None


def too_long(longest: int) -> str:
    """What is said of a text over so many characters."""
    return _("the text is longer than {longest} characters.").format(longest=f"{longest:,}")


def _damage(text: str) -> str | None:
    """What a spreadsheet leaves where a value should be."""
    if text in _ERRORS:
        return _("the cell holds the spreadsheet error {error}.").format(error=text)
    if text == NO_RESULT:
        return _("the result of the formula was not saved. Open and save the file in Excel.")
    return None


def without_invisible(text: str) -> str:
    """The text without zero-width and direction signs that change nothing one reads.

    The zero-width joiner and non-joiner stay where they shape letters: after a virama (as in
    Sinhala names), and the non-joiner between Arabic letters (RFC 5892, appendix A).
    """
    if not _REMOVED.search(text):
        return text
    return "".join(
        char for at, char in enumerate(text) if not _REMOVED.match(char) or _shapes(text, at)
    )


def _shapes(text: str, at: int) -> bool:
    if text[at] not in "\u200c\u200d" or at == 0 or at + 1 == len(text):
        return False
    if unicodedata.combining(text[at - 1]) == 9:
        return True
    around = (text[at - 1], text[at + 1])
    return text[at] == "\u200c" and all(unicodedata.bidirectional(c) == "AL" for c in around)
