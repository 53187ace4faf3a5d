"""The one door through which records are written: the row and its change, together."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from engagement_app.store import changes
from engagement_app.store.columns import to_plain
from engagement_app.store.plain_rows import insert, order_anew, update
from engagement_app.store.record import Record

Values = Mapping[str, Any]


@cache
def table_of(entity: type[Record]) -> sa.Table:
    """The table of a record's class."""
    return SQLModel.metadata.tables[str(entity.__tablename__)]


@cache
def defaults_of(entity: type[Record]) -> dict[str, Any]:
    """What each column holds when nobody says anything, as the change log has it."""
    return {
        name: to_plain(None if info.is_required() else info.get_default(call_default_factory=True))
        for name, info in entity.model_fields.items()
    }


def create(session: Session, entity: type[Record], rows: Sequence[Values]) -> None:
    """Add whole rows (every column named) and log them."""
    if not rows:
        return
    insert(session, table_of(entity), rows)
    if entity.logged:
        changes.log(session, table_of(entity).name, _created(entity, rows))
    else:
        order_anew(session, table_of(entity))


def _created(entity: type[Record], rows: Iterable[Values]) -> Iterable[tuple[str, changes.Fields]]:
    defaults = [item for item in defaults_of(entity).items() if item[0] != "id"]
    for row in rows:
        fields = {}
        for name, default in defaults:
            value = to_plain(row[name])
            if value != default:
                fields[name] = {"value": value, "saw": []}
        yield row["id"], fields


def change(session: Session, entity: type[Record], changed: Mapping[str, Values]) -> None:
    """Set fields of records that are there: {id: {field: value}}, only what differs; log them."""
    table = table_of(entity)
    for names, group in _alike(changed).items():
        update(session, table, names, {each: changed[each] for each in group})
    if entity.logged:
        changes.log(session, table.name, _changed(session, changed))
    else:
        order_anew(session, table)


def contest(
    session: Session,
    entity: type[Record],
    record_id: str,
    name: str,
    values: Sequence[Any],
    saw: Sequence[str],
) -> None:
    """Set a field to several values, of which each saw these changes and none the others, as on
    laptops apart; the last is shown."""
    update(session, table_of(entity), (name,), {record_id: {name: values[-1]}})
    fields = ({name: {"value": to_plain(each), "saw": list(saw)}} for each in values)
    changes.log(session, table_of(entity).name, ((record_id, each) for each in fields))


def differing(before: Values, now: Values) -> dict[str, Any]:
    """What of `now` is not so before: the fields that `change` is to set."""
    return {name: value for name, value in now.items() if value != before[name]}


def _alike(changed: Mapping[str, Values]) -> dict[tuple[str, ...], list[str]]:
    """The ids, grouped by which fields are set."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for record_id, values in changed.items():
        if values:
            groups.setdefault(tuple(values), []).append(record_id)
    return groups


def _changed(
    session: Session, changed: Mapping[str, Values]
) -> Iterable[tuple[str, changes.Fields]]:
    heads = changes.heads(session, changed)
    for record_id, values in changed.items():
        saw = heads.get(record_id, {})
        if values:
            yield (
                record_id,
                {
                    name: {"value": to_plain(value), "saw": saw.get(name, [])}
                    for name, value in values.items()
                },
            )
