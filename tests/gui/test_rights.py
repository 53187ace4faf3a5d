"""Rights on the Data page: seen, saved, erased by keyboard, and nothing without a typed name."""

import json
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.events import EventInput
from engagement_app.domain.finding import find_person
from engagement_app.domain.people import Person, PersonInput
from engagement_app.store.backup import folder_of
from engagement_app.store.beyond_use import KEPT
from engagement_app.store.erasure_ledger import ledger_path
from engagement_app.store.erasures import erased_ids
from engagement_app.store.plain_rows import ask
from tests.gui.guarded import SECONDS
from tests.gui.panels import nameless
from tests.reports import reading

pytestmark = pytest.mark.thorough

NAME = "Femi Adebayo-Clarke"


@pytest.fixture
def part(window, sample_file, settle):
    window.workspace.open(sample_file)
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.rights)
    settle(window.workspace)
    return page.rights


@pytest.fixture
def who(part, window):
    """Somebody of the sample, chosen in the box."""
    found = window.workspace.read(find_person, NAME)
    part.person.set_value(found)
    return found


def test_everything_is_shown_in_the_place(part, who, qtbot):
    qtbot.keyClick(part.show_all, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part.held.isVisible())
    assert part.held.toPlainText().startswith(f"{NAME}\n\nPerson: {NAME}")
    assert "Mentions in other people's words" in part.held.toPlainText()


@pytest.mark.parametrize("typed", ["07700 900102", "FemiAdebayoClarke@example.org"])
def test_whoever_asks_is_found_by_telephone_or_e_mail(part, window, qtbot, typed):
    part.person.setEditText(typed)
    part.show_all.click()
    qtbot.waitUntil(lambda: part.held.isVisible(), timeout=SECONDS)
    assert part.person.currentText() == NAME
    assert part.held.toPlainText().startswith(NAME)


def test_what_more_than_one_person_has_is_not_guessed_at(part):
    part.person.setEditText("@example.org")
    part.show_all.click()
    assert "Choose one of the list" in part.told.text()


@pytest.mark.parametrize(("ending", "begins"), [(".pdf", b"%PDF"), (".json", b"{")])
def test_it_is_saved_as_a_file_with_a_word_on_mentions(
    part, who, window, qtbot, settle, tmp_path, monkeypatch, ending, begins
):
    target = tmp_path / "held"
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *words: asked.append(words) or (str(target), "")
    )
    qtbot.keyClick(part.pdf if ending == ".pdf" else part.json, Qt.Key.Key_Space)
    settle(window.workspace)
    written = tmp_path / f"held{ending}"
    assert written.read_bytes().startswith(begins)
    assert part.told.text().startswith(f"✓ Written: {written}")
    assert "Mentions" in part.told.text()
    assert "Femi" not in str(asked), "no name of a person goes into the name of a file"
    if ending == ".json":
        assert json.loads(written.read_text("utf-8"))["person"]["id"] == who


def in_sight(area, widget):
    return area.viewport().rect().contains(widget.mapTo(area.viewport(), widget.rect().center()))


def test_what_comes_up_is_in_sight_wherever_one_was(part, who, qtbot):
    bar = part.area.verticalScrollBar()
    for opens, seen in ((part.show_all, part.held), (part.erase, part.panel)):
        bar.setValue(bar.maximum())
        opens.click()
        qtbot.waitUntil(lambda seen=seen: in_sight(part.area, seen), timeout=SECONDS)
    bar.setValue(bar.maximum())
    part.person.set_value(None)
    part.show_all.click()
    assert "Choose a person" in part.told.text()
    assert part.told.visibleRegion().boundingRect().height() == part.told.height()


def test_what_is_taller_than_the_window_is_read_from_its_top(part, who, qtbot):
    part.panel.setMinimumHeight(2000)
    part.erase.click()
    qtbot.waitUntil(
        lambda: part.panel.mapTo(part.area.viewport(), QPoint(0, 0)).y() == 0, timeout=SECONDS
    )
    part.panel.closed.emit()
    qtbot.waitUntil(lambda: in_sight(part.area, part.erase), timeout=SECONDS)


