"""What a file must be to be opened, and that a refused one is left as it was."""

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from engagement_app.domain import acts
from engagement_app.domain.projects import Project, ProjectInput
from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.store import header
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import SMALL, DataFile, create_file, open_file
from engagement_app.store.engine import open_engine, settle

PROMISED = {
    "journal_mode": "truncate",
    "synchronous": 2,
    "fullfsync": 1,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "cache_size": -20_000,
    "cache_spill": 0,
    "trusted_schema": 0,
    "secure_delete": 1,
    "cell_size_check": 1,
}


READ = Path("/proc/self/io")


def bytes_read() -> int:
    return int(READ.read_text().split()[1])


def overwrite(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def raised(path: Path, offset: int, by: int) -> None:
    number = int.from_bytes(path.read_bytes()[offset : offset + 4]) + by
    overwrite(path, offset, number.to_bytes(4))


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
    connection.close()


WRONG: dict[str, tuple[Cause, Callable[[Path], object]]] = {
    "of no bytes": (Cause.DAMAGED, lambda path: path.write_bytes(b"")),
    "of a few bytes": (Cause.DAMAGED, lambda path: os.truncate(path, 60)),
    "cut after its header": (Cause.DAMAGED, lambda path: os.truncate(path, 300)),
    "cut in the middle": (Cause.DAMAGED, lambda path: os.truncate(path, 4096 * 3)),
    "short of its last byte": (
        Cause.DAMAGED,
        lambda path: os.truncate(path, path.stat().st_size - 1),
    ),
    "of words": (Cause.NOT_OURS, lambda path: path.write_text("who came and who did not\n" * 99)),
    "of two words": (Cause.NOT_OURS, lambda path: path.write_text("who came")),
    "of a few bytes of ours": (Cause.DAMAGED, lambda path: os.truncate(path, 7)),
    "of noise": (Cause.NOT_OURS, lambda path: path.write_bytes(os.urandom(8192))),
    "of zeros": (Cause.NOT_OURS, lambda path: path.write_bytes(bytes(8192))),
    "of another program": (Cause.NOT_OURS, foreign),
    "with another application id": (Cause.NOT_OURS, lambda path: raised(path, 68, 1)),
    "of a newer version": (Cause.NEWER, lambda path: raised(path, 60, 1)),
    "with a damaged page": (Cause.DAMAGED, lambda path: overwrite(path, 4096, b"\xff" * 4096)),
    "with a damaged first page": (Cause.DAMAGED, lambda path: overwrite(path, 100, b"\xff" * 900)),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_is_refused_with_its_cause_and_left_as_it_was(what, data_path, keyboard):
    cause, spoil = WRONG[what]
    spoil(data_path)
    before = data_path.read_bytes()
    with pytest.raises(StorageError) as caught:
        open_file(data_path, keyboard)
    assert caught.value.cause == cause
    assert data_path.name in str(caught.value)
    assert data_path.read_bytes() == before
    assert [each.name for each in data_path.parent.iterdir()] == [data_path.name]


def test_a_missing_file_is_not_made(tmp_path, keyboard):
    with pytest.raises(StorageError, match=r"no data file .*lost\.engagement") as caught:
        open_file(tmp_path / "lost.engagement", keyboard)
    assert caught.value.cause == Cause.MISSING
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 300, "notes.engagement/town.engagement", "loop"])
def test_a_name_under_which_no_file_can_be_is_a_missing_file(name, data_path, keyboard):
    (data_path.parent / "loop").symlink_to("loop")
    with pytest.raises(StorageError, match="no data file") as caught:
        open_file(data_path.parent / name, keyboard)
    assert caught.value.cause == Cause.MISSING


@pytest.mark.parametrize("asked", ["stat", "open"])
def test_a_file_that_may_not_be_read_is_told_as_that(asked, data_path, keyboard, monkeypatch):
    """As in a folder that may not be entered, and for a file that is another person's."""
    really = getattr(Path, asked)

    def guarded(path, *more, **named):
        if path == data_path:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return really(path, *more, **named)

    monkeypatch.setattr(Path, asked, guarded)
    with pytest.raises(StorageError, match=r"You may not read .*notes\.engagement") as caught:
        open_file(data_path, keyboard)
    assert caught.value.cause == Cause.MISSING


def test_a_folder_is_no_data_file(tmp_path, keyboard):
    with pytest.raises(StorageError) as caught:
        open_file(tmp_path, keyboard)
    assert caught.value.cause == Cause.MISSING


