"""Damage key slots and try wrong keys, and see that whoever has the right one gets everything.

    python tests/faults/slots.py [--every 7]

A protected file of forty people has its slots in three places: beside it, in the config folder and
beside its backup. One or two of them are damaged or taken away in every way; each seventh byte is
altered; where all three are gone the file is refused, left as it was, and opens again with any
one of them. Wrong passphrases, codes and keyrings are refused, also on a file whose last act was
cut off (a hot journal), and the right ones open it afterwards. The control has slots in one place
alone: if it lives through every damage, the whole is void (status 2).
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import combinations, islice, product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import keyring

from engagement_app.errors import StorageError, UserError
from engagement_app.store import backup, protecting
from engagement_app.store.engine import connect
from engagement_app.store.keys import ways
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.places import beside
from engagement_app.store.keys.recovery_code import new_code
from engagement_app.store.keys.slots import read, written
from engagement_app.store.keys.unlocking import (
    change_passphrase,
    unlocked,
    unlocked_by_code,
    use_the_keyring,
)
from engagement_app.store.keys.ways import Protection
from engagement_app.store.manifest import contents, count
from tests.faults.key_changes import BAD, GOOD, VOID
from tests.faults.rekeying import CHEAP, OLD, OLD_CODE
from tests.faults.signing_in import KEYBOARD, check_in, event_of, open_file, prepare
from tests.store.keys import keyrings
from tests.store.keys.waiting import let_pass

REFUSED = (StorageError, UserError)
Ask = Callable[[Path], DataKey]
RIGHT: dict[str, Ask] = {
    "passphrase": lambda path: unlocked(path, OLD),
    "code": lambda path: unlocked_by_code(path, OLD_CODE),
}


@dataclass
class Figures:
    """What was tried, and what did not come out as it should."""

    tried: int = 0
    failed: list[str] = field(default_factory=list)

    def count(self, case: str, survived: bool) -> None:
        self.tried += 1
        if not survived:
            self.failed.append(case)

    def __str__(self) -> str:
        told = "".join(f"\n  {case}" for case in self.failed[:20])
        return f"{self.tried - len(self.failed)} of {self.tried}{told}"


class Scene:
    """A protected file of forty people with its backup, in a folder that is put back each time."""

    def __init__(self, folder: Path) -> None:
        self.fresh, self.tried = folder / "fresh", folder / "tried"
        self.path = self.tried / "notes.engagement"
        self.tried.mkdir()
        os.environ["XDG_CONFIG_HOME"] = str(self.tried / "config")
        prepare(self.path)
        with open_file(self.path, KEYBOARD) as file:
            for number in range(40):
                check_in(file, event_of(file), number)
        key = protecting.protect(self.path, Protection(OLD, OLD_CODE, CHEAP))
        backup.make(self.path, backup.folder_of(self.path), key=key)
        self.held = recorded(self.path, key)
        shutil.copytree(self.tried, self.fresh)
        self.places = sorted(self.tried.rglob("*.keys"))
        assert len(self.places) == 3
        self.whole = self.places[0].read_bytes()

    def restore(self) -> None:
        shutil.rmtree(self.tried)
        shutil.copytree(self.fresh, self.tried)

    def opens(self, ask: Ask) -> bool:
        """Whether this opens it, with everything in it."""
        let_pass(self.path)
        try:
            key = ask(self.path)
        except REFUSED:
            return False
        with open_file(self.path, KEYBOARD, key=key.copy()):
            pass
        return recorded(self.path, key) == self.held

    def is_mended(self) -> bool:
        """Whether the slots beside it are whole again, unless nothing can be put in their place."""
        place = beside(self.path)
        return place.is_dir() or place.read_bytes() == self.whole

    def refuses(self, ask: Ask) -> bool:
        """Whether this is refused in a sentence, and not a byte of anything altered by it."""
        let_pass(self.path)
        before = bytes_of(self.tried)
        try:
            ask(self.path)
        except REFUSED as error:
            return bool(str(error)) and bytes_of(self.tried) == before
        return False


class CutOff(Scene):
    """The same file, copied in the middle of an act: half written, its journal beside it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        aside = folder / "aside"
        with closing(connect(self.path, unlocked(self.path, OLD))) as connection:
            connection.execute("PRAGMA cache_size=2")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE person SET notes = hex(randomblob(2000))")
            shutil.copytree(self.tried, aside)
            connection.execute("ROLLBACK")
        journal = aside / f"{self.path.name}-journal"
        assert journal.stat().st_size > 0
        assert (aside / self.path.name).read_bytes() != (self.fresh / self.path.name).read_bytes()
        shutil.rmtree(self.fresh)
        aside.rename(self.fresh)


