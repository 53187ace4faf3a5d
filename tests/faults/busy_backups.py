"""Back up while another program commits every ten milliseconds, and see that it ends, whole.

    python tests/faults/busy_backups.py [--mb 25] [--copies 3]

On a plain and on a protected file. Each copy must be of one moment and sound, and end within five
seconds for every 25 MB. The longest time for which the writer waited is printed. The control copies
a few pages at a time, without holding the file still: it must begin anew at each commit, and so
never end (else the whole is void, exit status 2).
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from multiprocessing.synchronize import Event as Flag
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.domain import acts
from engagement_app.domain.people import PersonInput
from engagement_app.domain.soundness import FileAndKey, back_up
from engagement_app.domain.tables import TABLES
from engagement_app.store import protecting
from engagement_app.store.datafile import DataFile
from engagement_app.store.engine import connect
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.unlocking import unlocked
from engagement_app.store.keys.ways import Protection
from engagement_app.store.proving import first_finding
from tests.faults.rekeying import CHEAP, OLD, OLD_CODE
from tests.faults.signing_in import KEYBOARD, check_in, event_of, open_file, prepare

GOOD, BAD, VOID = 0, 1, 2
EVERY = 0.01
TURNS = 30
"""Steps of the control."""
SECONDS, PER = 5.0, 25_000_000
"""So many seconds are allowed for so many bytes."""


@dataclass
class Figures:
    """Seconds of each copy, how many commits there were meanwhile, and the longest of them."""

    size: int = 0
    seconds: list[float] = field(default_factory=list)
    commits: int = 0
    longest: float = 0.0
    unsound: int = 0

    @property
    def allowed(self) -> float:
        return SECONDS * self.size / PER

    @property
    def is_good(self) -> bool:
        return not self.unsound and self.commits > 0 and max(self.seconds) <= self.allowed

    def __str__(self) -> str:
        each = ", ".join(f"{seconds:.2f} s" for seconds in self.seconds)
        return (
            f"{self.size / 1e6:.1f} MB copied and proved in {each} (allowed {self.allowed:.1f} s);"
            f" {self.commits} commits meanwhile, the longest {self.longest:.2f} s;"
            f" {self.unsound} copies unsound"
        )


def fill(path: Path, megabytes: float) -> None:
    """Make the file so large, in acts of a thousand people."""
    with open_file(path, KEYBOARD) as file:
        while path.stat().st_size < megabytes * 1e6:
            with file.writing("fill") as session:
                for number in range(1000):
                    entry = PersonInput.parse(given_name=f"Guest {number}", notes="words " * 90)
                    acts.add(session, entry)


def write_on(path: str, config: str, stop: Flag, told: Any) -> None:
    """Sign somebody in every ten milliseconds, until told to stop."""
    os.environ["XDG_CONFIG_HOME"] = config
    with open_file(Path(path), KEYBOARD) as file:
        event, number, longest = event_of(file), 0, 0.0
        while not stop.is_set():
            longest = max(longest, _signed_in(file, event, number))
            number += 1
            told.put((number, longest))
            time.sleep(EVERY)


def _signed_in(file: DataFile, event: str, number: int) -> float:
    begun = time.monotonic()
    check_in(file, event, number)
    return time.monotonic() - begun


class Writer:
    """Another program that writes on, from its first commit to the end of the `with`."""

    def __init__(self, path: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._stop, self._told = context.Event(), context.Queue()
        words = (str(path), os.environ["XDG_CONFIG_HOME"], self._stop, self._told)
        self._running = context.Process(target=write_on, args=words)
        self.commits, self.longest = 0, 0.0

    def __enter__(self) -> "Writer":
        self._running.start()
        self._told.get(timeout=60)
        return self

    def __exit__(self, *_: object) -> None:
        self.look()
        self._stop.set()
        self._running.join()

    def look(self) -> None:
        while not self._told.empty():
            self.commits, self.longest = self._told.get()


def made(folder: Path, megabytes: float, *, protected: bool) -> tuple[Path, DataKey | None]:
    """A file of this size, with a home of its own."""
    os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
    path = folder / "town.engagement"
    prepare(path)
    fill(path, megabytes)
    if protected:
        protecting.protect(path, Protection(OLD, OLD_CODE, CHEAP))
        return path, unlocked(path, OLD)
    return path, None


def campaign(folder: Path, megabytes: float, copies: int, *, protected: bool) -> Figures:
    """So many copies while another program writes."""
    path, key = made(folder, megabytes, protected=protected)
    figures = Figures(path.stat().st_size)
    with Writer(path) as writer:
        for number in range(copies):
            begun = time.monotonic()
            copy = back_up(FileAndKey(path, key), folder / f"safe{number}")
            figures.seconds.append(time.monotonic() - begun)
            wrong = first_finding(copy, copy, TABLES.values(), key)
            figures.unsound += wrong is not None
        time.sleep(0.2)
    figures.commits, figures.longest = writer.commits, writer.longest
    return figures


def control(folder: Path, megabytes: float) -> int:
    """How often of `TURNS` a copy of a few pages at a time begins anew, where somebody signs in
    between its steps; fewer than all of them where it came to its end."""
    path, _key = made(folder, megabytes, protected=False)
    part = folder / "part"
    part.touch()
    left: list[int] = []

    with (
        open_file(path, KEYBOARD) as file,
        closing(connect(path)) as source,
        closing(connect(part)) as copy,
        suppress(TimeoutError),
    ):
        event = event_of(file)

        def go_on(_status: int, remaining: int, _total: int) -> None:
            left.append(remaining)
            if len(left) > TURNS:
                raise TimeoutError
            check_in(file, event, len(left))

        source.backup(copy, pages=20, progress=go_on)
    return sum(after >= before for before, after in pairwise(left))


def main() -> int:
    """Print the figures, then those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mb", type=float, default=25)
    parser.add_argument("--copies", type=int, default=3)
    asked = parser.parse_args()
    status = GOOD
    for protected in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            figures = campaign(Path(folder), asked.mb, asked.copies, protected=protected)
        print(f"{'protected' if protected else 'plain'}: {figures}", flush=True)
        status = max(status, GOOD if figures.is_good else BAD)
    with tempfile.TemporaryDirectory() as folder:
        anew = control(Path(folder), asked.mb)
    print(f"control, a few pages at a time: begun anew {anew} of {TURNS} times")
    return status if anew == TURNS else VOID


if __name__ == "__main__":
    sys.exit(main())
