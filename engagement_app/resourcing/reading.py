"""Read a project's ledger from the file: what is deleted is out, and people are resolved.

While rows are read nobody else saves; so of what there may be very many, only rows are fetched,
and the ledger is made of them afterwards.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.same_person import end_of
from engagement_app.resourcing import ledger
from engagement_app.resourcing.ledger import Ledger
from engagement_app.resourcing.ledger_rows import (
    TABLE,
    Found,
    Rows,
    columns_of,
    fetch_attended,
    fetch_joined,
    fetch_people,
    fetch_rows,
    fetch_said,
)
from engagement_app.resourcing.live_follow_ups import WIDTH
from engagement_app.store.plain_rows import plain_rows

# Of very many rows, made without a step in Python for each.
_attendance: Callable[[tuple[Any, ...]], ledger.Attendance]
_follow_up: Callable[[tuple[Any, ...]], ledger.FollowUp]
_attendance = partial(tuple.__new__, ledger.Attendance)
_follow_up = partial(tuple.__new__, ledger.FollowUp)
_SPOKEN = len(ledger.Contribution._fields)
"""How many of the columns of what was told are those of a contribution."""


def read_ledger(session: Session, project_id: str, *, told: bool = False) -> Ledger:
    """Everything the figures need, read whole; deletion judged as the domain says. `told`: with
    the words of what was said."""
    return fetch_ledger(session, project_id, told=told)()


def fetch_ledger(session: Session, project_id: str, *, told: bool = False) -> Callable[[], Ledger]:
    """The same for who lets go of the file before the ledger is made, by calling what this
    gives."""
    few = replace(
        _of_roles(session, project_id),
        messages=read_messages(session, project_id),
        hearings=_hearings(session, project_id),
        rates=_rates(session),
    )
    few = replace(few, tallied=_tallied(session, few.events))
    return partial(_whole, few, fetch_rows(session, project_id, told=told), told=told)


def _whole(few: Ledger, rows: Rows, *, told: bool) -> Ledger:
    people = _People(rows.people)
    attended = _attended(rows.attended, people)
    said = _said(rows.said, attended)
    return replace(
        few,
        attendances=attended,
        contributions=[ledger.Contribution._make(row[:_SPOKEN]) for row in said],
        told=list(map(_told, said)) if told else [],
        follow_ups=_follow_ups(rows.promised, people, attended) + _joined(rows.elsewhere, people),
        communities_of=people.communities,
    )


def read_roles(session: Session, project_id: str) -> Ledger:
    """What the figures of roles need: of people only those who wait on one, whatever its size."""
    people = _People(fetch_people(session))
    waiting = fetch_joined(session, project_id, "f.role_id IS NOT NULL")
    return replace(_of_roles(session, project_id), follow_ups=_joined(waiting, people))


def _of_roles(session: Session, project_id: str) -> Ledger:
    """The roles of a project, with what hangs on them."""
    project = _project(session, project_id)
    roles, funds = _roles(session, project_id), _funds(session, project_id)
    role_ids = {role.id for role in roles}
    return Ledger(
        project_id=project_id,
        project=project.name,
        overhead_percent=project.overhead_percent,
        events=_events(session, project_id),
        roles=roles,
        costs=_parts(session, ledger.Cost, "role_cost", role_ids),
        skills=_parts(session, ledger.Skill, "role_skill", role_ids),
        times=_parts(session, ledger.Time, "time_entry", role_ids),
        funds=funds,
        allocations=_allocations(session, {fund.id for fund in funds}, role_ids),
        bodies=_bodies(session, project_id),
        organisations=dict(_rows(session, "organisation", "id name")),
    )


def read_said(session: Session, project_id: str) -> Ledger:
    """What was said in a project, and who said it, and nothing else."""
    people = _People(fetch_people(session))
    spoke = TABLE["attendance"].c.id.in_(sa.select(TABLE["contribution"].c.attendance_id))
    attended = _attended(fetch_attended(session, project_id, spoke), people)
    said = _said(fetch_said(session, project_id, ledger.Contribution), attended)
    return Ledger(
        project_id=project_id,
        project=_project(session, project_id).name,
        events=_events(session, project_id),
        attendances=attended,
        contributions=list(map(ledger.Contribution._make, said)),
        communities_of=people.communities,
    )


def read_funding(session: Session, project_id: str) -> Ledger:
    """The roles, funds and promises of a project and nothing else, whatever its size."""
    roles, funds = _roles(session, project_id), _funds(session, project_id)
    named = {fund.funder_organisation_id for fund in funds if fund.funder_organisation_id}
    funders = _rows(session, "organisation", "id name", TABLE["organisation"].c.id.in_(named))
    return Ledger(
        project_id=project_id,
        project=_project(session, project_id).name,
        roles=roles,
        funds=funds,
        allocations=_allocations(session, {fund.id for fund in funds}, {role.id for role in roles}),
        organisations=dict(funders),
    )


def _rows(session: Session, table: str, names: str, *conditions: Any) -> Found:
    query = sa.select(*columns_of(table, names)).where(*conditions)
    return list(session.execute(query).all())


def _of_project(
    session: Session, table: str, project_id: str, names: str, *, deleted: bool = False
) -> Found:
    columns = TABLE[table].c
    live = () if deleted else (columns.deleted_at.is_(None),)
    return _rows(session, table, names, columns.project_id == project_id, *live)


def _project(session: Session, project_id: str) -> Any:
    return _rows(
        session, "project", "id name overhead_percent", TABLE["project"].c.id == project_id
    )[0]


def _events(session: Session, project_id: str) -> dict[str, str]:
    return {row.id: row.title for row in _of_project(session, "event", project_id, "id title")}


class _People:
    """Whom each person is read as."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        found = list(rows)
        steps = {each: same for each, same, _deleted, _communities in found if same}
        self.ends = {each: end_of(steps, each) for each in steps}
        """Whom each duplicate is read as; everybody else is not in it."""
        deleted = {each for each, _same, at, _communities in found if at is not None}
        self.out = {each for each in deleted if each not in self.ends}
        self.out.update(each for each, end in self.ends.items() if end in deleted)
        """Who is out of the figures: the person at the end of the chain is deleted."""
        self.communities = {each: _listed(ids) for each, _same, _deleted, ids in found}

    def __bool__(self) -> bool:
        """Whether anybody is read as somebody else, or is out."""
        return bool(self.ends or self.out)


