"""How old backups may become: nobody is kept longer in a backup than in the file itself."""

from collections.abc import Callable
from datetime import date, datetime

from sqlmodel import Session

from engagement_app.domain.deadlines import months_after
from engagement_app.domain.retention import read_periods


def longest_months(session: Session) -> int:
    """For how many months a backup is kept: the shortest period that is set; 0 for none."""
    return min((each for each in read_periods(session).values() if each), default=0)


def is_over(months: int, as_of: date) -> Callable[[datetime], bool]:
    """Whether a backup of a moment is older than so many months on this day; never for 0."""
    return lambda made_at: bool(months) and months_after(made_at.date(), months) <= as_of
