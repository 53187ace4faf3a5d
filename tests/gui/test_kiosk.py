"""The kiosk by its own keyboard: strangers sign in, read nothing, and do not get out."""

import sys
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from engagement_app.domain import acts
from engagement_app.domain.arrivals import count_at_the_door
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.wordings import set_wording
from engagement_app.gui import application
from engagement_app.gui.kiosk import pin
from engagement_app.gui.kiosk.screen import Kiosk
from engagement_app.gui.kiosk.turning import Turned, resume_kiosk
from engagement_app.gui.settings import remembered
from engagement_app.gui.window import Window
from engagement_app.store import place
from engagement_app.store.plain_rows import ask
from tests.gui.keys import Keys
from tests.gui.test_access import nameless, reachable
from tests.gui.troubles import full_disk

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("This plugin does not support")]
PIN = "4711"
ESCAPES = (
    "Alt+F4", "Escape", "Ctrl+K", "Ctrl+Q", "Ctrl+W", "F1", "F9", "Ctrl+Z", "Ctrl+Return", "Ctrl++",
    *(f"Alt+{figure}" for figure in range(1, 9)),
    *(f"Alt+{letter}" for letter in "YNFLEIAPK"),
)  # fmt: skip


def fill(file, event):
    with file.writing("fill") as session:
        for family in ("Hughes", "Bell", "Bell"):
            person = acts.add(session, PersonInput.parse(given_name="Ann", family_name=family))
            acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))


def ask_for(keys, one, two):
    """Ask for the kiosk at the desk, with this PIN and the same again."""
    keys.window.go_to("desk")
    keys.press("Alt+K")
    keys.until(lambda: keys.name.startswith("PIN"))
    keys.write(one)
    keys.press("Tab")
    keys.write(two)
    keys.press("Return")


class Queue:
    """A window that was turned into a kiosk from the desk, by keyboard."""

    def __init__(self, window):
        self.window = window
        self.keys = Keys(window)
        ask_for(self.keys, PIN, PIN)

    @property
    def kiosk(self) -> Kiosk:
        [turned] = self.window.findChildren(Turned)
        return turned.kiosk

    @property
    def is_on(self):
        return bool(self.window.findChildren(Turned))

    def name(self, *words):
        for word in words:
            self.keys.write(word)
            self.keys.press("Return")

    def sign_in(self):
        self.keys.until(lambda: self.kiosk.shown is self.kiosk.asked)
        self.keys.tab_to("Sign in")
        self.keys.press("Return")
        self.keys.saved()

    def texts(self):
        labels = self.kiosk.findChildren(QLabel)
        return " ".join(each.text() for each in labels if each.isVisible())

    def numbers(self):
        workspace = self.window.workspace
        return workspace.read(count_at_the_door, workspace.event_id)


@pytest.fixture
def queue(window, data_file, event):
    fill(data_file, event)
    window.workspace.open(data_file)
    queue = Queue(window)
    yield queue
    for turned in window.findChildren(Turned):
        turned.end()


def test_what_is_answered_is_seen_and_kept_with_the_version_of_its_words(window, data_file, event):
    fill(data_file, event)
    with data_file.writing("consent.wording") as session:
        version = set_wording(session, "photo", "May we film you?")
    window.workspace.open(data_file)
    queue = Queue(window)
    queue.name("Ann", "Hughes", "")
    queue.keys.until(lambda: queue.kiosk.shown is queue.kiosk.asked)
    assert "May we film you?" in queue.texts()
    rows = {row.question.purpose or row.question.answers: row for row in queue.kiosk.asked.rows}
    queue.keys.press("Space", "Tab", "Tab", "Tab", "Return", "Tab", "Space", "Space", "Tab", "Tab")
    queue.keys.press("Tab", "Space")
    assert {name: row.answer for name, row in rows.items()} == {
        "first_time": "yes",
        "wants_to_stay_involved": "no",
        "contact": "",
        "photo": "no",
    }
    queue.sign_in()
    workspace = window.workspace
    kept = "SELECT purpose, given, wording_version FROM consent"
    assert workspace.read(ask, kept) == [("photo", "no", version)]
    told = "SELECT first_time, wants_to_stay_involved FROM attendance WHERE status = 'here'"
    assert workspace.read(ask, told) == [("yes", "no")]
    for turned in window.findChildren(Turned):
        turned.end()


def test_somebody_signs_in_and_the_next_finds_it_empty(queue):
    assert queue.kiosk.isVisible()
    assert not queue.window.isVisible()
    queue.name("ann", "hughes", "ann@example.org")
    queue.keys.press("Space", "Tab", "Tab", "Tab", "Space")
    queue.sign_in()
    assert "Thank you. You are signed in." in queue.texts()
    assert "ann" not in queue.texts().lower()
    assert (queue.numbers().here, queue.numbers().walk_ins) == (1, 0)
    queue.keys.press("Return")
    assert queue.kiosk.who.is_empty
    assert not any(row.answer for row in queue.kiosk.asked.rows)
    assert queue.keys.name == "First name"


