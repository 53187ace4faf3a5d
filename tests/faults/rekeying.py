"""What is killed: a program that changes how a file is protected.

python tests/faults/rekeying.py FILE ACT [STEP]

With a step it kills itself at that step: each call that syncs, links, renames or removes a file is
one.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.store import protecting
from engagement_app.store.keys.places import beside
from engagement_app.store.keys.slots import written
from engagement_app.store.keys.unlocking import change_passphrase, slots_of, unlocked
from engagement_app.store.keys.ways import Protection, with_passphrase
from engagement_app.store.keys.wrapping import Cost

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
OLD, NEW = "the old words", "the new words"
OLD_CODE, NEW_CODE = (
    "0000-0000-0000-0000-0000-0000-0000",
    "1000-0000-0000-0000-0000-0000-000N",
)


def passphrase(path: Path) -> None:
    change_passphrase(path, unlocked(path, OLD), NEW, CHEAP)


def protect(path: Path) -> None:
    protecting.protect(path, Protection(NEW, NEW_CODE, CHEAP))


def unprotect(path: Path) -> None:
    protecting.unprotect(path, unlocked(path, OLD))


def renew(path: Path) -> None:
    protecting.renew(path, unlocked(path, OLD), Protection(NEW, NEW_CODE, CHEAP))


def in_place(path: Path) -> None:
    """The control: slots are written over what was there, and there is no other copy."""
    changed = with_passphrase(slots_of(path), unlocked(path, OLD), NEW, CHEAP)
    for kept in Path(os.environ["XDG_CONFIG_HOME"]).rglob("*.keys"):
        kept.unlink()
    with beside(path).open("wb") as file:
        content = written(changed)
        file.write(content[:100])
        file.flush()
        os.fsync(file.fileno())
        file.write(content[100:])


ACTS: dict[str, Callable[[Path], None]] = {
    "passphrase": passphrase,
    "protect": protect,
    "unprotect": unprotect,
    "renew": renew,
    "in_place": in_place,
}


def killing_at(
    step: int, names: tuple[str, ...] = ("fsync", "replace", "link", "unlink")
) -> Callable[[], None]:
    """From now on each step is counted, and the one of this number is not lived through.

    Gives what counts one more, for steps that are no such call.
    """
    left = step

    def count() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def counting(*words: object, **more: object) -> object:
            count()
            return call(*words, **more)

        return counting

    for name in names:
        setattr(os, name, counted(getattr(os, name)))
    return count


def main(path: str, act: str, step: str = "0", config: str = "") -> None:
    """Do the act on the file."""
    if config:
        os.environ["XDG_CONFIG_HOME"] = config
    if int(step):
        killing_at(int(step))
    ACTS[act](Path(path))


if __name__ == "__main__":
    main(*sys.argv[1:])
