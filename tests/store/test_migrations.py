"""Bringing a file to today's schema: a proved copy first, one transaction, all or nothing."""

import signal
import sqlite3
import struct
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

from engagement_app.domain import acts
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import Cause, StorageError
from engagement_app.store import backup, header, schema
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file
from engagement_app.store.engine import open_engine
from tests.faults import migrating
from tests.faults.migrating import write_tomorrow

TODAY, TOMORROW = header.SCHEMA, header.SCHEMA + 1


@pytest.fixture
def lived_in(data_file, project, event):
    """A file with a project, that has an event, from before the next schema."""
    data_file.close()
    return data_file.path


@pytest.fixture
def in_the_future(monkeypatch, tmp_path):
    """Makes the program one of the next schema, whose migration ends as told."""

    def arrive(last="pass"):
        monkeypatch.setattr(schema, "MIGRATIONS", write_tomorrow(tmp_path, last))
        monkeypatch.setattr(schema, "SCHEMA", TOMORROW)
        monkeypatch.setattr(header, "SCHEMA", TOMORROW)

    return arrive


def told(path):
    """The file's number, its tables, and the rows of two of them."""
    with closing(sqlite3.connect(path)) as connection:
        [number] = connection.execute("PRAGMA user_version").fetchone()
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        rows = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("project", "event")
        ]
    return number, "mood" in tables, rows


def test_a_new_file_has_the_schema_of_the_records(data_path):
    engine = open_engine(data_path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_the_comparison_would_see_a_missing_column(data_path):
    """The control of the test above."""
    with closing(sqlite3.connect(data_path)) as connection, connection:
        connection.execute("ALTER TABLE project DROP COLUMN place")
    engine = open_engine(data_path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        [difference] = compare_metadata(context, SQLModel.metadata)
        assert difference[0] == "add_column"
    engine.dispose()


def test_the_number_of_the_schema_is_that_of_the_newest_migration():
    files = sorted(path.name for path in (schema.MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert int(files[-1][:4]) == len(files) == header.SCHEMA


def test_migrations_never_import_the_program():
    for path in (schema.MIGRATIONS / "versions").glob("*.py"):
        assert "engagement_app" not in path.read_text(), path.name


def test_a_file_of_todays_schema_is_not_migrated(lived_in, keyboard):
    before = lived_in.read_bytes()
    open_file(lived_in, keyboard).close()
    assert lived_in.read_bytes() == before
    assert not backup.folder_of(lived_in).exists()


def test_an_older_file_is_migrated_after_a_proved_copy(lived_in, keyboard, in_the_future):
    in_the_future()
    with open_file(lived_in, keyboard) as opened, opened.reading() as session:
        assert list(findings(session, TABLES.values())) == []
    assert told(lived_in) == (TOMORROW, True, [1, 1])
    [copy] = backup.folder_of(lived_in).glob("*.engagement")
    assert told(copy) == (TODAY, False, [1, 1])
    assert copy.with_suffix(".manifest.json").exists()


def test_no_copy_no_migration(lived_in, keyboard, in_the_future, monkeypatch):
    def fail(*_, **_named):
        raise StorageError("The copy failed.", Cause.FULL)

    in_the_future()
    monkeypatch.setattr(schema.backup, "make", fail)
    before = lived_in.read_bytes()
    with pytest.raises(StorageError, match="copy failed"):
        open_file(lived_in, keyboard)
    assert lived_in.read_bytes() == before


FAILING = {
    "raises": ("raise RuntimeError('half way')", RuntimeError),
    "orphans a record": ("op.execute('DELETE FROM project')", StorageError),
}


@pytest.mark.parametrize("how", FAILING)
def test_a_migration_that_fails_leaves_the_file_byte_for_byte(
    how, lived_in, keyboard, in_the_future
):
    last, error = FAILING[how]
    in_the_future(last)
    before = lived_in.read_bytes()
    with pytest.raises(error):
        open_file(lived_in, keyboard)
    assert lived_in.read_bytes() == before
    assert told(lived_in) == (TODAY, False, [1, 1])


KILL = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"


def test_a_migration_killed_in_the_middle_leaves_the_old_schema_whole(
    lived_in, keyboard, tmp_path, in_the_future
):
    migrations = write_tomorrow(tmp_path / "killed", last=KILL)
    killed = subprocess.run([sys.executable, migrating.__file__, str(lived_in), str(migrations)])
    assert killed.returncode == -signal.SIGKILL
    assert told(lived_in) == (TODAY, False, [1, 1])
    in_the_future()
    open_file(lived_in, keyboard).close()
    assert told(lived_in) == (TOMORROW, True, [1, 1])


def cut_short_while_writing(path: Path) -> None:
    """As if a migration had been killed after its first page was written: the page bears the new
    number, and the journal the old page. (The SQLite file format, section 3, The Rollback Journal.)
    """
    whole = path.read_bytes()
    size = int.from_bytes(whole[16:18])
    page, nonce = whole[:size], 1234
    check = (nonce + sum(page[place] for place in range(size - 200, 0, -200))) & 0xFFFFFFFF
    magic = bytes.fromhex("d9d505f920a163d7")
    start = struct.pack(">8s5I", magic, 1, nonce, len(whole) // size, 512, size).ljust(512, b"\0")
    record = struct.pack(">I", 1) + page + struct.pack(">I", check)
    path.with_name(path.name + "-journal").write_bytes(start + record)
    path.write_bytes(whole[:60] + struct.pack(">I", TOMORROW) + whole[64:])


def test_the_number_on_a_half_written_first_page_is_not_believed(lived_in, keyboard, in_the_future):
    in_the_future()
    cut_short_while_writing(lived_in)
    assert int.from_bytes(lived_in.read_bytes()[60:64]) == TOMORROW
    open_file(lived_in, keyboard).close()
    assert told(lived_in) == (TOMORROW, True, [1, 1])


def test_a_newer_file_is_refused_byte_for_byte(lived_in, keyboard, in_the_future, monkeypatch):
    in_the_future()
    open_file(lived_in, keyboard).close()
    monkeypatch.undo()
    before = lived_in.read_bytes()
    with pytest.raises(StorageError, match="newer version") as caught:
        open_file(lived_in, keyboard)
    assert caught.value.cause == Cause.NEWER
    assert lived_in.read_bytes() == before


def test_a_newer_file_that_is_not_refused_would_be_changed(
    lived_in, keyboard, in_the_future, monkeypatch
):
    """The control: a program that does not look at the number, or takes any."""
    in_the_future()
    open_file(lived_in, keyboard).close()
    before = lived_in.read_bytes()
    with open_file(lived_in, keyboard) as opened, opened.writing("new project") as session:
        acts.add(session, ProjectInput.parse(name="After"))
    assert lived_in.read_bytes() != before


def test_a_migrated_file_takes_new_entries(lived_in, keyboard, in_the_future):
    in_the_future()
    with open_file(lived_in, keyboard) as opened:
        with opened.writing("new project") as session:
            acts.add(session, ProjectInput.parse(name="After"))
        with opened.reading() as session:
            assert list(findings(session, TABLES.values())) == []
    assert told(lived_in) == (TOMORROW, True, [2, 1])
