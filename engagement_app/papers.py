"""Every paper in one table: how it is worked out, and the files it can be written as.

The command line and the window both go by it. What prints or writes a file is loaded only when it
is asked for.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlmodel import Session

from engagement_app.domain.badges import prepare_badges
from engagement_app.domain.holdings import prepare_holdings, read_holdings
from engagement_app.domain.lost_laptop import FileTold, prepare_lost_laptop
from engagement_app.domain.paper_sheet import prepare_sign_in_sheet
from engagement_app.domain.reconciling import prepare_differences
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.resourcing.call_list import prepare_call_list
from engagement_app.resourcing.feedback_slip import prepare_feedback_slip
from engagement_app.resourcing.monitoring import prepare_monitoring, prepare_questions
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.resourcing.printed_messages import prepare_messages
from engagement_app.resourcing.printed_summary import PrintedSummary, printed_summary
from engagement_app.resourcing.small_numbers import DEFAULT, Rule
from engagement_app.resourcing.summing_up import prepare_summary
from engagement_app.resourcing.you_said import prepare_you_said
from engagement_app.store.audit import Audited
from engagement_app.store.datafile import DataFile
from engagement_app.store.outputs import Write, refuse_data_file, write_output

Make = Callable[[Any, Progress], bytes]
"""Makes the file of what `prepare` gave; told how far it is."""


class Paper(NamedTuple):
    """A paper.

    `prepare(session, project_id, as_of, event_id, ...)` gives it as one frozen object; `files` has
    by ending what gives the function that makes the file of such an object. `names_people`:
    whether people who come stand in it by their names.
    """

    prepare: Callable[..., Any]
    files: Mapping[str, Callable[[], Make]]
    names_people: bool = False


def prepare_printed_summary(
    session: Session,
    project_id: str,
    as_of: date,
    event_id: str | None = None,
    *,
    first_day: date | None = None,
    last_day: date | None = None,
    rule: Rule = DEFAULT,
    let_pass: frozenset[str] = frozenset(),
    made_by: str = "",
    large: bool = False,
) -> PrintedSummary:
    """The summary under the small-number rule, with the true counts inside it.

    Of one event or of the events of some days; raises `UserError` where both are given.
    """
    days = (first_day, last_day)
    summary = prepare_summary(session, project_id, as_of, event_id, days)
    return printed_summary(summary, rule, let_pass, made_by, large=large)


def _gap_pdf() -> Make:
    from engagement_app.reports.gap_report import render

    return render


def _gap_json() -> Make:
    from engagement_app.exchange.gap_json import gap_json

    return _at_once(gap_json)


def _gap_workbook() -> Make:
    from engagement_app.exchange.gap_workbook import gap_workbook

    return _at_once(gap_workbook)


def _summary_json() -> Make:
    from engagement_app.exchange.summary_json import summary_json

    return lambda printed, _progress: summary_json(printed.summary)


def _summary_workbook() -> Make:
    from engagement_app.exchange.summary_workbook import summary_workbook

    return _at_once(summary_workbook)


def _summary_pdf() -> Make:
    from engagement_app.reports.summary_report import render

    return render


def _you_said_pdf() -> Make:
    from engagement_app.reports.you_said import render

    return render


def _call_list_pdf() -> Make:
    from engagement_app.reports.call_list import render

    return render


def _slip_pdf() -> Make:
    from engagement_app.reports.feedback_slip import render

    return render


def _badges_pdf() -> Make:
    from engagement_app.reports.badges import render

    return render


def _sign_in_pdf() -> Make:
    from engagement_app.reports.sign_in_sheet import render

    return render


def _differences_pdf() -> Make:
    from engagement_app.reports.sheet_differences import render

    return render


def _messages_pdf() -> Make:
    from engagement_app.reports.messages import render

    return render


def _monitoring_pdf() -> Make:
    from engagement_app.reports.monitoring import render

    return render


def _holdings_pdf() -> Make:
    from engagement_app.reports.holdings import render

    return render


def _monitoring_csv() -> Make:
    from engagement_app.exchange.monitoring_lists import monitoring_csv

    return _at_once(monitoring_csv)


def _monitoring_workbook() -> Make:
    from engagement_app.exchange.monitoring_lists import monitoring_workbook

    return _at_once(monitoring_workbook)


def _monitoring_form_pdf() -> Make:
    from engagement_app.reports.monitoring_form import render

    return render


def _holdings_json() -> Make:
    from engagement_app.exchange.holdings_json import holdings_json

    return _at_once(holdings_json)


def _lost_laptop_pdf() -> Make:
    from engagement_app.reports.lost_laptop import render

    return render


def _at_once(made: Callable[[Any], bytes]) -> Make:
    return lambda prepared, _progress: made(prepared)


PAPERS: dict[str, Paper] = {
    "gap": Paper(
        prepare_gap_report,
        {".pdf": _gap_pdf, ".xlsx": _gap_workbook, ".json": _gap_json},
    ),
    "summary": Paper(
        prepare_printed_summary,
        {".pdf": _summary_pdf, ".xlsx": _summary_workbook, ".json": _summary_json},
    ),
    "feedback": Paper(prepare_you_said, {".pdf": _you_said_pdf}),
    "follow-ups": Paper(prepare_call_list, {".pdf": _call_list_pdf}, names_people=True),
    "badges": Paper(prepare_badges, {".pdf": _badges_pdf}, names_people=True),
    "feedback-slip": Paper(prepare_feedback_slip, {".pdf": _slip_pdf}, names_people=True),
    "sign-in": Paper(prepare_sign_in_sheet, {".pdf": _sign_in_pdf}, names_people=True),
    "messages": Paper(prepare_messages, {".pdf": _messages_pdf}),
    "monitoring": Paper(
        prepare_monitoring,
        {".pdf": _monitoring_pdf, ".xlsx": _monitoring_workbook, ".csv": _monitoring_csv},
    ),
    "monitoring-form": Paper(prepare_questions, {".pdf": _monitoring_form_pdf}),
    "person": Paper(
        prepare_holdings, {".pdf": _holdings_pdf, ".json": _holdings_json}, names_people=True
    ),
    "lost-laptop": Paper(prepare_lost_laptop, {".pdf": _lost_laptop_pdf}),
    "sheet-differences": Paper(prepare_differences, {".pdf": _differences_pdf}, names_people=True),
}


def hand_out(
    file: DataFile,
    person_id: str,
    target: Path,
    made_by: str,
    progress: Progress = silent,
    write: Write = write_output,
) -> bool:
    """Write all that is held on somebody to a file of its ending; whether others mention them.

    Raises `UserError` or `StorageError`.
    """
    refuse_data_file(target, file.path)
    ending = target.suffix.lower()
    with file.reading() as session:
        held = read_holdings(session, person_id, date.today(), made_by)
    write(target, PAPERS["person"].files[ending]()(held, progress))
    file.note(Audited.SUBJECT_ACCESS, ending=ending, person_id=held.person_id)
    return bool(held.mentions)


def write_lost_laptop(
    file: DataFile,
    told: FileTold,
    target: Path,
    *,
    progress: Progress = silent,
    write: Write = write_output,
    **chosen: Any,
) -> None:
    """Write the lost-laptop sheet of a file; raises `UserError` or `StorageError`."""
    refuse_data_file(target, file.path)
    ending, paper = target.suffix.lower(), PAPERS["lost-laptop"]
    with file.reading() as session:
        found = paper.prepare(session, "", date.today(), None, file=told, **chosen)
    content = paper.files[ending]()(found, progress)
    names = {"with_names": True} if chosen.get("with_names") else {}
    with file.noted(Audited.REPORT, what="lost-laptop", ending=ending, **names):
        write(target, content)


FORMATS = {
    ".pdf": _("Paper as PDF"),
    ".xlsx": _("Workbook"),
    ".json": _("Figures as JSON"),
    ".csv": _("List that spreadsheets open"),
}
"""What people call each kind of file."""


def told_of_paper(
    what: str, ending: str, project_id: str, event_id: str | None, **more: object
) -> dict[str, object]:
    """What the audit keeps of a paper that left the program: which it was, and not its content."""
    return {"what": what, "ending": ending, "project_id": project_id, "event_id": event_id, **more}
