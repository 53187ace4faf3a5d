"""Ctrl+K: one box that finds any record, page and act, by keyboard."""

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from engagement_app.domain import acts
from engagement_app.domain.finding import list_titles
from engagement_app.domain.people import PersonInput
from engagement_app.domain.tables import TABLES
from engagement_app.gui.finder import offered
from engagement_app.gui.looks.dress import dress
from engagement_app.gui.pages import PAGES
from engagement_app.gui.settings import remembered
from engagement_app.store.records import table_of

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(window, sample_file, settle):
    with sample_file.writing("test") as session:
        acts.add(session, PersonInput.parse(given_name="Tesni", family_name="Probert"))
    window.workspace.open(sample_file)
    settle(window.workspace)
    return window


@pytest.fixture
def find(opened, qtbot, type_text):
    """Ctrl+K, some letters, and wait until the title stands in the list."""

    def run(text, title=None):
        qtbot.keyClick(QApplication.focusWidget() or opened, Qt.Key.Key_K, CTRL)
        type_text(opened.finder.box, text)
        if title:
            qtbot.waitUntil(lambda: title in titles(opened))
        return opened.finder

    return run


def titles(window):
    return [line.title for line in window.finder.model.rows]


def enter(finder, qtbot, title):
    """Down to the line, then Enter."""
    while finder.list.current().title != title:
        before = finder.list.currentIndex().row()
        qtbot.keyClick(finder.box, Qt.Key.Key_Down)
        assert finder.list.currentIndex().row() > before
    qtbot.keyClick(finder.box, Qt.Key.Key_Return)
    qtbot.waitUntil(finder.isHidden)


def test_before_anything_is_typed_the_pages_are_listed(opened, find):
    assert find("").isVisible()
    assert titles(opened) == [page.title for page in PAGES]


def test_somebody_is_found_and_shown_in_their_panel(opened, find, qtbot):
    finder = find("prob tes", "Tesni Probert")
    enter(finder, qtbot, "Tesni Probert")
    assert finder.isHidden()
    assert opened.page_key == "data"
    panel = opened.pages["data"].records.place().panel
    assert panel.isVisible()
    assert panel.form.values()["family_name"] == "Probert"


def test_an_event_is_worked_on_once_it_is_gone_to(opened, find, qtbot):
    events = opened.workspace.read(list_titles, "event", opened.workspace.project_id)
    other = next(each for each in events if each.id != opened.workspace.event_id)
    enter(find(other.title, other.title), qtbot, other.title)
    assert opened.workspace.event_id == other.id
    assert opened.pages["data"].records.place().table == "event"


def test_a_role_is_marked_in_the_grid_and_a_fund_beneath_it(opened, find, qtbot):
    project = opened.workspace.project_id
    role = opened.workspace.read(list_titles, "engagement_role", project)[-1]
    enter(find(role.title, role.title), qtbot, role.title)
    page = opened.pages["roles"]
    assert page.grid.marked_role == role.id
    fund = opened.workspace.read(list_titles, "fund", project)[-1]
    enter(find(fund.title, fund.title), qtbot, fund.title)
    assert page.beside[0].panel.funds.table.current().id == fund.id


def first(opened, table):
    """The id and the words of the first record of a table."""
    field = {"follow_up": "description", "contribution": "words"}[table]
    columns = table_of(TABLES[table]).c

    def read(session):
        wanted = columns[field] != "", columns.deleted_at.is_(None)
        return session.execute(sa.select(columns.id, columns[field]).where(*wanted)).first()

    return opened.workspace.read(read)


def test_the_number_on_a_paper_leads_to_the_follow_up_whatever_its_group(opened, find, qtbot):
    number, words = first(opened, "follow_up")
    enter(find(number[:8], words), qtbot, words)
    page = opened.pages["follow_ups"]
    assert page.table.current().id == number
    assert page.table.hasFocus()


def test_the_number_of_what_was_said_leads_to_what_became_of_it(opened, find, qtbot):
    number, words = first(opened, "contribution")
    title = " ".join(words.split())[:120]
    enter(find(number[:8], title), qtbot, title)
    assert opened.page_key == "voice"
    origin = opened.pages["voice"].messages.origin
    qtbot.waitUntil(lambda: words in origin.told.text)


