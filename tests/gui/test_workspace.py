"""The one door to the file: the tick after the commit, and nothing lost when it cannot be."""

from datetime import UTC, datetime

import pytest

from engagement_app.domain import acts
from engagement_app.domain.events import Event, EventInput
from engagement_app.domain.finding import list_events
from engagement_app.errors import Cancelled, Cause, StorageError, UserError
from engagement_app.gui.workspace import Workspace
from engagement_app.store.datafile import DataFile


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
    from engagement_app.store.datafile import open_file

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
