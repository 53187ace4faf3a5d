"""What a role costs, who pays, and who works it off. All in pence.

Each named amount is rounded half up to the penny where it is made, and only there.
"""

from decimal import Decimal
from typing import NamedTuple

from engagement_app.domain.amounts import half_up


class Costing(NamedTuple):
    """The named amounts of one role."""

    staffing: int
    direct: int
    overhead: int
    full_cost: int
    confirmed: int
    pledged: int
    gap: int
    surplus: int
    subsidy: int
    carried: int
    needed: int
    status: str


def costing(
    *,
    hours_needed: Decimal,
    hourly_cost: int,
    other_costs: int,
    overhead_percent: Decimal,
    confirmed: int,
    pledged: int,
    hours_given: Decimal,
) -> Costing:
    """The arithmetic of one role; `overhead_percent` is its own, else the project's, else 0."""
    staffing = half_up(hours_needed * hourly_cost)
    direct = staffing + other_costs
    overhead = half_up(direct * overhead_percent / 100)
    full_cost = direct + overhead
    gap = max(0, full_cost - confirmed)
    subsidy = half_up(hours_given * hourly_cost)
    carried = min(gap, subsidy)
    return Costing(
        staffing=staffing,
        direct=direct,
        overhead=overhead,
        full_cost=full_cost,
        confirmed=confirmed,
        pledged=pledged,
        gap=gap,
        surplus=max(0, confirmed - full_cost),
        subsidy=subsidy,
        carried=carried,
        needed=gap - carried,
        status=_status(full_cost, gap, confirmed),
    )


def _status(full_cost: int, gap: int, confirmed: int) -> str:
    if full_cost == 0:
        return "not_costed"
    if gap == 0:
        return "funded"
    return "part_funded" if confirmed else "unfunded"
