"""Dead ends: follow-ups that nobody can keep, counted and listed."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from reportlab.platypus import Flowable

from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.reports.headings import heading
from engagement_app.reports.parts import named
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing.report import REASONS, DeadEnd, GapReport


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """By reason with counts, then each with its records."""
    story = heading(typeset, _("Dead ends"))
    story.append(typeset("body", _explained()))
    if not report.dead_ends:
        return [*story, typeset("body", _("No dead end is recorded."))]
    columns = [Column(_("Reason")), Column(_("Dead ends"), 90, numbers=True)]
    total: list[Cell] = [_("All"), f"{len(report.dead_ends):,}"]
    story += table(typeset, columns, counts(typeset, report), total, room=300)
    story += heading(typeset, _("Each dead end"), "subheading")
    story.append(typeset("body", _records_explained()))
    for reason, ends in groupby(report.dead_ends, key=attrgetter("reason")):
        story += _listed(typeset, reason, list(ends))
    return story


def _listed(typeset: Typesetter, reason: str, ends: Sequence[DeadEnd]) -> list[Flowable]:
    """Those of one reason."""
    title = _("{reason}: {count}").format(reason=words.reason(reason), count=f"{len(ends):,}")
    columns = [
        Column(_("Event")),
        Column(_("Follow-up"), 76),
        Column(_("Attendance"), 76),
    ]
    rows = [_row(typeset, end) for end in ends]
    return [*heading(typeset, title, "subheading"), *table(typeset, columns, rows)]


def counts(typeset: Typesetter, report: GapReport) -> list[list[Cell]]:
    """A row for each reason, also where there is none."""
    found = Counter(end.reason for end in report.dead_ends)
    return [[text_cell(typeset, words.reason(reason)), f"{found[reason]:,}"] for reason in REASONS]


def _row(typeset: Typesetter, end: DeadEnd) -> list[Cell]:
    event = end.event or _("No event")
    return [
        text_cell(typeset, event),
        _record(typeset, "follow_up", end.follow_up_id),
        _record(typeset, "attendance", end.attendance_id),
    ]


def _record(typeset: Typesetter, kind: str, identifier: str | None) -> Cell:
    if identifier is None:
        return "–"
    return text_cell(typeset, named(words.record(identifier), kind, identifier))


def _explained() -> str:
    return _(
        "A dead end is an open follow-up that nobody can keep: no route exists, nobody owns it, or"
        " it has no date. It is also somebody who asked to stay involved and for whom nothing was"
        " written down. Each is counted under the first reason that holds."
    )


def _records_explained() -> str:
    return _(
        "The last two columns are the first eight characters of the records’ ids: typed after"
        " Ctrl+K, they lead to the record in the program. No names are printed here."
    )
