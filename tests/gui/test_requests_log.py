"""Requests and complaints on Data, Rights: logged, put right and answered by keyboard."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from engagement_app.domain import acts
from engagement_app.domain.finding import find_person
from engagement_app.domain.people import PersonInput
from engagement_app.domain.requests import list_requests
from engagement_app.domain.wordings import in_use, read_wordings
from engagement_app.gui.forms.editors import shown_day
from engagement_app.store.drafts import list_drafts
from engagement_app.store.plain_rows import ask
from tests.gui.panels import nameless

TODAY = date.today()
NAME = "Nesta Quayle"


@pytest.fixture
def part(data_file, project, window, settle):
    window.workspace.open(data_file)
    window.go_to("data")
    page = window.pages["data"]
    page.turn_to("rights")
    settle(window.workspace)
    return page.rights


@pytest.fixture
def log(part, qtbot, settle, type_text, window):
    """Writes an entry down by its form: `log(name, received_on)`."""

    def entered(who=NAME, received_on=TODAY, **more):
        qtbot.keyClick(part.requests.new, Qt.Key.Key_Space)
        editors = part.requests.panel.form.editors
        type_text(editors["who"], who)
        editors["received_on"].set_value(received_on)
        for name, text in more.items():
            type_text(editors[name], text)
        qtbot.keyClick(editors["who"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(window.workspace)

    return entered


def standing(part):
    return [(row.who, row.standing) for row in part.requests.model.rows]


def test_an_entry_is_written_down_and_what_is_overdue_is_in_sight(part, log, window, qtbot):
    log("Idris")
    assert part.pressing.isHidden()
    log(NAME, TODAY - timedelta(days=60), about="The photograph")
    assert standing(part) == [(NAME, "overdue"), ("Idris", "open")]
    assert part.pressing.text() == "⚠ Requests and complaints: 1 is overdue."
    assert part.pressing.isVisible()
    assert "✓ Written down." in part.requests.note.text()
    assert part.requests.list.current().who == NAME
    assert QApplication.focusWidget() is part.requests.list
    window.go_to("today")
    today = window.pages["today"]
    assert today.pressing.text() == "⚠ 1 request overdue"
    qtbot.keyClick(today.pressing, Qt.Key.Key_Space)
    assert part.requests.isVisible()


def test_it_is_changed_answered_and_then_presses_no_more(
    part, log, window, qtbot, settle, type_text
):
    log(NAME, TODAY - timedelta(days=60))
    part.requests.list.setFocus()
    qtbot.keyClick(part.requests.list, Qt.Key.Key_Return)
    panel = part.requests.panel
    assert panel.form.editors["who"].value() == NAME
    type_text(panel.form.editors["pauses"], f"{shown_day(TODAY - timedelta(days=50))}")
    panel.accept()
    settle(window.workspace)
    assert standing(part) == [(NAME, "stopped")]
    part.requests.amend()
    assert panel.form.editors["pauses"].text() == f"since {shown_day(TODAY - timedelta(days=50))}"
    panel.form.editors["answered_on"].set_value(TODAY)
    panel.accept()
    settle(window.workspace)
    assert standing(part) == [(NAME, "answered")]
    assert part.pressing.isHidden()


def test_what_cannot_be_is_told_at_its_field_and_nothing_is_lost(
    part, log, window, qtbot, settle, type_text
):
    log(NAME, TODAY + timedelta(days=1))
    panel = part.requests.panel
    assert panel.isVisible()
    assert QApplication.focusWidget() is panel.form.editors["received_on"].line
    assert panel.form.editors["who"].value() == NAME
    panel.form.editors["received_on"].set_value(TODAY)
    type_text(panel.form.editors["pauses"], "some time in May")
    panel.accept()
    assert QApplication.focusWidget() is panel.form.editors["pauses"]
    assert window.workspace.read(list_requests, TODAY) == []


def test_no_name_is_in_a_title_a_strip_or_the_audit(part, log, window):
    log(NAME, TODAY - timedelta(days=60), about=f"{NAME} again")
    shown = [each.windowTitle() for each in QApplication.topLevelWidgets()]
    assert NAME not in " ".join(shown)
    assert window.strip.text.text() == "✓ Saved: Request or complaint"
    told = window.workspace.read(ask, "SELECT act, detail FROM audit_entry")
    assert "access_request" in str(told)
    assert NAME not in str(told)


def test_what_is_half_typed_waits_in_the_file(part, window, qtbot, settle, type_text):
    qtbot.keyClick(part.requests.new, Qt.Key.Key_Space)
    type_text(part.requests.panel.form.editors["about"], "half typed")
    assert window.workspace.keep_all()
    [draft] = window.workspace.read(list_drafts)
    assert "half typed" in draft.typed
    part.requests.panel.cancel.click()
    part.requests.add()
    settle(window.workspace)
    assert part.requests.panel.form.editors["about"].value() is None


def test_the_strip_takes_an_entry_back_and_names_nobody(part, log, window, qtbot, settle):
    log("Idris")
    log()
    for left in ([("Idris", "open")], []):
        qtbot.keyClick(window.strip.undo, Qt.Key.Key_Space)
        settle(window.workspace)
        assert standing(part) == left
        told = "✓ Undone: entry in the log of requests, To see what we hold"
        assert window.strip.text.text() == told


def test_words_that_are_asked_are_not_taken_back_and_it_is_said_what_to_do(
    part, window, qtbot, settle, type_text
):
    card = part.wordings
    card.words.selectAll()
    type_text(card.words, "May we write to you?")
    qtbot.keyClick(card.save, Qt.Key.Key_Space)
    settle(window.workspace)
    before = window.workspace.read(in_use)
    window.workspace.undo()
    settle(window.workspace)
    assert "Ask them in other words instead" in window.strip.text.text()
    assert window.workspace.read(in_use) == before


def test_other_words_are_asked_from_now_on_and_the_old_ones_are_still_shown(
    part, window, qtbot, settle, type_text
):
    card = part.wordings
    card.purpose.setCurrentIndex(card.purpose.findData("photo"))
    card.purpose.activated.emit(0)
    before = window.workspace.read(in_use)["photo"]
    assert not card.save.isEnabled()
    card.words.selectAll()
    type_text(card.words, "May we film you?")
    assert part.unsaved()
    qtbot.keyClick(card.save, Qt.Key.Key_Space)
    settle(window.workspace)
    known = window.workspace.read(read_wordings)["photo"]
    assert [each.words for each in known] == [before.words, "May we film you?"]
    assert before.words in card.known.text()
    assert card.said.text() == f"✓ Asked so from now on: version {known[-1].version}."
    assert not part.unsaved()


def test_nothing_of_anybody_stays_when_the_file_is_closed(part, log, window):
    log()
    window.workspace.close()
    assert part.requests.model.rows == ()
    assert not part.requests.panel.isVisible()
    assert not part.unsaved()


def test_everything_that_takes_the_focus_has_a_name(part, log, qtbot):
    log()
    part.requests.add()
    assert nameless(part) == []


def test_erasing_somebody_leaves_the_log_and_words_that_are_typed(part, log, window, settle):
    log("Idris")
    part.wordings.words.set_value("May we?")
    window.workspace.write("record.add", acts.add, PersonInput.parse(known_as="Ann"), told="Ann")
    settle(window.workspace)
    part.person.set_value(window.workspace.read(find_person, "Ann"))
    part.ask_to_erase()
    part.panel.agreed.emit()
    settle(window.workspace)
    assert part.told.text().startswith("✓ Erased")
    assert standing(part) == [("Idris", "open")]
    assert part.wordings.words.value() == "May we?"
