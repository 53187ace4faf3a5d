"""A little of the fault suite every day, and a sample of all of it where everything is tested.

`python -m tests.faults --whole` is the whole of it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import at_each_write, power_cuts, while_reading
from tests.faults.aftermath import Aftermath
from tests.faults.rows import ROWS
from tests.faults.rows_locks import PROMISES
from tests.faults.table import BAD, GOOD, NOT_TRIED, STRACE, VOID, Line, missing, status_of
from tests.faults.tried_files import KINDS, away_from_home

ROOT = Path(__file__).parents[2]
LONG = pytest.mark.thorough
STRACED = pytest.mark.skipif(bool(missing(STRACE)), reason="asks strace")


@pytest.fixture
def work():
    with away_from_home() as folder:
        yield folder


def found(**counts):
    return Line("a fault", "plain", Aftermath(**{"faults": 3} | counts), Aftermath(3, lost=1))


def harmless():
    return Line("a fault", "plain", Aftermath(3), Aftermath(3))


def not_tried():
    return Line("a fault", "plain", Aftermath(), not_tried="strace is not installed")


def test_a_loss_counts_before_a_harmless_control_and_that_before_what_was_not_tried():
    assert status_of([found(), found()]) == GOOD
    assert status_of([found(), not_tried()]) == NOT_TRIED
    assert status_of([not_tried(), harmless(), found()]) == VOID
    assert status_of([harmless(), found(unsound=1), not_tried()]) == BAD


@pytest.mark.parametrize("wrong", ["lost", "half_done", "unsound"])
def test_whatever_is_wrong_makes_a_line_bad_and_says_so(wrong):
    line = found(**{wrong: 1})
    assert line.status == BAD
    assert "NOT GOOD" in str(line)


def test_a_campaign_that_tried_nothing_is_not_good():
    assert found(faults=0).status == BAD


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.fault[:40])
def test_where_a_fault_is_tried_there_is_such_a_test_or_script(row):
    for place in {*row.plain, *row.protected, row.control}:
        file, _colons, name = place.partition("::")
        text = (ROOT / "tests" / file).read_text()
        assert f"\ndef {name}(" in text if name else "\ndef main(" in text, place
    assert row.plain
    assert row.protected


@pytest.mark.parametrize("node", PROMISES.values(), ids=lambda node: node.split("::")[1][:40])
def test_where_a_promise_is_tried_there_is_such_a_test(node):
    file, name = node.split("::")
    assert f"def {name}(" in (ROOT / file).read_text()


@STRACED
@pytest.mark.parametrize("kind", ["plain", pytest.param("protected", marks=LONG)])
def test_all_is_synced_before_it_is_acknowledged(kind, work):
    line = power_cuts.order(3, work, protected=KINDS[kind])
    assert line.status == GOOD, str(line)
    assert line.found.faults == 3


@STRACED
@pytest.mark.parametrize("kind", ["protected", pytest.param("plain", marks=LONG)])
def test_killed_at_a_few_of_its_writes_it_loses_nothing(kind, work):
    total = at_each_write.campaign("check-ins", 3, work, protected=KINDS[kind])
    assert total.faults == 3
    assert total.is_good, str(total)


@LONG
@pytest.mark.parametrize("kind", KINDS)
def test_all_who_sign_in_during_reports_are_saved_and_where_one_is_held_open_they_wait(
    kind, work, qapp
):
    """How long they wait is for the script to judge, where nothing runs beside it."""
    line = while_reading.line(2_000, 10, work, protected=KINDS[kind])
    assert line.found.acknowledged >= 10
    assert line.found.lost == 0
    assert line.control.half_done > 0


@LONG
@pytest.mark.timeout(600)
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_a_sample_of_every_campaign_is_good_and_every_control_does_harm():
    words = [sys.executable, "-m", "tests.faults", "--sample"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ran.returncode in (GOOD, NOT_TRIED), ran.stdout + ran.stderr
    assert "NOT GOOD" not in ran.stdout
    assert "VOID" not in ran.stdout
