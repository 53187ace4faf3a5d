"""Funds and rates as lists: the same figures as the report's, and the same rule of force."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_app.domain import acts
from engagement_app.domain.funds import AllocationInput, Fund, FundInput
from engagement_app.domain.organisations import OrganisationInput
from engagement_app.domain.rates import RateInput
from engagement_app.domain.roles import EngagementRole, EngagementRoleInput
from engagement_app.errors import UserError
from engagement_app.exchange.sample import add_sample
from engagement_app.resourcing.carried import rate_on
from engagement_app.resourcing.fund_list import list_funds, too_much
from engagement_app.resourcing.ledger import Rate
from engagement_app.resourcing.post_steps import Terms, explain
from engagement_app.resourcing.posts import CostFact, hourly_cost
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.resourcing.rate_list import list_hourly_rates, list_rates
from engagement_app.resourcing.validity import in_force_on

DAY = date(2026, 11, 23)


def test_the_list_has_the_funds_of_the_report(data_file):
    with data_file.writing("test") as session:
        project_id = add_sample(session)
        found = list_funds(session, project_id)
        report = prepare_gap_report(session, project_id, DAY)
    assert found.funds == report.funds
    assert found.unpromised == 14_912
    over = {fund.id: fund.allocated - fund.amount for fund in report.over_promised_funds}
    assert {fund.id: too_much(fund) for fund in found.funds if too_much(fund)} == over
    counted = {}
    for each in found.promises:
        status = next(fund.status for fund in found.funds if fund.id == each.fund_id)
        if status == "confirmed":
            counted[each.role_id] = counted.get(each.role_id, 0) + each.counts
    assert counted == {role.id: role.confirmed for role in report.roles if role.confirmed}


def test_what_is_deleted_is_out_of_the_list(data_file, project):
    with data_file.writing("test") as session:
        funder = acts.add(session, OrganisationInput.parse(name="Trust"))
        given = {"project_id": project, "funder_organisation_id": funder, "status": "confirmed"}
        fund = acts.add(session, FundInput.parse(amount=100, **given))
        roles = [
            acts.add(
                session, EngagementRoleInput.parse(project_id=project, title=title, belt="both")
            )
            for title in "ab"
        ]
        for role in roles:
            acts.add(session, AllocationInput.parse(fund_id=fund, role_id=role, amount=80))
        acts.delete(session, EngagementRole, roles[0])
        found = list_funds(session, project)
        assert [(line.funder, line.promised, line.left) for line in found.funds] == [
            ("Trust", 80, 20)
        ]
        assert [each.role for each in found.promises] == ["b"]
        acts.delete(session, Fund, fund)
        assert list_funds(session, project).funds == ()
        assert list_funds(session, project).promises == ()


days = st.none() | st.dates(date(2026, 11, 20), date(2026, 11, 26))
rates = st.tuples(days, days, st.integers(0, 3)).filter(
    lambda row: row[0] is None or row[1] is None or row[0] <= row[1]
)


@given(st.lists(rates, max_size=6))
def test_the_rule_of_force_is_that_of_the_figures(rows):
    def text(day):
        return day.isoformat() if day else None

    of_ledger = [
        Rate(str(place), "statutory_floor", amount, text(first), text(last))
        for place, (first, last, amount) in enumerate(rows)
    ]
    facts = [CostFact("", "k", Decimal(amount), first, last) for first, last, amount in rows]
    found = in_force_on(facts, DAY, lambda fact: fact.value)
    assert (found and found.value) == rate_on(of_ledger, DAY.isoformat())


def test_a_rate_for_a_day_takes_no_part_in_the_force_of_those_for_an_hour(data_file):
    with data_file.writing("test") as session:
        for name, unit, first in (("day", "day", DAY), ("hour", "hour", None)):
            rate = {"name": name, "kind": "real_living_wage", "amount": 1, "unit": unit}
            acts.add(session, RateInput.parse(**rate, valid_from=first))
        assert {row.name: row.force for row in list_rates(session, DAY)} == {
            "day": "in_force",
            "hour": "in_force",
        }
        assert [row.name for row in list_hourly_rates(session, DAY)] == ["hour"]


VALUES = {
    "ni_percent": 15,
    "ni_threshold": 5000,
    "employment_allowance": 10500,
    "pension_percent": 3,
    "pension_lower": 6240,
    "pension_upper": 50270,
}
FACTS = [CostFact(kind, kind, Decimal(value), None, None) for kind, value in VALUES.items()]
hundredths = st.decimals(1, 60, places=2)


@given(st.integers(0, 10**8), hundredths, hundredths, st.booleans())
def test_the_steps_end_with_the_cost_itself(salary, week, leave, covered):
    terms = Terms(salary, week, leave, DAY)
    told = explain(terms, FACTS, allowance_covers=covered)
    post = hourly_cost(salary, week, leave, FACTS, DAY, allowance_covers=covered)
    assert told.hourly_cost == post.hourly_cost
    assert len(told.steps) == 6
    cost = f"{post.hourly_cost // 100:,}.{post.hourly_cost % 100:02d}"
    assert told.steps[-1].words.endswith(f"£{cost} an hour.")


def test_a_source_that_is_not_known_is_said():
    told = explain(Terms(1, Decimal(1), Decimal(0), DAY), FACTS, allowance_covers=False)
    assert told.steps[1].sources == (
        "Employer NI, percent, Employer NI, threshold a year: Its source is not known.",
    )


def test_every_missing_fact_is_named_but_the_allowance():
    with pytest.raises(UserError) as refused:
        explain(Terms(1, Decimal(1), Decimal(0), DAY), FACTS[:2], allowance_covers=True)
    assert "“Employer pension, percent”, “Employer pension, from a year”" in str(refused.value)
    assert "Allowance" not in str(refused.value)
