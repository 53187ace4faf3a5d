"""Take in a list or a project from another program's file: look first, then in one act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any

from sqlmodel import Session

from engagement_app.domain.importing.kinds import (
    OF_NO_PROJECT,
    WITH_EVENT,
    act_of,
    counts_of,
    note_import,
    plan_list,
    take_in,
)
from engagement_app.domain.importing.listing import ListPlan
from engagement_app.domain.lists import ListColumn, ListRead
from engagement_app.errors import UserError
from engagement_app.exchange.columns import Chosen
from engagement_app.exchange.list_kinds import first_row, guess_kind, read_list
from engagement_app.language import _, plural
from engagement_app.progress import Progress, silent
from engagement_app.store.datafile import DataFile
from engagement_app.store.reserve import refuse_without_room

Recall = Callable[[str, Sequence[str]], Chosen]


@dataclass(frozen=True)
class Source:
    """A file to take in: its kind, where its rows go, and what a person chose about it.

    `usual_event_id` is the event for a list of people that names none.
    """

    path: Path
    kind: str
    project_id: str | None = None
    event_id: str | None = None
    usual_event_id: str | None = None
    encoding: str | None = None
    date_order: str | None = None
    columns: Chosen = field(default_factory=dict)


class Fate(Enum):
    """What becomes of a row."""

    TAKEN = "taken"
    NOTICED = "noticed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowTold:
    """A row by its line (0: the file as a whole), and what becomes of it."""

    line: int
    fate: Fate
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What taking the file in would do, or did.

    `asks` names what has to be answered first: `date_order`, `encoding`, `columns` or
    `event_id`; then `problem` says why, and there are no rows.
    """

    layout: str = ""
    columns: tuple[ListColumn, ...] = ()
    event_id: str | None = None
    rows: tuple[RowTold, ...] = ()
    counts: str = ""
    changes: int = 0
    can_take: bool = False
    asks: str = ""
    problem: str = ""


def begin(
    file: DataFile, source: Source, recall: Recall, progress: Progress = silent
) -> tuple[Source, Outcome]:
    """Look at a file for the first time: its kind is guessed, what was chosen before recalled.

    `recall(kind, headers)` gives what was chosen for an earlier list with these headers.
    """
    try:
        source = replace(source, kind=guess_kind(source.path, source.encoding))
    except UserError as error:
        return source, _asking(source, error)
    return look_again(file, source, recall, progress)


def look_again(
    file: DataFile, source: Source, recall: Recall, progress: Progress = silent
) -> tuple[Source, Outcome]:
    """Look at a file as of the kind it now has, with what was chosen for its headers before."""
    outcome = look_at(file, source, progress)
    recalled = recall(source.kind, [column.header for column in outcome.columns])
    if recalled:
        source = replace(source, columns=recalled)
        outcome = look_at(file, source, progress)
    return source, outcome


def look_at(file: DataFile, source: Source, progress: Progress = silent) -> Outcome:
    """What taking the file in would do; writes nothing. What is wrong is in the outcome."""
    try:
        with file.reading() as session:
            return _looked_at(session, source, progress)
    except UserError as error:
        return _asking(source, error)


def take(file: DataFile, source: Source, progress: Progress = silent) -> Outcome:
    """Take the file in as one act: all that it would do, or nothing.

    Raises `UserError`, and `StorageError` on a disk that is nearly full.
    """
    refuse_without_room(file.path)
    if source.kind == "project":
        with file.writing("project.import") as session:
            outcome = _project(session, source, dry_run=False)
            note_import(session, source.kind, outcome.changes)
            progress(1, 1)
        return outcome
    read = _read(source)
    with file.writing(act_of(source.kind, read)) as session:
        listed = _planned(session, source, read, progress)
        take_in(session, source.kind, listed)
        progress(1, 1)
    return _outcome(source, read, listed)


