"""What of each fund counts: a fund promised twice counts once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from engagement_app.resourcing.ledger import Allocation, Fund
from engagement_app.resourcing.report import OverPromisedFund

COUNTED = ("confirmed", "applied")


def counted(funds: Iterable[Fund], allocations: Iterable[Allocation]) -> dict[str, int]:
    """Pence that count of each allocation, by its id; those of other funds count nothing."""
    by_fund = _by_fund(allocations)
    found: dict[str, int] = {}
    for fund in funds:
        if fund.status in COUNTED:
            found |= _within(fund.amount, by_fund.get(fund.id, []))
    return found


def over_promised(
    funds: Iterable[Fund], allocations: Iterable[Allocation]
) -> tuple[OverPromisedFund, ...]:
    """The funds whose allocations add up to more than they hold, by name (none last), then id."""
    by_fund = _by_fund(allocations)
    found = []
    for fund in funds:
        promised = sum(each.amount for each in by_fund.get(fund.id, []))
        if fund.status in COUNTED and promised > fund.amount:
            found.append(OverPromisedFund(fund.id, fund.name, fund.amount, promised))
    return tuple(sorted(found, key=lambda fund: (fund.title is None, fund.title or "", fund.id)))


def _by_fund(allocations: Iterable[Allocation]) -> Mapping[str, list[Allocation]]:
    grouped: dict[str, list[Allocation]] = defaultdict(list)
    for each in allocations:
        grouped[each.fund_id].append(each)
    return grouped


def _within(amount: int, allocations: list[Allocation]) -> dict[str, int]:
    """Each allocation, scaled down to the fund in whole pence by largest remainder.

    Equal remainders go to the id that sorts first.
    """
    promised = sum(each.amount for each in allocations)
    if promised <= amount:
        return {each.id: each.amount for each in allocations}
    shares = {each.id: each.amount * amount // promised for each in allocations}
    remainders = {each.id: each.amount * amount % promised for each in allocations}
    short = amount - sum(shares.values())
    for each in sorted(shares, key=lambda each: (-remainders[each], each))[:short]:
        shares[each] += 1
    return shares
