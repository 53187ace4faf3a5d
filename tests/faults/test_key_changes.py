"""A few kills every day; `key_changes.py` goes through all of them, and the engine's own writes."""

import pytest

from tests.faults.key_changes import TRIED, at_each_step


@pytest.fixture(autouse=True)
def nowhere_else(monkeypatch, home):
    """The campaign sets where it keeps its slots; what was there before comes back."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))


@pytest.mark.parametrize("act", TRIED)
def test_a_change_of_protection_that_is_killed_leaves_the_old_file_or_the_new(act, tmp_path):
    found = at_each_step(act, tmp_path, every=2)
    assert found.kills > 1
    assert found.is_good, str(found)


def test_slots_that_are_written_in_place_would_be_noticed(tmp_path):
    assert at_each_step("in_place", tmp_path).shut > 0
