"""Rates and cost facts as a list shows them: each with whether it counts on a day."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlmodel import Session

from engagement_app.domain.facts import live_facts, spoken_fact, spoken_rate
from engagement_app.domain.rates import CostFact, Rate
from engagement_app.resourcing.carried import FLOOR, LIVING_WAGE
from engagement_app.resourcing.validity import in_force_on, is_valid

FORCES = ("in_force", "other_counts", "later", "ended")
_ALONE = (FLOOR, LIVING_WAGE)
"""Kinds of hourly rate of which one is in force on a day; of the others each stands by itself."""


class FactRow(NamedTuple):
    """A rate or a cost fact; `number` is pence or the fact's value, `force` one of `FORCES`."""

    id: str
    name: str
    kind: str
    number: Decimal | int
    unit: str
    spoken: str
    valid_from: date | None
    valid_to: date | None
    source: str | None
    force: str = ""


def list_rates(session: Session, day: date) -> tuple[FactRow, ...]:
    """Every rate of the file, by kind, then by its first day."""
    rows = [
        _row(each, each.amount, each.unit, spoken_rate(each)) for each in live_facts(session, Rate)
    ]
    return _judged(rows, day, [row for row in rows if row.kind in _ALONE and row.unit == "hour"])


def list_cost_facts(session: Session, day: date) -> tuple[FactRow, ...]:
    """Every cost fact of the file, by kind, then by its first day."""
    rows = [
        _row(each, each.value, "", spoken_fact(each.kind, each.value))
        for each in live_facts(session, CostFact)
    ]
    return _judged(rows, day, rows)


def list_hourly_rates(session: Session, day: date) -> tuple[FactRow, ...]:
    """The rates for an hour that are in force on a day."""
    rates = list_rates(session, day)
    return tuple(row for row in rates if row.unit == "hour" and row.force == "in_force")


def _row(row: Any, number: Decimal | int, unit: str, spoken: str) -> FactRow:
    return FactRow(
        row.id, row.name, row.kind, number, unit, spoken, row.valid_from, row.valid_to, row.source
    )


def _judged(rows: list[FactRow], day: date, rivals: list[FactRow]) -> tuple[FactRow, ...]:
    """The rows with their force; of the rivals of one kind only one is in force."""
    beaten = set()
    for kind in {row.kind for row in rivals}:
        alike = [row for row in rivals if row.kind == kind]
        chosen = in_force_on(alike, day, lambda row: row.number)
        beaten |= {row.id for row in alike if row is not chosen}
    return tuple(row._replace(force=_force(row, day, row.id in beaten)) for row in rows)


def _force(row: FactRow, day: date, beaten: bool) -> str:
    if is_valid(row, day):
        return "other_counts" if beaten else "in_force"
    return "later" if row.valid_from is not None and row.valid_from > day else "ended"
