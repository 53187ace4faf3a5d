"""Counts of things by what they are: a bar and a figure each; in large print a table."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from engagement_app.language import _
from engagement_app.reports import charts
from engagement_app.reports.small_numbers import shown
from engagement_app.reports.styles import WIDTH
from engagement_app.reports.tables import BARS, Cell, Column, laid_out, table, text_cell
from engagement_app.reports.text import Typesetter, shortened

_LABEL, _FIGURE = 215, 50
_LONGEST = 60
Counts = Sequence[tuple[str, int | None]]
"""What was counted and how often, None where that is hidden."""


def bars(typeset: Typesetter, words: str, of: str, counts: Counts) -> list[Flowable]:
    """`words` say what the lines are, `of` what was counted."""
    if typeset.look.is_large:
        return counted(typeset, words, of, counts)
    most = max((count or 0 for _name, count in counts), default=0)
    room = WIDTH - _LABEL - _FIGURE
    rows = [_row(typeset, of, name, count, most, room) for name, count in counts]
    # A row each: as one table it would go to the next page as a whole.
    lines = [laid_out([row], [_LABEL, _FIGURE, room], BARS) for row in rows]
    return [*lines, Spacer(0, 6)]


def _row(
    typeset: Typesetter, of: str, name: str, count: int | None, most: int, room: float
) -> list[Flowable]:
    told = _("{name}: {count}, {of}").format(name=name, count=shown(count), of=of)
    bar = charts.bar([(charts.solid, count or 0)], most, room - 8, told)
    return [
        typeset("cell", shortened(name, _LONGEST)),
        typeset("cell right", shown(count)),
        bar if count else Spacer(0, 0),
    ]


def counted(typeset: Typesetter, words: str, of: str, counts: Counts) -> list[Flowable]:
    """The same as a table."""
    columns = [Column(words), Column(of, 110, numbers=True)]
    rows: list[list[Cell]] = [[text_cell(typeset, name), shown(count)] for name, count in counts]
    return table(typeset, columns, rows, room=430)
