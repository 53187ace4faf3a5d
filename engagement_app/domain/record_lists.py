"""Records of one table as a list to choose from: a few fields each, found by typing, never many."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.fields import Kind, Link, Text
from engagement_app.domain.input import kinds_of
from engagement_app.domain.naming import fold
from engagement_app.domain.objections import read_objections
from engagement_app.domain.same_person import ends
from engagement_app.domain.tables import TABLES
from engagement_app.store.records import table_of

MOST = 300
LISTED = {
    "project": ("name", "lead_organisation_id", "place", "starts_on"),
    "event": ("title", "kind", "starts_at", "venue", "status"),
    "organisation": ("name", "sector", "email", "phone"),
    "partnership": ("organisation_id", "named_partner", "notes"),
    "community": ("name", "kind", "population"),
    "person": (
        "given_name",
        "family_name",
        "known_as",
        "organisation_id",
        "email",
        "phone",
    ),
    "theme": ("name",),
    "body": ("name", "level", "organisation_id"),
    "service": ("name", "organisation_name", "place", "phone", "status"),
}
"""By table: the fields that its list shows, in order; links are shown by name."""
_ALSO_SEARCHED = {"service": "description"}
"""By table: a field whose words are looked through too, though the list does not show it."""
_ORDER = {
    "event": ("starts_at", "title"),
    "partnership": ("organisation_id",),
    "person": ("family_name", "given_name", "known_as"),
}
_OTHER_LETTERS = "*[^ -~]*"
"""What a text matches that has letters beyond English ones: those are compared here, not there."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One record: its id, and the values of its fields in the order of `LISTED`; of a person also
    whether they object to contact."""

    id: str
    cells: tuple[Any, ...]
    do_not_contact: bool = False


@dataclass(frozen=True, slots=True)
class RecordList:
    """At most 300 records, and whether there are more that were not named."""

    rows: tuple[Listed, ...]
    more: bool


def kinds_listed(table: str) -> list[tuple[str, Kind]]:
    """The fields of a table's list, each with its kind."""
    kinds = kinds_of(TABLES[table])
    return [(name, kinds[name]) for name in LISTED[table]]


def list_records(
    session: Session, table: str, project_id: str | None, text: str = ""
) -> RecordList:
    """Live records of a table (of the project, where it belongs to one) that have every word.

    Words are looked for in the texts of the list, whatever their accents and case. People who
    are read as somebody else are not listed, but that one is found by their words too.
    """
    words = fold(text).split()
    query = whole = _query(table, project_id)
    if table == "person":
        # The plus keeps SQLite from going through everybody by the index of the few.
        query = whole.where(sa.literal_column("+person.same_as_id").is_(None))
    found = {row[0]: row for row in islice(_having(session, table, query, words), MOST + 1)}
    if table == "person" and words and len(found) <= MOST:
        merged = whole.where(table_of(TABLES[table]).c.same_as_id > "")
        whom = ends(session, [row[0] for row in _having(session, table, merged, words)])
        these = query.where(table_of(TABLES[table]).c.id.in_(set(whom.values())))
        found |= {row[0]: row for row in session.execute(these.limit(MOST))}
    width = len(kinds_listed(table))
    listed = list(found)[:MOST]
    objections = read_objections(session, listed if table == "person" else ())
    rows = tuple(
        Listed(each, tuple(found[each][1 : width + 1]), objections.to("contact", each))
        for each in listed
    )
    return RecordList(rows, len(found) > MOST)


def _having(
    session: Session, table: str, query: sa.Select[Any], words: Sequence[str]
) -> Iterator[Any]:
    """The rows that have every word, in the order of the query."""
    if not words:
        return iter(session.execute(query.limit(MOST + 1)))
    shown = query.selected_columns
    texts = [shown[name] for name, kind in kinds_listed(table) if isinstance(kind, Text | Link)]
    if table in _ALSO_SEARCHED:
        texts.append(table_of(TABLES[table]).c[_ALSO_SEARCHED[table]])
        query = query.add_columns(texts[-1])
    for word in words:
        query = query.where(sa.or_(*_holding(texts, word)))
    return (row for row in session.execute(query) if all(word in _told(row) for word in words))


def _told(row: Iterable[Any]) -> str:
    """The texts of a row as they are compared; cell by cell, as names come again and again."""
    _record_id, *cells = row
    return " ".join(fold(cell) for cell in cells if isinstance(cell, str))


def _query(table: str, project_id: str | None) -> sa.Select[Any]:
    own = table_of(TABLES[table])
    shown, joined = _shown(table)
    query = sa.select(own.c.id, *shown.values()).select_from(joined)
    query = query.where(own.c.deleted_at.is_(None))
    if "project_id" in own.c:
        query = query.where(own.c.project_id == project_id)
    return query.order_by(*_order(table, shown), own.c.id)


def _shown(table: str) -> tuple[dict[str, Any], Any]:
    """The columns of the list, and what they are read from."""
    own = table_of(TABLES[table])
    joined: Any = own
    shown: dict[str, Any] = {}
    for name, kind in kinds_listed(table):
        if isinstance(kind, Link):
            other = table_of(TABLES[kind.table]).alias(name)
            joined = joined.outerjoin(other, other.c.id == own.c[name])
            shown[name] = other.c.name.label(name)
        else:
            shown[name] = own.c[name]
    return shown, joined


def _holding(texts: Iterable[Any], word: str) -> Iterator[Any]:
    """Texts that hold the word, and those whose letters the file cannot compare."""
    for column in texts:
        yield column.contains(word, autoescape=True)
        yield column.op("GLOB")(_OTHER_LETTERS)


def _order(table: str, shown: dict[str, Any]) -> Iterator[Any]:
    for name in _ORDER.get(table, LISTED[table][:1]):
        column = shown[name]
        text = isinstance(column.type, sa.String)
        yield (sa.func.lower(column) if text else column.desc()).nulls_last()
