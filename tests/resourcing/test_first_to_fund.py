"""First to fund: people waiting for each pound of gap, and nothing else."""

from dataclasses import replace

from engagement_app.resourcing.first_to_fund import first_to_fund
from engagement_app.resourcing.ledger import Ledger
from tests.reports import made_up


def turns(*roles, **changes):
    return first_to_fund(made_up.report(*roles, **changes))


def titles(*roles):
    return [turn.role.title for turn in turns(*roles)]


def test_most_people_for_a_pound_come_first_whatever_the_size_of_the_gap():
    large = made_up.role("Large", hours="100", people=20)
    small = made_up.role("Small", hours="10", people=3)
    dear = made_up.role("Dear", hours="100", people=19)
    assert titles(large, small, dear) == ["Small", "Large", "Dear"]


def test_of_equal_roles_that_with_more_people_comes_first_then_by_title():
    one, two = made_up.role("One", hours="10", people=2), made_up.role("Two", hours="20", people=4)
    same = made_up.role("Another", hours="10", people=2)
    assert titles(one, two, same) == ["Two", "Another", "One"]


def test_where_nobody_waits_the_smallest_gap_comes_first_after_all_others():
    waiting = made_up.role("Waiting", hours="900", people=1)
    assert titles(
        made_up.role("Larger", hours="2"), made_up.role("Smaller", hours="1"), waiting
    ) == ["Waiting", "Smaller", "Larger"]


def test_a_role_without_a_gap_and_one_not_costed_have_no_turn():
    paid = made_up.role("Paid", hours="1", confirmed=1886, people=3)
    assert titles(paid, made_up.role("Free", hours="0", people=5)) == []


def test_pounds_and_people_run_on_and_a_person_counts_once():
    first, second = made_up.role("A", hours="1", people=3), made_up.role("B", hours="2", people=5)
    found = turns(first, second)
    assert [turn.pence for turn in found] == [1886, 1886 + 3772]
    # The three who wait on the first are among the five who wait on the second.
    assert [turn.people for turn in found] == [3, 5]


def test_the_gap_for_each_person_is_rounded_half_up_and_nothing_where_nobody_waits():
    found = turns(made_up.role("A", hours="1", people=4), made_up.role("B", hours="1"))
    assert [turn.a_person for turn in found] == [472, None]


def test_done_follow_ups_release_nobody():
    report = made_up.report(made_up.role("A", hours="1", people=3))
    done = [each._replace(status="done") for each in report.ledger.follow_ups]
    ledger = Ledger("p", "P", follow_ups=done)
    assert [turn.people for turn in first_to_fund(replace(report, ledger=ledger))] == [0]


def test_equal_fractions_are_equal_exactly():
    """A third of a penny is no difference: fractions, not decimals, are compared."""
    third = made_up.role("B", hours="3", people=1)
    sixth = made_up.role("A", hours="6", people=2)
    assert titles(third, sixth) == ["A", "B"]
