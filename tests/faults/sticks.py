"""Take the stick away, fill it, make it read-only, while backups are made, and see what is told.

    python tests/faults/sticks.py [--only out|other|read-only|full|fills|pulled]

The sticks are disks in memory, mounted where nobody else sees them, for which it must be run as
root. Each time the backup beside the file must be made and be sound, and the one on the stick must
neither get its name nor a tick: only a sentence. The control is a stick with which all is well,
which must get its copy. The exit status is 1 if anything was otherwise. No disk here has the names
of FAT; see `test_sticks.py` for those.
"""

import argparse
import os
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
from engagement_app.store.proving import first_finding
from tests.faults.disks import INSIDE, fill, mounted
from tests.faults.signing_in import KEYBOARD, check_in, event_of, open_file, prepare

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


def backed_up(folder: Path, when, spoil: Spoil) -> tuple[Copied, Path]:
    """Back up a file of a few people while this happens to the stick."""
    stick, path = folder / "stick", folder / "laptop" / "town.engagement"
    for each in (stick, path.parent):
        each.mkdir()
    mounted(stick, "4m")
    prepare(path)
    with open_file(path, KEYBOARD) as file:
        for number in range(200):
            check_in(file, event_of(file), number)
    choose_second_place(stick)
    with when(stick, spoil):
        return keep_copies(FileAndKey(path, None), second_place_if_there()), stick


def wrong_with(made: Copied, stick: Path) -> str:
    """What is not as it should be; nothing if all is."""
    if made.near is None or first_finding(made.near, made.near, TABLES.values(), None):
        return "the backup beside the file is not there or not sound"
    if made.far is not None:
        return "the stick got a tick"
    with suppress(OSError):
        if list(stick.glob("*.engagement")):
            return "a copy on the stick has its name"
    return ""


def tried(name: str) -> bool:
    """Print how it went; whether as it should."""
    when, spoil = CASES[name]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["XDG_CONFIG_HOME"] = str(Path(folder) / "config")
        made, stick = backed_up(Path(folder), when, spoil)
        wrong = wrong_with(made, stick)
        subprocess.run(["umount", "-l", str(stick)], stderr=subprocess.DEVNULL)
    print(f"{name}: {wrong or 'near made, no tick for the stick'}; told: “{made.trouble}”")
    return not wrong


def control() -> bool:
    """A stick with which all is well gets its copy."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["XDG_CONFIG_HOME"] = str(Path(folder) / "config")
        made, stick = backed_up(Path(folder), before, nothing)
        got = made.far is not None and made.far.exists() and not made.trouble
        subprocess.run(["umount", "-l", str(stick)])
    print(f"control, all is well: {'the copy is there' if got else made.trouble or 'no copy'}")
    return got


def main() -> int:
    """Print how each went; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=CASES)
    asked = parser.parse_args()
    if INSIDE not in os.environ:
        command = ["unshare", "--mount", sys.executable, *sys.argv]
        return subprocess.run(command, env=os.environ | {INSIDE: "1"}).returncode
    good = [tried(name) for name in ([asked.only] if asked.only else CASES)]
    return 0 if all([*good, control()]) else 1


if __name__ == "__main__":
    sys.exit(main())
