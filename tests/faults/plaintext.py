"""Look for a name in every byte that a protected file leaves anywhere.

    python tests/faults/plaintext.py

The program works in a home of its own: it signs somebody in whose name is a marker, keeps a draft,
makes backups, changes its protection, and is killed at work. After each stage every file under
data, config, cache, temp and state is searched. The control does the same without protection: if
the marker is found nowhere there, the whole is void (exit status 2).
"""

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.domain import acts
from engagement_app.domain.people import PersonInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import StorageError
from engagement_app.store import backup, protecting
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import open_file
from engagement_app.store.fresh import made_whole
from engagement_app.store.keys.unlocking import change_passphrase, unlocked
from engagement_app.store.keys.ways import Protection
from engagement_app.store.keys.wrapping import Cost

MARKER = "Zyxwmarker"
PASSPHRASE = "Qvxpassphrase"
PLAIN_FILE = "SQLite format 3"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
KEYBOARD = Keyboard("Tester", "bench")
GOOD, BAD, VOID = 0, 1, 2


def hits(folder: Path, *words: str) -> list[str]:
    """Where one of the words stands, in UTF-8 or UTF-16, or in a name: file and word."""
    found = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        for word in words:
            forms = {word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")}
            if word in path.name or any(form in content for form in forms):
                found.append(f"{path.relative_to(folder)}: {word}")
    return found


def sign_in(path: Path, passphrase: str | None, count: int) -> None:
    with open_file(path, KEYBOARD, passphrase) as file:
        for _each in range(count):
            with file.writing("person.add") as session:
                acts.add(session, PersonInput.parse(given_name=MARKER, notes=MARKER * 20))
        file.keep_drafts([("form", MARKER)])


def work_for_ever(path: Path, passphrase: str | None, begun: object) -> None:
    """Writes, and is killed at it: a large act is in the journal when that happens."""
    with open_file(path, KEYBOARD, passphrase) as file:
        while True:
            with file.writing("person.add") as session:
                for _each in range(20):
                    acts.add(session, PersonInput.parse(given_name=MARKER, notes=MARKER))
            begun.set()  # type: ignore[attr-defined]


def killed(path: Path, passphrase: str | None) -> None:
    context = multiprocessing.get_context("spawn")
    begun = context.Event()
    running = context.Process(target=work_for_ever, args=(path, passphrase, begun))
    running.start()
    begun.wait(30)
    time.sleep(0.05)
    running.kill()
    running.join()


def stages(folder: Path, passphrase: str | None) -> Iterator[tuple[str, Callable[[], object]]]:
    """What the program does, step by step."""
    path = folder / "data" / "notes.engagement"
    protection = Protection(passphrase, cost=CHEAP) if passphrase else None

    def make() -> None:
        path.parent.mkdir()
        with made_whole(path, KEYBOARD, protection):
            pass

    def back_up() -> None:
        with open_file(path, KEYBOARD, passphrase) as file:
            backup.make(path, backup.folder_of(path), TABLES.values(), file.key)

    def refused() -> None:
        try:
            open_file(path, KEYBOARD, "wrong")
        except StorageError:
            return

    yield "made", make
    yield "closed", lambda: sign_in(path, passphrase, 30)
    yield "backed up", back_up
    yield "refused", refused
    yield "killed", lambda: killed(path, passphrase)
    yield "opened after it", lambda: sign_in(path, passphrase, 1)
    if passphrase:
        key = unlocked
        again = Protection(passphrase, cost=CHEAP)
        yield (
            "passphrase",
            lambda: change_passphrase(path, key(path, passphrase), passphrase, CHEAP),
        )
        yield "new key", lambda: protecting.renew(path, key(path, passphrase), again)
        yield "backed up again", back_up


def campaign(folder: Path, passphrase: str | None) -> tuple[int, list[str]]:
    """How many looks there were, and what was found."""
    for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(folder / name.lower())
        (folder / name.lower()).mkdir()
    looks, found = 0, []
    for stage, do in stages(folder, passphrase):
        do()
        looks += 1
        found += [f"{stage}: {each}" for each in hits(folder, MARKER, PASSPHRASE, PLAIN_FILE)]
    return looks, found


def main() -> int:
    """Print what was found, then the figures of the control; gives the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        looks, found = campaign(Path(folder), PASSPHRASE)
    with tempfile.TemporaryDirectory() as folder:
        _looks, control = campaign(Path(folder), None)
    print("\n".join(found) or f"protected: nothing found in {looks} looks")
    print(f"control, not protected: {len(control)} found")
    if not any(MARKER in each for each in control):
        return VOID
    return BAD if found else GOOD


if __name__ == "__main__":
    sys.exit(main())
