"""Rules between fields and between records, judged the same for a form and for a whole document.

A rule is a function of one record and of `find`, which gives other records as they would be
after the change. It yields a `Fault` for each thing that does not fit.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from engagement_app.domain.input import kinds_of
from engagement_app.language import _
from engagement_app.store.record import Record

Row = Mapping[str, Any]
Find = Callable[[str, str | None], Row | None]
"""`find(table, id)`: the record's fields, or None where there is no such record."""


class _Unread:
    def __bool__(self) -> bool:
        return False


UNREAD = _Unread()
"""Stands in a row for a value that could not be read; told already, so nothing is judged by it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not fit: the field, a sentence, and the other records that take part in it."""

    field: str
    sentence: str
    others: tuple[tuple[str, str], ...] = ()


Rule = Callable[[Row, Find], Iterator[Fault]]

PERIODS = (
    ("starts_on", "ends_on"),
    ("valid_from", "valid_to"),
    ("starts_at", "ends_at"),
    ("arrived_at", "left_at"),
)


@cache
def periods_of(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """The starts and ends that a record of this class has."""
    names = kinds_of(record)
    return tuple(pair for pair in PERIODS if pair[0] in names)


def in_order(row: Row, periods: tuple[tuple[str, str], ...]) -> Iterator[Fault]:
    """No end before its start."""
    for start, end in periods:
        first, last = row.get(start), row.get(end)
        if first and last and last < first:
            yield Fault(end, _("The end lies before the start."))


def person_at_the_end(find: Find, person_id: str | None) -> str | None:
    """Whom a person is read as: the end of the chain of `same_as_id`; None where it has none."""
    seen: set[str] = set()
    while person_id and person_id not in seen:
        seen.add(person_id)
        person = find("person", person_id)
        if person is None or person["same_as_id"] is None:
            return person_id if person else None
        person_id = person["same_as_id"]
    return None
