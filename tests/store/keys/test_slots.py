"""Three ways to one key; each slot file is whole, or another copy is used."""

import hashlib
import json
import os
import shutil

import pytest

from engagement_app.errors import Cause, StorageError, UserError
from engagement_app.store import backup, place
from engagement_app.store.datafile import open_file
from engagement_app.store.keys import ways
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.places import beside, find
from engagement_app.store.keys.recovery_code import new_code
from engagement_app.store.keys.slots import read, written
from engagement_app.store.keys.unlocking import (
    change_code,
    change_passphrase,
    recover,
    slots_of,
    unlocked,
    unlocked_by_code,
)
from engagement_app.store.keys.wrapping import Cost
from tests.store.keys.cheap import CHEAP, CODE, PASSPHRASE, protected, protection
from tests.store.keys.waiting import let_pass

pytestmark = pytest.mark.thorough


@pytest.fixture
def path(tmp_path, keyboard):
    return protected(tmp_path / "hall" / "notes.engagement", keyboard)


@pytest.fixture(autouse=True)
def hall(tmp_path):
    (tmp_path / "hall").mkdir()


def slot_files(path, home):
    return sorted([beside(path), *home.rglob("*.keys")])


def opens(path, keyboard, passphrase=PASSPHRASE):
    with open_file(path, keyboard, passphrase) as file, file.reading():
        return True


def test_a_protected_file_opens_with_its_passphrase_and_with_its_code(path, keyboard):
    assert opens(path, keyboard)
    with open_file(path, keyboard, key=unlocked_by_code(path, CODE.lower())) as file:
        assert file.key


def test_the_file_is_no_sqlite_file_and_begins_with_its_vault(path):
    slots = slots_of(path)
    assert not path.read_bytes().startswith(b"SQLite format 3")
    assert path.read_bytes()[:16].hex() == slots.vault.replace("-", "")


@pytest.mark.parametrize("passphrase", ["wrong", PASSPHRASE + " ", PASSPHRASE.upper()])
def test_a_wrong_passphrase_is_refused_and_nothing_changed(path, keyboard, passphrase, capfd):
    before = path.read_bytes()
    with pytest.raises(StorageError, match="not the passphrase of notes") as caught:
        open_file(path, keyboard, passphrase)
    assert caught.value.cause is Cause.PROTECTED
    assert path.read_bytes() == before
    assert capfd.readouterr() == ("", "")


def test_without_a_passphrase_it_is_said_how_to_give_one(path, keyboard):
    with pytest.raises(StorageError, match="--passphrase-file") as caught:
        open_file(path, keyboard)
    assert caught.value.cause is Cause.PROTECTED


def test_the_code_of_another_file_is_refused(path):
    with pytest.raises(StorageError, match="another file"):
        unlocked_by_code(path, new_code())


ODD = [
    "é",
    "'\"; drop table person; --",
    "🔑 schlüssel 钥匙",
    "x" * 1000,
    "  leading blanks",
    "\0\n\t",
    "%s {0} \\",
]


@pytest.mark.parametrize("passphrase", ODD, ids=range(len(ODD)))
def test_any_text_is_a_passphrase(passphrase, tmp_path, keyboard):
    odd = protected(tmp_path / "odd.engagement", keyboard, passphrase)
    assert opens(odd, keyboard, passphrase)
    with pytest.raises(StorageError):
        open_file(odd, keyboard, passphrase + "x")


def test_a_letter_may_be_typed_in_one_piece_or_in_two(tmp_path, keyboard):
    composed, decomposed = "caf\u00e9", "cafe\u0301"
    assert opens(protected(tmp_path / "a.engagement", keyboard, composed), keyboard, decomposed)
    assert opens(protected(tmp_path / "b.engagement", keyboard, decomposed), keyboard, composed)


def test_an_empty_passphrase_is_refused(path, keyboard):
    with pytest.raises(UserError, match="empty"):
        open_file(path, keyboard, "")
    with pytest.raises(UserError, match="empty"):
        change_passphrase(path, unlocked(path, PASSPHRASE), "", CHEAP)
    assert opens(path, keyboard)


def test_the_passphrase_is_changed_and_the_file_is_not_written(path, keyboard):
    before = path.read_bytes()
    change_passphrase(path, unlocked(path, PASSPHRASE), "another", CHEAP)
    assert path.read_bytes() == before
    assert opens(path, keyboard, "another")
    with pytest.raises(StorageError):
        open_file(path, keyboard, PASSPHRASE)
    let_pass(path)
    unlocked_by_code(path, CODE)


def test_the_recovery_code_is_changed(path):
    newer = new_code()
    change_code(path, unlocked(path, PASSPHRASE), newer)
    unlocked_by_code(path, newer)
    unlocked(path, PASSPHRASE)
    with pytest.raises(StorageError, match="older one"):
        unlocked_by_code(path, CODE)


def test_the_recovery_code_sets_a_new_passphrase(path, keyboard):
    recover(path, CODE.replace("-", " "), "remembered now", CHEAP)
    assert opens(path, keyboard, "remembered now")


def test_there_are_three_copies_and_each_alone_is_enough(path, keyboard, home):
    with open_file(path, keyboard, PASSPHRASE) as file:
        copy = backup.make(path, backup.folder_of(path), key=file.key)
    places = [*slot_files(path, home), beside(copy)]
    assert len(places) == 3
    assert len({each.read_bytes() for each in places}) == 1
    for kept in places:
        content = kept.read_bytes()
        for each in places:
            each.unlink(missing_ok=True)
        kept.write_bytes(content)
        assert opens(path, keyboard)
        assert beside(path).read_bytes() == content
        shutil.copy(beside(path), beside(copy))


