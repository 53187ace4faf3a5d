"""Slots of this vault that a stranger put there, well-formed and newer than all others.

Who knows the passphrase or the code comes in all the same, and nothing genuine is written over; an
old passphrase does not come back by any mixture of old and forged.
"""

import secrets
from dataclasses import replace

import pytest

from engagement_app.errors import Cause, StorageError
from engagement_app.store import backup, protecting
from engagement_app.store.datafile import open_file
from engagement_app.store.keys import ways
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.places import beside
from engagement_app.store.keys.recovery_code import new_code
from engagement_app.store.keys.slots import PASSPHRASE as BY_PASSPHRASE
from engagement_app.store.keys.slots import Slots, read, written
from engagement_app.store.keys.unlocking import (
    change_code,
    change_passphrase,
    first_way,
    recover,
    slots_of,
    unlocked,
    unlocked_by_code,
    use_the_keyring,
)
from engagement_app.store.keys.ways import Protection
from tests.store.keys import keyrings
from tests.store.keys.cheap import CHEAP, CODE, PASSPHRASE, protected
from tests.store.keys.waiting import let_pass

EVIL, EVIL_CODE = "words of a stranger", new_code()
FAR = 10**6
"""A revision that nobody comes to."""


@pytest.fixture
def path(tmp_path, keyboard):
    (tmp_path / "hall").mkdir()
    return protected(tmp_path / "hall" / "notes.engagement", keyboard)


@pytest.fixture
def vault(path):
    return slots_of(path).vault


def forged(vault, revision=FAR):
    """Slots of somebody who knows the vault, which the file begins with, and no key of it."""
    stranger = DataKey(vault, secrets.token_bytes(32))
    made = ways.laid_out(stranger, Protection(EVIL, EVIL_CODE, CHEAP))
    return replace(made, revision=revision).proved(stranger)


def in_a_file_of_their_own(path, content, _home):
    path.with_name("a.keys").write_bytes(content)


def in_place_of_those_beside(path, content, _home):
    beside(path).write_bytes(content)


def everywhere_but_in_the_config_folder(path, content, _home):
    for each in path.parent.rglob("*.keys"):
        each.write_bytes(content)


def in_the_config_folder_alone(path, content, home):
    for each in home.rglob("*.keys"):
        each.write_bytes(content)


PLACES = [
    in_a_file_of_their_own,
    in_place_of_those_beside,
    everywhere_but_in_the_config_folder,
    in_the_config_folder_alone,
]


def genuine_everywhere(path, home, wanted):
    found = [*path.parent.rglob("*.keys"), *home.rglob("*.keys")]
    return len(found) >= 2 and {each.read_bytes() for each in found} == {wanted}


@pytest.mark.parametrize("way", ["passphrase", "code"])
@pytest.mark.parametrize("put", PLACES)
def test_who_knows_the_passphrase_or_the_code_comes_in_and_all_is_put_right(
    put, way, path, vault, home, keyboard
):
    backup.make(path, backup.folder_of(path), key=unlocked(path, PASSPHRASE))
    wanted = beside(path).read_bytes()
    put(path, written(forged(vault)), home)
    key = unlocked(path, PASSPHRASE) if way == "passphrase" else unlocked_by_code(path, CODE)
    assert genuine_everywhere(path, home, wanted)
    with open_file(path, keyboard, key=key) as file, file.reading():
        pass


@pytest.mark.parametrize("put", PLACES)
def test_the_strangers_own_words_open_nothing_and_nothing_is_written(put, path, vault, home):
    put(path, written(forged(vault)), home)
    before = {each: each.read_bytes() for each in path.parent.rglob("*.keys")}
    for ask, words in ((unlocked, EVIL), (unlocked_by_code, EVIL_CODE)):
        key = ask(path, words)
        with pytest.raises(StorageError) as caught:
            open_file(path, None, key=key)
        assert caught.value.cause is Cause.DAMAGED
    assert before == {each: each.read_bytes() for each in path.parent.rglob("*.keys")}
    unlocked(path, PASSPHRASE)
    unlocked_by_code(path, CODE)


def test_many_forged_ones_do_not_hide_those_in_the_config_folder(path, vault):
    for each in range(40):
        path.with_name(f"a{each}.keys").write_bytes(written(forged(vault, FAR + each)))
    beside(path).write_bytes(written(forged(vault, FAR - 1)))
    assert unlocked(path, PASSPHRASE)


def test_a_wrong_passphrase_is_tried_in_few_of_many(path, vault, monkeypatch):
    for each in range(40):
        path.with_name(f"a{each}.keys").write_bytes(written(forged(vault, FAR + each)))
    tried = []
    really = ways.from_passphrase
    monkeypatch.setattr(ways, "from_passphrase", lambda *how: tried.append(1) or really(*how))
    with pytest.raises(StorageError, match="not the passphrase"):
        unlocked(path, "wrong")
    assert len(tried) == 4


def old_and_new(path):
    """The slots with the passphrase of before, and those of now that stand everywhere."""
    old = read(beside(path).read_bytes()).slots
    change_passphrase(path, unlocked(path, PASSPHRASE), "newer words", CHEAP)
    return old, read(beside(path).read_bytes()).slots


def put_back(path, old, _new, _vault):
    beside(path).write_bytes(written(old))


def put_back_with_forged_ones_above(path, old, _new, vault):
    beside(path).write_bytes(written(old))
    for each in range(9):
        path.with_name(f"a{each}.keys").write_bytes(written(forged(vault, FAR + each)))


