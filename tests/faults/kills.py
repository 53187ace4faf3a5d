"""Kill the program at random moments while it saves, again and again, and count what is lost.

    python tests/faults/kills.py --kills 300 [--while check-ins|imports] [--plain|--protected]

Every second kill comes as soon as an act is acknowledged. Without a single loss in n kills the
chance of one is under 3/n (with 95% confidence); `at_each_write.py` goes through the writes one
by one, `power_cuts.py` through what a disk may hold. The control acknowledges each act before it
is saved, and must lose. The exit statuses are those of `table.py`.
"""

import argparse
import multiprocessing
import os
import random
import signal
import sys
import time
from functools import partial
from multiprocessing.context import BaseContext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults import signing_in, table
from tests.faults.aftermath import Aftermath, look_at
from tests.faults.bad_ways import EARLY
from tests.faults.table import Line
from tests.faults.tried_files import copied, prepare

AGAIN = 5
"""Kills one after the other in the same file, before a fresh one is taken."""
MOST = {"check-ins": 60, "imports": 20}
"""Acts that are acknowledged, at most, before a kill; one is then in hand."""
LONGEST = 0.02
"""Seconds, at most, from an acknowledgement to a kill; every second one comes with it."""
PATIENCE = 60.0
"""Seconds for which acknowledgements are waited for."""


def starting() -> BaseContext:
    """How what is killed is started: where possible by a process that has read the modules."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload([signing_in.__name__, "tests.faults.migrating"])
    return forking


def kill_while(
    what: str, path: Path, told: Path, acts: int, wait: float = 0.0, way: str = ""
) -> None:
    """Start the program, let it do so many acts and work for `wait` seconds more, and kill it."""
    before = _lines(told)
    program = (str(path), str(told), what, "100000", way)
    running = starting().Process(target=signing_in.main, args=program)
    running.start()
    until = time.monotonic() + PATIENCE
    while _lines(told) < before + 1 + acts:  # the first says that the file is open
        if not running.is_alive() or time.monotonic() > until:
            raise RuntimeError(f"The program ended or stopped by itself: {running.exitcode}")
        time.sleep(0.0005)
    time.sleep(wait)
    running.kill()
    running.join()
    if running.exitcode != -signal.SIGKILL and os.name != "nt":
        raise RuntimeError(f"The program was not killed: {running.exitcode}")
    running.close()


def _lines(told: Path) -> int:
    return told.read_bytes().count(b"\n") if told.exists() else 0


def campaign(
    what: str, kills: int, seed: int, folder: Path, *, protected: bool = False, way: str = ""
) -> Aftermath:
    """So many kills; what is done before each comes from the seed."""
    chance, total = random.Random(seed), Aftermath()
    fresh = folder / f"fresh{way}.engagement"
    prepare(fresh, protected=protected)
    for number in range(kills):
        path = folder / f"{number // AGAIN}{way}.engagement"
        told = path.with_suffix(".acknowledged")
        if number % AGAIN == 0:
            copied(fresh, path)
            before = Aftermath()
        acts, wait = chance.randint(0, MOST[what]), chance.random() * LONGEST
        kill_while(what, path, told, acts, wait if number % 2 else 0.0, way)
        found = look_at(path, told)
        total.add(found.since(before))
        before = found
    return total


def line(what: str, kills: int, seed: int, folder: Path, *, protected: bool) -> Line:
    """So many kills of the program, and a tenth as many of the control."""
    found = campaign(what, kills, seed, folder, protected=protected)
    few = max(6, kills // 10)
    control = campaign(what, few, seed, folder, protected=protected, way=EARLY)
    kind = table.kind_of(protected)
    return Line(f"killed at any moment, {what}", kind, found, control)


def main() -> int:
    """Print the figures of a campaign; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--while", dest="what", choices=sorted(MOST))
    parser.add_argument("--seed", type=int, default=20261123)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    print(f"seed {asked.seed}")
    wanted = [asked.what] if asked.what else sorted(MOST)
    return table.told(
        table.of_each_kind(
            asked, *(partial(line, what, asked.kills, asked.seed) for what in wanted)
        )
    )


if __name__ == "__main__":
    sys.exit(main())
