"""Read a project's ledger from the file: what is deleted is out, and people are resolved.

Columns are read without conversion (days stay ISO text): this is the hot path of the report.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.same_person import end_of
from engagement_app.domain.tables import TABLES
from engagement_app.resourcing import ledger
from engagement_app.resourcing.dead_ends import reason
from engagement_app.resourcing.ledger import Ledger
from engagement_app.store.plain_rows import plain_rows, some_rows
from engagement_app.store.records import table_of

_T = {name: table_of(entity) for name, entity in TABLES.items()}
Found = list[Any]
# Of very many rows, made without a step in Python for each.
_attendance: Callable[[tuple[Any, ...]], ledger.Attendance]
_follow_up: Callable[[tuple[Any, ...]], ledger.FollowUp]
_attendance = partial(tuple.__new__, ledger.Attendance)
_follow_up = partial(tuple.__new__, ledger.FollowUp)


def read_ledger(session: Session, project_id: str) -> Ledger:
    """Everything the figures need, read whole; deletion judged as the domain says."""
    people = _People(session)
    project = _project(session, project_id)
    events = {row.id: row.title for row in _of_project(session, "event", project_id, "id title")}
    attended = _attended(session, project_id, events, people)
    said = _said(session, project_id, events, attended)
    roles = _roles(session, project_id)
    role_ids = {role.id for role in roles}
    funds = _funds(session, project_id)
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
        attendances=[row for each, row in attended.by_id.items() if each not in attended.out],
        tallied=_tallied(session, events),
        contributions=[each for each, live in said.values() if live],
        follow_ups=_follow_ups(session, project_id, events, attended, said, people),
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
    asked = _T["follow_up"].c
    waits = asked.project_id == project_id, asked.role_id.is_not(None), asked.deleted_at.is_(None)
    spoken = _T["contribution"].c.id.in_(sa.select(asked.contribution_id).where(*waits))
    spoke = sa.select(_T["contribution"].c.attendance_id).where(spoken)
    came = _T["attendance"].c.id
    at_hand = sa.or_(came.in_(sa.select(asked.attendance_id).where(*waits)), came.in_(spoke))
    attended = _attended(session, project_id, events, people, at_hand)
    said = _said(session, project_id, events, attended, spoken)
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
        follow_ups=_follow_ups(session, project_id, events, attended, said, people, *waits),
        organisations=dict(_rows(session, "organisation", "id name")),
    )


def read_said(session: Session, project_id: str) -> Ledger:
    """What was said in a project, and who said it, and nothing else."""
    people = _People(session)
    events = {row.id: row.title for row in _of_project(session, "event", project_id, "id title")}
    spoke = _T["attendance"].c.id.in_(sa.select(_T["contribution"].c.attendance_id))
    attended = _attended(session, project_id, events, people, spoke)
    said = _said(session, project_id, events, attended)
    return Ledger(
        project_id=project_id,
        project=_project(session, project_id).name,
        events=events,
        attendances=[row for each, row in attended.by_id.items() if each not in attended.out],
        contributions=[each for each, live in said.values() if live],
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


def _few_at_a_time(session: Session, query: sa.Select[Any]) -> Iterator[tuple[Any, ...]]:
    """Each row while the processor still has it at hand; all at once took a tenth longer."""
    return chain.from_iterable(some_rows(session, query, 1_000))


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


@dataclass(frozen=True)
class Attended:
    """The attendances of the project by id, deleted ones too, and the ids of those that are out."""

    by_id: dict[str, ledger.Attendance]
    out: set[str]


Said = Mapping[str, tuple[ledger.Contribution, bool]]
"""By id: the contribution, and whether it is in the figures."""


def _attended(
    session: Session, project_id: str, events: Mapping[str, str], people: _People, *only: Any
) -> Attended:
    attendance, event = _T["attendance"].c, _T["event"].c
    names = "id event_id person_id status first_time wants_to_stay_involved"
    is_live = sa.and_(attendance.deleted_at.is_(None), event.deleted_at.is_(None))
    query = (
        sa.select(*_columns("attendance", names), is_live)
        .join(_T["event"], event.id == attendance.event_id)
        .where(event.project_id == project_id, *only)
    )
    by_id = {row.id: row for row in map(_attendance, _few_at_a_time(session, query))}
    out = {each.id for each in by_id.values() if not each.is_live or each.person_id in people.out}
    if people.ends:
        for each, row in by_id.items():
            if row.person_id in people.ends:
                by_id[each] = row._replace(person_id=people.ends[row.person_id])
    return Attended(by_id, out)


def _said(
    session: Session, project_id: str, events: Mapping[str, str], attended: Attended, *only: Any
) -> Said:
    contribution, event = _T["contribution"].c, _T["event"].c
    names = "id attendance_id voice community_id event_id"
    query = (
        sa.select(*_columns("contribution", names), contribution.deleted_at.is_(None))
        .join(_T["event"], event.id == contribution.event_id)
        .where(event.project_id == project_id, *only)
    )
    found = {}
    for each, attendance_id, voice, community, event_id, here in plain_rows(session, query):
        live = bool(here) and event_id in events and attendance_id not in attended.out
        row = ledger.Contribution(each, attendance_id, voice, community, event_id)
        found[each] = (row, live)
    return found


def _follow_ups(
    session: Session,
    project_id: str,
    events: Mapping[str, str],
    attended: Attended,
    said: Said,
    people: _People,
    *only: Any,
) -> list[ledger.FollowUp]:
    """Those that are in, with whom each is for; one may be out with what it belongs to."""
    follow_up = _T["follow_up"].c
    owned = sa.func.coalesce(follow_up.owner_organisation_id, follow_up.owner_name, "") != ""
    live = sa.select(
        *_columns("follow_up", "id attendance_id person_id contribution_id kind"),
        owned,
        *_columns("follow_up", "role_id due_on status done_on"),
    ).where(follow_up.project_id == project_id, follow_up.deleted_at.is_(None), *only)
    found = []
    for row in _few_at_a_time(session, live):
        each, own, person, contribution, kind, is_owned, role, due, status, done = row
        at, event_id = own, None
        if contribution is not None:
            words, _live = said[contribution]
            at, event_id = own or words.attendance_id, words.event_id
        whom = end = people.ends.get(person, person)
        if at is not None:
            attendance = attended.by_id[at]
            event_id = attendance.event_id
            whom = end or attendance.person_id or at
        if at in attended.out or person in people.out or (event_id and event_id not in events):
            continue
        alone = end if own is None and contribution is None else None
        why = reason(kind, is_owned, due) if status == "open" else None
        found.append(
            _follow_up((each, own, event_id, whom, at, alone, why, role, due, status, done))
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
    rows = _rows(session, "allocation", "id fund_id role_id amount", live)
    return [
        ledger.Allocation._make(row)
        for row in rows
        if row.fund_id in fund_ids and row.role_id in role_ids
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
