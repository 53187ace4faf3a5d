"""A4 pages: what runs at their head and foot, and how a story becomes a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
)

from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.reports.canvas import PaperCanvas
from engagement_app.reports.styles import RULE, STYLES

PROGRAM = "engagement_app"
LANGUAGE = "en-GB"

MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
_TOP_FIRST, _TOP_LATER, _BOTTOM = 14 * mm, 25 * mm, 19 * mm
FIRST_HEIGHT = A4[1] - _TOP_FIRST - _BOTTOM
LATER_HEIGHT = A4[1] - _TOP_LATER - _BOTTOM
_FOOT = 11 * mm


@dataclass(frozen=True, slots=True)
class Paper:
    """What a document says about itself."""

    title: str
    as_of: date
    head: Paragraph
    """Runs at the head of every page but the first; one line."""
    foot: str
    """Stands at the right of every foot; our own words."""


def after_first_page() -> list[Flowable]:
    """End the first page, whose head is its title; the running head begins."""
    return [NextPageTemplate("later"), PageBreak()]


def build(story: list[Flowable], paper: Paper, progress: Progress = silent) -> bytes:
    """The PDF of the story; the same story and paper give the same bytes.

    `progress` gets the flowables set so far and in all.
    """
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        title=paper.title,
        author=PROGRAM,
        creator=PROGRAM,
        subject=paper.title,
        lang=LANGUAGE,
        invariant=1,
    )
    document.addPageTemplates(_templates(paper))
    document.setProgressCallBack(_told(progress))
    document.build(story, canvasmaker=partial(PaperCanvas, made_on=paper.as_of))
    return out.getvalue()


def _told(progress: Progress) -> Callable[[str, int], None]:
    total = most = 0

    def tell(kind: str, number: int) -> None:
        nonlocal total, most
        if kind == "SIZE_EST":
            total = number
        elif kind == "PROGRESS":
            # A flowable split at the end of a page comes back as two, and the count goes down.
            most = max(most, number)
            progress(most, total)

    return tell


def _templates(paper: Paper) -> list[PageTemplate]:
    foot = partial(_draw_foot, paper)
    head = partial(_draw_head, paper)
    return [
        PageTemplate("first", [_frame(_TOP_FIRST)], onPageEnd=foot),
        PageTemplate("later", [_frame(_TOP_LATER)], onPage=head, onPageEnd=foot),
    ]


def _frame(top: float) -> Frame:
    return Frame(
        MARGIN,
        _BOTTOM,
        WIDTH,
        A4[1] - top - _BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _draw_head(paper: Paper, canvas: Any, _document: Any) -> None:
    top = A4[1] - 13 * mm
    _width, height = paper.head.wrap(WIDTH, _TOP_LATER)
    with canvas.beside_the_text():
        paper.head.drawOn(canvas, MARGIN, top - height)
        _rule(canvas, top - height - 3)


def _draw_foot(paper: Paper, canvas: Any, _document: Any) -> None:
    style = STYLES["running"]
    words = _("Page {number} of").format(number=f"{canvas.getPageNumber():,}")
    with canvas.beside_the_text():
        canvas.saveState()
        canvas.setFillColor(style.textColor)
        canvas.draw_page_number(f"{words} ", MARGIN, _FOOT, style.fontSize)
        canvas.drawRightString(MARGIN + WIDTH, _FOOT, paper.foot)
        canvas.restoreState()
        _rule(canvas, _FOOT + 13)


def _rule(canvas: Any, y: float) -> None:
    canvas.saveState()
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, y, MARGIN + WIDTH, y)
    canvas.restoreState()
