"""Kill the program at random moments while it saves, again and again, and count what is lost.

    python tests/faults/kills.py --kills 300 [--while check-ins|imports] [--seed 1]

Prints the figures; the exit status is 1 if anything was lost, half done or unsound. Without a
single loss in n kills the chance of one is under 3/n (with 95% confidence); `at_each_write.py`
goes through the writes one by one, `power_cuts.py` through what a disk may hold.
"""

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from multiprocessing.context import BaseContext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults import signing_in
from tests.faults.aftermath import Aftermath, look_at
from tests.faults.signing_in import prepare

AGAIN = 10
"""Kills one after the other in the same file, before a fresh one is taken."""
LONGEST = {"check-ins": 0.25, "imports": 0.5}
"""Seconds of work, at most, before a kill: some acts are then saved, one is in hand."""


def starting() -> BaseContext:
    """How what is killed is started: where possible by a process that has read the modules."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload([signing_in.__name__])
    return forking


def kill_while(what: str, path: Path, told: Path, wait: float) -> None:
    """Start the program, let it work for `wait` seconds once the file is open, and kill it."""
    before = told.stat().st_size if told.exists() else 0
    program = (str(path), str(told), what, "100000")
    running = starting().Process(target=signing_in.main, args=program)
    running.start()
    while not told.exists() or told.stat().st_size == before:
        if not running.is_alive():
            raise RuntimeError(f"The program ended by itself: {running.exitcode}")
        time.sleep(0.002)
    time.sleep(wait)
    running.kill()
    running.join()
    if running.exitcode != -signal.SIGKILL and os.name != "nt":
        raise RuntimeError(f"The program was not killed: {running.exitcode}")
    running.close()


def campaign(what: str, kills: int, seed: int, folder: Path) -> Aftermath:
    """So many kills; the waits come from the seed."""
    chance, total = random.Random(seed), Aftermath()
    fresh = folder / "fresh.engagement"
    prepare(fresh)
    for number in range(kills):
        path = folder / f"{number // AGAIN}.engagement"
        told = path.with_suffix(".acknowledged")
        if number % AGAIN == 0:
            shutil.copy(fresh, path)
            before = 0
        kill_while(what, path, told, chance.random() * LONGEST[what])
        found = look_at(path, told)
        found.acknowledged, before = found.acknowledged - before, found.acknowledged
        total.add(found)
    return total


def main() -> int:
    """Print the figures of a campaign; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--while", dest="what", choices=sorted(LONGEST))
    parser.add_argument("--seed", type=int, default=20261123)
    asked = parser.parse_args()
    good = True
    for what in [asked.what] if asked.what else sorted(LONGEST):
        with tempfile.TemporaryDirectory() as folder:
            total = campaign(what, asked.kills, asked.seed, Path(folder))
        print(f"{what}, seed {asked.seed}: {total}", flush=True)
        good = good and total.is_good and total.acknowledged > 0
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
