"""A little of the campaigns with bundles, each with its control: killed, stopped, altered, mended,
erased, and histories of laptops."""

import sys

import pytest

from tests.faults import (
    altered_bundles,
    carried,
    erased_carried,
    histories,
    large_bundles,
    mended_by_bundles,
    table,
)
from tests.faults.carried import Scene
from tests.faults.table import GOOD, STRACE
from tests.faults.taking_in import IN_PARTS
from tests.faults.tried_files import KINDS, away_from_home

LONG = pytest.mark.thorough
STRACED = pytest.mark.skipif(bool(table.missing(STRACE)), reason="asks strace")


@pytest.fixture
def work():
    with away_from_home() as folder:
        yield folder


@STRACED
@LONG
def test_killed_at_a_write_while_it_takes_a_bundle_in_it_leaves_before_or_after(work):
    total = carried.at_each_write(2, 3, 1, Scene(work, protected=True))
    assert total.faults > 3
    assert total.is_good, str(total)


@LONG
def test_killed_at_any_moment_while_it_takes_a_bundle_in_it_leaves_before_or_after(work):
    total = carried.at_any_moment(4, 1, Scene(work))
    assert total.faults == 4
    assert total.is_good, str(total)


@STRACED
@LONG
def test_what_is_kept_in_parts_would_be_half_done(work):
    assert carried.at_each_write(4, 15, 0, Scene(work, way=IN_PARTS)).half_done


@pytest.mark.parametrize("kind", ["protected", pytest.param("plain", marks=LONG)])
def test_a_bundle_that_is_stopped_leaves_nothing_and_completes_when_tried_again(kind, work):
    total = carried.stopped(3, Scene(work, protected=KINDS[kind]))
    assert total.faults == 3
    assert total.is_good, str(total)


@LONG
def test_stopped_where_it_is_kept_in_parts_it_would_be_half_done(work):
    assert carried.stopped(3, Scene(work, way=IN_PARTS)).half_done


@LONG
@pytest.mark.parametrize("kind", KINDS)
def test_an_altered_bundle_is_refused_and_changes_nothing(kind, work):
    line = altered_bundles.line(12, 6, 1, work, protected=KINDS[kind])
    assert line.status == GOOD, str(line)


@LONG
@pytest.mark.parametrize("kind", KINDS)
def test_a_spoilt_page_is_mended_by_the_backup_and_the_bundle_of_another_laptop(kind, work):
    line = mended_by_bundles.line(3, 1, work, protected=KINDS[kind])
    assert line.status == GOOD, str(line)


@LONG
@pytest.mark.parametrize("kind", KINDS)
def test_who_is_erased_on_one_laptop_is_found_on_neither(kind, work):
    line = erased_carried.line(1, 1, work, protected=KINDS[kind])
    assert line.status == GOOD, str(line)


@pytest.mark.parametrize("kind", ["plain", pytest.param("protected", marks=LONG)])
def test_laptops_come_to_the_same_and_the_last_writer_would_lose(kind, work):
    protected = KINDS[kind]
    found, laptops = histories.campaign(6, 2, work, protected=protected)
    assert found.is_good, str(found)
    assert laptops > 12
    control, _laptops = histories.campaign(
        12, 2, work, protected=protected, kind=histories.LastWriterWins
    )
    assert control.lost


@LONG
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what the processor took")
def test_a_large_bundle_is_all_there_or_not_at_all_and_the_window_goes_on(work, qapp):
    figures, _still, ticks_of_control = large_bundles.campaign(work, 4000, 3, protected=True)
    assert figures.wrong == []
    assert figures.ticks > 5
    assert ticks_of_control == 0
