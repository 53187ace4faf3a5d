"""The one door to the file: the tick after the commit, and nothing lost when it cannot be."""

import sys
from datetime import UTC, datetime
from threading import Event as Flag

import pytest
from shiboken6 import isValid

from engagement_app.domain import acts
from engagement_app.domain.events import Event, EventInput
from engagement_app.domain.finding import list_events
from engagement_app.errors import Cancelled, Cause, StorageError, UserError
from engagement_app.gui.files import open_path
from engagement_app.gui.latest import Latest
from engagement_app.gui.problems import install_crash_box
from engagement_app.gui.progress import show_progress
from engagement_app.gui.workspace import Workspace
from engagement_app.store.datafile import DataFile, create_file, open_file


@pytest.fixture
def workspace(qtbot, data_file):
    workspace = Workspace()
    workspace.open(data_file)
    yield workspace
    workspace.close()


def test_the_tick_comes_after_the_commit(qtbot, workspace, project):
    seen = []
    entry = EventInput.parse(project_id=project, title="Forum")
    with qtbot.waitSignal(workspace.told) as told:
        workspace.write(
            "record.add", acts.add, entry, told="Saved: Forum",
            then=lambda _id: seen.extend(workspace.read(list_events, project)),
        )  # fmt: skip
        assert seen == []
        assert workspace.is_saving
    assert [row.title for row in seen] == ["Forum"]
    assert told.args == ["Saved: Forum", True]
    assert not workspace.is_saving


def test_no_thread_keeps_the_desk_waiting_for_its_turn():
    assert sys.getswitchinterval() == pytest.approx(0.001)


