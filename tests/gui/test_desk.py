"""An evening at the door, by keyboard."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from engagement_app.domain import acts, desk
from engagement_app.domain.arrivals import Arrival, count_at_the_door, list_arrivals
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.events import EventInput
from engagement_app.domain.organisations import OrganisationInput
from engagement_app.domain.people import PersonInput
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.looks.dress import dress
from engagement_app.gui.pages.desk.found import FoundList
from engagement_app.gui.pages.desk.page import DeskPage
from engagement_app.gui.pages.desk.privacy import shortened
from engagement_app.gui.pages.desk.words import clock
from engagement_app.store.datafile import DataFile

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER = Qt.Key.Key_Return
FULL = "The disk is full. Nothing was saved."


def fill(session, event):
    """Three who are expected, one known from elsewhere, and a community."""
    trust = acts.add(session, OrganisationInput.parse(name="Tawe Trust"))
    people = {}
    for given, family, values in (
        ("Siân", "Hughes", {"organisation_id": trust, "access_needs": "Hearing loop"}),
        ("Sian", "Powell", {}),
        ("Tom", "Price", {"known_as": "Tomos"}),
        ("Nadia", "Rahman", {"phone": "07700 900123"}),
    ):
        entry = PersonInput.parse(given_name=given, family_name=family, **values)
        people[given] = acts.add(session, entry)
        if given != "Nadia":
            entry = AttendanceInput.parse(event_id=event, person_id=people[given])
            acts.add(session, entry)
    acts.add(session, CommunityInput.parse(name="Town"))
    return people


class Door:
    """The desk of a window, as somebody at the keys has it."""

    def __init__(self, window, file, event, people, qtbot, settle, type_text):
        self.window, self.qtbot, self.event, self.people = window, qtbot, event, people
        self._settle, self._type = settle, type_text
        window.workspace.open(file)
        window.go_to("desk")
        self.page = window.pages["desk"]
        assert isinstance(self.page, DeskPage)
        qtbot.waitUntil(lambda: self.page.finder.is_complete)

    def type(self, text):
        self._type(self.page.box, text)
        return [row.name for row in self.page.list.found.rows]

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.page.box, key, modifiers)
        self.settle()

    def settle(self):
        self._settle(self.window.workspace)

    def came(self, name) -> Arrival:
        [found] = self.window.workspace.read(list_arrivals, self.event, [self.people[name]])
        return found

    def numbers(self):
        return self.window.workspace.read(count_at_the_door, self.event)

    def shown(self, name):
        return self.page.counts.figures[name].text()

    @property
    def told(self):
        return self.window.strip.text.text()


@pytest.fixture
def door(window, data_file, event, qtbot, settle, type_text) -> Door:
    with data_file.writing("fill") as session:
        people = fill(session, event)
    return Door(window, data_file, event, people, qtbot, settle, type_text)


def test_the_list_is_empty_until_two_letters_are_typed(door):
    assert door.page.box.hasFocus()
    assert door.type("s") == []
    assert door.type("i") == ["Siân Hughes", "Sian Powell"]
    assert door.shown("expected") == "3"


def test_two_letters_and_enter_sign_somebody_in(door):
    door.type("hu")
    assert "Hearing loop" in door.page.side.at_hand.needs.text()
    assert "Tawe Trust" in door.page.side.at_hand.lines.text()
    before = datetime.now(UTC)
    door.press(ENTER)
    came = door.came("Siân")
    assert (came.status, came.source) == ("here", "import")
    assert before <= came.arrived_at <= datetime.now(UTC)
    assert door.told == "✓ Signed in: Siân Hughes"
    assert door.page.box.text() == ""
    assert door.page.box.hasFocus()
    assert (door.shown("expected"), door.shown("here")) == ("2", "1")


def test_enter_twice_signs_in_once_and_says_so(door):
    door.type("hughes")
    for _each in range(2):
        door.qtbot.keyClick(door.page.box, ENTER)
    door.settle()
    arrived = door.came("Siân").arrived_at
    assert "was signed in already" in door.told
    door.press(ENTER)
    assert "Siân Hughes was signed in already" in door.told
    door.type("hughes")
    door.press(ENTER)
    assert "was signed in already" in door.told
    assert door.came("Siân").arrived_at == arrived
    assert door.numbers().here == 1


def test_the_arrows_move_the_mark_while_the_focus_stays_in_the_box(door):
    door.type("si")
    door.press(Qt.Key.Key_Down)
    assert door.page.box.hasFocus()
    assert door.page.list.marked_one().name == "Sian Powell"
    door.press(Qt.Key.Key_Down)
    assert door.type("a") == ["Siân Hughes", "Sian Powell"]
    door.press(Qt.Key.Key_Down)
    door.press(ENTER)
    assert door.came("Sian").has_come


def test_ctrl_enter_adds_a_walk_in_from_what_was_typed_once(door):
    door.type("Łukasz Kowalski")
    assert "given name Łukasz, family name Kowalski" in door.page.hint.text()
    for _each in range(2):
        door.qtbot.keyClick(door.page.box, ENTER, CTRL)
    door.settle()
    assert door.told == "✓ Added and signed in: Łukasz Kowalski"
    assert (door.numbers().here, door.numbers().walk_ins) == (1, 1)
    assert door.type("kowalski") == ["Łukasz Kowalski"]
    assert door.page.list.marked_one().source == "walk_in"


def test_ctrl_enter_without_a_name_says_what_is_missing_and_keeps_the_text(door):
    door.type("07700 900999")
    door.press(ENTER, CTRL)
    assert "needs a name" in door.page.problem.text()
    assert door.page.box.text() == "07700 900999"
    door.type(" Ana")
    door.press(ENTER, CTRL)
    assert door.numbers().walk_ins == 1


def test_somebody_known_who_is_not_on_the_list_is_marked_so_and_signed_in(door):
    assert door.type("900123") == ["Nadia Rahman"]
    model = door.page.list.found
    assert model.index(0, 1).data() == "Not on the list"
    door.press(ENTER)
    assert (door.came("Nadia").source, door.numbers().walk_ins) == ("walk_in", 1)


def test_enter_where_nobody_is_found_says_so(door):
    door.press(ENTER)
    assert "two letters" in door.page.problem.text()
    door.type("zzz")
    door.press(ENTER)
    assert "nobody was signed in" in door.page.problem.text()
    assert door.page.box.selectedText() == "zzz"


def test_a_name_that_is_known_is_pointed_out_before_a_walk_in_is_added(door):
    door.type("sian hughes")
    assert "Somebody of this name is known" in door.page.hint.text()


def test_questions_are_answered_with_one_key_after_the_sign_in(door):
    door.type("hughes")
    door.press(ENTER)
    door.press(Qt.Key.Key_Y, ALT)
    door.press(Qt.Key.Key_F, ALT)
    came = door.came("Siân")
    assert (came.wants_to_stay_involved, came.first_time) == ("yes", "yes")
    assert door.page.side.at_hand.buttons["wants_yes"].isChecked()
    door.press(Qt.Key.Key_N, ALT)
    door.press(Qt.Key.Key_F, ALT | SHIFT)
    came = door.came("Siân")
    assert (came.wants_to_stay_involved, came.first_time) == ("no", "no")


def test_the_usual_keys_for_redo_new_and_find_record_nothing_about_anybody(door):
    door.type("hughes")
    door.press(ENTER)
    for key in (Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_F):
        door.press(key, CTRL)
    came = door.came("Siân")
    assert (came.wants_to_stay_involved, came.first_time) == ("not_asked", "not_known")


def test_ctrl_z_takes_back_what_is_typed_and_then_acts(door):
    door.type("hughes")
    door.press(ENTER)
    door.press(Qt.Key.Key_Y, ALT)
    door.type("to")
    door.press(Qt.Key.Key_Z, CTRL)
    assert door.page.box.text() == ""
    assert door.came("Siân").wants_to_stay_involved == "yes"
    door.press(Qt.Key.Key_Z, CTRL)
    assert door.came("Siân").wants_to_stay_involved == "not_asked"
    door.press(Qt.Key.Key_Z, CTRL)
    assert door.told == "✓ Undone: sign-in, Siân Hughes"
    assert not door.came("Siân").has_come
    assert door.page.box.text() == ""
    assert door.shown("here") == "0"


def test_the_nameless_are_counted_by_community_and_undone(door):
    nameless = door.page.side.nameless
    nameless.community.setCurrentIndex(nameless.community.findText("Town"))
    door.press(Qt.Key.Key_Plus, CTRL)
    door.press(Qt.Key.Key_Equal, CTRL)
    assert nameless.counted.text() == "Town: 2"
    assert nameless.community.currentText() == "Town"
    door.press(Qt.Key.Key_Minus, CTRL)
    assert door.shown("nameless") == "1"
    door.press(Qt.Key.Key_Z, CTRL)
    assert door.numbers().nameless == 2
    nameless.community.setCurrentIndex(0)
    door.press(Qt.Key.Key_Minus, CTRL)
    assert "counted nobody" in door.page.problem.text()


def test_somebody_came_instead_of_somebody_expected(door):
    door.type("nadia")
    door.press(Qt.Key.Key_I, ALT)
    assert "Nadia Rahman" in door.page.hint.text()
    assert door.type("rahman") == []
    door.press(Qt.Key.Key_Escape)
    assert not door.came("Nadia").has_come
    door.type("nadia")
    door.press(Qt.Key.Key_I, ALT)
    assert door.type("tomos") == ["Tom Price"]
    door.press(ENTER)
    assert door.told == "✓ Nadia Rahman came instead of Tom Price, who is excused."
    assert (door.came("Nadia").instead_of, door.came("Tom").status) == ("Tom Price", "excused")
    assert "Nadia Rahman" in door.page.side.at_hand.name.text()


def test_excused_and_left_are_one_key_each(door):
    door.type("tom")
    door.press(Qt.Key.Key_E, ALT)
    assert door.came("Tom").status == "excused"
    assert door.page.box.text() == "tom"
    door.press(ENTER)
    door.press(Qt.Key.Key_L, ALT)
    assert (door.came("Tom").status, door.shown("left")) == ("left", "1")


def test_the_card_of_the_last_one_goes_while_somebody_else_is_typed(door):
    door.type("hughes")
    door.press(ENTER)
    assert "Hughes" in door.page.side.at_hand.name.text()
    door.type("zzz")
    assert door.page.side.at_hand.name.text() == "Nobody is marked"
    assert not door.page.side.at_hand.buttons["wants_yes"].isVisible()
    door.press(Qt.Key.Key_Y, ALT)
    assert door.came("Siân").wants_to_stay_involved == "not_asked"
    assert "Nobody is marked" in door.page.problem.text()


def test_of_somebody_who_is_here_the_hint_says_since_when(door):
    door.type("hughes")
    assert "Enter signs in" in door.page.hint.text()
    door.press(ENTER)
    door.type("si")
    door.press(Qt.Key.Key_Down)
    since = f"Siân Hughes is here since {clock(door.came('Siân').arrived_at)}."
    assert since in door.page.hint.text()
    assert "Enter signs in" not in door.page.hint.text()
    door.press(Qt.Key.Key_Up)
    assert "Enter signs in" in door.page.hint.text()


def test_an_earlier_sign_in_is_taken_back_and_that_is_undone(door):
    for name in ("hughes", "price"):
        door.type(name)
        door.press(ENTER)
    door.type("hughes")
    door.press(Qt.Key.Key_A, ALT)
    came = door.came("Siân")
    assert (came.status, came.arrived_at) == ("expected", None)
    assert door.came("Tom").has_come
    assert door.told == "✓ Not here after all: Siân Hughes"
    door.press(Qt.Key.Key_Z, CTRL)
    door.press(Qt.Key.Key_Z, CTRL)
    assert door.told == "✓ Undone: sign-in taken back, Siân Hughes"
    assert door.came("Siân").arrived_at is not None


def test_a_walk_in_who_is_not_here_after_all_comes_off_the_list(door):
    door.type("nadia")
    door.press(ENTER)
    button = door.page.side.at_hand.buttons["not_here"]
    door.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    door.settle()
    assert door.came("Nadia").attendance_id is None
    assert door.told == "✓ Not here after all: Nadia Rahman"
    assert not button.isEnabled()
    door.press(Qt.Key.Key_Z, CTRL)
    assert door.came("Nadia").has_come


def test_in_text_of_twice_the_size_four_people_are_seen(door, qapp):
    dress(qapp, "light", 200)
    try:
        door.window.resize(1366, 768)
        door.type("hughes")
        door.press(ENTER)
        door.type("an")
        found = door.page.list
        QApplication.processEvents()
        assert door.window.strip.isVisible()
        assert found.viewport().height() >= 4 * found.rowHeight(0)
    finally:
        dress(qapp, "light", 100)


def test_names_are_hidden_from_the_queue_unless_they_are_wanted(door):
    door.type("hughes")
    door.press(ENTER)
    last = door.page.side.last
    assert not last.names.isVisible()
    door.qtbot.keyClick(last.switch, Qt.Key.Key_Space)
    assert "Siân Hughes" in last.names.text()
    door.press(Qt.Key.Key_Escape)
    assert "Hughes" not in door.page.side.at_hand.name.text()


def test_on_a_full_disk_the_text_stays_and_the_sentence_is_shown(door, monkeypatch):
    def refuse(_file, _act):
        raise StorageError(FULL, Cause.FULL)

    with monkeypatch.context() as full:
        full.setattr(DataFile, "writing", refuse)
        for text, modifiers in (("hughes", Qt.KeyboardModifier.NoModifier), ("Ana Cruz", CTRL)):
            door.page.box.clear()
            door.type(text)
            door.press(ENTER, modifiers)
            assert door.page.problem.text() == FULL
            assert door.page.problem.isVisible()
            assert door.page.box.text() == text
    assert door.numbers().here == 0
    door.press(ENTER, CTRL)
    assert door.told == "✓ Added and signed in: Ana Cruz"
    assert not door.page.problem.isVisible()


def test_who_types_on_while_it_is_saved_loses_no_letter(door):
    door.type("hughes")
    door.qtbot.keyClick(door.page.box, ENTER)
    door.type("tom")
    door.settle()
    assert door.page.box.text() == "tom"
    assert door.came("Siân").has_come
    door.press(ENTER)
    assert door.came("Tom").has_come


def test_another_event_has_another_list(door):
    workspace = door.window.workspace
    entry = EventInput.parse(project_id=workspace.project_id, title="Other day")
    workspace.write("add", acts.add, entry)
    door.settle()
    door.type("hughes")
    door.press(ENTER)
    door.type("tom")
    event_box = door.window.header.event_box
    event_box.setCurrentIndex(event_box.findText("Other day"))
    event_box.activated.emit(event_box.currentIndex())
    assert door.shown("expected") == "0"
    door.qtbot.waitUntil(lambda: door.page.finder.is_complete)
    assert door.page.list.found.index(0, 1).data() == "Not on the list"
    door.press(Qt.Key.Key_Escape)
    assert "Hughes" not in door.page.side.at_hand.name.text()


def test_what_another_page_changes_is_found_at_once(door):
    door.type("price")
    workspace = door.window.workspace
    workspace.write("desk.walk_in", desk.walk_in, door.event, "Cai Price", datetime.now(UTC))
    door.settle()
    assert [row.name for row in door.page.list.found.rows] == ["Tom Price", "Cai Price"]


def test_without_an_event_the_page_says_what_to_do(window, data_file, settle):
    window.workspace.open(data_file)
    window.go_to("desk")
    settle(window.workspace)
    page = window.pages["desk"]
    assert "Choose an event" in page.hint.text()
    assert not page.box.isEnabled()


def test_the_desk_of_the_sample_opens_and_finds(window, sample_file, settle, type_text):
    window.workspace.open(sample_file)
    window.go_to("desk")
    settle(window.workspace)
    type_text(window.pages["desk"].box, "ma")
    assert window.pages["desk"].list.found.rows


def test_every_widget_that_takes_the_focus_has_a_name(door):
    door.type("si")
    for widget in door.page.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert name, widget


def test_the_list_is_a_sound_model(qtbot, qtmodeltester):
    found = FoundList()
    qtbot.addWidget(found)
    qtmodeltester.check(found.found)
    found.show_people([Arrival(str(number), f"Ann {number}") for number in range(60)], "3")
    qtmodeltester.check(found.found)
    assert (found.found.rowCount(), found.marked_one().key) == (50, "3")


def test_whoever_has_the_phone_of_a_walk_in_is_told_of_and_not_signed_in(door):
    door.type("Cai Evans 07700 900123")
    told = "Known already? Nadia Rahman has this phone (Not on the list)."
    assert told in door.page.hint.text()
    door.press(ENTER, CTRL)
    assert door.told == "✓ Added and signed in: Cai Evans"


def test_behind_the_privacy_screen_no_name_can_be_read(door):
    door.type("hughes")
    door.press(Qt.Key.Key_F9)
    door.page.side.last.switch.setChecked(True)
    door.press(ENTER)
    shown = texts_on(door.window)
    assert not [text for text in shown if "Hughes" in text or "Siân" in text]
    assert door.told.startswith("✓ Signed in: S. H.")
    door.type("hughes")
    assert [row.name for row in door.page.list.found.rows] == ["S. H."]
    door.press(Qt.Key.Key_F9)
    assert [row.name for row in door.page.list.found.rows] == ["Siân Hughes"]
    assert door.numbers().here == 1


def test_behind_the_privacy_screen_undo_tells_no_name_either(door):
    door.type("hughes")
    door.press(ENTER)
    door.press(Qt.Key.Key_F9)
    door.press(Qt.Key.Key_Z, CTRL)
    assert door.told == "✓ Undone: sign-in, S. H."
    assert door.numbers().here == 0


def texts_on(window):
    """All that can be read in the window but for what is typed."""
    labels = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    names = [row.name for row in window.pages["desk"].list.found.rows]
    return [*labels, *names]


def test_initials_have_as_many_letters_as_tell_people_apart():
    names = ["Ann Bell", "Amy Bell", "Ann Bell", "Cai Rees", "Li Wei"]
    assert shortened(names) == ["Ann Bel.", "Am. Be.", "Ann Bel.", "C. R.", "L. W."]
