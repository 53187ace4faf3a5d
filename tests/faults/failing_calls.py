"""Let the Nth sync or write of the program fail, one after the other, while people are signed in.

    python tests/faults/failing_calls.py [--calls 24] [--plain|--protected]

A sync that fails (EIO), a write that fails (EIO), and a disk that is full for a few writes
(ENOSPC). What met it must be refused with its cause and not be acknowledged; the sign-ins after it
must be saved by the same program. The control acknowledges before it saves, and must lose. The
exit statuses are those of `table.py`. Needs strace.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults import signing_in, table
from tests.faults.aftermath import Aftermath, look_at
from tests.faults.bad_ways import EARLY
from tests.faults.signing_in import REFUSED
from tests.faults.table import Line
from tests.faults.tracing import traced
from tests.faults.tried_files import KINDS, away_from_home, copied, prepare

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
        return self._traced("-e", f"trace={which}").count("(")

    def with_failing(self, number: int) -> Aftermath:
        """What is left."""
        more = ("-e", f"trace={SYNCS},{WRITES}", "-e", injected(self.fault, number))
        if "(INJECTED)" not in self._traced(*more):
            return Aftermath()
        found = look_at(self.path, self.told)
        found.half_done += not self._is_told()
        return found

    def _traced(self, *how: str) -> str:
        """Lay the fresh file down and sign people in; gives what strace saw."""
        self.path.parent.mkdir(exist_ok=True)
        copied(self.fresh, self.path)
        self.told.unlink(missing_ok=True)
        trace = self.path.with_name("trace")
        words = (str(self.path), str(self.told), "check-ins", str(ACTS), self.way)
        traced([*how, "-o", str(trace)], signing_in.main, *words)
        return trace.read_text()

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
    calls = evening.calls() // 2  # the later acts must be saved
    for place in range(count := min(most, calls)):
        total.add(evening.with_failing(1 + (2 * place + 1) * calls // (2 * count)))
        refused += len(evening.refused())
    return total, refused


def line(fault: str, calls: int, folder: Path, *, protected: bool) -> Line:
    """So many calls fail, one in each evening; for the control a few of them."""
    name, kind = f"{fault}, check-ins", "protected" if protected else "plain"
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

    def lines() -> Iterator[Line]:
        for fault in CAUSES:
            for kind in table.kinds_of(asked):
                with away_from_home() as folder:
                    yield line(fault, asked.calls, folder, protected=KINDS[kind])

    return table.told(lines())


if __name__ == "__main__":
    sys.exit(main())
