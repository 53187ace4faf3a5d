"""Days near today as people say them, perhaps with an hour: `+7`, `-3`, `friday`, `tonight 6pm`."""

import re
from datetime import date, datetime, timedelta

from engagement_app.exchange import dates, moments
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
_AWAY = re.compile(r"([+-]) ?([0-9]{1,3})")
_TODAY_IS = _("Today is {day}. Write “today” or “+7”.")
_NO_YEAR = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}|[0-9]{1,2}(?:st|nd|rd|th)?( )[a-z]{3,9}")
_HOUR = re.compile(
    r"(?P<day>.*?)[\s,]*(?:(?<=\s)at\s+)?(?P<hour>[0-9]{1,2}(?:[:.][0-9]{2}|(?:[:.][0-9]{2})?\s?[ap]\.?m\.?))"
)


def read_near_moment(text: str, today: date) -> datetime:
    """The time that the text is, in UTC: `tonight 6pm`, `24/11 18:30`, or an hour of today.

    A CellError where it is none, and where it is a day without an hour.
    """
    plain = " ".join(text.lower().split())
    found = _HOUR.fullmatch(plain)
    named = found["day"].strip() if found else plain
    if named in ("", _("tonight"), _("this evening")):
        day = today
    else:
        try:
            day = read_near(named, today)
        except CellError:
            return _whole_moment(text)
    if not found:
        raise CellError(_("Add the time of day, such as 23/11/2026 18:30."))
    return _whole_moment(f"{day.isoformat()} {found['hour']}")


def _whole_moment(text: str) -> datetime:
    try:
        moment = moments.read_moment(text, "dmy")
    except CellError:
        example = _("“{text}” is not a time. Write it as 23/11/2026 18:30 or “friday 6pm”.")
        raise CellError(example.format(text=text[:60])) from None
    if moment is None:
        raise CellError(_("Add the time of day, such as 23/11/2026 18:30."))
    return moment


def read_near(text: str, today: date, *, past: bool = False) -> date:
    """The day that the text is, the day before the month; a CellError where it is none.

    `+7` is in seven days, `-7` was seven days ago. A day of the week, and a date without a year, is
    the next one, or the last one where it is a day that has been (`past`); on a Friday “friday” is
    refused, as nobody can tell which one is meant.
    """
    plain = " ".join(text.lower().replace("−", "-").split())
    near = {_("today"): 0, _("tomorrow"): 1, _("yesterday"): -1}
    if plain in near:
        return today + timedelta(days=near[plain])
    if away := _AWAY.fullmatch(plain):
        return today + timedelta(days=int(away[1] + away[2]))
    if (weekday := _weekday(plain)) is not None:
        return _near_weekday(weekday, today, past)
    if without_year := _NO_YEAR.fullmatch(plain):
        return _near_date(plain, without_year[1] or " ", today, past)
    return dates.read_date(text, "dmy")


def _weekday(plain: str) -> int | None:
    """`fri` and `friday`; three letters at least."""
    if len(plain) < 3:
        return None
    return next((at for at, day in enumerate(_DAYS) if day.startswith(plain)), None)


def _near_weekday(weekday: int, today: date, past: bool) -> date:
    days = (weekday - today.weekday()) % 7
    if not days:
        told = _("Today is {day}. Write “today” or “-7”.") if past else _TODAY_IS
        raise CellError(told.format(day=_DAYS[weekday].capitalize()))
    return today + timedelta(days=days - 7 if past else days)


def _near_date(plain: str, between: str, today: date, past: bool) -> date:
    """The first day of this name from today on, or the last until today; 29 February may be years
    away."""
    for away in range(9):
        year = today.year - away if past else today.year + away
        if _exists(plain, between, year):
            day = dates.read_date(f"{plain}{between}{year}", "dmy")
            if (day <= today) if past else (day >= today):
                return day
    return dates.read_date(f"{plain}{between}{today.year}", "dmy")


def _exists(plain: str, between: str, year: int) -> bool:
    try:
        dates.read_date(f"{plain}{between}{year}", "dmy")
    except CellError:
        return False
    return True
