"""Fill the disk, stop the file from growing, make the disk read-only, while people are signed in.

    python tests/faults/disks.py [--only full|small|stopped|read-only] [--plain|--protected]

The full and the read-only disks are real ones in memory, mounted where nobody else sees them,
for which it must be run as root. It counts what was acknowledged, and looks for it afterwards:
the same program must save again as soon as there is room. The control keeps no journal and
acknowledges each sign-in before it is saved, and must do harm; that of what may only be read is a
file that may be written, where nobody is told. The exit statuses are those of `table.py`.
"""

import argparse
import ctypes
import errno
import os
import resource
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import func, select

from engagement_app.domain.people import Person
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.patience import Patience
from engagement_app.store.cautions import Caution, cautions
from engagement_app.store.datafile import DataFile
from engagement_app.store.records import table_of
from engagement_app.store.reserve import make_reserve, reserve_of
from tests.faults import table
from tests.faults.aftermath import Aftermath, look_at
from tests.faults.bad_ways import NO_JOURNAL, taken
from tests.faults.signing_in import check_in, event_of
from tests.faults.table import Line
from tests.faults.tried_files import open_file, prepare

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

    def __init__(self, file: DataFile, told: Path, *, early: bool = False) -> None:
        self._file, self._event, self._early = file, event_of(file), early
        self._patience = Patience(None)
        self._told = os.open(told, os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_SYNC, 0o600)
        self.saved = 0

    def sign_in(self, most: int) -> StorageError | None:
        """Until it cannot be; gives why."""
        for _each in range(most):
            try:
                ids = self._patience.do(self._file.path, self._check_in)
            except StorageError as error:
                return error
            self._tell(ids)
            self.saved += 1
        return None

    def _check_in(self) -> list[str]:
        def early(ids: list[str]) -> None:
            if self._early:
                self._tell(ids)

        return check_in(self._file, self._event, self.saved, early)

    def _tell(self, ids: list[str]) -> None:
        os.write(self._told, (" ".join(ids) + "\n").encode())

    def people(self) -> int:
        """How many can be read; none of a file that this spoiled."""
        with suppress(StorageError), self._file.reading() as session:
            return int(session.scalar(select(func.count()).select_from(table_of(Person))) or 0)
        return 0


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


def on_a_full_disk(
    disk: Path, outside: Path, *, reserve: bool, protected: bool = False, early: bool = False
) -> Figures:
    """The disk fills up; then what filled it is taken away."""
    path, filler, figures = disk / "town.engagement", disk / "filler", Figures()
    prepare(path, protected=protected)
    with open_file(path) as file:
        desk = Desk(file, outside, early=early)
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


def stopped_from_growing(folder: Path, *, protected: bool = False, early: bool = False) -> Figures:
    """The system lets no file grow beyond a size, then does again (`ulimit -f`)."""
    path, figures = folder / "town.engagement", Figures()
    prepare(path, protected=protected)
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_file(path) as file:
        desk = Desk(file, folder / "told", early=early)
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
    with open_file(path) as file:
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


INSIDE = "ENGAGEMENT_DISKS_INSIDE"
"""Set in a process that was kept apart by whoever started it."""


def apart() -> None:
    """From now on nobody else sees what this process mounts; raises `OSError`."""
    if INSIDE in os.environ:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x00020000):  # CLONE_NEWNS
        raise OSError(ctypes.get_errno(), "mounts cannot be kept apart")
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)


def mounted(folder: Path, size: str) -> Path:
    """A disk in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    subprocess.run(["mount", *options], check=True)
    return folder


def _full(folder: Path, size: str, *, reserve: bool, protected: bool, early: bool) -> Figures:
    disk = mounted(folder / "stick", size)
    try:
        told = folder / "told"
        return on_a_full_disk(disk, told, reserve=reserve, protected=protected, early=early)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def full(folder: Path, *, protected: bool, early: bool = False) -> tuple[Figures, bool]:
    """A disk of 120 MB, with room to keep some of it."""
    figures = _full(folder, "120m", reserve=True, protected=protected, early=early)
    return figures, figures.with_reserve > 100 and "stick" in figures.told


def small(folder: Path, *, protected: bool, early: bool = False) -> tuple[Figures, bool]:
    """A disk of 3 MB, too small to keep any room: it stops at once, and loses nothing."""
    figures = _full(folder, "3m", reserve=False, protected=protected, early=early)
    return figures, figures.cause is Cause.FULL and "stick" in figures.told


def stopped(folder: Path, *, protected: bool, early: bool = False) -> tuple[Figures, bool]:
    """A file that may not grow."""
    folder.mkdir()
    figures = stopped_from_growing(folder, protected=protected, early=early)
    return figures, figures.cause is Cause.FAILED


FULL = {"full": full, "small": small, "stopped": stopped}
NAMES = {
    "full": "a disk of 120 MB fills up",
    "small": "a disk of 3 MB fills up",
    "stopped": "a file that may not grow",
    "read-only": "a disk that may only be read",
}
"""What each is called in the table; `stopped` alone needs no root."""


def _filled(name: str, folder: Path, *, protected: bool) -> Line:
    """What was not as it should be beside the records is counted as half done."""
    good, well = FULL[name](folder / "good", protected=protected)
    with taken(NO_JOURNAL):
        bad, _well = FULL[name](folder / "bad", protected=protected, early=True)
    found = good.aftermath
    found.half_done += not well or not good.is_good
    note = f"{good.before} and {good.with_reserve} saved, then “{good.told}”"
    kind = table.kind_of(protected)
    return Line(NAMES[name], kind, found, bad.aftermath, note)


def read_only(folder: Path, *, protected: bool) -> Line:
    """A disk that is mounted to be read; the control is one that is not."""
    disk = mounted(folder / "stick", "3m")
    path = disk / "town.engagement"
    prepare(path, protected=protected)
    control = only_read(path)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    wrong = only_read(path)
    subprocess.run(["umount", str(disk)], check=True)
    found, bad = (
        Aftermath(1, half_done=int(bool(wrong))),
        Aftermath(1, half_done=int(bool(control))),
    )
    kind = table.kind_of(protected)
    return Line(NAMES["read-only"], kind, found, bad, wrong or "opens, is told, nothing changed")


def line(name: str, folder: Path, *, protected: bool) -> Line:
    """One of these troubles, in a process of its own: what it mounts is seen by nobody else."""
    if name != "stopped" and os.geteuid():
        kind = table.kind_of(protected)
        return Line(NAMES[name], kind, Aftermath(), not_tried="only root may mount a disk")
    if name != "stopped":
        apart()
    if name == "read-only":
        return read_only(folder, protected=protected)
    return _filled(name, folder, protected=protected)


def main() -> int:
    """Print the figures; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=NAMES)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    wanted = [asked.only] if asked.only else NAMES
    return table.told(table.of_each_kind(asked, *(partial(line, name) for name in wanted)))


if __name__ == "__main__":
    sys.exit(main())
