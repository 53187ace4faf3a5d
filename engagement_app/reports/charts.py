"""Charts as vectors; fills differ by pattern, so that they stay apart in grey."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from reportlab.graphics.shapes import Drawing, Group, Line, Rect

from engagement_app.reports.fonts import BODY
from engagement_app.reports.pictures import Picture
from engagement_app.reports.styles import INK, SOLID, WHITE

HEIGHT = 10
_GAP = 3.5

Fill = Callable[[float, float], Group]


def solid(x: float, width: float) -> Group:
    """A dark part of a bar."""
    return Group(_box(x, width, SOLID))


def hatched(x: float, width: float) -> Group:
    """A part of a bar with slanting lines."""
    return Group(_box(x, width, WHITE), *_slants(x, width))


def empty(x: float, width: float) -> Group:
    """A white part of a bar, with its edge only."""
    return Group(_box(x, width, WHITE))


def _box(x: float, width: float, fill: Any) -> Rect:
    return Rect(x, 1, width, HEIGHT, fillColor=fill, **_EDGED)


def _slants(x: float, width: float) -> Iterator[Line]:
    start = x - HEIGHT
    while start < x + width:
        left, right = max(start, x), min(start + HEIGHT, x + width)
        yield Line(left, 1 + left - start, right, 1 + right - start, **_THIN)
        start += _GAP


_EDGED: dict[str, Any] = {"strokeColor": INK, "strokeWidth": 0.8}
_THIN: dict[str, Any] = {"strokeColor": INK, "strokeWidth": 0.6}


def bar(parts: Sequence[tuple[Fill, int]], whole: int, room: float, words: str) -> Picture:
    """One bar of several parts, side by side; `whole` is what `room` points stand for.

    `words` say the same as the bar.
    """
    drawing = _drawing(room)
    x = 0.5
    scale = (room - 1) / whole if whole else 0
    for fill, amount in parts:
        if amount:
            drawing.add(fill(x, amount * scale))
            x += amount * scale
    return Picture(drawing, words)


def share_bar(percent: float | None, room: float, words: str, *, mirrored: bool = False) -> Picture:
    """A whole as an outline, the part of it filled; of nothing, a broken outline.

    `mirrored`: it grows from the right.
    """
    drawing = _drawing(room)
    whole = _box(0.5, room - 1, WHITE)
    if percent is None:
        whole.strokeDashArray = [2, 2]
    drawing.add(whole)
    if percent:
        part = (room - 1) * min(1.0, percent / 100)
        drawing.add(solid(room - 0.5 - part if mirrored else 0.5, part))
    return Picture(drawing, words)


def swatch(fill: Fill) -> Picture:
    """A small sample of a fill, for a legend."""
    drawing = _drawing(18)
    drawing.add(fill(0.5, 17))
    return Picture(drawing)


def _drawing(width: float) -> Drawing:
    # Without a font of its own a drawing brings in Helvetica, which is not embedded.
    return Drawing(width, HEIGHT + 2, initialFontName=BODY)
