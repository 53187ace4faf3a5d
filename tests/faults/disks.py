"""Fill the disk, stop the file from growing, make the disk read-only, while people are signed in.

    python tests/faults/disks.py [--only full|small|stopped|read-only]

The full and the read-only disks are real ones in memory, mounted where nobody else sees them,
for which it must be run as root. It counts what was acknowledged, and looks for it afterwards:
the same program must save again as soon as there is room. The control has no room kept for a full
disk and must stop sooner.
"""

import argparse
import errno
import os
import resource
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import func, select

from engagement_app.domain.people import Person
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.patience import Patience
from engagement_app.store.cautions import Caution, cautions
from engagement_app.store.datafile import DataFile, open_file
from engagement_app.store.records import table_of
from engagement_app.store.reserve import make_reserve, reserve_of
from tests.faults.aftermath import Aftermath, look_at
from tests.faults.signing_in import KEYBOARD, check_in, event_of, prepare

MOST = 20_000
AFTERWARDS = 20


@dataclass
class Figures:
    """What happened: sign-ins saved until it stopped, with the room that was kept, and after."""

    before: int = 0
    with_reserve: int = 0
    afterwards: int = 0
    read: int = 0
    told: str = ""
    cause: Cause | None = None
    aftermath: Aftermath = field(default_factory=Aftermath)

    @property
    def is_good(self) -> bool:
        return self.afterwards == AFTERWARDS and self.read > 0 and self.aftermath.is_good

    def __str__(self) -> str:
        return (
            f"{self.before} saved, {self.with_reserve} more with the room kept, then “{self.told}”;"
            f" {self.read} read meanwhile, {self.afterwards} saved afterwards; {self.aftermath}"
        )


class Desk:
    """Signs people in, and says outside the program what was saved."""

    def __init__(self, file: DataFile, told: Path) -> None:
        self._file, self._event = file, event_of(file)
        self._patience = Patience(None)
        self._told = os.open(told, os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_SYNC, 0o600)
        self.saved = 0

    def sign_in(self, most: int) -> StorageError | None:
        """Until it cannot be; gives why."""
        for _each in range(most):
            try:
                ids = self._patience.do(
                    self._file.path, lambda: check_in(self._file, self._event, self.saved)
                )
            except StorageError as error:
                return error
            os.write(self._told, (" ".join(ids) + "\n").encode())
            self.saved += 1
        return None

    def people(self) -> int:
        """How many can be read."""
        with self._file.reading() as session:
            return int(session.scalar(select(func.count()).select_from(table_of(Person))) or 0)


def fill(place: Path) -> None:
    """Take all the room there is."""
    with suppress(OSError), place.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise


def on_a_full_disk(disk: Path, outside: Path, *, reserve: bool) -> Figures:
    """The disk fills up; then what filled it is taken away."""
    path, filler, figures = disk / "town.engagement", disk / "filler", Figures()
    prepare(path)
    with open_file(path, KEYBOARD) as file:
        desk = Desk(file, outside)
        if reserve:
            make_reserve(path)
        fill(filler)
        kept = reserve_of(path).exists()
        if kept != reserve:
            raise RuntimeError("The room was not kept as wished.")
        with suppress(OSError):
            os.truncate(filler, filler.stat().st_size - (1 << 18))
        _sign_in_until_refused(desk, path, figures)
        filler.unlink()
        desk.sign_in(AFTERWARDS)
        figures.afterwards = desk.saved - figures.before - figures.with_reserve
    figures.aftermath = look_at(path, outside)
    return figures


def _sign_in_until_refused(desk: Desk, path: Path, figures: Figures) -> None:
    while reserve_of(path).exists() and desk.sign_in(1) is None:
        figures.before += 1
    # The sign-in for which the room was freed is counted with those that followed it.
    figures.before = min(figures.before, desk.saved)
    error = desk.sign_in(MOST)
    figures.with_reserve = desk.saved - figures.before
    figures.told, figures.cause = str(error), error.cause if error else None
    figures.read = desk.people()


def stopped_from_growing(folder: Path) -> Figures:
    """The system lets no file grow beyond a size, then does again (`ulimit -f`)."""
    path, figures = folder / "town.engagement", Figures()
    prepare(path)
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_file(path, KEYBOARD) as file:
        desk = Desk(file, folder / "told")
        limit = path.stat().st_size + (1 << 16)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, unlimited[1]))
        try:
            error = desk.sign_in(MOST)
            figures.read = desk.people()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
        figures.before, figures.told = desk.saved, str(error)
        figures.cause = error.cause if error else None
        desk.sign_in(AFTERWARDS)
        figures.afterwards = desk.saved - figures.before
    figures.aftermath = look_at(path, folder / "told")
    return figures


def only_read(path: Path) -> str:
    """What goes wrong with a file that may only be read; nothing if it is as it should be."""
    before = path.read_bytes()
    with open_file(path, KEYBOARD) as file:
        if Caution.READ_ONLY not in cautions(path, 0):
            return "nobody is told"
        event = event_of(file)
        try:
            check_in(file, event, 1)
        except StorageError as error:
            if error.cause is not Cause.READ_ONLY:
                return f"told as {error.cause}"
        else:
            return "something was written"
    return "" if path.read_bytes() == before else "the file was changed"


def mounted(folder: Path, size: str) -> None:
    """A disk in memory."""
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    subprocess.run(["mount", *options], check=True)


def _full(folder: Path, size: str, *, reserve: bool) -> Figures:
    disk = folder / "stick"
    disk.mkdir()
    mounted(disk, size)
    try:
        return on_a_full_disk(disk, folder / "told", reserve=reserve)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def full(folder: Path) -> bool:
    """A disk with room to keep some of it."""
    figures = _full(folder, "120m", reserve=True)
    print(f"full, 120 MB, room kept: {figures}", flush=True)
    return figures.is_good and figures.with_reserve > 100 and "stick" in figures.told


def small(folder: Path) -> bool:
    """The control: too small to keep any room, so that it stops at once, and loses nothing."""
    figures = _full(folder, "3m", reserve=False)
    print(f"full, 3 MB, no room kept (control): {figures}", flush=True)
    return figures.is_good and figures.cause is Cause.FULL


def stopped(folder: Path) -> bool:
    """A file that may not grow."""
    figures = stopped_from_growing(folder)
    print(f"may not grow: {figures}", flush=True)
    return figures.is_good and figures.cause is Cause.FAILED


def read_only(folder: Path) -> bool:
    """A disk that is mounted to be read; the control is one that is not."""
    disk = folder / "stick"
    disk.mkdir()
    mounted(disk, "3m")
    path = disk / "town.engagement"
    prepare(path)
    control = only_read(path)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    wrong = only_read(path)
    subprocess.run(["umount", str(disk)], check=True)
    print(f"read only: {wrong or 'opens, is told, nothing changed'}; control: {control}")
    return not wrong and bool(control)


ALL = {"full": full, "small": small, "stopped": stopped, "read-only": read_only}
INSIDE = "ENGAGEMENT_DISKS_INSIDE"


def main() -> int:
    """Print the figures; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=ALL)
    asked = parser.parse_args()
    if INSIDE not in os.environ:
        command = ["unshare", "--mount", sys.executable, *sys.argv]
        return subprocess.run(command, env=os.environ | {INSIDE: "1"}).returncode
    good = True
    for name in [asked.only] if asked.only else ALL:
        with tempfile.TemporaryDirectory() as folder:
            good = ALL[name](Path(folder)) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
