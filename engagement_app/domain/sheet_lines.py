"""The lines of an event's sign-in sheet: who stands on which, and who is to get one.

`attendance.line_number` is given once and kept. A number is never given twice at one event, also
not that of a line whose record is deleted: an older copy of the sheet may still lie on a table.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

from sqlmodel import Session

from engagement_app.domain.naming import fold, full_name
from engagement_app.domain.objections import Objections, read_objections
from engagement_app.domain.same_person import ends
from engagement_app.domain.standings import CAME
from engagement_app.store.plain_rows import ask

_HIGHEST = "SELECT coalesce(max(line_number), 0) FROM attendance WHERE event_id = ?"
_WHO = (
    "p.id, p.given_name, p.family_name, p.known_as, o.name, p.community_ids, p.deleted_at,"
    " p.same_as_id"
)
_WITH_ORGANISATION = "LEFT JOIN organisation o ON o.id = p.organisation_id"
_THERE = (
    "SELECT a.line_number, a.id, a.person_id, a.label, a.status, a.source, a.arrived_at,"
    f" a.first_time, a.wants_to_stay_involved, {_WHO}"
    f" FROM attendance a LEFT JOIN person p ON p.id = a.person_id {_WITH_ORGANISATION}"
    " WHERE a.event_id = ? AND a.deleted_at IS NULL"
)
_PEOPLE = (
    f"SELECT {_WHO} FROM person p {_WITH_ORGANISATION}"
    " WHERE p.id IN (SELECT value FROM json_each(?))"
)


class _There(NamedTuple):
    """Somebody's attendance, as the file has it."""

    number: int | None
    id: str
    person_id: str | None
    label: str | None
    status: str
    source: str
    arrived_at: str | None
    first_time: str
    wants_to_stay_involved: str


class _Who(NamedTuple):
    """A person, as the file has them; without an id there is none."""

    id: str | None
    given_name: str | None
    family_name: str | None
    known_as: str | None
    organisation: str | None
    community_ids: str
    deleted_at: str | None
    same_as_id: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on record at the event; `number` is None where they have no line.

    `key` is the id of the person, or of the attendance where it has none.
    """

    number: int | None
    attendance_id: str
    key: str
    name: str | None
    organisation: str | None
    status: str
    source: str
    arrived_at: datetime | None
    first_time: str
    wants_to_stay_involved: str
    community_ids: tuple[str, ...] = ()
    order: tuple[str, str] = ("", "")
    """How the name is sorted: the family name, then the given name."""
    unlisted: bool = False
    """Whether they object to being on lists: the name is for the desk alone."""

    @property
    def has_come(self) -> bool:
        """Whether they were signed in, also if they have left since."""
        return self.status in CAME


def list_lines(session: Session, event_id: str) -> list[Line]:
    """Everybody on record at the event, those with a line first and in its order."""
    return fetch_lines(session, event_id)()


def fetch_lines(session: Session, event_id: str) -> Callable[[], list[Line]]:
    """The same for who lets go of the file before the lines are made, by calling what this
    gives."""
    rows = ask(session, _THERE, (event_id,))
    whom = ends(session, {person for _number, _id, person, *_more, same in rows if same})
    last = ask(session, _PEOPLE, (json.dumps(list(set(whom.values()))),))
    objections = read_objections(session, {row[2] for row in rows if row[2]})
    return partial(_lines, rows, whom, {row[0]: _Who._make(row) for row in last}, objections)


def _lines(
    rows: Iterable[tuple[Any, ...]],
    whom: Mapping[str, str],
    last: Mapping[str, _Who],
    objections: Objections,
) -> list[Line]:
    """Each as who they are at the end of the chain of duplicates; who is deleted is out."""
    lines, width = [], len(_There._fields)
    for row in rows:
        own, found = _There._make(row[:width]), _Who._make(row[width:])
        who = last[whom[str(found.id)]] if found.same_as_id else found
        if own.person_id is None or (who.id and who.deleted_at is None):
            lines.append(_line(own, who, objections))
    return sorted(lines, key=lambda line: (line.number is None, line.number or 0, line.order))


def on_the_sheet(lines: Iterable[Line]) -> list[Line]:
    """Those who have a line, in the order of the sheet."""
    return [line for line in lines if line.number is not None]


def without_line(lines: Iterable[Line]) -> list[Line]:
    """Who is expected, by a name, and is to get a line; in the order in which they get it.

    Nobody who has one already, or has come, under another of their attendances.
    """
    whole = list(lines)
    seen = {line.key for line in whole if line.number is not None or line.has_come}
    wanted: dict[str, Line] = {}
    for line in whole:
        if line.status == "expected" and line.name and line.key not in seen:
            wanted.setdefault(line.key, line)
    return sorted(wanted.values(), key=lambda line: (line.order, line.attendance_id))


def as_printed(line: Line) -> Line:
    """The line as it may stand on a paper that others read."""
    return replace(line, name=None, organisation=None) if line.unlisted else line


def next_number(session: Session, event_id: str, after: int = 0) -> int:
    """The first number that stands on no sheet of the event; `after` is the last one printed."""
    [[highest]] = ask(session, _HIGHEST, (event_id,))
    return max(int(highest), after) + 1


def _line(own: _There, who: _Who, objections: Objections) -> Line:
    name = full_name(who.given_name, who.family_name, who.known_as) if who.id else own.label
    arrived_at = datetime.fromisoformat(own.arrived_at) if own.arrived_at else None
    return Line(
        own.number,
        own.id,
        who.id or own.id,
        name,
        who.organisation,
        own.status,
        own.source,
        arrived_at and arrived_at.replace(tzinfo=UTC),
        own.first_time,
        own.wants_to_stay_involved,
        tuple(json.loads(who.community_ids)) if who.id else (),
        (fold(who.family_name or name), fold(name)),
        objections.to("attendance", own.person_id),
    )
