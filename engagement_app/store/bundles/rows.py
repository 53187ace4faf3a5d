"""What a bundle carries, as lines of JSON: `{"table": ..., "row": {...}}`, rows as the file has
them.

Nothing of what is read is believed: each row has just the columns of its table, each change its
digest, a table and fields that there are, and values that those can hold.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine
from sqlmodel import Session

from engagement_app.language import _
from engagement_app.store.bundles.container import BrokenError
from engagement_app.store.changes import CHANGE, LOST, digest
from engagement_app.store.columns import from_plain
from engagement_app.store.erasures import ERASURE
from engagement_app.store.header import SCHEMA
from engagement_app.store.keys.wrapping import KEY
from engagement_app.store.plain_rows import ask, plain_of
from engagement_app.store.record import Record
from engagement_app.store.records import table_of
from engagement_app.store.workspace import WORKSPACE_KEY
from engagement_app.strict import decoder

Row = dict[str, Any]
Kinds = Mapping[str, type[Record]]
Judge = Callable[[type[Record], str, Any], None]
"""Raises `ValueError` for a value that a field of a record cannot hold."""
HEAD = "audit_head"
_HEADS = """SELECT device, max(number), digest,
    (SELECT digest FROM audit_entry AS first WHERE first.device = a.device AND first.number = 1)
    FROM audit_entry AS a GROUP BY device"""
"""Of each chain its newest entry, and the first one, by which it is known: a laptop has another
chain in each file."""
_LEVELS = 6
"""Lists and objects within each other, in one value."""
_MOST_TICK = 1 << 62
_ENTRY = {"value", "saw"}
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Expected:
    """What may be in a bundle: the tables of records, and what says whether a value is one."""

    kinds: Kinds
    judge: Judge

    def tables(self) -> dict[str, sa.Table]:
        """Those whose rows are carried as they are."""
        beside = {each.name: each for each in (CHANGE, ERASURE, WORKSPACE_KEY)}
        unlogged = (entity for entity in self.kinds.values() if not entity.logged)
        return beside | {table_of(entity).name: table_of(entity) for entity in unlogged}


def rows_to_carry(session: Session, expected: Expected) -> list[tuple[str, list[str], list[Any]]]:
    """All of the file: of each table its name, its columns and its rows, fetched in one read."""
    found = []
    for name, table in expected.tables().items():
        names = ", ".join(f'"{column.name}"' for column in table.c)
        order = "hlc, id" if table is CHANGE else table.primary_key.columns.keys()[0]
        rows = ask(session, f'SELECT {names} FROM "{name}" ORDER BY {order}')
        found.append((name, list(table.c.keys()), rows))
    found.append((HEAD, ["device", "number", "digest", "first"], ask(session, _HEADS)))
    return found


def written(found: Iterable[tuple[str, list[str], list[Any]]]) -> Iterator[bytes]:
    """The lines of a bundle."""
    for name, columns, rows in found:
        for row in rows:
            told = {"table": name, "row": dict(zip(columns, row, strict=True))}
            yield json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def checked(lines: Iterable[bytes], expected: Expected) -> Iterator[tuple[str, Row]]:
    """Each row with the name of its table; raises `BrokenError` for what cannot be one."""
    tables = expected.tables()
    for number, line in enumerate(lines, 1):
        try:
            yield _checked(line, tables, expected)
        except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError) as error:
            sentence = _("line {number} of it is nothing that this program writes ({why})")
            raise BrokenError(sentence.format(number=number, why=error)) from error
        except RecursionError as error:
            sentence = _("line {number} of it is nothing that this program writes")
            raise BrokenError(sentence.format(number=number)) from error


def _checked(line: bytes, tables: Mapping[str, sa.Table], expected: Expected) -> tuple[str, Row]:
    told = _decoder.decode(line.decode())
    name, row = told["table"], told["row"]
    if set(told) != {"table", "row"} or not isinstance(row, dict):
        raise ValueError(_("it has other parts"))
    if name == HEAD:
        _check_head(row)
    else:
        _check_row(tables[name], row, expected)
    return name, row


def _check_row(table: sa.Table, row: Row, expected: Expected) -> None:
    columns = _columns(table)
    if row.keys() != columns.keys():
        raise ValueError(_("it has other columns"))
    for name, value in row.items():
        _check_type(columns[name], value)
    if table is CHANGE:
        _check_change(row, expected)
        return
    plain = plain_of(table, row)
    if table is WORKSPACE_KEY and len(bytes.fromhex(row["secret"])) != KEY:
        raise ValueError(_("it is no key"))
    if table.name in expected.kinds:
        for name, value in plain.items():
            _check_value(expected.kinds[table.name], columns[name], value, expected.judge)


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdigit() else float(text)


_decoder = decoder(_number)


@dataclass(frozen=True, slots=True)
class _Column:
    """What is asked of a column's values again and again."""

    name: str
    kind: TypeEngine[Any]
    wanted: type
    nullable: bool
    is_id: bool


@cache
def _columns(table: sa.Table) -> dict[str, _Column]:
    return {
        name: _Column(
            name,
            column.type,
            int if isinstance(column.type, sa.Integer) else str,
            bool(column.nullable),
            name == "id" or name.endswith("_id"),
        )
        for name, column in table.c.items()
    }


def _check_type(column: _Column, value: Any) -> None:
    """A text or a whole number, as the column wants it: nothing else stands in these tables. What
    is called an id is one."""
    if value is None and column.nullable:
        return
    if type(value) is not column.wanted:
        raise TypeError(_("{column} is none").format(column=column.name))
    if isinstance(value, str):
        if column.is_id and not _ID.fullmatch(value):
            raise ValueError(_("{column} is none").format(column=column.name))
        if not value.isascii():
            value.encode()  # refuses half a letter


def _check_head(row: Row) -> None:
    told = row["device"], row["number"], row["digest"], row["first"] or ""
    if len(row) != len(told) or [type(each) for each in told] != [str, int, str, str]:
        raise TypeError(_("it is no head of an audit"))


def _check_change(row: Row, expected: Expected) -> None:
    if digest(row) != row["digest"]:
        raise ValueError(_("it is not as it was written"))
    if row["schema_number"] > SCHEMA or not 0 <= row["hlc"] < _MOST_TICK:
        raise ValueError(_("it is of no time that can be"))
    fields = _decoder.decode(row["fields"])
    if row["kind"] == LOST and not (fields.keys() == {"id"} and _are_texts(fields["id"]["value"])):
        raise ValueError(_("it has other parts"))
    entity = None if row["kind"] == LOST else expected.kinds[row["kind"]]
    columns = _columns(table_of(entity)) if entity else {}
    for name, entry in fields.items():
        if entry.keys() != _ENTRY or not _are_texts(entry["saw"]):
            raise ValueError(_("it has other parts"))
        _refuse_depth(entry["value"], 1)
        if entity is not None:
            if name == "id":
                raise KeyError(name)
            column = columns[name]
            value = from_plain(column.kind, entry["value"])
            _check_value(entity, column, value, expected.judge)


def _check_value(entity: type[Record], column: _Column, value: Any, judge: Judge) -> None:
    if value is None and not column.nullable:
        raise ValueError(_("{column} is none").format(column=column.name))
    judge(entity, column.name, value)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _refuse_depth(value: Any, level: int) -> None:
    if level > _LEVELS:
        raise ValueError(_("it is nested too deeply"))
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            if isinstance(each, dict | list):
                _refuse_depth(each, level + 1)