def _looked_at(session: Session, source: Source, progress: Progress) -> Outcome:
    if source.kind == "project":
        return _project(session, source, dry_run=True)
    read = _read(source)
    try:
        return _outcome(source, read, _planned(session, source, read, progress))
    except UserError as error:
        asks = "event_id" if error.details and source.event_id is None else ""
        problem = _("Choose above which event the list is of.") if asks else str(error)
        return Outcome(layout=read.layout, columns=read.columns, asks=asks, problem=problem)


def _read(source: Source) -> ListRead[Any]:
    return read_list(
        source.kind,
        source.path,
        encoding=source.encoding,
        date_order=source.date_order,
        columns=source.columns,
    )


def _planned(session: Session, source: Source, read: ListRead[Any], progress: Progress) -> ListPlan:
    if source.project_id is None and source.kind not in OF_NO_PROJECT:
        raise UserError(_("There is no project to take it into. Make one first, under Records."))
    event = _event_of(source, read.columns)
    return plan_list(session, source.kind, source.project_id or "", read, event, progress)


def _event_of(source: Source, columns: Sequence[ListColumn]) -> str | None:
    """The event chosen; else, of a list of people without a column for it, the usual one."""
    if source.kind not in WITH_EVENT or source.event_id is not None:
        return source.event_id
    silent_on_it = all(column.field != "event" for column in columns)
    return source.usual_event_id if source.kind == "attendees" and silent_on_it else None


def _asking(source: Source, error: UserError) -> Outcome:
    """What is to be answered, with the columns as far as they can be seen."""
    columns: tuple[ListColumn, ...] = ()
    if error.field == "columns":
        columns = tuple(
            replace(column, field=source.columns.get(column.header, ""))
            for column in first_row(source.path, source.encoding)
        )
    problem = _QUESTIONS.get(error.field, "{sentence}").format(sentence=error)
    rows = tuple(RowTold(0, Fate.REFUSED, detail) for detail in error.details)
    event = _event_of(source, columns)
    return Outcome(columns=columns, event_id=event, rows=rows, asks=error.field, problem=problem)


_QUESTIONS = {
    "date_order": _(
        "Some dates of this list can be read in two ways, as 3/4/2026 can. Choose above which"
        " comes first in it, the day or the month."
    ),
    "encoding": _(
        "Some letters of this list cannot be read. Choose above how it was saved, and look whether"
        " the names are right."
    ),
    "columns": _(
        "{sentence} Choose below what each column is; leave out those that are not needed."
    ),
}


def _outcome(source: Source, read: ListRead[Any], listed: ListPlan) -> Outcome:
    rows = [
        *(RowTold(0, Fate.NOTICED, remark) for remark in listed.remarks),
        *(RowTold(told.line, Fate.TAKEN, told.sentence) for told in listed.told),
        *(RowTold(noticed.line, Fate.NOTICED, noticed.sentence) for noticed in listed.noticed),
        *(RowTold(refused.line, Fate.REFUSED, refused.reason) for refused in listed.refused),
    ]
    return Outcome(
        layout=read.layout,
        columns=read.columns,
        event_id=_event_of(source, read.columns),
        rows=tuple(sorted(rows, key=lambda row: row.line)),
        counts=counts_of(listed),
        changes=len(listed.told),
        can_take=bool(listed.told),
    )


def _project(session: Session, source: Source, *, dry_run: bool) -> Outcome:
    from engagement_app.exchange.open_format.importing import import_document
    from engagement_app.exchange.open_format.parsing import read_file

    taken = import_document(session, read_file(source.path), dry_run=dry_run)
    made = plural("{count} record made", "{count} records made", taken.made)
    changed = plural("{count} changed", "{count} changed", taken.changed)
    changes = taken.made + taken.changed
    return Outcome(
        layout=_("a project in the program's open format"),
        rows=tuple(RowTold(0, Fate.NOTICED, sentence) for sentence in taken.left),
        counts=_("{made}, {changed}").format(made=made, changed=changed),
        changes=changes,
        can_take=changes > 0,
    )
