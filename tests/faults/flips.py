"""Flip bits of a data file one at a time, and see that it is found out and repaired.

    python tests/faults/flips.py [--flips 300] [--seed 1]

On a plain and on a protected file, with a backup that knows two thirds of the people, and with an
audit, settings and answers. A flip that alters any record and is called sound is missed; a record
that a repair does not bring back and does not tell of is lost. What stands in no change (answers)
nothing proves on a plain file: it is counted apart. The control asks SQLite alone, which
must miss some (else the whole is void, exit status 2). The exit status is 1 if anything was missed
or lost.
"""

import argparse
import os
import random
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlcipher3 import dbapi2

from engagement_app.domain import acts
from engagement_app.domain.monitoring import MonitoringResponse
from engagement_app.domain.retention import set_period
from engagement_app.domain.tables import EVERY
from engagement_app.errors import StorageError
from engagement_app.store import backup, protecting, records
from engagement_app.store.audit import Audited
from engagement_app.store.check import findings
from engagement_app.store.engine import connect
from engagement_app.store.failures import explained
from engagement_app.store.keys.data_key import DataKey
from engagement_app.store.keys.ways import Protection
from engagement_app.store.proving import first_finding, opened_again
from engagement_app.store.record import new_id
from engagement_app.store.repair import Others, repair
from tests.faults.rekeying import CHEAP, OLD, OLD_CODE
from tests.faults.signing_in import KEYBOARD, check_in, event_of, open_file, prepare

GOOD, BAD, VOID = 0, 1, 2
Rows = dict[str, set[tuple[object, ...]]]
UNPROVED = ("monitoring_response",)
COMPARED = (*EVERY, "change", "audit_entry")


@dataclass
class Figures:
    """Counts over any number of flips."""

    flips: int = 0
    without_effect: int = 0
    at_start: int = 0
    by_check: int = 0
    unproved: int = 0
    missed: int = 0
    touched: int = 0
    whole: int = 0
    told: int = 0
    lost: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not (self.missed or self.touched or self.lost)

    def __str__(self) -> str:
        return (
            f"{self.flips} flips, {self.at_start} found at the start, {self.by_check} by check,"
            f" {self.without_effect} in bytes that nothing uses, {self.unproved} in what nothing"
            f" proves, {self.missed} missed; {self.whole} repaired whole, {self.told} but for"
            f" records that were told, {self.lost} lost unsaid; {self.touched} originals touched"
        )


