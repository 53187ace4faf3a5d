"""A few kills every day; `kills.py`, `at_each_write.py`, `power_cuts.py` go on."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.faults.aftermath import look_at
from tests.faults.kills import campaign
from tests.faults.signing_in import main
from tests.faults.tried_files import KINDS, prepare

pytestmark = pytest.mark.thorough


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("what", "kills"), [("check-ins", 5), ("imports", 3)])
def test_a_killed_program_loses_nothing_it_acknowledged(what, kills, kind, tmp_path):
    found = campaign(what, kills, seed=1, folder=tmp_path, protected=KINDS[kind])
    assert found.acknowledged > 0
    assert found.is_good, str(found)


@pytest.fixture(scope="module")
def after_work(tmp_path_factory):
    """A file in which two people were signed in and two documents imported, and what was told."""
    folder = tmp_path_factory.mktemp("worked")
    path, told = folder / "worked.engagement", folder / "told"
    prepare(path)
    for what in ("check-ins", "imports"):
        main(str(path), str(told), what, "2")
    return path, told


def test_work_that_nobody_killed_is_all_there(after_work):
    found = look_at(*after_work)
    assert found.is_good
    assert found.acknowledged == 2 * 2 + 2 * 40


LOSSES = {
    "lost": "DELETE FROM attendance WHERE rowid = 1",
    "half_done": "DELETE FROM change WHERE rowid IN (SELECT max(rowid) FROM change)",
    "unsound": "UPDATE person SET notes = 'other'",
}


@pytest.mark.parametrize("kind", LOSSES)
def test_a_loss_would_be_noticed(kind, after_work, tmp_path):
    path, told = after_work
    spoiled = shutil.copy(path, tmp_path / "spoiled.engagement")
    with closing(sqlite3.connect(spoiled)) as connection, connection:
        connection.execute(LOSSES[kind])
    found = look_at(tmp_path / "spoiled.engagement", told)
    assert getattr(found, kind) == 1
    assert not found.is_good
