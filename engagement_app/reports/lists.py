"""Lists: points with a mark before them, told as a list to those who hear the paper read."""

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.platypus import Flowable

from engagement_app.reports import fonts
from engagement_app.reports.structure import Element
from engagement_app.reports.text import SetParagraph, Typesetter

_MARK = "•"
_INDENT = 12
"""In normal print."""


def points(typeset: Typesetter, items: Iterable[Sequence[str]]) -> list[Flowable]:
    """A list of items, each the parts of a paragraph."""
    whole = Element("L")
    return [_point(typeset, whole, parts) for parts in items]


def _point(typeset: Typesetter, whole: Element, parts: Sequence[str]) -> "Point":
    item = whole.holds(Element("LI"))
    label, body = item.holds(Element("Lbl")), item.holds(Element("LBody"))
    indent = typeset.look.points(_INDENT)
    return Point(typeset("point", *parts, element=body), indent, whole, label)


class Point(Flowable):
    """One point of a list, or what is left of it on the next page, which has no `label`."""

    def __init__(
        self, body: SetParagraph, indent: float, whole: Element, label: Element | None
    ) -> None:
        super().__init__()
        self.body = body
        self.style = body.style
        self._indent = indent
        self.whole = whole
        self._label = label

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.height = self.body.wrap(width - self._indent, height)[1]
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        halves: list[Any] = self.body.split(width - self._indent, height)
        labels = [self._label, *[None] * len(halves)]
        return [
            Point(half, self._indent, self.whole, label)
            for half, label in zip(halves, labels, strict=False)
        ]

    def draw(self) -> None:
        canvas: Any = self.canv
        if self.whole.parent is None:
            canvas.put(self.whole)
        if self._label is not None:
            style: Any = self.style
            with canvas.marked(self._label):
                canvas.take_colour(style.textColor)
                y = self.height - style.fontSize
                canvas.write(_MARK, fonts.BODY, style.fontSize, 0, y)
        self.body.drawOn(canvas, self._indent, 0)
