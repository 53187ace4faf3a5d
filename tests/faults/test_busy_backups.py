"""A short sample of `busy_backups.py`."""

import os

import pytest

from tests.faults.busy_backups import TURNS, campaign, control

pytestmark = pytest.mark.thorough


@pytest.fixture(autouse=True)
def put_back_home(monkeypatch):
    """The campaign moves the home; what was there before comes back."""
    monkeypatch.setenv("XDG_CONFIG_HOME", os.environ.get("XDG_CONFIG_HOME", "/nowhere"))


@pytest.mark.parametrize("protected", [False, True])
def test_a_backup_ends_and_is_whole_while_another_program_commits(protected, tmp_path):
    found = campaign(tmp_path, 8, 2, protected=protected)
    assert found.unsound == 0
    assert found.commits > 2


def test_a_copy_of_a_few_pages_at_a_time_would_begin_anew_at_each_commit(tmp_path):
    assert control(tmp_path, 8) == TURNS
