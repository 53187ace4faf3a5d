"""By when somebody has to be answered who asks about their data, and when to be reminded of it.

The law gives until the same date of the next month (its last day where it has none), and where that
is a Saturday or Sunday until the Monday. While something is waited for that only the person can
tell, the clock is stopped. Bank holidays are not reckoned: a last day that is one would give until
the next working day, so what is told here is early at most, never late, in each of the four
nations, and no list of holidays has to be kept up.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

REMINDED_AFTER = 28
"""Days: no month is shorter, so the reminder never comes after the last day."""
_SATURDAY = 5
_DAY = timedelta(days=1)


class Pause(NamedTuple):
    """The clock stood still from its first day until it went on; None: it stands still."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day of the reminder and the last day for the answer; None while the clock stops."""

    remind_on: date | None
    due_on: date | None


def deadline(received_on: date, pauses: Iterable[Pause] = ()) -> Deadline:
    """By when what was received on this day has to be answered."""
    stopped = list(pauses)
    if any(pause.last is None for pause in stopped):
        return Deadline(None, None)
    more = timedelta(days=days_stopped(stopped))
    return Deadline(
        received_on + timedelta(days=REMINDED_AFTER) + more,
        working_day(months_after(received_on, 1) + more),
    )


def days_stopped(pauses: Iterable[Pause]) -> int:
    """How many days the clock stood still; a day in two pauses is one. Open ones do not count.

    The day on which it was stopped counts, that on which it went on does not.
    """
    days: set[date] = set()
    for first, last in pauses:
        days.update(first + timedelta(days=each) for each in range(((last or first) - first).days))
    return len(days)


def working_day(day: date) -> date:
    """The day itself, or the Monday after it."""
    while day.weekday() >= _SATURDAY:
        day += _DAY
    return day


def months_after(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where it has no such day, and the
    last of all days for what lies beyond it."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
