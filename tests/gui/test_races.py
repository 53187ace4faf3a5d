"""Things that end at a bad moment: after somebody went on to another record, project or page."""

from contextlib import contextmanager
from threading import Event as Flag

import pytest

from engagement_app.domain import acts
from engagement_app.domain.finding import list_titles
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.recording import put
from engagement_app.errors import Cause, StorageError
from engagement_app.gui import leaving
from engagement_app.store.datafile import DataFile
from tests.gui.keys import Keys

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("This plugin does not support")]
BUSY = StorageError("The file is in use.", Cause.FAILED)


@pytest.fixture
def window(window, sample_file):
    window.workspace.open(sample_file)
    return window


@pytest.fixture
def keys(window):
    return Keys(window)


@pytest.fixture
def slow_disk(window):
    """While the block runs nothing is saved; then everything is, one after the other."""

    @contextmanager
    def held():
        go_on = Flag()
        window.workspace.write("test", lambda _session: go_on.wait(10))
        yield
        go_on.set()

    return held


@contextmanager
def unreadable(monkeypatch):
    def busy(*_args):
        raise BUSY

    with monkeypatch.context() as patch:
        patch.setattr(DataFile, "reading", busy)
        yield


def themes(window, keys):
    window.go_to("data")
    place = window.pages["data"].records.show_kind("theme")
    keys.until(lambda: place.model.rows)
    return place


def names(window):
    return [row.title for row in window.workspace.read(list_titles, "theme")]


def test_a_form_in_which_another_record_was_begun_stays_as_the_first_is_saved(
    window, keys, slow_disk
):
    place = themes(window, keys)
    with slow_disk():
        place.add()
        keys.write("Buses at night")
        keys.press("Ctrl+Return", "Escape")
        place.add()
        keys.write("Lamps")
    keys.saved()
    assert "Buses at night" in names(window)
    assert place.panel.isVisible()
    assert place.panel.form.editors["name"].text() == "Lamps"
    keys.press("Ctrl+Return")
    keys.saved()
    assert "Lamps" in names(window)
    assert not place.panel.isVisible()


def test_a_form_that_was_left_tells_in_the_strip_that_it_was_not_saved(
    window, keys, slow_disk, monkeypatch
):
    place = themes(window, keys)
    with slow_disk():
        place.add()
        keys.write("Buses at night")
        monkeypatch.setattr(place.panel, "_command", refuse)
        keys.press("Ctrl+Return", "Escape")
    keys.saved()
    assert window.strip.text.text() == "The file is in use."


def refuse(*_args):
    raise BUSY


@pytest.mark.parametrize("page", ["roles", "follow_ups"])
def test_a_cell_that_could_not_be_saved_is_not_kept_in_another_project(
    window, keys, slow_disk, page, monkeypatch
):
    other = []
    window.workspace.write(
        "record.add", acts.add, ProjectInput.parse(name="Other"), then=other.append
    )
    keys.saved()
    window.go_to(page)
    table = window.pages[page].grid if page == "roles" else window.pages[page].table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0 if page == "roles" else 5))
    if page == "roles":
        monkeypatch.setattr("engagement_app.gui.pages.roles.saving.put_roles", refuse)
    else:
        monkeypatch.setattr(table, "_command", refuse)
    with slow_disk():
        keys.press("F2", "Ctrl+A")
        keys.write("Mari")
        keys.press("Return")
        window.workspace.choose(other[0], None)
    keys.saved()
    assert "The file is in use." in window.strip.text.text()
    kept = window.pages[page].grid.sheet if page == "roles" else table.promises
    assert not kept._kept


def test_what_was_saved_is_told_also_where_the_file_cannot_be_read_on(window, keys, monkeypatch):
    workspace = window.workspace
    fields = {"name": "Lamps", "project_id": workspace.project_id}
    with unreadable(monkeypatch):
        workspace.write(
            "record.add",
            put,
            "theme",
            None,
            workspace.project_id,
            fields,
            told="Saved: Lamps",
            then=lambda _id: workspace.read(list_titles, "theme"),
        )
        keys.saved()
    assert window.strip.text.text() == "✓ Saved: Lamps"
    assert window.strip.undo.isVisible()


def test_a_report_that_cannot_be_read_can_be_asked_for_again(window, keys, monkeypatch):
    window.go_to("reports")
    maker = window.pages["reports"].maker
    keys.until(lambda: not maker.is_making)
    made = maker.last
    with unreadable(monkeypatch):
        maker.make(made.wanted)
        keys.until(lambda: not maker.is_making)


def test_nobody_is_told_the_story_of_another(window, keys, monkeypatch):
    window.go_to("follow_ups")
    page = window.pages["follow_ups"]
    keys.until(lambda: page.unanswered.known is not None)
    page._tell()
    first = page.story.text
    with unreadable(monkeypatch):
        page.table.mark(1)
        page._tell()
        assert page.story.text == "Their story cannot be read just now."
    page.table.mark(0)
    page._tell()
    assert page.story.text == first


def test_another_project_is_not_gone_to_over_text_that_nobody_gave_up(window, keys, monkeypatch):
    workspace = window.workspace
    workspace.write("record.add", acts.add, ProjectInput.parse(name="Other"))
    keys.saved()
    place = themes(window, keys)
    before = workspace.project_id
    place.add()
    keys.write("Buses at night")
    asked = []
    monkeypatch.setattr(leaving, "_close_without", lambda window: asked.append(1) is not None)
    at = 1 - window.header.project.currentIndex()
    window.header.project.setCurrentIndex(at)
    window.header.project.activated.emit(at)
    assert asked
    assert workspace.project_id == before
    assert window.header.project.currentData() == before
    assert place.panel.form.editors["name"].text() == "Buses at night"


def test_what_is_being_put_right_stays_as_another_event_is_chosen(window, keys):
    window.go_to("said")
    page = window.pages["said"]
    page.said.filters.scope.setCurrentIndex(1)
    page.said.filters.scope.activated.emit(1)
    page._amend(page.said.model.rows[0])
    keys.press("Ctrl+A")
    keys.write("No bus at night")
    box = window.header.event_box
    at = (box.currentIndex() + 1) % box.count()
    box.setCurrentIndex(at)
    box.activated.emit(at)
    assert page.panel.isVisible()
    assert page.panel.form.editors["words"].toPlainText() == "No bus at night"


def test_a_cell_of_the_roles_that_could_not_be_taken_is_not_closed_over(window, keys):
    page = window.go_to("roles") or window.pages["roles"]
    page.grid.setCurrentIndex(page.grid.sheet.index(0, 4))
    keys.press("F2", "Ctrl+A")
    keys.write("many")
    page.tabs.setFocus()
    assert page.unsaved()
    page.grid.setFocus()
    keys.press("Escape")
    assert not page.unsaved()
