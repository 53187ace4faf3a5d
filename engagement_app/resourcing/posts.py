"""The hourly cost of a post, from its salary and the employer's cost facts of the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from engagement_app.domain.amounts import half_up
from engagement_app.domain.days import spoken_day
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.resourcing.validity import in_force_on


class CostFact(NamedTuple):
    """A cost fact: percents as percent, thresholds in pounds; validity inclusive."""

    id: str
    kind: str
    value: Decimal
    valid_from: date | None
    valid_to: date | None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """The hourly cost of a post in pence, and what it is made of."""

    national_insurance: int
    pension: int
    productive_hours: Decimal
    hourly_cost: int


def in_force(facts: Iterable[CostFact], kind: str, day: date) -> Decimal:
    """The fact in force on a day: the latest valid_from, then the lowest; raises `UserError`."""
    fact = fact_in_force(facts, kind, day)
    if fact is None:
        sentence = _("No cost fact “{kind}” is in force on {day}. Enter it with its source.")
        raise UserError(sentence.format(kind=kind, day=spoken_day(day)))
    return fact.value


def fact_in_force(facts: Iterable[CostFact], kind: str, day: date) -> CostFact | None:
    """The same with all that is known of it; None where there is none."""
    return in_force_on((fact for fact in facts if fact.kind == kind), day, lambda fact: fact.value)


def hourly_cost(
    salary: int,
    weekly_hours: Decimal,
    leave_days: Decimal,
    facts: Iterable[CostFact],
    day: date,
    *,
    allowance_covers: bool = False,
) -> Post:
    """Salary in pence a year; `allowance_covers` is that the Employment Allowance pays the NI.

    (salary + employer NI + employer pension) / productive hours, as in full cost recovery.
    """
    facts = list(facts)
    fact = {kind: in_force(facts, kind, day) for kind in needed_kinds(allowance_covers)}
    insurance = 0
    if not allowance_covers:
        above = max(Decimal(0), salary - 100 * fact["ni_threshold"])
        insurance = half_up(above * fact["ni_percent"] / 100)
    band = min(Decimal(salary), 100 * fact["pension_upper"]) - 100 * fact["pension_lower"]
    pension = half_up(max(Decimal(0), band) * fact["pension_percent"] / 100)
    productive = 52 * weekly_hours - leave_days * weekly_hours / 5
    if productive <= 0:
        raise UserError(_("No productive hours are left. Check the weekly hours and the leave."))
    return Post(
        insurance, pension, productive, half_up((salary + insurance + pension) / productive)
    )


def needed_kinds(allowance_covers: bool) -> tuple[str, ...]:
    """The kinds of cost fact that the hourly cost of a post is made with."""
    insurance = () if allowance_covers else ("ni_percent", "ni_threshold")
    return (*insurance, "pension_percent", "pension_lower", "pension_upper")
