"""Which of several dated numbers is in force on a day."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar


class Dated(Protocol):
    """What has a validity: inclusive, unbounded where None."""

    @property
    def valid_from(self) -> date | None:
        """Its first day."""

    @property
    def valid_to(self) -> date | None:
        """Its last day."""


D = TypeVar("D", bound=Dated)


def is_valid(row: Dated, day: date) -> bool:
    """Whether the day lies in the row's validity."""
    begun = row.valid_from is None or row.valid_from <= day
    return begun and (row.valid_to is None or day <= row.valid_to)


def in_force_on(rows: Iterable[D], day: date, number: Callable[[D], Decimal | int]) -> D | None:
    """Of the rows valid on the day the latest valid_from, then the lowest number; else None."""
    fitting = [row for row in rows if is_valid(row, day)]
    if not fitting:
        return None
    newest = max(row.valid_from or date.min for row in fitting)
    return min((row for row in fitting if (row.valid_from or date.min) == newest), key=number)
