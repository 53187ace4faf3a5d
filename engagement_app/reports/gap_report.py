"""The resourcing-gap report as a PDF."""

from collections.abc import Callable, Iterable
from functools import partial

from reportlab.platypus import Flowable

from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.reports.contents import contents
from engagement_app.reports.gap import (
    belt,
    carriers,
    dead_ends,
    first_to_fund,
    front,
    funds,
    index,
    lenses,
    method,
    roles,
    voice_power,
)
from engagement_app.reports.pages import Paper, printed
from engagement_app.reports.text import Typesetter
from engagement_app.resourcing.report import GapReport

_Section = Callable[[Typesetter, GapReport], Iterable[Flowable]]

_FEW_ROLES = 4
"""With more roles than these there are more pages than one finds one's way in."""


def _contents(typeset: Typesetter, report: GapReport) -> list[Flowable]:
    if len(report.roles) <= _FEW_ROLES:
        return []
    titles = [
        *([_("First to fund")] if any(role.gap for role in report.roles) else []),
        _("Every role"),
        _("Six lenses on each role"),
        _("Who carries the gap"),
        _("Dead ends"),
        *([_("The belt in balance")] if report.belt else []),
        _("Voice and power"),
        _("The funds"),
        _("How the figures were made"),
        _("The records behind each figure"),
    ]
    return contents(typeset, titles)


SECTIONS: tuple[_Section, ...] = (
    front.section,
    _contents,
    first_to_fund.section,
    roles.section,
    lenses.section,
    carriers.section,
    dead_ends.section,
    belt.section,
    voice_power.section,
    funds.section,
    method.section,
    index.behind_the_figures,
    index.index,
)


def render(report: GapReport, progress: Progress = silent) -> bytes:
    """The PDF of the report; the same report gives the same bytes.

    `progress` is told hundredths; what it raises ends the work.
    """
    paper = Paper(_("Resourcing-gap report"), report.project, report.as_of)
    sections = [partial(_told, section, report) for section in SECTIONS]
    return printed(paper, sections, progress, large_print=report.large)


def _told(section: _Section, report: GapReport, typeset: Typesetter) -> Iterable[Flowable]:
    return section(typeset, report)
