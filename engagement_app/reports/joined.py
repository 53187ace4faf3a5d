"""Paragraphs with letters that join, reorder or run from right to left: shaped by HarfBuzz."""

from collections.abc import Iterable, Sequence
from functools import cache, partial
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from engagement_app.reports import fonts, runs, shaping
from engagement_app.reports.lines import Measure, fitted
from engagement_app.reports.parts import is_strong, target_of, worded
from engagement_app.reports.structure import Element


class Joined(Paragraph):
    """A paragraph that is cut into lines for the width it is given, and says how it is spoken."""

    whole = False
    page_height = 0.0
    records: Sequence[Any] = ()
    place = ""
    # The two halves that ReportLab makes at the end of a page have none: they are cut already.
    parts: tuple[str, ...] = ()
    target = ""
    leading = ""
    """The words that lead to the target."""
    element: Element

    @property
    def letters(self) -> str:
        """Its letters."""
        return "".join(self.parts)

    def least_width(self) -> float:
        """The width of its longest word, in points."""
        widths = (self._measure(part)(word) for part in self.parts for word in part.split())
        return max(widths, default=0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        style: Any = self.style
        room = width - style.leftIndent - style.rightIndent

        cut = [_fitted(part, self._measure(part), room) for part in self.parts]
        if cut != list(self.parts):
            super().__init__(markup(cut), self.style)
        return super().wrap(width, height)

    def _measure(self, part: str) -> Measure:
        """The width of text in the type of the part, which is wider where it is strong."""
        style: Any = self.style
        bold = style.fontName == fonts.BOLD or is_strong(part)
        return partial(printed_width, size=style.fontSize, bold=bold)

    def split(self, width: float, height: float) -> list[Flowable]:
        if self.whole and self.height <= self.page_height:
            return []
        halves: list[Any] = super().split(width, height)
        for half in halves:
            half.element, half.records = self.element, self.records
        if halves:
            halves[0].place = self.place
        return halves

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.note(self.records)
        canvas.begin_place(self.place, 0, self.height)
        with canvas.marked(self.element):
            if not self.target:
                self._draw_spoken()
                return
            box = (0, 0, self.width, self.height)
            with canvas.linked(self.leading, self.target, box):
                self._draw_spoken()

    def _draw_spoken(self) -> None:
        canvas: Any = self.canv
        with canvas.marked(self.element, self.letters):
            super().draw()


def joined(parts: Sequence[str], style: ParagraphStyle, element: Element) -> Joined:
    """A paragraph of the parts; as a whole it leads where the first part that leads does."""
    made = Joined(markup(parts), _shaped(style))
    made.parts, made.element = tuple(parts), element
    made.leading = next(filter(target_of, parts), "")
    made.target = target_of(made.leading)
    return made


def _fitted(part: str, measure: Measure, room: float) -> str:
    lines = [piece for line in part.split("\n") for piece in fitted(line, measure, room)]
    return worded(part, "\n".join(lines))


def printed_width(text: str, size: float, *, bold: bool = False) -> float:
    """Of shaped text, in points; what is in a font of its own is never bold."""
    body = fonts.BOLD if bold else fonts.BODY
    types = ((run.text, body if run.font == fonts.BODY else run.font) for run in runs.runs(text))
    return sum(shaping.width_of_a_point(*each) for each in types) * size


def markup(parts: Iterable[str]) -> str:
    """The parts in ReportLab's language of tags, every sign of theirs escaped."""
    return "".join(map(_marked, parts))


def _marked(part: str) -> str:
    body = fonts.BOLD if is_strong(part) else None
    return "<br/>".join(
        "".join(_run(run, body) for run in runs.runs(line)) for line in part.split("\n")
    )


def _run(run: runs.Run, body: str | None) -> str:
    text = escape(run.text)
    if run.font == fonts.BODY and not run.turned:
        return f'<font name="{body}">{text}</font>' if body else text
    return f'<font name="{run.font}">{text}</font>'


@cache
def _shaped(style: ParagraphStyle) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name} shaped", parent=style, shaping=1)
