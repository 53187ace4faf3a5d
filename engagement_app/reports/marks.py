"""A mark and a word: circles full, half and empty, for quick reading also in grey."""

from typing import Any

from reportlab.platypus import Flowable

from engagement_app.reports import fonts
from engagement_app.reports.styles import CELL_LEADING, CELL_SIZE, INK, SOLID, STEP_SIZE, WHITE

_RADIUS = 3.4
_WORDS_AT = 10

# mark: how much of the circle is filled, in degrees; None: no circle, a dash.
_FILLED = {"met": 360, "partly": 180, "not_met": 0, "not_known": 0, "not_applicable": None}
_DOTTED = ("not_known",)


class Mark(Flowable):
    """One state of a lens: `words` are our own, and may be of several lines."""

    def __init__(self, state: str, words: str) -> None:
        super().__init__()
        self.state = state
        self.lines = words.split("\n")

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, CELL_LEADING * len(self.lines)

    def draw(self) -> None:
        canvas: Any = self.canv
        baseline = CELL_LEADING * len(self.lines) - CELL_SIZE
        canvas.saveState()
        _draw_mark(canvas, self.state, _RADIUS + 0.5, baseline + 3.3)
        canvas.setFillColor(INK)
        canvas.setFont(fonts.BODY, STEP_SIZE)
        for number, line in enumerate(self.lines):
            canvas.drawString(_WORDS_AT, baseline - number * CELL_LEADING, line)
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
