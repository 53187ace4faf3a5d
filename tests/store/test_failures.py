"""What the world does to a data file, each with its cause, and that nothing saved is lost by it."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from functools import partial

import pytest
from sqlalchemy import select, text
from sqlcipher3 import dbapi2

from engagement_app.domain import acts
from engagement_app.domain.projects import Project, ProjectInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import Cause, StorageError
from engagement_app.store import datafile, engine, failures
from engagement_app.store.check import findings
from engagement_app.store.datafile import create_file, open_file
from engagement_app.store.records import table_of

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def impatient(monkeypatch):
    """A wait of 50 ms for other programs, instead of five seconds."""
    monkeypatch.setitem(engine._SETTINGS, "busy_timeout", ("50", 50))
    monkeypatch.setattr(engine.dbapi2, "connect", partial(dbapi2.connect, timeout=0.05))


@contextmanager
def held_elsewhere(path, how="BEGIN IMMEDIATE"):
    """Another process that holds the file while the block runs."""
    program = [sys.executable, "-c", HOLD, str(path), how]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        yield
        other.communicate()


def add(data_file, name="One more"):
    with data_file.writing("new project") as session:
        return acts.add(session, ProjectInput.parse(name=name))


def names(data_file):
    with data_file.reading() as session:
        return sorted(session.execute(select(table_of(Project).c.name)).scalars())


def refused(data_file, cause):
    with pytest.raises(StorageError) as caught:
        add(data_file, "Refused")
    assert caught.value.cause == cause
    assert data_file.path.name in str(caught.value)
    return str(caught.value)


def test_a_file_in_use_elsewhere_is_told_and_saves_afterwards(impatient, data_path, keyboard):
    with open_file(data_path, keyboard) as data_file:
        with held_elsewhere(data_path):
            assert "in use by another program" in refused(data_file, Cause.LOCKED)
            assert names(data_file) == []
        add(data_file, "Afterwards")
        assert names(data_file) == ["Afterwards"]


def test_a_file_held_by_itself_alone_cannot_even_be_read(impatient, data_path, keyboard):
    with held_elsewhere(data_path, "BEGIN EXCLUSIVE"):
        with pytest.raises(StorageError) as caught:
            open_file(data_path, keyboard)
        assert caught.value.cause == Cause.LOCKED


def test_closing_waits_for_nobody_and_takes_no_journal_from_a_writer(
    impatient, data_path, keyboard
):
    data_file = open_file(data_path, keyboard)
    add(data_file)
    with held_elsewhere(data_path):
        data_file.close()
    with open_file(data_path, keyboard) as again:
        assert names(again) == ["One more"]


def test_a_short_wait_for_another_program_is_no_error(data_path, keyboard):
    with open_file(data_path, keyboard) as data_file:
        program = [sys.executable, "-c", HOLD, str(data_path), "BEGIN IMMEDIATE"]
        with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdout.readline() == b"held\n"
            other.stdin.close()
            add(data_file, "Waited")
        assert names(data_file) == ["Waited"]


@contextmanager
def no_room(data_file):
    """The file may not grow; SQLite answers as it does on a full disk."""
    with data_file._engine.connect() as connection:
        driver = connection.connection.driver_connection
        pages = driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count = {pages}")
    yield
    with data_file._engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA max_page_count = 1000000")


def test_a_full_disk_is_told_and_the_same_file_saves_when_there_is_room(data_file, project):
    def too_much():
        with data_file.writing("many") as session:
            for _ in range(50):
                acts.add(session, ProjectInput.parse(name="Big", description="words " * 400))

    with no_room(data_file):
        with pytest.raises(StorageError, match="disk is full") as caught:
            too_much()
        assert caught.value.cause == Cause.FULL
        assert names(data_file) == ["Tawe green spaces"]
    add(data_file, "Room again")
    assert names(data_file) == ["Room again", "Tawe green spaces"]
    with data_file.reading() as session:
        assert list(findings(session, TABLES.values())) == []


def test_a_file_replaced_while_open_takes_no_more_entries(data_file, project, tmp_path):
    copy = shutil.copy(data_file.path, tmp_path / "copy")
    os.replace(copy, data_file.path)
    before = data_file.path.read_bytes()
    assert "moved or replaced" in refused(data_file, Cause.MOVED)
    assert data_file.path.read_bytes() == before


def test_a_file_overwritten_in_place_by_an_older_one_takes_no_more_entries(
    data_file, project, tmp_path
):
    before = data_file.path.read_bytes()
    add(data_file)
    data_file.path.write_bytes(before)
    assert "moved or replaced" in refused(data_file, Cause.MOVED)
    assert data_file.path.read_bytes() == before


def test_a_file_moved_away_while_open_takes_no_more_entries(data_file, project, tmp_path):
    data_file.path.rename(tmp_path / "elsewhere.engagement")
    refused(data_file, Cause.MOVED)
    assert not data_file.path.exists()


def test_a_file_moved_in_the_middle_of_an_act_is_not_acknowledged(data_file, project, tmp_path):
    def move_half_way():
        with data_file.writing("two") as session:
            acts.add(session, ProjectInput.parse(name="One"))
            data_file.path.rename(tmp_path / "elsewhere.engagement")

    with pytest.raises(StorageError) as caught:
        move_half_way()
    assert caught.value.cause == Cause.MOVED
    (tmp_path / "elsewhere.engagement").rename(data_file.path)
    assert names(data_file) == ["Tawe green spaces"]


def test_a_file_that_vanished_is_not_made_anew_by_the_next_connection(data_file, project):
    data_file._engine.dispose()
    data_file.path.unlink()
    refused(data_file, Cause.MOVED)
    assert not data_file.path.exists()


def test_a_file_that_may_not_be_changed_can_be_read(data_path, keyboard, monkeypatch):
    """The driver's own read-only mode stands for the medium: root may write anywhere."""
    with open_file(data_path, keyboard) as data_file:
        add(data_file, "Before")
    made = engine.connect

    def read_only(path, key):
        made(path, key).close()
        place = f"{path.absolute().as_uri()}?mode=ro"
        return dbapi2.connect(place, uri=True, isolation_level=None, check_same_thread=False)

    monkeypatch.setattr(engine, "connect", read_only)
    with open_file(data_path, keyboard) as data_file:
        assert names(data_file) == ["Before"]
        assert "may not be changed" in refused(data_file, Cause.READ_ONLY)
        assert names(data_file) == ["Before"]


