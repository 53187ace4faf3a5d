"""Records on the Data page: found, added, changed and deleted by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from engagement_app.domain.finding import list_titles
from engagement_app.domain.record_lists import list_records
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.pages.data.record_columns import TITLES, columns_of
from engagement_app.gui.tables.model import RowsModel
from engagement_app.store.datafile import DataFile


@pytest.fixture
def page(window, sample_file, settle):
    window.workspace.open(sample_file)
    window.go_to("data")
    settle(window.workspace)
    return window.pages["data"]


def titles(window, table):
    return [row.title for row in window.workspace.read(list_titles, table)]


def press(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifier)


def test_a_new_event_is_made_by_keyboard_and_stands_at_the_top(
    page, window, qtbot, type_text, settle
):
    place = page.records.show_kind("event")
    place.start()
    press(qtbot, place.box, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert place.panel.isVisible()
    assert place.panel.form.editors["title"].hasFocus()
    type_text(place.panel.form.editors["title"], "Ymweliad: Tŷ Newydd")
    type_text(place.panel.form.editors["starts_at"], "23/11/2026 18:30")
    press(qtbot, place.panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window.workspace)
    assert "Ymweliad: Tŷ Newydd" in titles(window, "event")
    assert place.panel.isHidden()
    assert place.list.current().cells[0] == "Ymweliad: Tŷ Newydd"
    shown = [window.header.event_box.itemText(at) for at in range(window.header.event_box.count())]
    assert any(text.startswith("Ymweliad: Tŷ Newydd") for text in shown)


def test_a_new_organisation_is_made_by_keyboard(page, window, qtbot, type_text, settle):
    page.records.kinds.setFocus()
    press(qtbot, page.records.kinds, Qt.Key.Key_Down)
    place = page.records.place()
    assert place.table == "organisation"
    place.new.setFocus()
    press(qtbot, place.new, Qt.Key.Key_Space)
    type_text(place.panel.form.editors["name"], "Clwb y Bont")
    press(qtbot, place.panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window.workspace)
    assert "Clwb y Bont" in titles(window, "organisation")


def test_a_new_project_is_chosen_at_the_top_and_has_the_starting_card(
    page, window, qtbot, type_text, settle
):
    page.show_part(page.file)
    press(qtbot, page.file.project, Qt.Key.Key_Space)
    place = page.records.place()
    type_text(place.panel.form.editors["name"], "Second project")
    place.panel.accept()
    settle(window.workspace)
    assert window.header.project.currentText() == "Second project"
    assert window.header.event_box.currentText() == "No event yet"


def test_a_record_that_cannot_be_saved_keeps_its_text(page, window, type_text, settle, monkeypatch):
    place = page.records.show_kind("theme")
    place.add()
    type_text(place.panel.form.editors["name"], "Buses at night")

    def full(_file, _act):
        raise StorageError("The disk is full.", Cause.FULL)

    monkeypatch.setattr(DataFile, "writing", full)
    place.panel.accept()
    settle(window.workspace)
    assert place.panel.form.editors["name"].text() == "Buses at night"
    assert place.panel.isVisible()
    assert "Buses at night" not in titles(window, "theme")


def test_what_is_typed_in_the_panel_survives_what_others_save(page, window, type_text):
    place = page.records.show_kind("theme")
    place.add()
    type_text(place.panel.form.editors["name"], "Buses")
    window.workspace.changed.emit()
    assert place.panel.form.editors["name"].text() == "Buses"


def test_before_an_event_is_deleted_it_is_told_what_goes_with_it(page, window, qtbot, settle):
    place = page.records.show_kind("event")
    place.list.setFocus()
    place.list.mark(0)
    title = place.list.current().cells[0]
    press(qtbot, place.list, Qt.Key.Key_Return)
    place.panel.delete.click()
    assert "attendances" in place.panel.warning.text.text()
    assert place.panel.warning.keep.hasFocus()
    assert title in titles(window, "event")
    press(qtbot, place.panel.warning.keep, Qt.Key.Key_Space)
    assert place.panel.body.isVisible()
    place.panel.delete.click()
    place.panel.warning.agree.click()
    settle(window.workspace)
    assert title not in titles(window, "event")
    window.workspace.undo()
    settle(window.workspace)
    assert title in titles(window, "event")


def test_the_samples_people_are_found_by_typing(page, window, qtbot, type_text):
    place = page.records.show_kind("person")
    people = window.workspace.read(list_records, "person", None)
    assert len(place.model.rows) == len(people.rows) > 100
    type_text(place.box, "bjorkegren")
    press(qtbot, place.box, Qt.Key.Key_Return)
    qtbot.waitUntil(place.panel.isVisible)
    assert place.panel.form.editors["family_name"].text() == "Björkegren"
    press(qtbot, place.panel, Qt.Key.Key_Escape)
    assert place.panel.isHidden()
    assert place.list.hasFocus()


def test_where_nothing_is_found_it_says_so(page, qtbot, type_text):
    place = page.records.show_kind("person")
    type_text(place.box, "xyzzy")
    qtbot.waitUntil(lambda: place.note.text() == "Nothing is found.")


def test_only_what_was_typed_last_is_listed(page, qtbot):
    place = page.records.show_kind("person")
    everybody = place.model.rows
    for text in ("zo", "xyzzy", ""):
        place.box.setText(text)
        place.reload()
    assert place.model.rows == everybody
    place.box.setText("xyzzy")
    place.reload()
    place.box.setText("bjorkegren")
    place.reload()
    qtbot.waitUntil(lambda: len(place.model.rows) == 1)
    qtbot.wait(20)
    assert len(place.model.rows) == 1


def test_the_mark_stays_on_its_record_over_a_save_of_others(page, window, settle):
    place = page.records.show_kind("organisation")
    place.list.mark(5)
    marked = place.list.current().id
    window.workspace.changed.emit()
    assert place.list.current().id == marked


def test_without_a_project_nothing_can_be_put_in_one(window, data_file, settle):
    window.workspace.open(data_file)
    window.go_to("data")
    place = window.pages["data"].records.show_kind("event")
    assert not place.new.isEnabled()
    assert place.note.text() == "There is no project yet: make one under Projects first."
    assert window.pages["data"].records.show_kind("project").new.isEnabled()


def nameless(top):
    """What Tab comes to, and a screen reader has no name for."""
    return [
        type(widget).__name__
        for widget in top.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]


def test_everything_that_takes_the_focus_has_a_name(page, window):
    for table in TITLES:
        place = page.records.show_kind(table)
        place.add()
        assert nameless(page) == []
    for part in (page.imports, page.exports, page.backups, page.file):
        page.show_part(part)
        assert nameless(page) == []


def test_each_list_is_a_sound_model(page, window, qtmodeltester):
    project_id = window.workspace.project_id
    for table in TITLES:
        model = RowsModel(columns_of(table))
        model.set_rows(window.workspace.read(list_records, table, project_id).rows[:20])
        qtmodeltester.check(model)
        assert model.rowCount() > 0