def test_what_is_answered_is_seen_and_is_in_the_file(queue):
    queue.name("Zoe", "Zeal", "")
    queue.keys.until(lambda: queue.kiosk.shown is queue.kiosk.asked)
    queue.keys.press("Space", "Tab", "Tab", "Tab", "Return", "Tab", "Space", "Space")
    rows = queue.kiosk.asked.rows
    assert [row.answer for row in rows] == ["yes", "no", "", ""], "pressed again is no answer"
    rows[3].buttons["yes"].click()
    rows[3].buttons["no"].click()
    assert rows[3].answer == "no"
    queue.sign_in()

    def found(sql):
        return queue.window.workspace.read(ask, sql)

    came = "SELECT first_time, wants_to_stay_involved FROM attendance WHERE source = 'kiosk'"
    assert found(came) == [("yes", "no")]
    assert found("SELECT purpose, given FROM consent") == [("photo", "no")]


def test_whether_anybody_is_known_or_here_already_is_told_to_nobody(queue):
    told = []
    for name in (("Ann", "Hughes"), ("Ann", "Hughes"), ("Zoe", "Zeal")):
        queue.name(*name, "")
        queue.sign_in()
        told.append(queue.texts())
        queue.keys.press("Return")
    assert len(set(told)) == 1
    assert (queue.numbers().here, queue.numbers().walk_ins) == (2, 1)


def test_one_of_two_of_a_name_is_sent_to_the_desk_and_their_words_stay(queue):
    queue.name("Ann", "Bell", "")
    queue.sign_in()
    assert "Please ask at the desk" in queue.texts()
    assert queue.keys.name.startswith("E-mail or phone")
    assert queue.kiosk.who.lines["family_name"].text() == "Bell"
    assert queue.numbers().here == 0


def test_no_key_of_the_window_or_the_system_leads_out(queue):
    queue.name("Ann")
    before = queue.numbers()
    for key in ESCAPES:
        queue.keys.press(key)
        queue.keys.saved()
        assert queue.is_on, key
        assert queue.kiosk.isVisible(), key
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        assert shown == [queue.kiosk], key
    assert not queue.kiosk.close()
    queue.kiosk.showMinimized()
    queue.keys.until(lambda: not queue.kiosk.isMinimized())
    QApplication.closeAllWindows()
    assert queue.kiosk.isVisible()
    assert queue.numbers() == before
    assert queue.kiosk.who.lines["given_name"].text() == "Ann"


def test_what_was_typed_before_cannot_be_brought_back_copied_or_pasted(queue):
    queue.keys.write("Ann")
    queue.keys.press("Ctrl+A", "Ctrl+C", "Ctrl+X")
    assert queue.kiosk.who.lines["given_name"].text() == "Ann"
    assert QGuiApplication.clipboard().text() != "Ann"
    queue.kiosk.empty()
    QGuiApplication.clipboard().setText("Somebody else")
    queue.keys.press("Ctrl+V", "Shift+Insert", "Ctrl+Z", "Ctrl+Shift+Z")
    for line in queue.kiosk.findChildren(QLineEdit):
        assert line.text() == ""
        assert not line.isUndoAvailable()


def test_after_a_while_it_asks_and_then_is_empty(queue):
    queue.name("Ann", "Hughes", "")
    queue.keys.press("Space")
    queue.kiosk.quiet.timeout.emit()
    assert "Are you still there?" in queue.texts()
    queue.keys.press("Tab")
    assert "Are you still there?" not in queue.texts()
    queue.kiosk.quiet.timeout.emit()
    queue.kiosk.over.timeout.emit()
    assert queue.kiosk.shown is queue.kiosk.who
    assert queue.kiosk.who.is_empty
    assert not any(row.answer for row in queue.kiosk.asked.rows)


def test_the_thanks_go_by_themselves(queue):
    queue.name("Ann", "Hughes", "")
    queue.sign_in()
    assert queue.kiosk.over.isActive()
    queue.kiosk.over.timeout.emit()
    assert queue.kiosk.shown is queue.kiosk.who


def leave(queue, typed):
    queue.keys.tab_to("For staff")
    queue.keys.press("Space")
    queue.keys.write(typed)
    queue.keys.press("Return")


