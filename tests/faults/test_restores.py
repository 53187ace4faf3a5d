"""A short sample of `restores.py`: the file is the old one or the restored one, both are kept."""

import os

import pytest

from tests.faults.restores import TRIED, at_each_step


@pytest.fixture(autouse=True)
def put_back_home(monkeypatch):
    """The campaign moves the home; what was there before comes back."""
    monkeypatch.setenv("XDG_CONFIG_HOME", os.environ.get("XDG_CONFIG_HOME", "/nowhere"))


@pytest.mark.parametrize("act", TRIED)
def test_killed_at_some_of_its_steps_it_leaves_old_or_restored(act, tmp_path):
    found = at_each_step(act, tmp_path, protected=act == "restore", every=5)
    assert found.kills > 2
    assert found.is_good, str(found)


@pytest.mark.thorough
@pytest.mark.parametrize("protected", [False, True])
def test_a_file_that_was_cut_off_before_is_old_or_restored_too(protected, tmp_path):
    found = at_each_step("restore", tmp_path, protected=protected, cut_off=True, every=5)
    assert found.kills > 2
    assert found.is_good, str(found)


def test_the_control_that_writes_over_the_file_spoils_it(tmp_path):
    assert not at_each_step("in_place", tmp_path, every=40).is_good
