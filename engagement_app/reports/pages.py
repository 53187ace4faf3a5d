"""A4 pages: what runs at their head and foot, and how sections become a file, page by page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from engagement_app.language import _
from engagement_app.progress import Progress, Watched, silent
from engagement_app.reports import unprinted
from engagement_app.reports.canvas import PaperCanvas
from engagement_app.reports.keeping import kept
from engagement_app.reports.proofs import proof
from engagement_app.reports.styles import FOOT, MARGIN, RULE, WIDTH, look
from engagement_app.reports.text import SetParagraph, Typesetter, shortened
from engagement_app.reports.words import day

PROGRAM = "engagement_app"
LANGUAGE = "en-GB"
_SHORTEST_NAME, _LONGEST_NAME = 12, 120


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper says about itself."""

    kind: str
    """What it is, in our own words, such as "Resourcing-gap report"."""
    about: str
    """What it is on, such as the name of the project."""
    as_of: date

    @property
    def title(self) -> str:
        """The title of the file."""
        return _("{kind}: {name}").format(kind=self.kind, name=self.about)


Section = Callable[[Typesetter], Iterable[Flowable]]
"""A part of a paper; made when all before it is on its pages."""


def printed(
    paper: Paper,
    sections: Sequence[Section],
    progress: Progress = silent,
    *,
    large_print: bool = False,
) -> bytes:
    """The PDF of the sections; the same sections and paper give the same bytes.

    At the end stand the letters that no font has, where there are any. `progress` gets hundredths,
    at least once a page; what it raises ends the work. A `Watched` one is shown pages meanwhile.
    """
    typeset = Typesetter(look(large_print=large_print))
    out = BytesIO()
    document = _Document(out, paper, typeset)
    if isinstance(progress, Watched):
        document.seen = progress.seen
    document.set(_told([*sections, unprinted.section], typeset, document, progress))
    return out.getvalue()


def after_first_page() -> list[Flowable]:
    """End the first page, whose head is its title; the running head begins."""
    return [NextPageTemplate("later"), PageBreak()]


def _told(
    sections: Sequence[Section], typeset: Typesetter, document: "_Document", progress: Progress
) -> Iterator[list[Flowable]]:
    """The story of each section, in its turn, with what is told meanwhile."""
    for number, section in enumerate(sections):
        first, last = (_HUNDRED * place // len(sections) for place in (number, number + 1))
        typeset.tell = partial(progress, first, _HUNDRED)
        progress(first, _HUNDRED)
        story = kept(list(section(typeset)), typeset.look)
        document.tell = partial(_tell, progress, story, len(story), first, last)
        yield story
        progress(last, _HUNDRED)


def _tell(progress: Progress, story: list[Flowable], whole: int, first: int, last: int) -> None:
    # A flowable split at the end of a page comes back as two.
    left = min(whole, len(story))
    progress(last - (last - first) * left // max(whole, 1), _HUNDRED)


_HUNDRED = 100


class _Document(BaseDocTemplate):
    """Sets sections one after the other: what is on its page is forgotten."""

    def __init__(self, out: BytesIO, paper: Paper, typeset: Typesetter) -> None:
        super().__init__(
            out,
            pagesize=A4,
            title=paper.title,
            author=PROGRAM,
            creator=PROGRAM,
            subject=paper.title,
            lang=LANGUAGE,
            invariant=1,
        )
        self.tell: Callable[[], None] = _nothing
        self.seen: Callable[[bytes], None] | None = None
        self._next_seen = 1
        self._canvas = partial(PaperCanvas, made_on=paper.as_of, pages_of=typeset.pages_of)
        self.addPageTemplates(_templates(paper, typeset))

    def set(self, stories: Iterable[list[Flowable]]) -> None:
        """Lay out each story on pages, and write the file."""
        this: Any = self
        this._startBuild(canvasmaker=self._canvas)
        for story in stories:
            while story:
                this.clean_hanging()
                this.handle_flowable(story)
        this._endBuild()

    def afterPage(self) -> None:
        self.tell()
        self._show()

    def _show(self) -> None:
        """The pages before this one are looked at, each time that there are twice as many."""
        canvas: Any = self.canv
        done = canvas.getPageNumber() - 1
        if self.seen and done >= self._next_seen:
            self.seen(proof(canvas))
            self._next_seen = 2 * done


def _nothing() -> None:
    """Nobody is told."""


def _templates(paper: Paper, typeset: Typesetter) -> list[PageTemplate]:
    look = typeset.look
    foot = partial(_draw_foot, typeset)
    head = partial(_draw_head, _head(paper, typeset), typeset)
    return [
        PageTemplate("first", [_frame(look.top_first, look.bottom)], onPageEnd=foot),
        PageTemplate("later", [_frame(look.top_later, look.bottom)], onPage=head, onPageEnd=foot),
    ]


def _frame(top: float, bottom: float) -> Frame:
    return Frame(
        MARGIN,
        bottom,
        WIDTH,
        A4[1] - top - bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _head(paper: Paper, typeset: Typesetter) -> SetParagraph:
    """What the paper is, on what, and of which day; a name too long for it is shortened."""
    room = typeset.look.head_lines * typeset.look.styles["running"].leading
    for length in range(min(len(paper.about), _LONGEST_NAME), 0, -2):
        head = typeset(
            "running",
            _("{kind} · {name} · as of {day}").format(
                kind=paper.kind, name=shortened(paper.about, length), day=day(paper.as_of)
            ),
        )
        if length <= _SHORTEST_NAME or head.wrap(WIDTH, room)[1] <= room:
            break
    return head


def _draw_head(head: SetParagraph, typeset: Typesetter, canvas: Any, _document: Any) -> None:
    _width, height = head.wrap(WIDTH, A4[1])
    top = A4[1] - typeset.look.head_top
    with canvas.beside_the_text():
        head.drawOn(canvas, MARGIN, top - height)
        _rule(canvas, top - height - 4)


def _draw_foot(typeset: Typesetter, canvas: Any, _document: Any) -> None:
    style = typeset.look.styles["running"]
    words = _("Page {number} of").format(number=f"{canvas.getPageNumber():,}")
    with canvas.beside_the_text():
        canvas.saveState()
        canvas.setFillColor(style.textColor)
        canvas.draw_page_number(f"{words} ", MARGIN, FOOT, style.fontSize)
        canvas.drawRightString(
            MARGIN + WIDTH, FOOT, _("Made with {program}").format(program=PROGRAM)
        )
        canvas.restoreState()
        _rule(canvas, FOOT + typeset.look.points(14))


def _rule(canvas: Any, y: float) -> None:
    canvas.saveState()
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, y, MARGIN + WIDTH, y)
    canvas.restoreState()
