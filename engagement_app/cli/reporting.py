"""`report`: the papers, the workbooks, and the figures behind them as JSON."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from engagement_app.cli.files import Options, open_meant, refuse_data_file
from engagement_app.cli.output import Bar, say, warn
from engagement_app.domain.fields import Day, Wrong
from engagement_app.domain.finding import find_event, find_project
from engagement_app.domain.paper_sheet import number_lines
from engagement_app.errors import UserError
from engagement_app.exchange.exporting import expect_ending
from engagement_app.language import _, plural
from engagement_app.papers import PAPERS, told_of_paper
from engagement_app.store import place
from engagement_app.store.audit import Audited
from engagement_app.store.datafile import DataFile
from engagement_app.store.outputs import write_output

_SHEET = "sign-in"
_PAPER = ".pdf"
_ONE_SIZE = ("badges",)
_FOR_THE_OFFICE = ".json"
"""What shows true counts and every quote."""


def report(options: Options) -> int:
    """Write the report; the format follows the ending of the file."""
    target, paper = Path(options.out), PAPERS[options.what]
    ending = expect_ending(target, *paper.files)
    chosen = {**_chosen(options), **_print(options, ending)}
    as_of = _day("--as-of", options.as_of) or date.today()
    with open_meant(options) as file:
        refuse_data_file(target, file)
        with file.reading() as session:
            meant = _meant(session, options)
        if options.what == _SHEET:
            give_numbers(file, meant[1])
        with file.reading() as session:
            project_id, event_id = meant
            prepared = paper.prepare(session, project_id, as_of, event_id, **chosen)
        content = render_paper(options.what, prepared, ending)
        with file.noted(Audited.REPORT, **told_of_paper(options.what, ending, *meant)):
            write_output(target, content)
    if ending != _FOR_THE_OFFICE:
        _tell_held_back(prepared)
    say(_("Wrote {file}").format(file=target))
    return 0


def write_paper(what: str, prepared: Any, target: Path, ending: str) -> None:
    """Render the paper and write it, whole or not at all."""
    write_output(target, render_paper(what, prepared, ending))


def render_paper(what: str, prepared: Any, ending: str) -> bytes:
    """The very same object in whichever format."""
    return PAPERS[what].files[ending]()(prepared, Bar())


def _tell_held_back(prepared: Any) -> None:
    """Quotes that are left out although their speakers allowed them."""
    if count := getattr(prepared, "held_back", 0):
        warn(
            plural(
                "{count} quote that may be quoted was left out: it points to too few people. Look"
                " at it in the window, under Reports, to let it pass.",
                "{count} quotes that may be quoted were left out: they point to too few people."
                " Look at them in the window, under Reports, to let any of them pass.",
                count,
            )
        )


def _meant(session: Session, options: Options) -> tuple[str, str | None]:
    """The project, and the event if one is named."""
    project_id = find_project(session, options.project)
    return project_id, find_event(session, project_id, options.event) if options.event else None


def _chosen(options: Options) -> dict[str, Any]:
    """What only some papers take; raises `UserError` where another is asked for with it."""
    days = _day("--from", options.first), _day("--to-date", options.last)
    made_by = {"made_by": place.keyboard().person}
    if options.what != "summary":
        _refuse_days(days)
        return made_by
    if options.event and any(days):
        raise UserError(_("Name an event, or days with --from and --to-date, not both."))
    return {"first_day": days[0], "last_day": days[1], **made_by}


def _print(options: Options, ending: str) -> dict[str, Any]:
    """Large print where it is asked for; raises `UserError` where there is none."""
    if not options.large_print:
        return {}
    if ending != _PAPER:
        raise UserError(_("--large-print is for papers. Let --out end in .pdf, or leave it out."))
    if options.what in _ONE_SIZE:
        raise UserError(_("Badges have one size of print: leave --large-print out."))
    return {"large": True}


def _refuse_days(days: tuple[date | None, date | None]) -> None:
    if any(days):
        raise UserError(_("--from and --to-date are for the summary only. Leave them out."))


def give_numbers(file: DataFile, event_id: str | None) -> None:
    """A sheet that leaves the program has its line numbers in the file."""
    if event_id is not None:
        with file.writing("paper.number") as session:
            number_lines(session, event_id)


def _day(option: str, text: str | None) -> date | None:
    """The day that is given as 2026-11-23."""
    if text is None:
        return None
    try:
        day: date = Day().read(text)
    except Wrong as error:
        sentence = _("{option} {text}: {reason}")
        raise UserError(sentence.format(option=option, text=text, reason=error)) from None
    return day
