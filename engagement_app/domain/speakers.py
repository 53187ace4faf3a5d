"""Who came to an event, by the names under which they are found when they speak."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.attendance import Attendance
from engagement_app.domain.choices import Chosen
from engagement_app.domain.naming import fold, name_of
from engagement_app.domain.organisations import Organisation
from engagement_app.domain.people import Person
from engagement_app.domain.rules import Find, person_at_the_end
from engagement_app.domain.view import View
from engagement_app.language import _
from engagement_app.store.records import table_of

_ATTENDANCE, _PERSON = table_of(Attendance), table_of(Person)
_ORGANISATION = table_of(Organisation)
_CAME = ("here", "left")
SPEAKER = tuple(
    column.label(f"speaker_{column.name}")
    for column in (
        _ATTENDANCE.c.id,
        _ATTENDANCE.c.label,
        _ATTENDANCE.c.person_id,
        _PERSON.c.given_name,
        _PERSON.c.family_name,
        _PERSON.c.known_as,
        _PERSON.c.same_as_id,
        _PERSON.c.organisation_id,
        _PERSON.c.deleted_at,
    )
)
"""The columns by which `whom` and `called` tell who attended, where a query joins both tables."""
Row = Mapping[Any, Any]


def whom(row: Row, find: Find) -> Row | None:
    """The person that an attendance's person is read as; None for a label and for nobody."""
    if row["speaker_same_as_id"]:
        return find("person", person_at_the_end(find, row["speaker_same_as_id"]))
    names = ("given_name", "family_name", "known_as", "organisation_id", "deleted_at")
    person = {name: row[f"speaker_{name}"] for name in names}
    return {"id": row["speaker_person_id"], **person} if row["speaker_person_id"] else None


def called(row: Row, person: Row | None) -> str:
    """What somebody who attended is called."""
    return (name_of(person) if person else row["speaker_label"]) or _("Nameless")


def list_speakers(session: Session, event_id: str | None) -> list[Chosen]:
    """The attendances of an event by name, each person once, no two called alike.

    Who came is listed before those who are only expected.
    """
    view, found = View(session), dict[str, tuple[Row, Row | None]]()
    for row in session.execute(_query(event_id)).mappings():
        person = whom(row, view)
        if person is None or person["deleted_at"] is None:
            found.setdefault(person["id"] if person else row["speaker_id"], (row, person))
    organisations = _organisations(session)
    named = [
        (row["speaker_id"], *_names(row, person, organisations)) for row, person in found.values()
    ]
    came = {row["speaker_id"] for row, _person in found.values() if row["came"]}
    return sorted(
        _told_apart(named), key=lambda chosen: (chosen.id not in came, fold(chosen.title))
    )


def _query(event_id: str | None) -> sa.Select[Any]:
    came = _ATTENDANCE.c.status.in_(_CAME)
    return (
        sa.select(*SPEAKER, _ATTENDANCE.c.arrived_at, came.label("came"))
        .select_from(_ATTENDANCE.outerjoin(_PERSON, _PERSON.c.id == _ATTENDANCE.c.person_id))
        .where(_ATTENDANCE.c.event_id == event_id, _ATTENDANCE.c.deleted_at.is_(None))
        .order_by(came.desc(), _ATTENDANCE.c.arrived_at, _ATTENDANCE.c.id)
    )


def _names(row: Row, person: Row | None, organisations: Mapping[str, str]) -> tuple[str, str]:
    """What somebody is called, and what tells them from others called alike."""
    if person is not None:
        known = person["known_as"] if person["known_as"] != name_of(person) else None
        return name_of(person), organisations.get(person["organisation_id"]) or known or ""
    arrived = row["arrived_at"]
    return called(row, None), f"{arrived.astimezone():%H:%M}" if arrived else ""


def _told_apart(named: list[tuple[str, str, str]]) -> list[Chosen]:
    """Names with what tells them apart, or at last a number, where there are several alike."""
    alike = Counter(fold(name) for _id, name, _more in named)
    seen, made = Counter[str](), []
    for each, name, more in named:
        title = f"{name} ({more})" if more and alike[fold(name)] > 1 else name
        seen[fold(title)] += 1
        again = seen[fold(title)]
        made.append(Chosen(each, f"{title} {again}" if again > 1 else title))
    return made


def _organisations(session: Session) -> dict[str, str]:
    query = sa.select(_ORGANISATION.c.id, _ORGANISATION.c.name)
    return {row.id: row.name for row in session.execute(query)}
