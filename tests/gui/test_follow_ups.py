"""The page “Follow-ups”, driven by keyboard alone."""

from collections import Counter
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog

from engagement_app.domain import acts
from engagement_app.domain.follow_ups import FollowUp, FollowUpInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.services import ServiceInput
from engagement_app.errors import Cause, StorageError
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.resourcing.report import REASONS
from engagement_app.store.datafile import DataFile

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("This plugin does not support")]
"""Without a screen a list of names cannot be raised above other windows."""

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
ENTER, SPACE, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape
DUE, OWNER, ORGANISATION, STATUS, OUTCOME = 3, 5, 6, 7, 8
TODAY = date.today()


def open_page(window, qtbot, file):
    window.workspace.open(file)
    window.go_to("follow_ups")
    page = window.pages["follow_ups"]
    qtbot.waitUntil(lambda: not window.workspace.is_saving)
    if window.workspace.project_id:
        qtbot.waitUntil(lambda: page.unanswered.known is not None)
    return page


@pytest.fixture
def page(window, qtbot, sample_file):
    """The page on the sample, at what is overdue."""
    return open_page(window, qtbot, sample_file)


@pytest.fixture
def few(window, qtbot, data_file, project):
    """The page on a file with one follow-up, which is overdue and of Siân Hughes."""
    with data_file.writing("record.add") as session:
        person = acts.add(session, PersonInput.parse(given_name="Siân", family_name="Hughes"))
        acts.add(session, PersonInput.parse(given_name="Omar", family_name="Bell"))
        due = TODAY - timedelta(days=3)
        entry = {"person_id": person, "kind": "call_back", "owner_name": "Ann", "due_on": due}
        acts.add(session, FollowUpInput.parse(project_id=project, **entry))
    return open_page(window, qtbot, data_file)


@pytest.fixture
def press(qtbot, window):
    """Press a key where the focus is."""

    def key(code, modifiers=NONE):
        if not window.isActiveWindow():
            window.activateWindow()
            qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(QApplication.focusWidget() or window, code, modifiers)

    return key


@pytest.fixture
def full(monkeypatch):
    """From when it is called on, the disk is full."""

    def writing(_self, _act):
        raise StorageError("The disk is full. Nothing was saved.", Cause.FULL)

    return lambda: monkeypatch.setattr(DataFile, "writing", writing)


def row_of(page, follow_up_id):
    return page.workspace.read(acts.get, FollowUp, follow_up_id)


def counts(page):
    """The number on each button that has one."""
    texts = {key: button.text() for key, button in page.groups.buttons.items()}
    return {
        key: int(text.rpartition("(")[2].rstrip(")")) for key, text in texts.items() if "(" in text
    }


def go(page, column):
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.promises.index(0, column))


def cell(page, column, row=0):
    return page.table.promises.index(row, column).data()


def edit(page, press, type_text, column, text):
    """Type into a cell of the first row, from the keyboard, and press Enter."""
    go(page, column)
    press(ENTER)
    type_text(QApplication.focusWidget(), text)
    press(ENTER)


def test_the_four_groups_are_named_with_their_counts(page):
    shown = counts(page)
    report = page.workspace.read(prepare_gap_report, page.workspace.project_id, TODAY)
    reasons = Counter(end.reason for end in report.dead_ends)
    assert {each: shown[each] for each in REASONS} == reasons
    assert shown["dead_ends"] == shown[""] == len(report.dead_ends)
    kept = shown["overdue"] + shown["this_week"] + shown["later"]
    assert kept + shown["dead_ends"] - shown["nothing_recorded"] == _open_ones(page)


def _open_ones(page):
    from engagement_app.resourcing.reading import read_ledger

    ledger = page.workspace.read(read_ledger, page.workspace.project_id)
    return sum(each.status == "open" for each in ledger.follow_ups)


