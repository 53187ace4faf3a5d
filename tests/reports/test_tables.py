"""Tables of the papers."""

import pytest
from reportlab.platypus import Table

from engagement_app.reports.plain import Plain
from engagement_app.reports.styles import WIDTH
from engagement_app.reports.tables import (
    LONGEST_CELL,
    ROWS_IN_A_PIECE,
    Column,
    figures,
    table,
    text_cell,
)
from engagement_app.reports.text import Typesetter

COLUMNS = (Column("Role"), Column("Gap", 80, numbers=True))


@pytest.fixture(scope="module")
def typeset():
    return Typesetter()


def rows(typeset, count):
    return [[text_cell(typeset, f"Role {number}"), "£1.00"] for number in range(count)]


def test_a_long_table_comes_in_pieces_of_equal_columns_with_a_head_each(typeset):
    pieces = table(typeset, COLUMNS, rows(typeset, 2 * ROWS_IN_A_PIECE + 5), ["All", "£205.00"])
    assert [len(piece._cellvalues) - 1 for piece in pieces] == [500, 500, 6]
    assert {piece.repeatRows for piece in pieces} == {1}
    assert len({tuple(piece._colWidths) for piece in pieces}) == 1
    assert pieces[-1]._cellvalues[-1] == ["All", "£205.00"]


def test_a_table_is_as_wide_as_the_page(typeset):
    (piece,) = table(typeset, COLUMNS, rows(typeset, 1))
    assert sum(piece._colWidths) == pytest.approx(WIDTH)


def test_a_column_of_numbers_takes_no_more_than_they_need(typeset):
    (narrow,) = table(typeset, COLUMNS, rows(typeset, 1))
    assert narrow._colWidths[1] < 50


def test_numbers_too_long_for_their_column_widen_it(typeset):
    (piece,) = table(typeset, COLUMNS, [["a", "£999,999,999,999.99"]])
    assert piece._colWidths[1] > 110


def test_text_in_a_cell_is_a_paragraph_of_bounded_length(typeset):
    cell = text_cell(typeset, "word " * 500)
    assert isinstance(cell, Plain)
    assert len(cell.letters) <= LONGEST_CELL


def test_figures_stand_under_their_words(typeset):
    line = figures(typeset, [("staffing", "£1.00"), ("= gap", "£2.00")], 100)
    assert isinstance(line, Table)
    assert line._cellvalues[1] == ["£1.00", "£2.00"]
    assert sum(line._colWidths) == pytest.approx(WIDTH)
