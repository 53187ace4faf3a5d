"""The resourcing-gap report as a PDF."""

from collections.abc import Callable

from reportlab.platypus import Flowable

from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.reports import unprinted, words
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
from engagement_app.reports.keeping import kept
from engagement_app.reports.pages import PROGRAM, Paper, build
from engagement_app.reports.text import Typesetter, shortened
from engagement_app.resourcing.report import GapReport

Section = Callable[[Typesetter, GapReport], list[Flowable]]

SECTIONS: tuple[Section, ...] = (
    front.section,
    roles.section,
    lenses.section,
    carriers.section,
    dead_ends.section,
    belt.section,
    funds.section,
    method.section,
)
_LONGEST_HEAD = 60


def render(report: GapReport, progress: Progress = silent) -> bytes:
    """The PDF of the report; the same report gives the same bytes.

    `progress` is told hundredths: a third for writing the sections, the rest for setting them.
    """
    typeset = Typesetter()
    story: list[Flowable] = []
    for number, section in enumerate(SECTIONS, start=1):
        story += section(typeset, report)
        progress(_TYPED * number // len(SECTIONS), _ALL)
    story += unprinted.section(typeset)

    def set_so_far(done: int, total: int) -> None:
        progress(_TYPED + (_ALL - _TYPED) * done // max(total, 1), _ALL)

    return build(kept(story), _paper(typeset, report), set_so_far)


_TYPED, _ALL = 33, 100


def _paper(typeset: Typesetter, report: GapReport) -> Paper:
    as_of = words.day(report.as_of)
    title = _("Resourcing-gap report: {project}").format(project=report.project)
    name = shortened(report.project, _LONGEST_HEAD)
    head = _("Resourcing-gap report · {name} · as of {day}").format(name=name, day=as_of)
    return Paper(
        title=title,
        as_of=report.as_of,
        head=typeset("running", head),
        foot=_("Made with {program}").format(program=PROGRAM),
    )