class Scene:
    """A file of thirty people, and a backup of the first twenty."""

    def __init__(self, folder: Path, *, protected: bool, backed_up: bool = True) -> None:
        os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
        self.path = folder / "notes.engagement"
        prepare(self.path)
        self.key: DataKey | None = None
        if protected:
            self.key = protecting.protect(self.path, Protection(OLD, OLD_CODE, CHEAP))
        self.backups = []
        with open_file(self.path, KEYBOARD, key=self.key and self.key.copy()) as file:
            event = event_of(file)
            for number in range(20):
                check_in(file, event, number)
            answer(file, event, 10)
            if backed_up:
                copy = backup.make(self.path, folder / "backups", EVERY.values(), file.key)
                self.backups = [(copy, self.key)]
            for number in range(10):
                check_in(file, event, number)
            answer(file, event, 10)
        self.content = self.path.read_bytes()
        self.rows = rows(self.path, self.key)

    def flip(self, bit: int) -> bytes:
        """The file with this bit turned."""
        content = bytearray(self.content)
        content[bit // 8] ^= 1 << bit % 8
        self.path.write_bytes(content)
        return bytes(content)

    def is_found_out(self) -> bool:
        return bool(self.found_out())

    def found_out(self) -> str:
        """Whether at the start, by check, or not at all."""
        started = ""
        try:
            with open_file(self.path, KEYBOARD, key=self.key and self.key.copy()) as file:
                started = "check"
                with explained(self.path):
                    sound = opened_again(self.path, self.key)[1]
                return started if not sound or self._has_findings(file) else ""
        except StorageError:
            return started or "start"

    def _has_findings(self, file) -> bool:
        with file.reading() as session:
            return next(findings(session, EVERY.values()), None) is not None

    def sqlite_finds_out(self) -> bool:
        try:
            with closing(connect(self.path, self.key)) as connection:
                found = connection.execute("PRAGMA integrity_check").fetchall()
                return found != [("ok",)]
        except (dbapi2.Error, UnicodeDecodeError):
            return True

    def is_as_it_was(self, without: tuple[str, ...] = ()) -> bool:
        found = rows(self.path, self.key)
        return found is not None and all(
            found[name] == self.rows[name] for name in COMPARED if name not in without
        )

    def repaired(self, figures: Figures) -> None:
        """Repair, and compare what comes back with what was there."""
        before = self.path.read_bytes()
        made = repair(self.path, EVERY, "Tester", self.key, Others(self.backups))
        figures.touched += self.path.read_bytes() != before
        again = rows(made.path, self.key)
        assert first_finding(made.path, made.path, EVERY.values(), self.key) is None
        missing = [(name, each) for name in COMPARED for each in self.rows[name] - again[name]]
        told = "\n".join(made.told)
        nothing = "Nothing could be read" in told
        unsaid = [] if nothing else [each for each in missing if not is_told(*each, told)]
        figures.unproved += any(name in UNPROVED for name, _row in unsaid)
        unsaid = [each for each in unsaid if each[0] not in UNPROVED]
        figures.whole += not missing
        figures.told += bool(missing) and not unsaid
        figures.lost += bool(unsaid)
        figures.problems += [f"{row}: {told}" for row in unsaid]
        made.path.unlink()


def answer(file, event: str, answers: int) -> None:
    """A setting; some answers, which stand in no change; and some acts without content."""
    with file.writing("answers") as session:
        made = [
            acts.whole_row(MonitoringResponse, new_id(), {"event_id": event, "answers": {"a": n}})
            for n in range(answers)
        ]
        records.create(session, MonitoringResponse, made)
        set_period(session, "came", 24 + answers)
    for _each in range(3):
        file.note(Audited.OPEN)


def is_told(table: str, row: tuple[object, ...], told: str) -> bool:
    """Whether the report names the record, or says that its table could not all be read."""
    named = any(str(value) in told for value in row if value)
    return named or f"of the table {table} could be read" in told


def rows(path: Path, key: DataKey | None) -> Rows | None:
    """Every row of every table; None of a file that cannot be read."""
    try:
        with closing(connect(path, key)) as connection:
            return {
                name: set(connection.execute(f'SELECT * FROM "{name}" NOT INDEXED').fetchall())
                for name in COMPARED
            }
    except (dbapi2.Error, StorageError, UnicodeDecodeError):
        return None


def campaign(
    flips: int, seed: int, folder: Path, *, protected: bool, repairs: int
) -> tuple[Figures, int]:
    """So many flips; gives the figures, and how many SQLite alone had missed. So many of those that
    are found are repaired too."""
    scene, figures, control = Scene(folder, protected=protected), Figures(), 0
    chance = random.Random(seed)
    for _flip in range(flips):
        flipped = scene.flip(chance.randrange(8 * len(scene.content)))
        figures.flips += 1
        harmless = scene.is_as_it_was()
        control += not harmless and not scene.sqlite_finds_out()
        scene.path.write_bytes(flipped)
        when = scene.found_out()
        if not when:
            proved = scene.is_as_it_was(without=UNPROVED)
            figures.without_effect += harmless
            figures.unproved += proved and not harmless
            figures.missed += not proved
            continue
        figures.at_start += when == "start"
        figures.by_check += when == "check"
        scene.path.write_bytes(flipped)
        if figures.at_start + figures.by_check <= repairs:
            scene.repaired(figures)
    return figures, control


def main() -> int:
    """Print the figures of both kinds of file, and of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--flips", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    status, control = GOOD, 0
    for protected in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            found, missed = campaign(
                asked.flips, asked.seed, Path(folder), protected=protected, repairs=asked.flips
            )
        print(f"{'protected' if protected else 'plain'}: {found}", flush=True)
        print("\n".join(found.problems[:5]))
        print(f"  control, SQLite alone: {missed} altered records missed", flush=True)
        control += missed if not protected else 0
        status = max(status, GOOD if found.is_good else BAD)
    return VOID if not control else status


if __name__ == "__main__":
    sys.exit(main())
