"""One evening with the keyboard alone, and the file afterwards."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlmodel import select

from engagement_app.domain.tables import TABLES
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.store import place
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file
from engagement_app.store.records import table_of
from tests.gui.evening import Evening, write_list
from tests.gui.keys import Keys

TODAY = date.today()
HEADER = ("First name", "Surname", "Email", "Phone", "Organisation", "Access needs")
PEOPLE = (
    ("Siân", "Hughes", "sian@example.org", "", "Hill Club", "Hearing loop"),
    ("Tomos", "Price", "", "07700 900101", "", ""),
    ("Nadia", "Rahman", "", "", "Sewa Kitchen", ""),
    ("Sam", "Okafor", "", "", "", ""),
    ("Gwen", "Bevan", "", "4.47701E+11", "", ""),
    ("Idris", "Vaughan", "", "", "Hill Club", ""),
    ("Leila", "Haddad", "", "", "", ""),
    ("Owen", "Tanner", "", "", "", "Ramp"),
    ("Beata", "Nowak", "", "", "", ""),
    ("Rhys", "Cole", "", "", "", ""),
    ("Fatima", "Zahra", "", "", "", ""),
    ("Joan", "Whitlock", "", "", "", ""),
)


@pytest.fixture
def evening(window, monkeypatch):
    monkeypatch.setenv("ENGAGEMENT_PERSON", "Mari Ellis")
    return Evening(window)


def take_in(evening, path, monkeypatch):
    """The list, which the system's box would give."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(path), ""))
    return evening.import_list()


def at_the_desk(evening):
    """Three who are expected, one of them signed in twice over, one of them by mistake."""
    evening.go("desk")
    evening.sign_in("si", "Hughes", "Enter", "Ctrl+Y")
    evening.keys.write("pr")
    evening.keys.press("Enter", "Enter")
    evening.until_told("Tomos Price was signed in already")
    evening.sign_in("na", "Nadia Rahman", "Ctrl+F")
    evening.sign_in("ok", "Sam Okafor", "Ctrl+Z")
    evening.until_told("Undone: sign-in, Sam Okafor")
    evening.walk_in("Wyn Parry", "Ctrl+Y", "Ctrl++")


def what_is_said(evening):
    evening.go("said")
    evening.say("The last bus goes before the clinic #transport @sian >ring her", "own")
    line = 'There is no crossing by the school for:"Top Moor" @nadia #roads'
    evening.say(line, "on_behalf", "Asked by the group", "the crossing alone")
    evening.say("They say the forms are only in English #forms", "second_hand")


def follow_ups(evening):
    evening.go("follow_ups")
    evening.dead_ends(2)
    evening.own("ring her", "Ann Lee", "+7")
    evening.row_of("Wyn Parry")
    evening.keys.press("Enter")
    evening.agree("Join group", "The walking group", "Ann Lee", "+14")
    evening.keys.press("Ctrl+N")
    evening.fill(("Person", "Tomos Price"), ("Kind", "Call back"), ("Owner", "Mari"), ("Due", "+0"))
    evening.keys.tab_to("Follow-ups")
    evening.row_of("Tomos Price")
    evening.keys.press("Space")
    evening.until_told("Tomos Price")
    evening.keys.saved()


def roles_and_money(evening):
    page = evening.go("roles")
    evening.role("Event host", "", "Hill Club", "Siân", "36", "30", "18.86")
    evening.keys.press("Home")
    evening.role("Community representative", "v", "", "", "18", "", "27.50")
    evening.keys.press("Up")
    evening.row_of("Event host")
    evening.column_of("Other costs")
    evening.keys.press("Enter")
    add(evening, "Add a cost", ("Title", "Hall hire"), ("Amount (£)", "42.50"))
    evening.place("Skills")
    add(evening, "Add a skill", ("Name", "First aid"), ("Held", "Yes"))
    evening.place("Hours given")
    add(evening, "Add hours", ("Hours", "4.5"), ("Who gave the time", "Siân Hughes"))
    evening.place("Funds")
    add(
        evening, "New fund", ("Funder name", "Town trust"), ("Title", "Voices"),
        ("Amount (£)", "500"), ("Status", "Confirmed"),
    )  # fmt: skip
    evening.keys.press("Alt+P")
    evening.keys.until(lambda: evening.keys.name == "Amount (£)")
    evening.fill(("Amount (£)", "250.75"))
    return page


def add(evening, button, *entries):
    evening.keys.tab_to(button)
    evening.keys.press("Space")
    evening.fill(*entries)


def answer(keys, path):
    """Where the box asks for a file."""
    keys.fill(str(path))
    print("TYPED", keys.focus.text())
    keys.press("Enter")


def save_as_pdf(evening, path):
    page = evening.go("reports")
    evening.keys.until(lambda: page.preview.count > 0 and not page.maker.is_making)
    evening.keys.meanwhile(QFileDialog, lambda: answer(evening.keys, path))
    evening.keys.press("Ctrl+S")
    evening.until_told(f"Saved {path.name}")
    return page


def test_an_evening_with_the_keyboard_alone_is_in_the_file(evening, tmp_path, monkeypatch):
    evening.new_project("Tŷ voices", "Spring forum")
    evening.go("data")
    outcome = take_in(evening, write_list(tmp_path / "list.csv", HEADER, PEOPLE), monkeypatch)
    assert outcome.counts == "11 rows new or changed, 0 as they were, 1 refused"
    at_the_desk(evening)
    what_is_said(evening)
    follow_ups(evening)
    roles_and_money(evening)
    save_as_pdf(evening, tmp_path / "gap.pdf")
    evening.window.close()
