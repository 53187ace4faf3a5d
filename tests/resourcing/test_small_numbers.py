"""The small-number rule, and a reader who tries to solve for what it hides."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_app.resourcing.small_numbers import DEFAULT, RULES, Shown, one, percent, shown

_BY_KEY = {rule.key: rule for rule in RULES}
_COUNTS = st.lists(st.integers(0, 14), min_size=1, max_size=4)


def test_counts_of_1_to_7_are_hidden_and_the_others_are_rounded_to_5():
    found = shown([0, 1, 7, 8, 12, 13, 100], DEFAULT)
    assert found.counts == (0, None, None, 10, 10, 15, 100)


def test_the_total_is_rounded_from_the_true_total_not_summed_from_what_is_printed():
    assert shown([12, 12, 12, 12], DEFAULT).total == 50


def test_an_unrounded_table_with_one_small_count_hides_a_second():
    assert shown([3, 20, 6], _BY_KEY["under_5"]).counts == (None, 20, None)


def test_two_ones_would_be_told_by_their_sum_so_a_third_is_hidden():
    assert shown([1, 1, 30], _BY_KEY["under_5"]) == ((None, None, None), 32)


def test_a_single_small_count_hides_the_total_where_nothing_else_can_be_hidden():
    assert shown([4, 0], _BY_KEY["under_5"]) == ((None, 0), None)
    assert shown([5, 0], _BY_KEY["under_10"]) == ((None, 0), None)


def test_a_rounded_table_whose_bounds_tell_the_hidden_count_hides_more():
    found = shown([8, 8, 1], DEFAULT)
    assert found.counts.count(None) > 1


def test_a_total_of_people_who_stand_in_several_rows_is_their_number():
    assert shown([30, 30], DEFAULT, total=41).total == 40


def test_no_percentage_on_a_base_under_20_or_of_something_hidden():
    assert percent(10, 19, DEFAULT) is None
    assert percent(7, 40, DEFAULT) is None
    assert percent(4, 40, _BY_KEY["under_5"]) is None


def test_a_percentage_tells_no_more_than_the_printed_figures_do():
    assert percent(11, 41, DEFAULT) == 25
    assert percent(0, 41, DEFAULT) == 0
    assert percent(11, 44, _BY_KEY["under_5"]) == 25


def test_a_count_alone_follows_the_same_rule():
    assert [one(count, DEFAULT) for count in (0, 7, 8, 43)] == [0, None, 10, 45]
    assert [one(count, _BY_KEY["under_5"]) for count in (0, 4, 5)] == [0, None, 5]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
@given(counts=_COUNTS)
def test_no_hidden_count_can_be_solved_for(rule, counts):
    found = shown(counts, rule)
    for at, printed in enumerate(found.counts):
        if printed is None:
            assert len(_solutions(found, rule, at)) > 1, found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
@given(counts=_COUNTS)
def test_what_is_printed_is_never_small_and_zero_stays(rule, counts):
    for count, printed in zip(counts, shown(counts, rule).counts, strict=True):
        assert (printed == 0) == (count == 0)
        assert printed is None or printed == 0 or printed >= rule.under
        assert not (0 < count < rule.under) or printed is None


def _tables(cells, total):
    """Every table of so many cells that comes to the total."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for others in _tables(cells - 1, total - first):
            yield (first, *others)


def _given_away(rule, cells, most, printing=shown):
    """The printed tables from which somebody who knows the rule can tell a hidden figure.

    They try every table there is up to a total of `most`, keep those that would have been printed
    so, and look for a cell, or a total, that is the same in all of them.
    """
    alike = defaultdict(list)
    for total in range(most + 1):
        for counts in _tables(cells, total):
            alike[printing(counts, rule)].append(counts)
    for found, tables in alike.items():
        # Near the end some of the tables that print the same were not tried.
        if max(map(sum, tables)) <= most - _STEP:
            for at, printed in enumerate(found.counts):
                if printed is None and len({counts[at] for counts in tables}) == 1:
                    yield found, at
            if found.total is None and len({sum(counts) for counts in tables}) == 1:
                yield found, "total"


_STEP = 5
_SIZES = ((1, 40), (2, 40), (3, 30), (4, 19))


@pytest.mark.parametrize(("cells", "most"), _SIZES)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_no_hidden_figure_can_be_told_by_somebody_who_knows_the_rule(rule, cells, most):
    assert list(_given_away(rule, cells, most)) == []


def test_of_equal_counts_all_are_hidden_or_none():
    """Were only the first 5 hidden, 9 is left for two, and a rule that hides the first tells it."""
    assert shown([5, 5, 4], _BY_KEY["under_5"]).counts == (None, None, None)


def test_that_reader_does_find_what_a_simpler_rule_hides():
    """The control: small counts and nothing else hidden."""

    def simpler(counts, rule):
        small = [None if 0 < each < rule.under else each for each in counts]
        return Shown(tuple(small), sum(counts))

    assert list(_given_away(_BY_KEY["under_5"], 2, 20, simpler))


def test_the_solver_does_find_what_is_hidden_where_nothing_else_is():
    """The control: the first hiding alone gives the count away."""
    under_5 = _BY_KEY["under_5"]
    naive = shown([3, 20, 6], under_5)._replace(counts=(None, 20, 6))
    assert _solutions(naive, under_5, 0) == {3}


def _solutions(found, rule, wanted):
    """Every value that one hidden count may have, by trying all tables that print the same."""
    most = 60 if found.total is None else found.total + 2
    cells = [_candidates(printed, rule, most) for printed in found.counts]
    others = [cell for at, cell in enumerate(cells) if at != wanted]
    sums = {sum(values) for values in product(*map(_thinned, others))}
    totals = _candidates(found.total, rule, 60 * len(cells))
    return {value for value in cells[wanted] if any(value + others in totals for others in sums)}


def _thinned(cell):
    return cell if len(cell) < 20 else [*cell[:12], cell[len(cell) // 2], cell[-1]]


def _candidates(printed, rule, most):
    if printed is None:
        return range(1, most + 1)
    if printed == 0 or not rule.rounds:
        return range(printed, printed + 1)
    return range(max(rule.under, printed - 2), printed + 3)
