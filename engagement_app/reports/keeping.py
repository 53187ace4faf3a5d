"""What stays together at the end of a page: no heading, and no row of a table, stands alone."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, Table

from engagement_app.reports.headings import Bookmark
from engagement_app.reports.lists import Point
from engagement_app.reports.structure import Element
from engagement_app.reports.styles import WIDTH, Look

# In normal print; rows that come to so much do not look lost.
_STANDS_OUT = 60
# A heading and what is below it come to this much, or to the first rows of a table.
_ENOUGH = 120
_MOST = 0.7
"""The part of a page that may stay empty so that a whole part of a paper stays together."""


class KeptTable(Table):
    """A table that leaves some rows on either side of the end of a page, or stays whole.

    Some rows are at least two, and as many as stand out. Those that do not fit on one page are
    left as they come.
    """

    look: Look

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        size: tuple[float, float] = super().wrap(width, height)
        # Finding the heights of rows takes the time; once found they stay.
        table: Any = self
        table._argH = self._heights()
        return size

    def split(self, width: float, height: float) -> list[Flowable]:
        rows = self._rows_before_the_break(height)
        if not rows:
            return []
        parts: list[Any] = super().split(width, sum(self._heights()[:rows]))
        for part in parts:
            part.look = self.look
        return parts

    def opening(self) -> float:
        """The height of its first rows, which stand under the heading above it."""
        self.wrap(WIDTH, self.look.later_height)
        return sum(self._heights()[: self._first_rows()])

    def _rows_before_the_break(self, height: float) -> int:
        heights = self._heights()
        fitting = sum(1 for end in accumulate(heights) if end <= height)
        first = self._first_rows()
        wanted = min(fitting, len(heights) - self._some(reversed(heights)))
        if wanted >= first:
            return wanted
        return 0 if sum(heights[:first]) <= self.look.later_height else fitting

    def _first_rows(self) -> int:
        """How many rows stand together at its top; all of them where too few would be left."""
        heights, head = self._heights(), int(self.repeatRows)
        first = head + self._some(heights[head:])
        return first if first + self._some(reversed(heights)) <= len(heights) else len(heights)

    def _heights(self) -> list[float]:
        table: Any = self
        return list(table._rowHeights)

    def _some(self, heights: Iterable[float]) -> int:
        """How many of the rows are enough not to look lost."""
        count = 0
        for count, total in enumerate(accumulate(heights), start=1):
            if count > 1 and total >= self.look.points(_STANDS_OUT):
                break
        return count


def kept(story: Sequence[Flowable], look: Look) -> list[Flowable]:
    """The story with a page ended before each heading, and each last point, that would stand
    alone.
    """
    made: list[Flowable] = []
    for place, each in enumerate(story):
        if isinstance(each, Bookmark) and not _follows_a_heading(made):
            made.append(beginning(islice(story, place, None), look))
        elif last := _last_points(story, place):
            made.append(CondPageBreak(_at_most_half(last, look)))
        made.append(each)
    return made


def beginning(story: Iterable[Flowable], look: Look) -> CondPageBreak:
    """Ends the page where there is no room for the heading and what must not be parted from it."""
    return CondPageBreak(_opening(story, look))


def together(story: Sequence[Flowable], look: Look, most: float = _MOST) -> list[Flowable]:
    """The story on one page, unless it takes more than this part of one."""
    needed = height_of(story, look)
    return list(story) if needed > look.later_height * most else [CondPageBreak(needed), *story]


def height_of(story: Iterable[Flowable], look: Look) -> float:
    """In points, with the room between the flowables."""
    total, after = 0.0, 0.0
    for each in story:
        total += max(each.getSpaceBefore(), after) + each.wrap(WIDTH, look.later_height)[1]
        after = each.getSpaceAfter()
    return total


def _at_most_half(story: Sequence[Flowable], look: Look) -> float:
    """The height of points, or of the last alone, that may leave half a page empty; else 0."""
    height = height_of(story, look)
    return height if height <= look.later_height / 2 else 0


def _last_points(story: Sequence[Flowable], place: int) -> Sequence[Flowable]:
    """At the last but one of three points or more: it and the last. At the last: that alone."""
    before, this, after, later = (_list_of(story, place + step) for step in (-1, 0, 1, 2))
    if this is None or before is not this:
        return ()
    if after is this:
        return () if later is this else story[place : place + 2]
    return story[place : place + 1] if _list_of(story, place - 2) is this else ()


def _list_of(story: Sequence[Flowable], place: int) -> Element | None:
    each = story[place] if 0 <= place < len(story) else None
    return each.whole if isinstance(each, Point) else None


def _follows_a_heading(made: Sequence[Flowable]) -> bool:
    """A heading right below another goes with it: there the page was ended, if it had to be."""
    return len(made) > 1 and isinstance(made[-2], Bookmark)


def _opening(story: Iterable[Flowable], look: Look) -> float:
    """The height of a heading and of what must not be parted from it."""
    total, after = 0.0, 0.0
    for each in story:
        total += max(each.getSpaceBefore(), after)
        if isinstance(each, CondPageBreak):
            total += each.height
            break
        if isinstance(each, KeptTable):
            total += each.opening()
            break
        total += _stays_whole(each, look)
        after = each.getSpaceAfter()
        if total >= look.points(_ENOUGH) and not _is_heading(each):
            break
    # What is wanted together is given up where it would leave half a page empty.
    return min(total, look.later_height / 2)


def _is_heading(each: Flowable) -> bool:
    element = getattr(each, "element", None)
    return isinstance(each, Bookmark) or (element is not None and element.tag.startswith("H"))


def _stays_whole(each: Flowable, look: Look) -> float:
    """The height of a flowable; of a list's long point so much as may stand before the break."""
    height: float = each.wrap(WIDTH, look.later_height)[1]
    return min(height, look.points(_STANDS_OUT)) if isinstance(each, Point) else height
