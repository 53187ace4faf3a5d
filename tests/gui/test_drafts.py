"""What is half typed in any form is offered again to that form, in that file, and nowhere else."""

import shutil
import signal
import subprocess
import sys
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engagement_app.domain import acts
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.roles import EngagementRoleInput
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.store.datafile import DataFile, create_file, open_file
from engagement_app.store.drafts import list_drafts
from engagement_app.store.plain_rows import ask
from tests.faults import typing_away
from tests.faults.tried_files import KINDS, copied, prepare
from tests.faults.tried_files import open_file as open_tried_file
from tests.gui.typed import type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WITHIN = 2.0
"""Seconds from the last key to the kill: the promise, and what is waited before a control."""


def texts(file):
    with file.reading() as session:
        return {each.form: each.typed for each in list_drafts(session)}


def kept(window):
    """What the file keeps, once what is typed now was written."""
    window.workspace.drafts.flush()
    window.workspace._writer.submit(lambda: None).result()
    return {
        each.form: each.typed
        for each in window.workspace.read(lambda session: list_drafts(session))
    }


@pytest.fixture
def again(window, data_file, keyboard, qtbot):
    """Ends the window's file as a kill would, and opens what it left in the same window."""

    def crash():
        kept(window)
        left = data_file.path.with_name(f"left-{time.monotonic_ns()}.engagement")
        shutil.copy(data_file.path, left)
        window.workspace.open(open_file(left, keyboard))
        return window

    return crash


@pytest.fixture
def opened(window, data_file, event, settle):
    """The window on a file with one event."""
    window.workspace.open(data_file)
    settle(window.workspace)
    return window


def type_in(text):
    type_into(QApplication.focusWidget(), text)


@pytest.mark.parametrize("kind", ["plain", pytest.param("protected", marks=pytest.mark.thorough)])
def test_a_killed_window_left_what_was_typed_two_seconds_ago(kind, tmp_path):
    """The control, a window that never looks at what is typed, leaves nothing."""
    prepare(fresh := tmp_path / "fresh.engagement", protected=KINDS[kind])
    paths = {pause: tmp_path / f"kill{pause}.engagement" for pause in ("", "0")}
    for path in paths.values():
        copied(fresh, path)
    programs = [begin(path, at) for at, path in paths.items()]
    for program in programs:
        see_it_typed(program)
    for program in programs:
        with program:
            with pytest.raises(subprocess.TimeoutExpired):
                program.wait(WITHIN - (time.monotonic() - program.typed_at))
            program.kill()
        assert program.returncode == -signal.SIGKILL
    left = {}
    for pause, path in paths.items():
        with open_tried_file(path) as file:
            left[pause] = texts(file)
    assert "Half a sentence" in left[""]["what was said"]
    assert left["0"] == {}


def begin(path, pause):
    command = [sys.executable, typing_away.__file__, str(path), "said", "Half a sentence", pause]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def see_it_typed(program):
    assert program.stdout.readline() == b"typed\n", program.stderr.read()
    program.typed_at = time.monotonic()


def test_an_entry_comes_back_in_both_views_with_its_voice(opened, again, qtbot):
    opened.go_to("said")
    entry = opened.pages["said"].entry
    type_in("No bus #buses >ring her")
    entry.voice.set_value("second_hand")
    entry._voice_chosen()
    entry.form.editors["limits"].setPlainText("Two streets")
    again()
    assert entry.line.text() == "No bus #buses >ring her"
    assert entry.form.editors["words"].value() == "No bus"
    assert entry.voice.value() == "second_hand"
    assert entry.form.editors["limits"].value() == "Two streets"
    assert entry.note.text.text().startswith("This was typed and not saved (")
    qtbot.waitUntil(
        lambda: "it waits where it was typed: What was said." in opened.strip.text.text()
    )


def test_an_entry_that_is_saved_leaves_no_draft_and_one_that_failed_does(
    opened, settle, monkeypatch
):
    opened.go_to("said")
    entry = opened.pages["said"].entry
    type_in("No bus")
    entry.voice.set_value("own")
    assert list(kept(opened)) == ["what was said"]

    def full(_file, _act):
        raise StorageError("The disk is full.", Cause.FULL)

    with monkeypatch.context() as patched:
        patched.setattr(DataFile, "writing", full)
        entry.accept()
        settle(opened.workspace)
    assert list(kept(opened)) == ["what was said"]
    entry.accept()
    settle(opened.workspace)
    assert opened.workspace.read(lambda session: list_drafts(session)) == []
    assert kept(opened) == {}


def test_what_is_emptied_or_thrown_away_is_gone(opened, again, settle):
    opened.go_to("said")
    entry = opened.pages["said"].entry
    type_in("Never mind")
    assert kept(opened)
    entry.line.clear()
    entry.line.textEdited.emit("")
    assert kept(opened) == {}
    type_in("Half")
    again()
    assert entry.note.isVisible()
    entry.note.throw_away.click()
    assert entry.line.text() == ""
    assert not entry.note.isVisible()
    assert kept(opened) == {}


def test_a_draft_is_never_offered_in_another_file(opened, tmp_path, keyboard):
    opened.go_to("said")
    type_in("Not for others")
    kept(opened)
    opened.workspace.open(create_file(tmp_path / "other.engagement", keyboard))
    opened.go_to("said")
    assert opened.pages["said"].entry.line.text() == ""
    assert kept(opened) == {}


