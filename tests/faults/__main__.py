"""The whole fault suite by one command, as one table.

    python -m tests.faults [--sample|--small|--whole] [--plain|--protected] [--seed 20261123]
                           [--only WORD ...] [--on-disk]

Kills, power cuts, failing calls, full disks, turned bits, changes of keys, restores, clocks,
starts, a busy file, reports while people sign in, names in bytes, bundles of other laptops: what
was acknowledged, lost, half done and unsound, each beside its known-bad control. `--sample` takes
half a minute (each fault on one kind of file), `--small` some more, `--whole` about half an hour on
two processors. Files lie in memory where the system has a place for that (`/dev/shm`): what is
killed is the program, and power is cut on images; `--on-disk` takes the disk.

The exit status is 1 if anything was lost, half done or unsound, 2 if a control did no harm, and 3
if something could not be tried here.
"""

import argparse
import sys
import time
from pathlib import Path

from tests.faults import table
from tests.faults.campaigns import SIZES, campaigns
from tests.faults.lanes import lines

LANES = 2
IN_MEMORY = Path("/dev/shm")


def main() -> int:
    """Print the table; gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    sizes = parser.add_mutually_exclusive_group()
    for name in SIZES:
        sizes.add_argument(f"--{name}", dest="size", action="store_const", const=name)
    parser.set_defaults(size="small")
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--only", nargs="+", metavar="WORD", help="lines with one of these in")
    parser.add_argument("--lanes", type=int, default=LANES, help="campaigns at the same time")
    parser.add_argument("--on-disk", action="store_true", help="do not work in memory")
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    every = campaigns(table.kinds_of(asked), asked.seed, asked.size)
    words = asked.only or [""]
    wanted = [each for each in every if any(word in each.name for word in words)]
    if not wanted:
        parser.error(f"no campaign has any of these words in its name: {' '.join(words)}")
    folder = str(IN_MEMORY) if IN_MEMORY.is_dir() and not asked.on_disk else None
    print(f"seed {asked.seed}, {asked.size}, {len(wanted)} campaigns")
    begun = time.monotonic()
    status = table.told(lines(wanted, asked.lanes, folder), last=True)
    print(f"{(time.monotonic() - begun) / 60:.1f} minutes, exit status {status}")
    return status


if __name__ == "__main__":
    sys.exit(main())
