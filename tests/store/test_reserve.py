"""Room that is kept for a full disk, and what is not begun on one that is nearly full."""

from collections import namedtuple

import pytest

from engagement_app.domain import acts
from engagement_app.domain.projects import ProjectInput
from engagement_app.errors import Cause, StorageError
from engagement_app.exchange.taking import Source, take
from engagement_app.store import backup, disk, reserve
from engagement_app.store.reserve import free_reserve, make_reserve, reserve_of

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def free(monkeypatch):
    """`free(megabytes)`: so much is free on every disk from now on."""

    def set_free(megabytes):
        usage = Usage(10**9, 0, megabytes * 1_000_000)
        monkeypatch.setattr(disk.shutil, "disk_usage", lambda _path: usage)

    return set_free


def test_the_reserve_takes_all_its_room_once_and_gives_it_back(data_path):
    make_reserve(data_path)
    made = reserve_of(data_path).stat()
    assert made.st_size >= reserve.SIZE
    assert made.st_blocks * 512 >= reserve.SIZE
    assert reserve_of(data_path).read_bytes().startswith(b"This keeps room for notes.engagement")
    make_reserve(data_path)
    assert reserve_of(data_path).stat().st_ino == made.st_ino
    assert free_reserve(data_path)
    assert not free_reserve(data_path)


def test_no_room_is_kept_on_a_disk_that_has_little_nor_for_a_backup(data_path, free):
    copy = backup.make(data_path, backup.folder_of(data_path))
    make_reserve(copy)
    free(99)
    make_reserve(data_path)
    assert not reserve_of(copy).exists()
    assert not reserve_of(data_path).exists()


def test_on_a_disk_that_is_nearly_full_imports_wait_and_entries_do_not(
    data_file, project, free, tmp_path
):
    listed = tmp_path / "people.csv"
    listed.write_text("Name,Role\nZoë,Host\n", encoding="utf-8")
    free(99)
    with pytest.raises(StorageError, match=r"Only 99 MB are free on .* imported") as met:
        take(data_file, Source(listed, "attendees"))
    assert met.value.cause is Cause.FULL
    with data_file.writing("new project") as session:
        acts.add(session, ProjectInput.parse(name="Goes on"))