def test_damage_met_while_the_file_is_open_is_told(data_file, project, event):
    add(data_file)
    data_file._engine.dispose()
    size = data_file.path.stat().st_size
    with data_file.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    refused(data_file, Cause.DAMAGED)


CODES = {
    5: Cause.LOCKED,
    6: Cause.LOCKED,
    8: Cause.READ_ONLY,
    8 | 1 << 8: Cause.READ_ONLY,
    8 | 4 << 8: Cause.MOVED,
    10: Cause.FAILED,
    10 | 4 << 8: Cause.FAILED,
    11: Cause.DAMAGED,
    13: Cause.FULL,
    14: Cause.MISSING,
    26: Cause.NOT_OURS,
    1: None,
    19: None,
    0: None,
}


@pytest.mark.parametrize("code", CODES)
def test_each_result_code_has_its_cause_and_our_mistakes_have_none(code):
    assert failures.cause_of(code) == CODES[code]


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_a_sentence_that_names_the_file(cause, tmp_path):
    told = str(failures.failure(tmp_path / "notes.engagement", cause))
    assert "notes.engagement" in told
    assert told.endswith(".")
    assert str(tmp_path) not in told


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, Cause.FULL),
        (errno.EACCES, Cause.READ_ONLY),
        (errno.EROFS, Cause.READ_ONLY),
        (errno.ENOENT, Cause.MISSING),
        (errno.EIO, Cause.FAILED),
    ],
)
def test_what_the_system_refuses_while_a_file_is_made_is_told(
    number, cause, tmp_path, keyboard, monkeypatch
):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(datafile, "keep_new", refuse)
    with pytest.raises(StorageError) as caught:
        create_file(tmp_path / "new.engagement", keyboard)
    assert caught.value.cause == cause
    assert list(tmp_path.iterdir()) == []


def test_what_could_not_be_written_is_not_acknowledged(data_path, keyboard):
    """And the same act is saved when the fault is gone."""
    with open_file(data_path, keyboard) as data_file:
        add(data_file, "Saved")
        with data_file._engine.connect() as connection:
            driver = connection.connection.driver_connection
            driver.execute("PRAGMA query_only = ON")
        refused(data_file, Cause.READ_ONLY)
        with data_file._engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA query_only = OFF")
        add(data_file, "Saved too")
        assert names(data_file) == ["Saved", "Saved too"]


def test_text_that_is_no_text_is_damage_and_no_crash(data_file, project):
    behind = sqlite3.connect(data_file.path)
    with behind:
        behind.execute("UPDATE project SET name = CAST(X'FF41' AS TEXT)")
    behind.close()
    with pytest.raises(StorageError) as caught:
        names(data_file)
    assert caught.value.cause == Cause.DAMAGED
    with data_file.reading() as session:
        assert session.connection().execute(text("SELECT count(*) FROM project")).scalar() == 1


def test_others_read_on_while_a_large_act_is_written(impatient, data_path, keyboard):
    with open_file(data_path, keyboard) as data_file, data_file.writing("fill") as session:
        for number in range(1000):
            long = ProjectInput.parse(name=f"Project {number}", description="x" * 9_000)
            acts.add(session, long)
        assert names(data_file) == []
