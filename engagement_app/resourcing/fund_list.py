"""The funds of a project and what is promised from each, as a list on screen shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import Session

from engagement_app.resourcing.funding import counted, lines
from engagement_app.resourcing.ledger import Ledger
from engagement_app.resourcing.reading import read_funding
from engagement_app.resourcing.report import FundLine


class Promise(NamedTuple):
    """A part of a fund promised to a role; `counts` is what of it counts, after scaling."""

    id: str
    fund_id: str
    role_id: str
    role: str
    amount: int
    counts: int


@dataclass(frozen=True, slots=True)
class FundList:
    """Every fund and promise of a project, and the titles of its roles by id; pence."""

    funds: tuple[FundLine, ...] = ()
    promises: tuple[Promise, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()

    @property
    def unpromised(self) -> int:
        """Confirmed money that is promised to no role."""
        return unpromised_of(self.funds)

    def promises_of(self, fund_id: str) -> tuple[Promise, ...]:
        """What is promised from a fund, by the role's title."""
        return tuple(each for each in self.promises if each.fund_id == fund_id)

    def promised_to(self, role_id: str, fund_id: str) -> int:
        """The sum of what a fund promises to a role."""
        return sum(each.amount for each in self.promises_of(fund_id) if each.role_id == role_id)

    def role_title(self, role_id: str) -> str:
        """The title of a role; empty where there is none."""
        return dict(self.roles).get(role_id, "")


def list_funds(session: Session, project_id: str) -> FundList:
    """The funds in the order of the report, and every promise by the title of its role."""
    ledger = read_funding(session, project_id)
    return FundList(
        funds=lines(ledger.funds, ledger.allocations, ledger.organisations),
        promises=_promises(ledger),
        roles=tuple((role.id, role.title) for role in ledger.roles),
    )


def unpromised_of(funds: Iterable[FundLine]) -> int:
    """Pence of confirmed money that is promised to no role."""
    return sum(fund.left or 0 for fund in funds if fund.status == "confirmed")


def too_much(fund: FundLine) -> int:
    """Pence promised from a fund beyond what it holds; 0 where no money is to be had from it."""
    return 0 if fund.left is None else max(0, fund.promised - fund.amount)


def _promises(ledger: Ledger) -> tuple[Promise, ...]:
    counts = counted(ledger.funds, ledger.allocations)
    titles = {role.id: role.title for role in ledger.roles}
    found = (
        Promise(
            each.id,
            each.fund_id,
            each.role_id,
            titles[each.role_id],
            each.amount,
            counts.get(each.id, 0),
        )
        for each in ledger.allocations
    )
    return tuple(sorted(found, key=lambda each: (each.role.casefold(), each.id)))
