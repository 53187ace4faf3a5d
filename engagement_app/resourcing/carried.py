"""Who carries the gap: unpaid hours side by side at three rates, never added to the ask."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from engagement_app.domain.amounts import half_up
from engagement_app.resourcing.ledger import Rate, Time
from engagement_app.resourcing.report import Carrier

FLOOR, LIVING_WAGE = "statutory_floor", "real_living_wage"


def is_given(time: Time) -> bool:
    """Whether nobody paid for these hours."""
    return time.paid_from != "fund"


def carriers(
    times: Iterable[Time],
    hourly_costs: Mapping[str, int],
    rates: Iterable[Rate],
    names: Mapping[str, str],
) -> tuple[Carrier, ...]:
    """One row per organisation of the unpaid hours, one for those of none; most hours first."""
    rates = list(rates)
    by_organisation: dict[str | None, list[Time]] = defaultdict(list)
    for time in times:
        if is_given(time):
            by_organisation[time.organisation_id].append(time)
    rows = [
        Carrier(
            organisation,
            names.get(organisation) if organisation else None,
            sum((time.hours for time in given), Decimal(0)),
            _at_rate(given, rates, FLOOR),
            _at_rate(given, rates, LIVING_WAGE),
            half_up(sum((t.hours * hourly_costs[t.role_id] for t in given), Decimal(0))),
        )
        for organisation, given in by_organisation.items()
    ]
    return tuple(sorted(rows, key=_order))


def _order(row: Carrier) -> tuple[Decimal, bool, str, str]:
    return -row.hours, row.organisation is None, row.organisation or "", row.organisation_id or ""


def _at_rate(given: list[Time], rates: list[Rate], kind: str) -> int | None:
    """The exact sum rounded once; None where any day has no rate of the kind in force."""
    of_kind = [rate for rate in rates if rate.kind == kind]
    total = Decimal(0)
    for time in given:
        amount = rate_on(of_kind, time.worked_on)
        if amount is None:
            return None
        total += time.hours * amount
    return half_up(total)


def rate_on(rates: Iterable[Rate], day: str) -> int | None:
    """Pence an hour on a day: of the rates in force the latest valid_from, then the lowest."""
    fitting = [
        rate
        for rate in rates
        if (rate.valid_from or "") <= day and (rate.valid_to is None or day <= rate.valid_to)
    ]
    if not fitting:
        return None
    newest = max(rate.valid_from or "" for rate in fitting)
    return min(rate.amount for rate in fitting if (rate.valid_from or "") == newest)