def noise(content):
    return os.urandom(len(content))


def another_vault(_content):
    other = DataKey.fresh()
    return written(ways.laid_out(other, protection()))


SPOILT = {
    "empty": lambda content: b"",
    "cut": lambda content: content[:200],
    "noise": noise,
    "one letter altered": lambda content: content.replace(b'"sealed": "', b'"sealed": "A', 1),
    "deep": lambda content: b"[" * 100_000,
    "of another file": another_vault,
    "not an object": lambda content: b"[1, 2]",
    "no end of revisions": lambda content: altered(content, revision=float("inf")),
    "no salt": lambda content: altered(content, salt=""),
    "a short nonce": lambda content: altered(content, nonce="AAAA"),
    "too little memory": lambda content: altered(content, cost=[1, 1, 4]),
    "more memory than there is": lambda content: altered(content, cost=[1 << 20, 1, 1]),
    "memory without end": lambda content: altered(content, cost=[float("inf"), 1, 1]),
}


def altered(content, revision=1000, **values):
    """Slots of this vault that say they are the newest, with a digest that fits."""
    told = json.loads(content)
    told["revision"] = revision
    told["slots"]["passphrase"].update(values)
    del told["digest"]
    plain = json.dumps(told, sort_keys=True).encode()
    return json.dumps({**told, "digest": hashlib.sha256(plain).hexdigest()}).encode()


@pytest.mark.parametrize("how", SPOILT)
def test_a_damaged_slot_file_is_put_right_from_another_copy(path, keyboard, how):
    whole = beside(path).read_bytes()
    beside(path).write_bytes(SPOILT[how](whole))
    assert opens(path, keyboard)
    assert beside(path).read_bytes() == whole


def test_where_all_copies_are_damaged_what_is_left_of_one_still_opens(path, keyboard, home):
    told = json.loads(beside(path).read_bytes())
    told["slots"]["passphrase"]["sealed"] = "damaged"
    for each in slot_files(path, home):
        each.write_text(json.dumps(told))
    with pytest.raises(StorageError):
        open_file(path, keyboard, PASSPHRASE)
    with open_file(path, keyboard, key=unlocked_by_code(path, CODE)):
        pass
    assert not read(beside(path).read_bytes()).slots.has("passphrase")


def test_a_file_without_any_slots_is_refused_and_left_as_it_is(path, keyboard, home):
    for each in slot_files(path, home):
        each.unlink()
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"notes\.engagement\.keys are missing") as caught:
        open_file(path, keyboard, PASSPHRASE)
    assert caught.value.cause is Cause.NOT_OURS
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_renamed_file_is_opened_by_the_slots_that_lie_there_under_the_old_name(
    path, keyboard, home
):
    shutil.rmtree(place.config_folder())
    moved = path.rename(path.with_name("renamed.engagement"))
    assert opens(moved, keyboard)
    assert beside(moved).exists()


def test_a_slot_that_asks_for_the_whole_machine_is_no_slot(path):
    told = json.loads(beside(path).read_bytes())
    told["slots"]["passphrase"]["cost"] = [1 << 32, 1000, 1]
    found = read(json.dumps(told).encode())
    assert not found.is_whole
    assert not found.slots.has("passphrase")
    assert found.slots.has("recovery")


def test_a_slot_opens_nothing_in_another_vault(path):
    one, other = slots_of(path), DataKey.fresh()
    moved = ways.laid_out(other, protection()).changed(other, passphrase=one.by_kind["passphrase"])
    assert ways.by_passphrase(moved, PASSPHRASE) is None


def test_a_passphrase_costs_as_much_as_it_should_unless_a_test_says_otherwise():
    assert ways.Protection("x").cost == Cost(memory_kib=65536, passes=3, lanes=4)


def test_a_key_is_not_shown_and_can_be_dropped(path):
    key = unlocked(path, PASSPHRASE)
    assert key.secret.hex() not in repr(key)
    key.close()
    key.close()
    with pytest.raises(RuntimeError):
        key.raw()


def test_a_closed_file_has_dropped_its_key(path, keyboard):
    file = open_file(path, keyboard, PASSPHRASE)
    file.close()
    with pytest.raises(RuntimeError):
        file.key.raw()


def test_an_old_copy_of_the_slots_does_not_bring_an_old_passphrase_back(path, keyboard):
    old = beside(path).read_bytes()
    change_passphrase(path, unlocked(path, PASSPHRASE), "another", CHEAP)
    beside(path).write_bytes(old)
    with pytest.raises(StorageError):
        open_file(path, keyboard, PASSPHRASE)
    let_pass(path)
    assert opens(path, keyboard, "another")
    assert find(path, slots_of(path).vault).revision == 3
    assert beside(path).read_bytes() != old


@pytest.mark.parametrize("how", SPOILT)
def test_where_all_copies_are_so_the_code_opens_or_it_is_said_why_not(path, keyboard, home, how):
    spoilt = SPOILT[how](beside(path).read_bytes())
    for each in slot_files(path, home):
        each.write_bytes(spoilt)
    with pytest.raises(StorageError):
        open_file(path, keyboard, PASSPHRASE)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_is_no_file_beside_them_is_not_waited_for(path, keyboard):
    os.mkfifo(path.with_name("pipe.keys"))
    assert opens(path, keyboard)
