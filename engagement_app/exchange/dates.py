"""Dates as people write them, and in which order their day and month stand.

ISO dates, dates that begin with a year of four digits and dates with the month in letters are
read as they are. For `3/4/2026` the order is told, or settled by a day above 12 somewhere in the
columns that are used; else it is asked, never assumed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from engagement_app.errors import UserError
from engagement_app.exchange.faults import CellError
from engagement_app.language import _

ORDERS = ("dmy", "mdy", "ymd")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{1,2})")
_DAY_MONTH_WORD = re.compile(
    r"(?:[a-z]{3,9},? )?([0-9]{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -]([0-9]{4}|[0-9]{2})"
)
_MONTH_WORD_DAY = re.compile(
    r"(?:[a-z]{3,9},? )?([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})"
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
# A year of two digits is one of this century up to here, and else is asked for in full.
_LAST_SHORT_YEAR = 68


@dataclass(frozen=True, slots=True)
class _Seen:
    """The first date of a file that shows one order."""

    line: int
    text: str


def check_order(date_order: str | None) -> None:
    """Raise a UserError for an order there is no such thing as."""
    if date_order is not None and date_order not in ORDERS:
        raise UserError(
            _("There is no date order “{order}”. Write dmy, mdy or ymd.").format(order=date_order),
            field="date_order",
        )


def settle_order(
    columns: Iterable[tuple[Sequence[int], Sequence[str | None]]], told: str | None
) -> str | None:
    """The order of day and month in columns of (lines, texts); None where it does not matter.

    A UserError naming `--date-order` where it matters and nothing settles it, or where dates
    contradict each other.
    """
    if told is not None:
        return told
    first: dict[str, _Seen] = {}
    for lines, texts in columns:
        for line, text in zip(lines, texts, strict=True):
            if text is not None and text[4:5] != "-":
                shown = _shown_order(text)
                if shown and shown not in first:
                    first[shown] = _Seen(line, text)
    return _settled(first)


def _shown_order(text: str) -> str | None:
    """`dmy` or `mdy` where a number above 12 shows it, `either` where none does."""
    numeric = _NUMERIC.match(text)
    if not numeric:
        return None
    one, two = int(numeric[1]), int(numeric[3])
    if one > 12 and two > 12:
        return None
    if one > 12 or two > 12:
        return "dmy" if one > 12 else "mdy"
    return "same" if one == two and len(numeric[4]) == 4 else "either"


def _settled(first: dict[str, _Seen]) -> str | None:
    day_first, month_first = first.get("dmy"), first.get("mdy")
    if day_first and month_first:
        raise UserError(
            _("The dates contradict each other: on line {line} “{text}” has the day first, on "
              "line {other_line} “{other}” the month. Say which is right with --date-order dmy "
              "or --date-order mdy.").format(
                line=day_first.line, text=day_first.text,
                other_line=month_first.line, other=month_first.text,
            ),
            field="date_order",
        )  # fmt: skip
    if day_first or month_first:
        return "dmy" if day_first else "mdy"
    if "either" in first:
        raise UserError(
            _("Line {line}: “{text}” may be read in two ways. Say which with --date-order dmy "
              "(day first), mdy (month first) or ymd (year first).").format(
                line=first["either"].line, text=first["either"].text
            ),
            field="date_order",
        )  # fmt: skip
    return "dmy" if "same" in first else None


def read_date(text: str, order: str | None) -> date:
    """The date that the text is, in the order settled; else a CellError."""
    found, rest = split_date(text, order)
    if rest.strip():
        raise _not_a_date(text)
    return found


def split_date(text: str, order: str | None) -> tuple[date, str]:
    """The date that the text begins with, and what follows it."""
    for pattern, parts in (
        (_YEAR_FIRST, (1, 3, 4)),
        (_NUMERIC, _places(order)),
        (_DAY_MONTH_WORD, (3, 2, 1)),
        (_MONTH_WORD_DAY, (3, 1, 2)),
    ):
        found = pattern.match(text.lower())
        if found:
            year, month, day = (found[part] for part in parts)
            return _date(year, month, day, text), text[found.end() :]
    raise _not_a_date(text)


def _not_a_date(text: str) -> CellError:
    return CellError(
        _("“{text}” is not a date. Write it as 31/05/2026 or 2026-05-31.").format(text=text[:60])
    )


def _places(order: str | None) -> tuple[int, int, int]:
    return {"mdy": (4, 1, 3), "ymd": (1, 3, 4)}.get(order or "dmy", (4, 3, 1))


def _date(year: str, month: str, day: str, text: str) -> date:
    try:
        return date(_year(year, text), _month(month), int(day))
    except ValueError as error:
        raise CellError(
            _("the date “{text}” does not exist. Correct it, for example to 2026-05-31.").format(
                text=text[:60]
            )
        ) from error


def _year(year: str, text: str) -> int:
    if len(year) == 4:
        return int(year)
    if len(year) != 2 or int(year) > _LAST_SHORT_YEAR:
        raise CellError(
            _("the year of “{text}” is not clear. Write it with four digits.").format(
                text=text[:60]
            )
        )
    return 2000 + int(year)


def _month(month: str) -> int:
    if month.isdigit():
        return int(month)
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(month):
            return number
    if month == "sept":
        return 9
    raise ValueError(month)
