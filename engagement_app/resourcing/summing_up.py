"""The summary of a project, or of some of its events, as the file now stands."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from engagement_app.domain.event_days import list_by_day
from engagement_app.domain.objections import Objections, read_objections
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.resourcing.ledger import Ledger
from engagement_app.resourcing.reading import read_ledger
from engagement_app.resourcing.summary import Names, Scope, Summary, Told, summary
from engagement_app.store.collection import no_collection
from engagement_app.store.plain_rows import ask, let_go

_TOLD = (
    "SELECT c.id, c.event_id, c.attendance_id, c.voice, c.kind, c.theme_ids, c.community_id,"
    " c.words, c.may_quote, c.mandate, c.limits, c.recorded_at"
    " FROM contribution c JOIN event e ON e.id = c.event_id WHERE e.project_id = ?"
)
_THEMES = "SELECT id, name FROM theme WHERE project_id = ? AND deleted_at IS NULL"
_COMMUNITIES = "SELECT id, name FROM community"
_LABELLED = (
    "SELECT a.id FROM attendance a JOIN event e ON e.id = a.event_id"
    " WHERE e.project_id = ? AND a.label IS NOT NULL"
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
    *,
    reads_on: bool = True,
) -> Summary:
    """Of one event, else of the events that start in these local days, else of the project.

    The first and the last day are in; None is open. Raises `UserError` where they are reversed.
    Who `reads_on` in the session does so in the state that the summary is of; else those who save
    wait no longer than until all is read.
    """
    with no_collection():
        ledger = read_ledger(session, project_id)
        scope = _scope(session, ledger, event_id, days)
        told, names = read_told(session, ledger), read_names(session, project_id)
        if not reads_on:
            let_go(session)
        return summary(ledger, told, names, scope, as_of)


def _scope(
    session: Session,
    ledger: Ledger,
    event_id: str | None,
    days: tuple[date | None, date | None],
) -> Scope:
    first, last = days
    if event_id is not None and any(days):
        raise UserError(_("Choose one event, or the first and the last day, not both."))
    if event_id is not None:
        title = ledger.events[event_id]
        return Scope(event_id=event_id, event=title, events=frozenset({event_id}))
    if first is None and last is None:
        return Scope()
    if first and last and last < first:
        raise UserError(_("The last day is before the first. Turn them round."), field="to_on")
    held = frozenset(
        each.id
        for each in list_by_day(session, ledger.project_id)
        if each.starts_at and _is_within(each.starts_at, first, last)
    )
    return Scope(from_on=first, to_on=last, events=held)


def _is_within(starts_at: datetime, first: date | None, last: date | None) -> bool:
    day = starts_at.astimezone().date()
    return (first or day) <= day <= (last or day)


def read_told(session: Session, ledger: Ledger) -> Iterator[Told]:
    """The contributions that are in the figures; who objects to being quoted may not be. They are
    read at once, and made ready as they are used."""
    return _made_ready(ask(session, _TOLD, (ledger.project_id,)), ledger, read_objections(session))


def _made_ready(
    rows: list[tuple[Any, ...]], ledger: Ledger, objections: Objections
) -> Iterator[Told]:
    live = {each.id for each in ledger.contributions}
    speakers = {each.id: each.person_id for each in ledger.attendances}
    for row in rows:
        if row[0] in live:
            told = Told._make(row)
            objects = objections.to("quote", speakers.get(told.attendance_id or ""))
            yield told._replace(
                theme_ids=tuple(json.loads(str(told.theme_ids))),
                may_quote="no" if objects else told.may_quote,
            )


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
