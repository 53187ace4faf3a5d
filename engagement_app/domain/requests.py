"""The log of what people ask of us about their data, and of complaints; what is overdue first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.deadlines import Deadline, deadline
from engagement_app.domain.pauses import pauses_of
from engagement_app.domain.rights import RightsRequest, RightsRequestInput
from engagement_app.domain.rules import Fault
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store import records
from engagement_app.store.audit import Audited, note_with
from engagement_app.store.record import new_id

TABLE = "rights_request"
STANDINGS = ("overdue", "soon", "open", "stopped", "answered")
"""How a request may stand, in the order of the list; `soon` from the day of the reminder on."""
_PAST = ("received_on", "acknowledged_on", "answered_on")


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request and how it stands on a day; without a `due_on` its clock stands still."""

    id: str
    kind: str
    who: str
    about: str | None
    received_on: date
    answered_on: date | None
    outcome: str | None
    remind_on: date | None
    due_on: date | None
    stopped_on: date | None
    standing: str


def list_requests(session: Session, as_of: date) -> list[RequestRow]:
    """The whole log: what presses most first, what was answered last, the newest of that first."""
    columns = records.table_of(RightsRequest)
    live = sa.select(columns).where(columns.c.deleted_at.is_(None))
    rows = [_row(dict(each), as_of) for each in session.execute(live).mappings()]
    return sorted(rows, key=_order)


def request_texts(session: Session) -> list[str]:
    """All that is written in each entry of the log."""
    columns = records.table_of(RightsRequest).c
    query = sa.select(columns.who, columns.about, columns.outcome)
    return [" ".join(text for text in row if text) for row in session.execute(query)]


def count_pressing(session: Session, as_of: date) -> dict[str, int]:
    """How many requests are `overdue`, and how many are to be answered `soon`."""
    standing = [row.standing for row in list_requests(session, as_of)]
    return {each: standing.count(each) for each in ("overdue", "soon")}


def put_request(
    session: Session, _table: str, record_id: str | None, _project_id: str | None, values: Any
) -> str:
    """Log a request, or amend the one with this id, called as `recording.put` is; gives its id.

    Raises `UserError` where a day is still to come or days do not fit. The audit has its kind and
    whether it is answered, and nothing of whom it is about.
    """
    if record_id is None:
        row = acts.whole_row(RightsRequest, new_id(), dict(RightsRequestInput.parse(**values)))
        _refuse(row)
        records.create(session, RightsRequest, [row])
    else:
        before = acts.get(session, RightsRequest, record_id)
        ready = acts.checked(RightsRequest, values)
        row = {**before, **ready}
        _refuse(row)
        changed = {name: value for name, value in ready.items() if value != before[name]}
        records.change(session, RightsRequest, {record_id: changed})
    note_with(
        session,
        Audited.RIGHTS,
        what=f"{row['kind']}_request",
        logged=record_id is None,
        answered=row["answered_on"] is not None,
    )
    return str(row["id"])


def _refuse(row: Mapping[str, Any]) -> None:
    for fault in _faults(row):
        raise UserError(fault.sentence, field=fault.field)


def _faults(row: Mapping[str, Any]) -> Iterator[Fault]:
    today = date.today()
    days = {name: row[name] for name in _PAST}
    for first, last in pauses_of(row["pauses"]):
        days["pauses"] = max(days.get("pauses", first), last or first)
    for name, day in days.items():
        if day is not None and day > today:
            yield Fault(name, _("This day is still to come. Write down what has happened."))
    for rule in RightsRequest.rules:
        yield from rule(row, lambda _table, _id: None)


def _row(each: Mapping[str, Any], as_of: date) -> RequestRow:
    pauses = pauses_of(each["pauses"])
    by = deadline(each["received_on"], pauses)
    stopped_on = next((first for first, last in pauses if last is None), None)
    same = ("id", "kind", "who", "about", "received_on", "answered_on", "outcome")
    return RequestRow(
        **{name: each[name] for name in same},
        remind_on=by.remind_on,
        due_on=by.due_on,
        stopped_on=stopped_on,
        standing=standing_of(by, each["answered_on"], as_of),
    )


def standing_of(by: Deadline, answered_on: date | None, as_of: date) -> str:
    """One of `STANDINGS`; on the last day itself nothing is overdue yet."""
    if answered_on is not None:
        return "answered"
    if by.due_on is None or by.remind_on is None:
        return "stopped"
    if as_of > by.due_on:
        return "overdue"
    return "soon" if as_of >= by.remind_on else "open"


def _order(row: RequestRow) -> tuple[int, int, str]:
    day = row.due_on or row.received_on
    if row.standing == "answered":
        day = row.answered_on or day
        return STANDINGS.index(row.standing), -day.toordinal(), row.id
    return STANDINGS.index(row.standing), day.toordinal(), row.id
