"""First to fund: which gap releases most people for a pound; no weights beside these two."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engagement_app.domain.amounts import half_up
from engagement_app.resourcing.report import GapReport, RoleGap


@dataclass(frozen=True, slots=True)
class Turn:
    """A role in its turn.

    `a_person` is its gap for each person who waits on it, None where nobody does. `pence` and
    `people` are what it and all roles before it come to; of the people each counts once, by the
    first role that they wait on.
    """

    role: RoleGap
    a_person: int | None
    pence: int
    people: int


def first_to_fund(report: GapReport) -> tuple[Turn, ...]:
    """The roles with a gap: most people waiting for a pound of gap first.

    Of equal ones that with more people, then by title and id; where nobody waits, the smallest gap
    first. A role without a gap, or not costed, has nothing to be funded and no turn.
    """
    return tuple(_turns(sorted((role for role in report.roles if role.gap), key=_order), report))


def _order(role: RoleGap) -> tuple[Fraction, int, int, str, str]:
    a_pound = Fraction(role.people_waiting, role.gap)
    return -a_pound, -role.people_waiting, role.gap, role.title, role.id


def _turns(roles: list[RoleGap], report: GapReport) -> Iterator[Turn]:
    waiting = _waiting(report)
    pence, people = 0, set[str]()
    for role in roles:
        pence += role.gap
        people |= waiting.get(role.id, set())
        yield Turn(role, _a_person(role), pence, len(people))


def _a_person(role: RoleGap) -> int | None:
    if not role.people_waiting:
        return None
    return half_up(Decimal(role.gap) / role.people_waiting)


def _waiting(report: GapReport) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for each in report.ledger.follow_ups:
        if each.status == "open" and each.role_id and each.whom:
            found[each.role_id].add(each.whom)
    return found
