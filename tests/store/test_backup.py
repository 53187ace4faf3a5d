"""Copies: proved, counted, private, and never a half one under a good name."""

import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from engagement_app.domain import acts
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import Cause, StorageError
from engagement_app.store import backup, header, proving
from engagement_app.store.changes import CHANGE
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file
from engagement_app.store.manifest import count

START = datetime(2026, 11, 29, 18, 30, tzinfo=UTC)


def manifest_of(copy):
    return json.loads(copy.with_suffix(".manifest.json").read_text())


def test_a_copy_opens_is_sound_and_holds_what_its_manifest_says(data_file, event, keyboard):
    before = data_file.path.read_bytes()
    copy = backup.make(data_file.path, backup.folder_of(data_file.path))
    told = manifest_of(copy)
    assert told["schema"] == header.SCHEMA
    assert (told["rows"]["event"], told["rows"]["project"], told["rows"]["change"]) == (1, 1, 2)
    with open_file(copy, keyboard) as opened, opened.reading() as session:
        assert list(findings(session, TABLES.values())) == []
    assert data_file.path.read_bytes() == before


def test_a_copy_and_its_folder_are_for_their_owner_alone(data_path):
    before = os.umask(0)
    try:
        copy = backup.make(data_path, data_path.parent / "safe" / "place")
    finally:
        os.umask(before)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.with_suffix(".manifest.json").stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700


