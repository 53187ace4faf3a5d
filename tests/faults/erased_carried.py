"""Erase somebody on one laptop while another one writes more of them, and look for them everywhere.

    python tests/faults/erased_carried.py [--rounds 12] [--seed 20261123] [--plain|--protected]

Both laptops know a person; one has bundles of the other from before. Then one erases the person
(now with the words, now without), the other, which knows nothing of it, writes more of them, and
they take each other's bundles in, new and old, in an order that comes from the seed. In the end
no byte of the person is in either file, for whoever has its key, in what lies beside them, in the
bundles made then, opened, or in the backups made then. Unsound is each place where one is, half
done a round after which the two do not know the same. The control obeys no ledger of a bundle, and
must leave some. The exit statuses are those of `table.py`.
"""

import argparse
import os
import random
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.domain import acts, bundles, erasing
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.contributions import Contribution, ContributionInput
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.soundness import back_up, check
from engagement_app.store.act import Keyboard
from engagement_app.store.backup import folder_of
from engagement_app.store.bundles import union
from engagement_app.store.bundles.bundle import eight_letters, read_bundle
from engagement_app.store.bundles.rows import written
from engagement_app.store.header import is_protected
from engagement_app.store.plain_rows import ask
from tests.faults import table
from tests.faults.aftermath import Aftermath
from tests.faults.rekeying import OLD
from tests.faults.signing_in import check_in, event_of
from tests.faults.table import Line
from tests.faults.tried_files import copied, open_file, prepare
from tests.store.bundles.laptops import shared
from tests.store.test_erasures_protected import unsealed

MARK = "Zebedeus"
KEPT = "There are no buses"


class Pair:
    """Two laptops, each with a home of its own, and what lies on the stick between them."""

    def __init__(self, folder: Path, *, protected: bool) -> None:
        self.paths = [folder / name / "town.engagement" for name in "AB"]
        self.stick = folder / "stick"
        for each in (*(path.parent for path in self.paths), self.stick):
            each.mkdir()
        here, there = self.paths
        with self.at(here, create=protected) as file:
            self.event = event_of(file)
            [[self.project]] = self.ask(file, "SELECT id FROM project")
            check_in(file, self.event, 1)
            entry = PersonInput.parse(given_name="Jo", family_name=MARK, notes=f"{MARK} " * 400)
            self.person = self.do(file, acts.add, entry)
            self.said = self.say(file, f"{MARK} was late")
            self.do(file, acts.amend, Contribution, self.said, words=KEPT)
            bundles.make(file, self.stick / "first.bundle")
        copied(here, there)
        self.write_more(there, KEPT)
        self.carry(there, "older of B")

    @contextmanager
    def at(self, path: Path, *, create: bool | None = None) -> Iterator:
        """The file of a laptop, in the home of that one."""
        os.environ["XDG_CONFIG_HOME"] = str(path.parent / "config")
        if create is not None:
            prepare(path, protected=create)
        with open_file(path, Keyboard("Tester", f"laptop-{path.parent.name}")) as file:
            yield file

    def ask(self, file, sql: str) -> list:
        with file.reading() as session:
            return ask(session, sql)

    def do(self, file, command, *words, **values):
        with file.writing("test") as session:
            return command(session, *words, **values)

    def say(self, file, words: str) -> str:
        """They come, and say something, and are promised something."""
        came = self.do(
            file, acts.add, AttendanceInput.parse(event_id=self.event, person_id=self.person)
        )
        said = {"event_id": self.event, "attendance_id": came, "voice": "own", "words": words}
        contribution = self.do(file, acts.add, ContributionInput.parse(**said))
        promised = {
            "project_id": self.project,
            "person_id": self.person,
            "contribution_id": contribution,
        }
        self.do(file, acts.add, FollowUpInput.parse(**promised, description=f"Ring {MARK}"))
        return contribution

    def write_more(self, path: Path, words: str) -> None:
        """Who knows nothing of an erasure writes on, and leaves something half typed."""
        with self.at(path) as file:
            self.do(file, acts.amend, Person, self.person, phone="07700 900111", notes=f"{MARK}!")
            self.say(file, words)
            file.keep_drafts([(f"person:{self.person}", f'{{"notes": "{MARK}"}}')])

    def erase(self, path: Path, keep_words: bool) -> None:
        with self.at(path) as file:
            erasing.erase_for_good(file, self.person, keep_words=keep_words)

    def carry(self, path: Path, name: str) -> None:
        with self.at(path) as file:
            bundles.make(file, self.stick / f"{name}.bundle")

    def take(self, path: Path, name: str) -> None:
        with self.at(path) as file:
            bundles.apply(file, self.stick / f"{name}.bundle")

    def meet(self) -> None:
        """Each takes what the other knows."""
        for path, other in (self.paths, reversed(self.paths)):
            self.carry(other, "now")
            self.take(path, "now")

    def found(self) -> Aftermath:
        """Where anything of them is, once older backups are gone."""
        found, knows = Aftermath(faults=1, acknowledged=2), set()
        for path in self.paths:
            shutil.rmtree(folder_of(path), ignore_errors=True)
            with self.at(path) as file:
                copy = back_up(file, folder_of(path))
                bundles.make(file, made := self.stick / "end.bundle")
                ways = bundles._ways(file, ())
                lines = b"".join(written_again(read_bundle(made, ways, bundles.EXPECTED).rows))
                found.unsound += len(check(file))
                changes = self.ask(file, "SELECT id, digest FROM change ORDER BY id")
                with file.reading() as session:
                    knows.add(repr((eight_letters(session), changes, shared(file))))
            places = [lines, *(plain(each) for each in (path, copy))]
            places += [each.read_bytes() for each in path.parent.rglob("*") if each.is_file()]
            found.unsound += sum(MARK.encode() in each for each in places)
        found.half_done = int(len(knows) > 1)
        return found


