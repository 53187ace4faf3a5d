"""Older copies with erased people: kept for ninety days, and never removed without a newer one."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engagement_app.domain import acts, restoring
from engagement_app.domain.erasing import erase_for_good
from engagement_app.domain.older_copies import day_told, find_older, remove_now, told_older
from engagement_app.domain.people import PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.soundness import back_up
from engagement_app.errors import Cause, StorageError
from engagement_app.store import backup
from engagement_app.store.audit import AUDIT
from engagement_app.store.beyond_use import KEPT, remove_older
from engagement_app.store.copies import list_copies
from engagement_app.store.datafile import open_file
from engagement_app.store.later_erasures import erased_at
from engagement_app.store.manifest import manifest_path

pytestmark = pytest.mark.thorough
MARK = b"Zebedeus"
NOW = datetime.now(UTC)
SOON, LATE = NOW + KEPT - timedelta(days=1), NOW + KEPT + timedelta(hours=12)


@pytest.fixture
def held(data_path, keyboard):
    """A file with two copies from before an erasure."""
    with open_file(data_path, keyboard) as file:
        with file.writing("begin") as session:
            acts.add(session, ProjectInput.parse(name="Tawe"))
            person = acts.add(session, PersonInput.parse(given_name="Zebedeus"))
        for _turn in range(2):
            back_up(file, backup.folder_of(file.path))
        erase_for_good(file, person)
        yield file


def older(file):
    with file.reading() as session:
        return find_older(session, file.path, [backup.folder_of(file.path)])


def names(path):
    return sorted(each.path.name for each in list_copies(path, [backup.folder_of(path)]))


def remove(file, now, **more):
    folder = backup.folder_of(file.path)
    newest = list_copies(file.path, [folder])[0]
    return remove_older(file.path, folder, erased_at(newest.path, file.key), now, **more)


def test_what_is_older_than_an_erasure_is_told_with_its_day(held):
    found = older(held)
    assert [each.path.name for each in reversed(found)] == names(held.path)
    day = f"{(NOW + KEPT).astimezone():%d/%m/%Y}"
    assert day_told(found) == day
    assert told_older(found).startswith(
        f"2 backups from before an erasure: beyond use until {day}."
    )
    assert told_older([]) == ""


def test_copies_go_after_their_days_and_not_before(held):
    copy = back_up(held, backup.folder_of(held.path))
    assert remove(held, SOON) == []
    gone = remove(held, LATE)
    assert len(gone) == 2
    assert names(held.path) == [copy.name]
    assert not any(manifest_path(each).exists() for each in gone)
    assert older(held) == []


def test_without_a_newer_copy_none_goes_and_the_newest_never(held):
    """The newest of the two is all there is: only the one before it may go."""
    before = names(held.path)
    moments = [NOW]
    gone = remove_older(held.path, backup.folder_of(held.path), moments, LATE)
    assert [each.name for each in gone] == before[:1]
    assert names(held.path) == before[1:]
    assert remove_older(held.path, backup.folder_of(held.path), moments, LATE) == []


def test_none_goes_where_the_clock_went_back(held):
    back_up(held, backup.folder_of(held.path))
    assert remove(held, NOW - timedelta(days=400)) == []
    assert remove(held, NOW - timedelta(days=400), at_once=True) == []


def test_the_next_backup_removes_what_is_over(held, monkeypatch):
    monkeypatch.setattr("engagement_app.store.beyond_use.KEPT", timedelta())
    copy = back_up(held, backup.folder_of(held.path))
    assert names(held.path) == [copy.name]


def test_not_in_a_folder_that_somebody_named(held, monkeypatch, tmp_path):
    monkeypatch.setattr("engagement_app.store.beyond_use.KEPT", timedelta())
    back_up(held, tmp_path / "stick", thinned=False)
    assert len(names(held.path)) == 2


def test_removed_at_once_a_new_copy_is_there_first_and_no_old_byte_is(held):
    removed = remove_now(held, [backup.folder_of(held.path)])
    assert len(removed) == 2
    [copy] = list_copies(held.path, [backup.folder_of(held.path)])
    assert copy.manifest
    for each in backup.folder_of(held.path).iterdir():
        assert MARK not in each.read_bytes()
    with held.reading() as session:
        acts_ = [row.act for row in session.execute(AUDIT.select())]
    assert acts_[-2:] == ["backup", "remove"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that is shut")
def test_where_no_copy_can_be_made_none_is_removed(held):
    folder = backup.folder_of(held.path)
    before = names(held.path)
    folder.chmod(0o500)
    with pytest.raises(StorageError):
        remove_now(held, [folder])
    folder.chmod(0o700)
    assert names(held.path) == before


def test_where_the_new_copy_is_not_sound_none_is_removed(held, monkeypatch):
    before = names(held.path)

    def unsound(*_given):
        raise StorageError("damaged", Cause.DAMAGED)

    monkeypatch.setattr("engagement_app.domain.soundness.backup.make", unsound)
    with pytest.raises(StorageError):
        remove_now(held, [backup.folder_of(held.path)])
    assert names(held.path) == before


@pytest.fixture
def put_aside(held, keyboard):
    """The file after a restore, and the folder of what was there, in which somebody put a note."""
    path = held.path
    copy = backup.folder_of(path) / names(path)[0]
    held.close()
    folder = restoring.restore(path, copy, (None, None)).folder
    with open_file(path, keyboard) as file:
        yield file, folder


def test_what_a_restore_put_aside_goes_by_the_same_days(put_aside):
    file, folder = put_aside
    assert folder in [each.path for each in older(file)]
    assert "1 file that a restore put aside" in told_older(older(file))
    back_up(file, backup.folder_of(file.path))
    assert remove(file, SOON) == []
    assert folder in remove(file, LATE)
    assert not folder.exists()


def test_what_somebody_else_put_into_that_folder_stays(put_aside):
    file, folder = put_aside
    (folder / "notes.txt").write_text("why we restored")
    remove_now(file, [backup.folder_of(file.path)])
    assert [each.name for each in folder.iterdir()] == ["notes.txt"]
    assert older(file) == []


def test_a_folder_put_aside_of_another_file_is_left_alone(put_aside, tmp_path):
    file, folder = put_aside
    (folder / file.path.name).rename(folder / "another.engagement")
    remove_now(file, [backup.folder_of(file.path)])
    assert Path(folder / "another.engagement").exists()
