"""The system's keyring opens a file without a passphrase; one that fails stops nobody."""

import errno
import time

import pytest

from engagement_app.errors import StorageError
from engagement_app.store import backup, protecting
from engagement_app.store.datafile import open_file
from engagement_app.store.header import is_protected
from engagement_app.store.keys import os_keyring
from engagement_app.store.keys.unlocking import (
    change_passphrase,
    slots_of,
    unlocked,
    unlocked_by_code,
    use_the_keyring,
)
from tests.store.keys import keyrings
from tests.store.keys.cheap import CHEAP, CODE, PASSPHRASE, protected, protection

pytestmark = pytest.mark.thorough

BAD = ["Missing", "Locked", "Raising", "Hanging", "Plain", "Forgetful"]


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch):
    """The hanging one is waited for no longer than a test may take."""
    really = os_keyring._asked
    monkeypatch.setattr(os_keyring, "_asked", lambda ask, wait: really(ask, min(wait, 0.2)))


@pytest.fixture
def without_passphrase(tmp_path, keyboard, use_keyring):
    working = keyrings.Working()
    use_keyring(working)
    return protected(tmp_path / "notes.engagement", keyboard, ""), working


def test_without_a_passphrase_the_keyring_opens_the_file(without_passphrase, keyboard):
    path, _working = without_passphrase
    with open_file(path, keyboard) as file:
        assert file.key


def test_what_the_keyring_holds_is_not_the_key_of_the_file(without_passphrase):
    path, working = without_passphrase
    [held] = working.kept.values()
    key = unlocked(path)
    assert key.secret.hex() not in held
    assert os_keyring.fetched(key.vault) != key.secret


@pytest.mark.parametrize("kind", BAD)
def test_a_keyring_that_fails_leaves_the_recovery_code(kind, without_passphrase, use_keyring):
    path, _working = without_passphrase
    use_keyring(getattr(keyrings, kind)())
    began = time.monotonic()
    with pytest.raises(StorageError):
        unlocked(path)
    assert time.monotonic() - began < 30, "one of them answers after a minute"
    assert unlocked_by_code(path, CODE)


@pytest.mark.parametrize("kind", BAD)
def test_a_keyring_that_fails_is_not_relied_on(kind, tmp_path, keyboard, use_keyring):
    use_keyring(getattr(keyrings, kind)())
    path = protected(tmp_path / "own.engagement", keyboard, "")
    assert not slots_of(path).has("keyring")
    assert not use_the_keyring(path, unlocked_by_code(path, CODE))
    with open_file(protected(tmp_path / "two.engagement", keyboard), keyboard, PASSPHRASE):
        pass


def test_a_passphrase_that_is_set_later_takes_the_keyring_out(without_passphrase, keyboard):
    path, working = without_passphrase
    change_passphrase(path, unlocked(path), PASSPHRASE, CHEAP)
    assert working.kept == {}
    with pytest.raises(StorageError):
        open_file(path, keyboard)
    with open_file(path, keyboard, PASSPHRASE):
        pass


def test_a_passphrase_is_given_up_for_the_keyring(tmp_path, keyboard, use_keyring):
    use_keyring(keyrings.Working())
    path = protected(tmp_path / "notes.engagement", keyboard)
    assert use_the_keyring(path, unlocked(path, PASSPHRASE))
    with open_file(path, keyboard):
        pass
    with open_file(path, keyboard, "any passphrase at all"):
        pass


def test_on_another_account_a_file_without_passphrase_says_what_opens_it(
    without_passphrase,
    use_keyring,
):
    path, _working = without_passphrase
    use_keyring(keyrings.Working())
    with pytest.raises(StorageError, match=r"has no passphrase.*recovery code"):
        unlocked(path, PASSPHRASE)


def test_backups_of_a_file_that_is_unprotected_since_still_open(without_passphrase, keyboard):
    path, _working = without_passphrase
    with open_file(path, keyboard) as file:
        copy = backup.make(path, backup.folder_of(path), key=file.key)
    protecting.unprotect(path, unlocked(path))
    assert not is_protected(path)
    assert unlocked(copy)


def test_a_key_under_which_no_file_was_written_is_not_kept(data_path, use_keyring, monkeypatch):
    working = keyrings.Working()
    use_keyring(working)

    def full(*_):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(protecting, "copy_under", full)
    with pytest.raises(StorageError):
        protecting.protect(data_path, protection(""))
    assert working.kept == {}
