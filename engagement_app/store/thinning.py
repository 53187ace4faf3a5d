"""Which copies of a file may go: many of the last days, fewer of the months before.

Kept are all of two days, then the newest of each of 14 days, 8 weeks and 12 months that have any.
Days are those of UTC, as the manifests have them; a copy without a manifest is left alone.
None but the newest is kept once the time is over for which people are kept.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from engagement_app.store.copies import Copy, list_copies, remove_copies

IsOver = Callable[[datetime], bool]
_ALL_OF = timedelta(days=2)
_A_DAY = timedelta(days=1)
_PERIODS: tuple[tuple[Callable[[datetime], tuple[int, ...]], int], ...] = (
    (lambda moment: (moment.year, moment.month, moment.day), 14),
    (lambda moment: tuple(moment.isocalendar())[:2], 8),
    (lambda moment: (moment.year, moment.month), 12),
)


def for_ever(_made_at: datetime) -> bool:
    """The time for which people are kept where nobody set one: it is never over."""
    return False


def thin(
    path: Path, folder: Path, now: datetime | None = None, is_over: IsOver = for_ever
) -> list[Path]:
    """Remove the copies of the file in this folder that may go; gives which.

    Only those of the file of which the newest is a copy: another of the same name has its own.
    `is_over` says whether nobody may be kept any more as they were at a moment.
    """
    copies = [copy for copy in list_copies(path, [folder]) if copy.manifest]
    newest = max(copies, key=_order, default=None)
    own = [copy for copy in copies if newest and _origin(copy) == _origin(newest)]
    gone = [copy.path for copy in to_remove(own, now or datetime.now(UTC), is_over)]
    remove_copies(gone)
    return gone


def to_remove(copies: Iterable[Copy], now: datetime, is_over: IsOver = for_ever) -> list[Copy]:
    """Of these copies, those that may go: never the newest, and none where the clock went back."""
    proved = sorted((copy for copy in copies if copy.manifest), key=_order)
    if not proved or _went_back([copy.made_at for copy in proved] + [now]):
        return []
    kept = set(map(id, _kept(proved[::-1], now)))
    over = set(map(id, _over(proved, is_over)))
    return [copy for copy in proved if id(copy) not in kept or id(copy) in over]


def _over(proved: list[Copy], is_over: IsOver) -> list[Copy]:
    """Those whose time is over; none where all but the newest would go and no copy of a day before
    it bears its date out: a clock that runs years ahead takes nothing with it."""
    *older, newest = proved
    over = [copy for copy in older if is_over(copy.made_at)]
    of_days_before = (copy for copy in older if newest.made_at - copy.made_at >= _A_DAY)
    return over if any(not is_over(copy.made_at) for copy in of_days_before) else []


def _kept(newest_first: list[Copy], now: datetime) -> Iterator[Copy]:
    yield newest_first[0]
    recent = [copy for copy in newest_first if now - copy.made_at <= _ALL_OF]
    yield from recent
    left = newest_first[len(recent) :]
    for period_of, most in _PERIODS:
        periods: set[tuple[int, ...]] = set()
        while left and (period_of(_utc(left[0])) in periods or len(periods) < most):
            copy = left.pop(0)
            if period_of(_utc(copy)) not in periods:
                periods.add(period_of(_utc(copy)))
                yield copy


def _order(copy: Copy) -> tuple[int, datetime]:
    """Which was made after which: by its number, as clocks are set."""
    return (copy.manifest.number if copy.manifest else 0), copy.made_at


def _went_back(moments: list[datetime]) -> bool:
    return any(later < earlier for earlier, later in pairwise(moments))


def _origin(copy: Copy) -> str:
    return copy.manifest.origin if copy.manifest else ""


def _utc(copy: Copy) -> datetime:
    return copy.made_at.astimezone(UTC)