@lru_cache(maxsize=1024)
def _listed(ids: str) -> tuple[str, ...]:
    return tuple(json.loads(ids))


def _attended(rows: Found, people: _People) -> list[ledger.Attendance]:
    found = list(map(_attendance, rows))
    if not people:
        return found
    return [
        each._replace(person_id=people.ends.get(each.person_id, each.person_id))
        for each in found
        if each.person_id not in people.out
    ]


def _said(rows: Found, attended: Iterable[ledger.Attendance]) -> Found:
    """What is in with its attendance, which is at the same event."""
    there = {None, *(each.id for each in attended)}
    return [row for row in rows if row[1] in there]


def _told(row: tuple[Any, ...]) -> ledger.Told:
    told = ledger.Told._make(row)
    return told._replace(theme_ids=_listed(row[_SPOKEN]))


def _follow_ups(
    rows: Found, people: _People, attended: Iterable[ledger.Attendance]
) -> list[ledger.FollowUp]:
    """Those that stand on an attendance which is in, with whom each is for."""
    there = {each.id: each for each in attended}.get
    ends, out = people.ends, people.out
    found = []
    for each, at, named, why, role, due, status, done in rows:
        seen = there(at)
        if seen is not None and named not in out:
            # The attendance's own texts, not equal ones: quicker to tell apart, less to keep.
            at, event, person, _status, _first, _wants = seen
            whom = ends.get(named, named) or person or at
            row = (each, at, event, whom, None, None, why, role, due, status, done)
            found.append(_follow_up(row))
    return found


