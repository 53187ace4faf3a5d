"""The small-number rule for a table of two ways at once, such as themes crossed with voices.

A reader may subtract along rows and down columns, and go round corners. So the table is looked at
as a net: each count is a pipe between its row and its column, each total one from outside to its
row. A hidden count is safe where it could be another number with all that is printed as it is:
that is so where one more or one less can go round a ring of pipes that are not fixed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from engagement_app.resourcing.small_numbers import Range, Rule, as_printed, could_be, is_small

_OUTSIDE = ("outside", 0)
_Node = tuple[str, int]
_Pipe = tuple[_Node, _Node]
_Bounds = Mapping[_Pipe, Range]


class Crossed(NamedTuple):
    """What is printed of the rows, and of the total of each; None is hidden."""

    rows: tuple[tuple[int | None, ...], ...]
    totals: tuple[int | None, ...]


def crossed(
    rows: Sequence[Sequence[int]], rule: Rule, hidden_rows: Iterable[int] = (), *, sums: bool
) -> Crossed | None:
    """A table whose rows add up to their totals, as it may be printed.

    `hidden_rows` are those whose totals are hidden elsewhere. `sums` is whether the true sums of
    the columns are known to the reader. None where too much would have to be hidden.
    """
    counts = _pipes(rows)
    hidden = {pipe for pipe, count in counts.items() if is_small(count, rule)}
    hidden |= {(_OUTSIDE, ("row", at)) for at in hidden_rows}
    while given_away := _given_away(counts, hidden, rule, sums):
        more = _smallest(counts, hidden, given_away)
        if not more:
            return None
        hidden |= more
    printed = {
        pipe: None if pipe in hidden else as_printed(count, rule) for pipe, count in counts.items()
    }
    return Crossed(
        tuple(
            tuple(printed[("row", at), ("column", place)] for place in range(len(row)))
            for at, row in enumerate(rows)
        ),
        tuple(printed[_OUTSIDE, ("row", at)] for at in range(len(rows))),
    )


def _pipes(rows: Sequence[Sequence[int]]) -> dict[_Pipe, int]:
    found: dict[_Pipe, int] = {}
    for at, row in enumerate(rows):
        found[_OUTSIDE, ("row", at)] = sum(row)
        found |= {(("row", at), ("column", place)): count for place, count in enumerate(row)}
    return found


def _given_away(
    counts: Mapping[_Pipe, int], hidden: set[_Pipe], rule: Rule, sums: bool
) -> _Pipe | None:
    """A hidden count that can be worked out, also where all of them are supposed to be small."""
    top = sum(counts.values()) + rule.under
    small = all(counts[pipe] < rule.under for pipe in hidden)
    for most in (top, rule.under - 1) if small else (top,):
        bounds = {
            pipe: (1, most) if pipe in hidden else could_be(count, rule)
            for pipe, count in counts.items()
        }
        ways = _ways(counts, bounds, sums)
        found = next((pipe for pipe in sorted(hidden) if not _moves(pipe, ways)), None)
        if found:
            return found
    return None


def _ways(counts: Mapping[_Pipe, int], bounds: _Bounds, sums: bool) -> set[_Pipe]:
    """From where to where one more could go: along what may grow, against what may shrink."""
    ways = {pipe for pipe, count in counts.items() if count < bounds[pipe][1]}
    ways |= {
        (end, start) for (start, end), count in counts.items() if count > bounds[start, end][0]
    }
    if not sums:
        columns = {end for _start, end in counts if end[0] == "column"}
        ways |= {way for each in columns for way in ((each, _OUTSIDE), (_OUTSIDE, each))}
    return ways


def _moves(pipe: _Pipe, ways: set[_Pipe]) -> bool:
    """Whether one more or one less can go round a ring through this pipe."""
    start, end = pipe
    back = (end, start)
    others = ways - {pipe, back}
    return (pipe in ways and _leads(others, end, start)) or (
        back in ways and _leads(others, start, end)
    )


def _leads(ways: set[_Pipe], start: _Node, end: _Node) -> bool:
    reached, last = {start}, {start}
    while last and end not in reached:
        last = {there for here, there in ways if here in last} - reached
        reached |= last
    return end in reached


def _smallest(counts: Mapping[_Pipe, int], hidden: set[_Pipe], found: _Pipe) -> set[_Pipe]:
    """What is hidden next: the smallest printed counts beside it, all that are equally small."""
    for near in _neighbours(found):
        printed = {
            pipe: count
            for pipe, count in counts.items()
            if count and pipe not in hidden and near(pipe)
        }
        if printed:
            least = min(printed.values())
            return {pipe for pipe, count in printed.items() if count == least}
    return set()


def _neighbours(found: _Pipe) -> Iterator[Callable[[_Pipe], bool]]:
    """The counts of the same row, its total, those of the same column, and any other."""
    row = found[1] if found[0] == _OUTSIDE else found[0]
    yield lambda pipe: pipe[0] == row
    yield lambda pipe: pipe[1] == row
    yield lambda pipe: pipe[1] == found[1]
    yield lambda _pipe: True
