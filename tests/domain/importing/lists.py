"""Lists for the imports: written as CSV, taken in as the program takes them, and looked at."""

import csv
import io
from typing import Any

from engagement_app.domain import acts
from engagement_app.domain.absorbing import carry_out
from engagement_app.domain.attendance_list import list_attendees
from engagement_app.domain.events import EventInput
from engagement_app.domain.importing.attendees import plan_attendees
from engagement_app.domain.importing.listing import ListPlan
from engagement_app.domain.lists import AttendeeExportRow
from engagement_app.domain.people import PersonInput
from engagement_app.domain.tables import TABLES
from engagement_app.exchange.attendees import read_attendees
from engagement_app.exchange.attendees_csv import write_attendees
from engagement_app.store.datafile import DataFile


def csv_text(header: str, *rows: list[Any]) -> str:
    """A CSV file with this header row, cells quoted where they must be."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    text.write(header + "\n")
    writer.writerows(rows)
    return text.getvalue()


def take(
    data_file: DataFile,
    project: str,
    text: str | bytes,
    event: str | None = None,
    **options: str,
) -> ListPlan:
    """Import a list of attendees as the command does."""
    path = data_file.path.with_name("list.csv")
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    read = read_attendees(path, **options)
    with data_file.writing("attendees.import") as session:
        listed = plan_attendees(session, project, read, event)
        if listed.taken:
            carry_out(session, listed.plan)
    return listed


def export(data_file: DataFile, project: str) -> bytes:
    """`export attendees`."""
    with data_file.reading() as session:
        return write_attendees(list_attendees(session, project))


def rows(data_file: DataFile, project: str) -> list[AttendeeExportRow]:
    with data_file.reading() as session:
        return list_attendees(session, project)


def who(data_file: DataFile, project: str) -> list[tuple[str, str | None]]:
    """Name and status of every attendance, sorted."""
    found = []
    for row in rows(data_file, project):
        name = " ".join(part for part in (row.given_name, row.family_name) if part)
        found.append((name or row.known_as or "", row.status))
    return sorted(found)


def table(data_file: DataFile, name: str) -> list[dict[str, Any]]:
    """Every row of a table, in the order they were made."""
    with data_file.reading() as session:
        found = session.connection().exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY rowid')
        return [dict(row) for row in found.mappings()]


def changes(data_file: DataFile) -> int:
    return len(table(data_file, "change"))


def set_fields(data_file: DataFile, name: str, record_id: str, **values: Any) -> None:
    """What a person does at the desk."""
    with data_file.writing("amend") as session:
        acts.amend(session, TABLES[name], record_id, **values)


def merge(data_file: DataFile, duplicate: str, into: str) -> None:
    set_fields(data_file, "person", duplicate, same_as_id=into)


def remove(data_file: DataFile, name: str, record_id: str) -> None:
    with data_file.writing("delete") as session:
        acts.delete(session, TABLES[name], record_id)


def add_event(data_file: DataFile, project: str, title: str) -> str:
    with data_file.writing("event") as session:
        return acts.add(session, EventInput.parse(project_id=project, title=title))


def add_person(data_file: DataFile, **values: Any) -> str:
    with data_file.writing("person") as session:
        return acts.add(session, PersonInput.parse(**values))
