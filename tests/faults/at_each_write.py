"""Kill the program at each of its writes to the data file, one by one.

    python tests/faults/at_each_write.py [--writes 100] [--while check-ins|imports|migrations]

Where there are more writes than asked for, as many are taken, evenly spread. Needs strace (exit
status 3 without it). The control runs the same with the rollback journal in memory, in which a
kill must spoil the file: if it does not, the kills hit nothing and the whole is void (exit
status 2). The exit status is 1 if anything was lost, half done or unsound.
"""

import argparse
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.store import header
from tests.faults.aftermath import Aftermath, look_at
from tests.faults.migrating import write_tomorrow
from tests.faults.signing_in import KEYBOARD, check_in, event_of, open_file, prepare

HERE = Path(__file__).parent
ACTS = {"check-ins": 1, "imports": 1}
TRIED = ("check-ins", "imports", "migrations")
GOOD, BAD, VOID, NO_STRACE = 0, 1, 2, 3


@dataclass(frozen=True)
class Trial:
    """One program on a fresh copy of a file, to be killed at a write, or left alone."""

    what: str
    fresh: Path
    known: str
    journal: str = ""

    def program(self) -> list[str]:
        """Puts the fresh file in place; gives what to run on it."""
        folder = self.path.parent
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy(self.fresh, self.path)
        self.told.write_text(self.known)
        journal = [self.journal] if self.journal else []
        if self.what == "migrations":
            migrations = str(write_tomorrow(folder))
            return [str(HERE / "migrating.py"), str(self.path), migrations, *journal]
        acts = [self.what, str(ACTS[self.what])]
        return [str(HERE / "signing_in.py"), str(self.path), str(self.told), *acts, *journal]

    @property
    def path(self) -> Path:
        return self.fresh.with_name("tried") / "tried.engagement"

    @property
    def told(self) -> Path:
        return self.path.with_name("told")

    def writes(self) -> int:
        """How many writes there are when nobody kills it."""
        trace = self.fresh.with_name("trace")
        _traced(["-o", str(trace)], self.program())
        return sum("pwrite64(" in line for line in trace.read_text().splitlines())

    def killed_at(self, write: int) -> Aftermath:
        """What is left when it is killed at this write."""
        program = self.program()
        fault = f"inject=pwrite64:signal=KILL:when={write}"
        if not _traced(["-o", "/dev/null", "-e", fault], program):
            return Aftermath()
        if self.what != "migrations":
            return look_at(self.path, self.told)
        found = Aftermath(faults=1, acknowledged=PEOPLE, half_done=int(not _old_or_new(self.path)))
        again = subprocess.run([sys.executable, *program], capture_output=True)
        found.unsound = int(again.returncode != 0 or _state(self.path) != NEW)
        return found


def _traced(how: list[str], program: list[str]) -> bool:
    """Run the program under strace; gives whether it was killed."""
    strace = ["strace", "-f", "-qqq", "-e", "trace=pwrite64", *how]
    ran = subprocess.run([*strace, sys.executable, *program], stderr=subprocess.PIPE)
    if ran.returncode not in (0, -9, 137):
        raise RuntimeError(ran.stderr.decode())
    return ran.returncode != 0


PEOPLE = 40
OLD, NEW = (header.SCHEMA, False, PEOPLE), (header.SCHEMA + 1, True, PEOPLE)


def _state(path: Path) -> tuple[int, bool, int] | None:
    """Schema number, whether the new table is there, people; None of a spoiled file."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            [[sound]] = connection.execute("PRAGMA integrity_check(1)")
            [[number]] = connection.execute("PRAGMA user_version")
            [[tables]] = connection.execute("SELECT count(*) FROM sqlite_master WHERE name='mood'")
            [[people]] = connection.execute("SELECT count(*) FROM person")
    except sqlite3.Error:
        return None
    return (number, bool(tables), people) if sound == "ok" else None


def _old_or_new(path: Path) -> bool:
    return _state(path) in (OLD, NEW)


def campaign(what: str, most: int, folder: Path, journal: str = "") -> Aftermath:
    """Kills at each write, or at `most` of them, evenly spread."""
    fresh = folder / "fresh.engagement"
    prepare(fresh)
    with open_file(fresh, KEYBOARD) as data_file:
        event = event_of(data_file)
        ids = [each for number in range(PEOPLE) for each in check_in(data_file, event, number)]
    trial, total = Trial(what, fresh, " ".join(ids) + "\n", journal), Aftermath()
    writes = trial.writes()
    for place in range(min(most, writes)):
        total.add(trial.killed_at(1 + place * max(writes, 1) // min(most, writes)))
    return total


def main() -> int:
    """Print the figures, then those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--writes", type=int, default=100)
    parser.add_argument("--while", dest="what", choices=TRIED)
    asked = parser.parse_args()
    if shutil.which("strace") is None:
        print("strace is not installed, so no write can be chosen. Nothing was tried.")
        return NO_STRACE
    status = GOOD
    for what in [asked.what] if asked.what else TRIED:
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            total = campaign(what, asked.writes, Path(one))
            control = campaign(what, asked.writes, Path(two), "MEMORY")
        print(f"{what}: {total}", flush=True)
        print(f"  control, journal in memory: {control}", flush=True)
        status = max(status, GOOD if total.is_good else BAD, VOID if control.is_good else GOOD)
    return status


if __name__ == "__main__":
    sys.exit(main())
