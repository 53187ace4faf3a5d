"""The log of what people ask of us about their data, and of complaints; what is overdue first.

An entry whose `who` is emptied, as somebody is erased or by hand with the word “(erased)”, has no
name left in any change, and what it was about goes with it; the rest stays as it stands. From then
on no earlier text of it is kept, so that a name can be taken out of its outcome too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain import acts
from engagement_app.domain.deadlines import Deadline, deadline
from engagement_app.domain.identifying import Identifying
from engagement_app.domain.naming import fold
from engagement_app.domain.pauses import pauses_of
from engagement_app.domain.rights import RightsRequest, RightsRequestInput
from engagement_app.domain.rules import Fault
from engagement_app.domain.view import load
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.store import erasures, records
from engagement_app.store.audit import Audited, note_with
from engagement_app.store.emptied import ERASED, Emptied, left_as
from engagement_app.store.record import new_id

TABLE = "rights_request"
STANDINGS = ("overdue", "soon", "open", "stopped", "answered")
"""How a request may stand, in the order of the list; `soon` from the day of the reminder on."""
BY_HAND = "request"
"""The reason of what is emptied by hand: they asked for it."""
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


def requests_of(session: Session, by: Identifying) -> tuple[list[str], int]:
    """The entries that were made in somebody's name, and how many others have their name."""
    columns = records.table_of(RightsRequest).c
    query = sa.select(columns.id, columns.who, columns.about, columns.outcome)
    rows = session.execute(query.order_by(columns.id)).all()
    theirs = [row.id for row in rows if by.is_sure(row.who)]
    others = (row for row in rows if row.id not in theirs or by.within(row.outcome))
    naming = sum(by.within(" ".join(text for text in row[1:] if text)) for row in others)
    return theirs, naming


def empty_requests(
    session: Session, ids: Iterable[str], reason: str, *, kept: Iterable[str] = ("outcome",)
) -> None:
    """Leave nobody's name in these, in no change either. Of what is kept earlier texts go too, as
    nobody looked at them; what stands now stays."""
    emptied = {
        each: {**RightsRequest.emptied, **{name: left_as(row[name]) for name in kept}}
        for each, row in load(session, TABLE, ids).items()
    }
    erasures.empty(session, RightsRequest, emptied, reason)


def as_it_came_out(session: Session, ids: Iterable[str]) -> dict[str, Emptied]:
    """What came of these requests as it stands now: nobody looked at what stood there before."""
    rows = load(session, TABLE, list(ids))
    return {each: {"outcome": left_as(row["outcome"])} for each, row in rows.items()}


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
        changed = records.differing(before, ready)
        records.change(session, RightsRequest, {record_id: changed})
        if changed and _is_nobody(row["who"]):
            kept = ("outcome",) if "who" in changed else ("about", "outcome")
            empty_requests(session, [record_id], BY_HAND, kept=kept)
    note_with(
        session,
        Audited.RIGHTS,
        what=f"{row['kind']}_request",
        logged=record_id is None,
        answered=row["answered_on"] is not None,
    )
    return str(row["id"])


def _is_nobody(who: str) -> bool:
    """Whether it is the word for it, in either language, with its brackets or without."""
    words = (ERASED, shown_who(ERASED))
    return fold(who).strip("()") in {fold(each).strip("()") for each in words}


def shown_who(who: str) -> str:
    """Who asked, in the person's language where it was emptied."""
    return _("(erased)") if who == ERASED else who


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
        **{name: each[name] for name in same} | {"who": shown_who(each["who"])},
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
