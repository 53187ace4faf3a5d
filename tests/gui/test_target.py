"""Where a file is to go: its ending, its folder, and nothing replaced that nobody asked about."""

import pytest
from PySide6.QtWidgets import QFileDialog

from engagement_app.gui.target import ask_where

KINDS = {"List (*.csv)": ".csv", "Workbook (*.xlsx)": ".xlsx"}


@pytest.fixture
def box(monkeypatch):
    """The system's box: gives these answers in turn, and keeps what it was asked with."""
    asked, answers = [], []

    def answered(_parent, _title, suggested, _kinds):
        asked.append(suggested)
        return answers.pop(0)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answered)
    return asked, answers


def test_a_name_without_an_ending_gets_that_of_the_kind(box, tmp_path, qapp):
    _asked, answers = box
    answers += [(str(tmp_path / "people"), "Workbook (*.xlsx)")]
    assert ask_where(None, "people", KINDS) == tmp_path / "people.xlsx"


def test_where_the_ending_makes_it_a_file_that_is_there_the_box_is_asked_again(box, tmp_path, qapp):
    asked, answers = box
    there = tmp_path / "people.csv"
    there.write_text("kept")
    answers += [(str(tmp_path / "people"), "List (*.csv)"), ("", "")]
    assert ask_where(None, "people", KINDS) is None
    assert asked[1] == str(there)
    answers += [(str(tmp_path / "people"), "List (*.csv)"), (str(there), "List (*.csv)")]
    assert ask_where(None, "people", KINDS) == there


def test_the_folder_of_the_last_one_is_suggested(box, tmp_path, qapp):
    asked, answers = box
    answers += [(str(tmp_path / "a.csv"), ""), ("", "")]
    ask_where(None, "a", KINDS)
    ask_where(None, "b", KINDS)
    assert asked[1] == str(tmp_path / "b")
