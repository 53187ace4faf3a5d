"""Kill the program at each step and each write while it restores a backup, or puts it back.

    python tests/faults/restores.py [--act restore|put_back] [--calls 40]

On a plain and on a protected file. After each kill the file must hold what it held or what the
backup holds, must be sound, and what it held must be there too: in its place, or beside it. The
control writes the backup over the file: if no kill of it spoils the file, the whole is void
(exit status 2). The exit status is 1 if anything was lost, mixed or unsound.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlcipher3 import dbapi2

from engagement_app.domain.tables import TABLES
from engagement_app.errors import StorageError
from engagement_app.store import backup, protecting
from engagement_app.store.engine import connect
from engagement_app.store.keys.ways import Protection
from engagement_app.store.manifest import count, held
from tests.faults import putting_back
from tests.faults.kills import starting
from tests.faults.putting_back import key_of
from tests.faults.rekeying import CHEAP, OLD, OLD_CODE
from tests.faults.signing_in import KEYBOARD, check_in, event_of, open_file, prepare

GOOD, BAD, VOID = 0, 1, 2
TRIED = ("restore", "put_back")
CALLS = ("pwrite64", "write", "fsync", "fdatasync", "rename", "link", "unlink", "ftruncate")


@dataclass
class Figures:
    """Counts over any number of kills."""

    kills: int = 0
    mixed: int = 0
    lost: int = 0

    @property
    def is_good(self) -> bool:
        return not (self.mixed or self.lost)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.mixed} files neither old nor restored,"
            f" {self.lost} where the old one is nowhere"
        )


class Scene:
    """A folder with a file of thirty people and a backup of twenty, and a home of its own."""

    def __init__(self, folder: Path, *, protected: bool) -> None:
        self.fresh, self.tried = folder / "fresh", folder / "tried"
        self.path = self.tried / "notes.engagement"
        self.tried.mkdir()
        os.environ["XDG_CONFIG_HOME"] = str(self.tried / "config")
        prepare(self.path)
        key = protecting.protect(self.path, Protection(OLD, OLD_CODE, CHEAP)) if protected else None
        with open_file(self.path, KEYBOARD, key=key) as file:
            event = event_of(file)
            for number in range(20):
                check_in(file, event, number)
            made = backup.make(self.path, self.tried / "backups", TABLES.values(), file.key)
            for number in range(10):
                check_in(file, event, number)
        self.copy = self.tried / "backups" / self.path.name
        made.rename(self.copy)
        self.old, self.wanted = contents(self.path), contents(self.copy)
        shutil.copytree(self.tried, self.fresh)

    def again(self) -> None:
        shutil.rmtree(self.tried)
        shutil.copytree(self.fresh, self.tried)

    def look(self, figures: Figures) -> None:
        """What a person would find."""
        figures.kills += 1
        there = contents(self.path)
        kept = [contents(each) for each in self.tried.glob(f"replaced-*/{self.path.name}")]
        figures.mixed += there not in (self.old, self.wanted)
        figures.lost += self.old not in (there, *kept)


def contents(path: Path) -> tuple[object, ...] | None:
    """What the file holds; None of one that does not open or is not sound."""
    try:
        with closing(connect(path, key_of(path))) as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return None
            if connection.execute("PRAGMA cipher_integrity_check").fetchall():
                return None
            return held(count(connection))
    except (StorageError, dbapi2.Error):
        return None


def at_each_step(act: str, folder: Path, *, protected: bool = False, every: int = 1) -> Figures:
    """A kill at each step of ours: before each sync, link, renaming and removal of a file."""
    scene, figures, step = Scene(folder, protected=protected), Figures(), 1
    while True:
        scene.again()
        home = os.environ["XDG_CONFIG_HOME"]
        words = (str(scene.path), str(scene.copy), act, str(step), home)
        running = starting().Process(target=putting_back.main, args=words)
        running.start()
        running.join()
        if running.exitcode == 0:
            return figures
        scene.look(figures)
        step += every


def at_each_call(act: str, folder: Path, most: int, *, protected: bool = False) -> Figures:
    """A kill at each call of the system that changes a disk, the engine's own among them."""
    scene, figures = Scene(folder, protected=protected), Figures()
    program = [sys.executable, putting_back.__file__, str(scene.path), str(scene.copy), act]
    for call in CALLS:
        for number in range(1, most + 1):
            scene.again()
            fault = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"]
            strace = ["strace", "-f", "-qqq", "-o", "/dev/null", *fault]
            ran = subprocess.run([*strace, *program], stderr=subprocess.PIPE)
            if ran.returncode == 0:
                break
            scene.look(figures)
    return figures


def main() -> int:
    """Print the figures, then those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--act", choices=TRIED)
    parser.add_argument("--calls", type=int, default=40)
    asked = parser.parse_args()
    status = GOOD
    for act in [asked.act] if asked.act else TRIED:
        for protected in (False, True):
            kind = "protected" if protected else "plain"
            with tempfile.TemporaryDirectory() as folder:
                steps = at_each_step(act, Path(folder), protected=protected)
            print(f"{act}, {kind}, at each step: {steps}", flush=True)
            status = max(status, GOOD if steps.is_good else BAD)
            if shutil.which("strace") and asked.calls:
                with tempfile.TemporaryDirectory() as folder:
                    calls = at_each_call(act, Path(folder), asked.calls, protected=protected)
                print(f"{act}, {kind}, at each call of the system: {calls}", flush=True)
                status = max(status, GOOD if calls.is_good else BAD)
    with tempfile.TemporaryDirectory() as folder:
        control = at_each_step("in_place", Path(folder), every=7)
    print(f"control, written over the file: {control}", flush=True)
    return VOID if control.is_good else status


if __name__ == "__main__":
    sys.exit(main())
