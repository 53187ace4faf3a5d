"""Where the sign-in sheet and the list of who came differ, as a PDF for whoever sorts it out."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, NextPageTemplate

from engagement_app.domain.reconciling import Differences
from engagement_app.domain.sheet_lines import Line
from engagement_app.domain.wording import word_of
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.reports import unprinted, words
from engagement_app.reports.headings import bookmark, heading
from engagement_app.reports.keeping import kept
from engagement_app.reports.pages import PROGRAM, Paper, build
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Typesetter, shortened

_LONGEST_HEAD, _LONGEST = 50, 120


def render(found: Differences, progress: Progress = silent) -> bytes:
    """The PDF of both lists; the same lists give the same bytes."""
    typeset = Typesetter()
    title, day = _("Sign-in sheet: who differs"), words.day(found.as_of)
    story: list[Flowable] = [
        NextPageTemplate("later"),
        bookmark(title),
        typeset("kicker", title),
        typeset("title", shortened(found.event, _LONGEST)),
        typeset("quiet", _("As of {day}.").format(day=day)),
        *_list(typeset, _("On the sheet but not here"), found.not_here),
        *_list(typeset, _("Here but not on the sheet"), found.not_on_sheet),
        *unprinted.section(typeset),
    ]
    name = shortened(found.event, _LONGEST_HEAD)
    running = _("Sign-in sheet: who differs · {name} · {day}").format(name=name, day=day)
    paper = Paper(
        title=f"{title}: {found.event}",
        as_of=found.as_of,
        head=typeset("running", running),
        foot=_("Made with {program}").format(program=PROGRAM),
    )
    return build(kept(story), paper, progress)


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
        text_cell(typeset, line.organisation or _("None")),
        text_cell(typeset, word_of(line.status)),
    ]
