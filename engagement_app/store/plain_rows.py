"""Rows to and from the driver itself, converted by the columns' own types and nothing else.

The desk's path and imports go through here: a check-in took 0.9 ms through the statement layers
and 0.4 ms so, before the disk is asked; 100,000 rows went in three times as fast.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlmodel import Session

Convert = Callable[[Any], Any] | None
_DIALECT = sqlite_dialect()
_DRIVER = "driver"
_ROOM = 500_000
"""Kilobytes."""


def plain_rows(session: Session, query: sa.Select[Any]) -> list[tuple[Any, ...]]:
    """Every row of the query as a bare tuple: days and times as text, flags as 0 and 1."""
    return ask(session, *_compiled(query))


def some_rows(
    session: Session, query: sa.Select[Any], at_once: int
) -> Iterator[list[tuple[Any, ...]]]:
    """The same, so many at a time: of very many rows only a few are in memory."""
    yield from ask_some(session, *_compiled(query), at_once=at_once)


def ask_some(
    session: Session, sql: str, values: Sequence[Any] = (), *, at_once: int
) -> Iterator[list[tuple[Any, ...]]]:
    """Every row that this SQL gives, so many at a time."""
    cursor = _driver(session).execute(sql, tuple(values))
    try:
        while some := cursor.fetchmany(at_once):
            yield some
    finally:
        cursor.close()


def _compiled(query: sa.Select[Any]) -> tuple[str, tuple[Any, ...]]:
    made = query.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    return str(made), tuple(made.params[name] for name in made.positiontup or ())


def ask(
    session: Session, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> list[tuple[Any, ...]]:
    """Every row that this SQL gives, in the session's transaction."""
    rows: list[tuple[Any, ...]] = _driver(session).execute(sql, values).fetchall()
    return rows


def let_go(session: Session) -> None:
    """All that was wanted has been read: nobody who saves waits while it is worked out.

    Whoever reads on in this session sees the file as it is by then.
    """
    session.rollback()
    session.info.pop(_DRIVER, None)  # it is anybody's from now on


def insert(session: Session, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add whole rows, each with every column."""
    marks = ", ".join("?" * len(table.columns))
    sql = f'INSERT INTO "{table.name}" ({_names(table)}) VALUES ({marks})'
    _many(session, sql, _bound(_to_driver(table), rows))


def put(session: Session, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add whole rows, or set all of those that are there."""
    marks = ", ".join("?" * len(table.columns))
    setting = ", ".join(f'"{each.name}" = excluded."{each.name}"' for each in table.columns)
    sql = f'INSERT INTO "{table.name}" ({_names(table)}) VALUES ({marks})'
    _many(session, f"{sql} ON CONFLICT DO UPDATE SET {setting}", _bound(_to_driver(table), rows))


def insert_raw(session: Session, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add rows as another file has them, each with every column; those that are there stay."""
    marks = ", ".join("?" * len(table.columns))
    sql = f'INSERT OR IGNORE INTO "{table.name}" ({_names(table)}) VALUES ({marks})'
    names = [column.name for column in table.columns]
    _many(session, sql, (tuple(row[name] for name in names) for row in rows))


def order_anew(session: Session, table: sa.Table) -> None:
    """Write the whole table again in the order of its ids, so that its pages keep no other.

    For a table without row numbers, whose ids are random: where a row lies then tells nothing of
    when it came. The pages given up are overwritten (`secure_delete`).
    """
    rows = ask(session, f'SELECT {_names(table)} FROM "{table.name}" ORDER BY id')
    marks = ", ".join("?" * len(table.columns))
    _driver(session).execute(f'DELETE FROM "{table.name}"')
    _many(session, f'INSERT INTO "{table.name}" ({_names(table)}) VALUES ({marks})', rows)


def update(
    session: Session, table: sa.Table, names: Sequence[str], rows: Mapping[str, Mapping[str, Any]]
) -> None:
    """Set these columns of rows by their id."""
    setting = ", ".join(f'"{name}" = ?' for name in names)
    sql = f'UPDATE "{table.name}" SET {setting} WHERE id = ?'
    convert = _to_driver(table)
    wanted = {name: convert[name] for name in (*names, "id")}
    _many(session, sql, _bound(wanted, ({**row, "id": each} for each, row in rows.items())))


def select(session: Session, table: sa.Table, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Whole rows by their ids, as many at once as a statement may name."""
    marks = ", ".join("?" * len(ids))
    sql = f'SELECT {_names(table)} FROM "{table.name}" WHERE id IN ({marks})'
    convert = _from_driver(table)
    return [
        {
            name: value if made is None or value is None else made(value)
            for (name, made), value in zip(convert, row, strict=True)
        }
        for row in ask(session, sql, ids)
    ]


@contextmanager
def room_for_much(session: Session) -> Iterator[None]:
    """For what writes very much at once: all of it waits in memory for its commit (`cache_spill`).

    Where the pages kept are fewer than those that wait, a protected file takes half as long again.
    """
    [[before]] = ask(session, "PRAGMA cache_size")
    ask(session, f"PRAGMA cache_size=-{_ROOM}")
    try:
        yield
    finally:
        ask(session, f"PRAGMA cache_size={before}")


def speak_through(session: Session, driver: Any) -> None:
    """Let the session's rows pass through this connection of the driver, in its transaction."""
    session.info[_DRIVER] = driver


def plain_of(table: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the driver gives it, with days, times and flags as they are in Python.

    Raises `ValueError` and the like for what no column of this type can hold.
    """
    return {
        name: row[name] if made is None or row[name] is None else made(row[name])
        for name, made in _from_driver(table)
        if name in row
    }


def _driver(session: Session) -> Any:
    """The driver's connection of the session's one transaction, looked up once."""
    if _DRIVER not in session.info:
        session.info[_DRIVER] = session.connection().connection.driver_connection
    return session.info[_DRIVER]


def _many(session: Session, sql: str, values: Iterable[tuple[Any, ...]]) -> None:
    _driver(session).executemany(sql, values)


def _bound(
    convert: Mapping[str, Convert], rows: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield tuple(
            [row[name] if made is None else made(row[name]) for name, made in convert.items()]
        )


@cache
def _names(table: sa.Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


@cache
def _to_driver(table: sa.Table) -> dict[str, Convert]:
    return {
        column.name: column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
        for column in table.columns
    }


@cache
def _from_driver(table: sa.Table) -> list[tuple[str, Convert]]:
    return [
        (column.name, column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None))
        for column in table.columns
    ]
