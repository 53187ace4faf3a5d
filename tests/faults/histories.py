"""Laptops that work apart and meet by chance, again and again: in the end all know the same.

    python tests/faults/histories.py [--histories 2000] [--seed 20261123] [--plain|--protected]

Two to five laptops, with clocks years apart, write, delete, erase and meet in an order that comes
from the seed; in the end each meets each other. Lost is a change that any of them has not, half
done a history after which two differ in a row, in a letter of a change or in the letters they
show, unsound one after which the last file is, or which tells of tampering. The control lets the
side that changed a record last be believed whole, and must lose. The exit statuses are those of
`table.py`.
"""

import argparse
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engagement_app.domain.tables import EVERY
from engagement_app.store import clock
from engagement_app.store.bundles.union import Taken, _fold_again
from engagement_app.store.changes import CHANGE
from engagement_app.store.datafile import create_file
from engagement_app.store.erasures import ERASURE, take_entries
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.plain_rows import ask, insert_raw
from tests.faults import table
from tests.faults.aftermath import Aftermath
from tests.faults.table import Line
from tests.faults.tried_files import KEYBOARD
from tests.store.bundles.test_histories import Town, told

STEPS = ("add", "phone", "email", "say", "delete", "erase", "keep words of", "meet", "clock")
CONTROLS = 40
_BETWEEN = dict.fromkeys(STEPS[1:-2], (0, 5)) | {"clock": (-3, 3)}
"""What the number of a step is: who it is about, or years; else a laptop."""
_NEWEST = "SELECT max(hlc) FROM change WHERE record_id = ?"
_DROP = "DELETE FROM change WHERE record_id = ?"


class LastWriterWins(Town):
    """The control: of each record the side that changed it last is believed, whole."""

    def meet(self, laptop, other):
        by_record, entries = defaultdict(list), []
        for name, row in told(other):
            if name == CHANGE.name:
                by_record[row["record_id"]].append(row)
            elif name == ERASURE.name:
                entries.append(row)
        with laptop.file.writing("meet") as session:
            take_entries(session, entries)
            newer = [each for each in by_record if _is_newer(session, each, by_record[each])]
            for each in newer:
                ask(session, _DROP, (each,))
                insert_raw(session, CHANGE, by_record[each])
            _fold_again(session, EVERY, newer, Taken())


def _is_newer(session, record, theirs) -> bool:
    [[ours]] = ask(session, _NEWEST, (record,))
    return ours is None or ours < max(row["hlc"] for row in theirs)


@contextmanager
def town_of(how_many: int, blank: Path, kind: type[Town], key: DataKey | None) -> Iterator[Town]:
    """So many laptops; while they are there the time is what the laptop at work thinks."""
    telling = clock.time.time_ns
    with tempfile.TemporaryDirectory(dir=blank.parent) as folder:
        made = kind(blank, Path(folder), "ABCDE"[:how_many], key)
        clock.time.time_ns = made.time_ns
        try:
            yield made
        finally:
            clock.time.time_ns = telling
            made.close()


def live(town: Town, chance: random.Random) -> set[str]:
    """What befalls them, and that in the end all meet: each tells one, and is told by that. Gives
    every change that anybody made."""
    count, known = len(town.laptops), {*town.changes(town.laptops[0])}
    for _step in range(chance.randint(3, 16)):
        what = chance.choice(STEPS)
        which = chance.randrange(count)
        town.do(what, which, chance.randint(*_BETWEEN.get(what, (0, count - 1))))
        known |= town.changes(town.laptops[which]).keys()
    middle, *others = chance.sample(range(count), count)
    for each in others:
        town.do("meet", middle, each)
    for each in others:
        town.do("meet", each, middle)
    return known


def look_at(town: Town, known: set[str]) -> Aftermath:
    """What they know in the end, of all that anybody ever knew."""
    changes = [town.changes(each) for each in town.laptops]
    found = Aftermath(faults=1, acknowledged=len(known))
    found.lost = sum(len(known - each.keys()) for each in changes)
    told = [(each.state(), each.letters()) for each in town.laptops]
    alike = [*zip(map(str, changes), told, strict=True)]
    found.half_done = int(any(each != alike[0] for each in alike))
    found.unsound = int(bool(town.unlike or town.laptops[-1].faults()))
    return found


def campaign(
    histories: int, seed: int, folder: Path, *, protected: bool, kind: type[Town] = Town
) -> tuple[Aftermath, int]:
    """So many histories; gives also how many laptops were in them."""
    key = DataKey.fresh() if protected else None
    blank = folder / f"blank of {kind.__name__}.engagement"
    create_file(blank, KEYBOARD, key and key.copy()).close()
    total, laptops = Aftermath(), 0
    for number in range(histories):
        chance = random.Random(f"{seed} {number}")
        with town_of(chance.randint(2, 5), blank, kind, key) as town:
            found = look_at(town, live(town, chance))
            laptops += len(town.laptops)
        if not found.is_good and kind is Town:
            print(f"history {number} of seed {seed}: {found}", file=sys.stderr)
        total.add(found)
    return total, laptops


def line(histories: int, seed: int, folder: Path, *, protected: bool) -> Line:
    """So many histories, and a few of the control; a tenth as many on protected files, as all of
    this lies above the engine."""
    histories = max(1, histories // 10) if protected else histories
    found, laptops = campaign(histories, seed, folder, protected=protected)
    control, _laptops = campaign(
        min(histories, CONTROLS), seed, folder, protected=protected, kind=LastWriterWins
    )
    note = f"{laptops:,} laptops, {found.acknowledged:,} changes"
    return Line("histories of laptops", table.kind_of(protected), found, control, note)


def main() -> int:
    """Print the figures, and those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--histories", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20261123)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    return table.told(table.of_each_kind(asked, partial(line, asked.histories, asked.seed)))


if __name__ == "__main__":
    sys.exit(main())
