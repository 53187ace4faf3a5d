"""Campaigns, some at the same time, each in a process and a home of its own."""

import multiprocessing
import tempfile
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed

from tests.faults.aftermath import Aftermath
from tests.faults.campaigns import Campaign
from tests.faults.table import Line
from tests.faults.tried_files import away_from_home


def line_of(campaign: Campaign, folder: str | None) -> Line:
    """Run one campaign in a process of its own; what ends it is a line too."""
    tempfile.tempdir = folder
    begun = time.monotonic()
    try:
        with away_from_home() as work:
            line = campaign.run(work)
    except Exception as error:
        traceback.print_exc()
        line = Line(campaign.name, campaign.kind, Aftermath(1, unsound=1), note=repr(error))
    line.seconds = time.monotonic() - begun
    return line


def lines(wanted: list[Campaign], lanes: int, folder: str | None) -> Iterator[Line]:
    """Each line as it is there; those that are timed run alone, after the others."""
    for timed, at_once in ((False, lanes), (True, 1)):
        with ProcessPoolExecutor(
            at_once, multiprocessing.get_context("spawn"), max_tasks_per_child=1
        ) as pool:
            running: list[Future[Line]] = [
                pool.submit(line_of, each, folder) for each in wanted if each.is_timed == timed
            ]
            yield from (each.result() for each in as_completed(running))
