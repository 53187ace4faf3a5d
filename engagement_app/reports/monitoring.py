"""Equality monitoring as a PDF: a table for each question, by the small-number rule."""

from collections.abc import Iterator
from functools import partial

from reportlab.platypus import Flowable

from engagement_app.domain.equality import NOT_SAID
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.reports.headings import heading
from engagement_app.reports.opening import boxed, opening
from engagement_app.reports.pages import Paper, printed
from engagement_app.reports.small_numbers import explained, shown
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Strong, Typesetter
from engagement_app.resourcing.monitoring import Monitoring, QuestionTable
from engagement_app.resourcing.small_numbers import about

KIND = _("Equality monitoring")


def render(found: Monitoring, progress: Progress = silent) -> bytes:
    """The PDF; the same answers give the same bytes."""

    def front(typeset: Typesetter) -> Iterator[Flowable]:
        scope = f"{found.project}." if found.event else _("The whole project.")
        title = found.event or found.project
        more = {"as_of": found.as_of, "made_by": found.made_by}
        yield from opening(typeset, KIND, title, scope, **more)  # type: ignore[arg-type]
        yield boxed(typeset, _lead(found), explained(found.rule), _UNLINKED)

    tables = [partial(_table, each) for each in found.tables if found.slips != 0]
    paper = Paper(KIND, found.event or found.project, found.as_of)
    return printed(paper, [front, *tables], progress, large_print=found.large)


_UNLINKED = _(
    "Answers were given on slips without a name and are kept without anything that ties them to a"
    " person, a time or an order. Nobody had to answer, so the figures are of those who did."
)


def _lead(found: Monitoring) -> str:
    if found.slips == 0:
        return _("No slip is in the file yet.")
    return _("Slips in the file: {count}.").format(count=about(found.slips, found.rule))


def _table(each: QuestionTable, typeset: Typesetter) -> Iterator[Flowable]:
    yield from heading(typeset, each.words, "subheading")
    if each.after:
        told = _("Asked of those who answered “{answer}”.").format(answer=each.after)
        yield typeset("quiet", told)
    columns = [Column(_("Answer")), Column(_("People"), 90, numbers=True)]
    rows: list[list[Cell]] = [
        [text_cell(typeset, _(answer) if answer == NOT_SAID else answer), shown(count)]
        for answer, count in each.rows
    ]
    total: list[Cell] = [text_cell(typeset, Strong(_("All who answered"))), shown(each.total)]
    yield from table(typeset, columns, rows, total)
    if each.sum_words:
        told = _("{what}: {count}.").format(what=each.sum_words, count=shown(each.sum))
        yield typeset("body", Strong(told))