def test_the_pin_alone_ends_it_and_a_wrong_one_makes_wait_longer_each_time(queue, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("engagement_app.gui.kiosk.staff.time.monotonic", lambda: now[0])
    queue.kiosk.staff._until = 0
    leave(queue, "0000")
    waits = []
    for _each in range(3):
        assert queue.is_on
        waits.append(pin.wait_seconds())
        queue.keys.write(PIN)
        queue.keys.press("Return")
        assert queue.is_on, "nothing is tried while it waits"
        now[0] += waits[-1] + 0.1
        queue.kiosk.staff._wait()
        queue.keys.write("0000")
        queue.keys.press("Return")
    assert waits == [1, 2, 4]
    queue.kiosk.empty()
    now[0] += 100
    leave(queue, PIN)
    assert not queue.window.isHidden()
    assert pin.event_of_kiosk() == ""


def test_a_sign_in_is_undone_at_the_desk_once_the_kiosk_has_ended(queue):
    queue.name("Zoe", "Zeal", "")
    queue.sign_in()
    queue.keys.press("Return")
    leave(queue, PIN)
    queue.keys.until(lambda: queue.window.isActiveWindow())
    queue.keys.until(lambda: not queue.is_on)
    assert queue.numbers().walk_ins == 1
    queue.keys.press("Ctrl+Z")
    queue.keys.saved()
    assert "sign-in at the kiosk, Zoe Zeal" in queue.window.strip.text.text()
    assert queue.numbers().walk_ins == 0


def test_on_a_full_disk_the_words_stay_and_it_works_once_there_is_room(queue, monkeypatch):
    queue.name("Zoe", "Zeal", "")
    with full_disk(monkeypatch):
        queue.sign_in()
        assert "you are not signed in yet. Please ask at the desk" in queue.texts()
        assert "disk" not in queue.texts()
    assert queue.numbers().here == 0
    queue.keys.press("Return")
    queue.keys.saved()
    assert "You are signed in" in queue.texts()
    queue.keys.press("Return")
    leave(queue, PIN)
    assert "disk is full" in queue.window.strip.text.text()


def test_a_mistake_of_ours_opens_no_box_over_the_kiosk(queue, monkeypatch):
    queue.name("Ann")
    sys.excepthook(ZeroDivisionError, ZeroDivisionError("secret"), None)
    assert "Please ask at the desk" in queue.texts()
    assert QApplication.activeModalWidget() is None


def test_a_program_that_was_ended_as_a_kiosk_starts_as_one(queue, qtbot):
    path = queue.window.workspace.path
    queue.window.workspace.close()
    place.remember_file(path)
    after = Window(furnished=False)
    qtbot.addWidget(after, before_close_func=lambda each: each.workspace.close())
    after.show()
    application.begin(after)
    [again] = after.findChildren(Turned)
    assert not after.isVisible()
    assert again.kiosk.isVisible()
    assert again.kiosk.windowTitle() == "Open day"
    again.kiosk.staff.pin.setText(PIN)
    again.kiosk.staff.leave.click()
    assert after.isVisible()


def test_without_its_file_it_is_a_kiosk_all_the_same(window):
    pin.keep_pin(PIN, "b2d0a1ae-3b0b-4a0e-9a62-5f3a3d6c7a10")
    turned = resume_kiosk(window, window.workspace)
    assert not window.isVisible()
    turned.end()


@pytest.mark.parametrize(("one", "two"), [("123", "123"), ("12345", "12346"), ("12a4", "12a4")])
def test_a_pin_that_is_none_or_differs_starts_no_kiosk(window, data_file, event, one, two):
    window.workspace.open(data_file)
    ask_for(Keys(window), one, two)
    assert not window.findChildren(Turned)
    assert "PIN" in window.pages["desk"].doors.place.shown.problem.text()
    assert pin.event_of_kiosk() == ""


def test_a_pin_is_kept_as_no_figures_and_for_half_a_day(monkeypatch):
    pin.keep_pin(PIN, "an-event")
    assert PIN not in remembered("kiosk/kept")
    assert pin.event_of_kiosk() == "an-event"
    later = datetime.now(UTC) + timedelta(hours=13)
    monkeypatch.setattr(pin, "datetime", type("Later", (datetime,), {"now": lambda _tz: later}))
    assert pin.event_of_kiosk() == ""


def test_everything_has_a_name_is_large_and_tab_goes_round(queue):
    kiosk = queue.kiosk
    for step in (kiosk.who, kiosk.asked, kiosk.thanks, kiosk.staff):
        kiosk._show(step)
        assert nameless(kiosk) == []
        for widget in reachable(kiosk):
            assert widget.height() >= 44, widget
        seen = set()
        for _press in range(30):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key(QKeySequence("Tab")[0].key()))
            seen.add(QApplication.focusWidget())
        assert seen == set(reachable(kiosk))


def test_enter_after_the_first_pin_goes_on_to_the_second(window, data_file, event):
    window.workspace.open(data_file)
    keys = Keys(window)
    window.go_to("desk")
    keys.press("Alt+K")
    keys.until(lambda: keys.name.startswith("PIN"))
    keys.write(PIN)
    keys.press("Return")
    assert keys.name == "The same PIN again"
    assert window.pages["desk"].doors.place.shown.problem.isHidden()
