"""Who came, by the small-number rule."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from engagement_app.language import _
from engagement_app.reports.counted import counted
from engagement_app.reports.headings import heading
from engagement_app.reports.small_numbers import explained, shown
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing.printed_summary import PrintedSummary
from engagement_app.resourcing.summary_words import ATTENDANCE


def section(typeset: Typesetter, printed: PrintedSummary) -> Iterator[Flowable]:
    """By how they stand, then by community."""
    yield from heading(typeset, _("Who came"))
    yield typeset("body", explained(printed.rule))
    counts = [(said, printed.attendance[name]) for name, said in ATTENDANCE.items()]
    yield from counted(typeset, _("What was counted"), _("People"), counts)
    if printed.communities:
        yield from heading(typeset, _("By community"), "subheading")
        yield typeset(
            "body",
            _(
                "Whoever belongs to two communities is counted in both, so these do not add up to"
                " the people who came."
            ),
        )
        yield from _communities(typeset, printed)


def _communities(typeset: Typesetter, printed: PrintedSummary) -> list[Flowable]:
    columns = [
        Column(_("Community")),
        Column(_("People who came"), 90, numbers=True),
        Column(_("Counted without a name"), 110, numbers=True),
    ]
    rows: list[list[Cell]] = [
        [
            text_cell(typeset, line.name or _("No community recorded")),
            shown(line.people),
            shown(line.tallied),
        ]
        for line in printed.communities
    ]
    return table(typeset, columns, rows, room=430)
