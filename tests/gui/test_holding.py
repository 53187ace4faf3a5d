"""One window for each data file, and nobody is ever kept from it for good."""

import os

import pytest
from PySide6.QtCore import QSysInfo
from PySide6.QtWidgets import QMessageBox

from engagement_app.gui import holding
from engagement_app.gui.files import open_last, open_path
from engagement_app.gui.holding import HeldElsewhereError, HeldHereError, lock_of, take
from engagement_app.gui.workspace import Workspace
from engagement_app.store import place

pytestmark = pytest.mark.thorough

NOTE = "{process}\nengagement_app\n{machine}\n\n\n"


@pytest.fixture
def held(data_path):
    """Another window of this laptop that has the file, and how often it came to the front."""
    came = []
    hold = take(data_path, lambda: came.append(True))
    yield came
    hold.let_go()


@pytest.fixture
def workspace(qtbot):
    workspace = Workspace()
    yield workspace
    workspace.close()


def note(path, *, process=1, machine=None):
    lock_of(path).write_text(
        NOTE.format(process=process, machine=machine or QSysInfo.machineHostName())
    )


def test_the_lock_goes_with_the_file(workspace, data_path):
    assert open_path(workspace, data_path, pytest.fail)
    assert lock_of(data_path).exists()
    workspace.close()
    assert not lock_of(data_path).exists()


def test_a_file_in_another_window_that_does_not_answer_is_told_and_not_opened(
    workspace, data_path, held, monkeypatch
):
    monkeypatch.setattr(holding, "_ANSWER_MS", 50)
    told = []
    assert not open_path(workspace, data_path, told.append)
    assert not workspace.is_open
    assert "is open in another window of this laptop" in told[0]
    assert f"process {os.getpid()}" in told[0]


@pytest.mark.parametrize("left", ["", "nonsense", "a number that another program has now"])
def test_a_lock_that_nobody_holds_any_more_is_no_lock(left, workspace, data_path):
    if left.startswith("a number"):
        note(data_path, process=1)
    else:
        lock_of(data_path).write_text(left)
    assert open_path(workspace, data_path, pytest.fail)


def test_a_folder_that_takes_no_lock_keeps_nobody_out(data_path, monkeypatch):
    gone = data_path.parent / "gone" / "town.engagement"
    hold = take(gone, lambda: None)
    hold.let_go()
    assert not gone.parent.exists()


@pytest.mark.parametrize("answer", ["Open anyway", "Leave it"])
def test_a_file_that_another_laptop_seems_to_have_is_asked_about(
    answer, workspace, data_path, with_modal, qtbot
):
    note(data_path, machine="LAPTOP-2")
    before = data_path.read_bytes()
    told = []

    def drive(box):
        assert isinstance(box, QMessageBox)
        assert "says that it is open on LAPTOP-2. Open anyway?" in box.text()
        assert box.defaultButton().text() == "Leave it"
        next(each for each in box.buttons() if each.text() == answer).click()

    with_modal(lambda: open_path(workspace, data_path, told.append), drive)
    assert workspace.is_open == (answer == "Open anyway")
    assert bool(told) == (answer == "Leave it")
    if told:
        assert "LAPTOP-2" in lock_of(data_path).read_text()
        assert data_path.read_bytes() == before


def test_what_another_laptop_wrote_is_not_taken_without_a_word(data_path):
    note(data_path, machine="LAPTOP-2")
    with pytest.raises(HeldElsewhereError):
        take(data_path, lambda: None)
    assert "LAPTOP-2" in lock_of(data_path).read_text()


def test_the_start_of_the_program_hears_of_the_window_that_came_to_the_front(
    workspace, data_path, held, monkeypatch
):
    monkeypatch.setattr(holding, "_call", lambda path: True)
    place.remember_file(data_path)
    with pytest.raises(HeldHereError, match="brought to the front"):
        open_last(workspace, lambda path, error: pytest.fail(str(error)))


def test_a_window_that_opens_another_file_lets_the_first_one_go(
    workspace, data_path, blank, tmp_path
):
    other = tmp_path / "other.engagement"
    other.write_bytes(blank.read_bytes())
    assert open_path(workspace, data_path, pytest.fail)
    assert open_path(workspace, other, pytest.fail)
    assert not lock_of(data_path).exists()
    assert open_path(workspace, other, pytest.fail)
    assert lock_of(other).exists()


def test_a_locked_window_keeps_its_file(window, qtbot, data_path, monkeypatch):
    open_path(window.workspace, data_path, pytest.fail)
    window.workspace.close(keeps_hold=True)
    monkeypatch.setattr(holding, "_ANSWER_MS", 50)
    with pytest.raises(HeldHereError):
        take(data_path, lambda: None)
    window.workspace.close()
    take(data_path, lambda: None).let_go()
