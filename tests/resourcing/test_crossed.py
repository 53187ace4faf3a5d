"""Themes crossed with voices: no hidden count can be worked out from what is printed."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_app.resourcing.crossed import Crossed, crossed
from engagement_app.resourcing.small_numbers import RULES, Rule, could_be

UNDER_4 = Rule("under_4", 4, False, "Hide under 4")
SOME = st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=1, max_size=3)


def solutions(rows, printed: Crossed, rule: Rule, sums: bool, most: int):
    """Every table that a reader could think of who has the printed one before them."""
    cells = [count for row in printed.rows for count in row]
    true = [count for row in rows for count in row]
    ranges = [
        range(1, most + 1)
        if shown is None
        else range(could_be(count, rule)[0], could_be(count, rule)[1] + 1)
        for shown, count in zip(cells, true, strict=True)
    ]
    width = len(rows[0])
    for found in product(*ranges):
        table = [found[at : at + width] for at in range(0, len(found), width)]
        if sums and [sum(c) for c in zip(*table, strict=True)] != [
            sum(c) for c in zip(*rows, strict=True)
        ]:
            continue
        if all(
            shown is None or could_be(sum(was), rule)[0] <= sum(row) <= could_be(sum(was), rule)[1]
            for shown, was, row in zip(printed.totals, rows, table, strict=True)
        ):
            yield found


def given_away(rows, printed: Crossed, rule: Rule, sums: bool) -> bool:
    """Whether any hidden count has one value in all of them."""
    cells = [count for row in printed.rows for count in row]
    most = max(count for row in rows for count in row) + 3
    found = list(solutions(rows, printed, rule, sums, most))
    return any(
        shown is None and len({each[at] for each in found}) == 1 for at, shown in enumerate(cells)
    )


@pytest.mark.thorough
@pytest.mark.parametrize("sums", [False, True])
@given(rows=SOME)
@settings(max_examples=60, deadline=None)
def test_no_hidden_count_of_a_crossed_table_can_be_worked_out(sums: bool, rows) -> None:
    printed = crossed(rows, UNDER_4, sums=sums)
    if printed is not None:
        assert not given_away(rows, printed, UNDER_4, sums)
        assert all(c is None or c == 0 or c >= 4 for row in printed.rows for c in row)


def test_hiding_the_small_ones_alone_would_give_them_away() -> None:
    """The control: the second look finds what is hidden badly."""
    rows = [[2, 6], [5, 5]]
    assert given_away(rows, Crossed(((None, 6), (5, 5)), (8, 10)), UNDER_4, False)


def test_a_count_that_joins_two_hidden_corners_is_not_left_to_be_worked_out() -> None:
    """Each row and each column hides two, and yet one could be had by adding rows to each other."""
    rows = [[9, 9, 20, 20], [9, 9, 1, 20], [20, 20, 9, 9], [20, 20, 9, 9]]
    printed = crossed(rows, RULES[2], sums=True)
    assert printed is not None
    hidden = sum(count is None for row in printed.rows for count in row)
    assert hidden > 9


def test_a_table_without_small_counts_is_printed_whole() -> None:
    assert crossed([[12, 30], [10, 0]], RULES[2], sums=True) == Crossed(
        ((12, 30), (10, 0)), (42, 10)
    )


def test_one_row_whose_sums_are_known_is_not_printed() -> None:
    assert crossed([[3, 30]], RULES[2], sums=True) is None