def test_each_group_lists_as_many_as_its_button_says(page, press):
    shown = counts(page)
    for key in ("overdue", "this_week", "later", "dead_ends", *REASONS):
        page.groups.buttons["" if key == "dead_ends" else key].click()
        assert len(page.table.promises.rows) == shown[key], key
    assert all(row.id is None for row in page.table.promises.rows)


def test_groups_are_chosen_with_alt_and_the_arrow_keys(page, press, qtbot):
    page.table.setFocus()
    press(Qt.Key.Key_D, ALT)
    qtbot.waitUntil(lambda: page.groups.key == "dead_ends")
    assert page.table.hasFocus()
    page.groups.buttons[""].setFocus()
    press(Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.groups.key == "no_route")
    assert page.groups.buttons["no_route"].hasFocus(), "the next arrow goes on"
    assert not page.table.isColumnHidden(1)
    assert {cell(page, 1, at) for at in range(len(page.table.promises.rows))} == {"No route exists"}


def test_done_and_cancelled_are_reached_too(page):
    for key in ("done", "cancelled"):
        page.groups.buttons[key].click()
        assert {row.status for row in page.table.promises.rows} == {key}


def test_space_ticks_off_and_opens_again_in_its_place(page, press, settle):
    go(page, 0)
    before, row = counts(page), page.table.current()
    press(SPACE)
    settle(page.workspace)
    assert (row_of(page, row.id)["status"], row_of(page, row.id)["done_on"]) == ("done", TODAY)
    assert page.table.current().id == row.id
    assert page.table.currentIndex().row() == 0
    assert counts(page)["overdue"] == before["overdue"] - 1
    press(SPACE)
    settle(page.workspace)
    assert (row_of(page, row.id)["status"], row_of(page, row.id)["done_on"]) == ("open", None)
    assert counts(page) == before


def test_what_was_ticked_off_is_gone_once_another_group_was_chosen(few, press, settle):
    go(few, 0)
    press(SPACE)
    settle(few.workspace)
    assert cell(few, STATUS) == "✓ Done"
    few.groups.buttons["later"].click()
    few.groups.buttons["overdue"].click()
    assert few.table.promises.rows == () or few.table.promises.rows == []
    assert few.listed.about.text() == "Nothing is overdue."


def test_ticking_off_is_undone_with_one_key(window, few, press, settle):
    go(few, 0)
    row = few.table.current()
    press(SPACE)
    settle(few.workspace)
    press(Qt.Key.Key_Z, CTRL)
    settle(few.workspace)
    assert row_of(few, row.id)["status"] == "open"
    assert window.strip.text.text().startswith("✓ Undone: follow-up ticked off")


def test_the_date_the_owner_and_the_outcome_are_changed_in_the_row(few, press, type_text, settle):
    row = few.table.promises.rows[0]
    for column, text in ((DUE, "+7"), (OWNER, "Mari"), (OUTCOME, "Rang twice")):
        edit(few, press, type_text, column, text)
        settle(few.workspace)
    found = row_of(few, row.id)
    assert found["due_on"] == TODAY + timedelta(days=7)
    assert (found["owner_name"], found["outcome"]) == ("Mari", "Rang twice")
    assert cell(few, DUE) == f"{TODAY + timedelta(days=7):%d/%m/%Y}"
    assert (counts(few)["overdue"], counts(few)["later"]) == (0, 1)


def test_a_letter_ends_a_follow_up_in_the_row_and_space_opens_it_again(few, press, settle):
    row = few.table.promises.rows[0]
    go(few, STATUS)
    ended = []
    for key in (Qt.Key.Key_C, Qt.Key.Key_D, SPACE):
        press(key)
        settle(few.workspace)
        found = row_of(few, row.id)
        ended.append((found["status"], found["done_on"]))
    assert ended == [("cancelled", None), ("done", TODAY), ("open", None)]


