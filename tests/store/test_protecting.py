"""From unprotected to protected and back, and to a new key: always the same records."""

import os
import sqlite3
from contextlib import closing

import pytest
from sqlcipher3 import dbapi2

from engagement_app.domain import acts
from engagement_app.domain.projects import Project, ProjectInput
from engagement_app.domain.soundness import check
from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.store import backup, datafile, protecting
from engagement_app.store.datafile import open_file
from engagement_app.store.engine import connect
from engagement_app.store.header import is_protected, look
from engagement_app.store.keys.places import beside
from engagement_app.store.keys.recovery_code import new_code
from engagement_app.store.keys.unlocking import unlocked, unlocked_by_code
from engagement_app.store.manifest import count, held
from engagement_app.store.protecting import protect, renew, unprotect
from tests.store.keys.cheap import CODE, PASSPHRASE, protected, protection
from tests.store.keys.waiting import let_pass


@pytest.fixture
def full(data_file, project, event):
    """A file with a project and an event, closed."""
    data_file.keep_drafts([("form", "half typed")])
    data_file.close()
    return data_file.path


def contents(path, key=None):
    with closing(connect(path, key)) as connection:
        drafts = connection.execute("SELECT * FROM draft").fetchall()
        return held(count(connection)), drafts


def names(path, keyboard, **how):
    with open_file(path, keyboard, **how) as file, file.reading() as session:
        assert check(file) == ()
        return [row.name for row in session.execute(Project.__table__.select())]


def test_a_protected_file_holds_what_the_unprotected_one_did(full, keyboard):
    before = contents(full)
    key = protect(full, protection())
    assert contents(full, key) == before
    assert is_protected(full)
    assert names(full, keyboard, passphrase=PASSPHRASE) == ["Tawe green spaces"]
    assert sorted(each.name for each in full.parent.iterdir()) == [full.name, beside(full).name]
    with closing(sqlite3.connect(full)) as other, pytest.raises(sqlite3.DatabaseError):
        other.execute("SELECT * FROM person")


def test_an_unprotected_file_again_is_read_by_any_program(full, keyboard):
    before = contents(full)
    unprotect(full, protect(full, protection()))
    assert contents(full) == before
    with closing(sqlite3.connect(full)) as other:
        assert other.execute("SELECT name FROM project").fetchall() == [("Tawe green spaces",)]
    assert names(full, keyboard) == ["Tawe green spaces"]
    assert [each.name for each in full.parent.iterdir()] == [full.name]


def test_a_new_key_makes_an_old_copy_of_the_slots_worth_nothing(full, keyboard):
    old = protect(full, protection())
    before, old_slots = contents(full, old), beside(full).read_bytes()
    newer = new_code()
    new = renew(full, old, protecting.Protection("new words", newer, protection().cost))
    assert contents(full, new) == before
    assert names(full, keyboard, passphrase="new words") == ["Tawe green spaces"]
    with pytest.raises(dbapi2.DatabaseError):
        contents(full, old)
    beside(full).write_bytes(old_slots)
    for wrong in (PASSPHRASE, "other"):
        with pytest.raises(StorageError, match="not the passphrase"):
            open_file(full, keyboard, wrong)
        let_pass(full)
    unlocked_by_code(full, newer)


def test_a_backup_made_before_the_new_key_opens_with_the_old_passphrase(full, keyboard):
    protect(full, protection())
    with open_file(full, keyboard, PASSPHRASE) as file:
        copy = backup.make(full, backup.folder_of(full), key=file.key)
    renew(full, unlocked(full, PASSPHRASE), protecting.Protection("new", cost=protection().cost))
    assert names(copy, keyboard, passphrase=PASSPHRASE) == ["Tawe green spaces"]


def test_the_backup_of_a_protected_file_is_protected_with_its_slots_beside(full, keyboard):
    protect(full, protection())
    with open_file(full, keyboard, PASSPHRASE) as file:
        copy = backup.make(full, backup.folder_of(full), key=file.key)
    assert not copy.read_bytes().startswith(b"SQLite")
    assert beside(copy).exists()
    assert names(copy, keyboard, passphrase=PASSPHRASE) == ["Tawe green spaces"]


def test_protecting_twice_is_refused(full):
    protect(full, protection())
    before = full.read_bytes()
    with pytest.raises(UserError, match="protected already"):
        protect(full, protection())
    assert full.read_bytes() == before


