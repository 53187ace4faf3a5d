"""Look for a name in every byte that a protected file leaves anywhere.

    python tests/faults/plaintext.py

The program works in a home of its own: it signs somebody in whose name is a marker, keeps a draft,
makes backups and bundles, takes one in, changes its protection, and is killed at work. After each
stage every file under data, config, cache, temp and state is searched. The control does the same
without protection: if the marker is found nowhere there, the whole is void (exit status 2).

The bundles of both kinds of file are searched by themselves too, also in what is only packed in
them, and for the keys; their control is one that is packed and not sealed.
"""

import multiprocessing
import os
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.domain import acts, bundles
from engagement_app.domain.people import PersonInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import StorageError
from engagement_app.store import backup, protecting
from engagement_app.store.act import Keyboard
from engagement_app.store.bundles import container
from engagement_app.store.datafile import open_file
from engagement_app.store.fresh import made_whole
from engagement_app.store.keys.unlocking import change_passphrase, unlocked
from engagement_app.store.keys.ways import Protection
from engagement_app.store.keys.wrapping import Cipher, Cost
from engagement_app.store.workspace import list_workspace_keys
from tests.store.keys.waiting import let_pass

MARKER = "Zyxwmarker"
PASSPHRASE = "Qvxpassphrase"
PLAIN_FILE = "SQLite format 3"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
KEYBOARD = Keyboard("Tester", "bench")
GOOD, BAD, VOID = 0, 1, 2
_PACKED = b"\x78\x9c"


def hits(folder: Path, *words: str) -> list[str]:
    """Where one of the words stands, in UTF-8 or UTF-16, packed, or in a name: file and word."""
    found = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        content += b"".join(unpacked(content))
        for word in words:
            forms = {word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")}
            if word in path.name or any(form in content for form in forms):
                found.append(f"{path.relative_to(folder)}: {word}")
    return found


def unpacked(content: bytes) -> Iterator[bytes]:
    """What begins anywhere as packed bytes do, as far as it can be unpacked."""
    start = content.find(_PACKED)
    while start >= 0:
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(content[start:])
        start = content.find(_PACKED, start + 1)


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
    assert begun.wait(30), "it never began to work"
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
        with suppress(StorageError):
            open_file(path, KEYBOARD, "wrong")
        if passphrase:
            assert let_pass(path) == 1  # what comes after is not to wait, nor to be refused

    def carry() -> None:
        made = folder / "carried" / "notes.bundle"
        made.parent.mkdir(exist_ok=True)
        with open_file(path, KEYBOARD, passphrase) as file:
            bundles.make(file, made, PASSPHRASE)

    def take_in() -> None:
        other = path.with_name("other.engagement")
        with made_whole(other, KEYBOARD, protection):
            pass
        with open_file(other, KEYBOARD, passphrase) as file:
            bundles.apply(file, folder / "carried" / "notes.bundle", (PASSPHRASE,))

    yield "made", make
    yield "closed", lambda: sign_in(path, passphrase, 30)
    yield "backed up", back_up
    yield "carried", carry
    yield "taken in", take_in
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


def move_home(folder: Path) -> None:
    """From now on everything of this account is in the folder."""
    for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(folder / name.lower())
        (folder / name.lower()).mkdir()


def campaign(folder: Path, passphrase: str | None) -> tuple[int, list[str]]:
    """How many looks there were, and what was found."""
    looks, found = 0, []
    move_home(folder)
    for stage, do in stages(folder, passphrase):
        do()
        looks += 1
        found += [f"{stage}: {each}" for each in hits(folder, MARKER, PASSPHRASE, PLAIN_FILE)]
    return looks, found


class Unsealed:
    """The control: a cipher that leaves everything as it is."""

    def __init__(self, _key: bytes) -> None:
        pass

    def seal(self, _nonce: bytes, content: bytes, _bound: bytes) -> bytes:
        return content


def of_bundles(
    folder: Path, *, protected: bool, cipher: type[Any] = Cipher
) -> tuple[int, list[str]]:
    """How many bundles were searched, with a passphrase and without, and what was found."""
    move_home(folder)
    path, carried = folder / "data" / "notes.engagement", folder / "carried"
    for each in (path.parent, carried):
        each.mkdir()
    protection = Protection(PASSPHRASE, cost=CHEAP) if protected else None
    with made_whole(path, KEYBOARD, protection) as file:
        key = file.key.secret.hex() if file.key else MARKER
    sign_in(path, PASSPHRASE, 30)
    before, container.Cipher = container.Cipher, cipher
    try:
        with open_file(path, KEYBOARD, PASSPHRASE) as file:
            for number, words in enumerate((None, PASSPHRASE, PASSPHRASE)):
                bundles.make(file, carried / f"{number}.bundle", words)
            with file.reading() as session:
                keys = [key, *(each.secret.hex() for each in list_workspace_keys(session))]
    finally:
        container.Cipher = before
    words = (MARKER, KEYBOARD.device, PASSPHRASE, PLAIN_FILE, *keys)
    return 3, hits(carried, *words)


def main() -> int:
    """Print what was found, then the figures of the controls; gives the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        looks, found = campaign(Path(folder), PASSPHRASE)
    with tempfile.TemporaryDirectory() as folder:
        _looks, control = campaign(Path(folder), None)
    print("\n".join(found) or f"protected: nothing found in {looks} looks")
    print(f"control, not protected: {len(control)} found")
    bad = [each for each in control if MARKER in each]
    for protected in (False, True):
        for cipher, into in ((Cipher, found), (Unsealed, bad)):
            with tempfile.TemporaryDirectory() as folder:
                into += of_bundles(Path(folder), protected=protected, cipher=cipher)[1]
    print("bundles of both, and theirs that were not sealed: ", len(found), len(bad))
    if not bad:
        return VOID
    return BAD if found else GOOD


if __name__ == "__main__":
    sys.exit(main())
