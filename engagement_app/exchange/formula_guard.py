"""Text that a spreadsheet would take for a formula, made harmless and made itself again.

A text that begins with one of `= + - @`, their full-width forms, a tab, a line end or NUL, also
after spaces, gets an apostrophe in front in a CSV file. A text that begins with apostrophes and
then such a sign gets one more, so that taking one away always gives back what was there.
"""

import re

_SIGN = r"[ \u00a0\u3000]*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]"
_RISKY = re.compile("'*" + _SIGN)
_GUARDED = re.compile("'+" + _SIGN)


def guard(text: str) -> str:
    """The text as it is safe in a cell of a CSV file."""
    return "'" + text if _RISKY.match(text) else text


def guard_apostrophe(text: str) -> str:
    """The text as it goes into a text cell of a workbook, which is no formula anyway.

    Only what would lose an apostrophe when read gets another.
    """
    return "'" + text if _GUARDED.match(text) else text


def unguard(text: str) -> str:
    """The text without the apostrophe that `guard` put in front."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text
