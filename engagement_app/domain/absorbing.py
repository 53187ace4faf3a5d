"""Take records from elsewhere into the file under their own ids: all of them, or none.

A record that is here takes the values that are given, the rest of it is not touched; a record
deleted or erased here is left wholly as it is, and one that was erased and is not here comes in
empty. Everything is judged as it would be afterwards.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from engagement_app.domain.acts import whole_row
from engagement_app.domain.judging import affected, fetch_links, judge
from engagement_app.domain.rules import Fault, Row
from engagement_app.domain.tables import TABLES, bearing_links_of
from engagement_app.domain.view import Place, View, load
from engagement_app.language import _
from engagement_app.store import records
from engagement_app.store.erasures import erased_ids

Given = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Per table and id the fields that are given."""


@dataclass
class Plan:
    """What taking the records in would do, and what stands against it."""

    new: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    changed: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    left_deleted: set[Place] = field(default_factory=set)
    left_erased: set[Place] = field(default_factory=set)
    faults: list[tuple[Place, Fault]] = field(default_factory=list)


def plan(session: Session, project_id: str | None, given: Given) -> Plan:
    """Compare the given records with the file and judge what would be; writes nothing."""
    made, view, erased = Plan(), View(session), erased_ids(session)
    to_judge: list[tuple[str, Row]] = []
    for table, by_id in given.items():
        here = load(session, table, by_id)
        for record_id, values in by_id.items():
            if record_id in erased or (record_id not in here and _of_them(table, values, erased)):
                row = _still_erased(made, table, here.get(record_id), record_id, values)
            else:
                row = _as_it_would_be(made, table, here.get(record_id), record_id, values)
            to_judge.append((table, row))
            view.put(table, here[record_id] if (table, record_id) in made.left_deleted else row)
    fetch_links(view, to_judge)
    if project_id and given.get("project", {}).get(project_id, {}).get("deleted_at") is not None:
        sentence = _("A document cannot delete its project.")
        made.faults.append((("project", project_id), Fault("deleted_at", sentence)))
    made.faults.extend(_misfits(view, project_id, to_judge))
    made.faults.extend(_misfits_of_the_file(view, made, given))
    return made


def carry_out(session: Session, made: Plan) -> None:
    """Write what was planned."""
    for table, rows in made.new.items():
        records.create(session, TABLES[table], rows)
    for table, changed in made.changed.items():
        records.change(session, TABLES[table], changed)


def _as_it_would_be(
    made: Plan, table: str, here: dict[str, Any] | None, record_id: str, values: Mapping[str, Any]
) -> Row:
    if here is None:
        row = whole_row(TABLES[table], record_id, values) | dict(values)
        made.new.setdefault(table, []).append(row)
        return row
    if here["deleted_at"] is not None:
        made.left_deleted.add((table, record_id))
        return {**here, **values}
    differing = {name: value for name, value in values.items() if value != here[name]}
    if differing:
        made.changed.setdefault(table, {})[record_id] = differing
    return {**here, **values}


def _of_them(table: str, values: Mapping[str, Any], erased: frozenset[str]) -> bool:
    """Whether a new record says more of somebody who was erased; words are told apart from them."""
    if not TABLES[table].emptied or table == "contribution":
        return False
    return any(values.get(f"{each}_id") in erased for each in ("person", "attendance"))


def _still_erased(
    made: Plan, table: str, here: Row | None, record_id: str, values: Mapping[str, Any]
) -> Row:
    """A record that was erased: as it is here, else as it is given, emptied."""
    made.left_erased.add((table, record_id))
    if here is not None:
        return here
    row = whole_row(TABLES[table], record_id, values) | dict(values)
    row |= {name: make(row[name]) for name, make in TABLES[table].emptied.items()}
    made.new.setdefault(table, []).append(row)
    return row


def _misfits(
    view: View, project_id: str | None, rows: list[tuple[str, Row]]
) -> Iterator[tuple[Place, Fault]]:
    for table, row in rows:
        place = (table, str(row["id"]))
        for fault in judge(table, row, view, project_id):
            yield place, fault


def _misfits_of_the_file(view: View, made: Plan, given: Given) -> Iterator[tuple[Place, Fault]]:
    """Records of the file that would not fit any more; told at the given record's place."""
    moved = [
        (table, record_id)
        for table, changed in made.changed.items()
        for record_id, values in changed.items()
        if values.keys() & bearing_links_of(table)
    ]
    for table, row, place in affected(view, moved):
        if row["id"] in given.get(table, {}):
            continue
        for fault in judge(table, row, view):
            named = [each for each in fault.others if each[1] in made.changed.get(each[0], {})]
            yield (named or [place])[0], Fault("", fault.sentence)
