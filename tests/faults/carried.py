"""Kill the program, or stop it, while it takes in a bundle of another laptop.

    python tests/faults/carried.py [--writes 90] [--kills 60] [--plain|--protected]

The file has forty people and the bundle sixty more, changes of some of the forty, and an erasure.
Killed at a write, at a step of ours, at another call of the system or at any moment, or stopped
whenever it tells how far it is: the file is as before or as after, sound, nobody of the forty is
missing, and trying again completes; the letters are then those of the laptop that made the bundle.
The control keeps what comes a few rows at a time, and must be seen half done. The exit statuses
are those of `table.py`; what is killed is `taking_in.py`.
"""

import argparse
import math
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.domain import acts, bundles, erasing
from engagement_app.domain.people import Person
from engagement_app.domain.soundness import check
from engagement_app.errors import Cancelled, StorageError
from engagement_app.store.act import Keyboard
from engagement_app.store.bundles import bundle, union
from engagement_app.store.bundles.bundle import eight_letters
from engagement_app.store.plain_rows import ask
from tests.faults import stepping, table, taking_in
from tests.faults.aftermath import Aftermath
from tests.faults.kills import starting
from tests.faults.signing_in import check_in, event_of
from tests.faults.table import Line
from tests.faults.taking_in import IN_PARTS
from tests.faults.tracing import ends_well, how_many, spread, traced
from tests.faults.tried_files import copied, open_file, prepare
from tests.store.bundles.laptops import shared

KILLED_AT_WRITES, KILLED = "killed at each write, bundles", "killed at any moment, bundles"
STOPPED = "a bundle stopped on the way"
HERE, MORE = 40, 60
CALLS = ("write", "ftruncate", "fsync", "fdatasync", "rename", "link", "unlink")
State = tuple[str, str]
"""The letters of a file, and all that it shares with other laptops."""
Stop = Callable[[int, int], None]


class Scene:
    """A file that a bundle is to be taken into, in a home of its own."""

    def __init__(self, folder: Path, *, protected: bool = False, way: str = "") -> None:
        self.way, self.fresh, self.tried = way, folder / "fresh", folder / "tried"
        self.path, self.bundle = self.tried / "town.engagement", self.tried / "other.bundle"
        self.tried.mkdir()
        os.environ["XDG_CONFIG_HOME"] = str(self.tried / "config")
        prepare(self.path, protected=protected)
        self.ids = self._people(self.path, HERE - 10)
        other = folder / self.path.name
        copied(self.path, other)
        self.ids += self._people(self.path, 10)
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config of another")
        self.sent = self._of_another(other)
        os.environ["XDG_CONFIG_HOME"] = str(self.tried / "config")
        shutil.copytree(self.tried, self.fresh)
        self.before = state(self.path)
        self.again()
        taking_in.main(*self.rightly)
        self.after = state(self.path)
        if self.after[0] != self.sent or self.before == self.after:
            raise RuntimeError("The bundle does not bring what the other laptop knows.")

    @property
    def words(self) -> tuple[str, str, str]:
        """What is done with it, by `taking_in.main`."""
        return str(self.path), str(self.bundle), self.way

    @property
    def rightly(self) -> tuple[str, ...]:
        """The same as it should be done, in the home of the scene, which a process that was started
        earlier does not know."""
        return (*self.words[:2], "", "0", os.environ["XDG_CONFIG_HOME"])

    def _people(self, path: Path, count: int) -> list[str]:
        """Who signs in here, and then a bundle, by which the other laptop hears of them."""
        with open_file(path) as file:
            found = [
                each for number in range(count) for each in check_in(file, event_of(file), number)
            ]
            bundles.make(file, self.bundle)
        return found

    def _of_another(self, path: Path) -> str:
        """What the other laptop does, of which it makes a bundle; gives its letters then."""
        with open_file(path, Keyboard("Tom", "laptop-B")) as file:
            for number in range(MORE):
                check_in(file, event_of(file), number)
            with file.writing("amend") as session:
                for number in (0, 2, 4):
                    acts.amend(session, Person, self.ids[number], phone=f"07700 90000{number}")
            bundles.apply(file, self.bundle)
            erasing.erase_for_good(file, self.ids[-2])
            bundles.make(file, self.bundle)
        return state(path)[0]

    def again(self) -> None:
        shutil.rmtree(self.tried)
        shutil.copytree(self.fresh, self.tried)

    def look(self, figures: Aftermath) -> None:
        """What a person would find; and it is tried again."""
        found, (left, there) = Aftermath(faults=1, acknowledged=len(self.ids)), knows(self.path)
        found.half_done = int(left not in (self.before, self.after))
        found.lost = len(set(self.ids) - there)
        completes = ends_well(taking_in.main, *self.rightly)
        found.unsound = int(not completes or state(self.path) != self.after)
        figures.add(found)


def knows(path: Path) -> tuple[State, set[str]]:
    """What the file knows, opened as a person would, and the ids of who came; nothing of one that
    does not open."""
    try:
        with open_file(path) as file:
            with file.reading() as session:
                letters = eight_letters(session)
                changes = ask(session, "SELECT id, digest FROM change ORDER BY id")
                came = ask(session, "SELECT id FROM person UNION ALL SELECT id FROM attendance")
            return (letters, repr((changes, shared(file)))), {each for (each,) in came}
    except StorageError as error:
        return ("", str(error)), set()


