"""No byte of a name lies outside a protected file's encryption; `plaintext.py` is the script."""

import os
import shutil
from contextlib import closing

import pytest

from engagement_app.errors import StorageError
from engagement_app.store.datafile import open_file
from engagement_app.store.engine import connect
from engagement_app.store.keys.places import beside
from engagement_app.store.keys.unlocking import unlocked
from tests.faults.plaintext import (
    MARKER,
    PASSPHRASE,
    Unsealed,
    campaign,
    of_bundles,
    sign_in,
)
from tests.faults.tried_files import KINDS
from tests.store.keys.cheap import protected
from tests.store.keys.waiting import let_pass

pytestmark = pytest.mark.thorough


@pytest.fixture(autouse=True)
def put_back(monkeypatch):
    """The campaign moves home and the like; what was there before comes back."""
    for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, os.environ.get(name, "/nowhere"))


def test_a_name_is_found_nowhere_in_the_world_of_a_protected_file(tmp_path):
    looks, found = campaign(tmp_path, PASSPHRASE)
    assert looks == 11
    assert found == []


def test_it_would_be_found_in_that_of_an_unprotected_one(tmp_path):
    _looks, found = campaign(tmp_path, None)
    assert any(MARKER in each for each in found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_is_found_in_no_bundle(kind, tmp_path):
    assert of_bundles(tmp_path, protected=KINDS[kind]) == (3, [])


def test_it_would_be_found_in_one_that_is_packed_and_not_sealed(tmp_path):
    _looks, found = of_bundles(tmp_path, protected=True, cipher=Unsealed)
    assert {each.partition(": ")[2] for each in found} >= {MARKER, "bench"}


def test_wrong_passphrases_on_a_file_with_a_hot_journal_cost_nothing(tmp_path, keyboard):
    """The journal of an act that was cut off: it is undone by whoever has the key, and by nobody
    else."""
    path = protected(tmp_path / "notes.engagement", keyboard, PASSPHRASE)
    sign_in(path, PASSPHRASE, 60)
    cut_off = tmp_path / "cut off" / path.name
    cut_off.parent.mkdir()
    with closing(connect(path, unlocked(path, PASSPHRASE))) as connection:
        connection.execute("PRAGMA cache_size=2")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE person SET notes = hex(randomblob(2000))")
        journal = path.with_name(path.name + "-journal")
        assert journal.stat().st_size > 0
        for each in (path, journal, beside(path)):
            shutil.copy(each, cut_off.parent)
        connection.execute("ROLLBACK")
    before = {each.name: each.read_bytes() for each in cut_off.parent.iterdir()}
    assert before[path.name] != path.read_bytes()  # it was half written
    for _try in range(5):
        with pytest.raises(StorageError):
            open_file(cut_off, keyboard, "wrong")
        let_pass(cut_off)
    assert {each.name: each.read_bytes() for each in cut_off.parent.iterdir()} == before
    with open_file(cut_off, keyboard, PASSPHRASE) as file, file.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT notes FROM person").scalars().all()
    assert rows == [MARKER * 20] * 60