def said_to_be_newer(path, old, _new, _vault):
    beside(path).write_bytes(written(replace(old, revision=FAR)))


def said_to_be_newer_without_a_proof(path, old, _new, _vault):
    beside(path).write_bytes(written(replace(old, revision=FAR, proof=b"")))


def the_old_slot_among_the_new_ones(path, old, new, _vault):
    mixed = {**new.by_kind, BY_PASSPHRASE: old.by_kind[BY_PASSPHRASE]}
    beside(path).write_bytes(written(replace(new, revision=FAR, by_kind=mixed)))


MIXTURES = [
    put_back,
    put_back_with_forged_ones_above,
    said_to_be_newer,
    said_to_be_newer_without_a_proof,
    the_old_slot_among_the_new_ones,
]


@pytest.mark.parametrize("mix", MIXTURES)
def test_an_old_passphrase_comes_back_by_no_mixture(mix, path, vault):
    old, new = old_and_new(path)
    mix(path, old, new, vault)
    with pytest.raises(StorageError, match="not the passphrase"):
        unlocked(path, PASSPHRASE)
    let_pass(path)
    assert unlocked(path, "newer words")
    assert read(beside(path).read_bytes()).slots == new


def test_an_old_code_comes_back_by_none_either(path, vault):
    old = read(beside(path).read_bytes()).slots
    newer = new_code()
    change_code(path, unlocked(path, PASSPHRASE), newer)
    beside(path).write_bytes(written(replace(old, revision=FAR)))
    path.with_name("a.keys").write_bytes(written(forged(vault, FAR + 1)))
    with pytest.raises(StorageError, match="older one"):
        unlocked_by_code(path, CODE)
    let_pass(path)
    assert unlocked_by_code(path, newer)


def test_a_changed_passphrase_leaves_the_code_and_a_changed_code_the_passphrase(path, vault):
    """Beside forged slots too: what is not changed is taken over from the genuine ones."""
    key = unlocked(path, PASSPHRASE)
    path.with_name("a.keys").write_bytes(written(forged(vault)))
    change_passphrase(path, key.copy(), "newer words", CHEAP)
    assert unlocked_by_code(path, CODE)
    newer = new_code()
    path.with_name("a.keys").write_bytes(written(forged(vault)))
    change_code(path, key.copy(), newer)
    assert unlocked(path, "newer words")
    path.with_name("a.keys").write_bytes(written(forged(vault)))
    recover(path, newer, "remembered now", CHEAP)
    assert unlocked(path, "remembered now")
    assert unlocked_by_code(path, newer)


def test_a_backup_a_restore_and_a_new_key_carry_the_genuine_ones(path, vault, keyboard):
    key = unlocked(path, PASSPHRASE)
    wanted = beside(path).read_bytes()
    path.with_name("a.keys").write_bytes(written(forged(vault)))
    copy = backup.make(path, backup.folder_of(path), key=key)
    assert beside(copy).read_bytes() == wanted
    from engagement_app.domain.with_backup import restore

    restore(path, copy, (key, key))
    assert beside(path).read_bytes() == wanted
    protecting.renew(path, key, Protection("after", new_code(), CHEAP))
    assert unlocked(path, "after")


def test_the_keyring_opens_its_file_beside_a_forged_passphrase(path, vault, use_keyring):
    use_keyring(keyrings.Working())
    key = unlocked(path, PASSPHRASE)
    assert use_the_keyring(path, key)
    path.with_name("a.keys").write_bytes(written(forged(vault)))
    assert first_way(path, key) == "keyring"
    assert unlocked(path)
    assert path.with_name("a.keys").read_bytes() != written(forged(vault))


def test_a_passphrase_opens_its_file_beside_forged_slots_without_one(path, vault, use_keyring):
    use_keyring(keyrings.Working())
    stranger = DataKey(vault, secrets.token_bytes(32))
    none = ways.with_code(Slots.none_yet(vault), stranger, EVIL_CODE)
    path.with_name("a.keys").write_bytes(written(replace(none, revision=FAR).proved(stranger)))
    assert unlocked(path, PASSPHRASE)


def test_slots_of_before_there_were_proofs_open_and_get_theirs(path, home):
    plain = written(replace(slots_of(path), proof=b""))
    proved = beside(path).read_bytes()
    assert b"proof" not in plain
    for each in (beside(path), *home.rglob("*.keys")):
        each.write_bytes(plain)
    assert unlocked_by_code(path, CODE)
    assert genuine_everywhere(path, home, proved)


def test_of_two_without_a_proof_the_newer_counts(path, home):
    old, new = old_and_new(path)
    for each in (beside(path), *home.rglob("*.keys")):
        each.write_bytes(written(replace(new, proof=b"")))
    path.with_name("a.keys").write_bytes(written(replace(old, proof=b"")))
    with pytest.raises(StorageError, match="not the passphrase"):
        unlocked(path, PASSPHRASE)


def test_of_a_file_whose_first_page_is_damaged_the_key_is_had_and_nothing_is_written(path, vault):
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    path.with_name("a.keys").write_bytes(written(forged(vault)))
    before = {each: each.read_bytes() for each in path.parent.rglob("*.keys")}
    assert unlocked(path, PASSPHRASE).vault == vault
    assert before == {each: each.read_bytes() for each in path.parent.rglob("*.keys")}
