"""`report`: the papers, and the figures behind them as JSON."""

from datetime import date
from pathlib import Path

from engagement_app.cli.exporting import expect_ending
from engagement_app.cli.files import Options, open_meant, refuse_data_file
from engagement_app.cli.output import Bar, say
from engagement_app.domain.fields import Day, Wrong
from engagement_app.domain.finding import find_event, find_project
from engagement_app.errors import UserError
from engagement_app.language import _
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.resourcing.report import GapReport
from engagement_app.store.outputs import write_output


def report(options: Options) -> int:
    """Write the report; the format follows the ending of the file."""
    target = Path(options.out)
    ending = expect_ending(target, ".pdf", ".json")
    as_of = _day(options.as_of)
    with open_meant(options) as file, file.reading() as session:
        refuse_data_file(target, file)
        project_id = find_project(session, options.project)
        event_id = find_event(session, project_id, options.event) if options.event else None
        prepared = prepare_gap_report(session, project_id, as_of, event_id)
    write_gap_report(prepared, target, ending)
    say(_("Wrote {file}").format(file=target))
    return 0


def write_gap_report(prepared: GapReport, target: Path, ending: str) -> None:
    """The very same object as paper or as JSON."""
    if ending == ".json":
        from engagement_app.exchange.gap_json import gap_json

        write_output(target, gap_json(prepared))
    else:
        from engagement_app.reports.gap_report import render

        write_output(target, render(prepared, Bar()))


def _day(text: str | None) -> date:
    """The day that is given as 2026-11-23, else today."""
    if text is None:
        return date.today()
    try:
        day: date = Day().read(text)
    except Wrong as error:
        raise UserError(_("--as-of {text}: {reason}").format(text=text, reason=error)) from None
    return day
