"""Let the Nth sync or write of the program fail, one after the other, while people are signed in.

    python tests/faults/failing_calls.py [--calls 24] [--plain|--protected]

A sync that fails (EIO), a write that fails (EIO), and a disk that is full for a few writes
(ENOSPC). What met it must be refused with its cause and not be acknowledged; the sign-ins after it
must be saved by the same program. The control acknowledges before it saves, and must lose. The
exit statuses are those of `table.py`. Needs strace.
"""

import argparse
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults import signing_in, table
from tests.faults.aftermath import Aftermath, look_at
from tests.faults.bad_ways import EARLY
from tests.faults.signing_in import REFUSED
from tests.faults.table import Line
from tests.faults.tracing import how_many, spread, traced
from tests.faults.tried_files import copied, prepare

ACTS = 8
SYNCS, WRITES = "fsync,fdatasync", "pwrite64"
CAUSES = {"a sync fails": "FAILED", "a write fails": "FAILED", "no room for a while": "FULL"}
"""What a person is told of each fault."""


def injected(fault: str, number: int) -> str:
    """How strace is told of the fault, from this call on."""
    return {
        "a sync fails": f"inject={SYNCS}:error=EIO:when={number}",
        "a write fails": f"inject={WRITES}:error=EIO:when={number}",
        "no room for a while": f"inject={WRITES}:error=ENOSPC:when={number}..{number + 2}",
    }[fault]


@dataclass(frozen=True)
class Evening:
    """Some sign-ins during which one call fails."""

    folder: Path
    fresh: Path
    fault: str
    way: str = ""

    @property
    def path(self) -> Path:
        return self.folder / "tried" / "town.engagement"

    @property
    def told(self) -> Path:
        return self.path.with_name("told")

    def calls(self) -> int:
        """How many calls there are that may fail."""
        which = SYNCS if self.fault == "a sync fails" else WRITES
        return how_many(which, self._trace, signing_in.main, *self._laid())

    def with_failing(self, number: int) -> Aftermath:
        """What is left."""
        how = ["-e", f"trace={SYNCS},{WRITES}", "-e", injected(self.fault, number)]
        traced([*how, "-o", str(self._trace)], signing_in.main, *self._laid())
        if "(INJECTED)" not in self._trace.read_text():
            return Aftermath()
        found = look_at(self.path, self.told)
        found.half_done += not self._is_told()
        return found

    @property
    def _trace(self) -> Path:
        return self.path.with_name("trace")

    def _laid(self) -> tuple[str, ...]:
        """Puts the fresh file in place; gives what is to be done with it."""
        self.path.parent.mkdir(exist_ok=True)
        copied(self.fresh, self.path)
        self.told.unlink(missing_ok=True)
        return str(self.path), str(self.told), "check-ins", str(ACTS), self.way

    def refused(self) -> list[str]:
        """The cause of each act that was refused."""
        lines = self.told.read_text().splitlines()
        return [line.split()[1] for line in lines if line.startswith(REFUSED)]

    def _is_told(self) -> bool:
        """An act was refused with its cause, or saved all the same; the last one was saved."""
        *_before, last, done = self.told.read_text().splitlines()
        is_known = set(self.refused()) <= {CAUSES[self.fault]}
        return done == "done" and not last.startswith(REFUSED) and is_known


def campaign(
    fault: str, most: int, folder: Path, *, protected: bool = False, way: str = ""
) -> tuple[Aftermath, int]:
    """So many of the calls fail, one in each evening, evenly spread; gives also how many acts
    were refused."""
    fresh, total, refused = folder / f"fresh{way}.engagement", Aftermath(), 0
    prepare(fresh, protected=protected)
    evening = Evening(folder, fresh, fault, way)
    for number in spread(most, evening.calls() // 2):  # the later acts must be saved
        total.add(evening.with_failing(number))
        refused += len(evening.refused())
    return total, refused


def line(fault: str, calls: int, folder: Path, *, protected: bool) -> Line:
    """So many calls fail, one in each evening; for the control a few of them."""
    name, kind = f"{fault}, check-ins", table.kind_of(protected)
    if reason := table.missing(table.STRACE):
        return Line(name, kind, Aftermath(), not_tried=reason)
    found, refused = campaign(fault, calls, folder, protected=protected)
    control, _refused = campaign(fault, max(8, calls // 4), folder, protected=protected, way=EARLY)
    return Line(name, kind, found, control, f"{refused} acts refused")


def main() -> int:
    """Print the figures, and those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--calls", type=int, default=24)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    return table.told(
        table.of_each_kind(asked, *(partial(line, fault, asked.calls) for fault in CAUSES))
    )


if __name__ == "__main__":
    sys.exit(main())