def test_what_is_done_in_the_form_has_its_day(few, press, settle):
    go(few, 0)
    press(Qt.Key.Key_E, CTRL)
    editors = few.panel.form.editors
    for status, day in (("done", f"{TODAY:%d/%m/%Y}"), ("cancelled", ""), ("done", "01/11/2026")):
        editors["status"].set_value(status)
        if day == "01/11/2026":
            editors["done_on"].line.setText(day)
        assert editors["done_on"].line.text() == day
    press(Qt.Key.Key_Return, CTRL)
    settle(few.workspace)
    found = row_of(few, few.table.promises.rows[0].id)
    assert (found["status"], found["done_on"]) == ("done", date(2026, 11, 1))


def test_a_new_organisation_is_typed_in_the_row(few, press, type_text, settle):
    told = []
    few.workspace.told.connect(lambda sentence, _can: told.append(sentence))
    edit(few, press, type_text, ORGANISATION, "Tawe Voices")
    settle(few.workspace)
    assert cell(few, ORGANISATION) == "Tawe Voices"
    assert few.table.promises.rows[0].owner_organisation == "Tawe Voices"
    assert told[0].endswith("organisation: Tawe Voices (new)")


def test_typing_begins_to_change_the_cell(few, press, type_text, settle):
    go(few, OWNER)
    type_text(few.table, "M")
    type_text(QApplication.focusWidget(), "ari")
    press(ENTER)
    settle(few.workspace)
    assert few.table.promises.rows[0].owner_name == "Mari"


def test_each_edit_is_one_act_and_undone_by_itself(few, press, type_text, settle):
    row = few.table.promises.rows[0]
    edit(few, press, type_text, OWNER, "Mari")
    settle(few.workspace)
    told = []
    few.workspace.told.connect(lambda sentence, _can: told.append(sentence))
    edit(few, press, type_text, DUE, "+1")
    settle(few.workspace)
    assert told[0].endswith(f"due: {TODAY + timedelta(days=1):%d/%m/%Y}"), "not “+1”"
    few.workspace.undo()
    settle(few.workspace)
    found = row_of(few, row.id)
    assert (found["owner_name"], found["due_on"]) == ("Mari", row.due_on)


def test_taking_the_owner_away_makes_a_dead_end_that_says_so(few, press, settle):
    go(few, OWNER)
    press(ENTER)
    press(Qt.Key.Key_Delete)
    press(ENTER)
    settle(few.workspace)
    assert cell(few, OWNER) == "Nobody"
    assert (counts(few)["no_owner"], counts(few)["dead_ends"]) == (1, 1)


def test_a_date_that_cannot_be_keeps_its_text_and_says_why(few, press, type_text, settle):
    edit(few, press, type_text, DUE, "31/02/2026")
    editor = QApplication.focusWidget()
    assert editor.text() == "31/02/2026"
    assert "Siân Hughes, due: the date “31/02/2026” does not exist" in few.listed.problem.text()
    few.listed.new.setFocus()
    assert cell(few, DUE) == "⚠ 31/02/2026"
    go(few, DUE)
    press(ENTER)
    assert QApplication.focusWidget().text() == "31/02/2026"
    press(ESCAPE)
    assert cell(few, DUE) == f"{TODAY - timedelta(days=3):%d/%m/%Y}"
    assert few.listed.problem.text() == ""


def test_a_full_disk_keeps_what_was_typed_in_the_cell(few, press, type_text, settle, full):
    full()
    edit(few, press, type_text, OWNER, "Mari")
    settle(few.workspace)
    assert cell(few, OWNER) == "⚠ Mari"
    assert "not saved. The disk is full." in few.listed.problem.text()
    go(few, OWNER)
    press(ENTER)
    assert QApplication.focusWidget().text() == "Mari"


def test_a_full_disk_ticks_nothing_off(few, press, settle, full):
    full()
    go(few, 0)
    press(SPACE)
    settle(few.workspace)
    assert cell(few, STATUS) == "Open"
    assert "not saved. The disk is full." in few.listed.problem.text()