def test_two_copies_within_one_second_have_two_names(data_path, tmp_path, monkeypatch):
    class SlowClock:
        """Stands still for as many looks as one copy takes, then goes on."""

        looks = 0

        @classmethod
        def now(cls, zone):
            cls.looks += 1
            return datetime(2026, 11, 23, 10, 0, cls.looks // 5, tzinfo=zone)

    monkeypatch.setattr(backup, "datetime", SlowClock)
    copies = {backup.make(data_path, tmp_path / "safe").name for _ in range(2)}
    assert copies == {
        "notes-20261123T100000Z.engagement",
        "notes-20261123T100001Z.engagement",
    }


@pytest.mark.thorough
def test_a_copy_made_while_people_are_signed_in_is_of_one_moment(data_file, tmp_path, keyboard):
    stop, done = threading.Event(), []

    def sign_in():
        while not stop.is_set():
            with data_file.writing("two at once") as session:
                for name in ("One", "Two"):
                    acts.add(session, ProjectInput.parse(name=name))
            done.append(1)

    writer = threading.Thread(target=sign_in)
    writer.start()
    copies = [backup.make(data_file.path, tmp_path / f"safe{number}") for number in range(4)]
    stop.set()
    writer.join()
    assert done
    for copy in copies:
        rows = manifest_of(copy)["rows"]
        assert rows["project"] % 2 == 0
        assert rows["project"] == rows["change"]
        with open_file(copy, keyboard) as opened, opened.reading() as session:
            assert list(findings(session, TABLES.values())) == []


def spoiled(statement):
    """The copying itself, after which somebody spoils the copy."""
    copying = backup.copy_at_once

    def copy(path, part, key):
        manifest = copying(path, part, key)
        connection = sqlite3.connect(part)
        with connection:
            connection.execute(statement)
        connection.close()
        return manifest

    return copy


SPOILED = {
    "lost a table": "DROP TABLE tally",
    "lost all tables' names": "DROP TABLE project",
    "lost a row": "DELETE FROM project",
    "has another change": "UPDATE change SET id = id || 'x'",
    "has another schema": "PRAGMA user_version = 77",
    "has a row too many": "INSERT INTO theme (id, project_id, name) SELECT 'x', id, 'y' FROM event",
    "has a link to nowhere": "UPDATE event SET project_id = 'nowhere'",
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_copy_that_lost_something_never_gets_its_name(how, data_file, event, monkeypatch):
    monkeypatch.setattr(backup, "copy_at_once", spoiled(SPOILED[how]))
    folder = backup.folder_of(data_file.path)
    with pytest.raises(StorageError) as caught:
        backup.make(data_file.path, folder)
    assert caught.value.cause == Cause.DAMAGED
    assert list(folder.iterdir()) == []


def test_the_same_spoiling_of_nothing_passes(data_file, event, monkeypatch):
    """The control of the test above: the detour alone does not fail a copy."""
    monkeypatch.setattr(backup, "copy_at_once", spoiled("UPDATE event SET title = title"))
    assert backup.make(data_file.path, backup.folder_of(data_file.path)).exists()


def test_a_truncated_copy_never_gets_its_name(data_file, event, monkeypatch):
    copying = backup.copy_at_once

    def copy(path, part, key):
        manifest = copying(path, part, key)
        os.truncate(part, part.stat().st_size // 2)
        return manifest

    monkeypatch.setattr(backup, "copy_at_once", copy)
    folder = backup.folder_of(data_file.path)
    with pytest.raises(StorageError):
        backup.make(data_file.path, folder)
    assert list(folder.iterdir()) == []


def test_a_disk_that_fills_while_copying_leaves_no_debris(data_file, event, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    before = data_file.path.read_bytes()
    monkeypatch.setattr(backup, "keep_new", full)
    folder = backup.folder_of(data_file.path)
    with pytest.raises(StorageError) as caught:
        backup.make(data_file.path, folder)
    assert caught.value.cause == Cause.FULL
    assert list(folder.iterdir()) == []
    assert data_file.path.read_bytes() == before


def test_a_disk_that_fills_in_the_midst_of_copying_is_told(data_file, event, monkeypatch):
    """The driver gives this error no code, only words."""
    made = proving.connect

    def in_a_small_place(path, key):
        connection = made(path, key)
        if path.suffix == ".part":
            connection.execute("PRAGMA max_page_count = 20")
        return connection

    monkeypatch.setattr(proving, "connect", in_a_small_place)
    folder = backup.folder_of(data_file.path)
    with pytest.raises(StorageError) as caught:
        backup.make(data_file.path, folder)
    assert caught.value.cause == Cause.FULL
    assert list(folder.iterdir()) == []


def test_no_copy_ever_stands_without_its_manifest(data_file, event, monkeypatch):
    keep, kept = backup.keep_new, []

    def fail_the_second_time(part, path):
        if kept:
            raise OSError(errno.EIO, "Input/output error")
        kept.append(path)
        keep(part, path)

    monkeypatch.setattr(backup, "keep_new", fail_the_second_time)
    folder = backup.folder_of(data_file.path)
    with pytest.raises(StorageError) as caught:
        backup.make(data_file.path, folder)
    assert caught.value.cause == Cause.FAILED
    assert not list(folder.glob("*.engagement"))


def test_a_folder_that_cannot_be_made_is_told(data_path, tmp_path):
    (tmp_path / "taken").write_text("a file, no folder")
    with pytest.raises(StorageError):
        backup.make(data_path, tmp_path / "taken" / "safe")


KILLED = """
import os, signal, sys
from pathlib import Path
from engagement_app.store import backup
backup.keep_new = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
backup.make(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_copy_killed_before_its_renaming_has_no_good_name_and_goes_away(data_path, tmp_path):
    folder = tmp_path / "safe"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(data_path), str(folder)])
    assert killed.returncode == -signal.SIGKILL
    assert not list(folder.glob("*.engagement"))
    assert list(folder.glob(".*.part"))
    copy = backup.make(data_path, folder)
    assert not list(folder.glob(".*.part*"))
    assert [each.name for each in folder.glob("*.engagement")] == [copy.name]


def test_the_digest_tells_changes_apart_that_are_as_many(data_file, project, event):
    connection = sqlite3.connect(data_file.path)
    before = count(connection)
    with data_file.reading() as session:
        [first, _second] = session.execute(select(CHANGE.c.id)).scalars()
    connection.execute("UPDATE change SET id = 'another' WHERE id = ?", (first,))
    after = count(connection)
    connection.rollback()
    connection.close()
    assert before.rows == after.rows
    assert before.changes != after.changes


def test_a_manifest_that_a_killed_program_left_alone_stands_in_nobodys_way(data_file, monkeypatch):
    def killed(_part, _path):
        raise KeyboardInterrupt

    asked = iter([START, START, START + timedelta(seconds=1)])
    monkeypatch.setattr(backup, "datetime", SimpleNamespace(now=lambda _zone: next(asked)))
    folder, kept = backup.folder_of(data_file.path), backup.keep_new
    with monkeypatch.context() as first:
        first.setattr(backup, "keep_new", lambda part, path: (kept(part, path), killed(part, path)))
        with pytest.raises(KeyboardInterrupt):
            backup.make(data_file.path, folder, TABLES.values())
    assert [each.name.endswith(".manifest.json") for each in folder.iterdir()] == [True]
    made = backup.make(data_file.path, folder, TABLES.values())
    assert made.exists()
    assert len(list(folder.iterdir())) == 3
