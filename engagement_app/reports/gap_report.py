"""The resourcing-gap report as a PDF."""

from collections.abc import Callable, Iterable
from functools import partial

from reportlab.platypus import Flowable

from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.reports.gap import (
    belt,
    carriers,
    dead_ends,
    front,
    funds,
    lenses,
    method,
    roles,
)
from engagement_app.reports.pages import Paper, printed
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing.report import GapReport

_Section = Callable[[Typesetter, GapReport], Iterable[Flowable]]

SECTIONS: tuple[_Section, ...] = (
    front.section,
    roles.section,
    lenses.section,
    carriers.section,
    dead_ends.section,
    belt.section,
    funds.section,
    method.section,
)


def render(report: GapReport, progress: Progress = silent, *, large_print: bool = False) -> bytes:
    """The PDF of the report; the same report gives the same bytes.

    `progress` is told hundredths; what it raises ends the work.
    """
    paper = Paper(_("Resourcing-gap report"), report.project, report.as_of)
    sections = [partial(_told, section, report) for section in SECTIONS]
    return printed(paper, sections, progress, large_print=large_print)


def _told(section: _Section, report: GapReport, typeset: Typesetter) -> Iterable[Flowable]:
    return section(typeset, report)
