"""Rates and cost facts: numbers with a date and a source, never constants in code."""

from datetime import date
from decimal import Decimal

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Day, Hundredth, Text, choice, field, money
from engagement_app.domain.input import Input


class RateInput(Input):
    """What an hour or a day costs, in pence; its validity is inclusive, open where empty."""

    name: str = field(Text(required=True))
    kind: str = field(
        choice("statutory_floor real_living_wage job_matched involvement_payment", required=True)
    )
    amount: int = field(money(required=True))
    unit: str = field(choice("hour half_day day"))
    valid_from: date | None = field(Day())
    valid_to: date | None = field(Day())
    source: str | None = field(Text())


class Rate(RateInput, Entity, table=True):
    """A rate on record; it belongs to no project."""


class CostFactInput(Input):
    """A percent, threshold or allowance of the employer's costs, with two decimals."""

    name: str = field(Text(required=True))
    kind: str = field(
        choice(
            "ni_percent ni_threshold employment_allowance"
            " pension_percent pension_lower pension_upper",
            required=True,
        )
    )
    value: Decimal = field(Hundredth(required=True, most=Decimal("999999999.99"), as_number=False))
    valid_from: date | None = field(Day())
    valid_to: date | None = field(Day())
    source: str | None = field(Text())


class CostFact(CostFactInput, Entity, table=True):
    """A cost fact on record; it belongs to no project."""
