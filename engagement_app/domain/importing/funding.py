"""Take a funding sheet into the file: a row is a fund, or one allocation of it to a role."""

from collections import defaultdict

from sqlmodel import Session

from engagement_app.domain.finding import list_titles
from engagement_app.domain.funds import Allocation, Fund, FundInput
from engagement_app.domain.importing.listing import ListPlan, Row
from engagement_app.domain.importing.promises import (
    tell_contradictions,
    tell_over_promised,
    tell_unpromised,
)
from engagement_app.domain.importing.roles import by_title, live_rows
from engagement_app.domain.importing.unknown import why_not_found
from engagement_app.domain.lists import FundingLine, ListRead
from engagement_app.domain.naming import fold
from engagement_app.domain.rules import in_order
from engagement_app.domain.view import load
from engagement_app.language import _

_FIELDS = {
    "funder": "funder_name",
    "fund": "title",
    "reference": "reference",
    "status": "status",
    "amount": "amount",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
}
_KEPT_WHERE_EMPTY = ("status", "amount", "reference")


def plan_funding(session: Session, project_id: str, read: ListRead[FundingLine]) -> ListPlan:
    """What the sheet would do; writes nothing."""
    listed = ListPlan(noticed=list(read.noticed), refused=list(read.refused))
    funds = _Funds(session, project_id, listed)
    for line in read.lines:
        funds.take(line)
    funds.finish()
    listed.refused.sort(key=lambda refused: refused.line)
    return listed


class _Funds:
    """The funds of the project and what they are promised to."""

    def __init__(self, session: Session, project_id: str, listed: ListPlan) -> None:
        self._project_id, self._listed = project_id, listed
        self._roles = by_title(session, "engagement_role", project_id)
        titles = [row.title for row in list_titles(session, "engagement_role", project_id)]
        self._titles = list(dict.fromkeys(titles))
        self._funds = live_rows(session, Fund, project_id=project_id)
        funders = {fund["funder_organisation_id"] for fund in self._funds} - {None}
        self._organisations = load(session, "organisation", funders)
        self._allocations: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in live_rows(session, Allocation):
            self._allocations[row["fund_id"], row["role_id"]].append(row)
        self._taken: list[tuple[FundingLine, Row, bool]] = []
        self._met: dict[tuple[str, str], int] = defaultdict(int)
        self._sayings: dict[str, list[FundingLine]] = defaultdict(list)

    def take(self, line: FundingLine) -> None:
        """One row: refused with a reason, or the fund and its allocation brought up to date."""
        alike = self._alike(line)
        reason = _several(alike) or self._unfit(line, alike) or self._unknown_role(line)
        if reason is not None:
            self._listed.refuse(line.line, reason)
            return
        fund = alike[0] if alike else None
        values = _values(line)
        if fund is None:
            entry = FundInput.parse(project_id=self._project_id, **values)
            fund = self._listed.new("fund", **dict(entry))
            self._funds.append(fund)
        else:
            self._listed.change("fund", fund, values)
        self._taken.append((line, fund, self._allocate(fund, line)))
        self._sayings[fund["id"]].append(line)

    def finish(self) -> None:
        """Tell of each row that was taken, once it is clear what became of its fund, and of what
        does not add up in the funds."""
        for line, fund, differs in self._taken:
            told = _("{fund}: taken").format(fund=line.fund or line.funder or line.reference)
            differs = differs or self._listed.is_new_or_changed("fund", fund)
            self._listed.tell(line.line, told, differs=differs)
        promised = self._promised()
        for fund in self._funds:
            lines = self._sayings.get(fund["id"], [])
            tell_contradictions(self._listed, lines)
            tell_over_promised(self._listed, lines, fund, promised[fund["id"]])
        if self._taken:
            tell_unpromised(self._listed, self._funds, promised)

    def _promised(self) -> dict[str, int]:
        """By fund, the pence that it promises to roles on record."""
        roles = {each for ids in self._roles.values() for each in ids}
        promised: dict[str, int] = defaultdict(int)
        for (fund_id, role_id), rows in self._allocations.items():
            if role_id in roles:
                promised[fund_id] += sum(row["amount"] for row in rows)
        return promised

    def _alike(self, line: FundingLine) -> list[Row]:
        """The fund of that reference, else of that funder and title (and no other reference)."""
        if line.reference:
            same = [fund for fund in self._funds if fund["reference"] == line.reference]
            if same:
                return same
        name = (fold(line.funder), fold(line.fund))
        return [
            fund
            for fund in self._funds
            if (fold(self._funder(fund)), fold(fund["title"])) == name
            and not (line.reference and fund["reference"])
        ]

    def _funder(self, fund: Row) -> str | None:
        """The funder as it is named, else the organisation that it is."""
        organisation = self._organisations.get(fund["funder_organisation_id"] or "", {})
        return fund["funder_name"] or organisation.get("name")

    def _unfit(self, line: FundingLine, alike: list[Row]) -> str | None:
        values = {**(alike[0] if alike else {}), **_values(line)}
        if values.get("amount") is None:
            return _("The fund has no amount. Enter one in the Amount column.")
        fault = next(in_order(values, (("starts_on", "ends_on"),)), None)
        return fault.sentence if fault else None

    def _unknown_role(self, line: FundingLine) -> str | None:
        if not line.role:
            return _("An allocated amount needs a role.") if line.allocated else None
        if line.allocated is None:
            return _("The row names a role, but no allocated amount.")
        found = len(self._roles.get(fold(line.role), ()))
        return why_not_found("engagement_role", line.role, found, self._titles)

    def _allocate(self, fund: Row, line: FundingLine) -> bool:
        """The n-th row of a fund and role is their n-th allocation; gives whether it differed."""
        if not line.role:
            return False
        key = (fund["id"], self._roles[fold(line.role)][0])
        known, number = self._allocations[key], self._met[key]
        self._met[key] += 1
        if number < len(known):
            return self._listed.change("allocation", known[number], {"amount": line.allocated})
        made = self._listed.new("allocation", fund_id=key[0], role_id=key[1], amount=line.allocated)
        known.append(made)
        return True


def _several(alike: list[Row]) -> str | None:
    if len(alike) < 2:
        return None
    return _("Several funds fit this row. Give it the reference of one of them.")


def _values(line: FundingLine) -> Row:
    """The fund's fields that the sheet has columns for."""
    values = {}
    for name, column in _FIELDS.items():
        value = getattr(line, name)
        if name in line.given and not (value is None and name in _KEPT_WHERE_EMPTY):
            values[column] = value
    return values
