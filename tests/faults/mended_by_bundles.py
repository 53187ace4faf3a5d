"""Spoil a page of a data file, and repair it with its backup and the bundle of another laptop.

    python tests/faults/mended_by_bundles.py [--pages 100] [--seed 20261123] [--plain|--protected]

The backup knows ten people, the other laptop ten more, and five whom it alone met; ten and a
changed phone are in the file alone. Whatever page is spoilt: all that the backup or the bundle has
is there again, each change as it was; of what was in the file alone each change is there, or it is
told what is missing; and the new file is sound. Lost is a change or an answer that is not there and
that nothing tells of, unsound a file that is, or a repair that fails. The control repairs without
the bundle, and must lose. The exit statuses are those of `table.py`.
"""

import argparse
import os
import random
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.domain import acts, bundles, repairing
from engagement_app.domain.people import Person
from engagement_app.domain.tables import EVERY
from engagement_app.errors import StorageError, UserError
from engagement_app.store import backup
from engagement_app.store.act import Keyboard
from engagement_app.store.engine import connect
from engagement_app.store.proving import first_finding
from tests.faults import table
from tests.faults.aftermath import Aftermath
from tests.faults.flips import UNPROVED, answer, is_told
from tests.faults.signing_in import check_in, event_of
from tests.faults.table import Line
from tests.faults.tried_files import copied, key_of, open_file, prepare

PAGE = 4096
SPOILT = (b"\xff", b"\0", b"")
"""What a page is full of afterwards; of nothing, of random bytes."""
Rows = dict[str, dict[str, str]]
"""By table the rows by id, each with the record that it is about."""


class Scene:
    """A file, its backup, and the bundle of a laptop that knows what it knew for a time."""

    def __init__(self, folder: Path, *, protected: bool) -> None:
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
        self.path, other = folder / "town.engagement", folder / "other.engagement"
        self.bundle = folder / "other.bundle"
        prepare(self.path, protected=protected)
        with open_file(self.path) as file:
            self._meet(file, 10)
            bundles.make(file, self.bundle)
            copy = backup.make(file.path, backup.folder_of(file.path), EVERY.values(), file.key)
            self._meet(file, 10)
        copied(self.path, other)
        with open_file(other, Keyboard("Tom", "laptop-B")) as file:
            self._meet(file, 5)
            bundles.make(file, self.bundle)
        self.wanted = rows_of(other)
        for name, those in rows_of(copy).items():
            self.wanted[name] |= those
        with open_file(self.path) as file:
            self._meet(file, 10)
            person = min(rows_of(copy)["person"])
            with file.writing("amend") as session:
                acts.amend(session, Person, person, phone="07700 900111")
        self.content, self.alone = self.path.read_bytes(), rows_of(self.path)
        self.key = key_of(self.path)

    def _meet(self, file, count: int) -> None:
        """So many people sign in, and as many answers to monitoring come."""
        event = event_of(file)
        for number in range(count):
            check_in(file, event, number)
        answer(file, event, count)

    def spoil(self, chance: random.Random) -> None:
        """One page of the file is nothing any more."""
        content, page = bytearray(self.content), chance.randrange(len(self.content) // PAGE)
        what = chance.choice(SPOILT)
        filled = what * PAGE if what else chance.randbytes(PAGE)
        content[page * PAGE : (page + 1) * PAGE] = filled
        self.path.write_bytes(content)

    def repaired(self, *others: Path) -> Aftermath:
        """What is there once it is repaired with these."""
        found = Aftermath(faults=1, acknowledged=sum(map(len, self.wanted.values())))
        key = self.key and self.key.copy()
        before = self.path.read_bytes()
        try:
            made = repairing.repair(self.path, key, "Tester", key_of, further=others)
        except (StorageError, UserError) as error:
            print(repr(error), file=sys.stderr)
            found.unsound = 1
            return found
        again, told = rows_of(made.path, self.key), "\n".join(made.told)
        missing = [
            each
            for name, those in self.wanted.items()
            for each in those.keys() - again[name].keys()
        ]
        unsaid = [
            each
            for name, those in self.alone.items()
            for each, about in those.items()
            if each not in again[name]
            and name not in UNPROVED
            and not is_told(name, (each, about), told)
            and "Nothing could be read" not in told
        ]
        found.lost = len({*missing, *unsaid})
        wrong = first_finding(made.path, made.path, EVERY.values(), self.key)
        found.unsound = int(bool(wrong) or self.path.read_bytes() != before)
        for each in made.path.parent.glob(f"{made.path.name}*"):
            each.unlink()
        return found


def rows_of(path: Path, key=None) -> Rows:
    """Every change, answer and record of a sound file, and for each what it is about."""
    about = {"change": "record_id"}
    with closing(connect(path, key or key_of(path))) as connection:
        return {
            name: dict(
                connection.execute(f'SELECT id, {about.get(name, "id")} FROM "{name}"').fetchall()
            )
            for name in (*EVERY, "change")
        }


def campaign(
    pages: int, seed: int, folder: Path, *, protected: bool
) -> tuple[Aftermath, Aftermath]:
    """So many pages, and some of them repaired without the bundle."""
    scene, chance = Scene(folder, protected=protected), random.Random(seed)
    found, control = Aftermath(), Aftermath()
    for number in range(pages):
        scene.spoil(chance)
        found.add(scene.repaired(scene.bundle))
        if number < max(2, pages // 20):
            control.add(scene.repaired())
    return found, control


def line(pages: int, seed: int, folder: Path, *, protected: bool) -> Line:
    """So many pages spoilt, one at a time; half as many of a protected file."""
    pages = max(1, pages // 2) if protected else pages
    return Line(
        "pages spoilt, mended by a bundle",
        table.kind_of(protected),
        *campaign(pages, seed, folder, protected=protected),
    )


def main() -> int:
    """Print the figures, and those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261123)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    return table.told(table.of_each_kind(asked, partial(line, asked.pages, asked.seed)))


if __name__ == "__main__":
    sys.exit(main())