def test_what_is_typed_in_a_cell_outlives_what_is_saved_meanwhile(
    few, press, type_text, settle, qtbot
):
    go(few, OWNER)
    press(ENTER)
    type_text(QApplication.focusWidget(), "Mar")
    row = few.table.promises.rows[0]
    entry = {
        "project_id": few.workspace.project_id,
        "owner_name": "Ann",
        "due_on": date(2020, 1, 1),
    }
    few.workspace.write("record.add", acts.add, FollowUpInput.parse(**entry))
    settle(few.workspace)
    type_text(QApplication.focusWidget(), "i")
    press(ENTER)
    settle(few.workspace)
    qtbot.waitUntil(lambda: len(few.table.promises.rows) == 2)
    assert row_of(few, row.id)["owner_name"] == "Mari"
    assert few.table.current().id == row.id


def test_the_story_of_the_marked_row_is_told(few, qtbot):
    go(few, 0)
    qtbot.waitUntil(lambda: few.story.text.startswith("Siân Hughes\n"))
    assert "Call back\nOpen; due: " in few.story.text
    assert "They were on no list." in few.story.text


def test_nothing_recorded_is_agreed_from_the_row(page, press, type_text, settle, qtbot):
    page.groups.buttons["nothing_recorded"].click()
    go(page, 0)
    before, row = counts(page), page.table.current()
    assert (page.listed.amend.text(), page.listed.done.isEnabled()) == ("Agree a follow-up…", False)
    press(SPACE)
    assert "Nothing was promised here yet" in page.listed.problem.text()
    press(ENTER)
    editors = page.panel.form.editors
    assert editors["kind"].hasFocus()
    assert editors["attendance_id"].value() == row.attendance_id
    editors["owner_name"].setFocus()
    type_text(editors["owner_name"], "Mari")
    editors["due_on"].line.setFocus()
    type_text(editors["due_on"].line, "+7")
    press(ENTER, CTRL)
    settle(page.workspace)
    qtbot.waitUntil(lambda: counts(page)["nothing_recorded"] == before["nothing_recorded"] - 1)
    assert counts(page)["later"] == before["later"] + 1
    assert page.table.hasFocus()
    made = page.table.current()
    assert (made.attendance_id, made.person_id) == (row.attendance_id, row.person_id)
    assert made.owner_name == "Mari"


def test_a_new_follow_up_is_for_a_person_found_by_typing(few, press, type_text, settle, qtbot):
    press(Qt.Key.Key_N, CTRL)
    assert few.panel.form.editors["person_id"].hasFocus()
    type_text(few.panel.form.editors["person_id"], "Omar Bell")
    assert few.story.text.startswith("Omar Bell\n")
    press(ENTER, CTRL)
    settle(few.workspace)
    qtbot.waitUntil(few.table.hasFocus)
    assert few.table.current().whom == "Omar Bell"
    assert counts(few)["no_owner"] == 1


def test_a_person_who_was_not_there_is_told_at_the_field(page, press, settle):
    row = next(row for row in page.table.promises.rows if row.attendance_id and row.person_id)
    page.table.mark_key(row.key)
    press(Qt.Key.Key_E, CTRL)
    person = page.panel.form.editors["person_id"]
    others = [at for at in range(1, person.count()) if person.itemData(at) != row.person_id]
    person.setCurrentIndex(others[0])
    press(ENTER, CTRL)
    settle(page.workspace)
    assert page.left.currentWidget() is page.panel
    assert person.property("wrong") == "true"
    press(ESCAPE)
    assert page.table.hasFocus()
    assert row_of(page, row.id)["status"] == "open"


def test_a_role_picked_in_the_form_has_the_person_waiting_on_it(page, press, settle):
    row = page.table.promises.rows[0]
    page.table.mark_key(row.key)
    press(Qt.Key.Key_E, CTRL)
    role = page.panel.form.editors["role_id"]
    role.setCurrentIndex(1 if role.currentIndex() != 1 else 2)
    before = _waiting(page, role.value())
    press(ENTER, CTRL)
    settle(page.workspace)
    assert _waiting(page, page.workspace.read(acts.get, FollowUp, row.id)["role_id"]) == before + 1


