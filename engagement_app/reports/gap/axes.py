"""The belt on two axes from a common middle: one end grows to the left, the other to the right."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from reportlab.platypus import Flowable

from engagement_app.language import _
from engagement_app.reports import charts
from engagement_app.reports.styles import WIDTH
from engagement_app.reports.tables import BARS, laid_out
from engagement_app.reports.text import Strong, Typesetter
from engagement_app.resourcing.two_ends import Axis, Share, words_of

_GUTTER = 20
_SIDE = (WIDTH - _GUTTER) / 2
_EDGE = 8
"""What a cell leaves free beside a bar."""


def chart(typeset: Typesetter, axes: Sequence[Axis]) -> list[Flowable]:
    """Both axes side by side; in large print one below the other."""
    if typeset.look.is_large:
        return [_one_axis(typeset, axis) for axis in axes]
    left, right = axes
    rows: list[list[Any]] = [
        [typeset("cell right", Strong(left.title)), "", typeset("cell", Strong(right.title))]
    ]
    for one, other in zip_longest(left.shares, right.shares):
        rows.append([_words(typeset, one, "cell right"), "", _words(typeset, other, "cell")])
        rows.append([_bar(left, one, mirrored=True), "", _bar(right, other)])
    return [laid_out(rows, [_SIDE, _GUTTER, _SIDE], BARS, spaceAfter=8)]


def _one_axis(typeset: Typesetter, axis: Axis) -> Flowable:
    rows: list[list[Any]] = [[typeset("cell", Strong(axis.title))]]
    for share in axis.shares:
        rows += [[_words(typeset, share, "cell")], [_bar(axis, share, room=WIDTH)]]
    return laid_out(rows, [WIDTH], BARS, spaceAfter=8)


def _words(typeset: Typesetter, share: Share | None, style: str) -> Any:
    return "" if share is None else typeset(style, words_of(share))


def _bar(axis: Axis, share: Share | None, room: float = _SIDE, *, mirrored: bool = False) -> Any:
    if share is None:
        return ""
    told = _("{end}. {share}.").format(end=axis.title, share=words_of(share))
    percent = None if share.percent is None else float(share.percent)
    return charts.share_bar(percent, room - _EDGE, told, mirrored=mirrored)
