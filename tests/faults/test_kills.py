"""A few kills every day; `kills.py` and `at_each_write.py` beside this are the whole of it."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.faults.aftermath import look_at
from tests.faults.kills import PROGRAM, campaign
from tests.faults.signing_in import prepare


@pytest.mark.parametrize(("what", "kills"), [("check-ins", 7), ("imports", 4)])
def test_a_killed_program_loses_nothing_it_acknowledged(what, kills, tmp_path):
    found = campaign(what, kills, seed=1, folder=tmp_path)
    assert found.acknowledged > 0
    assert found.is_good, str(found)


@pytest.fixture
def after_work(tmp_path):
    """A file in which two people were signed in and two documents imported, and what was told."""
    path, told = tmp_path / "worked.engagement", tmp_path / "told"
    prepare(path)
    for what in ("check-ins", "imports"):
        program = [sys.executable, str(PROGRAM), str(path), str(told), what, "2"]
        subprocess.run(program, check=True)
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
