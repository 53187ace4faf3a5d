"""The only way to set text in type: it is escaped, and every letter gets a font that has it."""

import unicodedata
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from engagement_app.reports import fonts, runs, shaping
from engagement_app.reports.lines import Measure, fitted
from engagement_app.reports.pages import LATER_HEIGHT
from engagement_app.reports.styles import STYLES, TAGS
from engagement_app.reports.tagging import Element

SUBSTITUTE = "\ufffd"
_UNSEEN = ("Cf", "Mn", "Me")


class Strong(str):
    """A part of a paragraph to be printed bold."""

    __slots__ = ()


class Typesetter:
    """Makes the paragraphs of one paper and remembers the letters that no font has."""

    def __init__(self) -> None:
        self.unprinted: dict[str, dict[str, None]] = {}
        """By letter, the texts it stands in, with the substitute in its place."""
        shaping.correct()
        fonts.opened(fonts.BODY)
        fonts.opened(fonts.BOLD)

    def __call__(self, style: str, *parts: str) -> "SetParagraph":
        """A paragraph of the parts, one after the other, in a style of `styles.STYLES`."""
        printable = [self._printable(part) for part in parts]
        made: SetParagraph
        if any(runs.needs_shaping(part) for part in printable):
            made = shaped = _ShapedParagraph(_markup(printable), _shaped(style))
            shaped.parts = tuple(printable)
        else:
            made = SetParagraph(_markup(printable), STYLES[style])
        made.element = Element(TAGS.get(style, "P"))
        return made

    def _printable(self, part: str) -> str:
        if part.isascii() and part.isprintable():
            return part
        text = unicodedata.normalize("NFC", part).replace("\t", " ")
        if set(text) - fonts.letters(fonts.BODY) - {"\n"}:
            text = self._substituted(text)
        return Strong(text) if isinstance(part, Strong) else text

    def _substituted(self, text: str) -> str:
        lost = {letter for letter in text if letter != "\n" and not fonts.font_for(letter)}
        # A joiner or a choice of emoji style is nothing to print by itself.
        unseen = {letter for letter in lost if unicodedata.category(letter) in _UNSEEN}
        printed = "".join(
            SUBSTITUTE if letter in lost else letter for letter in text if letter not in unseen
        )
        for letter in sorted(lost - unseen):
            self.unprinted.setdefault(letter, {})[printed] = None
        return printed


class SetParagraph(Paragraph):
    """A paragraph that knows what it is in the structure of the file."""

    element: Element
    whole = False
    """Whether it goes to the next page rather than over the end of one."""

    def draw(self) -> None:
        canvas: Any = self.canv
        with canvas.marked(self.element, self.spoken()):
            super().draw()

    def spoken(self) -> str:
        """What to read aloud where the glyphs are not the letters; nothing where they are."""
        return ""

    def split(self, width: float, height: float) -> list[Flowable]:
        if self.whole and self.height <= LATER_HEIGHT:
            return []
        halves: list[Any] = super().split(width, height)
        for half in halves:
            half.element = self.element
        return halves


class _ShapedParagraph(SetParagraph):
    """A paragraph with letters to join or turn: cut into lines for the width it is given."""

    # The two halves that ReportLab makes at the end of a page have none: they are cut already.
    parts: tuple[str, ...] = ()

    def spoken(self) -> str:
        return "".join(self.parts)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        style: Any = self.style
        room = width - style.leftIndent - style.rightIndent

        def measure(text: str) -> float:
            return _printed_width(text, style.fontSize)

        cut = [_fitted(part, measure, room) for part in self.parts]
        if cut != list(self.parts):
            super().__init__(_markup(cut), self.style)
        return super().wrap(width, height)


def _fitted(part: str, measure: Measure, room: float) -> str:
    lines = [piece for line in part.split("\n") for piece in fitted(line, measure, room)]
    text = "\n".join(lines)
    return Strong(text) if isinstance(part, Strong) else text


def _printed_width(text: str, size: float) -> float:
    return sum(shaping.width_of_a_point(run.text, run.font) for run in runs.runs(text)) * size


def _markup(parts: list[str]) -> str:
    return "".join(map(_marked, parts))


def _marked(part: str) -> str:
    body = fonts.BOLD if isinstance(part, Strong) else None
    return "<br/>".join(
        "".join(_run(run, body) for run in runs.runs(line)) for line in part.split("\n")
    )


def _run(run: runs.Run, body: str | None) -> str:
    text = escape(run.text)
    if run.font == fonts.BODY and not run.turned:
        return f'<font name="{body}">{text}</font>' if body else text
    return f'<font name="{run.font}">{text}</font>'


@cache
def _shaped(style: str) -> ParagraphStyle:
    return ParagraphStyle(f"{style} shaped", parent=STYLES[style], shaping=1)


def shortened(text: str, limit: int) -> str:
    """At most `limit` letters of the text, cut between words where there is one to cut at."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, space, _rest = cut.rpartition(" ")
    return (head if space and len(head) >= limit // 2 else cut).rstrip() + "…"