def written_again(rows) -> Iterator[bytes]:
    """What is in a bundle, once it is open."""
    return written((name, list(row), [tuple(row.values())]) for name, row in rows)


def plain(path: Path) -> bytes:
    """The pages of a file, deciphered where it is protected."""
    return unsealed(path, OLD) if is_protected(path) else path.read_bytes()


@contextmanager
def disobeying() -> Iterator[None]:
    """The control: what a ledger names is entered, and nothing of it is emptied."""
    before = union.empty_who_is_erased, bundles.forget_what_is_here_alone
    union.empty_who_is_erased = lambda _session, _kinds, _is_news: {}
    bundles.forget_what_is_here_alone = lambda _session, _reasons: None
    try:
        yield
    finally:
        union.empty_who_is_erased, bundles.forget_what_is_here_alone = before


def one_round(pair: Pair, chance: random.Random) -> Aftermath:
    """Who erases, who writes, and what is taken in when, as it comes."""
    here, there = chance.sample(pair.paths, 2)
    acts_of_both = [
        partial(pair.erase, here, chance.random() < 0.5),
        partial(pair.write_more, there, f"{MARK} said more"),
    ]
    chance.shuffle(acts_of_both)
    for each in acts_of_both:
        each()
    old = [
        partial(pair.take, path, name) for path in pair.paths for name in ("first", "older of B")
    ]
    for each in chance.sample([pair.meet, *old], chance.randint(1, len(old) + 1)):
        each()
    pair.meet()
    return pair.found()


def campaign(rounds: int, seed: int, folder: Path, *, protected: bool) -> Aftermath:
    """So many rounds, each with two new laptops."""
    total = Aftermath()
    for number in range(rounds):
        (place := folder / str(number)).mkdir()
        chance = random.Random(f"{seed} {number}")
        total.add(one_round(Pair(place, protected=protected), chance))
        shutil.rmtree(place)
    return total


def line(rounds: int, seed: int, folder: Path, *, protected: bool) -> Line:
    """So many rounds, and a few of the control."""
    found = campaign(rounds, seed, folder, protected=protected)
    with disobeying():
        control = campaign(2, seed, folder, protected=protected)
    return Line("erased on one laptop of two", table.kind_of(protected), found, control)


def main() -> int:
    """Print the figures, and those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=20261123)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    return table.told(table.of_each_kind(asked, partial(line, asked.rounds, asked.seed)))


if __name__ == "__main__":
    sys.exit(main())