def _waiting(page, role_id):
    report = page.workspace.read(prepare_gap_report, page.workspace.project_id, TODAY)
    return next(role.follow_ups_waiting for role in report.roles if role.id == role_id)


def test_a_row_keeps_its_mark_and_column_over_a_reload(page):
    page.table.setCurrentIndex(page.table.promises.index(5, OWNER))
    row = page.table.current()
    page.reload()
    assert page.table.current() == row
    assert page.table.currentIndex().column() == OWNER


def test_a_file_without_a_project_says_what_to_do(window, qtbot, data_file):
    page = open_page(window, qtbot, data_file)
    assert page.listed.about.text() == "There is no project yet. Make one on the Data page."
    assert not page.listed.new.isEnabled()
    assert counts(page)["dead_ends"] == 0


def test_a_project_without_follow_ups_says_so(window, qtbot, data_file, project):
    page = open_page(window, qtbot, data_file)
    assert page.listed.about.text() == "Nothing is overdue."
    assert page.listed.new.hasFocus()
    page.groups.buttons["dead_ends"].click()
    assert page.listed.about.text() == "There are no dead ends."


def test_another_project_has_its_own_dead_ends(page, qtbot, settle):
    from engagement_app.domain.projects import ProjectInput

    page.workspace.write("record.add", acts.add, ProjectInput.parse(name="Aberdare"))
    settle(page.workspace)
    from engagement_app.domain.finding import find_project

    other = page.workspace.read(find_project, "Aberdare")
    page.workspace.choose(other, None)
    qtbot.waitUntil(lambda: page.unanswered.known == ())
    assert set(counts(page).values()) == {0}


def test_the_model_is_a_sound_one(page):
    QAbstractItemModelTester(
        page.table.promises, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    for key in ("dead_ends", "done", "overdue"):
        page.groups.buttons[key].click()


def test_whatever_takes_the_focus_has_a_name(page, press):
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QWidget

    page.groups.buttons["dead_ends"].click()
    press(Qt.Key.Key_N, CTRL)
    for widget in page.findChildren(QWidget):
        reached = widget.isVisible() and not widget.focusProxy()
        if reached and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            named = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert named, widget


def test_several_are_selected_with_the_keys_and_done_in_one_act(page, press, settle):
    go(page, 0)
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    ids = [row.id for row in page.table.selected()]
    assert (len(ids), page.listed.done.text()) == (2, "Done (2)")
    press(SPACE)
    settle(page.workspace)
    assert {row_of(page, each)["status"] for each in ids} == {"done"}
    page.workspace.undo()
    settle(page.workspace)
    assert {row_of(page, each)["status"] for each in ids} == {"open"}


def test_several_get_another_owner_and_nothing_else_is_changed(page, press, type_text, settle):
    go(page, 0)
    for _step in range(2):
        press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    before = {row.id: row for row in page.table.selected()}
    assert page.listed.amend.text() == "Change 3…"
    press(Qt.Key.Key_E, CTRL)
    assert page.together.heading.text() == "Change 3 follow-ups"
    assert page.together.form.editors["owner_name"].hasFocus()
    press(Qt.Key.Key_A, CTRL)
    type_text(QApplication.focusWidget(), "Mari Ellis")
    press(ENTER)
    settle(page.workspace)
    assert page.left.currentWidget() is page.listed
    for each, row in before.items():
        now = row_of(page, each)
        assert now["owner_name"] == "Mari Ellis"
        assert (now["due_on"], now["status"]) == (row.due_on, row.status)
        assert now["owner_organisation_id"] == row.owner_organisation_id


def test_owners_that_differ_are_taken_away_from_all_with_a_tick(page, press, settle):
    go(page, 0)
    press(Qt.Key.Key_A, CTRL)
    rows = page.table.selected()
    assert len({(row.owner_name, row.owner_organisation_id) for row in rows}) > 1
    press(Qt.Key.Key_E, CTRL)
    assert not page.together.unsaved()
    organisation = page.together.form.editors["owner_organisation_id"]
    assert (organisation.currentText(), organisation.value()) == ("", None)
    owners, _days = page.together.emptying
    owners.setFocus()
    press(Qt.Key.Key_Space)
    assert page.together.unsaved()
    press(Qt.Key.Key_Return, CTRL)
    settle(page.workspace)
    for row in rows:
        now = row_of(page, row.id)
        assert (now["owner_name"], now["owner_organisation_id"]) == (None, None)
        assert now["due_on"] == row.due_on
    assert page.left.currentWidget() is page.listed


def test_several_are_left_as_they_were_with_escape(page, press, type_text, settle):
    go(page, 0)
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_E, CTRL)
    type_text(QApplication.focusWidget(), "Mari")
    assert page.unsaved()
    press(ESCAPE)
    assert not page.unsaved()
    assert page.table.hasFocus()


