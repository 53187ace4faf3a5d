"""Read a project's ledger from the file: what is deleted is out, and people are resolved.

Columns are read without conversion (days stay ISO text): this is the hot path of the report.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.same_person import end_of
from engagement_app.domain.tables import TABLES
from engagement_app.resourcing import ledger
from engagement_app.resourcing.ledger import Ledger
from engagement_app.resourcing.live_follow_ups import (
    COLUMNS,
    ITS_OWN,
    ITSELF_LIVE,
    JOINED,
    LIVE,
    PEOPLE,
)
from engagement_app.store.plain_rows import ask_some, plain_rows, some_rows
from engagement_app.store.records import table_of

_T = {name: table_of(entity) for name, entity in TABLES.items()}
Found = list[Any]
# Of very many rows, made without a step in Python for each.
_attendance: Callable[[tuple[Any, ...]], ledger.Attendance]
_follow_up: Callable[[tuple[Any, ...]], ledger.FollowUp]
_attendance = partial(tuple.__new__, ledger.Attendance)
_follow_up = partial(tuple.__new__, ledger.FollowUp)
_AT_HAND = 1_000
"""Rows at once, while the processor has them at hand; all at once took a tenth longer."""


def read_ledger(session: Session, project_id: str) -> Ledger:
    """Everything the figures need, read whole; deletion judged as the domain says."""
    people = _People(session)
    project = _project(session, project_id)
    events = {row.id: row.title for row in _of_project(session, "event", project_id, "id title")}
    roles = _roles(session, project_id)
    role_ids = {role.id for role in roles}
    funds = _funds(session, project_id)
    attended = _attended(session, project_id, people)
    return Ledger(
        project_id=project_id,
        project=project.name,
        overhead_percent=project.overhead_percent,
        events=events,
        roles=roles,
        costs=_parts(session, ledger.Cost, "role_cost", role_ids),
        skills=_parts(session, ledger.Skill, "role_skill", role_ids),
        times=_parts(session, ledger.Time, "time_entry", role_ids),
        funds=funds,
        allocations=_allocations(session, {fund.id for fund in funds}, role_ids),
        bodies=_bodies(session, project_id),
        attendances=attended,
        tallied=_tallied(session, events),
        contributions=_said(session, project_id, people),
        follow_ups=_follow_ups(session, project_id, people, attended),
        messages=read_messages(session, project_id),
        hearings=_hearings(session, project_id),
        rates=_rates(session),
        organisations=dict(_rows(session, "organisation", "id name")),
        communities_of=people.communities,
    )


def read_roles(session: Session, project_id: str) -> Ledger:
    """What the figures of roles need: of people only those who wait on one, whatever its size."""
    people, project = _People(session), _project(session, project_id)
    events = {row.id: row.title for row in _of_project(session, "event", project_id, "id title")}
    roles, funds = _roles(session, project_id), _funds(session, project_id)
    role_ids = {role.id for role in roles}
    return Ledger(
        project_id=project_id,
        project=project.name,
        overhead_percent=project.overhead_percent,
        events=events,
        roles=roles,
        costs=_parts(session, ledger.Cost, "role_cost", role_ids),
        skills=_parts(session, ledger.Skill, "role_skill", role_ids),
        times=_parts(session, ledger.Time, "time_entry", role_ids),
        funds=funds,
        allocations=_allocations(session, {fund.id for fund in funds}, role_ids),
        bodies=_bodies(session, project_id),
        follow_ups=_joined(session, project_id, people, "f.role_id IS NOT NULL"),
        organisations=dict(_rows(session, "organisation", "id name")),
    )


def read_said(session: Session, project_id: str) -> Ledger:
    """What was said in a project, and who said it, and nothing else."""
    people = _People(session)
    events = {row.id: row.title for row in _of_project(session, "event", project_id, "id title")}
    spoke = _T["attendance"].c.id.in_(sa.select(_T["contribution"].c.attendance_id))
    return Ledger(
        project_id=project_id,
        project=_project(session, project_id).name,
        events=events,
        attendances=_attended(session, project_id, people, spoke),
        contributions=_said(session, project_id, people),
        communities_of=people.communities,
    )


def read_funding(session: Session, project_id: str) -> Ledger:
    """The roles, funds and promises of a project and nothing else, whatever its size."""
    roles, funds = _roles(session, project_id), _funds(session, project_id)
    named = {fund.funder_organisation_id for fund in funds if fund.funder_organisation_id}
    funders = _rows(session, "organisation", "id name", _T["organisation"].c.id.in_(named))
    return Ledger(
        project_id=project_id,
        project=_project(session, project_id).name,
        roles=roles,
        funds=funds,
        allocations=_allocations(session, {fund.id for fund in funds}, {role.id for role in roles}),
        organisations=dict(funders),
    )


def _columns(table: str, names: str) -> list[Any]:
    """The columns, days as the text that they are in the file."""
    columns = [_T[table].c[name] for name in names.split()]
    return [
        sa.type_coerce(column, sa.Text).label(column.name)
        if isinstance(column.type, sa.Date)
        else column
        for column in columns
    ]


def _rows(session: Session, table: str, names: str, *conditions: Any) -> Found:
    query = sa.select(*_columns(table, names)).where(*conditions)
    return list(session.execute(query).all())


def _of_project(
    session: Session, table: str, project_id: str, names: str, *, deleted: bool = False
) -> Found:
    columns = _T[table].c
    live = () if deleted else (columns.deleted_at.is_(None),)
    return _rows(session, table, names, columns.project_id == project_id, *live)


def _project(session: Session, project_id: str) -> Any:
    return _rows(session, "project", "id name overhead_percent", _T["project"].c.id == project_id)[
        0
    ]


class _People:
    """Whom each person is read as; only people with something to say on it are kept."""

    def __init__(self, session: Session) -> None:
        person = _T["person"].c
        telling = sa.or_(
            person.same_as_id.is_not(None),
            person.deleted_at.is_not(None),
            sa.cast(person.community_ids, sa.Text) != "[]",
        )
        found = _rows(session, "person", "id same_as_id deleted_at community_ids", telling)
        steps = {row.id: row.same_as_id for row in found if row.same_as_id}
        self.ends = {each: end_of(steps, each) for each in steps}
        """Whom each duplicate is read as; everybody else is not in it."""
        deleted = {row.id for row in found if row.deleted_at is not None}
        self.out = {each for each in deleted if each not in self.ends}
        self.out.update(each for each, end in self.ends.items() if end in deleted)
        """Who is out of the figures: the person at the end of the chain is deleted."""
        self.communities = {row.id: tuple(row.community_ids) for row in found}

    def __bool__(self) -> bool:
        """Whether anybody is read as somebody else, or is out."""
        return bool(self.ends or self.out)


def _attended(
    session: Session, project_id: str, people: _People, *only: Any
) -> list[ledger.Attendance]:
    attendance, event = _T["attendance"].c, _T["event"].c
    query = (
        sa.select(*_columns("attendance", " ".join(ledger.Attendance._fields)))
        .join(_T["event"], event.id == attendance.event_id)
        .where(event.project_id == project_id, event.deleted_at.is_(None))
        .where(attendance.deleted_at.is_(None), *only)
    )
    found = list(map(_attendance, chain.from_iterable(some_rows(session, query, _AT_HAND))))
    if not people:
        return found
    return [
        each._replace(person_id=people.ends.get(each.person_id, each.person_id))
        for each in found
        if each.person_id not in people.out
    ]


def _said(session: Session, project_id: str, people: _People) -> list[ledger.Contribution]:
    contribution, event, attendance = _T["contribution"], _T["event"], _T["attendance"]
    query = (
        sa.select(
            *_columns("contribution", " ".join(ledger.Contribution._fields)),
            attendance.c.person_id,
        )
        .join(event, event.c.id == contribution.c.event_id)
        .outerjoin(attendance, attendance.c.id == contribution.c.attendance_id)
        .where(event.c.project_id == project_id)
        .where(*(table.c.deleted_at.is_(None) for table in (contribution, event, attendance)))
    )
    return [
        ledger.Contribution._make(row)
        for *row, person in plain_rows(session, query)
        if person not in people.out
    ]


def _follow_ups(
    session: Session, project_id: str, people: _People, attended: Iterable[ledger.Attendance]
) -> list[ledger.FollowUp]:
    """Those that are in, with whom each is for; few do not stand on an attendance at hand."""
    there = {each.id: each for each in attended}.get
    ends, out = people.ends, people.out
    sql = f"SELECT {ITS_OWN} FROM follow_up f WHERE {ITSELF_LIVE}"
    found: list[ledger.FollowUp] = []
    elsewhere: list[str] = []
    for some in ask_some(session, sql, [project_id], at_once=_AT_HAND):
        for each, at, named, why, role, due, status, done in some:
            seen = there(at)
            if seen is None:
                elsewhere.append(each)
            elif named not in out:
                # The attendance's own texts, not equal ones: quicker to tell apart, less to keep.
                at, event, person, _status, _first, _wants = seen
                whom = ends.get(named, named) or person or at
                row = (each, at, event, whom, None, None, why, role, due, status, done)
                found.append(_follow_up(row))
    among = "f.id IN (SELECT value FROM json_each(?))"
    return found + _joined(session, project_id, people, among, [json.dumps(elsewhere)])


def _joined(
    session: Session, project_id: str, people: _People, only: str, values: Sequence[str] = ()
) -> list[ledger.FollowUp]:
    """The same of some, whatever they stand on; one may be out with what it belongs to."""
    columns = f"{COLUMNS}, {PEOPLE}" if people else COLUMNS
    sql = f"SELECT {columns} FROM {JOINED} WHERE {LIVE} AND {only}"
    rows = chain.from_iterable(ask_some(session, sql, [project_id, *values], at_once=_AT_HAND))
    if not people:
        return list(map(_follow_up, rows))
    found = []
    for *row, named, there in rows:
        if named not in people.out and there not in people.out:
            each = ledger.FollowUp._make(row)
            whom, alone = each.whom or "", each.covers_person or ""
            found.append(
                each._replace(
                    whom=people.ends.get(whom, each.whom),
                    covers_person=people.ends.get(alone, each.covers_person),
                )
            )
    return found


def _roles(session: Session, project_id: str) -> list[ledger.Role]:
    names = " ".join(ledger.Role._fields)
    return [
        ledger.Role._make(row) for row in _of_project(session, "engagement_role", project_id, names)
    ]


def _parts(session: Session, made: Any, table: str, role_ids: set[str]) -> list[Any]:
    """Live rows of a table that hang on live roles of the project."""
    live = _T[table].c.deleted_at.is_(None)
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
    live = _T["allocation"].c.deleted_at.is_(None)
    query = sa.select(*_columns("allocation", "id fund_id role_id amount")).where(live)
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
    live = _T["tally"].c.deleted_at.is_(None)
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
    hearing, message, body = _T["hearing"], _T["message"], _T["body"]
    query = (
        sa.select(*_columns("hearing", " ".join(ledger.Hearing._fields)))
        .join(message, message.c.id == hearing.c.message_id)
        .join(body, body.c.id == hearing.c.body_id)
        .where(message.c.project_id == project_id)
        .where(*(table.c.deleted_at.is_(None) for table in (hearing, message, body)))
    )
    return [ledger.Hearing._make(row) for row in session.execute(query).all()]


def _rates(session: Session) -> list[ledger.Rate]:
    rate = _T["rate"].c
    names = " ".join(ledger.Rate._fields)
    hourly = (rate.deleted_at.is_(None), rate.unit == "hour")
    return [ledger.Rate._make(row) for row in _rows(session, "rate", names, *hourly)]
