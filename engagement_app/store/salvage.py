"""Read what can be read of a damaged file: each table by ranges of its rows, around bad pages.

A range is one of row numbers; of a table without them, the ids that begin alike.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from engagement_app.store.engine import connect
from engagement_app.store.header import SCHEMA
from engagement_app.store.keys.data_key import DataKey

Row = dict[str, Any]
_BEYOND = 1000
"""How many rows are looked for where nothing tells how many there are."""
_DIGITS = "fedcba9876543210"
_LETTERS = 2
"""So many letters tell the smallest range of ids: a 256th of a table."""


@dataclass(slots=True)
class Salvaged:
    """The rows of each table, the ids that its index names (none where that is damaged too), at
    how many places of it nothing could be read, and the number of the file's schema."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)
    schema: int = 0

    def of(self, table: str) -> list[Row]:
        """The rows of a table; none of one that could not be found."""
        return self.rows.get(table, [])


class _Reader:
    """A connection that is made anew after each failure: the engine of protected files reads
    nothing more once it met a page whose seal is broken."""

    def __init__(self, path: Path, key: DataKey | None) -> None:
        self._path, self._key = path, key
        self._connection: Any = None

    def ask(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]] | None:
        """The rows; None where they cannot be read."""
        try:
            if self._connection is None:
                self._connect()
            found: list[tuple[Any, ...]] = self._connection.execute(sql, values).fetchall()
        except (dbapi2.Error, OverflowError, UnicodeDecodeError):
            self.close()
            return None
        return found

    def _connect(self) -> None:
        self._connection = connect(self._path, self._key)
        self._connection.text_factory = _as_text
        for setting in ("cell_size_check=ON", "writable_schema=ON", "query_only=ON"):
            self._connection.execute(f"PRAGMA {setting}")

    def close(self) -> None:
        """Let go of the file until something is asked again."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def salvage(path: Path, key: DataKey | None, tables: Iterable[str]) -> Salvaged:
    """All that can be read of these tables. The file may be altered (a journal beside it is
    undone), so it is to be a copy."""
    found = Salvaged()
    with closing(_Reader(path, key)) as reader:
        found.schema = next((int(each) for (each,) in reader.ask(_SCHEMA) or ()), 0)
        for table in tables:
            asked = reader.ask("SELECT name FROM pragma_table_info(?)", (table,))
            if names := [str(name) for (name,) in asked or ()]:
                read = _read if reader.ask(_NUMBERED.format(table=table)) else _read_by_id
                found.rows[table], found.unread[table] = read(reader, table, names)
                by_index = reader.ask(_IDS.format(table=table)) if "id" in names else None
                found.ids[table] = {str(each) for (each,) in by_index or ()}
            elif found.schema == SCHEMA:  # which has them all: this one is hidden by the damage
                found.unread[table] = 1
    return found


_SCHEMA = "PRAGMA user_version"
_NUMBERED = "SELECT 1 FROM sqlite_master WHERE name = '{table}' AND sql NOT LIKE '%WITHOUT ROWID%'"
_IDS = 'SELECT id FROM "{table}" INDEXED BY "sqlite_autoindex_{table}_1"'


def _as_text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _read(reader: _Reader, table: str, names: list[str]) -> tuple[list[Row], int]:
    """The rows, and at how many places there may be others."""
    rows: list[Row] = []
    unread, ranges = 0, [(-1, _last(reader, table))]
    columns = _columns(names)
    sql = f'SELECT {columns} FROM "{table}" NOT INDEXED WHERE rowid BETWEEN ? AND ?'
    while ranges:
        first, last = ranges.pop()
        some = reader.ask(sql, (first, last))
        if some is not None:
            rows += [dict(zip(names, row, strict=True)) for row in some]
        elif first == last:
            unread += 1
        else:
            middle = (first + last) // 2
            ranges += [(middle + 1, last), (first, middle)]
    return rows, unread


def _read_by_id(reader: _Reader, table: str, names: list[str]) -> tuple[list[Row], int]:
    """The same of a table without row numbers: by how its random ids begin."""
    rows: list[Row] = []
    unread, beginnings = 0, [""]
    columns = _columns(names)
    sql = f'SELECT {columns} FROM "{table}" WHERE id >= ? AND id < ? ORDER BY id'
    while beginnings:
        first = beginnings.pop()
        some = reader.ask(sql, (first, first + "g"))
        if some is not None:
            rows += [dict(zip(names, row, strict=True)) for row in some]
        elif len(first) == _LETTERS:
            unread += 1
        else:
            beginnings += [first + digit for digit in _DIGITS]
    return rows, unread


def _columns(names: list[str]) -> str:
    """With a sign before each: the driver then asks for no type, of which the damage may have left
    no text."""
    return ", ".join(f'+"{name}"' for name in names)


def _last(reader: _Reader, table: str) -> int:
    """A number after that of the last row, by the table itself or else by its indexes."""
    found = reader.ask(f'SELECT max(rowid) FROM "{table}" NOT INDEXED')
    if found is not None:
        return int(found[0][0] or 0) + 1
    return max([_BEYOND, *(number + 1 for number in _by_indexes(reader, table))])


def _by_indexes(reader: _Reader, table: str) -> Iterator[int]:
    for (name,) in reader.ask("SELECT name FROM pragma_index_list(?)", (table,)) or ():
        found = reader.ask(f'SELECT max(rowid) FROM "{table}" INDEXED BY "{name}"')
        if found is not None:
            yield int(found[0][0] or 0)