def state(path: Path) -> State:
    """The same of one that is sound; else what is wrong with it."""
    found = knows(path)[0]
    with suppress(StorageError), open_file(path) as file:
        wrong = tuple(check(file))
        return ("", str(wrong)) if wrong else found
    return found


def at_each_write(writes: int, every: int, calls: int, scene: Scene) -> Aftermath:
    """A kill at so many writes, evenly spread; at each so manieth step of ours; and at so many of
    each other call."""
    found = Aftermath()
    scene.again()
    total = how_many("pwrite64", scene.tried.with_name("trace"), taking_in.main, *scene.words)
    for write in spread(writes, total):
        scene.again()
        fault = f"inject=pwrite64:signal=KILL:when={write}"
        how = ["-e", "trace=pwrite64", "-e", fault, "-o", os.devnull]
        if traced(how, taking_in.main, *scene.words):
            scene.look(found)
    stepping.at_each_step(scene, found, taking_in.main, *scene.words, every=every)
    return stepping.at_each_call(scene, found, CALLS, calls, taking_in.main, *scene.words)


def at_any_moment(kills: int, seed: int, scene: Scene) -> Aftermath:
    """So many kills while it is at work; when comes from the seed and from how busy we are."""
    chance, found, took = random.Random(seed), Aftermath(), _killed_after(math.inf, scene)[0]
    while found.faults < kills:
        lived, was_killed = _killed_after(took * chance.random(), scene)
        if was_killed:
            scene.look(found)
        else:
            took = min(took, lived)
    return found


def _killed_after(seconds: float, scene: Scene) -> tuple[float, bool]:
    """For how long it lived, and whether it was killed before its end."""
    scene.again()
    words, begun = (*scene.words, *scene.rightly[3:]), time.monotonic()
    running = starting().Process(target=taking_in.main, args=words)
    running.start()
    running.join(None if math.isinf(seconds) else seconds)
    running.kill()
    running.join()
    return time.monotonic() - begun, running.exitcode != 0


@contextmanager
def often() -> Iterator[None]:
    """It is told very often how far a bundle is."""
    before = bundle._OFTEN, union.AT_ONCE
    bundle._OFTEN, union.AT_ONCE = 40, 10
    try:
        yield
    finally:
        bundle._OFTEN, union.AT_ONCE = before


def stopped(most: int, scene: Scene) -> Aftermath:
    """It is stopped at so many of the times at which it tells how far it is, evenly spread."""
    found, ticks = Aftermath(), [0]
    with often(), taking_in.taken_in(scene.way):
        _stopped_at(0, ticks, scene)
        for tick in spread(most, ticks[0]):
            if not _stopped_at(tick, [0], scene):
                raise RuntimeError("It did not stop.")
            scene.look(found)
    return found


def _stopped_at(tick: int, ticks: list[int], scene: Scene) -> bool:
    """Whether it stopped; of 0 it goes on to its end."""

    def stop(_done: int, _total: int) -> None:
        ticks[0] += 1
        if ticks[0] == tick:
            raise Cancelled

    scene.again()
    try:
        with open_file(scene.path) as file:
            bundles.apply(file, scene.bundle, progress=stop)
    except Cancelled:
        return True
    return False


def _line(name: str, how: Callable[[Scene, int], Aftermath], folder: Path, protected: bool) -> Line:
    """What is done with a scene, and a sixth of it with that of the control."""
    kind = table.kind_of(protected)
    if reason := table.missing(table.STRACE):
        return Line(name, kind, Aftermath(), not_tried=reason)
    found = []
    for way, share in (("", 1), (IN_PARTS, 6)):
        (place := folder / f"way {way}").mkdir()
        found.append(how(Scene(place, protected=protected, way=way), share))
    return Line(name, kind, *found)


def line_at_each_write(
    writes: int, every: int, calls: int, folder: Path, *, protected: bool
) -> Line:
    """Kills at writes, steps and calls."""

    def how(scene: Scene, share: int) -> Aftermath:
        return at_each_write(max(8, writes // share), every * share, calls // share, scene)

    return _line(KILLED_AT_WRITES, how, folder, protected)


def line_at_any_moment(kills: int, seed: int, folder: Path, *, protected: bool) -> Line:
    """Kills at any moment."""

    def how(scene: Scene, share: int) -> Aftermath:
        return at_any_moment(max(12, kills // share), seed, scene)

    return _line(KILLED, how, folder, protected)


def line_stopped(most: int, folder: Path, *, protected: bool) -> Line:
    """Stopped on the way."""

    def how(scene: Scene, share: int) -> Aftermath:
        return stopped(max(8, most // share), scene)

    return _line(STOPPED, how, folder, protected)


def main() -> int:
    """Print the figures, and those of the controls; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--writes", type=int, default=90)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=20261123)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    wanted = (
        partial(line_at_each_write, asked.writes, 1, 8),
        partial(line_at_any_moment, asked.kills, asked.seed),
        partial(line_stopped, asked.writes // 2),
    )
    return table.told(table.of_each_kind(asked, *wanted))


if __name__ == "__main__":
    sys.exit(main())
