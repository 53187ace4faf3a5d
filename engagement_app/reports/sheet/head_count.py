"""Who gives no name is counted with strokes, by community."""

from reportlab.platypus import Flowable, Spacer

from engagement_app.domain.paper_sheet import SignInSheet
from engagement_app.language import _
from engagement_app.reports.headings import bookmark
from engagement_app.reports.keeping import together
from engagement_app.reports.sheet.lines import table
from engagement_app.reports.sheet.looks import Look
from engagement_app.reports.styles import WIDTH
from engagement_app.reports.text import Typesetter

_OTHERS = 2
"""Rows for communities that nobody on the list belongs to."""


def section(typeset: Typesetter, sheet: SignInSheet, look: Look) -> list[Flowable]:
    """A row for each community, some blank ones, and one for those of whom none is said."""
    words = _("People who give no name")
    told = _("For the team: one stroke for each person. Count nobody twice.")
    names = [*sheet.communities, *[""] * _OTHERS, _("No community said")]
    style = "sheet"
    empty = Spacer(0, look.size * 1.3)
    rows = [[typeset(style, name) if name else empty, "", ""] for name in names]
    heads = [_("Community"), _("Strokes"), _("Number")]
    number = look.answers
    widths = [WIDTH * 0.4, WIDTH * 0.6 - number, number]
    story = [
        bookmark(words),
        typeset("heading", words),
        typeset("body", told),
        *table(typeset, heads, rows, widths, look),
    ]
    return together(story, typeset.look, most=1)
