"""The sign-in sheet as a PDF: to be filled in by pen, and keyed in by its line numbers."""

from collections.abc import Iterable, Iterator

from reportlab.platypus import Flowable, NextPageTemplate

from engagement_app.domain.paper_sheet import SignInSheet
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.reports.pages import Paper, printed
from engagement_app.reports.sheet import head, head_count, lines, slips
from engagement_app.reports.sheet.looks import look_of
from engagement_app.reports.text import Typesetter


def render(sheet: SignInSheet, progress: Progress = silent) -> bytes:
    """The PDF of the sheet; the same sheet gives the same bytes."""
    look = look_of(sheet.large)
    body = slips.section if sheet.slips else lines.section

    def first(typeset: Typesetter) -> Iterator[Flowable]:
        yield NextPageTemplate("later")
        yield from head.section(typeset, sheet, look)

    def whole(typeset: Typesetter) -> Iterable[Flowable]:
        return body(typeset, sheet, look)

    def counted(typeset: Typesetter) -> Iterable[Flowable]:
        return head_count.section(typeset, sheet, look)

    paper = Paper(_("Sign-in sheet"), sheet.event, sheet.made_on)
    return printed(paper, [first, whole, counted], progress, large_print=sheet.large)