def recorded(path: Path, key: DataKey) -> tuple[object, ...]:
    """All but the list of acts, which tells of those who were refused."""
    with closing(connect(path, key)) as connection:
        return contents(count(connection))


def bytes_of(folder: Path) -> dict[Path, bytes]:
    """All but the note that somebody was refused, which is kept until the file opens."""
    files = (each for each in folder.rglob("*") if each.is_file() and each.suffix != ".refused")
    return {each: each.read_bytes() for each in files}


def a_folder(place: Path) -> None:
    place.unlink()
    place.mkdir()


def rewrite(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda place: place.write_bytes(change(place.read_bytes()))


def another_vault(_content: bytes) -> bytes:
    return written(ways.laid_out(DataKey.fresh(), Protection("other", new_code(), CHEAP)))


def of_a_stranger(content: bytes) -> bytes:
    """Well-formed, of this vault, newer than all others, and by somebody who has no key of it."""
    found = read(content)
    assert found is not None
    key = DataKey(found.slots.vault, os.urandom(32))
    made = ways.laid_out(key, Protection("other", new_code(), CHEAP))
    return written(replace(made, revision=1000).proved(key))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "empty": rewrite(lambda _content: b""),
    "cut": rewrite(lambda content: content[:200]),
    "noise": rewrite(lambda content: os.urandom(len(content))),
    "sealed altered": rewrite(lambda content: content.replace(b'"sealed": "', b'"sealed": "A')),
    "salts altered": rewrite(lambda content: content.replace(b'"salt": "', b'"salt": "A')),
    "very deep": rewrite(lambda _content: b"[" * 100_000),
    "very large": rewrite(lambda content: content + b" " * (2 << 20)),
    "no object": rewrite(lambda _content: b"[1, 2]"),
    "of another file": rewrite(another_vault),
    "of a stranger": rewrite(of_a_stranger),
    "older": rewrite(lambda content: content.replace(b'"revision": 2', b'"revision": 1')),
    "a folder": a_folder,
}


def in_one_or_two_places(scene: Scene, figures: Figures, step: int) -> None:
    """Some copies are damaged, at least one is whole: both ways in, and the damage put right."""
    spoilt = [each for some in (1, 2) for each in combinations(scene.places, some)]
    for places, how, way in islice(product(spoilt, DAMAGE, RIGHT), 0, None, step):
        scene.restore()
        for place in places:
            DAMAGE[how](place)
        names = ", ".join(each.parent.name for each in places)
        survived = scene.opens(RIGHT[way]) and scene.is_mended()
        figures.count(f"{how} in {names}, by {way}", survived)


def in_all_places(scene: Scene, figures: Figures, step: int) -> None:
    """Nothing is left: refused, nothing made in its place, and any one copy brings it back."""
    hows = ("missing", "empty", "cut", "noise", "very deep", "no object", "of another file")
    for how, kept in islice(product(hows, scene.places), 0, None, step):
        scene.restore()
        for place in scene.places:
            DAMAGE[how](place)
        refused = all(map(scene.refuses, RIGHT.values()))
        kept.write_bytes(scene.whole)
        back = scene.opens(RIGHT["passphrase"])
        figures.count(f"{how} everywhere, {kept.parent.name} put back", refused and back)


