"""The days on which follow-ups fall due, for calendars: nobody's name is among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from engagement_app.store.clock import milliseconds
from engagement_app.store.plain_rows import ask

_DUE = (
    "SELECT f.id, f.kind, f.due_on, f.status, e.title, o.name,"
    " (SELECT count(*) FROM change WHERE record_id = f.id),"
    " (SELECT max(hlc) FROM change WHERE record_id = f.id)"
    " FROM follow_up f LEFT JOIN contribution c ON c.id = f.contribution_id"
    " LEFT JOIN attendance a ON a.id = coalesce(f.attendance_id, c.attendance_id)"
    " LEFT JOIN event e ON e.id = coalesce(a.event_id, c.event_id)"
    " LEFT JOIN organisation o ON o.id = f.owner_organisation_id"
    " WHERE f.project_id = ? AND f.due_on IS NOT NULL ORDER BY f.due_on, f.id"
)


@dataclass(frozen=True, slots=True)
class DueDay:
    """A follow-up with a day: `changes` is how often it was changed since it was made.

    What is deleted, or out with what it belongs to, is `cancelled`: a calendar that has it from
    an earlier file takes it out.
    """

    id: str
    kind: str
    due_on: date
    status: str
    event: str | None
    organisation: str | None
    changes: int
    changed_at_ms: int


def list_due_days(session: Session, project_id: str, live: set[str]) -> Iterator[DueDay]:
    """Every follow-up of the project that has a day; those not in `live` are cancelled."""
    for row in ask(session, _DUE, (project_id,)):
        yield _due_day(row, row[0] in live)


def _due_day(row: tuple[Any, ...], is_live: bool) -> DueDay:
    each, kind, due_on, status, event, organisation, changes, newest = row
    return DueDay(
        each,
        kind,
        date.fromisoformat(due_on),
        status if is_live else "cancelled",
        event,
        organisation,
        max(0, changes - 1),
        milliseconds(newest or 0),
    )
