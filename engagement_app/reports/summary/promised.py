"""What was promised, what became of it, and where nobody can keep it."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.reports.counted import counted
from engagement_app.reports.headings import heading
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing.printed_summary import PrintedSummary
from engagement_app.resourcing.report import REASONS


def section(typeset: Typesetter, printed: PrintedSummary) -> Iterator[Flowable]:
    """Follow-ups by how they stand, then the dead ends by reason."""
    promised = printed.summary.follow_ups
    yield from heading(typeset, _("What was promised"))
    follow_ups = _("Follow-ups")
    counts = [
        (_("Promised"), promised.total),
        (_("Open"), promised.open),
        (_("Done"), promised.done),
        (_("Cancelled"), promised.cancelled),
    ]
    yield from counted(typeset, _("How they stand"), follow_ups, counts)
    yield from heading(typeset, _("Dead ends"), "subheading")
    yield typeset(
        "body",
        _(
            "A dead end is an open follow-up that nobody can keep, or somebody who wants to stay"
            " involved and for whom nothing was written down. Each is counted under the first"
            " reason that holds."
        ),
    )
    ends = [(words.reason(reason), promised.dead_ends[reason]) for reason in REASONS]
    yield from counted(typeset, _("Reason"), _("Dead ends"), ends)
