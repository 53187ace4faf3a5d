"""Find a record by how its id begins: so papers name the records behind their figures."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from engagement_app.domain.found import Found
from engagement_app.domain.naming import name_of
from engagement_app.domain.same_person import ends
from engagement_app.domain.tables import TABLES
from engagement_app.domain.wording import name_of_table, word_of
from engagement_app.store.records import table_of

_BEGINNING = re.compile(r"[0-9a-f]{8}[0-9a-f-]{0,28}")
_AFTER_ALL = "g"
"""A letter that sorts after every letter of an id."""
_LONGEST = 120
_SHOWN: dict[str, tuple[tuple[str, str], ...]] = {
    **{
        table: ((table, "id"),)
        for table in (
            *("engagement_role", "fund", "follow_up", "contribution", "message", "event"),
            *("person", "organisation", "body", "community", "theme", "service"),
        )
    },
    **dict.fromkeys(
        ("time_entry", "allocation", "role_cost", "role_skill"), (("engagement_role", "role_id"),)
    ),
    "attendance": (("person", "person_id"), ("event", "event_id")),
    "tally": (("event", "event_id"),),
    "hearing": (("message", "message_id"),),
}
"""By table: what is shown of its record, and the field that has its id; the first that has one."""


def find_by_number(session: Session, project_id: str | None, text: str) -> Iterator[Found]:
    """Records whose id begins so, each as what shows it; nothing where the text begins no id.

    Records of a project are those of `project_id`.
    """
    number = text.strip().lower()
    if not _BEGINNING.fullmatch(number):
        return
    for table, ways in _SHOWN.items():
        for row in _beginning(session, table, number):
            shown, shown_id = next((each, row[field]) for each, field in ways if row[field])
            if found := _read(session, shown, shown_id, project_id):
                more = f"{name_of_table(table)} {row['id'][:8]}"
                yield Found(shown, found["id"], _title(shown, found), more, 0)


def _beginning(session: Session, table: str, number: str) -> list[Mapping[str, Any]]:
    """By range, which the index of ids answers."""
    columns = table_of(TABLES[table]).c
    within = columns.id.between(number, number + _AFTER_ALL), columns.deleted_at.is_(None)
    query = sa.select(*columns).where(*within).order_by(columns.id)
    return [dict(row) for row in session.execute(query).mappings()]


def _read(
    session: Session, table: str, record_id: str, project_id: str | None
) -> Mapping[str, Any] | None:
    """The record, unless it is deleted or of another project; of a merged person who they are."""
    if table == "person":
        record_id = ends(session, [record_id])[record_id]
    row = next(iter(_beginning(session, table, record_id)), None)
    if row is None or _project_of(session, row) not in (None, project_id):
        return None
    return row


def _project_of(session: Session, row: Mapping[str, Any]) -> str | None:
    if "project_id" in row or "event_id" not in row:
        return row.get("project_id")
    event = _beginning(session, "event", row["event_id"])
    return str(event[0]["project_id"]) if event else ""


def _title(table: str, row: Mapping[str, Any]) -> str:
    if table == "person":
        return name_of(row)
    called = (row.get(each) for each in ("title", "name", "funder_name", "description", "words"))
    title = next((each for each in called if each), None) or word_of(row.get("kind") or table)
    return " ".join(title.split())[:_LONGEST]