def test_a_file_that_vanishes_between_looking_and_opening_is_not_made_anew(tmp_path):
    engine = open_engine(tmp_path / "gone.engagement")
    with pytest.raises(DatabaseError, match="unable to open"):
        engine.connect()
    engine.dispose()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", PROMISED)
def test_a_connection_has_what_the_promises_rest_on(name, data_file):
    with data_file.reading() as session:
        assert session.connection().exec_driver_sql(f"PRAGMA {name}").scalar() == PROMISED[name]


@pytest.mark.parametrize("name", PROMISED)
def test_a_setting_that_did_not_take_is_refused(name, data_path):
    connection = sqlite3.connect(data_path)
    wanted = {"journal_mode": ("TRUNCATE", "truncate"), name: ("0", "what it never is")}
    with pytest.raises(RuntimeError, match=name):
        settle(connection, wanted)
    connection.close()


@pytest.mark.skipif(not READ.exists(), reason="asks Linux how much was read")
def test_each_page_is_read_once_as_a_file_is_opened_and_looked_through(data_path, keyboard):
    with closing(sqlite3.connect(data_path)) as connection, connection:
        rows = ((f"form {number}", "", "x" * 1850) for number in range(7300))
        connection.executemany("INSERT INTO draft VALUES (?, ?, ?)", rows)
    size = data_path.stat().st_size
    assert 0.9 * SMALL < size <= SMALL
    before = bytes_read()
    with open_file(data_path, keyboard):
        assert size <= bytes_read() - before < 1.1 * size


def test_the_file_is_for_its_owner_alone(tmp_path, keyboard):
    before = os.umask(0)
    try:
        create_file(tmp_path / "own.engagement", keyboard).close()
    finally:
        os.umask(before)
    assert (tmp_path / "own.engagement").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["own.engagement"]


def test_a_new_file_bears_our_number_and_the_number_of_its_schema(data_path):
    head = data_path.read_bytes()[:100]
    assert head[68:72] == b"Enga"
    assert int.from_bytes(head[60:64]) == header.SCHEMA


def test_making_a_file_never_replaces_one(data_path, keyboard):
    before = data_path.read_bytes()
    with pytest.raises(UserError, match="is there already"):
        create_file(data_path, keyboard)
    assert data_path.read_bytes() == before


def test_making_a_file_in_no_folder_says_so(tmp_path, keyboard):
    with pytest.raises(UserError, match="no folder"):
        create_file(tmp_path / "nowhere" / "new.engagement", keyboard)
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_protection_needs_no_passphrase_and_takes_any(data_path, keyboard):
    with open_file(data_path, keyboard, "correct horse") as opened:
        assert opened.key is None


def test_names_with_odd_letters_are_opened(tmp_path, keyboard):
    path = tmp_path / "Siân 100% #1?mode=memory&x.engagement"
    with create_file(path, keyboard) as made, made.writing("new project") as session:
        acts.add(session, ProjectInput.parse(name="Odd"))
    with open_file(path, keyboard) as opened, opened.reading() as session:
        [name] = session.execute(Project.__table__.select()).mappings()
    assert name["name"] == "Odd"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_closed_file_has_nothing_beside_it(data_path, keyboard):
    opened: DataFile = open_file(data_path, keyboard)
    with opened.writing("new project") as session:
        acts.add(session, ProjectInput.parse(name="Journal"))
    assert data_path.with_name(data_path.name + "-journal").exists()
    opened.close()
    assert [each.name for each in data_path.parent.iterdir()] == [data_path.name]


def test_closing_twice_or_after_the_file_has_gone_is_no_error(data_path, keyboard):
    opened = open_file(data_path, keyboard)
    with opened.writing("new project") as session:
        acts.add(session, ProjectInput.parse(name="Gone"))
    data_path.unlink()
    opened.close()
    opened.close()
    assert not data_path.exists()


def test_a_copy_of_an_idle_open_file_is_complete(data_file, project, tmp_path, keyboard: Keyboard):
    copy = tmp_path / "copy.engagement"
    copy.write_bytes(data_file.path.read_bytes())
    with open_file(copy, keyboard) as opened, opened.reading() as session:
        assert session.get(Project, project).name == "Tawe green spaces"


def test_a_file_that_another_tool_turned_to_wal_is_turned_back(data_path, keyboard):
    connection = sqlite3.connect(data_path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE aside (words TEXT)")
    connection.close()
    with open_file(data_path, keyboard) as opened, opened.reading() as session:
        found = session.connection().exec_driver_sql("PRAGMA journal_mode").scalar()
    assert found == "truncate"
    assert [each.name for each in data_path.parent.iterdir()] == [data_path.name]