@pytest.fixture
def people(opened, data_file):
    """The list of people, and two of them."""
    with data_file.writing("record.add") as session:
        ids = [acts.add(session, PersonInput.parse(given_name=name)) for name in ("Ann", "Bob")]
    opened.go_to("data")
    page = opened.pages["data"]
    return page, ids


def test_a_panel_offers_what_was_typed_to_the_same_record_alone(opened, people, again, qtbot):
    _page, (ann, bob) = people
    panel = RecordPanel(opened.workspace, "person")
    opened.stack.addWidget(panel)
    opened.stack.setCurrentWidget(panel)
    panel.amend(ann)
    panel.form.editors["notes"].setPlainText("Half a note")
    panel.form.editors["organisation_id"].setEditText("No such pla")
    again()
    panel.amend(bob)
    assert panel.form.editors["notes"].value() is None
    panel.add()
    assert panel.form.editors["notes"].value() is None
    assert not panel.note.isVisible()
    panel.amend(ann)
    assert panel.form.editors["notes"].value() == "Half a note"
    assert panel.form.editors["organisation_id"].currentText() == "No such pla"
    assert panel.note.isVisible()
    assert panel.form.is_changed()
    panel.cancel.click()
    assert kept(opened) == {}
    panel.amend(ann)
    assert panel.form.editors["notes"].value() is None


def test_a_draft_of_a_form_that_is_no_more_breaks_nothing(opened, people, again, data_file):
    _page, (ann, _bob) = people
    name = f"QStackedWidget person {ann}"
    forms = (
        ("a page that was taken out", '["Old page", {"line": "x"}]'),
        ("what was said", '["What was said", {"line": 4, "form": {"gone": "x"}, "voice": "loud"}]'),
        ("desk", "written otherwise"),
        (name, '["Person", {"gone": 1, "notes": ["x"], "do_not_contact": "x"}]'),
    )
    data_file.keep_drafts(forms)
    again()
    for page in ("said", "desk", "roles", "follow_ups", "data"):
        opened.go_to(page)
    assert opened.pages["said"].entry.line.text() == ""
    assert opened.pages["desk"].box.text() == ""
    assert kept(opened)["a page that was taken out"].startswith('["Old page"')


def test_the_name_in_the_desks_box_waits_and_nobody_is_signed_in(opened, again, settle):
    opened.go_to("desk")
    type_in("Siobhan")
    again()
    settle(opened.workspace)
    opened.go_to("desk")
    box = opened.pages["desk"].box
    assert (box.text(), box.note.isVisible()) == ("Siobhan", True)
    count = "SELECT count(*) FROM attendance"
    assert opened.workspace.read(ask, count) == [(0,)]
    box.note.throw_away.click()
    assert kept(opened) == {}


def test_a_cell_of_the_roles_waits_in_its_cell(opened, again, data_file, project, settle):
    with data_file.writing("record.add") as session:
        entry = EngagementRoleInput.parse(project_id=project, title="Host", belt="both")
        acts.add(session, entry)
    opened.go_to("roles")
    page = opened.pages["roles"]
    page.grid.setCurrentIndex(page.grid.sheet.index(0, 0))
    page.grid.edit(page.grid.currentIndex())
    type_in("Hosts and gree")
    again()
    opened.go_to("roles")
    assert page.grid.sheet.index(0, 0).data() == "⚠ Hosts and gree"
    assert "Hosts and gree" in page.problem.text()
    page.grid.setCurrentIndex(page.grid.sheet.index(0, 0))
    QTest.keyClick(page.grid, Qt.Key.Key_Escape)
    assert page.grid.sheet.index(0, 0).data() == "Host"
    assert kept(opened) == {}


def test_a_cell_of_the_follow_ups_waits_in_its_cell(opened, again, data_file, project):
    with data_file.writing("record.add") as session:
        person = acts.add(session, PersonInput.parse(given_name="Ann"))
        entry = FollowUpInput.parse(project_id=project, person_id=person, description="Ring")
        acts.add(session, entry)
    opened.go_to("follow_ups")
    page = opened.pages["follow_ups"]
    at = next(
        at for at, column in enumerate(page.table.promises.columns) if column.field == "owner_name"
    )
    page.table.setCurrentIndex(page.table.promises.index(0, at))
    page.table.edit(page.table.currentIndex())
    type_in("Sioned Pri")
    again()
    opened.go_to("follow_ups")
    assert page.table.promises.index(0, at).data() == "⚠ Sioned Pri"
    assert "Sioned Pri" in page.listed.problem.text()


def test_what_somebody_closes_without_is_given_up(opened):
    opened.go_to("said")
    type_in("Half")
    assert kept(opened)
    opened.workspace.drafts.give_up()
    assert kept(opened) == {}
    type_in(" and more")
    assert kept(opened)


def test_a_full_disk_is_tried_again_without_a_word(opened, monkeypatch, qtbot):
    def full(_file, _typed):
        raise StorageError("The disk is full.", Cause.FULL)

    opened.go_to("said")
    type_in("Half")
    with monkeypatch.context() as patched:
        patched.setattr(DataFile, "keep_drafts", full)
        assert kept(opened) == {}
        qtbot.waitUntil(lambda: not opened.workspace.drafts._kept)
    assert not opened.strip.isVisible()
    assert list(kept(opened)) == ["what was said"]
