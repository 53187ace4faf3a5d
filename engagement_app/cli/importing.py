"""`import`: lists of people, roles and funding from other programs, and whole projects."""

from pathlib import Path
from typing import Any

from sqlmodel import Session

from engagement_app.cli.files import Options, open_meant
from engagement_app.cli.output import Bar, say, warn, warn_each
from engagement_app.domain.finding import find_project
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
from engagement_app.domain.lists import ListRead
from engagement_app.domain.with_backup import before_commit
from engagement_app.errors import UserError
from engagement_app.language import _, plural
from engagement_app.store.reserve import refuse_without_room

_NOTHING_TAKEN = 2
_SOME_REFUSED = 1


def import_from(options: Options) -> int:
    """Take the source into the file: every row that is good, and each other by line and reason."""
    source = Path(options.source)
    if options.kind == "project":
        return _import_project(options, source)
    read = _read(options, source)
    say(_("Read as: {layout}").format(layout=read.layout))
    if read.unknown_headers:
        named = ", ".join(read.unknown_headers)
        warn(_("Columns that are not known and were left out: {names}").format(names=named))
    with open_meant(options) as file:
        if options.dry_run:
            with file.reading() as session:
                return _report(_plan(options, session, read), dry_run=True)
        refuse_without_room(file.path)
        with file.writing(act_of(options.kind, read)) as session:
            listed = _plan(options, session, read)
            take_in(session, options.kind, listed)
            if listed.taken:
                before_commit(file)
    return _report(listed, dry_run=False)


def _read(options: Options, source: Path) -> ListRead[Any]:
    """The rows of the list; the readers are imported only when they are needed."""
    from engagement_app.exchange.list_kinds import read_list

    return read_list(options.kind, source, encoding=options.encoding, date_order=options.date_order)


def _plan(options: Options, session: Session, read: ListRead[Any]) -> ListPlan:
    needs_one = options.kind not in OF_NO_PROJECT or options.project is not None
    project_id = find_project(session, options.project) if needs_one else ""
    if options.event is not None and options.kind not in WITH_EVENT:
        raise UserError(_("What is imported belongs to no event. Leave out --event."))
    return plan_list(session, options.kind, project_id, read, options.event, Bar())


def _report(listed: ListPlan, *, dry_run: bool) -> int:
    """Say what happened, or would; gives the exit status."""
    if dry_run:
        for told in listed.told:
            say(_by_line(told.line, told.sentence))
    for noticed in listed.noticed:
        warn(_by_line(noticed.line, noticed.sentence))
    for refused in listed.refused:
        sentence = _("line {line} was refused: {why}")
        warn(sentence.format(line=refused.line, why=refused.reason))
    warn_each(listed.remarks)
    say(counts_of(listed))
    if dry_run:
        say(_("Nothing was changed: this was a dry run."))
    if not listed.refused:
        return 0
    return _SOME_REFUSED if listed.taken else _NOTHING_TAKEN


def _by_line(line: int, sentence: str) -> str:
    """What is told of a row; what is told of no row in particular has line 0."""
    return _("line {line}: {what}").format(line=line, what=sentence) if line else sentence


def _import_project(options: Options, source: Path) -> int:
    from engagement_app.exchange.open_format.importing import import_document
    from engagement_app.exchange.open_format.parsing import read_file

    for name in ("event", "project", "date_order", "encoding"):
        if getattr(options, name) is not None:
            option = "--" + name.replace("_", "-")
            raise UserError(
                _("{option} does not go with “import project”. Leave it out.").format(option=option)
            )
    content = read_file(source)
    with open_meant(options) as file:
        if not options.dry_run:
            refuse_without_room(file.path)
        act = file.reading() if options.dry_run else file.writing("project.import")
        with act as session:
            taken = import_document(session, content, dry_run=options.dry_run)
            if not options.dry_run and taken.made + taken.changed:
                note_import(session, options.kind, taken.made + taken.changed)
                before_commit(file)
    warn_each(taken.left)
    made = plural("{count} record made", "{count} records made", taken.made)
    changed = plural("{count} changed", "{count} changed", taken.changed)
    say(f"{made}, {changed}")
    if options.dry_run:
        say(_("Nothing was changed: this was a dry run."))
    return 0
