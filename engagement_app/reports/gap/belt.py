"""The belt in balance: both ends side by side, and no single score."""

from reportlab.platypus import CondPageBreak, Flowable

from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.reports.gap import axes
from engagement_app.reports.headings import heading
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing import two_ends
from engagement_app.resourcing.report import ENDS, Belt, GapReport

# About as high as the table of counts, which reads better on one page.
_COUNTS = 270


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """Nothing where the report is on one event: the belt is the project's."""
    if report.belt is None:
        return []
    story = [
        *heading(typeset, _("The belt in balance")),
        typeset("body", _explained()),
        *axes.chart(typeset, two_ends.axes(report.belt)),
        typeset("body", _hours_explained()),
    ]
    for end in ENDS:
        story.append(CondPageBreak(_COUNTS))
        story += heading(typeset, words.belt_end_explained(end), "subheading")
        story += _figures(typeset, report.belt, end)
    return story


def _figures(typeset: Typesetter, belt: Belt, end: str) -> list[Flowable]:
    columns = [Column(_("What was counted")), Column(_("Number"), 90, numbers=True)]
    rows: list[list[Cell]] = [
        [text_cell(typeset, said), figure]
        for of_end, (said, figure) in two_ends.counts(belt)
        if of_end == end
    ]
    return table(typeset, columns, rows, room=400)


def _explained() -> str:
    return _(
        "The work between communities and the people who decide has two ends. Route in helps people"
        " have their say; voice for speaks for them where decisions are made. The two pull against"
        " each other, so they are shown side by side and never made into one score."
    )


def _hours_explained() -> str:
    return _(
        "The dark part of each bar is the part it speaks of; a broken outline is a part of nothing."
        " A role that works on both ends counts in full on each, so the two ends cannot be added."
    )
