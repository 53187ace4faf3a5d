"""Amounts of money, hours and percents as people write them; nothing is guessed or rounded.

Taken: `1234.5`, `1,234.50`, `£1,234.50`, `£ 1234`. A comma stands between thousands and nowhere
else, a point before at most two decimals. Spaces between thousands are refused, as is whatever
could mean two amounts: `12.500` is twelve and a half or twelve thousand five hundred.
"""

import re
from decimal import Decimal

from engagement_app.exchange.faults import CellError
from engagement_app.language import _

_NUMBER = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,2})?|\.[0-9]{1,2}")
_SPACE = r"[ \u00a0\u2009\u202f]"
_CONTINENTAL = re.compile(
    rf"[0-9]{{1,3}}(?:(?:[.']|{_SPACE})[0-9]{{3}})*,[0-9]{{1,2}}|[0-9]+,[0-9]{{1,2}}"
)
_SPACED = re.compile(rf"[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+(?:\.[0-9]{{1,2}})?")
_LONG = re.compile(r"[0-9,]*\.[0-9]{3,}")
_SCIENTIFIC = re.compile(r"[0-9.]+[eE][+-]?[0-9]+")
_NEGATIVE = re.compile(r"[-\u2212\u2013]\s?£?\s?[0-9].*|\(.*[0-9]\)|[0-9].*[-\u2212]")
_SPACES = " \u00a0\u2009\u202f"
_LARGEST_PENCE = 99_999_999_999
_LARGEST_HOURS = Decimal("99999.99")


def pence(text: str) -> int:
    """An amount of pounds in whole pence, 0.00 to 999,999,999.99; else a CellError."""
    digits = text[1:].lstrip(_SPACES) if text.startswith("£") else text
    number = _number(digits, text, _("1234.50"))
    if number * 100 > _LARGEST_PENCE:
        raise CellError(_("“{text}” is over 999,999,999.99.").format(text=text))
    return int(number * 100)


def hours(text: str) -> Decimal:
    """Hours, 0 to 99,999.99; else a CellError."""
    number = _number(text, text, _("36.5"))
    if number > _LARGEST_HOURS:
        raise CellError(_("“{text}” is over 99,999.99 hours.").format(text=text))
    return number


def percent(text: str) -> Decimal:
    """A percent, 0 to 100, with or without its sign; else a CellError."""
    number = _number(text.removesuffix("%").rstrip(_SPACES), text, _("12.5"))
    if number > 100:
        raise CellError(_("“{text}” is over 100 percent.").format(text=text))
    return number


def _number(digits: str, text: str, example: str) -> Decimal:
    if _NUMBER.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    raise CellError(_why_not(digits).format(text=text[:60], example=example))


def _why_not(digits: str) -> str:
    for pattern, sentence in (
        (_CONTINENTAL, _("“{text}” has a comma before its decimals. Write it as {example}.")),
        (_SPACED, _("“{text}” has spaces between its thousands. Write it as {example}.")),
        (_LONG, _("“{text}” has more than two decimals. Write it as {example}.")),
        (_SCIENTIFIC, _("“{text}” was shortened by the spreadsheet. Write it as {example}.")),
        (_NEGATIVE, _("“{text}” is less than nothing. Write an amount of 0 or more.")),
    ):
        if pattern.fullmatch(digits):
            return sentence
    return _("“{text}” is not understood as a number. Write it as {example}.")