def test_erasing_shows_first_what_goes_and_wants_the_name_typed(
    part, who, window, qtbot, settle, type_text
):
    qtbot.keyClick(part.erase, Qt.Key.Key_Space)
    panel = part.panel
    assert QApplication.focusWidget() is panel.keep
    assert "What was said: 9" in panel.told.text()
    assert "cannot be undone" in panel.told.text()
    assert "Papers arrived at 21.40" in panel.words.text()
    assert not panel.agree.isEnabled()
    type_text(panel.typed, "Femi")
    qtbot.keyClick(panel.typed, Qt.Key.Key_Return)
    assert window.workspace.read(erased_ids) == frozenset()
    type_text(panel.typed, " adebayo-clarke")
    qtbot.keyClick(panel.typed, Qt.Key.Key_Return)
    settle(window.workspace)
    assert window.workspace.read(acts.get, Person, who)["known_as"] == "(erased)"
    assert part.told.text().startswith("✓ Erased")
    assert not panel.isVisible()
    assert NAME not in part.person.currentText()
    assert ledger_path(window.workspace.path).exists()
    window.workspace.undo()
    settle(window.workspace)
    assert window.workspace.read(acts.get, Person, who)["known_as"] == "(erased)"


def test_words_are_kept_where_that_is_chosen(part, who, window, qtbot, settle, type_text):
    qtbot.keyClick(part.erase, Qt.Key.Key_Space)
    part.panel.keep_words.setChecked(True)
    type_text(part.panel.typed, NAME)
    qtbot.keyClick(part.panel.agree, Qt.Key.Key_Space)
    settle(window.workspace)
    kinds = "SELECT DISTINCT kind FROM erasure"
    assert ("contribution",) not in window.workspace.read(ask, kinds)


def test_escape_leaves_everything_as_it_is(part, who, window, qtbot):
    qtbot.keyClick(part.erase, Qt.Key.Key_Space)
    qtbot.keyClick(part.panel.typed, Qt.Key.Key_Escape)
    assert not part.panel.isVisible()
    assert QApplication.focusWidget() is part.erase
    assert window.workspace.read(erased_ids) == frozenset()


def test_without_a_person_it_says_so(part, qtbot):
    for each in (part.show_all, part.pdf, part.erase):
        qtbot.keyClick(each, Qt.Key.Key_Space)
        assert part.told.text() == "Choose a person first."
    part.person.setEditText("nobody of that name")
    qtbot.keyClick(part.erase, Qt.Key.Key_Space)
    assert "Choose one of the list" in part.told.text()


def test_nothing_of_anybody_stays_on_the_screen_when_the_file_is_closed(part, who, window, qtbot):
    qtbot.keyClick(part.show_all, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part.held.isVisible())
    window.workspace.close()
    assert part.held.toPlainText() == ""


def test_everything_that_takes_the_focus_has_a_name(part, who, qtbot):
    qtbot.keyClick(part.erase, Qt.Key.Key_Space)
    assert nameless(part) == []


@pytest.fixture
def due(part, window, settle, qtbot):
    """Two people who came long ago are due, and listed."""
    window.workspace.write("test", came_long_ago, window.workspace.project_id)
    card = part.retention
    choose = card.months["came"]
    choose.setFocus()
    qtbot.keyClick(choose, Qt.Key.Key_Down)
    settle(window.workspace)
    qtbot.waitUntil(lambda: len(card.model.rows) > 1)
    return card


def came_long_ago(session, project):
    at = datetime(2019, 5, 4, 12, tzinfo=UTC)
    fair = acts.add(session, EventInput.parse(project_id=project, title="Fair", starts_at=at))
    for name in ("Aa Long Ago", "Bb Long Ago"):
        person = acts.add(session, PersonInput.parse(known_as=name))
        came = {"event_id": fair, "person_id": person, "status": "here"}
        acts.add(session, AttendanceInput.parse(**came))


def test_nobody_is_due_before_a_period_is_set(part, qtbot):
    qtbot.waitUntil(lambda: part.retention.note.text() == "Nobody is due for review.")
    assert not part.retention.anonymise.isEnabled()


