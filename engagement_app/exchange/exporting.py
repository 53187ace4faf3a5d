"""A project or its list of attendees as a file for other people and other programs."""

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.store.datafile import DataFile
from engagement_app.store.outputs import refuse_data_file, write_output

ENDINGS = {"project": ".json", "attendees": ".csv"}
"""By what is exported: the ending of its file."""


@dataclass(frozen=True)
class Wanted:
    """What is to be exported; the switches are for a project alone."""

    what: str
    project_id: str
    with_deleted: bool = False
    with_monitoring: bool = False


def content_of(session: Session, wanted: Wanted) -> bytes:
    """The bytes of the file."""
    if wanted.what == "project":
        from engagement_app.exchange.open_format.writing import export_project

        return export_project(
            session,
            wanted.project_id,
            with_deleted=wanted.with_deleted,
            with_monitoring=wanted.with_monitoring,
        )
    from engagement_app.domain.attendance_list import list_attendees
    from engagement_app.exchange.attendees_csv import write_attendees

    return write_attendees(list_attendees(session, wanted.project_id))


def write_export(file: DataFile, wanted: Wanted, target: Path, progress: Progress = silent) -> Path:
    """Write the export, whole or not at all; raises `UserError` or `StorageError`."""
    refuse_data_file(target, file.path)
    if target.suffix.lower() != ENDINGS[wanted.what]:
        sentence = _("{file} must end in {endings}.")
        raise UserError(sentence.format(file=target.name, endings=ENDINGS[wanted.what]))
    with file.reading() as session:
        content = content_of(session, wanted)
    progress(0, 1)
    write_output(target, content)
    return target
