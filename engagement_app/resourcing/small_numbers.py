"""The small-number rule: which counts of people may be printed, and how.

Counts 1 to 7 are hidden and the others rounded to 5, or, unrounded, those under 5 or under 10 are
hidden. A hidden count that the printed ones would give away takes the smallest printed one with
it into hiding (all that are equally small), at last the total; in tables that are rounded this is
seldom needed. Somebody who knows this rule and tries every table finds no hidden count either.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from engagement_app.domain.amounts import percent_share
from engagement_app.language import _

LEAST_BASE = 20
_STEP = 5
Range = tuple[int, int]


class Rule(NamedTuple):
    """Counts from 1 up to `under` - 1 are hidden; what is printed is rounded to 5, or is not."""

    key: str
    under: int
    rounds: bool
    name: str


RULES = (
    Rule("rounded", 8, True, _("Hide 1 to 7 and round to 5")),
    Rule("under_5", 5, False, _("Hide under 5")),
    Rule("under_10", 10, False, _("Hide under 10")),
)
DEFAULT = RULES[0]


class Shown(NamedTuple):
    """What is printed of a column of counts, in its order; None is hidden."""

    counts: tuple[int | None, ...]
    total: int | None

    @property
    def hidden(self) -> int:
        """How many figures are hidden, the total among them."""
        return (*self.counts, self.total).count(None)


def shown(counts: Sequence[int], rule: Rule, total: int | None = None) -> Shown:
    """A column of counts as it may be printed.

    `total` is the number in all where people stand in several rows, else the sum.
    """
    total = sum(counts) if total is None else total
    hidden = {at for at, count in enumerate(counts) if is_small(count, rule)}
    total_printed = not is_small(total, rule)
    while total_printed and _gives_away(counts, hidden, total, rule):
        printed = {at for at, count in enumerate(counts) if count and at not in hidden}
        if printed:
            # All of the smallest: which of equal ones is hidden would tell who knows this rule.
            smallest = min(counts[at] for at in printed)
            hidden |= {at for at in printed if counts[at] == smallest}
        else:
            total_printed = False
    return Shown(
        tuple(None if at in hidden else as_printed(count, rule) for at, count in enumerate(counts)),
        as_printed(total, rule) if total_printed else None,
    )


def one(count: int, rule: Rule) -> int | None:
    """A count that stands alone."""
    return None if is_small(count, rule) else as_printed(count, rule)


def about(count: int | None, rule: Rule) -> str:
    """A printed count in a sentence: `about 145`, `12`, `fewer than 8`."""
    if count is None:
        return _("fewer than {number}").format(number=rule.under)
    return (
        _("about {number}").format(number=f"{count:,}") if rule.rounds and count else f"{count:,}"
    )


def percent(part: int, base: int, rule: Rule) -> Decimal | None:
    """Percent as the printed figures give it; None where one is hidden or the base under 20."""
    printed, printed_base = one(part, rule), one(base, rule)
    if base < LEAST_BASE or printed is None or printed_base is None:
        return None
    return percent_share(printed, printed_base)


def is_small(count: int, rule: Rule) -> bool:
    """Whether it is hidden for what it is."""
    return 0 < count < rule.under


def as_printed(count: int, rule: Rule) -> int:
    """A count that is not hidden."""
    return (count + _STEP // 2) // _STEP * _STEP if rule.rounds else count


def could_be(count: int, rule: Rule) -> Range:
    """What a printed figure may stand for, as far as its reader can tell."""
    if count == 0 or not rule.rounds:
        return count, count
    printed = as_printed(count, rule)
    return max(rule.under, printed - _STEP // 2), printed + _STEP // 2


def _gives_away(counts: Sequence[int], hidden: Iterable[int], total: int, rule: Rule) -> bool:
    """Whether a reader who subtracts the printed figures from the total finds a hidden one.

    Each hidden count is at least 1. The reader may also suppose that all of them are small.
    """
    places = set(hidden)
    if not places:
        return False
    printed = [could_be(count, rule) for at, count in enumerate(counts) if at not in places]
    most = could_be(max(total, sum(counts)), rule)[1] - sum(low for low, _high in printed)
    least = could_be(total, rule)[0] - sum(high for _low, high in printed)
    suppositions: tuple[Callable[[Range, int], Range | None], ...] = (_any_size, _all_small(rule))
    ranges = (suppose((least, most), len(places)) for suppose in suppositions)
    return any(found[0] >= found[1] for found in ranges if found)


def _any_size(left: Range, number: int) -> Range:
    """From what to what each of so many hidden counts may be that add up to what is left."""
    least, most = left
    return (max(1, least) if number == 1 else 1), most - (number - 1)


def _all_small(rule: Rule) -> Callable[[Range, int], Range | None]:
    """The same where all are supposed to be small; None where they cannot be."""
    largest = rule.under - 1

    def within(left: Range, number: int) -> Range | None:
        least, most = left
        if least > largest * number or most < number:
            return None
        return max(1, least - largest * (number - 1)), min(largest, most - (number - 1))

    return within
