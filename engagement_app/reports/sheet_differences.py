"""Where the sign-in sheet and the list of who came differ, as a PDF for whoever sorts it out."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, NextPageTemplate

from engagement_app.domain.reconciling import Differences
from engagement_app.domain.sheet_lines import Line
from engagement_app.domain.wording import word_of
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.reports import words
from engagement_app.reports.headings import bookmark, heading
from engagement_app.reports.pages import Paper, printed
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Typesetter, shortened

_LONGEST = 120


def render(found: Differences, progress: Progress = silent) -> bytes:
    """The PDF of both lists; the same lists give the same bytes."""
    title = _("Sign-in sheet: who differs")

    def first(typeset: Typesetter) -> Iterator[Flowable]:
        yield NextPageTemplate("later")
        yield bookmark(title)
        yield typeset("kicker", title)
        yield typeset("title", shortened(found.event, _LONGEST))
        yield typeset("quiet", _("As of {day}.").format(day=words.day(found.as_of)))

    def lists(typeset: Typesetter) -> Iterator[Flowable]:
        yield from _list(typeset, _("On the sheet but not here"), found.not_here)
        yield from _list(typeset, _("Here but not on the sheet"), found.not_on_sheet)

    return printed(Paper(title, found.event, found.as_of), [first, lists], progress)


def _list(typeset: Typesetter, title: str, lines: Sequence[Line]) -> list[Flowable]:
    story = heading(typeset, title)
    if not lines:
        return [*story, typeset("body", _("Nobody."))]
    columns = [
        Column(_("Line"), 50, numbers=True),
        Column(_("Name")),
        Column(_("Organisation"), 150),
        Column(_("How they stand"), 110),
    ]
    return [*story, *table(typeset, columns, [_row(typeset, line) for line in lines])]


def _row(typeset: Typesetter, line: Line) -> list[Cell]:
    return [
        f"{line.number:,}" if line.number else "–",
        text_cell(typeset, line.name or _("Somebody nameless")),
        text_cell(typeset, line.organisation or "–"),
        text_cell(typeset, word_of(line.status)),
    ]
