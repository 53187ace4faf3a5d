"""Damaged key slots and wrong keys; `slots.py` is the script that tries every seventh byte too."""

import os

import keyring
import pytest

from tests.faults.slots import campaign

pytestmark = pytest.mark.thorough


@pytest.fixture(autouse=True)
def put_back(monkeypatch):
    """The campaign moves the config folder and has keyrings of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", os.environ.get("XDG_CONFIG_HOME", "/nowhere"))
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_whoever_has_the_right_key_gets_everything_whatever_befell_the_slots(tmp_path):
    figures, control = campaign(tmp_path, every=301, step=5)
    assert figures.failed == []
    assert figures.tried > 60
    assert "missing" in control.failed
