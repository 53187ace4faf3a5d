"""What no change tells of, from a damaged file and from others: the answers to monitoring.

Nothing proves these rows. They are only ever added, so they are believed as the backup has them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from engagement_app.language import _
from engagement_app.store.plain_rows import ask, plain_of
from engagement_app.store.salvage import Row, Salvaged


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read of the damaged file, of its newest sound backup (nothing where there is none),
    and of further files of the same project, by name."""

    damaged: Salvaged
    backup_name: str = ""
    backup: Salvaged = field(default_factory=Salvaged)
    further: dict[str, Salvaged] = field(default_factory=dict)

    @property
    def sound(self) -> dict[str, Salvaged]:
        """All but the damaged file, by name."""
        backup = {self.backup_name: self.backup} if self.backup_name else {}
        return {**backup, **self.further}


def write_rest(session: Session, tables: Iterable[str], sources: Sources) -> list[str]:
    """Fill these tables; gives a sentence for each row that is not recovered."""
    told: list[str] = []
    for name in tables:
        table = SQLModel.metadata.tables[name]
        each_of = (sources.backup, sources.damaged, *sources.further.values())
        told += _write(session, table, [each.of(name) for each in each_of])
    return told


def write_drafts(session: Session, damaged: Salvaged) -> None:
    """What was half typed is of the file alone."""
    _write(session, SQLModel.metadata.tables["draft"], [damaged.of("draft")])


def _write(session: Session, table: sa.Table, found: Sequence[Sequence[Row]]) -> list[str]:
    """In the order of the ids, so that where a row lies tells nothing of when it came."""
    [key] = table.primary_key.columns.keys()
    rows: dict[str, Row] = {}
    broken: set[str] = set()
    for row in (row for each in found for row in each):
        if _is_whole(table, row):
            rows.setdefault(str(row[key]), row)
        else:
            broken.add(str(row.get(key)))
    for _key, row in sorted(rows.items()):
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        sql = f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({marks})'
        ask(session, sql, list(row.values()))
    sentence = _("Not recovered: {table} {id}.")
    return [sentence.format(table=table.name, id=each) for each in sorted(broken - rows.keys())]


def _is_whole(table: sa.Table, row: Row) -> bool:
    try:
        plain_of(table, row)
    except (ValueError, TypeError, ArithmeticError):
        return False
    return all(
        column.nullable or row.get(name) is not None
        for name, column in table.c.items()
        if name in row or column.primary_key
    )
