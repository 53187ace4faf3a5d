"""The post-event summary as a PDF."""

from collections.abc import Callable, Iterable
from functools import partial

from reportlab.platypus import Flowable

from engagement_app.progress import Progress, silent
from engagement_app.reports.pages import Paper, printed
from engagement_app.reports.summary import came, cost, front, promised, said
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing.printed_summary import PrintedSummary
from engagement_app.resourcing.summary_words import of_what

_Section = Callable[[Typesetter, PrintedSummary], Iterable[Flowable]]

SECTIONS: tuple[_Section, ...] = (
    front.section,
    came.section,
    said.section,
    said.quotes,
    promised.section,
    cost.section,
)


def render(found: PrintedSummary, progress: Progress = silent) -> bytes:
    """The PDF of the summary under its rule; the same summary gives the same bytes."""
    summary = found.summary
    about = summary.project if summary.scope.events is None else of_what(summary)
    paper = Paper(front.KIND, about, summary.as_of)
    sections = [partial(_told, section, found) for section in SECTIONS]
    return printed(paper, sections, progress, large_print=found.large)


def _told(section: _Section, found: PrintedSummary, typeset: Typesetter) -> Iterable[Flowable]:
    return section(typeset, found)
