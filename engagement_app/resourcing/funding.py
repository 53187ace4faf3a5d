"""What of each fund counts: a fund promised twice counts once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from engagement_app.resourcing.ledger import Allocation, Fund
from engagement_app.resourcing.report import FUND_STATUSES, FundLine, OverPromisedFund

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


def lines(
    funds: Iterable[Fund], allocations: Iterable[Allocation], organisations: Mapping[str, str]
) -> tuple[FundLine, ...]:
    """Every fund, confirmed ones first and closed ones last, then by name (none last) and id."""
    by_fund = _by_fund(allocations)
    ordered = sorted(
        funds,
        key=lambda fund: (
            FUND_STATUSES.index(fund.status),
            fund.name is None,
            fund.name or "",
            fund.id,
        ),
    )
    return tuple(
        _line(fund, sum(each.amount for each in by_fund.get(fund.id, [])), organisations)
        for fund in ordered
    )


def _line(fund: Fund, promised: int, organisations: Mapping[str, str]) -> FundLine:
    return FundLine(
        id=fund.id,
        title=fund.title,
        funder=fund.funder_name or organisations.get(fund.funder_organisation_id or ""),
        status=fund.status,
        amount=fund.amount,
        promised=promised,
        counted=min(promised, fund.amount) if fund.status == "confirmed" else 0,
        left=max(0, fund.amount - promised) if fund.status in COUNTED else None,
        starts_on=_day(fund.starts_on),
        ends_on=_day(fund.ends_on),
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


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