def test_what_does_not_fit_is_told_to_the_form_and_nothing_is_saved(qtbot, workspace, event):
    errors = []
    start, end = datetime(2026, 5, 2, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
    workspace.write(
        "record.amend", acts.amend, Event, event, starts_at=start, ends_at=end,
        failed=errors.append, told="Saved",
    )  # fmt: skip
    qtbot.waitUntil(lambda: bool(errors))
    assert (str(errors[0]), errors[0].field) == ("The end lies before the start.", "ends_at")
    assert workspace.read(acts.get, Event, event)["starts_at"] is None


def test_trouble_without_a_form_goes_to_the_strip(qtbot, workspace, event, monkeypatch):
    def full(*_args):
        raise StorageError("The disk is full.", Cause.FULL)

    monkeypatch.setattr(DataFile, "writing", full)
    with qtbot.waitSignal(workspace.troubled) as troubled:
        workspace.write("record.amend", acts.amend, Event, event, venue="Hall")
    assert troubled.args == ["The disk is full."]


def test_a_mistake_of_ours_is_not_swallowed(qtbot, workspace):
    with qtbot.captureExceptions() as caught:
        workspace.write("record.add", lambda _session: 1 / 0, failed=lambda _error: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_closing_waits_for_what_is_being_saved(qtbot, data_file, data_path, keyboard, project):
    workspace = Workspace()
    workspace.open(data_file)
    for number in range(20):
        entry = EventInput.parse(project_id=project, title=f"Forum {number}")
        workspace.write("record.add", acts.add, entry)
    workspace.close()
    with open_file(data_path, keyboard) as again, again.reading() as session:
        assert len(list_events(session, project)) == 20


def test_a_long_job_tells_how_far_it_is_and_is_stopped_whole(qtbot, workspace, project):
    def work(file, progress):
        with file.writing("record.add") as session:
            for number in range(1000):
                acts.add(session, EventInput.parse(project_id=project, title=f"Forum {number}"))
                progress(number, 1000)

    task = workspace.task(work, workspace)
    steps = []
    task.progressed.connect(lambda done, _total: steps.append(done))
    task.progressed.connect(lambda _done, _total: task.cancel())
    with qtbot.waitSignal(task.failed) as failed:
        task.start()
    assert isinstance(failed.args[0], Cancelled)
    assert steps
    assert workspace.read(list_events, project) == []
    assert not workspace.is_saving


def test_without_a_file_a_sentence_says_so():
    with pytest.raises(UserError, match="No data file is open"):
        Workspace().read(list_events, "")


def test_undo_is_told_and_cannot_itself_be_undone(qtbot, workspace, event):
    with qtbot.waitSignal(workspace.told) as told:
        workspace.undo()
    assert told.args[0].startswith("Undone: ")
    assert told.args[1] is False


def test_who_asked_is_told_before_the_file_is_let_go(qtbot, data_path, keyboard, project):
    workspace = Workspace()
    workspace.open(open_file(data_path, keyboard))
    seen = []
    entry = EventInput.parse(project_id=project, title="Forum")
    workspace.write(
        "record.add", acts.add, entry,
        then=lambda _id: seen.extend(workspace.read(list_events, project)),
    )  # fmt: skip
    workspace.close()
    assert [row.title for row in seen] == ["Forum"]
    qtbot.wait(10)
    assert len(seen) == 1


def test_a_save_that_fails_as_the_window_closes_keeps_the_window_once(
    qtbot, window, data_file, event, monkeypatch
):
    window.workspace.open(data_file)
    refused = []

    def full(*_args):
        raise StorageError("The disk is full.", Cause.FULL)

    with monkeypatch.context() as patch:
        patch.setattr(DataFile, "writing", full)
        window.workspace.write(
            "record.amend", acts.amend, Event, event, venue="Hall", failed=refused.append
        )
        assert not window.close()
    assert window.isVisible()
    assert window.workspace.is_open
    assert str(refused[0]) == "The disk is full."
    assert window.close()
    assert not window.workspace.is_open


def test_another_file_is_not_opened_over_a_save_that_failed(
    qtbot, workspace, event, monkeypatch, tmp_path, keyboard
):
    other = create_file(tmp_path / "other.engagement", keyboard)
    other.close()
    troubles = []

    def full(*_args):
        raise StorageError("The disk is full.", Cause.FULL)

    with monkeypatch.context() as patch:
        patch.setattr(DataFile, "writing", full)
        workspace.write("record.amend", acts.amend, Event, event, venue="Hall")
        assert not open_path(workspace, other.path, troubles.append)
    assert troubles == [
        "What was entered last could not be saved. See to that first, then open again."
    ]
    assert open_path(workspace, other.path, troubles.append)
    assert workspace.path == other.path


def test_a_job_that_ends_as_the_file_is_closed_is_told_while_it_is_open(
    qtbot, data_path, keyboard, project
):
    workspace = Workspace()
    workspace.open(open_file(data_path, keyboard))
    told = []
    task = workspace.task(lambda _file, _progress: 7, workspace)
    task.succeeded.connect(lambda result: told.append((result, workspace.is_open)))
    task.start()
    workspace.close()
    qtbot.wait(10)
    assert told == [(7, True)]
    assert not workspace.is_saving


def test_a_job_that_was_never_started_holds_nothing_up(qtbot, data_path, keyboard):
    workspace = Workspace()
    workspace.open(open_file(data_path, keyboard))
    workspace.task(lambda _file, _progress: None, workspace)
    workspace.close()
    assert not workspace.is_open


def test_a_job_whose_box_is_closed_with_the_file_ends_quietly(qtbot, data_path, keyboard, window):
    window.workspace.open(open_file(data_path, keyboard))
    ended = []
    task = window.workspace.task(lambda _file, progress: progress(1, 2), window)
    box = show_progress(window, "Working", task, ended.append, ended.append)
    window.workspace.close()
    assert ended == [None]
    qtbot.wait(350)
    assert not isValid(box)


def test_what_is_read_later_never_reaches_another_file(qtbot, workspace, tmp_path, keyboard):
    begun, never, seen = Flag(), Flag(), []

    def slow(_session):
        begun.set()
        while workspace.is_open:
            never.wait(0.001)
        return "of the first file"

    workspace.read_later(slow, then=seen.append)
    workspace.read_later(lambda _session: seen.append("read of the first file"), then=seen.append)
    assert begun.wait(5)
    workspace.open(create_file(tmp_path / "other.engagement", keyboard))
    with qtbot.waitSignal(workspace.changed):
        workspace.write("test", lambda _session: None)
    assert seen == []


def test_after_a_mistake_of_ours_the_form_is_told_that_nothing_was_saved(qtbot, workspace):
    refused = []
    with qtbot.captureExceptions() as caught:
        workspace.write("record.add", lambda _session: 1 / 0, failed=refused.append)
        qtbot.waitUntil(lambda: bool(caught))
    assert "Nothing was saved" in str(refused[0])
    assert not workspace.is_saving


def test_a_failed_save_does_not_ask_the_file_again(qtbot, workspace, event, monkeypatch):
    def gone(*_args):
        raise StorageError("The stick is gone.", Cause.FAILED)

    monkeypatch.setattr(DataFile, "writing", gone)
    changed = []
    workspace.changed.connect(lambda: changed.append(True))
    with qtbot.waitSignal(workspace.troubled):
        workspace.write("record.amend", acts.amend, Event, event, venue="Hall")
    assert changed == []


def test_a_page_that_cannot_be_read_says_why_and_is_read_once_it_can(
    qtbot, window, data_file, event, monkeypatch
):
    window.workspace.open(data_file)

    def gone(*_args):
        raise StorageError("The stick is gone.", Cause.FAILED)

    with monkeypatch.context() as patch:
        patch.setattr(DataFile, "reading", gone)
        window.go_to("desk")
        assert window.strip.text.text() == "The stick is gone."
    window.go_to("today")
    window.go_to("desk")
    assert window.pages["desk"].box.isEnabled()


def test_what_no_form_met_is_told_in_its_own_sentence_not_as_a_mistake(monkeypatch):
    told = []
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    install_crash_box(told.append)
    error = StorageError("The stick is gone.", Cause.FAILED)
    sys.excepthook(StorageError, error, None)
    assert told == ["The stick is gone."]


def test_a_second_click_on_undo_takes_nothing_more_back(qtbot, workspace, project, settle):
    for number in range(3):
        entry = EventInput.parse(project_id=project, title=f"Forum {number}")
        workspace.write("record.add", acts.add, entry)
    settle(workspace)
    workspace.undo()
    workspace.undo()
    settle(workspace)
    assert [row.title for row in workspace.read(list_events, project)] == ["Forum 0", "Forum 1"]


def test_only_the_newest_of_several_questions_is_answered(qtbot, workspace):
    latest, go_on, asked, seen = Latest(workspace), Flag(), [], []

    def find(_session, name):
        asked.append(name)
        go_on.wait(5)
        return name

    for name in ("one", "two", "three"):
        latest.ask(find, name, then=seen.append)
    go_on.set()
    qtbot.waitUntil(lambda: bool(seen))
    latest.ask(find, "four", then=seen.append)
    latest.forget()
    latest.ask(find, "five", then=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == ["three", "five"]
    assert "two" not in asked
