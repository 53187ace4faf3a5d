"""What of a summary may be seen by others."""

from dataclasses import fields
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from engagement_app.resourcing.printed_summary import printed_summary
from engagement_app.resourcing.small_numbers import DEFAULT, RULES
from engagement_app.resourcing.summary import (
    CommunityCount,
    Cost,
    Promises,
    Quote,
    SaidCounts,
    Scope,
    Summary,
    ThemeCount,
    Turnout,
)


def summary(people=40, first_time=12, communities=(), themes=(), quotes=(), tallied=9):
    return Summary(
        "p",
        "Town voices",
        Scope(),
        date(2026, 6, 30),
        Turnout(people, first_time, 3, tallied, 0, 11, 2),
        SaidCounts(20, {}, {}, tuple(ThemeCount(name, name, count) for name, count in themes)),
        tuple(quotes),
        Promises(0, 0, 0, 0, {}),
        Cost(0, 0, 0),
        tuple(CommunityCount(*line) for line in communities),
        (),
    )


def quote(name, alike):
    return Quote(name, "No bus.", "own", None, "none_stated", None, "Forum", alike)


def test_every_count_of_people_is_rounded_or_hidden():
    found = printed_summary(summary())
    assert found.attendance == {
        "people": 40,
        "first_time": 10,
        "nameless": None,
        "tallied": 10,
        "expected": 0,
        "did_not_come": 10,
        "excused": None,
    }
    assert {*found.attendance} == {field.name for field in fields(Turnout)}


def test_those_who_did_not_come_for_the_first_time_cannot_be_told_by_subtraction():
    under_5 = RULES[1]
    found = printed_summary(summary(people=23, first_time=20), under_5)
    assert (found.attendance["people"], found.attendance["first_time"]) == (23, None)


def test_two_hidden_head_counts_cannot_be_told_by_their_sum_in_another_table():
    lines = [("Carers", 0, 4), ("Tenants", 0, 4), (None, 30, 0)]
    found = printed_summary(summary(communities=lines, tallied=8), RULES[1])
    assert [line.tallied for line in found.communities] == [None, None, 0]
    assert found.attendance["tallied"] is None
    assert printed_summary(summary(tallied=8), RULES[1]).attendance["tallied"] == 8


def test_communities_and_themes_follow_the_rule_and_the_hidden_are_counted():
    found = printed_summary(
        summary(
            communities=[("Carers", 3, 0), ("Tenants", 21, 12), (None, 16, 0)],
            themes=[("Buses", 14), ("Surgery", 2)],
        )
    )
    assert [line.people for line in found.communities] == [None, 20, 15]
    assert [line.tallied for line in found.communities] == [0, 10, 0]
    assert found.themes == (("Buses", 15), ("Surgery", None))
    assert found.hidden == 4


def test_a_quote_that_points_to_few_is_flagged_and_left_out_until_somebody_lets_it_pass():
    quotes = [quote("few", 7), quote("many", 8)]
    found = printed_summary(summary(quotes=quotes), DEFAULT)
    assert [each.contribution_id for each in found.flagged] == ["few"]
    assert [each.contribution_id for each in found.quotes] == ["many"]
    passed = printed_summary(summary(quotes=quotes), DEFAULT, {"few"})
    assert [each.contribution_id for each in passed.quotes] == ["few", "many"]
    assert [each.contribution_id for each in passed.flagged] == ["few"]


@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from(RULES))
def test_no_part_of_the_people_below_the_rule_is_printed_or_left_over(whole, part, rule):
    part = min(part, whole)
    found = printed_summary(summary(people=whole, first_time=part), rule).attendance
    people, first_time = found["people"], found["first_time"]
    if not rule.rounds and None not in (people, first_time):
        assert people - first_time == 0 or people - first_time >= rule.under
