"""Turn bits of a bundle, and cut it off, and see that it is refused and nothing is changed.

    python tests/faults/altered_bundles.py [--flips 300] [--cuts 100] [--plain|--protected]

One that is refused is told in a sentence; the file is then as it was to the byte, and nothing lies
beside it. Half done is whatever changed anything, unsound what was told in no sentence. The control
takes in what it can read before it meets anything wrong, and must change the file. The exit
statuses are those of `table.py`.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.domain import bundles
from engagement_app.errors import UserError
from engagement_app.store.bundles import container
from engagement_app.store.bundles.container import BrokenError
from tests.faults import table
from tests.faults.aftermath import Aftermath
from tests.faults.carried import Scene
from tests.faults.table import Line
from tests.faults.tried_files import open_file

FRAME = 2000
"""Bytes of lines in a frame: a bundle of a few people then has many."""


@contextmanager
def small_frames() -> Iterator[None]:
    """Bundles have many frames, as those of very many people do."""
    before, container._SOME = container._SOME, FRAME
    try:
        yield
    finally:
        container._SOME = before


@contextmanager
def believing() -> Iterator[None]:
    """The control: what could be read before anything wrong is believed."""
    reading = container.opened

    def as_far_as_it_goes(stream, head, key):
        try:
            yield from reading(stream, head, key)
        except BrokenError:
            return

    container.opened = as_far_as_it_goes
    try:
        yield
    finally:
        container.opened = reading


def flipped(whole: bytes, chance: random.Random) -> bytes:
    content, bit = bytearray(whole), chance.randrange(8 * len(whole))
    content[bit // 8] ^= 1 << bit % 8
    return bytes(content)


def cut(whole: bytes, chance: random.Random) -> bytes:
    return whole[: chance.randrange(len(whole))]


def given(scene: Scene, content: bytes) -> Aftermath:
    """What is left when it is taken in."""
    scene.bundle.write_bytes(content)
    with open_file(scene.path) as file:
        before = left(scene)
        found = Aftermath(faults=1, acknowledged=len(scene.ids))
        try:
            bundles.apply(file, scene.bundle)
        except UserError as error:
            found.unsound = int("cannot be taken in" not in str(error))
        except Exception as error:
            print(repr(error), file=sys.stderr)
            found.unsound = 1
        found.half_done = int(left(scene) != before)
    if found.half_done:
        scene.again()
    return found


def left(scene: Scene) -> tuple[bytes, list[str]]:
    return scene.path.read_bytes(), sorted(map(str, scene.tried.rglob("*")))


def campaign(flips: int, cuts: int, seed: int, scene: Scene) -> Aftermath:
    """So many of each; where comes from the seed."""
    chance, total, whole = random.Random(seed), Aftermath(), scene.bundle.read_bytes()
    for spoil, times in ((flipped, flips), (cut, cuts)):
        for _time in range(times):
            total.add(given(scene, spoil(whole, chance)))
    return total


def line(flips: int, cuts: int, seed: int, folder: Path, *, protected: bool) -> Line:
    """So many of each, and some of the control."""
    with small_frames():
        scene = Scene(folder, protected=protected)
    scene.again()
    found = campaign(flips, cuts, seed, scene)
    scene.again()
    with believing():
        control = campaign(4, 12, seed, scene)
    note = f"{scene.bundle.stat().st_size:,} bytes"
    return Line("bundles altered", table.kind_of(protected), found, control, note)


def main() -> int:
    """Print the figures, and those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--flips", type=int, default=300)
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261123)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    wanted = partial(line, asked.flips, asked.cuts, asked.seed)
    return table.told(table.of_each_kind(asked, wanted))


if __name__ == "__main__":
    sys.exit(main())
