"""The belt in balance: both ends side by side, and no single score."""

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from engagement_app.domain.amounts import spoken_number
from engagement_app.language import _
from engagement_app.reports import charts, words
from engagement_app.reports.headings import heading
from engagement_app.reports.styles import WIDTH
from engagement_app.reports.tables import BARS, Cell, Column, laid_out, table, text_cell
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing.report import ENDS, Belt, GapReport, MessageLine
from engagement_app.resourcing.two_ends import route_in_figures

_LABEL, _FIGURES = 70, 178
# About as high as the table of counts, which reads better on one page.
_COUNTS = 270


def section(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    """Nothing where the report is on one event: the belt is the project's."""
    if report.belt is None:
        return []
    belt = report.belt
    return [
        *heading(typeset, _("The belt in balance")),
        typeset("body", _explained()),
        *_hours(typeset, belt),
        CondPageBreak(_COUNTS),
        *heading(typeset, _("Route in: who came and spoke"), "subheading"),
        *_route_in(typeset, belt),
        *heading(typeset, _("Voice for: what was carried, and the answers"), "subheading"),
        *_voice_for(typeset, belt),
    ]


def _hours(typeset: Typesetter, belt: Belt) -> list[Flowable]:
    room = WIDTH - _LABEL - _FIGURES
    most = max(int(belt.hours[end].needed * 100) for end in ENDS)
    rows = []
    for end in ENDS:
        hours = belt.hours[end]
        funded, needed = int(hours.funded * 100), int(hours.needed * 100)
        said = _("{funded} of {needed} hours funded").format(
            funded=spoken_number(hours.funded), needed=spoken_number(hours.needed)
        )
        parts = [(charts.solid, funded), (charts.empty, max(0, needed - funded))]
        rows.append(
            [
                typeset("cell", words.belt_end(end)),
                charts.bar(parts, most, room - 8, f"{words.belt_end(end)}: {said}"),
                typeset("cell", said),
            ]
        )
    return [
        *heading(typeset, _("Hours on each end"), "subheading"),
        typeset("body", _hours_explained()),
        laid_out(rows, [_LABEL, room, _FIGURES], BARS),
        Spacer(0, 4),
    ]


def _route_in(typeset: Typesetter, belt: Belt) -> list[Flowable]:
    columns = [Column(_("What was counted")), Column(_("Number"), 90, numbers=True)]
    rows: list[list[Cell]] = [
        [text_cell(typeset, said), figure] for said, figure in route_in_figures(belt)
    ]
    return table(typeset, columns, rows, room=340)


def _voice_for(typeset: Typesetter, belt: Belt) -> list[Flowable]:
    if not belt.messages:
        return [typeset("body", _("No message has been built from what people said."))]
    columns = [
        Column(_("Message")),
        Column(_("People behind it"), 58, numbers=True),
        Column(_("Communities"), 80, numbers=True),
        Column(_("Contributions first hand"), 80, numbers=True),
        Column(_("Where it was heard, and the answer"), 165),
    ]
    return table(typeset, columns, [_message(typeset, each) for each in belt.messages])


def _message(typeset: Typesetter, message: MessageLine) -> list[Cell]:
    heard = "\n".join(
        _("{body}: {answer}").format(
            body=hearing.body, answer=words.response(hearing.response).lower()
        )
        for hearing in message.hearings
    )
    return [
        text_cell(typeset, message.title),
        f"{message.people:,}",
        f"{message.communities:,}",
        f"{message.first_hand:,}",
        text_cell(typeset, heard or _("Not heard anywhere yet")),
    ]


def _explained() -> str:
    return _(
        "The work between communities and the people who decide has two ends. Route in helps people"
        " have their say; voice for speaks for them where decisions are made. The two pull against"
        " each other, so they are shown side by side and never made into one score."
    )


def _hours_explained() -> str:
    return _(
        "The dark part of each bar is funded. A role that works on both ends counts in full on"
        " each, so the two ends cannot be added."
    )
