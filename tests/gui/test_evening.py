"""One evening with the keyboard alone, and the file afterwards."""

from collections import Counter
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from time import sleep

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog
from sqlmodel import select

from engagement_app.domain.tables import TABLES
from engagement_app.exchange.taking import Fate
from engagement_app.gui import progress
from engagement_app.gui.looks.dress import dress
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.store.check import findings
from engagement_app.store.datafile import DataFile, open_file
from engagement_app.store.records import table_of
from tests.gui.evening import Evening, write_list

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
"""Without a screen a list of names cannot be raised above other windows."""
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
TAKEN = [each for each in PEOPLE if each[0] != "Gwen"]


@pytest.fixture
def evening(window, monkeypatch):
    """Each box of progress is seen, as on a slow laptop."""
    monkeypatch.setattr(progress, "_SHOWN_AFTER", 0)
    monkeypatch.setenv("ENGAGEMENT_PERSON", "Mari Ellis")
    return Evening(window)


def take_in_the_list(evening, path, monkeypatch):
    """Which the system's box would give."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(path), ""))
    evening.go("data")
    outcome = evening.import_list()
    assert outcome.counts == "11 rows new or changed, 0 as they were, 1 refused"
    assert [row.line for row in outcome.rows if row.fate is Fate.REFUSED] == [6]


def at_the_desk(evening):
    """Three who are expected, one of them signed in twice over, one of them by mistake."""
    evening.go("desk")
    evening.sign_in("si", "Hughes", "Enter", "Alt+Y")
    evening.keys.write("pr")
    evening.keys.press("Enter", "Enter")
    evening.until_told("Tomos Price was signed in already")
    evening.sign_in("na", "Nadia Rahman", "Alt+F")
    evening.sign_in("ok", "Sam Okafor", "Ctrl+Z")
    evening.until_told("Undone: sign-in, Sam Okafor")
    evening.walk_in("Wyn Parry", "Wyn Parry", "Alt+Y", "Ctrl++")


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
    evening.go("roles")
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


def add(evening, button, *entries):
    evening.keys.tab_to(button)
    evening.keys.press("Space")
    evening.fill(*entries)


def answer(keys, path):
    """Where the box asks for a file."""
    keys.tab_to("File name:")
    keys.fill(str(path))
    keys.press("Enter")


def save_as_pdf(evening, path):
    page = evening.go("reports")
    evening.keys.until(lambda: page.preview.count > 0 and not page.maker.is_making)
    evening.keys.meanwhile(QFileDialog, lambda: answer(evening.keys, path))
    evening.keys.press("Ctrl+S")
    evening.until_told(f"Saved {path.name}")
    return page.preview.count


def rows(file, table):
    """The records of a table as they now stand, by id."""
    columns = table_of(TABLES[table])
    with file.reading() as session:
        found = session.connection().execute(select(columns).where(columns.c.deleted_at.is_(None)))
        return {row["id"]: row for row in found.mappings()}


def every(file, table, *fields):
    """These fields of every record of a table, in no order."""
    return Counter(tuple(row[field] for field in fields) for row in rows(file, table).values())


def names(file):
    people = rows(file, "person").values()
    return {row["id"]: f"{row['given_name']} {row['family_name']}" for row in people}


def look_at_who_came(file):
    fields = ("status", "source", "first_time", "wants_to_stay_involved")
    found = {
        names(file)[row["person_id"]]: tuple(row[field] for field in fields)
        for row in rows(file, "attendance").values()
    }
    expected = ("expected", "import", "not_known", "not_asked")
    assert found == {f"{given} {family}": expected for given, family, *_more in TAKEN} | {
        "Siân Hughes": ("here", "import", "not_known", "yes"),
        "Tomos Price": ("here", "import", "not_known", "not_asked"),
        "Nadia Rahman": ("here", "import", "yes", "not_asked"),
        "Wyn Parry": ("here", "walk_in", "not_known", "yes"),
    }
    assert every(file, "tally", "community_id", "count") == {(None, 1): 1}
    assert every(file, "organisation", "name") == {("Hill Club",): 1, ("Sewa Kitchen",): 1}


def look_at_what_was_said(file):
    themes, communities = rows(file, "theme"), rows(file, "community")
    came, fields = rows(file, "attendance"), ("words", "voice", "mandate", "limits", "recorded_by")
    found = {
        (
            *(row[field] for field in fields),
            *(themes[each]["name"] for each in row["theme_ids"]),
            *(each["name"] for each in communities.values() if each["id"] == row["community_id"]),
            *(
                names(file)[came[each]["person_id"]]
                for each in came
                if each == row["attendance_id"]
            ),
        )
        for row in rows(file, "contribution").values()
    }
    mari, bus = "Mari Ellis", "The last bus goes before the clinic"
    crossing, limits = "There is no crossing by the school", "the crossing alone"
    forms = "They say the forms are only in English"
    assert found == {
        (bus, "own", "none_stated", None, mari, "transport", "Siân Hughes"),
        (
            crossing,
            "on_behalf",
            "asked_by_group",
            limits,
            mari,
            "roads",
            "Top Moor",
            "Nadia Rahman",
        ),
        (forms, "second_hand", "none_stated", None, mari, "forms"),
    }


def look_at_what_was_promised(file):
    came, fields = rows(file, "attendance"), ("kind", "description", "owner_name", "due_on")
    found = {
        (
            names(file)[row["person_id"] or came[row["attendance_id"]]["person_id"]],
            *(row[field] for field in (*fields, "status", "done_on")),
        )
        for row in rows(file, "follow_up").values()
    }
    week, fortnight = TODAY + timedelta(7), TODAY + timedelta(14)
    assert found == {
        ("Siân Hughes", "other", "ring her", "Ann Lee", week, "open", None),
        ("Wyn Parry", "join_group", "The walking group", "Ann Lee", fortnight, "open", None),
        ("Tomos Price", "call_back", None, "Mari", TODAY, "done", TODAY),
    }


def look_at_the_money(file):
    title, hours = ("title", "belt", "holder_name"), ("hours_needed", "hours_assigned")
    assert every(file, "engagement_role", *title, *hours, "hourly_cost") == {
        ("Event host", "route_in", "Siân", Decimal(36), Decimal(30), 1886): 1,
        ("Community representative", "voice_for", None, Decimal(18), Decimal(0), 2750): 1,
    }
    assert every(file, "role_cost", "title", "amount") == {("Hall hire", 4250): 1}
    assert every(file, "role_skill", "name", "held") == {("First aid", "yes"): 1}
    given = every(file, "time_entry", "worker_name", "hours", "worked_on", "paid_from")
    assert given == {("Siân Hughes", Decimal("4.5"), TODAY, "volunteer"): 1}
    fund = ("Town trust", "Voices", 50000, "confirmed")
    assert every(file, "fund", "funder_name", "title", "amount", "status") == {fund: 1}
    assert every(file, "allocation", "amount") == {(25075,): 1}


def look_at_the_gap(file):
    """To the penny: (36 h at 18.86 + 42.50 - 250.75) + 18 h at 27.50."""
    [project_id] = rows(file, "project")
    with file.reading() as session:
        report = prepare_gap_report(session, project_id, TODAY)
    gaps = {role.title: (role.full_cost, role.confirmed, role.gap) for role in report.roles}
    assert gaps == {
        "Event host": (72146, 25075, 47071),
        "Community representative": (49500, 0, 49500),
    }
    totals = report.totals
    assert (totals.full_cost, totals.confirmed, totals.gap) == (121646, 25075, 96571)
    assert (totals.carried, totals.needed, totals.pledged) == (8487, 88084, 0)
    assert report.dead_ends == ()
    reach, routes = report.belt.reach, report.belt.routes
    assert (reach.people, reach.first_time, reach.tallied) == (4, 1, 1)
    assert (routes.want, routes.kept) == (2, 2)
    assert report.belt.contributions == {"own": 1, "on_behalf": 1, "second_hand": 1}


def test_an_evening_with_the_keyboard_alone_is_in_the_file(
    evening, tmp_path, monkeypatch, keyboard
):
    evening.new_project("Tŷ voices", "Spring forum")
    path = evening.window.workspace.path
    take_in_the_list(evening, write_list(tmp_path / "list.csv", HEADER, PEOPLE), monkeypatch)
    at_the_desk(evening)
    what_is_said(evening)
    follow_ups(evening)
    roles_and_money(evening)
    pages = save_as_pdf(evening, tmp_path / "gap.pdf")
    assert [key for key, page in evening.window.pages.items() if page.unsaved()] == []
    evening.keys.press("Ctrl+Q")
    assert not evening.window.isVisible()
    with open_file(path, keyboard) as file:
        with file.reading() as session:
            assert list(findings(session, TABLES.values())) == []
        look_at_who_came(file)
        look_at_what_was_said(file)
        look_at_what_was_promised(file)
        look_at_the_money(file)
        look_at_the_gap(file)
    pdf = PdfReader(tmp_path / "gap.pdf")
    assert len(pdf.pages) == pages > 4
    assert "£965.71" in pdf.pages[0].extract_text()


@pytest.fixture
def slow_disk(monkeypatch):
    """Each save takes as long as on an old disk."""
    real = DataFile.writing

    @contextmanager
    def writing(file, act):
        sleep(0.15)
        with real(file, act) as session:
            yield session

    monkeypatch.setattr(DataFile, "writing", writing)


def an_entry(keys):
    keys.write("The lift is too small")
    keys.press("Alt+O", "Enter")


def an_entry_in_the_form(keys):
    keys.press("Alt+O")
    keys.tab_to("Words")
    keys.write("The lift is too small")
    keys.press("Ctrl+Return")


def a_follow_up(keys):
    keys.press("Ctrl+N")
    keys.tab_to("Description")
    keys.write("Ring her")
    keys.press("Ctrl+Return")


def an_event(keys):
    keys.tab_to("Events")
    keys.press("Enter")
    keys.until(lambda: keys.name == "Title")
    keys.write("Harvest supper")
    keys.press("Ctrl+Return")


@pytest.mark.parametrize(
    ("page", "save"),
    [
        ("said", an_entry),
        ("said", an_entry_in_the_form),
        ("follow_ups", a_follow_up),
        ("data", an_event),
    ],
)
def test_a_save_that_ends_on_a_page_that_was_left_takes_no_keys_from_the_one_that_is_seen(
    evening, sample_file, slow_disk, page, save
):
    evening.window.workspace.open(sample_file)
    evening.go(page)
    save(evening.keys)
    assert evening.window.workspace.is_saving
    desk = evening.go("desk")
    evening.keys.write("qu")
    evening.keys.saved()
    evening.keys.write("il")
    assert evening.keys.focus is desk.box
    assert desk.box.text() == "quil"


def test_tab_comes_to_the_voice_that_is_chosen(evening, sample_file):
    evening.window.workspace.open(sample_file)
    evening.go("said")
    evening.keys.press("Tab")
    assert evening.keys.name == "Voice: Their own voice"
    evening.keys.press("Shift+Tab", "Alt+S", "Tab")
    assert evening.keys.name == "Voice: Second hand"
    evening.keys.press("Left", "Tab", "Shift+Tab")
    assert evening.keys.name == "Voice: On behalf of others"


def test_two_lines_of_what_was_said_are_seen_at_any_size_of_text(evening, sample_file, qapp):
    evening.window.workspace.open(sample_file)
    table = evening.go("said").said.table
    for percent in (200, 100):
        dress(qapp, "light", percent)
        high = table.verticalHeader().defaultSectionSize()
        assert high >= 2 * table.fontMetrics().lineSpacing()
