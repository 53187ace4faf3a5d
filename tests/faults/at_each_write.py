"""Kill the program at each of its writes to the data file, one by one.

    python tests/faults/at_each_write.py [--writes 100] [--while check-ins|imports|migrations]
                                         [--plain|--protected]

Where there are more writes than asked for, as many are taken, evenly spread. The control runs the
same with the rollback journal in memory, in which a kill must spoil the file. The exit statuses
are those of `table.py`. Needs strace.
"""

import argparse
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlcipher3 import dbapi2

from engagement_app.store import header
from engagement_app.store.engine import connect
from tests.faults import migrating, signing_in, table
from tests.faults.aftermath import Aftermath, look_at
from tests.faults.bad_ways import MEMORY
from tests.faults.migrating import write_tomorrow
from tests.faults.signing_in import check_in, event_of
from tests.faults.table import Line
from tests.faults.tracing import ends_well, how_many, spread, traced
from tests.faults.tried_files import copied, key_of, open_file, prepare

ACTS = {"check-ins": 1, "imports": 1}
TRIED = ("check-ins", "imports", "migrations")
PEOPLE = 40


@dataclass(frozen=True)
class Trial:
    """One program on a fresh copy of a file, to be killed at a write, or left alone."""

    what: str
    fresh: Path
    known: str
    way: str = ""

    def laid(self) -> tuple[Callable[..., None], list[str]]:
        """Puts the fresh file in place; gives what is to be done with it."""
        folder = self.path.parent
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        copied(self.fresh, self.path)
        self.told.write_text(self.known)
        if self.what == "migrations":
            return migrating.main, [str(self.path), str(write_tomorrow(folder)), self.way]
        words = [self.what, str(ACTS[self.what]), self.way]
        return signing_in.main, [str(self.path), str(self.told), *words]

    @property
    def path(self) -> Path:
        return self.fresh.with_name("tried") / "tried.engagement"

    @property
    def told(self) -> Path:
        return self.path.with_name("told")

    def writes(self) -> int:
        """How many writes there are when nobody kills it."""
        work, words = self.laid()
        return how_many("pwrite64", self.fresh.with_name("trace"), work, *words)

    def killed_at(self, write: int) -> Aftermath:
        """What is left when it is killed at this write."""
        work, words = self.laid()
        fault = f"inject=pwrite64:signal=KILL:when={write}"
        how = ["-e", "trace=pwrite64", "-e", fault, "-o", "/dev/null"]
        if traced(how, work, *words) == 0:
            return Aftermath()
        if self.what != "migrations":
            return look_at(self.path, self.told)
        found = Aftermath(
            faults=1, acknowledged=PEOPLE, half_done=int(self.state() not in (OLD, NEW))
        )
        found.unsound = int(not ends_well(work, *words) or self.state() != NEW)
        return found

    def state(self) -> tuple[int, bool, int] | None:
        """Schema number, whether the new table is there, people; None of a spoiled file."""
        try:
            with closing(connect(self.path, key_of(self.fresh))) as connection:
                [[sound]] = connection.execute("PRAGMA integrity_check(1)")
                [[number]] = connection.execute("PRAGMA user_version")
                [[mood]] = connection.execute(
                    "SELECT count(*) FROM sqlite_master WHERE name='mood'"
                )
                [[people]] = connection.execute("SELECT count(*) FROM person")
        except dbapi2.Error:
            return None
        return (number, bool(mood), people) if sound == "ok" else None


OLD, NEW = (header.SCHEMA, False, PEOPLE), (header.SCHEMA + 1, True, PEOPLE)


def campaign(
    what: str, most: int, folder: Path, *, protected: bool = False, way: str = ""
) -> Aftermath:
    """Kills at each write, or at `most` of them, evenly spread."""
    fresh = folder / f"fresh{way}.engagement"
    prepare(fresh, protected=protected)
    with open_file(fresh) as data_file:
        event = event_of(data_file)
        ids = [each for number in range(PEOPLE) for each in check_in(data_file, event, number)]
    trial, total = Trial(what, fresh, " ".join(ids) + "\n", way), Aftermath()
    for write in spread(most, trial.writes()):
        total.add(trial.killed_at(write))
    return total


def line(what: str, writes: int, folder: Path, *, protected: bool) -> Line:
    """Kills at so many writes, and at some of the control."""
    name, kind = f"killed at each write, {what}", table.kind_of(protected)
    if reason := table.missing(table.STRACE):
        return Line(name, kind, Aftermath(), not_tried=reason)
    found = campaign(what, writes, folder, protected=protected)
    few = max(8, writes // 8)
    control = campaign(what, few, folder, protected=protected, way=MEMORY)
    return Line(name, kind, found, control)


def main() -> int:
    """Print the figures, and those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--writes", type=int, default=100)
    parser.add_argument("--while", dest="what", choices=TRIED)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    wanted = [asked.what] if asked.what else TRIED
    return table.told(
        table.of_each_kind(asked, *(partial(line, what, asked.writes) for what in wanted))
    )


if __name__ == "__main__":
    sys.exit(main())
