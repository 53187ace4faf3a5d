"""Paragraphs of letters that stand side by side as they are: all but joined and turned ones.

Measured and drawn by us: ReportLab's own paragraph reads its text as a language of tags, and takes
several times as long.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import groupby
from typing import Any, NamedTuple

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from engagement_app.reports.fonts import IDEOGRAPHS
from engagement_app.reports.lines import slices
from engagement_app.reports.structure import Element

_SPACES = re.compile(r"( +|\n)")
_SLACK = 0.001
_FEWEST = 2
"""Lines that stay together at the end and at the head of a page."""


class Run(NamedTuple):
    """Letters of one font; `target` is where they lead, if anywhere."""

    font: str
    text: str
    target: str = ""


class _Word(NamedTuple):
    runs: list[Run]
    width: float
    spaced: bool
    """Whether a space stands before it."""


Line = list[Run]


class Plain(Flowable):
    """A paragraph that knows what it is in the structure of the file."""

    whole = False
    """Whether it goes to the next page rather than over the end of one."""
    page_height = 0.0
    records: Sequence[Any] = ()
    """The records it names."""
    place = ""
    """What leads here calls it so."""

    def __init__(self, runs: Sequence[Run], style: ParagraphStyle, element: Element) -> None:
        super().__init__()
        self.runs = runs
        self.style = style
        self.element = element
        self._room = -1.0
        self._lines: list[tuple[Line, float]] = []

    @property
    def letters(self) -> str:
        """Its letters."""
        return "".join(run.text for run in self.runs)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        if width != self._room:
            style: Any = self.style
            room = width - style.leftIndent - style.rightIndent
            self._lines = list(_lines(self.runs, style.fontSize, room))
            self._room = width
        self.width, self.height = width, len(self._lines) * self.style.leading
        return width, self.height

    def least_width(self) -> float:
        """The width of its longest word, in points."""
        size = self.style.fontSize
        return max(
            (word.width for line in _split(self.runs) for word in _words(line, size)), default=0
        )

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        count = int((height + _SLACK) / self.style.leading)
        count = min(count, len(self._lines) - _FEWEST)
        if count < _FEWEST or (self.whole and self.height <= self.page_height):
            return []
        first, rest = self._part(self._lines[:count]), self._part(self._lines[count:])
        first.place = self.place
        return [first, rest]

    def _part(self, lines: list[tuple[Line, float]]) -> "Plain":
        runs = [run for line, _width in lines for run in (*line, Run("", "\n"))]
        part = Plain(runs[:-1], self.style, self.element)
        part.whole, part.records = self.whole, self.records
        part._lines, part._room = lines, self._room
        return part

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803
        """At a place of the canvas as it stands: to move its origin for each cell takes longer."""
        self.canv = canvas
        canvas.note(self.records)
        canvas.begin_place(self.place, x, y + self.height)
        style: Any = self.style
        with canvas.marked(self.element):
            canvas.take_colour(style.textColor)
            line_y = y + self.height - style.fontSize
            for line, width in self._lines:
                left = self.width - style.rightIndent - width if style.alignment == TA_RIGHT else 0
                self._draw_line(line, x + left + style.leftIndent, line_y)
                line_y -= style.leading

    def _draw_line(self, line: Line, x: float, y: float) -> None:
        canvas: Any = self.canv
        size = self.style.fontSize
        for run in line:
            width = width_of(run.text, run.font, size)
            if run.target:
                box = (x, y - 0.3 * size, x + width, y + size)
                with canvas.linked(run.text, run.target, box):
                    canvas.write(run.text, run.font, size, x, y)
            else:
                canvas.write(run.text, run.font, size, x, y)
            x += width


@lru_cache(maxsize=50_000)
def _width_of_a_point(text: str, font: str) -> float:
    return pdfmetrics.stringWidth(text, font, 1)


def width_of(text: str, font: str, size: float) -> float:
    """Of letters in one font, in points."""
    return _width_of_a_point(text, font) * size


def _split(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """The runs of each line that was typed."""
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        if first:
            line.append(run if not others else run._replace(text=first))
        for text in others:
            yield line
            line = [run._replace(text=text)] if text else []
    yield line


def _words(runs: Iterable[Run], size: float) -> Iterator[_Word]:
    word: list[Run] = []
    spaced = False
    for run in runs:
        for piece in _pieces(run):
            if piece.isspace() and piece != "\u00a0":
                if word:
                    yield _word(word, size, spaced)
                word, spaced = [], True
            elif run.font in IDEOGRAPHS and word and _may_begin(piece, word[-1].text):
                yield _word(word, size, spaced)
                word, spaced = [run._replace(text=piece)], False
            else:
                word.append(run if piece == run.text else run._replace(text=piece))
    if word:
        yield _word(word, size, spaced)


def _pieces(run: Run) -> Iterable[str]:
    if run.font in IDEOGRAPHS:
        return run.text
    return filter(None, _SPACES.split(run.text)) if " " in run.text else (run.text,)


def _may_begin(letter: str, before: str) -> bool:
    """Whether a line may begin with the ideograph: closing signs stay with what they close."""
    closing = unicodedata.category(letter) in ("Pe", "Pf", "Po")
    return not closing and unicodedata.category(before[-1]) not in ("Ps", "Pi")


def _word(runs: list[Run], size: float, spaced: bool) -> _Word:
    return _Word(runs, sum(width_of(run.text, run.font, size) for run in runs), spaced)


def _lines(runs: Sequence[Run], size: float, room: float) -> Iterator[tuple[Line, float]]:
    """The lines, each with its width, none wider than `room`."""
    for typed in _split(runs):
        if len(typed) == 1 and typed[0].font not in IDEOGRAPHS:
            yield from _lines_of_one_run(typed[0], size, room)
        else:
            yield from _lines_of_words(_words(typed, size), size, room)


def _lines_of_one_run(run: Run, size: float, room: float) -> Iterator[tuple[Line, float]]:
    """The same as of words, for the most frequent case: all in one font."""
    font, text, target = run
    words = list(filter(None, text.split(" ")))
    widths = [width_of(word, font, size) for word in words]
    if max(widths, default=0) > room + _SLACK:
        yield from _lines_of_words(_words([run], size), size, room)
        return
    space = width_of(" ", font, size)
    first, total = 0, 0.0
    for place, width in enumerate(widths):
        if place > first and total + space + width > room + _SLACK:
            yield [Run(font, " ".join(words[first:place]), target)], total
            first, total = place, width
        else:
            total += width if place == first else space + width
    yield [Run(font, " ".join(words[first:]), target)], total


def _lines_of_words(
    words: Iterable[_Word], size: float, room: float
) -> Iterator[tuple[Line, float]]:
    line: list[Run] = []
    width = 0.0
    for word in _fitting(words, size, room):
        space = _space(line[-1], word.runs[0]) if word.spaced and line else None
        gap = width_of(" ", space.font, size) if space else 0
        if line and width + gap + word.width > room + _SLACK:
            yield _joined(line), width
            line, width, space, gap = [], 0.0, None, 0
        line += [space, *word.runs] if space else word.runs
        width += gap + word.width
    yield _joined(line), width


def _space(before: Run, after: Run) -> Run:
    """Between two words; it leads nowhere unless both lead to the same place."""
    return Run(after.font, " ", after.target if before.target == after.target else "")


def _fitting(words: Iterable[_Word], size: float, room: float) -> Iterator[_Word]:
    """The words; one wider than the room comes in parts."""
    for word in words:
        if word.width <= room + _SLACK:
            yield word
            continue
        spaced = word.spaced
        for run in word.runs:
            for text in slices(run.text, partial(width_of, font=run.font, size=size), room):
                yield _word([run._replace(text=text)], size, spaced)
                spaced = False


def _joined(runs: Iterable[Run]) -> Line:
    """Neighbours of one font and target made into one run."""
    return [
        Run(font, "".join(run.text for run in group), target)
        for (font, target), group in groupby(runs, key=lambda run: (run.font, run.target))
    ]
