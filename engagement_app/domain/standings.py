"""Where everybody stands at one event, each person once, as one small number each.

With it the counts are right after every act without counting anew: at an event of 100,000
counting took 0.2 s.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from engagement_app.domain.attendance import UNEXPECTED

IN_ORDER = ("here", "left", "expected", "excused", "did_not_come")
"""Of several attendances of one person at one event, the first of these speaks."""
CAME = ("here", "left")
_WALKED_IN = 8
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many: people once each, nameless attendances among them, and the tallies beside."""

    expected: int = 0
    here: int = 0
    walk_ins: int = 0
    left: int = 0
    nameless: int = 0


@dataclass
class Standings(Generic[Key]):
    """By person, or by attendance without one, where they stand."""

    _of: dict[Key, int] = field(default_factory=dict)
    _counts: Counter[int] = field(default_factory=Counter)

    def __contains__(self, key: object) -> bool:
        return key in self._of

    def add(self, key: Key, status: str, source: str) -> None:
        """One attendance of somebody, perhaps one of several."""
        new = code(status, source)
        before = self._of.get(key)
        self._put(key, new if before is None else _both(before, new))

    def put(self, key: Key, attendances: Iterable[tuple[str, str]]) -> None:
        """All attendances of somebody, each with its status and source; none: off the list."""
        before = self._of.pop(key, None)
        if before is not None:
            self._counts[before] -= 1
        for status, source in attendances:
            self.add(key, status, source)

    def numbers(self, nameless: int) -> Numbers:
        """The counts; the tallies of the nameless are counted elsewhere."""
        by_status: Counter[str] = Counter()
        for each, count in self._counts.items():
            by_status[IN_ORDER[each % _WALKED_IN]] += count
        return Numbers(
            expected=by_status["expected"],
            here=by_status["here"],
            walk_ins=sum(n for each, n in self._counts.items() if each >= _WALKED_IN),
            left=by_status["left"],
            nameless=nameless,
        )

    def _put(self, key: Key, new: int) -> None:
        before = self._of.get(key)
        if before is not None:
            self._counts[before] -= 1
        self._of[key] = new
        self._counts[new] += 1


def code(status: str, source: str) -> int:
    """A status and whether they walked in."""
    walked_in = source in UNEXPECTED and status in CAME
    return IN_ORDER.index(status) + _WALKED_IN * walked_in


def _both(one: int, other: int) -> int:
    """Of two attendances of one person: the first status speaks; walked in is walked in."""
    return min(one % _WALKED_IN, other % _WALKED_IN) + max(one, other) // _WALKED_IN * _WALKED_IN