def test_what_was_saved_is_selected_while_ctrl_is_still_held(page, qtbot):
    page.table.setFocus()
    page.table.mark(1)
    qtbot.keyPress(page.table, Qt.Key.Key_Control, CTRL)
    page.table.mark(1)
    qtbot.keyRelease(page.table, Qt.Key.Key_Control)
    assert [row.key for row in page.table.selected()] == [page.table.promises.rows[1].key]


def test_the_load_of_each_owner_leads_to_theirs(page, press, qtbot):
    page.table.setFocus()
    press(Qt.Key.Key_R, ALT)
    qtbot.waitUntil(lambda: page.left.currentWidget() is page.loads)
    owner = page.loads.loads.rows[0]
    assert owner.open >= owner.overdue > 0
    assert page.loads.hasFocus(), "the arrow keys and Enter are what is useful next"
    press(ENTER)
    assert page.left.currentWidget() is page.listed
    assert sorted(row.id for row in page.table.promises.rows) == sorted(owner.ids)
    assert page.listed.about.text().startswith("Owned by: ")


@pytest.mark.parametrize("ending", [".ics", ".csv", ".xlsx"])
def test_the_list_is_saved_from_the_page(page, settle, tmp_path, monkeypatch, ending):
    target = tmp_path / "mine"
    kinds = {".ics": "Calendar (*.ics)", ".csv": "", ".xlsx": "Workbook (*.xlsx)"}
    chosen = (f"{target}{ending}" if ending == ".csv" else str(target), kinds[ending])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: chosen)
    page.listed.save_as.click()
    settle(page.workspace)
    content = target.with_suffix(ending).read_bytes()
    assert content.startswith(
        {".ics": b"BEGIN:VCALENDAR", ".csv": b"\xef\xbb\xbfFor"}.get(ending, b"PK")
    )


def test_a_service_is_attached_by_what_is_told_of_it_and_seen_in_the_row(
    few, press, type_text, settle, qtbot
):
    for at in range(3):
        entry = ServiceInput.parse(
            name=f"Circle {at}", organisation_name="Hands", place=f"Hall {at}"
        )
        few.workspace.write("record.add", acts.add, entry)
    settle(few.workspace)
    go(few, 0)
    press(Qt.Key.Key_E, CTRL)
    service = few.panel.form.editors["service_id"]
    service.setFocus()
    press(Qt.Key.Key_A, CTRL)
    type_text(service, "hall 1")
    assert [service.itemText(at) for at in range(1, service.count())] == ["Circle 1 (Hands)"]
    press(ENTER, CTRL)
    settle(few.workspace)
    qtbot.waitUntil(lambda: few.left.currentWidget() is few.listed)
    assert cell(few, 2) == "Call back – Circle 1 (Hands)"
