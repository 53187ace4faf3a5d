"""What can be chosen where a field links to another record: ids and names, never too many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.naming import full_name, name_of
from engagement_app.domain.same_person import last_of
from engagement_app.domain.services import GONE, SEARCHED, called
from engagement_app.domain.tables import TABLES
from engagement_app.language import _
from engagement_app.store.records import table_of

MOST = 300
_CALLED = ("title", "name", "funder_name", "reference", "description", "words")
"""What a record is called by: the first of these that it has."""
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Chosen:
    """A record that can be chosen."""

    id: str
    title: str


def list_choices(
    session: Session,
    table: str,
    project_id: str | None,
    event_id: str | None = None,
    text: str = "",
    ids: Sequence[str] = (),
) -> list[Chosen]:
    """Live records of a table (of the project, where it belongs to one), by title; 300 at most.

    Of people and attendances those whose name has the text, of services those that have every
    word of it in what is told of them. With `ids` those, whatever they are.
    """
    if table == "person":
        return _people(session, text, ids)
    if table == "attendance":
        return _attendances(session, event_id, text, ids)
    if table == "service":
        return _services(session, text, ids)
    return _titled(session, table, project_id, text, ids)


def _titled(
    session: Session, table: str, project_id: str | None, text: str, ids: Sequence[str]
) -> list[Chosen]:
    columns = table_of(TABLES[table]).c
    title = sa.func.coalesce(*(columns[name] for name in _CALLED if name in columns), None)
    query = sa.select(columns.id, title.label("title"))
    if ids:
        query = query.where(columns.id.in_(ids))
    else:
        query = query.where(columns.deleted_at.is_(None))
        if "project_id" in columns:
            query = query.where(columns.project_id == project_id)
        if text:
            query = query.where(title.contains(text, autoescape=True))
    rows = session.execute(query.order_by(title, columns.id).limit(MOST))
    return [Chosen(row.id, (row.title or row.id[:8])[:_LONGEST]) for row in rows]


def _people(session: Session, text: str, ids: Sequence[str]) -> list[Chosen]:
    if ids:
        return [Chosen(each, name_of(row)) for each, row in last_of(session, ids).items()]
    person = table_of(TABLES["person"]).c
    query = sa.select(person.id, person.given_name, person.family_name, person.known_as)
    query = _with_text(query.where(person.deleted_at.is_(None)), person, text)
    live = query.where(sa.literal_column("+person.same_as_id").is_(None))
    rows = session.execute(live.order_by(person.family_name, person.given_name).limit(MOST))
    found = {row[0]: full_name(*row[1:]) for row in rows}
    if text:
        merged = session.execute(query.where(person.same_as_id > "").limit(MOST))
        for row in last_of(session, [row[0] for row in merged]).values():
            if row["deleted_at"] is None:
                found.setdefault(row["id"], name_of(row))
    return [Chosen(*each) for each in found.items()]


def _services(session: Session, text: str, ids: Sequence[str]) -> list[Chosen]:
    """By name; with its organisation, by which two of one name are told apart."""
    columns = table_of(TABLES["service"]).c
    query = sa.select(*columns)
    if ids:
        query = query.where(columns.id.in_(ids))
    else:
        listed = sa.or_(columns.status.is_(None), columns.status != GONE)
        query = query.where(columns.deleted_at.is_(None), listed)
    for word in text.split():
        texts = (columns[name] for name in SEARCHED)
        query = query.where(sa.or_(*(each.contains(word, autoescape=True) for each in texts)))
    rows = session.execute(query.order_by(columns.name, columns.id).limit(MOST)).mappings()
    return [Chosen(row["id"], called({**row})) for row in rows]


def _attendances(
    session: Session, event_id: str | None, text: str, ids: Sequence[str]
) -> list[Chosen]:
    attendance, person = table_of(TABLES["attendance"]), table_of(TABLES["person"])
    query = sa.select(attendance.c.id, attendance.c.label, attendance.c.person_id).select_from(
        attendance.outerjoin(person, person.c.id == attendance.c.person_id)
    )
    if ids:
        query = query.where(attendance.c.id.in_(ids))
    else:
        query = query.where(attendance.c.event_id == event_id, attendance.c.deleted_at.is_(None))
        query = _with_text(query, person.c, text)
    rows = list(
        session.execute(query.order_by(person.c.family_name, person.c.given_name).limit(MOST))
    )
    people = last_of(session, {row.person_id for row in rows if row.person_id})
    return [
        Chosen(each, (name_of(people[whom]) if whom else label) or _("Nameless"))
        for each, label, whom in rows
        if ids or not whom or people[whom]["deleted_at"] is None
    ]


def _with_text(query: Any, person: Any, text: str) -> Any:
    """Every word of the text is in a name."""
    for word in text.split():
        names = (person.given_name, person.family_name, person.known_as)
        query = query.where(sa.or_(*(name.contains(word, autoescape=True) for name in names)))
    return query
