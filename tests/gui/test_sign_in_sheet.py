"""The sign-in sheet among the reports: a look writes nothing, and printing gives the numbers."""

import pytest
from PySide6.QtCore import Qt

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.sheet_lines import list_lines, on_the_sheet
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.pages.reports import saving
from engagement_app.gui.pages.reports.sign_in_sheet import last_printed
from engagement_app.store.datafile import DataFile
from tests.reports import reading

SECONDS = 10_000


def expect(session, event, *names):
    for name in names:
        person = acts.add(session, PersonInput.parse(given_name=name, family_name="Price"))
        acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))


@pytest.fixture
def page(window, data_file, event, qtbot):
    with data_file.writing("fill") as session:
        expect(session, event, "Tom", "Ana")
    window.workspace.open(data_file)
    window.go_to("reports/sign_in_sheet")
    page = window.pages["reports"]
    wait(qtbot, page)
    return page


def wait(qtbot, page):
    qtbot.waitUntil(lambda: not (page.maker.is_making or page.workspace.is_saving), timeout=SECONDS)


def numbers(page, event):
    lines = page.workspace.read(list_lines, event)
    return {line.name: line.number for line in on_the_sheet(lines)}


def save(page, path, qtbot, monkeypatch):
    monkeypatch.setattr(saving, "choose_place", lambda *_asked: path)
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(path.exists, timeout=SECONDS)
    wait(qtbot, page)


def test_a_look_gives_no_numbers_and_says_who_gets_some(page, event):
    assert numbers(page, event) == {}
    assert "2 people get line numbers" in page.state.text()
    assert page.preview.count > 0
    assert page.options.about.currentData() == event


def test_saving_gives_the_numbers_first_and_undo_takes_them_back(
    page, event, tmp_path, qtbot, monkeypatch, settle
):
    path = tmp_path / "sheet.pdf"
    save(page, path, qtbot, monkeypatch)
    assert numbers(page, event) == {"Ana Price": 1, "Tom Price": 2}
    assert "get line numbers" not in page.state.text()
    assert "Ana Price" in reading.words(path.read_bytes())
    assert last_printed(event) == 12
    page.workspace.undo()
    settle(page.workspace)
    assert numbers(page, event) == {}


def test_later_people_get_no_number_of_a_blank_row_that_was_printed(
    page, event, tmp_path, qtbot, monkeypatch
):
    save(page, tmp_path / "first.pdf", qtbot, monkeypatch)
    page.workspace.write("fill", expect, event, "Zoe")
    wait(qtbot, page)
    save(page, tmp_path / "second.pdf", qtbot, monkeypatch)
    assert numbers(page, event)["Zoe Price"] == 13


def test_layout_print_and_blank_rows_are_chosen_here(page, qtbot):
    pickers = {choice.key: (choice, made) for choice, made in page.options.choices.made}
    assert pickers["blank"][1].accessibleName() == "Blank rows"
    for key, value in (("slips", True), ("blank", 20), ("large", True)):
        choice, made = pickers[key]
        made.setCurrentIndex([each for _words, each in choice.rows].index(value))
        made.activated.emit(made.currentIndex())
        wait(qtbot, page)
    sheet = page.maker.last.report
    assert (sheet.slips, sheet.large, len(sheet.blank)) == (True, True, 20)
    page.options.choose("gap")
    assert [choice.key for choice, _made in page.options.choices.made] == ["large"]


def test_numbers_that_cannot_be_saved_keep_the_paper_in_the_window(
    page, event, tmp_path, qtbot, monkeypatch
):
    def full(_file, _act):
        raise StorageError("The disk is full. Nothing was saved.", Cause.FULL)

    path = tmp_path / "sheet.pdf"
    monkeypatch.setattr(saving, "choose_place", lambda *_asked: path)
    monkeypatch.setattr(DataFile, "writing", full)
    page.save.click()
    wait(qtbot, page)
    assert not path.exists()
    assert "The disk is full" in page.window().strip.text.text()
    assert numbers(page, event) == {}
