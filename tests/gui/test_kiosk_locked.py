"""A kiosk on a protected file: open while nobody comes, and behind the passphrase after a sleep."""

import time

import pytest

from engagement_app.domain import acts
from engagement_app.domain.events import EventInput
from engagement_app.gui.kiosk import pin
from engagement_app.gui.kiosk.turning import Turned, turn_into_kiosk
from tests.gui.guarded import unlock

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("This plugin does not support")]
PIN = "4711"


@pytest.fixture
def turned(unlocked) -> Turned:
    """The kiosk of a protected file."""
    workspace = unlocked.workspace
    if not workspace.event_id:
        with workspace._file.writing("event.new") as session:
            entry = EventInput.parse(project_id=workspace.project_id, title="Open day")
            workspace.event_id = acts.add(session, entry)
    return turn_into_kiosk(unlocked, workspace, PIN)


def an_hour_passes(lock):
    """Nobody touches a key."""
    lock._worked_at = time.monotonic() - 3600
    lock._look()


def test_a_kiosk_stays_open_while_nobody_comes(unlocked, turned):
    an_hour_passes(unlocked.lock)
    assert not unlocked.is_locked
    assert unlocked.workspace.is_open
    assert turned.kiosk.isVisible()


def slept(lock):
    lock._looked_at = time.time() - 3600
    lock._look()


@pytest.mark.parametrize("away", [slept, lambda lock: lock.lock_unless_locked()])
def test_after_a_sleep_or_a_locked_screen_the_passphrase_is_asked_for(
    away, unlocked, turned, qtbot
):
    away(unlocked.lock)
    assert unlocked.is_locked
    assert unlocked.isVisible()
    assert not turned.kiosk.isVisible()
    assert not unlocked.workspace.is_open
    assert pin.event_of_kiosk() == ""
    unlock(unlocked, qtbot)
    assert unlocked.page_key


def test_a_kiosk_whose_pin_is_too_old_is_no_reason_to_stay_open(unlocked, turned, monkeypatch):
    monkeypatch.setattr(pin, "_LASTS", pin._LASTS * 0)
    an_hour_passes(unlocked.lock)
    assert unlocked.is_locked
    assert unlocked.isVisible()
