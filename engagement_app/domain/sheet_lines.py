"""The lines of an event's sign-in sheet: who stands on which, and who is to get one.

`attendance.line_number` is given once and kept. A number is never given twice at one event, also
not that of a line whose record is deleted: an older copy of the sheet may still lie on a table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.attendance import Attendance
from engagement_app.domain.naming import fold, name_of
from engagement_app.domain.objections import Objections, read_objections
from engagement_app.domain.same_person import ends
from engagement_app.domain.standings import CAME
from engagement_app.domain.view import View
from engagement_app.store.plain_rows import ask
from engagement_app.store.records import table_of

_ATTENDANCE = table_of(Attendance)
_HIGHEST = "SELECT coalesce(max(line_number), 0) FROM attendance WHERE event_id = ?"
Row = Mapping[str, Any]


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
    columns = _ATTENDANCE.c
    query = sa.select(_ATTENDANCE).where(columns.event_id == event_id, columns.deleted_at.is_(None))
    rows = list(map(dict, session.execute(query).mappings()))
    whom = ends(session, {row["person_id"] for row in rows if row["person_id"]})
    view = View(session)
    view.fetch("person", set(whom.values()))
    people = {each: view("person", end) for each, end in whom.items()}
    view.fetch("organisation", {each["organisation_id"] for each in people.values() if each})
    objections = read_objections(session, whom)
    lines = [
        _line(view, row, people.get(row["person_id"]), objections)
        for row in rows
        if not row["person_id"] or _is_there(people[row["person_id"]])
    ]
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


def _is_there(person: Row | None) -> bool:
    return person is not None and person["deleted_at"] is None


def _line(view: View, row: Row, person: Row | None, objections: Objections) -> Line:
    organisation = view("organisation", person["organisation_id"]) if person else None
    name = name_of(person) if person else row["label"]
    family = (person["family_name"] if person else None) or name
    same = ("status", "source", "arrived_at", "first_time", "wants_to_stay_involved")
    return Line(
        number=row["line_number"],
        attendance_id=row["id"],
        key=person["id"] if person else row["id"],
        name=name,
        organisation=organisation["name"] if organisation else None,
        community_ids=tuple(person["community_ids"]) if person else (),
        order=(fold(family), fold(name)),
        unlisted=objections.to("attendance", row["person_id"]),
        **{field: row[field] for field in same},
    )