def byte_by_byte(scene: Scene, figures: Figures, every: int) -> None:
    """Each byte of the copy beside the file altered in turn."""
    scene.restore()
    for at in range(0, len(scene.whole), every):
        altered = bytearray(scene.whole)
        altered[at] ^= 1 << (at % 8)
        for way, ask in RIGHT.items():
            beside(scene.path).write_bytes(altered)
            survived = scene.opens(ask) and scene.is_mended()
            figures.count(f"byte {at} altered, by {way}", survived)


def wrong_words() -> Iterator[tuple[str, Ask]]:
    """Passphrases that are not the right one, five of them in a row, and codes that are not."""
    for number, word in enumerate(
        ("wrong", OLD + " ", " " + OLD, OLD.upper(), OLD[:-1], "", "x" * 100_000, "'; --", "\0")
    ):
        yield f"passphrase {number}", lambda path, word=word: unlocked(path, word)
    for code in (new_code(), "0" * 27, OLD_CODE.replace("0", "1", 1), "U" + OLD_CODE[1:], ""):
        yield f"code {code[:4]}…", lambda path, code=code: unlocked_by_code(path, code)
    yield "no keyring", unlocked


def with_wrong_keys(scene: Scene, figures: Figures) -> None:
    """Refused without a trace; after all of them the right ones open it."""
    scene.restore()
    for name, ask in wrong_words():
        figures.count(f"{type(scene).__name__}, {name}", scene.refuses(ask))
    for way, ask in RIGHT.items():
        figures.count(f"{type(scene).__name__}, {way} afterwards", scene.opens(ask))


def with_failing_keyrings(scene: Scene, figures: Figures) -> None:
    """A file that the keyring opened: when it fails that is told within two seconds, and the code
    opens it; a passphrase is set with it, and opens it from then on."""
    for name in ("Missing", "Locked", "Raising", "Hanging", "Plain", "Forgetful"):
        scene.restore()
        keyring.set_keyring(keyrings.Working())
        assert use_the_keyring(scene.path, unlocked(scene.path, OLD))
        figures.count("the keyring opens it", scene.opens(unlocked))
        keyring.set_keyring(getattr(keyrings, name)())
        began = time.monotonic()
        refused = scene.refuses(unlocked) and time.monotonic() - began < 2
        figures.count(f"keyring {name}: told in time", refused)
        figures.count(f"keyring {name}: the code", scene.opens(RIGHT["code"]))
        change_passphrase(scene.path, RIGHT["code"](scene.path), OLD, CHEAP)
        figures.count(f"keyring {name}: a passphrase", scene.opens(RIGHT["passphrase"]))
    keyring.set_keyring(keyrings.Missing())


def with_one_place(scene: Scene) -> Figures:
    """The control: a program that keeps its slots beside the file and nowhere else."""
    figures = Figures()
    for how, damage in DAMAGE.items():
        scene.restore()
        for place in scene.places:
            if place != beside(scene.path):
                place.unlink()
        damage(beside(scene.path))
        figures.count(how, scene.opens(RIGHT["passphrase"]))
    return figures


def campaign(folder: Path, every: int, step: int = 1) -> tuple[Figures, Figures]:
    """The figures, and those of the control; of each list of damages only each so manieth."""
    keyring.set_keyring(keyrings.Missing())
    figures = Figures()
    for kind, name in ((Scene, "calm"), (CutOff, "cut off")):
        (folder / name).mkdir()
        scene = kind(folder / name)
        with_wrong_keys(scene, figures)
    (folder / "slots").mkdir()
    scene = Scene(folder / "slots")
    in_one_or_two_places(scene, figures, step)
    in_all_places(scene, figures, step)
    byte_by_byte(scene, figures, every)
    with_failing_keyrings(scene, figures)
    return figures, with_one_place(scene)


def main() -> int:
    """Print the figures, then those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures, control = campaign(Path(folder), asked.every)
    print(f"wrong-key and damaged-slot cases survived: {figures}")
    print(f"control, slots in one place: {control}")
    if not control.failed:
        return VOID
    return BAD if figures.failed else GOOD


if __name__ == "__main__":
    sys.exit(main())
