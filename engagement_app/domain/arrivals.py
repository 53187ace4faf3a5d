"""What the desk sees: who is expected and who came, each person once, and how many they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from engagement_app.domain.names import name_of_record
from engagement_app.domain.naming import full_name
from engagement_app.domain.objections import read_objections
from engagement_app.domain.roll import marks
from engagement_app.domain.same_person import ends, read_as
from engagement_app.domain.standings import CAME, IN_ORDER, Numbers, Standings
from engagement_app.domain.view import View, load
from engagement_app.store.plain_rows import ask

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
# A plus keeps SQLite from looking through all of an event, or of those who are no duplicates, for
# the few who are asked about.
_PEOPLE = (
    "SELECT p.id, p.given_name, p.family_name, p.known_as, o.name, p.access_needs, p.email,"
    " p.phone"
    " FROM person p LEFT JOIN organisation o ON o.id = p.organisation_id"
    " WHERE p.id IN ({marks}) AND +p.deleted_at IS NULL AND +p.same_as_id IS NULL"
)
_HERE = (
    "SELECT id FROM attendance WHERE deleted_at IS NULL AND +event_id = ?"
    " AND person_id IN ({marks})"
)
_BEFORE = (
    "SELECT count(DISTINCT event_id) FROM attendance WHERE deleted_at IS NULL AND event_id <> ?"
    " AND status IN ('here', 'left') AND person_id IN ({marks})"
)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody as the desk sees them; without an attendance they are not on the list.

    `key` is the id of the person, or of an attendance that has a label alone. `came_before` is
    at how many other events they were and `objects_to` the purposes to which they object, both
    where `find_arrival` was asked.
    """

    key: str
    name: str
    known_as: str | None = None
    organisation: str | None = None
    access_needs: str | None = None
    email: str | None = None
    phone: str | None = None
    attendance_id: str | None = None
    status: str | None = None
    source: str | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    first_time: str = "not_known"
    wants_to_stay_involved: str = "not_asked"
    instead_of: str | None = None
    came_before: int = 0
    objects_to: frozenset[str] = frozenset()

    @property
    def has_come(self) -> bool:
        """Whether they were signed in, also if they have left since."""
        return self.status in CAME


def list_arrivals(session: Session, event_id: str, keys: Iterable[str]) -> list[Arrival]:
    """These people, and attendances with a label, as they stand at the event; in their order.

    Those who are deleted, or are read as somebody else, are left out.
    """
    wanted = list(keys)
    people = {row[0]: row for row in ask(session, _PEOPLE.format(marks=marks(wanted)), wanted)}
    here = _attendances(session, event_id, people)
    here |= _labelled(session, event_id, [each for each in wanted if each not in people])
    view = View(session)
    return [
        _arrival(view, key, people.get(key), here.get(key))
        for key in wanted
        if key in people or key in here
    ]


def find_arrival(session: Session, event_id: str, key: str) -> Arrival | None:
    """One of these, with what is known from before; None where they are no longer there."""
    for found in list_arrivals(session, event_id, [key]):
        same = list(read_as(session, [key]))
        [[before]] = ask(session, _BEFORE.format(marks=marks(same)), (event_id, *same))
        objects_to = read_objections(session, [key]).of(key)
        return replace(found, came_before=before, objects_to=objects_to)
    return None


def list_last(session: Session, event_id: str, most: int) -> list[Arrival]:
    """Who came last, the newest first."""
    found = [each for (each,) in ask(session, _LAST, (event_id, most))]
    whom = ends(session, found)
    keys = dict.fromkeys(whom[each] for each in found)
    return list_arrivals(session, event_id, keys)


def count_at_the_door(session: Session, event_id: str) -> Numbers:
    """The counts of the event; whoever has two attendances there is one."""
    whom = _others(session, event_id)
    standings: Standings[str] = Standings()
    for each, person_id, status, source in ask(session, _AT_EVENT, (event_id,)):
        key = whom.get(person_id, person_id) if person_id else each
        if key is not None:
            standings.add(key, status, source)
    return standings.numbers(count_tallies(session, event_id))


def count_tallies(session: Session, event_id: str) -> int:
    """How many were counted at the event who gave no name."""
    [[counted]] = ask(session, _COUNTED, (event_id,))
    return int(counted)


def _others(session: Session, event_id: str) -> dict[str, str | None]:
    """Whom those are read as who are not themselves; None where that one is deleted."""
    whom = ends(session, (each for (each,) in ask(session, _UNLIKE, (event_id,))))
    ids = list(dict.fromkeys(whom.values()))
    gone = {each for each, row in load(session, "person", ids).items() if row["deleted_at"]}
    return {each: None if end in gone else end for each, end in whom.items()}


def _attendances(session: Session, event_id: str, person_ids: Iterable[str]) -> dict[str, Row]:
    """By person the attendance at the event that speaks for them."""
    whom = read_as(session, person_ids)
    found = ask(session, _HERE.format(marks=marks(whom)), (event_id, *whom))
    here: dict[str, Row] = {}
    for row in load(session, "attendance", (each for (each,) in found)).values():
        key = whom[row["person_id"]]
        here[key] = min(here.get(key, row), row, key=_place)
    return here


def _place(row: Row) -> tuple[int, bool, str, str]:
    """Which of several attendances speaks: who came before who did not, the first before later."""
    arrived = str(row["arrived_at"] or "")
    return IN_ORDER.index(row["status"]), not arrived, arrived, row["id"]


def _labelled(session: Session, event_id: str, keys: list[str]) -> dict[str, Row]:
    return {
        each: row
        for each, row in load(session, "attendance", keys).items()
        if row["event_id"] == event_id and row["deleted_at"] is None and not row["person_id"]
    }


def _arrival(
    view: View, key: str, person: tuple[Any, ...] | None, attendance: Row | None
) -> Arrival:
    if person is None:
        name = name_of_record("attendance", attendance or {}, view)
        return Arrival(key=key, name=name, **_standing(view, attendance))
    _id, given, family, known_as, organisation, needs, email, phone = person
    name = full_name(given, family, known_as)
    return Arrival(
        key=key,
        name=name,
        known_as=known_as if known_as != name else None,
        organisation=organisation,
        access_needs=needs,
        email=email,
        phone=phone,
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
