"""Kill the program at each step and each write while it restores a backup, or puts it back.

    python tests/faults/restores.py [--act restore|put_back] [--calls 40]

On a plain and on a protected file; on both as a program left them that was cut off while it wrote,
with a journal that is still to be undone, and old -wal and -shm files; and on both with a damaged
page. After each kill the file must hold what it held or what the backup holds, and what it held
must be there too: in its place, or beside it; of a damaged one each byte. The
control writes the backup over the file: if no kill of it spoils the file, the whole is void (exit
status 2). The exit status is 1 if anything was lost, mixed
or unsound.
"""

import argparse
import os
import shutil
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TypedDict, Unpack

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlcipher3 import dbapi2

from engagement_app.domain.tables import TABLES
from engagement_app.errors import StorageError
from engagement_app.store import backup, protecting
from engagement_app.store.engine import connect
from engagement_app.store.keys.ways import Protection
from engagement_app.store.manifest import count, held
from tests.faults import putting_back, stepping, table
from tests.faults.putting_back import key_of
from tests.faults.rekeying import CHEAP, OLD, OLD_CODE
from tests.faults.signing_in import KEYBOARD, check_in, event_of, open_file, prepare

GOOD, BAD, VOID = 0, 1, 2
TRIED = ("restore", "put_back")
STATES = ("", "cut off", "damaged")
"""What befell the file before it is replaced."""
CALLS = (
    *("pwrite64", "write", "sendfile", "copy_file_range", "ftruncate"),
    *("fsync", "fdatasync", "rename", "link", "unlink", "mkdir", "rmdir"),
)


class How(TypedDict, total=False):
    """On which kind of file, and what befell it before."""

    protected: bool
    state: str


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

    def __init__(self, folder: Path, *, protected: bool = False, state: str = "") -> None:
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
        if state == "damaged":
            damage(self.path)
        self.old, self.wanted = contents(self.path), contents(self.copy)
        if state == "cut off":
            cut_off_while_writing(self.path)
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


def cut_off_while_writing(path: Path) -> None:
    """Half of an act is in the file, and its journal beside it; old files of another mode too."""
    content, journal = path.read_bytes(), path.with_name(path.name + "-journal")
    with closing(connect(path, key_of(path))) as connection:
        for setting in ("cache_size=1", "cache_spill=1", "journal_mode=DELETE"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN IMMEDIATE")
        for _time in range(40):
            connection.execute("UPDATE person SET notes = hex(randomblob(900))")
        half = path.read_bytes(), journal.read_bytes()
        connection.execute("ROLLBACK")
    if half[0] == content or not half[1]:
        raise RuntimeError("The act was not cut off half way.")
    path.write_bytes(half[0])
    journal.write_bytes(half[1])
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).write_bytes(b"of another mode" * 300)


def damage(path: Path) -> None:
    """One page of it is nothing any more."""
    content = bytearray(path.read_bytes())
    page = len(content) // 4096 // 2
    content[page * 4096 : (page + 1) * 4096] = b"\xff" * 4096
    path.write_bytes(content)


def contents(path: Path) -> object:
    """What the file holds; of one that does not open or is not sound its bytes."""
    try:
        with closing(connect(path, key_of(path))) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            if sound and not connection.execute("PRAGMA cipher_integrity_check").fetchall():
                return held(count(connection))
    except (StorageError, dbapi2.Error):
        pass
    return path.read_bytes() if path.exists() else None


def at_each_step(act: str, folder: Path, *, every: int = 1, **how: Unpack[How]) -> Figures:
    """A kill at each step of ours: before each sync, link, renaming and removal of a file."""
    scene = Scene(folder, **how)
    words = (str(scene.path), str(scene.copy), act)
    return stepping.at_each_step(scene, Figures(), putting_back.main, *words, every=every)


def at_each_call(act: str, folder: Path, most: int, **how: Unpack[How]) -> Figures:
    """A kill at each call of the system that changes a disk, the engine's own among them."""
    scene = Scene(folder, **how)
    words = (str(scene.path), str(scene.copy), act)
    return stepping.at_each_call(scene, Figures(), CALLS, most, putting_back.main, *words)


def name_of(act: str, state: str) -> str:
    """What the campaign is called."""
    return f"killed during {act.replace('_', ' ')}{state and f', {state}'}"


def main() -> int:
    """Print the figures, then those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--act", choices=TRIED)
    parser.add_argument("--calls", type=int, default=40)
    asked = parser.parse_args()
    status = GOOD
    for act in [asked.act] if asked.act else TRIED:
        for protected, state in product((False, True), STATES):
            kind = f"{table.kind_of(protected)}, {state or 'sound'}"
            how: How = {"protected": protected, "state": state}
            with tempfile.TemporaryDirectory() as folder:
                steps = at_each_step(act, Path(folder), **how)
            print(f"{act}, {kind}, at each step: {steps}", flush=True)
            status = max(status, GOOD if steps.is_good else BAD)
            if shutil.which("strace") and asked.calls:
                with tempfile.TemporaryDirectory() as folder:
                    calls = at_each_call(act, Path(folder), asked.calls, **how)
                print(f"{act}, {kind}, at each call of the system: {calls}", flush=True)
                status = max(status, GOOD if calls.is_good else BAD)
    with tempfile.TemporaryDirectory() as folder:
        control = at_each_step("in_place", Path(folder), every=7)
    print(f"control, written over the file: {control}", flush=True)
    return VOID if control.is_good else status


if __name__ == "__main__":
    sys.exit(main())