def test_who_is_found_by_their_phone_stays_in_the_list(opened, find, qtbot):
    ifan = PersonInput.parse(given_name="Ifan", phone="01632 960777")
    opened.workspace.write("person.add", acts.add, ifan)
    find("960777", "Ifan")


def test_escape_leaves_and_the_focus_is_where_it_was(opened, find, qtbot):
    opened.go_to("said")
    before = QApplication.focusWidget()
    assert isinstance(before, QLineEdit)
    before.setText("half a sentence")
    finder = find("sample")
    assert before.text() == "half a sentence"
    qtbot.keyClick(finder.box, Qt.Key.Key_Escape)
    assert finder.isHidden()
    assert before.hasFocus()


def test_an_act_is_done_from_anywhere(opened, find, qtbot):
    enter(find("high con", "High contrast"), qtbot, "High contrast")
    assert remembered("look") == "contrast"
    dress(QApplication.instance(), "light", 100)
    enter(find("new organ", "New: Organisation"), qtbot, "New: Organisation")
    panel = opened.pages["data"].records.place().panel
    assert panel.isVisible()
    assert panel.table == "organisation"


def test_what_is_typed_in_a_panel_is_not_lost_by_going_to_another_record(
    opened, find, qtbot, type_text
):
    opened.go_to("data")
    place = opened.pages["data"].records.show_kind("person")
    place.add()
    type_text(place.panel.form.editors["given_name"], "Half")
    enter(find("prob", "Tesni Probert"), qtbot, "Tesni Probert")
    assert place.panel.form.values()["given_name"] == "Half"
    assert "Save or leave" in opened.strip.text.text()


def test_enter_before_the_file_has_answered_goes_to_the_best_that_it_finds(opened, find, qtbot):
    finder = find("tesni prob")
    qtbot.keyClick(finder.box, Qt.Key.Key_Return)
    qtbot.waitUntil(finder.isHidden)
    panel = opened.pages["data"].records.place().panel
    assert panel.form.values()["given_name"] == "Tesni"


def test_slips_are_forgiven_and_nothing_is_said_to_be_nothing(opened, find, qtbot):
    finder = find("probret", "Tesni Probert")
    finder.box.setText("zzzz qqqq")
    qtbot.waitUntil(lambda: finder.note.text() == "Nothing is found.")
    qtbot.keyClick(finder.box, Qt.Key.Key_Return)
    assert finder.isVisible()


def test_without_a_file_there_is_nothing_to_find(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    assert window.finder is None


@pytest.mark.thorough
def test_everything_that_is_offered_leads_to_a_page_and_to_what_it_names(
    opened, monkeypatch, settle
):
    pressed = []
    monkeypatch.setattr(QPushButton, "click", lambda button: pressed.append(button.text()))
    monkeypatch.setattr(opened, "leave", lambda: None)
    monkeypatch.setattr(opened.workspace, "undo", lambda: None)
    monkeypatch.setattr(offered, "_look", lambda *_choice: None)
    for each in offered.offers():
        each.do(opened)
        assert opened.page_key, each.title
    settle(opened.workspace)
    assert {"Back &up now", "Save figures…", "Close this file", "New follow-up"} <= set(pressed)


def test_screen_readers_have_names(opened, find):
    finder = find("")
    for each in (finder.box, finder.list):
        interface = QAccessible.queryAccessibleInterface(each)
        assert interface.text(QAccessible.Text.Name)


def test_the_lines_are_a_sound_model(opened, find, qtmodeltester):
    qtmodeltester.check(find("e").model)


def test_while_names_are_hidden_at_the_desk_people_are_initials_here_too(opened, find):
    opened.go_to("desk")
    opened.pages["desk"].hide_names.setChecked(True)
    find("tesni", "T. P.")
    assert "Tesni Probert" not in titles(opened)
    opened.finder.leave()
    opened.pages["desk"].hide_names.setChecked(False)
    find("tesni", "Tesni Probert")
