"""Whoever was wrong waits before the next passphrase or code of that file is tried, by any way."""

import os
import shutil

import pytest

from engagement_app.errors import Cause, StorageError
from engagement_app.store.datafile import open_file
from engagement_app.store.keys.places import beside
from engagement_app.store.keys.recovery_code import new_code
from engagement_app.store.keys.unlocking import (
    recover,
    seconds_to_wait,
    slots_of,
    unlocked,
    unlocked_by_code,
)
from tests.store.keys import keyrings
from tests.store.keys.cheap import CHEAP, CODE, PASSPHRASE, protected
from tests.store.keys.waiting import let_pass


@pytest.fixture
def path(tmp_path, keyboard):
    return protected(tmp_path / "notes.engagement", keyboard)


def guess(path, passphrase="wrong"):
    with pytest.raises(StorageError) as caught:
        unlocked(path, passphrase)
    assert caught.value.cause is Cause.PROTECTED
    return str(caught.value)


def wrong(path, times):
    """So many wrong ones, each after the wait for the one before; no time passes after the last."""
    for _each in range(times):
        let_pass(path)
        assert "not the passphrase" in guess(path)


@pytest.mark.parametrize(("times", "seconds"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (9, 60)])
def test_each_wrong_passphrase_makes_the_next_try_wait_longer(times, seconds, path):
    wrong(path, times)
    assert seconds_to_wait(path) in (seconds - 1, seconds)
    let_pass(path, seconds)
    assert seconds_to_wait(path) == 0


def test_while_one_waits_the_right_one_is_refused_too_and_told_for_how_long(path):
    wrong(path, 5)
    left = seconds_to_wait(path)
    for ask in (
        lambda: unlocked(path, PASSPHRASE),
        lambda: unlocked_by_code(path, CODE),
        lambda: recover(path, CODE, "new words", CHEAP),
    ):
        with pytest.raises(StorageError, match=f"Wait ({left}|{left - 1}) seconds") as caught:
            ask()
        assert caught.value.cause is Cause.PROTECTED
    assert slots_of(path).revision == 2, "no passphrase was set"
    let_pass(path, left)
    assert unlocked(path, PASSPHRASE)


def test_what_comes_too_soon_is_not_tried_and_makes_nobody_wait_longer(path):
    wrong(path, 4)
    for _each in range(20):
        assert "nothing was tried" in guess(path)
    let_pass(path, 8)
    assert unlocked(path, PASSPHRASE)


def test_a_wrong_code_counts_as_a_wrong_passphrase_does(path):
    for _each in range(4):
        let_pass(path)
        with pytest.raises(StorageError, match="another file"):
            unlocked_by_code(path, new_code())
    assert seconds_to_wait(path) in (7, 8)


def test_once_the_file_was_open_nobody_waits(path, keyboard):
    wrong(path, 7)
    let_pass(path)
    open_file(path, keyboard, PASSPHRASE).close()
    assert "not the passphrase" in guess(path)
    assert seconds_to_wait(path) in (0, 1)


def test_another_file_is_tried_at_once(path, tmp_path, keyboard):
    other = protected(tmp_path / "other.engagement", keyboard)
    wrong(path, 7)
    assert seconds_to_wait(other) == 0
    assert unlocked(other, PASSPHRASE)


def test_a_copy_of_the_file_is_no_way_past_the_wait(path, tmp_path):
    wrong(path, 7)
    copy = shutil.copy(path, tmp_path / "copy.engagement")
    shutil.copy(beside(path), beside(copy))
    assert "nothing was tried" in guess(copy, PASSPHRASE)


def test_the_keyring_is_no_guess_and_is_asked_at_once(tmp_path, keyboard, use_keyring):
    use_keyring(keyrings.Working())
    path = protected(tmp_path / "own.engagement", keyboard, "")
    for _each in range(7):
        let_pass(path)
        with pytest.raises(StorageError):
            unlocked_by_code(path, new_code())
    assert seconds_to_wait(path) > 50
    assert unlocked(path)


def test_a_file_that_is_gone_has_no_wait(path):
    wrong(path, 7)
    os.remove(path)
    assert seconds_to_wait(path) == 0
