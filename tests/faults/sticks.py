"""Take the stick away, fill it, make it read-only, while backups are made, and see what is told.

    python tests/faults/sticks.py [--only out|other|read-only|full|fills|pulled]
                                  [--plain|--protected]

The sticks are disks in memory, mounted where nobody else sees them, for which it must be run as
root. Each time the backup beside the file must be made and be sound, and the one on the stick must
neither get its name nor a tick: only a sentence. The control is a stick with which all is well,
which must get its copy. The exit status is 1 if anything was otherwise. No disk here has the names
of FAT; see `test_sticks.py` for those.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from engagement_app.domain.soundness import FileAndKey
from engagement_app.domain.tables import TABLES
from engagement_app.gui.backups import choose_second_place, second_place_if_there
from engagement_app.gui.copying import Copied, keep_copies
from engagement_app.store import backup
from engagement_app.store.backup import folder_of
from engagement_app.store.proving import first_finding
from tests.faults import table
from tests.faults.disks import INSIDE, fill, mounted
from tests.faults.signing_in import check_in, event_of
from tests.faults.tried_files import KINDS, key_of, open_file, prepare

Spoil = Callable[[Path], None]
"""What happens to the stick that is mounted there."""


def nothing(_stick: Path) -> None:
    """All is well."""


def taken_out(stick: Path) -> None:
    subprocess.run(["umount", "-l", str(stick)], check=True)


def made_read_only(stick: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)


def filled(stick: Path) -> None:
    fill(stick / "films")


def swapped(stick: Path) -> None:
    """Another stick in its place."""
    taken_out(stick)
    mounted(stick, "8m")


@contextmanager
def midway(stick: Path, spoil: Spoil) -> Iterator[None]:
    """It happens once the bytes are on the stick, before they are read again from it."""
    let_go = backup.let_go

    def spoilt(part: Path) -> None:
        let_go(part)
        if part.parent == stick:
            spoil(stick)

    backup.let_go = spoilt
    try:
        yield
    finally:
        backup.let_go = let_go


@contextmanager
def as_it_copies(stick: Path, spoil: Spoil) -> Iterator[None]:
    """It happens as the copying begins."""
    copying = backup.copy_at_once

    def spoilt(path, part, key):
        if part.parent == stick:
            spoil(stick)
        return copying(path, part, key)

    backup.copy_at_once = spoilt
    try:
        yield
    finally:
        backup.copy_at_once = copying


def before(stick: Path, spoil: Spoil):
    """It happens before anything is begun."""
    spoil(stick)
    return nullcontext()


CASES = {
    "out": (before, taken_out),
    "other": (before, swapped),
    "read-only": (before, made_read_only),
    "full": (before, filled),
    "fills": (as_it_copies, filled),
    "pulled": (midway, taken_out),
    "pulled as it begins": (as_it_copies, taken_out),
}


class Laptop:
    """A file of a few people, to be backed up again and again, in a home of its own."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.kind, self.path = kind, folder / "laptop" / "town.engagement"
        self.path.parent.mkdir()
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
        prepare(self.path, protected=KINDS[kind])
        with open_file(self.path) as file:
            for number in range(60):
                check_in(file, event_of(file), number)
        self.key = key_of(self.path)

    def backed_up(self, stick: Path, when, spoil: Spoil) -> Copied:
        """What is made while this happens to the stick."""
        mounted(stick, "4m")
        choose_second_place(stick)
        with when(stick, spoil):
            return keep_copies(FileAndKey(self.path, self.key), second_place_if_there())

    def wrong_with(self, made: Copied, stick: Path) -> str:
        """What is not as it should be; nothing if all is."""
        if made.near is None or first_finding(made.near, made.near, TABLES.values(), self.key):
            return "the backup beside the file is not there or not sound"
        if made.far is not None:
            return "the stick got a tick"
        with suppress(OSError):
            if list(stick.glob("*.engagement")):
                return "a copy on the stick has its name"
        return ""

    def tried(self, name: str) -> bool:
        """Print how it went; whether as it should."""
        with stick_of(self.path) as stick:
            made = self.backed_up(stick, *CASES[name])
            wrong = self.wrong_with(made, stick)
        told = wrong or "near made, no tick for the stick"
        print(f"{name}, {self.kind}: {told}; told: “{made.trouble}”")
        return not wrong

    def control(self) -> bool:
        """A stick with which all is well gets its copy."""
        with stick_of(self.path) as stick:
            made = self.backed_up(stick, before, nothing)
            got = made.far is not None and made.far.exists() and not made.trouble
        told = "the copy is there" if got else made.trouble or "no copy"
        print(f"control, all is well, {self.kind}: {told}")
        return got


@contextmanager
def stick_of(path: Path) -> Iterator[Path]:
    """Where a stick is put in; it is taken out again, and no backup stays."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        (stick := Path(folder, "stick")).mkdir()
        yield stick
        subprocess.run(["umount", "-l", stick], stderr=subprocess.DEVNULL)
    shutil.rmtree(folder_of(path))


def main() -> int:
    """Print how each went; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=CASES)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    if INSIDE not in os.environ:
        command = ["unshare", "--mount", sys.executable, *sys.argv]
        return subprocess.run(command, env=os.environ | {INSIDE: "1"}).returncode
    good = []
    for kind in table.kinds_of(asked):
        with tempfile.TemporaryDirectory() as folder:
            laptop = Laptop(Path(folder), kind)
            good += [laptop.tried(name) for name in ([asked.only] if asked.only else CASES)]
            good.append(laptop.control())
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
