"""A keyring that says nothing for a minute: the window goes on, and other ways open the file."""

import time

import pytest
from PySide6.QtCore import QTimer

from engagement_app.gui.files import open_path
from engagement_app.gui.protection.form import ProtectionForm
from engagement_app.store.keys import os_keyring
from engagement_app.store.keys.wrapping import load
from tests.gui.guarded import SECONDS, unlock
from tests.store.keys import keyrings
from tests.store.keys.cheap import CODE, PASSPHRASE, protected

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("cheap_keys")]
FROZEN = 2.0
"""Seconds for which no window may stand still."""


class Pulse:
    """The longest time for which the window heard nothing."""

    def __init__(self):
        load()
        self.longest, self.last = 0.0, time.monotonic()
        self.timer = QTimer(interval=20)
        self.timer.timeout.connect(self.beat)
        self.timer.start()

    def beat(self):
        now = time.monotonic()
        self.longest, self.last = max(self.longest, now - self.last), now


@pytest.fixture
def pulse(window):
    return Pulse()


@pytest.fixture
def hanging(tmp_path, keyboard, use_keyring):
    """A file without a passphrase, whose keyring has stopped answering."""
    use_keyring(keyrings.Working())
    path = protected(tmp_path / "own.engagement", keyboard, "")
    use_keyring(keyrings.Hanging())
    return path


def test_a_file_is_opened_by_its_code_while_the_keyring_hangs(window, hanging, pulse, qtbot):
    open_path(window.workspace, hanging, print)
    qtbot.waitUntil(lambda: "keyring" in window.unlock.problem.text(), timeout=SECONDS)
    window.unlock.forgotten.click()
    form = window.unlock.recovery
    form.code.setText(CODE)
    form.passphrase.first.line.setText(PASSPHRASE)
    form.passphrase.again.line.setText(PASSPHRASE)
    form.set.click()
    qtbot.waitUntil(lambda: window.workspace.is_open, timeout=SECONDS)
    pulse.beat()
    assert pulse.longest < FROZEN


def test_a_passphrase_is_changed_and_not_given_up_while_the_keyring_hangs(
    unlocked, pulse, qtbot, use_keyring
):
    use_keyring(keyrings.Hanging())
    unlocked.go_to("data")
    part = unlocked.pages["data"].protection
    unlocked.pages["data"].show_part(part)
    part.passphrase.click()
    form = part.new_passphrase
    form.before.line.setText(PASSPHRASE)
    form.set.click()
    qtbot.waitUntil(lambda: "no keyring" in form.problem.text(), timeout=SECONDS)
    form.before.line.setText(PASSPHRASE)
    for each in (form.new.first, form.new.again):
        each.line.setText("newer words")
    form.set.click()
    qtbot.waitUntil(lambda: "new passphrase" in part.told.text(), timeout=SECONDS)
    pulse.beat()
    assert pulse.longest < FROZEN
    unlocked.lock.lock()
    unlock(unlocked, qtbot, "newer words")


def test_a_form_that_looks_for_the_keyring_does_not_wait_for_it(pulse, qtbot, use_keyring):
    use_keyring(keyrings.Hanging())
    form = ProtectionForm("Make", may_be_plain=True)
    qtbot.addWidget(form)
    form.begin("town.engagement")
    qtbot.wait(200)
    pulse.beat()
    assert pulse.longest < FROZEN


def test_waiting_for_it_on_the_windows_own_thread_would_be_noticed(
    window, hanging, pulse, monkeypatch, qtbot
):
    monkeypatch.setattr(os_keyring, "PATIENCE", 2.5)
    os_keyring.fetched("any", 2.5)
    qtbot.wait(50)
    assert pulse.longest > FROZEN
