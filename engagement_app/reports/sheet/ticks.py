"""Boxes to tick with a pen, each with its word."""

from typing import Any

from reportlab.platypus import Flowable

from engagement_app.reports import fonts
from engagement_app.reports.structure import Element
from engagement_app.reports.styles import INK

_GAP, _BETWEEN = 4, 10


class Ticks(Flowable):
    """One box for each word, beside each other or, `stacked`, under each other.

    `spoken` says what the boxes are for, to those who do not see them.
    """

    def __init__(
        self, words: tuple[str, ...], size: float, box: float, spoken: str, *, stacked: bool = False
    ) -> None:
        super().__init__()
        self.words, self.size, self.box, self.spoken = words, size, box, spoken
        self.stacked = stacked

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        widths = [self._width(word) for word in self.words]
        if self.stacked:
            return max(widths), self._line() * len(widths) - self._leading()
        return sum(widths) + _BETWEEN * (len(widths) - 1), self._line() - self._leading()

    def draw(self) -> None:
        canvas: Any = self.canv
        with canvas.marked(Element("P"), self.spoken):
            x, y = 0.0, self._line() * (len(self.words) - 1) if self.stacked else 0.0
            for word in self.words:
                self._draw_one(canvas, word, x, y)
                if self.stacked:
                    y -= self._line()
                else:
                    x += self._width(word) + _BETWEEN

    def _draw_one(self, canvas: Any, word: str, x: float, y: float) -> None:
        canvas.saveState()
        canvas.setStrokeColor(INK)
        canvas.setFillColor(INK)
        canvas.setLineWidth(0.9)
        canvas.rect(x, y, self.box, self.box, stroke=1, fill=0)
        if word:
            canvas.setFont(fonts.BODY, self.size)
            canvas.drawString(x + self.box + _GAP, y + (self.box - self.size * 0.72) / 2, word)
        canvas.restoreState()

    def _width(self, word: str) -> float:
        return self.box + (_GAP + fonts.width(word, fonts.BODY, self.size) if word else 0)

    def _line(self) -> float:
        return self.box + self._leading()

    def _leading(self) -> float:
        return self.box * 0.35
