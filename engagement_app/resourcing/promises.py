"""The follow-ups of a project, sorted by what they ask for today: overdue, soon, dead ends."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from engagement_app.domain.promises import PromiseRow, list_promises, list_unanswered
from engagement_app.domain.same_person import ends
from engagement_app.domain.view import load
from engagement_app.resourcing.dead_ends import dead_ends
from engagement_app.resourcing.ledger import FollowUp
from engagement_app.resourcing.live_follow_ups import COLUMNS, JOINED, LIVE, WIDTH
from engagement_app.resourcing.reading import fetch_ledger
from engagement_app.resourcing.report import REASONS
from engagement_app.store.collection import no_collection
from engagement_app.store.plain_rows import ask, let_go

DUE = ("overdue", "this_week", "later")
"""Open follow-ups that somebody can keep: each is in one of these."""
DEAD_ENDS = "dead_ends"
OF_OWNER = "of_owner"
"""No group of its own: what is listed are those of one owner, wherever they stand."""
ENDED = ("done", "cancelled")
MOST = 500
"""How many of a group are listed."""
_WEEK = timedelta(days=6)
_ALL = -1
_LIVE = (
    f"SELECT {COLUMNS}, f.person_id, p.same_as_id, p.deleted_at,"
    f" a.person_id, q.same_as_id, q.deleted_at FROM {JOINED}"
    " LEFT JOIN person p ON p.id = f.person_id LEFT JOIN person q ON q.id = a.person_id"
    f" WHERE {LIVE} AND f.status = ?"
)
_BY_DAY = " ORDER BY f.due_on, f.id"
_NEWEST = " ORDER BY coalesce(f.done_on, f.due_on) DESC, f.id LIMIT ?"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list. `unanswered` are attendances found by `unanswered`, `also` follow-ups that
    are listed whatever became of them."""

    project_id: str
    group: str
    today: date
    unanswered: Sequence[str] = ()
    also: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Promised:
    """How many there are of each group, each reason of a dead end by itself, and the rows of one;
    `more` where there are more than are listed."""

    counts: Mapping[str, int] = field(default_factory=dict)
    rows: Sequence[PromiseRow] = ()
    more: bool = False


def read_promised(session: Session, wanted: Wanted) -> Promised:
    """The group that is wanted, and the counts of all that are open."""
    groups = sort_out(read_open(session, wanted.project_id), wanted.today)
    counts = {group: len(ids) for group, ids in groups.items()}
    counts["nothing_recorded"] = len(wanted.unanswered)
    standing = _standing(session, groups, wanted)
    listed = dict(list(standing.items())[:MOST])
    listed |= {each: _anywhere(groups, each) for each in wanted.also if each not in listed}
    rows = list_promises(session, listed)
    silent = wanted.unanswered if wanted.group in ("nothing_recorded", DEAD_ENDS) else ()
    rows += list_unanswered(session, silent[:MOST])
    return Promised(counts, rows, len(standing) > MOST or len(silent) > MOST)


def read_open(session: Session, project_id: str) -> list[FollowUp]:
    """The live open follow-ups of a project, by day."""
    return _read(session, project_id, "open", _BY_DAY)


def read_every_promise(session: Session, project_id: str, today: date) -> list[PromiseRow]:
    """Every live follow-up: the open ones by where they stand, then what was done and cancelled."""
    groups = sort_out(read_open(session, project_id), today)
    standing = {each: group for group, ids in groups.items() for each in ids}
    for status in ENDED:
        standing |= {each.id: status for each in _read(session, project_id, status, _NEWEST, _ALL)}
    return list_promises(session, standing)


def count_open(session: Session, project_id: str, today: date) -> dict[str, int]:
    """How many open follow-ups there are of each group, and of each reason of a dead end."""
    groups = sort_out(read_open(session, project_id), today)
    return {group: len(ids) for group, ids in groups.items()}


def unanswered(session: Session, project_id: str) -> tuple[str, ...]:
    """The attendances that are dead ends because nothing was written down for them.

    Reads the whole project, as the gap report does: not for each key press.
    """
    with no_collection():
        made = fetch_ledger(session, project_id)
        let_go(session)
        found = dead_ends(made())
    return tuple(str(end.attendance_id) for end in found if end.reason == "nothing_recorded")


def sort_out(follow_ups: Iterable[FollowUp], today: date) -> dict[str, list[str]]:
    """By group or reason the ids of open follow-ups, in their order; each stands in one."""
    groups: dict[str, list[str]] = {group: [] for group in (*DUE, *REASONS)}
    day, soon = today.isoformat(), (today + _WEEK).isoformat()
    for each in follow_ups:
        due = str(each.due_on)
        when = "overdue" if due < day else "this_week" if due <= soon else "later"
        groups[each.dead_end or when].append(each.id)
    return groups


def _standing(
    session: Session, groups: Mapping[str, Sequence[str]], wanted: Wanted
) -> dict[str, str]:
    """The follow-ups of the group that is wanted, and where each stands."""
    if wanted.group in ENDED:
        ended = _read(session, wanted.project_id, wanted.group, _NEWEST, MOST + 1)
        return {each.id: wanted.group for each in ended}
    parts = REASONS if wanted.group == DEAD_ENDS else (wanted.group,)
    return {each: part for part in parts for each in groups.get(part, ())}


def _anywhere(groups: Mapping[str, Sequence[str]], follow_up_id: str) -> str:
    return next((group for group, ids in groups.items() if follow_up_id in ids), "")


def _read(
    session: Session, project_id: str, status: str, order: str, *limit: int
) -> list[FollowUp]:
    """The live follow-ups of a project with this status; deletion judged as the figures do."""
    rows = ask(session, _LIVE + order, (project_id, status, *limit))
    gone = _gone(session, rows)
    return [
        FollowUp._make(row[:WIDTH])
        for row in rows
        if not gone or (row[WIDTH] not in gone and row[WIDTH + 3] not in gone)
    ]


def _gone(session: Session, rows: Iterable[tuple[Any, ...]]) -> set[str]:
    """The people of these rows who are deleted; of duplicates the end of the chain decides."""
    people = {
        person: (same, deleted)
        for row in rows
        for person, same, deleted in (row[WIDTH : WIDTH + 3], row[WIDTH + 3 :])
        if person
    }
    whom = ends(session, (each for each, (same, _deleted) in people.items() if same))
    last = load(session, "person", set(whom.values()))
    merged = {each for each, end in whom.items() if last[end]["deleted_at"] is not None}
    return merged | {each for each, (same, deleted) in people.items() if deleted and not same}
