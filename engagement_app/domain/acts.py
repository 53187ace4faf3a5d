"""What people do with any record: add it, amend it, delete it. None of these commits."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from engagement_app.domain.entity import Entity
from engagement_app.domain.fields import Wrong, default_of, regular
from engagement_app.domain.input import Input, kinds_of
from engagement_app.domain.judging import affected, fetch_links, judge, judge_values
from engagement_app.domain.rules import Fault, Row
from engagement_app.domain.tables import TABLES, bearing_links_of, linking
from engagement_app.domain.view import View, load
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store import records
from engagement_app.store.record import new_id


def add(session: Session, entry: Input, record_id: str | None = None) -> str:
    """Put a new record in the file and give its id; raises `UserError` where it does not fit.

    `record_id` is that of a record whose id was made where it was entered.
    """
    row = new_row(entry, record_id)
    add_rows(session, {_entity_of(entry): [row]})
    return str(row["id"])


def new_row(entry: Input, record_id: str | None = None) -> dict[str, Any]:
    """A record that is not in the file yet, whole."""
    return whole_row(_entity_of(entry), record_id or new_id(), dict(entry))


def add_rows(session: Session, made: Mapping[type[Entity], Sequence[Mapping[str, Any]]]) -> None:
    """Put all of these in the file; raises `UserError` for the first that does not fit."""
    view, tables = View(session), {entity: str(entity.__tablename__) for entity in made}
    for entity, rows in made.items():
        for row in rows:
            view.put(tables[entity], row)
    for entity, rows in made.items():
        fetch_links(view, ((tables[entity], row) for row in rows))
        for row in rows:
            _refuse_first(judge(tables[entity], row, view))
    for entity, rows in made.items():
        records.create(session, entity, rows)


def amend(session: Session, entity: type[Entity], record_id: str, **values: Any) -> bool:
    """Set fields of a record; gives whether anything differed. Raises `UserError`."""
    return amend_row(session, entity, get(session, entity, record_id), **values)


def amend_row(
    session: Session, entity: type[Entity], row: Mapping[str, Any], **values: Any
) -> bool:
    """The same for a record whose fields were just read."""
    ready = checked(entity, values)
    changed = {name: value for name, value in ready.items() if value != row[name]}
    if not changed:
        return False
    refuse_unfit(session, entity, {**row, **changed}, changed)
    records.change(session, entity, {row["id"]: changed})
    return True


def delete(session: Session, entity: type[Entity], record_id: str) -> None:
    """Put a record in the bin. Nothing cascades; what belongs to it is out with it."""
    get(session, entity, record_id)
    records.change(session, entity, {record_id: {"deleted_at": datetime.now(UTC)}})


def get(session: Session, entity: type[Entity], record_id: str) -> dict[str, Any]:
    """The record's fields; raises `UserError` where it is not there or deleted."""
    row = load(session, str(entity.__tablename__), [record_id]).get(record_id)
    if row is None or row["deleted_at"] is not None:
        raise UserError(_("This record is no longer there. Choose another."))
    return row


def whole_row(entity: type[Entity], record_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Every column of a new record: the values given, and the defaults of the rest."""
    row: dict[str, Any] = {"id": record_id, "deleted_at": None}
    for name, kind in kinds_of(entity).items():
        row[name] = values[name] if name in values else default_of(kind)
    return row


def _entity_of(entry: Input) -> type[Entity]:
    return next(each for each in TABLES.values() if issubclass(each, type(entry)))


def checked(entity: type[Entity], values: Mapping[str, Any]) -> dict[str, Any]:
    """These fields of a record as it would hold them; raises `UserError` that names the field."""
    kinds, ready = kinds_of(entity), {}
    for name, value in values.items():
        try:
            ready[name] = regular(kinds[name], value)
        except Wrong as error:
            raise UserError(str(error), field=name) from None
        if ready[name] is None and kinds[name].required:
            raise UserError(_("This cannot be left empty."), field=name)
    return ready


def refuse_unfit(
    session: Session, entity: type[Entity], row: Row, changed: Mapping[str, Any]
) -> None:
    """Raises `UserError` where a record as it would be, or one that hangs on it, does not fit."""
    table, view = str(entity.__tablename__), View(session)
    view.put(table, row)
    if not changed.keys() & linking(table):
        _refuse_first(judge_values(table, row, view))
        return
    _refuse_first(judge(table, row, view))
    if changed.keys() & bearing_links_of(table):
        for other, linked, _place in affected(view, [(table, row["id"])]):
            _refuse_first(judge(other, linked, view))


def _refuse_first(faults: Any) -> None:
    fault: Fault | None = next(iter(faults), None)
    if fault is not None:
        raise UserError(fault.sentence, field=fault.field)
