"""A mark and a word: circles full, half and empty, for quick reading also in grey."""

from typing import Any

from reportlab.platypus import Flowable

from engagement_app.reports import fonts
from engagement_app.reports.styles import INK, SOLID, WHITE, Look

_RADIUS = 3.4
_WORDS_AT = 10

# mark: how much of the circle is filled, in degrees; None: no circle, a dash.
_FILLED = {"met": 360, "partly": 180, "not_met": 0, "not_known": 0, "not_applicable": None}
_DOTTED = ("not_known",)


class Mark(Flowable):
    """One state of a lens: `words` are our own, and may be of several lines."""

    def __init__(self, state: str, words: str, look: Look) -> None:
        super().__init__()
        self.state = state
        self.look = look
        self.lines = words.split("\n")

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, self.look.styles["cell"].leading * len(self.lines)

    def least_width(self) -> float:
        """The width it needs, in points."""
        size = self.look.styles["cell"].fontSize
        widest = max(fonts.width(line, fonts.BODY, size) for line in self.lines)
        return self.look.points(_WORDS_AT) + widest

    def draw(self) -> None:
        canvas: Any = self.canv
        style: Any = self.look.styles["cell"]
        baseline = style.leading * len(self.lines) - style.fontSize
        canvas.saveState()
        canvas.saveState()
        canvas.translate(0, baseline)
        canvas.scale(self.look.points(1), self.look.points(1))
        _draw_mark(canvas, self.state, _RADIUS + 0.5, 3.6)
        canvas.restoreState()
        canvas.setFillColor(INK)
        for number, line in enumerate(self.lines):
            y = baseline - number * style.leading
            canvas.write(line, fonts.BODY, style.fontSize, self.look.points(_WORDS_AT), y)
        canvas.restoreState()


def _draw_mark(canvas: Any, state: str, x: float, y: float) -> None:
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.8)
    filled = _FILLED[state]
    if filled is None:
        canvas.line(x - _RADIUS, y, x + _RADIUS, y)
        return
    if state in _DOTTED:
        canvas.setDash(1.4, 1.4)
    canvas.setFillColor(SOLID if filled == 360 else WHITE)
    canvas.circle(x, y, _RADIUS, fill=1)
    if 0 < filled < 360:
        canvas.setFillColor(SOLID)
        canvas.wedge(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS, 90, filled, fill=1)
