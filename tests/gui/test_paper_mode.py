"""Paper mode of the desk: a filled sheet keyed back by keyboard alone, then the file is read."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QTableView

from engagement_app.domain import acts, desk
from engagement_app.domain.arrivals import count_at_the_door
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.events import Event
from engagement_app.domain.head_count import list_head_counts
from engagement_app.domain.paper_sheet import number_lines
from engagement_app.domain.people import PersonInput
from engagement_app.domain.sheet_lines import list_lines, on_the_sheet
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.pages.desk.paper.keying import Keying
from engagement_app.store.datafile import DataFile

pytestmark = pytest.mark.thorough

SIX = datetime(2026, 11, 24, 18, tzinfo=UTC)
KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SECONDS = 10_000


def fill(session, event):
    """Ana, Siân and Tom on lines 1 to 3; Zoe is known and not on the list."""
    acts.amend(session, Event, event, starts_at=SIX)
    for given, family in (("Ana", "Abel"), ("Siân", "Hughes"), ("Tom", "Price")):
        person = acts.add(session, PersonInput.parse(given_name=given, family_name=family))
        acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))
    acts.add(session, PersonInput.parse(given_name="Zoe", family_name="Zeal"))
    acts.add(session, CommunityInput.parse(name="Town"))
    number_lines(session, event)


class Sheet:
    """Paper mode of a window, as somebody at the keys has it."""

    def __init__(self, window, file, event, qtbot, settle, type_text):
        self.window, self.qtbot, self.event = window, qtbot, event
        self._settle, self._type = settle, type_text
        with file.writing("fill") as session:
            fill(session, event)
        window.workspace.open(file)
        window.go_to("desk")
        self.desk = window.pages["desk"]
        qtbot.waitUntil(lambda: self.desk.finder.is_complete, timeout=SECONDS)
        self.open()

    def open(self):
        self.desk.doors.key_in()
        assert isinstance(self.mode, Keying)

    @property
    def mode(self):
        return self.desk.doors.place.shown

    @property
    def card(self):
        return self.mode.card

    def press(self, *keys, modifiers=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget(), key, modifiers)
        self.settle()

    def type(self, text):
        self._type(QApplication.focusWidget(), text)

    def settle(self):
        self._settle(self.window.workspace)

    def lines(self):
        found = on_the_sheet(self.window.workspace.read(list_lines, self.event))
        return {line.number: line for line in found}

    @property
    def told(self):
        return self.window.strip.text.text()


@pytest.fixture
def sheet(window, data_file, event, qtbot, settle, type_text):
    return Sheet(window, data_file, event, qtbot, settle, type_text)


ENTER, UP, DOWN, ESCAPE = KEYS.Key_Return, KEYS.Key_Up, KEYS.Key_Down, KEYS.Key_Escape


def test_a_whole_sheet_is_keyed_without_leaving_the_box(sheet):
    assert sheet.card.box.hasFocus()
    assert sheet.card.name.text() == "Ana Abel"
    sheet.press(ENTER, KEYS.Key_Y, KEYS.Key_F, ENTER)
    sheet.press(KEYS.Key_N)
    assert sheet.card.number.text() == "Line 3"
    sheet.press(KEYS.Key_E)
    lines = sheet.lines()
    assert [lines[at].status for at in (1, 2, 3)] == ["here", "did_not_come", "excused"]
    assert (lines[1].wants_to_stay_involved, lines[1].first_time) == ("yes", "yes")
    assert (lines[1].source, lines[1].arrived_at) == ("import", None)
    assert sheet.card.name.text() == "Blank row"
    assert sheet.told == "✓ Line 3: Tom Price"


def test_keys_pressed_while_a_line_is_saved_go_to_the_next_line(sheet):
    sheet.press(ENTER, ENTER, KEYS.Key_H, KEYS.Key_N, ENTER, KEYS.Key_N)
    lines = sheet.lines()
    assert [lines[at].status for at in (1, 2, 3)] == ["here", "here", "did_not_come"]
    assert lines[2].wants_to_stay_involved == "no"


def test_a_time_is_that_of_the_day_of_the_event(sheet):
    local = SIX.astimezone().replace(hour=18, minute=5)
    sheet.type("18:05")
    sheet.press(KEYS.Key_H, ENTER)
    assert sheet.lines()[1].arrived_at == local.astimezone(UTC)
    sheet.type("2575")
    sheet.press(KEYS.Key_H)
    assert "no time of day" in sheet.card.problem.text()
    assert sheet.lines()[2].status == "expected"
    assert sheet.card.box.text() == "2575"


def test_an_earlier_line_is_put_right_with_the_arrow_and_undo_takes_acts_back(sheet):
    sheet.press(ENTER, KEYS.Key_Y, ENTER)
    sheet.press(UP)
    assert "stay involved: yes" in sheet.card.about.text()
    sheet.press(ENTER)
    assert sheet.card.buttons["ticked", "y"].isChecked()
    sheet.press(KEYS.Key_Y, ENTER)
    assert sheet.lines()[1].wants_to_stay_involved == "not_asked"
    sheet.press(KEYS.Key_Z, modifiers=CTRL)
    assert sheet.lines()[1].wants_to_stay_involved == "yes"
    sheet.press(KEYS.Key_Z, modifiers=CTRL)
    assert sheet.lines()[1].status == "expected"
    assert sheet.told == "✓ Undone: line of the sign-in sheet, Ana Abel"


def test_a_skipped_line_says_nothing_and_is_counted_at_the_end(sheet):
    sheet.press(KEYS.Key_L, KEYS.Key_N, KEYS.Key_N)
    sheet.press(ENTER)
    assert "1 line not keyed" in sheet.mode.summary.counted.text()
    assert sheet.lines()[1].status == "expected"
    sheet.mode.summary.back.emit()
    assert sheet.card.name.text() == "Ana Abel"


def test_a_name_on_a_blank_row_becomes_a_walk_in_from_paper(sheet):
    sheet.press(KEYS.Key_End, DOWN, DOWN, DOWN)
    sheet.type("Łukasz Kowalski")
    sheet.press(ENTER, KEYS.Key_Y, ENTER)
    line = sheet.lines()[4]
    assert (line.name, line.source, line.status) == ("Łukasz Kowalski", "paper", "here")
    assert sheet.card.number.text() == "Line 5"
    sheet.press(ENTER)
    assert "1 from a blank row" in sheet.mode.summary.counted.text()


def test_ctrl_enter_on_a_blank_row_counts_somebody_nameless(sheet):
    sheet.press(DOWN, DOWN, DOWN)
    sheet.press(ENTER, modifiers=CTRL)
    sheet.press(ENTER)
    line = sheet.lines()[4]
    assert (line.name, line.source) == (None, "paper")
    assert sheet.window.workspace.read(count_at_the_door, sheet.event).here == 1


def test_a_known_name_on_a_blank_row_is_asked_about(sheet):
    sheet.press(DOWN, DOWN, DOWN)
    sheet.type("zoe zeal")
    sheet.press(ENTER)
    assert [each.text()[:11] for each in sheet.card.known] == ["1  Zoe Zeal", "Somebody ne"]
    sheet.press(KEYS.Key_1, ENTER)
    with_line = sheet.lines()[4]
    assert with_line.name == "Zoe Zeal"
    sheet.type("ana abel")
    sheet.press(ENTER, ENTER, ENTER)
    assert [line.name for line in sheet.lines().values()].count("ana abel") == 1


def test_escape_leaves_and_the_work_is_taken_up_at_its_line(sheet):
    sheet.press(KEYS.Key_N)
    sheet.press(ESCAPE)
    assert sheet.mode is None
    assert sheet.desk.box.hasFocus()
    sheet.open()
    assert sheet.card.number.text() == "Line 2"


def test_escape_goes_back_a_step_before_it_leaves(sheet):
    sheet.press(ENTER, KEYS.Key_Y, ESCAPE)
    assert sheet.mode is not None
    assert not sheet.card.buttons["ticked", "y"].isChecked()
    assert sheet.lines()[1].status == "expected"


def test_the_keys_of_the_desk_rest_meanwhile(sheet):
    sheet.press(KEYS.Key_E, modifiers=Qt.KeyboardModifier.AltModifier)
    sheet.press(KEYS.Key_Plus, modifiers=CTRL)
    assert sheet.lines()[1].status == "expected"
    assert sheet.window.workspace.read(list_head_counts, sheet.event) == []
    assert not sheet.desk.box.isVisible()


def test_a_save_that_fails_keeps_the_line_and_what_was_ticked(sheet, monkeypatch):
    def full(_file, _act):
        raise StorageError("The disk is full. Nothing was saved.", Cause.FULL)

    sheet.type("18:05")
    sheet.press(ENTER, KEYS.Key_Y)
    with monkeypatch.context() as patch:
        patch.setattr(DataFile, "writing", full)
        sheet.press(ENTER, KEYS.Key_N)
    assert "The disk is full" in sheet.card.problem.text()
    assert sheet.card.number.text() == "Line 1"
    assert sheet.card.box.text() == "18:05"
    assert sheet.card.buttons["ticked", "y"].isChecked()
    sheet.press(ENTER)
    assert sheet.lines()[1].wants_to_stay_involved == "yes"


def test_the_summary_lists_who_differs_and_takes_the_head_count(sheet):
    sheet.window.workspace.write("fill", desk.walk_in, sheet.event, "Max Roe", SIX)
    sheet.press(KEYS.Key_H, ENTER, KEYS.Key_N, KEYS.Key_L, ENTER)
    summary = sheet.mode.summary
    assert [row.name for row in summary.not_here.rows] == ["Siân Hughes", "Tom Price"]
    assert [row.name for row in summary.not_on_sheet.rows] == ["Max Roe"]
    summary.head_count.number.setValue(7)
    summary.head_count.community.setCurrentIndex(1)
    summary.head_count.add.click()
    sheet.settle()
    [counted] = sheet.window.workspace.read(list_head_counts, sheet.event)
    assert (counted.community, counted.count) == ("Town", 7)
    assert summary.head_count.number.value() == 0


def test_the_lists_are_printed_from_the_page_of_the_papers(sheet):
    sheet.mode.wanted.emit("reports/sheet_differences")
    page = sheet.window.pages["reports"]
    sheet.qtbot.waitUntil(lambda: not page.maker.is_making, timeout=SECONDS)
    assert page.maker.last.report.on_sheet == 3
    sheet.window.go_to("desk")
    assert sheet.card.box.hasFocus()


def test_everything_that_takes_the_focus_has_a_name(sheet):
    kinds = (QAbstractButton, QComboBox, QTableView)
    for widget in (each for kind in kinds for each in sheet.mode.findChildren(kind)):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget
    assert sheet.card.box.accessibleName()


def test_another_event_ends_the_mode(sheet):
    sheet.window.workspace.choose(sheet.window.workspace.project_id, None)
    assert sheet.mode is None
