"""Days near today, as people say them: `+7`, `tomorrow`, `friday`, `3 December`."""

import re
from datetime import date, timedelta

from engagement_app.exchange import dates
from engagement_app.exchange.faults import CellError
from engagement_app.language import _

_DAYS = (
    _("monday"),
    _("tuesday"),
    _("wednesday"),
    _("thursday"),
    _("friday"),
    _("saturday"),
    _("sunday"),
)
_LATER = re.compile(r"\+ ?([0-9]{1,3})")
_NO_YEAR = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}|[0-9]{1,2}(?:st|nd|rd|th)?( )[a-z]{3,9}")


def read_near(text: str, today: date) -> date:
    """The day that the text is, the day before the month; a CellError where it is none.

    `+7` is in seven days. A day of the week, and a date without a year, is the next one; on a
    Friday “friday” is refused, as nobody can tell which one is meant.
    """
    plain = " ".join(text.lower().split())
    near = {_("today"): 0, _("tomorrow"): 1}
    if plain in near:
        return today + timedelta(days=near[plain])
    if later := _LATER.fullmatch(plain):
        return today + timedelta(days=int(later[1]))
    if (weekday := _weekday(plain)) is not None:
        return _next_weekday(weekday, today)
    if without_year := _NO_YEAR.fullmatch(plain):
        return _next_date(plain, without_year[1] or " ", today)
    return dates.read_date(text, "dmy")


def _weekday(plain: str) -> int | None:
    """`fri` and `friday`; three letters at least."""
    if len(plain) < 3:
        return None
    return next((at for at, day in enumerate(_DAYS) if day.startswith(plain)), None)


def _next_weekday(weekday: int, today: date) -> date:
    days = (weekday - today.weekday()) % 7
    if not days:
        raise CellError(
            _("Today is {day}. Write “today” or “+7”.").format(day=_DAYS[weekday].capitalize())
        )
    return today + timedelta(days=days)


def _next_date(plain: str, between: str, today: date) -> date:
    """The first day of this name from today on; 29 February may be years away."""
    for year in range(today.year, today.year + 9):
        if _exists(plain, between, year):
            day = dates.read_date(f"{plain}{between}{year}", "dmy")
            if day >= today:
                return day
    return dates.read_date(f"{plain}{between}{today.year}", "dmy")


def _exists(plain: str, between: str, year: int) -> bool:
    try:
        dates.read_date(f"{plain}{between}{year}", "dmy")
    except CellError:
        return False
    return True
