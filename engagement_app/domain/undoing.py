"""Take back what was done: each act of today, newest first, by an act of its own.

Undoing an act puts the fields that it changed back to what they were, and what it made into the
bin. It is refused where the same fields were changed since, so that nothing newer is lost; and
for what people are asked to agree to, as somebody may have agreed to it: that stays, also where
it was kept by the way, and other words follow it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from engagement_app.domain.act_words import FOR_GOOD, UNDO, words_of_act
from engagement_app.domain.judging import judge
from engagement_app.domain.names import name_of_record
from engagement_app.domain.settling import ACT as SETTLE
from engagement_app.domain.settling import contest_again
from engagement_app.domain.tables import entity_of
from engagement_app.domain.view import View, load
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store import records
from engagement_app.store.changes import acts_since, changes_before, changes_of
from engagement_app.store.clock import tick_at
from engagement_app.store.columns import from_plain
from engagement_app.store.datafile import DataFile
from engagement_app.store.erasures import erased_ids

_MADE_BESIDE = ("organisation", "community", "theme", "body", "person")
"""Tables of what an act makes by the way: it is named by its other records."""
_OF_PEOPLE = ("person", "attendance", "consent", "follow_up")
"""Tables whose records are named by somebody."""
_STAYS = "consent_wording"
"""The table of what is never changed."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Step:
    """One record of an act: what the act set, and what it was before; None where it was not."""

    table: str
    record_id: str
    set_to: Row
    before: Row | None


def undo_newest(file: DataFile, as_seen: Callable[[str], str] = str) -> str:
    """Take back the newest act of today on this laptop; gives a sentence that says which.

    `as_seen` is how a person's name may be shown. Raises `UserError` where there is none, or where
    newer work stands on it.
    """
    with file.reading() as session:
        act_id, act = _newest(session, file.device)
    with file.writing(UNDO + act_id) as session:
        steps = [step for step in _steps(session, act_id) if step.table != _STAYS]
        if not steps:
            raise UserError(_ASK_ANEW)
        view = View(session)
        changed = _taken_back(session, steps, view)
        if act == SETTLE:
            contest_again(session, act_id)
        else:
            for table, rows in changed.items():
                records.change(session, entity_of(table), rows)
        first = next((step for step in steps if step.table not in _MADE_BESIDE), steps[0])
        row = view(first.table, first.record_id) or {}
        name = name_of_record(first.table, row, view)
        shown = as_seen(name) if first.table in _OF_PEOPLE else name
        return _("Undone: {act}, {name}").format(act=words_of_act(act), name=shown)


_ASK_ANEW = _(
    "What people are asked stays on record, so that what they agreed to can be read. Ask them in"
    " other words instead, or in those of before: they count from then on."
)


def _newest(session: Session, device: str) -> tuple[str, str]:
    """The act to take back; erasing somebody is for good, and so is what was erased with them."""
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    acts = acts_since(session, tick_at(midnight), device)
    undone = {act.removeprefix(UNDO) for _act_id, act in acts if act.startswith(UNDO)}
    erased = erased_ids(session)
    for act_id, act in reversed(acts):
        if act.startswith(UNDO) or act in FOR_GOOD or act_id in undone:
            continue
        touched = {record_id for _table, record_id, *_rest in changes_of(session, act_id)}
        if touched - erased:
            return act_id, act
    raise UserError(_("Nothing was done today on this laptop that could be undone."))


def _steps(session: Session, act_id: str) -> list[_Step]:
    """What the act did, record by record."""
    steps: dict[str, _Step] = {}
    for table, record_id, hlc, fields in changes_of(session, act_id):
        if record_id not in steps:
            before = changes_before(session, table, record_id, hlc, act_id)
            steps[record_id] = _Step(table, record_id, {}, before)
        for name, entry in json.loads(fields).items():
            steps[record_id].set_to[name] = entry["value"]
    return list(steps.values())


def _taken_back(
    session: Session, steps: list[_Step], view: View
) -> dict[str, dict[str, Mapping[str, Any]]]:
    """What to set, by table and id, judged as it would be."""
    changed: dict[str, dict[str, Mapping[str, Any]]] = {}
    erased = erased_ids(session)
    for step in steps:
        if step.record_id in erased:
            raise UserError(
                _("Somebody whom this was about was erased since, so it cannot be undone.")
            )
        row = load(session, step.table, [step.record_id])[step.record_id]
        _refuse_if_newer(step, row)
        back = _values_before(step)
        view.put(step.table, {**row, **back})
        changed.setdefault(step.table, {})[step.record_id] = back
    for step in steps:
        now = view(step.table, step.record_id)
        for fault in judge(step.table, now, view) if now and not now["deleted_at"] else ():
            raise UserError(_("This cannot be undone: {why}").format(why=fault.sentence))
    return changed


def _refuse_if_newer(step: _Step, row: Row) -> None:
    made = records.defaults_of(entity_of(step.table)) if step.before is None else {}
    expected = _as_columns(step.table, {**made, **step.set_to})
    if any(row[name] != value for name, value in expected.items() if name != "id"):
        raise UserError(
            _("This was changed again since, so it cannot be undone in one go. Change it by hand.")
        )


def _values_before(step: _Step) -> Row:
    if step.before is None:
        return {"deleted_at": datetime.now(UTC)}
    made = records.defaults_of(entity_of(step.table))
    return _as_columns(
        step.table, {name: step.before.get(name, made.get(name)) for name in step.set_to}
    )


def _as_columns(table: str, values: Row) -> Row:
    columns = records.table_of(entity_of(table)).c
    return {name: from_plain(columns[name].type, value) for name, value in values.items()}