def test_who_is_due_goes_only_when_ticked_and_agreed(due, part, window, qtbot, settle):
    assert window.workspace.read(erased_ids) == frozenset()
    assert not due.erase.isEnabled()
    gone = due.model.rows[0]
    due.list.setFocus()
    due.list.mark(0)
    qtbot.keyClick(due.list, Qt.Key.Key_Space)
    qtbot.keyClick(due.anonymise, Qt.Key.Key_Space)
    question = due.questions[True]
    assert QApplication.focusWidget() is question.keep
    assert question.agree.text() == "Yes, 1 person, for good"
    assert window.workspace.read(erased_ids) == frozenset()
    before = len(due.model.rows)
    qtbot.keyClick(question.agree, Qt.Key.Key_Space)
    settle(window.workspace)
    qtbot.waitUntil(lambda: len(due.model.rows) == before - 1)
    assert part.told.text() == "✓ 1 person was erased. Every count stays as it was."
    assert window.workspace.read(acts.get, Person, gone.id)["known_as"] == "(erased)"


def test_a_question_about_others_is_no_longer_open_when_a_tick_is_changed(due, qtbot):
    due.model.tick([due.model.rows[0].id], True)
    qtbot.keyClick(due.erase, Qt.Key.Key_Space)
    assert due.questions[False].isVisible()
    due.model.tick([due.model.rows[1].id], True)
    assert not due.questions[False].isVisible()


def test_the_lost_laptop_sheet_names_people_only_where_that_is_ticked(
    part, window, qtbot, settle, tmp_path, monkeypatch
):
    target = tmp_path / "lost laptop"
    asked = []

    def answered(*words):
        """A name without its ending; then the name that is suggested, which replaces the first."""
        asked.append(words)
        return (str(target) if len(asked) == 1 else words[2]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answered)
    for ticked in (False, True):
        part.lost.names.setFocus()
        if ticked:
            qtbot.keyClick(part.lost.names, Qt.Key.Key_Space)
        qtbot.keyClick(part.lost.make, Qt.Key.Key_Space)
        settle(window.workspace)
        said = reading.words((tmp_path / "lost laptop.pdf").read_bytes())
        assert part.lost.told.text() == f"✓ Written: {target}.pdf"
        assert (NAME in said) == ticked
        assert "160 people are concerned" in said
    assert "Femi" not in str(asked)


def test_the_lost_laptop_sheet_comes_in_large_print_where_that_is_ticked(
    part, window, qtbot, settle, tmp_path, monkeypatch
):
    target = tmp_path / "lost laptop.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    for ticked, size in ((False, 11), (True, 16)):
        part.lost.large.setChecked(ticked)
        qtbot.keyClick(part.lost.make, Qt.Key.Key_Space)
        settle(window.workspace)
        assert min(reading.sizes(target.read_bytes())) == size


@pytest.fixture
def older(part, who, window, qtbot, settle):
    """Somebody was erased of whom a backup knows."""
    window.go_to("data/backups")
    window.pages["data"].backups.back_up()
    settle(window.workspace)
    window.pages["data"].show_part(part)
    part.person.set_value(who)
    qtbot.keyClick(part.erase, Qt.Key.Key_Space)
    part.panel.typed.setText(NAME)
    qtbot.keyClick(part.panel.agree, Qt.Key.Key_Space)
    settle(window.workspace)
    qtbot.waitUntil(lambda: "1 backup from before" in part.older.what.text())
    return part.older


def test_it_is_told_until_when_older_backups_hold_whom_was_erased(older, part, qtbot):
    day = f"{datetime.now().astimezone() + KEPT:%d/%m/%Y}"
    assert f"beyond use until {day}" in older.what.text()
    assert older.remove.isVisible()


def test_they_go_at_once_only_when_it_was_asked_and_agreed(older, part, window, qtbot, settle):
    folder = folder_of(window.workspace.path)
    [before] = folder.glob("*.engagement")
    qtbot.keyClick(older.remove, Qt.Key.Key_Space)
    assert window.focusWidget() is older.question.keep
    qtbot.keyClick(older.question.keep, Qt.Key.Key_Space)
    assert before.exists()
    assert not older.question.isVisible()
    qtbot.keyClick(older.remove, Qt.Key.Key_Space)
    qtbot.keyClick(older.question.agree, Qt.Key.Key_Space)
    settle(window.workspace)
    qtbot.waitUntil(lambda: not older.remove.isVisible())
    assert older.told.text().startswith("✓ 1 older copy was removed.")
    [after] = folder.glob("*.engagement")
    assert after != before
    assert older.what.text().startswith("No backup that is found")


def test_before_anybody_was_erased_there_is_nothing_to_remove(part, qtbot):
    qtbot.waitUntil(lambda: part.older.what.text() != "")
    assert not part.older.remove.isVisible()