def _joined(rows: Found, people: _People) -> list[ledger.FollowUp]:
    """The same of those that were joined with what they stand on."""
    found = [
        ledger.FollowUp._make(row[:WIDTH])
        for row in rows
        if row[WIDTH] not in people.out and row[WIDTH + 1] not in people.out
    ]
    if not people.ends:
        return found
    ends = people.ends
    return [
        each._replace(
            whom=ends.get(each.whom or "", each.whom),
            covers_person=ends.get(each.covers_person or "", each.covers_person),
        )
        for each in found
    ]


def _roles(session: Session, project_id: str) -> list[ledger.Role]:
    names = " ".join(ledger.Role._fields)
    return [
        ledger.Role._make(row) for row in _of_project(session, "engagement_role", project_id, names)
    ]


def _parts(session: Session, made: Any, table: str, role_ids: set[str]) -> list[Any]:
    """Live rows of a table that hang on live roles of the project."""
    live = TABLE[table].c.deleted_at.is_(None)
    rows = _rows(session, table, " ".join(made._fields), live)
    return [made._make(row) for row in rows if row.role_id in role_ids]


def _funds(session: Session, project_id: str) -> list[ledger.Fund]:
    paper = "title funder_name funder_organisation_id starts_on ends_on"
    return [
        ledger.Fund(each, title or funder, amount, status, title, funder, *others)
        for each, amount, status, title, funder, *others in _of_project(
            session, "fund", project_id, f"id amount status {paper}"
        )
    ]


def _allocations(
    session: Session, fund_ids: set[str], role_ids: set[str]
) -> list[ledger.Allocation]:
    live = TABLE["allocation"].c.deleted_at.is_(None)
    query = sa.select(*columns_of("allocation", "id fund_id role_id amount")).where(live)
    return [
        each
        for each in map(ledger.Allocation._make, plain_rows(session, query))
        if each.fund_id in fund_ids and each.role_id in role_ids
    ]


def _bodies(session: Session, project_id: str) -> dict[str, ledger.Body]:
    """Deleted ones too: they still feed the power lens."""
    names = " ".join(ledger.Body._fields)
    rows = _of_project(session, "body", project_id, names, deleted=True)
    return {row.id: ledger.Body._make(row) for row in rows}


def _tallied(session: Session, events: Iterable[str]) -> dict[str, int]:
    """By event the sum of its head counts."""
    live = TABLE["tally"].c.deleted_at.is_(None)
    found = dict.fromkeys(events, 0)
    for event_id, count in _rows(session, "tally", "event_id count", live):
        if event_id in found:
            found[event_id] += count
    return found


def read_messages(session: Session, project_id: str) -> list[ledger.Message]:
    """The live messages of a project."""
    rows = _of_project(session, "message", project_id, "id title contribution_ids")
    return [ledger.Message(each, title, tuple(ids)) for each, title, ids in rows]


def _hearings(session: Session, project_id: str) -> list[ledger.Hearing]:
    """Live hearings of live messages before live bodies."""
    hearing, message, body = TABLE["hearing"], TABLE["message"], TABLE["body"]
    query = (
        sa.select(*columns_of("hearing", " ".join(ledger.Hearing._fields)))
        .join(message, message.c.id == hearing.c.message_id)
        .join(body, body.c.id == hearing.c.body_id)
        .where(message.c.project_id == project_id)
        .where(*(table.c.deleted_at.is_(None) for table in (hearing, message, body)))
    )
    return [ledger.Hearing._make(row) for row in session.execute(query).all()]


def _rates(session: Session) -> list[ledger.Rate]:
    rate = TABLE["rate"].c
    names = " ".join(ledger.Rate._fields)
    hourly = (rate.deleted_at.is_(None), rate.unit == "hour")
    return [ledger.Rate._make(row) for row in _rows(session, "rate", names, *hourly)]
