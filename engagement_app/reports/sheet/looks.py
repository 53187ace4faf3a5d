"""How the sign-in sheet looks in its two sizes: a table of measures in points."""

from typing import NamedTuple


class Look(NamedTuple):
    """The sizes of one print."""

    size: float
    """Of the text beside tick boxes."""
    box: float
    """The side of a tick box: the width of a pen's cross."""
    number: float
    name: float | None
    organisation: float | None
    """Widths of columns; without one, organisations stand under the names."""
    here: float
    answers: float
    padding: float
    """Above and below each line: room enough to write by hand."""
    slips: tuple[int, int]
    """Slips beside and below each other on a page."""
    stacked: bool
    """Whether the boxes of a question stand under each other."""


NORMAL = Look(11, 12, 36, None, 118, 40, 88, 6.5, (2, 4), False)
LARGE = Look(16, 17, 48, None, None, 58, 100, 5, (1, 3), True)


def look_of(large: bool) -> Look:
    """Large print has at least 16 points everywhere."""
    return LARGE if large else NORMAL
