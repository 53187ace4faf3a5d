"""A project, or a list of it, as a file for other people and other programs."""

from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlmodel import Session

from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.store.audit import Audited
from engagement_app.store.datafile import DataFile
from engagement_app.store.outputs import Write, refuse_data_file, write_output

_LIST = (".csv", ".xlsx")
ENDINGS = {
    "project": (".json",),
    "attendees": _LIST,
    "contributions": _LIST,
    "follow-ups": (".ics", *_LIST),
    "roles": _LIST,
    "audit": _LIST,
    "services": (".json",),
}
"""By what is exported: the endings that its file can have, and so its formats."""


@dataclass(frozen=True)
class Wanted:
    """What is to be exported, and its ending; the switches are for a project alone.

    The audit of no project in particular is that of the whole file.
    """

    what: str
    project_id: str
    with_deleted: bool = False
    with_monitoring: bool = False
    ending: str = ".json"


def expect_ending(target: Path, *endings: str) -> str:
    """The ending of the file, in lower case; raises `UserError` that names those that work."""
    ending = target.suffix.lower()
    if ending not in endings:
        sentence = _("{file} must end in {endings}.")
        raise UserError(sentence.format(file=target.name, endings=_(" or ").join(endings)))
    return ending


def content_of(session: Session, wanted: Wanted) -> bytes:
    """The bytes of the file; what writes it is imported only when it is needed."""
    return counted_content(session, wanted)[0]


def counted_content(session: Session, wanted: Wanted) -> tuple[bytes, int | None]:
    """The same, and the rows of a list; None of what is no list."""
    if wanted.what in ("project", "services") or wanted.ending == ".ics":
        return _document(session, wanted), None
    from engagement_app.exchange.exported_lists import write_and_count

    return write_and_count(session, wanted.what, wanted.project_id, wanted.ending)


def _document(session: Session, wanted: Wanted) -> bytes:
    if wanted.what == "project":
        from engagement_app.exchange.open_format.writing import export_project

        return export_project(
            session,
            wanted.project_id,
            with_deleted=wanted.with_deleted,
            with_monitoring=wanted.with_monitoring,
        )
    if wanted.what == "services":
        from engagement_app.exchange.directory.writing import export_services

        return export_services(session, wanted.project_id)
    return _calendar(session, wanted.project_id)


def _calendar(session: Session, project_id: str) -> bytes:
    from engagement_app.domain.due_days import list_due_days
    from engagement_app.exchange.calendar import write_calendar
    from engagement_app.resourcing.promises import read_every_promise

    live = read_every_promise(session, project_id, date.today())
    return write_calendar(list_due_days(session, project_id, {str(each.id) for each in live}))


def write_export(
    file: DataFile,
    wanted: Wanted,
    target: Path,
    progress: Progress = silent,
    write: Write = write_output,
) -> None:
    """Write the export, whole or not at all; raises `UserError` or `StorageError`."""
    refuse_data_file(target, file.path)
    expect_ending(target, *ENDINGS[wanted.what])
    with file.reading() as session:
        content, rows = counted_content(session, wanted)
    progress(0, 1)
    with file.noted(Audited.EXPORT, **told_of(wanted, content, rows)):
        write(target, content)


def names_people(wanted: Wanted) -> bool:
    """Whether somebody may stand in it: neither in what we offer nor in a calendar."""
    return wanted.what != "services" and wanted.ending != ".ics"


def told_of(wanted: Wanted, content: bytes, rows: int | None) -> dict[str, Any]:
    """What the audit keeps of an export: what it was, not what was in it."""
    told = {"rows": rows, "bytes": len(content), "sha256": sha256(content).hexdigest()}
    return {**asdict(wanted), **told}
