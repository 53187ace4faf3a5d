"""Cells on the clipboard, as spreadsheets write and read them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_app.exchange.clipboard import cells_of, text_of

CELL = st.text("ab \"'\t\n,£", max_size=6)
ROWS = st.lists(st.lists(CELL, min_size=2, max_size=3), min_size=1, max_size=4)


@given(ROWS)
def test_what_is_copied_is_pasted_as_it_was(rows):
    assert cells_of(text_of(rows)) == rows


@given(ROWS)
def test_what_is_copied_is_read_alike_by_another_program(rows):
    read = csv.reader(io.StringIO(text_of(rows), newline=""), delimiter="\t")
    assert list(read) == rows


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", []),
        ("36", [["36"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\tb\rc\td", [["a", "b"], ["c", "d"]]),
        ('"two\nlines"\tb\n', [["two\nlines", "b"]]),
        ('"said ""yes"""\tb', [['said "yes"', "b"]]),
        ('5" pipe\tb', [['5" pipe', "b"]]),
        ('"open, and never closed\tb', [['"open, and never closed', "b"]]),
        ('"half" quoted\tb', [['"half" quoted', "b"]]),
        ("a\t\n\tb\n", [["a", ""], ["", "b"]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
    ],
)
def test_cells_are_read_as_spreadsheets_write_them(text, cells):
    assert cells_of(text) == cells
