"""A short sample of `busy_backups.py`."""

import os

import pytest

from tests.faults.busy_backups import campaign

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
