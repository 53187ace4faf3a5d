"""What the desk sees: who is expected and who came, each person once, and how many they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.attendance import UNEXPECTED, Attendance
from engagement_app.domain.names import name_of_record
from engagement_app.domain.naming import fold, name_of
from engagement_app.domain.roll import Roll, words_of
from engagement_app.domain.same_person import ends, read_as
from engagement_app.domain.view import View, load
from engagement_app.store.plain_rows import ask
from engagement_app.store.records import table_of

CAME = ("here", "left")
_IN_ORDER = ("here", "left", "expected", "excused", "did_not_come")
"""Of several attendances of one person at one event, the first of these speaks."""
_ATTENDANCE = table_of(Attendance)
_AT_EVENT = (
    "SELECT id, person_id, status, source FROM attendance WHERE event_id = ? AND deleted_at IS NULL"
)
_UNLIKE = (
    "SELECT id FROM person WHERE (deleted_at IS NOT NULL OR same_as_id IS NOT NULL) AND id IN"
    " (SELECT person_id FROM attendance WHERE event_id = ? AND deleted_at IS NULL)"
)
_LAST = (
    "SELECT coalesce(person_id, id) FROM attendance WHERE event_id = ? AND deleted_at IS NULL"
    " AND status IN ('here', 'left') AND arrived_at IS NOT NULL"
    " ORDER BY arrived_at DESC, rowid DESC LIMIT ?"
)
_COUNTED = "SELECT coalesce(sum(count), 0) FROM tally WHERE event_id = ? AND deleted_at IS NULL"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody as the desk sees them; without an attendance they are not on the list.

    `key` is the id of the person, or of an attendance that has a label alone. `came_before` is
    at how many other events they were.
    """

    key: str
    name: str
    known_as: str | None = None
    organisation: str | None = None
    access_needs: str | None = None
    attendance_id: str | None = None
    status: str | None = None
    source: str | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    first_time: str = "not_known"
    wants_to_stay_involved: str = "not_asked"
    instead_of: str | None = None
    came_before: int = 0

    @property
    def has_come(self) -> bool:
        """Whether they were signed in, also if they have left since."""
        return self.status in CAME


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many: people once each, nameless attendances among them, and the tallies beside."""

    expected: int = 0
    here: int = 0
    walk_ins: int = 0
    left: int = 0
    nameless: int = 0


def list_arrivals(session: Session, event_id: str, keys: Iterable[str]) -> list[Arrival]:
    """These people, and attendances with a label, as they stand at the event; in their order.

    Those who are deleted, or are no longer there, are left out.
    """
    wanted = list(keys)
    people = {
        each: row
        for each, row in load(session, "person", wanted).items()
        if row["deleted_at"] is None and row["same_as_id"] is None
    }
    here, before = _attendances(session, event_id, people)
    here |= _labelled(session, event_id, [each for each in wanted if each not in people])
    view = View(session)
    view.fetch("organisation", {row["organisation_id"] for row in people.values()} - {None})
    return [
        _arrival(view, key, people.get(key), here.get(key), before[key])
        for key in wanted
        if key in people or key in here
    ]


def look_up(session: Session, roll: Roll, text: str) -> list[Arrival]:
    """Whom the typed text finds: the best matches first, among them those of this event."""
    tiers = roll.find(text)
    found = list_arrivals(session, roll.event_id, tiers)

    def place(each: Arrival) -> tuple[int, int, bool, str]:
        name = fold(each.name)
        begins = name.startswith(words_of(text)[0])
        return tiers[each.key], _rank(each.status), not begins, name

    return sorted(found, key=place)


def list_last(session: Session, event_id: str, most: int) -> list[Arrival]:
    """Who came last, the newest first."""
    found = [each for (each,) in ask(session, _LAST, (event_id, most))]
    whom = ends(session, found)
    keys = dict.fromkeys(whom[each] for each in found)
    return list_arrivals(session, event_id, keys)


def count_at_the_door(session: Session, event_id: str) -> Numbers:
    """The counts of the event; whoever has two attendances there is one."""
    whom = _others(session, event_id)
    statuses: dict[str, str] = {}
    walked_in = set()
    for each, person_id, status, source in ask(session, _AT_EVENT, (event_id,)):
        key = whom.get(person_id, person_id) if person_id else each
        if key is not None:
            statuses[key] = _first(statuses.get(key, status), status)
            if source in UNEXPECTED and status in CAME:
                walked_in.add(key)
    [[nameless]] = ask(session, _COUNTED, (event_id,))
    found = list(statuses.values())
    return Numbers(
        expected=found.count("expected"),
        here=found.count("here"),
        walk_ins=len(walked_in),
        left=found.count("left"),
        nameless=nameless,
    )


def _others(session: Session, event_id: str) -> dict[str, str | None]:
    """Whom those are read as who are not themselves; None where that one is deleted."""
    whom = ends(session, (each for (each,) in ask(session, _UNLIKE, (event_id,))))
    ids = list(dict.fromkeys(whom.values()))
    gone = {each for each, row in load(session, "person", ids).items() if row["deleted_at"]}
    return {each: None if end in gone else end for each, end in whom.items()}


def _rank(status: str | None) -> int:
    """Who is still expected before who came, those who are not on the list last."""
    return ("expected", "here", "left", "excused", "did_not_come", None).index(status)


def _first(one: str, other: str) -> str:
    return min(one, other, key=_IN_ORDER.index)


def _attendances(
    session: Session, event_id: str, person_ids: Iterable[str]
) -> tuple[dict[str, Row], dict[str, int]]:
    """By person the attendance that speaks for them, and at how many other events they were."""
    whom = read_as(session, person_ids)
    columns = _ATTENDANCE.c
    query = sa.select(_ATTENDANCE).where(
        columns.person_id.in_(list(whom)), columns.deleted_at.is_(None)
    )
    here: dict[str, Row] = {}
    others: dict[str, set[str]] = defaultdict(set)
    for row in map(dict, session.execute(query).mappings()):
        key = whom[row["person_id"]]
        if row["event_id"] == event_id:
            here[key] = min(here.get(key, row), row, key=_place)
        elif row["status"] in CAME:
            others[key].add(row["event_id"])
    return here, defaultdict(int, {key: len(events) for key, events in others.items()})


def _place(row: Row) -> tuple[int, bool, str, str]:
    """Which of several attendances speaks: who came before who did not, the first before later."""
    arrived = str(row["arrived_at"] or "")
    return _IN_ORDER.index(row["status"]), not arrived, arrived, row["id"]


def _labelled(session: Session, event_id: str, keys: list[str]) -> dict[str, Row]:
    return {
        each: row
        for each, row in load(session, "attendance", keys).items()
        if row["event_id"] == event_id and row["deleted_at"] is None and not row["person_id"]
    }


def _arrival(
    view: View, key: str, person: Row | None, attendance: Row | None, came_before: int
) -> Arrival:
    organisation = view("organisation", person["organisation_id"]) if person else None
    name = name_of(person) if person else name_of_record("attendance", attendance or {}, view)
    known_as = person["known_as"] if person else None
    return Arrival(
        key=key,
        name=name,
        known_as=known_as if known_as != name else None,
        organisation=organisation["name"] if organisation else None,
        access_needs=person["access_needs"] if person else None,
        came_before=came_before,
        **_standing(view, attendance),
    )


def _standing(view: View, attendance: Row | None) -> dict[str, Any]:
    if attendance is None:
        return {}
    taken = view("attendance", attendance["came_instead_of_id"])
    names = ("status", "source", "arrived_at", "left_at", "first_time", "wants_to_stay_involved")
    return {
        "attendance_id": attendance["id"],
        "instead_of": name_of_record("attendance", taken, view) if taken else None,
        **{name: attendance[name] for name in names},
    }
