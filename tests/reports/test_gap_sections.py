"""What single sections say, sentence by sentence."""

import json
from dataclasses import replace

import pytest

from engagement_app.reports.gap_report import render
from engagement_app.resource import resource
from tests.reports import made_up, reading

pytestmark = pytest.mark.thorough


def told(*roles, **changes):
    """The words of the paper after its first page."""
    return " ".join(reading.pages(render(made_up.report(*roles, **changes)))[1:])


def unpaid(role, **changes):
    """Of hours that one organisation gives to a role."""
    carrier = made_up.SURROUNDINGS["carried_by"][0]
    worth = {"hours": role.hours_given, "at_role_cost": role.subsidy}
    return (replace(carrier, **{**worth, **changes}),)


def test_hours_are_told_in_the_order_needed_assigned_given():
    printed = told(made_up.role(hours="20", assigned="24", given="7.5"))
    assert "Hours: 20 needed, 24 assigned, 7.5 given unpaid." in printed


def test_where_no_hours_are_needed_no_share_of_them_is_told():
    printed = told(made_up.role(hours="0", assigned="6"))
    assert "Hours: none recorded as needed, 6 assigned, 0 given unpaid." in printed
    assert "of 0 hours" not in printed


@pytest.mark.parametrize(
    ("people", "follow_ups", "sentence"),
    [
        (0, 0, "Nobody waiting."),
        (1, 1, "1 person waiting."),
        (7, 9, "7 people waiting."),
        (0, 1, "1 follow-up waiting, for nobody in particular."),
        (0, 2, "2 follow-ups waiting, for nobody in particular."),
    ],
)
def test_every_role_says_who_is_waiting(people, follow_ups, sentence):
    printed = told(made_up.role(people=people, waiting=follow_ups))
    assert f"given unpaid. {sentence} 36 hours" in printed
    assert "0 people" not in printed


def test_a_surplus_is_set_into_the_sum_of_all_roles():
    printed = told(made_up.role(confirmed=70000), made_up.role("Writer", hours="10"))
    assert "£700.00 confirmed + £188.60 gap – £21.04 surplus = £867.56 full cost." in printed
    assert "surplus =" not in told(made_up.role(confirmed=67896))


def test_figures_rounded_in_different_places_are_told_to_differ():
    roles = (made_up.role("Host", given="0.25"), made_up.role("Writer", given="0.25"))
    printed = told(*roles, carried_by=unpaid(roles[0], at_role_cost=943))
    assert (
        "The last column adds up to £9.43, and the same hours role by role to £9.44: each figure is"
        " rounded to the penny by itself."
    ) in printed
    assert "last column" not in told(*roles, carried_by=unpaid(roles[0], at_role_cost=944))


def test_unpaid_hours_beyond_a_gap_are_told():
    over = made_up.role(hours="10", given="12")
    printed = told(over, carried_by=unpaid(over))
    assert "Unpaid hours worth a further £37.72 go beyond the gap of their role." in printed
    within = made_up.role(hours="12", given="10")
    assert "go beyond" not in told(within, carried_by=unpaid(within))


def test_rates_that_are_not_known_are_explained_only_where_one_is_not():
    role = made_up.role(given="1")
    assert "no rate was in force" not in told(role, carried_by=unpaid(role))
    missing = unpaid(role, at_statutory_floor=None)
    assert "no rate was in force" in told(role, carried_by=missing)


FUNDS = (
    "Neighbourhood grant Care Board 1 April 2026 to 31 March 2027"
    " Confirmed £4,600.00 £4,450.88 £4,450.88 £149.12",
    "Wellbeing small grants Lantern Trust Confirmed £500.00 £650.00 £500.00 £0.00",
    "Staying in touch Lantern Trust From 1 January 2027"
    " Applied for £9,500.00 £3,650.00 £0.00 £5,850.00",
    "Seats at tables Lantern Trust Refused £6,000.00 £1,700.00 £0.00 –",
    "Spring pot Closed £800.00 £400.00 £0.00 –",
    "Lantern Trust Closed £0.01 £0.00 £0.00 –",
    "All confirmed funds £5,100.00 £5,100.88 £4,950.88 £149.12",
)


def test_every_fund_is_listed_with_its_status_and_what_of_it_counts_and_is_left():
    printed = told(made_up.role(), **made_up.SURROUNDINGS)
    assert [each for each in FUNDS if each not in printed] == []


def test_the_words_for_the_status_of_a_fund_are_explained():
    printed = told(made_up.role(), **made_up.SURROUNDINGS)
    assert "Refused funds count nothing, nor do closed ones: those were withdrawn, or" in printed
    assert "A grant stays confirmed after it is spent." in printed
    assert "These are the funds of the whole project." not in printed


def test_a_report_on_one_event_says_whose_funds_it_lists():
    changes = {**made_up.SURROUNDINGS, "event_id": "e", "event": "Forum", "belt": None}
    assert "These are the funds of the whole project." in told(made_up.role(), **changes)


def test_without_funds_there_is_no_table_of_them():
    printed = told(made_up.role())
    assert "No funds are recorded." in printed
    assert "Funds promised more than they hold" not in printed


def test_the_codes_in_the_evidence_are_explained():
    assert "named by the first eight characters of its id: typed after Ctrl+K" in told(
        made_up.role()
    )


def test_sources_of_the_starting_card_speak_to_whoever_reads_the_paper():
    card = json.loads(resource("starting_card.json").read_text("utf-8"))
    sources = " ".join(each["source"] for table in card.values() for each in table)
    for aside in ("to us", "look it up", "add it here", "check the", "before you"):
        assert aside not in sources
