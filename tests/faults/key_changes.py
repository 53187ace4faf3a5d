"""Kill the program at each step and each write while it changes how a file is protected.

    python tests/faults/key_changes.py [--act passphrase|protect|unprotect|renew] [--writes 40]

After each kill the file must open, with what opened it before or with the new passphrase, hold
all that it held, and open with a recovery code unless it is unprotected. The control writes key
slots in place: if no kill of it leaves a file that nobody can open, the whole is void (status 2).
"""

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.errors import StorageError, UserError
from engagement_app.store import protecting
from engagement_app.store.engine import connect
from engagement_app.store.header import is_protected
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.unlocking import unlocked, unlocked_by_code
from engagement_app.store.keys.ways import Protection
from engagement_app.store.manifest import count, held
from tests.faults import rekeying, stepping
from tests.faults.rekeying import CHEAP, NEW, NEW_CODE, OLD, OLD_CODE
from tests.faults.signing_in import KEYBOARD, check_in, event_of, open_file, prepare
from tests.store.keys.waiting import let_pass

GOOD, BAD, VOID = 0, 1, 2
TRIED = ("passphrase", "protect", "unprotect", "renew")
CALLS = ("pwrite64", "write", "fsync", "fdatasync", "rename", "unlink", "ftruncate")


@dataclass
class Figures:
    """Counts over any number of kills."""

    kills: int = 0
    shut: int = 0
    without_code: int = 0
    lost: int = 0

    @property
    def is_good(self) -> bool:
        return not (self.shut or self.without_code or self.lost)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.shut} files that nothing opens,"
            f" {self.without_code} without a recovery code, {self.lost} that lost something"
        )


class Scene:
    """A folder with a file of forty people, and a home of its own."""

    def __init__(self, folder: Path, act: str) -> None:
        self.act = act
        self.fresh, self.tried = folder / "fresh", folder / "tried"
        self.path = self.tried / "notes.engagement"
        for each in (self.fresh, self.tried):
            each.mkdir()
        os.environ["XDG_CONFIG_HOME"] = str(self.tried / "config")
        prepare(self.path)
        with open_file(self.path, KEYBOARD) as file:
            event = event_of(file)
            for number in range(40):
                check_in(file, event, number)
        key = None
        if act != "protect":
            key = protecting.protect(self.path, Protection(OLD, OLD_CODE, CHEAP))
        self.held = contents(self.path, key)
        shutil.rmtree(self.fresh)
        shutil.copytree(self.tried, self.fresh)

    def again(self) -> None:
        shutil.rmtree(self.tried)
        shutil.copytree(self.fresh, self.tried)

    def look(self, figures: Figures) -> None:
        """Open what is left as a person would."""
        figures.kills += 1
        keys = [key for key in map(self.opened, (OLD, NEW)) if key]
        plain = not is_protected_or_lost(self.path)
        if not keys and not plain:
            figures.shut += 1
            return
        figures.lost += contents(self.path, keys[0] if keys else None) != self.held
        figures.without_code += not plain and not any(map(self.by_code, (OLD_CODE, NEW_CODE)))

    def opened(self, passphrase: str) -> DataKey | None:
        try:
            if not is_protected(self.path):
                return None
            let_pass(self.path)
            return unlocked(self.path, passphrase)
        except (StorageError, UserError):
            return None

    def by_code(self, code: str) -> bool:
        let_pass(self.path)
        try:
            return bool(unlocked_by_code(self.path, code))
        except (StorageError, UserError):
            return False


def is_protected_or_lost(path: Path) -> bool:
    """Whether the file is anything but one that opens without a key."""
    try:
        return is_protected(path)
    except StorageError:
        return True


def contents(path: Path, key: DataKey | None) -> tuple[object, ...]:
    connection = connect(path, key)
    try:
        return held(count(connection))
    finally:
        connection.close()


def at_each_step(act: str, folder: Path, every: int = 1) -> Figures:
    """A kill at each step of ours: before each sync, renaming and removal of a file."""
    scene = Scene(folder, act)
    words = (str(scene.path), act)
    return stepping.at_each_step(scene, Figures(), rekeying.main, *words, every=every)


def at_each_call(act: str, folder: Path, most: int) -> Figures:
    """A kill at each call of the system that changes a disk, the engine's own among them."""
    scene = Scene(folder, act)
    words = (str(scene.path), act)
    return stepping.at_each_call(scene, Figures(), CALLS, most, rekeying.main, *words)


def main() -> int:
    """Print the figures, then those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--act", choices=TRIED)
    parser.add_argument("--writes", type=int, default=40)
    asked = parser.parse_args()
    status = GOOD
    for act in [asked.act] if asked.act else TRIED:
        with tempfile.TemporaryDirectory() as folder:
            steps = at_each_step(act, Path(folder))
        print(f"{act}, at each step: {steps}", flush=True)
        status = max(status, GOOD if steps.is_good else BAD)
        if shutil.which("strace") and asked.writes:
            with tempfile.TemporaryDirectory() as folder:
                calls = at_each_call(act, Path(folder), asked.writes)
            print(f"{act}, at each call of the system: {calls}", flush=True)
            status = max(status, GOOD if calls.is_good else BAD)
    with tempfile.TemporaryDirectory() as folder:
        control = at_each_step("in_place", Path(folder))
    print(f"control, slots written in place: {control}", flush=True)
    return VOID if control.is_good else status


if __name__ == "__main__":
    sys.exit(main())
