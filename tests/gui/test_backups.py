"""Backups that nobody has to think of, restore in the window, and the second place."""

import os
import shutil
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from engagement_app.domain import acts
from engagement_app.domain.contents import contents_of
from engagement_app.domain.people import PersonInput
from engagement_app.domain.soundness import FileAndKey
from engagement_app.gui import backup_schedule, backups
from engagement_app.gui.backup_schedule import BackupSchedule, note_drill
from engagement_app.gui.backups import choose_second_place, note, noted, second_place_if_there
from engagement_app.gui.copying import keep_copies
from engagement_app.gui.files import open_path
from engagement_app.gui.pages.data import import_part
from engagement_app.gui.pages.data.merge_panel import MergePanel
from engagement_app.store import backup, datafile, reserve
from engagement_app.store.backup import folder_of
from engagement_app.store.copies import list_copies
from engagement_app.store.manifest import manifest_path
from engagement_app.store.plain_rows import ask

pytestmark = pytest.mark.thorough


def add_person(window, settle, name="Late"):
    entry = PersonInput.parse(given_name=name)
    window.workspace.write("record.add", acts.add, entry)
    settle(window.workspace)


def people(window):
    return contents_of(window.workspace.path, window.workspace._file.key).people


def copies_of(window):
    path = window.workspace.path
    return list_copies(path, [folder_of(path)])


@pytest.fixture
def town(window, data_path, keyboard, settle):
    """The window on a file of its own, with one person."""
    open_path(window.workspace, data_path, print)
    add_person(window, settle, "First")
    return window


@pytest.fixture(params=["plain", "protected"])
def opened(request):
    """The window on a plain file, and on a protected one."""
    return request.getfixturevalue("town" if request.param == "plain" else "unlocked")


@pytest.fixture
def part(opened, settle):
    return part_of(opened, settle)


def part_of(window, settle):
    window.go_to("data/backups")
    page = window.pages["data"]
    page.show_part(page.backups)
    settle(window.workspace)
    return page.backups


def test_a_restore_says_first_what_it_will_do_then_does_it_and_can_be_put_back(
    opened, part, qtbot, settle
):
    before = people(opened)
    part.back_up()
    settle(opened.workspace)
    add_person(opened, settle)
    part.copies.mark(0)
    qtbot.keyClick(part.restore, Qt.Key.Key_Space)
    settle(opened.workspace)
    told = part.restoring.question.told.text()
    assert f"now holds {before + 1:,} people" in told
    assert opened.focusWidget() is part.restoring.question.keep
    assert people(opened) == before + 1
    qtbot.keyClick(part.restoring.question.agree, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part.restoring.told.isVisible(), timeout=10_000)
    assert part.restoring.told.text().startswith("✓ Restored from ")
    assert people(opened) == before
    add_person(opened, settle, "After")
    qtbot.keyClick(part.restoring.back, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "What was there is back" in part.restoring.told.text(), timeout=10_000)
    assert people(opened) == before + 1


def test_leaving_the_file_as_it_is_changes_nothing(town, settle, qtbot):
    part = part_of(town, settle)
    part.back_up()
    settle(town.workspace)
    part.ask_restore()
    settle(town.workspace)
    qtbot.keyClick(part.restoring.question.keep, Qt.Key.Key_Space)
    assert not part.restoring.question.isVisible()
    assert not list(town.workspace.path.parent.glob("replaced*"))


