"""Rows of roles from the clipboard, judged before any of them is taken."""

from decimal import Decimal

import pytest

from engagement_app.domain.recording import NewName
from engagement_app.exchange.role_rows import MOST_ROWS, Place, read_role_rows

PLACES = [
    Place("title", "Role"),
    Place("belt", "End of the belt"),
    Place("holder_organisation_id", "Held by organisation"),
    Place("holder_name", "Held by"),
    Place("hours_needed", "Hours needed"),
    Place("hours_assigned", "Hours assigned"),
    Place("hourly_cost", "Hourly cost (£)"),
    Place("overhead_percent", "Overhead %"),
    Place("", "Other costs"),
]


def test_cells_become_the_values_of_their_columns():
    cells = [
        ["Event host", "Both ends", "Tŷ Newydd", "Siân", "1,036.5", "", "£18.86", "12.5%", "9"]
    ]
    read = read_role_rows(cells, PLACES, 0)
    assert read.refused == ()
    assert read.left_out == ("Other costs",)
    assert read.rows == (
        {
            "title": "Event host",
            "belt": "both",
            "holder_organisation_id": NewName("Tŷ Newydd"),
            "holder_name": "Siân",
            "hours_needed": Decimal("1036.5"),
            "hours_assigned": None,
            "hourly_cost": 1886,
            "overhead_percent": Decimal("12.5"),
        },
    )


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("title", "", "Role: the cell is empty."),
        ("title", "#REF!", "spreadsheet error #REF!"),
        ("title", "Total", "This is a total row"),
        ("belt", "", "End of the belt: the cell is empty."),
        ("belt", "sideways", "Write one of: route in, voice for, both."),
        ("hours_needed", "1.234,50", "Hours needed: “1.234,50” has a comma before its decimals."),
        ("hours_needed", "NaN", "Hours needed: “NaN” is not understood as a number."),
        ("hourly_cost", "-5", "Hourly cost (£): “-5” is less than nothing."),
        ("hourly_cost", "12.500", "Hourly cost (£): “12.500” has more than two decimals."),
        ("overhead_percent", "101", "Overhead %: “101” is over 100 percent."),
    ],
)
def test_a_bad_cell_is_refused_by_row_and_column(field, text, reason):
    good = {"title": "Host", "belt": "both"}
    bad = {**good, field: text}
    cells = [[row.get(place.field, "") for place in PLACES] for row in (good, bad)]
    refused = read_role_rows(cells, PLACES, 0).refused
    assert [each.line for each in refused] == [2]
    assert reason in refused[0].reason


def test_every_bad_cell_of_a_row_is_told_at_once():
    refused = read_role_rows([["", "x", "", "", "y"]], PLACES, 0).refused
    assert len(refused) == 1
    for column in ("Role", "End of the belt", "Hours needed"):
        assert column in refused[0].reason


def test_rows_beyond_the_roles_that_are_there_need_a_title():
    read = read_role_rows([["36"], ["24"]], PLACES[4:], 1)
    assert [(each.line, each.reason) for each in read.refused] == [
        (2, "There is no role here to change, and a new one needs its title.")
    ]


def test_a_header_row_says_which_column_is_which():
    read = read_role_rows([["Hours", "Colour", "Role"], ["36", "red", "Host"]], PLACES[4:], 0)
    assert read.refused == ()
    assert read.rows == ({"hours_needed": Decimal(36), "title": "Host"},)
    assert read.left_out == ("Colour",)


def test_a_role_that_is_called_like_a_header_is_no_header():
    read = read_role_rows([["Role 1", "both", "Organisation 1", "Person 1"]], PLACES, 0)
    assert [row["title"] for row in read.rows] == ["Role 1"]


def test_blank_rows_at_the_end_are_nothing_and_in_between_they_are_refused():
    read = read_role_rows([["Host", "both"], ["", ""], ["Typist", "both"], ["", " "]], PLACES, 0)
    assert len(read.rows) == 3
    assert [each.line for each in read.refused] == [2]


def test_an_apostrophe_that_guards_against_formulas_is_taken_off_again():
    assert read_role_rows([["'=1+1", "both"]], PLACES, 0).rows[0]["title"] == "=1+1"


def test_a_whole_sheet_is_sent_to_the_import():
    refused = read_role_rows([["Host", "both"]] * (MOST_ROWS + 1), PLACES, 0).refused
    assert "more than 5,000 rows" in refused[0].reason
