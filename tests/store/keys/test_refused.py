"""After wrong passphrases one waits, longer each time, over a new start too."""

from datetime import UTC, datetime, timedelta

import pytest

from engagement_app.store.keys import refused
from engagement_app.store.keys.refused import forget_refusals, keep_refusal, seconds_left

VAULT = "f3c1b7de-0000-4000-8000-000000000001"


@pytest.fixture(autouse=True)
def own_home(home):
    """A config folder of this test alone."""


@pytest.mark.parametrize(("wrong", "wait"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (1000, 60)])
def test_the_wait_doubles_up_to_a_minute_and_is_over_after_it(wrong, wait, monkeypatch):
    now = datetime(2026, 11, 29, 18, 30, tzinfo=UTC)
    monkeypatch.setattr(refused, "list_refusals", lambda _vault: [now.isoformat()] * wrong)
    assert seconds_left(VAULT, now) == wait
    assert seconds_left(VAULT, now + timedelta(seconds=wait / 2)) == wait - wait // 2
    assert seconds_left(VAULT, now + timedelta(seconds=wait)) == 0
    assert seconds_left(VAULT, now - timedelta(days=9)) == 0, "a clock that was set back"


def test_nobody_waits_before_a_wrong_one_nor_once_the_file_was_open():
    now = datetime.now(UTC)
    assert seconds_left(VAULT, now) == 0
    keep_refusal(VAULT)
    assert seconds_left(VAULT, now) >= 1
    forget_refusals(VAULT)
    assert seconds_left(VAULT, now) == 0


def test_a_list_that_is_damaged_makes_nobody_wait(monkeypatch):
    for spoilt in ("no time", "2026-11-29T18:30:00"):
        monkeypatch.setattr(refused, "list_refusals", lambda _vault, spoilt=spoilt: [spoilt])
        assert seconds_left(VAULT, datetime.now(UTC)) == 0


def test_where_none_can_be_kept_this_program_remembers_them(monkeypatch):
    def full(*_):
        raise OSError("full")

    monkeypatch.setattr(refused, "write_whole", full)
    for _each in range(3):
        keep_refusal(VAULT)
    assert seconds_left(VAULT, datetime.now(UTC)) in (3, 4)
    forget_refusals(VAULT)
    assert seconds_left(VAULT, datetime.now(UTC)) == 0