def test_a_damaged_backup_is_told_and_nothing_is_asked(town, settle):
    part = part_of(town, settle)
    part.back_up()
    settle(town.workspace)
    copy = copies_of(town)[0].path
    os.truncate(copy, copy.stat().st_size // 2)
    part.ask_restore()
    settle(town.workspace)
    assert "damaged" in part.restoring.told.text()
    assert not part.restoring.question.isVisible()


def test_every_half_hour_what_changed_is_copied_and_nothing_else(opened, settle, qtbot):
    schedule = BackupSchedule(opened)
    for expected in (1, 1):
        schedule.back_up()
        qtbot.waitUntil(lambda: schedule._task is None, timeout=10_000)
        assert len(copies_of(opened)) == expected
    add_person(opened, settle)
    schedule.timer.timeout.emit()
    assert opened.workspace.is_saving is False  # nobody who saves waits for it
    qtbot.waitUntil(lambda: schedule._task is None, timeout=10_000)
    assert len(copies_of(opened)) == 2
    assert "Last backup" in opened.footer.backup.text()


def test_closing_the_window_makes_a_last_copy(town, settle):
    path = town.workspace.path
    BackupSchedule(town)
    town.close()
    assert not town.workspace.is_open
    (copy,) = list_copies(path, [folder_of(path)])
    assert copy.live("person") == 1


def test_without_the_schedule_closing_makes_none(town):
    """The control of the test above."""
    path = town.workspace.path
    town.close()
    assert list_copies(path, [folder_of(path)]) == []


@pytest.mark.parametrize("kind", ["plain", "protected"])
def test_opening_another_file_makes_a_last_copy_of_the_one_before(
    kind, request, settle, qtbot, tmp_path, blank
):
    window = request.getfixturevalue("town" if kind == "plain" else "unlocked")
    path, count = window.workspace.path, people(window)
    add_person(window, settle)
    schedule = BackupSchedule(window)
    other = Path(shutil.copy(blank, tmp_path / "other.engagement"))
    open_path(window.workspace, other, print)
    qtbot.waitUntil(lambda: bool(list_copies(path, [folder_of(path)])), timeout=10_000)
    (copy,) = list_copies(path, [folder_of(path)])
    assert copy.live("person") == count + 1
    schedule.deleteLater()


def test_opening_the_same_file_again_makes_none(town, settle, qtbot):
    """A control: nothing is left for another."""
    path = town.workspace.path
    BackupSchedule(town)
    open_path(town.workspace, path, print)
    qtbot.wait(300)
    assert list_copies(path, [folder_of(path)]) == []


def test_two_people_are_merged_after_a_copy_and_the_next_two_need_none(town, settle):
    for name in ("Ann", "Ann", "Anne"):
        add_person(town, settle, name)
    ids = [str(each) for (each,) in town.workspace.read(ask, "SELECT id FROM person")]
    panel = MergePanel(town.workspace)
    for other in ids[2:4]:
        panel.ask(ids[1], other)
        panel.accept()
        settle(town.workspace)
    (copy,) = copies_of(town)
    assert copy.live("person") == 4
    merged = town.workspace.read(ask, "SELECT count(*) FROM person WHERE same_as_id IS NOT NULL")
    assert merged == [(2,)]


def test_where_no_copy_can_be_made_nobody_is_merged(town, settle, monkeypatch):
    add_person(town, settle, "Ann")
    ids = [str(each) for (each,) in town.workspace.read(ask, "SELECT id FROM person")]
    monkeypatch.setattr(reserve, "free_bytes", lambda _path: reserve.LITTLE - 1)
    panel = MergePanel(town.workspace)
    panel.ask(*ids)
    panel.accept()
    settle(town.workspace)
    assert "nothing was imported or merged" in panel.problem.text()
    assert panel.merge.isEnabled()
    merged = town.workspace.read(ask, "SELECT count(*) FROM person WHERE same_as_id IS NOT NULL")
    assert (merged, copies_of(town)) == ([(0,)], [])


def test_a_list_is_taken_in_after_a_copy(town, monkeypatch):
    seen = []
    monkeypatch.setattr(
        import_part.taking,
        "take",
        lambda *_words: seen.append([copy.live("person") for copy in copies_of(town)]),
    )
    import_part._take_after_backup(None, town.workspace._file, lambda *_: None)
    assert seen == [[1]]


def test_the_drill_tells_what_could_be_restored(opened, part, settle, qtbot):
    part.drill()
    settle(opened.workspace)
    assert part.drilled.text() == "There are no backups of this file yet."
    part.back_up()
    settle(opened.workspace)
    before = {each.name for each in opened.workspace.path.parent.iterdir()}
    qtbot.keyClick(part.drill_it, Qt.Key.Key_Space)
    settle(opened.workspace)
    assert part.drilled.text().endswith(": can be restored")
    assert f"{people(opened):,} pe" in part.drilled.text()
    assert {each.name for each in opened.workspace.path.parent.iterdir()} == before
    opened.go_to("today")
    settle(opened.workspace)
    assert "A restore was last tried on" in opened.pages["today"].cards["data"].lines.text()


def test_a_drill_on_a_backup_that_is_spoilt_says_so(town, settle):
    part = part_of(town, settle)
    part.back_up()
    settle(town.workspace)
    copy = copies_of(town)[0].path
    os.truncate(copy, copy.stat().st_size // 8192 * 4096)
    part.drill()
    settle(town.workspace)
    assert "damaged" in part.drilled.text()


def test_the_drill_is_due_once_a_month(town, qtbot):
    schedule, path = BackupSchedule(town), town.workspace.path
    keep_copies(FileAndKey(path, None), None)
    schedule.soon.timeout.emit()
    qtbot.waitUntil(lambda: schedule._task is None, timeout=10_000)
    assert noted("drill", path).endswith("can be restored")
    note("drill", path, "")
    note_drill(path, "said")
    schedule.soon.timeout.emit()
    assert schedule._task is None
    month_ago = datetime.now(UTC) - timedelta(days=31)
    note("drill", path, f"{month_ago.isoformat()} said")
    assert backups.drill_is_due(path, datetime.now(UTC))


def test_once_a_week_the_whole_file_is_proved_though_nobody_changed_it(town, qtbot):
    schedule, path = BackupSchedule(town), town.workspace.path
    keep_copies(FileAndKey(path, None), None)
    note_drill(path, "said")
    schedule.soon.timeout.emit()
    assert schedule._task is None, "the newest copy is of today"
    [copy] = copies_of(town)
    week_ago = (datetime.now(UTC) - timedelta(days=8)).timestamp()
    os.utime(manifest_path(copy.path), (week_ago, week_ago))
    schedule.back_up()
    qtbot.waitUntil(lambda: schedule._task is None, timeout=10_000)
    assert len(copies_of(town)) == 1, "the control: what nobody changed is not copied"
    schedule.soon.timeout.emit()
    qtbot.waitUntil(lambda: schedule._task is None, timeout=10_000)
    assert len(copies_of(town)) == 2


@pytest.mark.parametrize("is_spoilt", [True, False])
def test_a_large_file_is_looked_through_once_it_is_shown(
    is_spoilt, town, data_path, monkeypatch, qtbot
):
    monkeypatch.setattr(datafile, "SMALL", 0)
    monkeypatch.setattr(backup_schedule, "SMALL", 0)
    schedule, told = BackupSchedule(town), []
    town.workspace.troubled.connect(told.append)
    town.workspace.close()
    if is_spoilt:
        with data_path.open("r+b") as file:
            file.seek(-4096 * 2, os.SEEK_END)
            file.write(b"\xff" * 4096)
    assert open_path(town.workspace, data_path, print)
    qtbot.waitUntil(lambda: schedule._task is None, timeout=10_000)
    assert [("damaged" in each, "Check" in each) for each in told] == [(True, True)] * is_spoilt


def test_a_week_without_a_copy_elsewhere_is_said_on_today_and_at_the_bottom(town, settle):
    path = town.workspace.path
    keep_copies(FileAndKey(path, None), None)
    (copy,) = copies_of(town)
    old = (datetime.now(UTC) - timedelta(days=9)).timestamp()
    town.footer.reload()
    assert "stick" not in town.footer.backup.text()
    os.utime(manifest_path(copy.path), (old, old))
    town.footer.reload()
    assert "9 days without a copy on a stick" in town.footer.backup.text()
    town.go_to("today")
    town.workspace.backed_up.emit()
    assert "9 days without a copy" in town.pages["today"].cards["data"].lines.text()
    note("far", path, datetime.now(UTC).isoformat())
    town.footer.reload()
    assert "stick" not in town.footer.backup.text()


def second_time(window, settle, part, stick, monkeypatch):
    """Choose the stick, and back up to it."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(stick))
    part.choose_folder()
    part.back_up()
    settle(window.workspace)


def test_a_stick_that_is_out_gets_no_tick_and_no_folder(town, settle, tmp_path, monkeypatch):
    part, stick = part_of(town, settle), tmp_path / "stick"
    stick.mkdir()
    second_time(town, settle, part, stick, monkeypatch)
    assert "And in the second place" in part.made.text()
    assert len(list(stick.glob("*.engagement"))) == 1
    shutil.rmtree(stick)
    stick.mkdir()  # the empty place where it is mounted
    assert second_place_if_there() is None
    part.back_up()
    settle(town.workspace)
    assert part.made.property("role") == "problem"
    assert "That in the second place was not" in part.made.text()
    assert (list(stick.iterdir()), len(copies_of(town))) == ([], 2)


@pytest.fixture
def small_stick(tmp_path):
    """A stick of its own with room for little more than the mark; skipped where none can be."""
    stick = tmp_path / "small"
    stick.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(stick)]
    if shutil.which("mount") is None or subprocess.run(made, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield stick
    subprocess.run(["umount", "-l", str(stick)], check=True)


@pytest.mark.parametrize("how", ["full", "read-only"])
def test_a_full_or_read_only_stick_gets_no_tick_and_the_near_copy_is_fine(
    how, town, settle, small_stick
):
    part = part_of(town, settle)
    choose_second_place(small_stick)
    if how == "read-only":
        subprocess.run(["mount", "-o", "remount,ro", str(small_stick)], check=True)
    part.back_up()
    settle(town.workspace)
    assert part.made.property("role") == "problem"
    assert part.made.text().startswith("The backup beside the file was made.")
    assert not list(small_stick.glob("*.engagement"))
    assert noted("far", town.workspace.path) == ""
    assert len(copies_of(town)) == 1


def test_a_copy_on_a_stick_is_proved_from_the_stick(town, settle, tmp_path, monkeypatch):
    """A stick that keeps other bytes than it was given gets no tick."""
    stick = tmp_path / "stick"
    stick.mkdir()
    choose_second_place(stick)
    let_go = backup.let_go

    def forgets(part):
        let_go(part)
        if part.parent == stick:
            with closing(part.open("r+b")) as file:
                file.seek(20_000)
                file.write(b"?" * 9000)

    monkeypatch.setattr(backup, "let_go", forgets)
    path = town.workspace.path
    made = keep_copies(FileAndKey(path, None), stick)
    assert made.near.exists()
    assert made.far is None
    assert made.trouble
    assert not list(stick.glob("*.engagement"))
