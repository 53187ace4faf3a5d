"""Kill the program at each step in which it brings a file of a released schema to its own.

    python tests/faults/released.py [--every 1] [--plain|--protected]

A step is a statement to the engine, or a call that syncs, renames or removes a file (of the copy
that is made before). After each kill the file must be the old one or the new one, whole; opening
it again must make it the new one, with the same rows. The control begins no transaction, so that
a kill leaves it half way. The exit statuses are those of `table.py`.
"""

import argparse
import hashlib
import json
import os
import shutil
import sys
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import Engine, event
from sqlcipher3 import dbapi2

from engagement_app.store import engine, header, protecting
from engagement_app.store.engine import connect
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.ways import Protection
from tests.faults import migrating, stepping, table
from tests.faults.aftermath import Aftermath
from tests.faults.rekeying import CHEAP, OLD, OLD_CODE, killing_at
from tests.faults.table import Line
from tests.faults.tracing import ends_well
from tests.faults.tried_files import copied

FILES = Path(__file__).parents[1] / "data"
SCHEMAS = tuple(range(1, header.SCHEMA))
UNGUARDED = "unguarded"
State = tuple[int, str, dict[str, int]]


def migrate(path: str, way: str, step: str, home: str) -> None:
    """Open the file, and be killed at this step; in the control without a transaction."""
    os.environ["XDG_CONFIG_HOME"] = home
    counted = killing_at(int(step))
    event.listen(Engine, "before_cursor_execute", lambda *_words: counted())
    if way == UNGUARDED:
        engine._begin = lambda connection: None
    migrating.main(path)


@dataclass(frozen=True)
class Released:
    """A file of a released schema, and what it must hold before and after."""

    fresh: Path
    path: Path
    key: DataKey | None
    rows: dict[str, int]
    states: tuple[State, ...]

    def again(self) -> None:
        shutil.rmtree(self.path.parent, ignore_errors=True)
        self.path.parent.mkdir()
        copied(self.fresh, self.path)

    def look(self, figures: Aftermath) -> None:
        """What a person would find."""
        found = Aftermath(faults=1, acknowledged=sum(self.rows.values()))
        found.half_done = int(state(self.path, self.key) not in self.states)
        found.unsound = int(not ends_well(migrating.main, str(self.path)))
        there = rows(self.path, self.key)
        found.lost = sum(max(0, n - there.get(name, 0)) for name, n in self.rows.items())
        figures.add(found)


def laid_out(schema: int, folder: Path, *, protected: bool) -> Released:
    """The fixture of this schema, and the states that it may be in."""
    fixture = FILES / f"schema-{schema}.engagement"
    fresh = Path(shutil.copy(fixture, folder / "fresh.engagement"))
    key = protecting.protect(fresh, Protection(OLD, OLD_CODE, CHEAP)) if protected else None
    wanted = json.loads(fixture.with_suffix(".json").read_text())["rows"]
    path = folder / "tried" / "old.engagement"
    old = state(fresh, key)
    made = Released(fresh, path, key, wanted, (old,))
    made.again()
    if not ends_well(migrating.main, str(path)):
        raise RuntimeError(f"The file of schema {schema} could not be migrated.")
    return Released(fresh, path, key, wanted, (old, state(path, key)))


def state(path: Path, key: DataKey | None) -> State | None:
    """Its schema's number, the digest of its tables, and its rows; None of a spoiled file."""
    try:
        with closing(connect(path, key)) as connection:
            [[sound]] = connection.execute("PRAGMA integrity_check(1)")
            [[number]] = connection.execute("PRAGMA user_version")
            tables = connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
    except dbapi2.Error:
        return None
    digest = hashlib.sha256(repr(tables).encode()).hexdigest()
    return (number, digest, rows(path, key)) if sound == "ok" else None


def rows(path: Path, key: DataKey | None) -> dict[str, int]:
    """How many there are in each table; none of a spoiled file."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    try:
        with closing(connect(path, key)) as connection:
            found: Any = connection.execute(names).fetchall()
            counts = {name: f'SELECT count(*) FROM "{name}"' for (name,) in found}
            return {name: connection.execute(ask).fetchone()[0] for name, ask in counts.items()}
    except dbapi2.Error:
        return {}


def campaign(
    schema: int, every: int, folder: Path, *, protected: bool = False, way: str = ""
) -> Aftermath:
    """A kill at each step, or at every so manieth."""
    made = laid_out(schema, folder, protected=protected)
    words = (str(made.path), way)
    return stepping.at_each_step(made, Aftermath(), migrate, *words, every=every, first=every)


def line(every: int, folder: Path, *, protected: bool) -> Line:
    """Each released schema."""
    total, control = Aftermath(), Aftermath()
    for schema in SCHEMAS:
        place = folder / str(schema)
        place.mkdir()
        total.add(campaign(schema, every, place, protected=protected))
    place = folder / "control"
    place.mkdir()
    control = campaign(SCHEMAS[0], max(4, every // 2), place, protected=protected, way=UNGUARDED)
    note = "schemas " + ", ".join(map(str, SCHEMAS))
    return Line("killed while migrating", table.kind_of(protected), total, control, note)


def main() -> int:
    """Print the figures, and those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=int, default=1)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    return table.told(table.of_each_kind(asked, partial(line, asked.every)))


if __name__ == "__main__":
    sys.exit(main())
