"""What names people leaves a protected file open or locked, as somebody chooses each time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from shiboken6 import isValid

from engagement_app.gui.outlet import OutletBox
from engagement_app.gui.pages.reports import saving
from engagement_app.store.plain_rows import ask
from tests.gui.keys import Keys
from tests.store.test_locked import opened

pytestmark = pytest.mark.thorough

NAMED = {
    "export": "project.json",
    "held": "held.json",
    "lost": "lost.pdf",
    "call_list": "calls.pdf",
}
NAMELESS = {"directory": "ours.json", "nobody lost": "lost.pdf", "gap": "gap.pdf"}
SECONDS = 15_000


def somebody(session):
    [[found]] = ask(session, "SELECT id FROM person WHERE given_name = 'Femi' LIMIT 1")
    return found


@pytest.fixture
def take_out(tmp_path, monkeypatch, qtbot, settle):
    """Ask for a file of this kind, and choose where; gives the place."""

    def chosen(window, way):
        target = tmp_path / (NAMED | NAMELESS)[way]
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
        monkeypatch.setattr(saving, "choose_place", lambda *_words: target)
        (report if way in ("call_list", "gap") else data)(window, way)
        settle(window.workspace)
        return target

    def data(window, way):
        window.go_to("data")
        page = window.pages["data"]
        settle(window.workspace)
        page.show_part(page.rights if way in ("held", "lost", "nobody lost") else page.exports)
        page.rights.person.set_value(window.workspace.read(somebody))
        page.rights.lost.names.setChecked(way == "lost")
        buttons = {
            "export": page.exports.project,
            "directory": page.exports.services,
            "held": page.rights.json,
        }
        buttons.get(way, page.rights.lost.make).click()

    def report(window, way):
        window.go_to("reports")
        page = window.pages["reports"]
        page.options.report.setCurrentIndex(page.options.report.findData(way))
        page.make()
        qtbot.waitUntil(lambda: not page.maker.is_making, timeout=SECONDS)
        page.save.click()

    return chosen


def box(window):
    """The question, or None where nobody is asked."""
    found = window.findChildren(OutletBox)
    return found[0] if found else None


def asked(window, qtbot):
    """The question, once it is in front."""
    shown = box(window)
    qtbot.waitUntil(shown.passphrase.hasFocus, timeout=SECONDS)
    return shown


def wait_for(qtbot, path):
    qtbot.waitUntil(path.exists, timeout=SECONDS)
    return path.read_bytes()


@pytest.mark.parametrize("way", NAMED)
def test_what_names_people_is_locked_with_the_passphrase_that_is_shown(
    way, unlocked, take_out, qtbot, settle
):
    target = take_out(unlocked, way)
    shown = asked(unlocked, qtbot)
    assert target.name in " ".join(each.text() for each in shown.findChildren(QLabel))
    passphrase = shown.passphrase.text()
    Keys(unlocked).press("Return")
    made = wait_for(qtbot, target.with_name(f"{target.name}.zip"))
    settle(unlocked.workspace)
    assert opened(made, passphrase)[:4] in (b"%PDF", b"{\n  ", b'{\n "')
    assert not target.exists()


@pytest.mark.parametrize("way", NAMED)
def test_it_can_be_saved_open_where_somebody_says_so(way, unlocked, take_out, qtbot, settle):
    target = take_out(unlocked, way)
    qtbot.keyClick(box(unlocked).leave_open, Qt.Key.Key_Space)
    assert wait_for(qtbot, target)[:1] in (b"%", b"{")
    settle(unlocked.workspace)


@pytest.mark.parametrize("way", NAMELESS)
def test_what_names_nobody_is_not_asked_about(way, unlocked, take_out, qtbot, settle):
    target = take_out(unlocked, way)
    assert box(unlocked) is None
    wait_for(qtbot, target)
    settle(unlocked.workspace)


def test_nobody_is_asked_where_the_data_file_itself_is_open(
    window, sample_file, take_out, qtbot, settle
):
    window.workspace.open(sample_file)
    target = take_out(window, "export")
    assert box(window) is None
    wait_for(qtbot, target)
    settle(window.workspace)


def test_a_passphrase_that_is_too_short_is_said_and_escape_writes_nothing(
    unlocked, take_out, qtbot, settle, tmp_path
):
    before = {each.name for each in tmp_path.iterdir()}
    take_out(unlocked, "export")
    shown, keys = asked(unlocked, qtbot), Keys(unlocked)
    keys.press("Ctrl+A")
    keys.write("short")
    keys.press("Return")
    assert shown.isVisible()
    assert "12 letters" in shown.problem.text()
    keys.press("Escape")
    settle(unlocked.workspace)
    assert {each.name for each in tmp_path.iterdir()} == before


def test_locking_the_file_takes_the_question_and_its_passphrase_away(
    unlocked, take_out, qtbot, settle, tmp_path
):
    take_out(unlocked, "export")
    passphrase = asked(unlocked, qtbot).passphrase
    unlocked.workspace.lock_wanted.emit()
    settle(unlocked.workspace)
    assert not isValid(passphrase) or (not passphrase.isVisible() and passphrase.text() == "")
    assert not (tmp_path / NAMED["export"]).exists()
