"""The summary of a project, or of some of its events, as the file now stands."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session

from engagement_app.domain.event_days import list_by_day
from engagement_app.domain.objections import Objections, read_objections
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.resourcing.ledger import Ledger, Told
from engagement_app.resourcing.reading import fetch_ledger
from engagement_app.resourcing.summary import Names, Scope, Summary, summary
from engagement_app.store.collection import no_collection
from engagement_app.store.plain_rows import ask, let_go

_THEMES = "SELECT id, name FROM theme WHERE project_id = ? AND deleted_at IS NULL"
_COMMUNITIES = "SELECT id, name FROM community"
# The plus has SQLite look among those who are nobody on record, and not at everybody who came.
_LABELLED = (
    "SELECT a.id FROM attendance a JOIN event e ON e.id = +a.event_id"
    " WHERE e.project_id = ? AND a.person_id IS NULL AND a.label IS NOT NULL"
)
_TALLIES = (
    "SELECT t.event_id, t.community_id, t.count FROM tally t JOIN event e ON e.id = t.event_id"
    " WHERE e.project_id = ? AND t.deleted_at IS NULL AND e.deleted_at IS NULL"
)


def prepare_summary(
    session: Session,
    project_id: str,
    as_of: date,
    event_id: str | None = None,
    days: tuple[date | None, date | None] = (None, None),
) -> Summary:
    """Of one event, else of the events that start in these local days, else of the project.

    The first and the last day are in; None is open. Raises `UserError` where they are reversed.
    Those who save wait no longer than until all is read.
    """
    with no_collection():
        return sum_up(read_to_sum_up(session, project_id, event_id, days), as_of)


class ToSumUp(NamedTuple):
    """All that a summary is made of."""

    ledger: Ledger
    names: Names
    objections: Objections
    scope: Scope


def read_to_sum_up(
    session: Session,
    project_id: str,
    event_id: str | None = None,
    days: tuple[date | None, date | None] = (None, None),
) -> ToSumUp:
    """In one go; then others save."""
    scope = _scope(session, project_id, event_id, days)
    names, objections = read_names(session, project_id), read_objections(session)
    made = fetch_ledger(session, project_id, told=True)
    let_go(session)
    return ToSumUp(made(), names, objections, scope)


def sum_up(read: ToSumUp, as_of: date) -> Summary:
    """The summary of what was read."""
    told = as_agreed(read.ledger, read.objections)
    return summary(read.ledger, told, read.names, read.scope, as_of)


def _scope(
    session: Session,
    project_id: str,
    event_id: str | None,
    days: tuple[date | None, date | None],
) -> Scope:
    first, last = days
    if event_id is not None and any(days):
        raise UserError(_("Choose one event, or the first and the last day, not both."))
    if first and last and last < first:
        raise UserError(_("The last day is before the first. Turn them round."), field="to_on")
    if event_id is None and not any(days):
        return Scope()
    events = {each.id: each for each in list_by_day(session, project_id)}
    if event_id is not None:
        title = events[event_id].title
        return Scope(event_id=event_id, event=title, events=frozenset({event_id}))
    held = frozenset(
        each.id
        for each in events.values()
        if each.starts_at and _is_within(each.starts_at, first, last)
    )
    return Scope(from_on=first, to_on=last, events=held)


def _is_within(starts_at: datetime, first: date | None, last: date | None) -> bool:
    day = starts_at.astimezone().date()
    return (first or day) <= day <= (last or day)


def as_agreed(ledger: Ledger, objections: Objections) -> Iterator[Told]:
    """The contributions of a ledger with their words; who objects to being quoted may not be."""
    speakers = {each.id: each.person_id for each in ledger.attendances}
    for told in ledger.told:
        objects = objections.to("quote", speakers.get(told.attendance_id or ""))
        yield told._replace(may_quote="no") if objects else told


def read_names(session: Session, project_id: str) -> Names:
    """What the summary needs beside the ledger."""
    return Names(
        dict(ask(session, _THEMES, (project_id,))),
        dict(ask(session, _COMMUNITIES)),
        {each for (each,) in ask(session, _LABELLED, (project_id,))},
        [
            (event, community, count)
            for event, community, count in ask(session, _TALLIES, (project_id,))
        ],
    )
