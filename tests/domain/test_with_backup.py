"""What changes much at once is done after a backup, and not at all where none can be made."""

import json
import shutil

import pytest

from engagement_app.domain import acts, with_backup
from engagement_app.domain.people import PersonInput
from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.store import backup, reserve
from engagement_app.store.copies import list_copies
from engagement_app.store.datafile import open_file
from engagement_app.store.engine import connect
from engagement_app.store.keys.data_key import vault_of
from engagement_app.store.manifest import manifest_path
from tests.store.keys.cheap import protection

pytestmark = pytest.mark.thorough


def copies_of(path):
    return list_copies(path, [backup.folder_of(path)])


def vaults(path):
    found = []
    for copy in copies_of(path):
        with copy.path.open("rb") as file:
            found.append(vault_of(file.read(16)))
    return found


@pytest.fixture
def town(data_file, event):
    """A file with one person; closed."""
    with data_file.writing("test") as session:
        acts.add(session, PersonInput.parse(given_name="Ann"))
    data_file.close()
    return data_file.path


def test_protecting_leaves_one_backup_and_that_is_under_the_new_key(town):
    key = with_backup.protect(town, protection())
    assert vaults(town) == [key.vault]


def test_while_it_is_protected_there_is_a_backup_of_what_was(town, monkeypatch):
    seen = []

    def cut_off(path, _protection):
        seen.extend(copy.live("person") for copy in copies_of(path))
        raise StorageError("The disk failed.", Cause.FAILED)

    monkeypatch.setattr(with_backup.protecting, "protect", cut_off)
    with pytest.raises(StorageError):
        with_backup.protect(town, protection())
    assert seen == [1]
    assert len(copies_of(town)) == 1


def test_a_new_key_leaves_no_backup_that_was_made_for_it_under_the_old_one(town, keyboard):
    old = with_backup.protect(town, protection())
    with open_file(town, keyboard, key=old.copy()) as file, file.writing("test") as session:
        acts.add(session, PersonInput.parse(given_name="Bo"))
    new = with_backup.renew(town, old, protection("other words"))
    assert sorted(vaults(town)) == sorted([old.vault, new.vault])
    assert copies_of(town)[0].live("person") == 2


def test_taking_the_protection_away_is_done_after_a_backup_that_is_protected(town):
    key = with_backup.protect(town, protection())
    shutil.rmtree(backup.folder_of(town))
    with_backup.unprotect(town, key.copy())
    assert vaults(town) == [key.vault]


def test_a_file_that_is_protected_already_is_told_of_and_nothing_is_made(town):
    with_backup.protect(town, protection())
    before = vaults(town)
    with pytest.raises(UserError, match="protected already"):
        with_backup.protect(town, protection())
    assert vaults(town) == before


def test_a_restore_is_done_after_a_backup_and_removes_none_of_the_older_ones(town, keyboard):
    first = backup.make(town, backup.folder_of(town))
    beside = manifest_path(first)
    written = json.loads(beside.read_text()) | {"made_at": "2020-01-01T00:00:00Z", "number": 0}
    beside.write_text(json.dumps(written))
    backup.make(town, backup.folder_of(town))
    with open_file(town, keyboard) as file, file.writing("test") as session:
        acts.add(session, PersonInput.parse(given_name="Bo"))
    done = with_backup.restore(town, first, (None, None))
    assert (done.before.people, done.after.people) == (2, 1)
    assert first.exists()
    assert copies_of(town)[0].live("person") == 2


def test_a_damaged_file_is_restored_without_a_backup_of_it(town):
    copy = backup.make(town, backup.folder_of(town))
    connection = connect(town)
    connection.execute("UPDATE person SET given_name = 'Eve'")
    connection.close()
    assert with_backup.restore(town, copy, (None, None)).folder is not None
    assert len(copies_of(town)) == 1


def test_what_is_written_meanwhile_is_in_no_backup_before_its_commit(town, keyboard):
    with open_file(town, keyboard) as file, file.writing("import") as session:
        acts.add(session, PersonInput.parse(given_name="Bo"))
        with_backup.before_commit(file)
        assert [copy.live("person") for copy in copies_of(town)] == [1]


def test_a_backup_that_fails_takes_back_what_was_to_be_imported(town, keyboard, monkeypatch):
    def full(*_words, **_more):
        raise StorageError("The disk is full.", Cause.FULL)

    monkeypatch.setattr(with_backup, "back_up_if_changed", full)

    def take_in(file):
        with file.writing("import") as session:
            acts.add(session, PersonInput.parse(given_name="Bo"))
            with_backup.before_commit(file)

    with open_file(town, keyboard) as file:
        with pytest.raises(StorageError):
            take_in(file)
        with file.reading() as session:
            assert len(session.connection().exec_driver_sql("SELECT 1 FROM person").all()) == 1


def test_one_backup_serves_for_merges_within_ten_minutes(town, keyboard):
    with open_file(town, keyboard) as file:
        with_backup.before_merge(file)
        with file.writing("test") as session:
            acts.add(session, PersonInput.parse(given_name="Bo"))
        with_backup.before_merge(file)
        assert len(copies_of(town)) == 1
        beside = manifest_path(copies_of(town)[0].path)
        written = json.loads(beside.read_text()) | {"made_at": "2026-01-01T00:00:00Z"}
        beside.write_text(json.dumps(written))
        with_backup.before_merge(file)
        assert len(copies_of(town)) == 2


def test_nothing_is_merged_or_imported_where_there_is_little_room(town, keyboard, monkeypatch):
    monkeypatch.setattr(reserve, "free_bytes", lambda _path: reserve.LITTLE - 1)
    with open_file(town, keyboard) as file:
        for before in (with_backup.before_merge, with_backup.before_import):
            with pytest.raises(StorageError, match="nothing was imported or merged") as caught:
                before(file)
            assert caught.value.cause is Cause.FULL
    assert copies_of(town) == []
