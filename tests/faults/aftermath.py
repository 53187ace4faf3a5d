"""What is left after a fault: what was acknowledged must be there, nothing half."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from engagement_app.domain.tables import EVERY, TABLES
from engagement_app.errors import StorageError
from engagement_app.store.changes import CHANGE
from engagement_app.store.check import findings
from engagement_app.store.records import table_of
from tests.faults.signing_in import PER_IMPORT
from tests.faults.tried_files import open_file

CHANGES_OF = {"check in": 3, "import": PER_IMPORT}


@dataclass
class Aftermath:
    """Counts over any number of faults."""

    faults: int = 0
    acknowledged: int = 0
    lost: int = 0
    half_done: int = 0
    unsound: int = 0

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.half_done or self.unsound)

    def add(self, other: "Aftermath") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def since(self, before: "Aftermath") -> "Aftermath":
        """What this one, of the same file, has beyond what was found before."""
        new = {name: value - getattr(before, name) for name, value in vars(self).items()}
        return Aftermath(**new | {"faults": self.faults, "unsound": self.unsound})

    def __str__(self) -> str:
        return (
            f"{self.faults} faults, {self.acknowledged} acknowledged records, {self.lost} lost,"
            f" {self.half_done} acts half done, {self.unsound} files unsound"
        )


def acknowledged_ids(told: Path) -> set[str]:
    """The ids of whole lines: one cut short was not acknowledged."""
    lines = told.read_text().splitlines(keepends=True) if told.exists() else []
    whole = [line for line in lines if line.endswith("\n")]
    return {each for line in whole for each in line.split() if len(each) == 36}


def look_at(path: Path, told: Path) -> Aftermath:
    """Open the file as a person would, and see what is there."""
    ids = acknowledged_ids(told)
    found = Aftermath(faults=1, acknowledged=len(ids))
    try:
        with open_file(path) as data_file, data_file.reading() as session:
            found.unsound = int(any(findings(session, EVERY.values())))
            found.lost = len(ids - _ids_in(session))
            found.half_done = _half_done(session)
    except StorageError:
        found.unsound, found.lost = 1, len(ids)
    if path.with_name(path.name + "-journal").exists():
        found.unsound = 1
    return found


def _ids_in(session) -> set[str]:
    tables = [table_of(TABLES[name]) for name in ("person", "attendance", "project", "event")]
    return {each for table in tables for each in session.execute(select(table.c.id)).scalars()}


def _half_done(session) -> int:
    grouped = select(CHANGE.c.act, func.count()).group_by(CHANGE.c.act_id, CHANGE.c.act)
    return sum(CHANGES_OF.get(act, size) != size for act, size in session.execute(grouped))
