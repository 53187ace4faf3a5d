"""What taking in a list would do, row by row, before anything is written."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from engagement_app.domain.absorbing import Plan
from engagement_app.domain.acts import whole_row
from engagement_app.domain.lists import Noticed, Refused
from engagement_app.domain.tables import TABLES
from engagement_app.store.record import new_id

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What would happen to one row."""

    line: int
    sentence: str


@dataclass
class ListPlan:
    """The records to write, and what to tell the person row by row; `remarks` are on the whole."""

    plan: Plan = field(default_factory=Plan)
    told: list[Told] = field(default_factory=list)
    noticed: list[Noticed] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unchanged: int = 0
    _made: set[str] = field(default_factory=set)
    _before: dict[str, Row] = field(default_factory=dict)

    @property
    def taken(self) -> int:
        """Rows that were accepted, also those that change nothing."""
        return len(self.told) + self.unchanged

    def new(self, table: str, record_id: str | None = None, **values: Any) -> Row:
        """A record to be made."""
        row = whole_row(TABLES[table], record_id or new_id(), values)
        self.plan.new.setdefault(table, []).append(row)
        self._made.add(row["id"])
        return row

    def change(self, table: str, row: Row, values: Row) -> bool:
        """Set what differs, in the row and in the file; gives whether anything did."""
        differing = {name: value for name, value in values.items() if value != row[name]}
        if not differing:
            return False
        before = self._before.setdefault(row["id"], {})
        for name in differing:
            before.setdefault(name, row[name])
        row.update(differing)
        if row["id"] not in self._made:
            now = {name: row[name] for name in before if row[name] != before[name]}
            self.plan.changed.setdefault(table, {})[row["id"]] = now
        return True

    def is_new_or_changed(self, table: str, row: Row) -> bool:
        """Whether the record is made, or other in the end than it is in the file."""
        return row["id"] in self._made or bool(self.plan.changed.get(table, {}).get(row["id"]))

    def bin(self, table: str, row: Row) -> None:
        """Put a record of the file in the bin."""
        self.change(table, row, {"deleted_at": datetime.now(UTC)})

    def tell(self, line: int, sentence: str, *, differs: bool = True) -> None:
        """Say what happens to a row, or only count it where nothing does."""
        if differs:
            self.told.append(Told(line, sentence))
        else:
            self.unchanged += 1

    def notice(self, line: int, sentence: str) -> None:
        """Something to look at in a row that is taken."""
        self.noticed.append(Noticed(line, sentence))

    def refuse(self, line: int, reason: str) -> None:
        """A row that is not taken."""
        self.refused.append(Refused(line, reason))
