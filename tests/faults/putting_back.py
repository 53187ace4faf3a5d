"""What is killed: a program that restores a backup, or puts back what was replaced.

python tests/faults/putting_back.py FILE BACKUP ACT [STEP] [CONFIG]

With a step it kills itself at that step: each call that syncs, links, renames, makes or removes
a file is one.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.domain import restoring
from engagement_app.store.header import is_protected
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.unlocking import unlocked
from engagement_app.store.partial import sync
from tests.faults import rekeying
from tests.faults.rekeying import OLD

STEPS = ("fsync", "replace", "unlink", "link", "mkdir")


def key_of(path: Path) -> DataKey | None:
    return unlocked(path, OLD) if is_protected(path) else None


def restore(path: Path, copy: Path) -> None:
    restoring.restore(path, copy, (key_of(path), key_of(copy)))


def put_back(path: Path, copy: Path) -> None:
    """The backup is then the file in a folder of what was replaced."""
    restoring.put_back(path, copy.parent, (key_of(path), key_of(copy)))


def in_place(path: Path, copy: Path) -> None:
    """The control: the backup is written over what is there."""
    with path.open("r+b") as file:
        for block in (copy.read_bytes()[at : at + 4096] for at in range(0, 10**7, 4096)):
            file.write(block)
            file.flush()
            os.fsync(file.fileno())
            if not block:
                break
    sync(path)


ACTS: dict[str, Callable[[Path, Path], None]] = {
    "restore": restore,
    "put_back": put_back,
    "in_place": in_place,
}


def main(path: str, copy: str, act: str, step: str = "0", config: str = "") -> None:
    """Do the act on the file."""
    if config:
        os.environ["XDG_CONFIG_HOME"] = config
    if int(step):
        rekeying.killing_at(int(step), STEPS)
    ACTS[act](Path(path), Path(copy))


if __name__ == "__main__":
    main(*sys.argv[1:])