def test_a_new_file_that_holds_less_never_takes_the_place(full, keyboard, monkeypatch):
    really = protecting.copy_under

    def loses_a_project(path, part, old, new):
        really(path, part, old, new)
        with closing(connect(part, new)) as connection:
            connection.execute("DELETE FROM project")

    monkeypatch.setattr(protecting, "copy_under", loses_a_project)
    before = full.read_bytes()
    with pytest.raises(StorageError, match="did not hold"):
        protect(full, protection())
    assert full.read_bytes() == before
    assert names(full, keyboard) == ["Tawe green spaces"]
    assert [each.name for each in full.parent.iterdir()] == [full.name]


def test_a_file_that_somebody_writes_to_is_left_as_it_is(full, monkeypatch):
    monkeypatch.setitem(protecting.settle.__defaults__[0], "busy_timeout", ("50", 50))
    with closing(connect(full)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError) as caught:
            protect(full, protection())
        other.execute("ROLLBACK")
    assert caught.value.cause is Cause.LOCKED
    assert not is_protected(full)


def test_whoever_has_the_old_file_open_is_told_that_it_was_replaced(full, keyboard):
    with open_file(full, keyboard) as file:
        key = protect(full, protection())
        with pytest.raises(StorageError) as caught, file.writing("project.new") as session:
            acts.add(session, ProjectInput.parse(name="Too late"))
    assert caught.value.cause is Cause.MOVED
    assert names(full, keyboard, key=key) == ["Tawe green spaces"]


def test_a_damaged_protected_file_is_told_as_damaged_and_left_alone(full, keyboard):
    protect(full, protection())
    content = bytearray(full.read_bytes())
    for place in (100, 4096 * 3 + 7):
        altered = bytearray(content)
        altered[place] ^= 1
        full.write_bytes(altered)
        with pytest.raises(StorageError) as caught:
            open_file(full, keyboard, PASSPHRASE)
        assert caught.value.cause is Cause.DAMAGED
        assert full.read_bytes() == altered


@pytest.mark.parametrize("size", [0, 100, 4096 * 3, -1])
def test_a_protected_file_that_is_cut_is_damaged(size, full, keyboard):
    protect(full, protection())
    content = full.read_bytes()
    full.write_bytes(content[:size])
    with pytest.raises(StorageError) as caught:
        open_file(full, keyboard, PASSPHRASE)
    assert caught.value.cause is Cause.DAMAGED


def test_a_protected_file_of_a_newer_version_is_refused_untouched(full, keyboard):
    key = protect(full, protection())
    with closing(connect(full, key)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = full.read_bytes()
    with pytest.raises(StorageError) as caught:
        open_file(full, keyboard, PASSPHRASE)
    assert caught.value.cause is Cause.NEWER
    assert full.read_bytes() == before


def test_everything_about_a_protected_file_is_for_its_owner_alone(tmp_path, keyboard, home):
    before = os.umask(0)
    try:
        folder = tmp_path / "all"
        folder.mkdir(mode=0o700)
        path = protected(folder / "own.engagement", keyboard)
        with open_file(path, keyboard, PASSPHRASE) as file:
            backup.make(path, backup.folder_of(path), key=file.key)
    finally:
        os.umask(before)
    made = [*folder.rglob("*"), *home.rglob("*")]
    assert len(made) >= 7
    for each in made:
        assert each.stat().st_mode & 0o777 == (0o700 if each.is_dir() else 0o600), each


def test_the_recovery_code_of_a_protected_file_is_a_way_in(full):
    protect(full, protection())
    assert unlocked_by_code(full, CODE)


def test_nobody_is_alone_with_a_file_that_was_replaced_while_they_waited(full, monkeypatch):
    """Else they had the right to write to the old one, and others wrote to the new one."""
    other = full.with_name("other")
    other.write_bytes(full.read_bytes())

    def connected_before(path, key):
        connection = connect(path, key)
        os.replace(other, path)
        return connection

    monkeypatch.setattr(protecting, "connect", connected_before)
    with pytest.raises(StorageError) as caught, protecting.alone(full, None):
        pass
    assert caught.value.cause is Cause.MOVED


def test_a_file_that_is_protected_while_it_is_opened_is_told_as_replaced(
    full, keyboard, monkeypatch
):
    """Not as damaged: nobody is to turn to a backup for that."""

    def looked_before(path, key=None):
        protected_by_then = look(path, key)
        protect(path, protection())
        return protected_by_then

    monkeypatch.setattr(datafile, "look", looked_before)
    with pytest.raises(StorageError) as caught:
        open_file(full, keyboard)
    assert caught.value.cause is Cause.MOVED
