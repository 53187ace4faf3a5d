"""The hourly cost of a post, from the employer's cost facts of the day."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engagement_app.errors import UserError
from engagement_app.resourcing.posts import CostFact, hourly_cost, in_force

DAY = date(2026, 4, 6)
VALUES = {
    "ni_percent": "15",
    "ni_threshold": "5000",
    "employment_allowance": "10500",
    "pension_percent": "3",
    "pension_lower": "6240",
    "pension_upper": "50270",
}
FACTS = [CostFact(kind, kind, Decimal(value), DAY, None) for kind, value in VALUES.items()]


def cost(salary: str = "28000", hours: str = "37.5", leave: str = "33", **more: Any) -> Any:
    facts, day = more.pop("facts", FACTS), more.pop("day", DAY)
    pence = int(Decimal(salary) * 100)
    return hourly_cost(pence, Decimal(hours), Decimal(leave), facts, day, **more)


def test_the_worked_post_to_the_penny() -> None:
    post = cost()
    assert (post.national_insurance, post.pension) == (345_000, 65_280)
    assert post.productive_hours == Decimal("1702.5")
    assert post.hourly_cost == 1886


def test_the_employment_allowance_takes_away_the_insurance_alone() -> None:
    post = cost(allowance_covers=True)
    assert (post.national_insurance, post.pension, post.hourly_cost) == (0, 65_280, 1683)


@pytest.mark.parametrize(
    ("salary", "insurance", "pension"),
    [
        ("0", 0, 0),
        ("5000", 0, 0),
        ("5000.03", 0, 0),
        ("5000.04", 1, 0),
        ("6240", 18_600, 0),
        ("6240.16", 18_602, 0),
        ("6240.17", 18_603, 1),
        ("50270", 679_050, 132_090),
        ("90000", 1_275_000, 132_090),
    ],
)
def test_thresholds_and_the_band(salary: str, insurance: int, pension: int) -> None:
    post = cost(salary)
    assert (post.national_insurance, post.pension) == (insurance, pension)


@pytest.mark.parametrize(("hours", "leave"), [("0", "0"), ("37.5", "260"), ("37.5", "300")])
def test_a_post_without_productive_hours_is_refused(hours: str, leave: str) -> None:
    with pytest.raises(UserError, match="productive"):
        cost(hours=hours, leave=leave)


def test_productive_hours_are_exact() -> None:
    assert cost(hours="7.01", leave="1.5").productive_hours == Decimal("362.417")


def test_a_fact_that_is_missing_on_the_day_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="pension_upper"):
        cost(facts=[fact for fact in FACTS if fact.kind != "pension_upper"])
    with pytest.raises(UserError, match="5 April 2026"):
        cost(day=date(2026, 4, 5))


def test_the_allowance_needs_no_insurance_facts() -> None:
    facts = [fact for fact in FACTS if not fact.kind.startswith("ni_")]
    assert cost(facts=facts, allowance_covers=True).hourly_cost == 1683


def test_the_fact_in_force_is_the_latest_then_the_lowest_with_inclusive_ends() -> None:
    known = [
        CostFact("1", "ni_percent", Decimal(13), None, date(2026, 4, 5)),
        CostFact("2", "ni_percent", Decimal(16), date(2026, 4, 6), date(2027, 4, 5)),
        CostFact("3", "ni_percent", Decimal(15), date(2026, 4, 6), None),
    ]
    for facts in (known, known[::-1]):
        assert in_force(facts, "ni_percent", date(2026, 4, 5)) == 13
        assert in_force(facts, "ni_percent", date(2026, 4, 6)) == 15
        assert in_force(facts, "ni_percent", date(2030, 1, 1)) == 15
