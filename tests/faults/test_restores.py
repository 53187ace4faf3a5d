"""A short sample of `restores.py`: the file is the old one or the restored one, both are kept."""

import os

import pytest

from tests.faults.restores import TRIED, at_each_step
from tests.faults.tried_files import KINDS


@pytest.fixture(autouse=True)
def put_back_home(monkeypatch):
    """The campaign moves the home; what was there before comes back."""
    monkeypatch.setenv("XDG_CONFIG_HOME", os.environ.get("XDG_CONFIG_HOME", "/nowhere"))


@pytest.mark.thorough
@pytest.mark.parametrize("act", TRIED)
def test_killed_at_some_of_its_steps_it_leaves_old_or_restored(act, tmp_path):
    found = at_each_step(act, tmp_path, protected=act == "restore", every=5)
    assert found.kills > 2
    assert found.is_good, str(found)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("act", "kind", "state"),
    [
        ("restore", "plain", "cut off"),
        ("restore", "protected", "cut off"),
        ("put_back", "protected", "cut off"),
        ("put_back", "protected", "damaged"),
    ],
)
def test_a_file_that_was_cut_off_or_damaged_is_old_or_restored_too(act, kind, state, tmp_path):
    found = at_each_step(act, tmp_path, protected=KINDS[kind], state=state, every=7)
    assert found.kills > 1
    assert found.is_good, str(found)


@pytest.mark.thorough
@pytest.mark.parametrize("state", ["cut off", "damaged"])
def test_the_control_spoils_such_files_too(state, tmp_path):
    assert at_each_step("in_place", tmp_path, protected=True, state=state, every=40).lost


def test_the_control_that_writes_over_the_file_spoils_it(tmp_path):
    assert not at_each_step("in_place", tmp_path, every=40).is_good
