"""What does not add up in a funding sheet, told and not refused: a person has to settle it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from engagement_app.domain.importing.listing import ListPlan, Row
from engagement_app.domain.lists import FundingLine
from engagement_app.language import _

_COUNTED = ("confirmed", "applied")
_STATUSES = {
    "applied": _("applied"),
    "confirmed": _("confirmed"),
    "refused": _("refused"),
    "closed": _("closed"),
}


def pounds(pence: int) -> str:
    """`£1,234.50`."""
    return f"£{pence // 100:,}.{pence % 100:02}"


def tell_contradictions(listed: ListPlan, lines: Sequence[FundingLine]) -> None:
    """Name the rows of one fund that give it another amount or status than a row before."""
    for name, what in (("amount", _("amount")), ("status", _("status"))):
        said = [line for line in lines if getattr(line, name) is not None]
        for before, line in pairwise(said):
            one, other = getattr(before, name), getattr(line, name)
            if one != other:
                sentence = _(
                    "The {what} of this fund is {other} here and {one} on line {line}; the last"
                    " row counts. Mend the one that is wrong."
                )
                listed.notice(
                    line.line,
                    sentence.format(
                        what=what, other=_told(other), one=_told(one), line=before.line
                    ),
                )


def tell_over_promised(
    listed: ListPlan, lines: Sequence[FundingLine], fund: Row, promised: int
) -> None:
    """Say at the fund's last row that it promises more than it has."""
    if not lines or promised <= fund["amount"] or fund["status"] not in _COUNTED:
        return
    sentence = _(
        "This fund holds {amount} and promises {promised} to roles, so that each promise counts"
        " for less. Mend the amounts allocated, or the amount of the fund."
    )
    told = sentence.format(amount=pounds(fund["amount"]), promised=pounds(promised))
    listed.notice(lines[-1].line, told)


def tell_unpromised(listed: ListPlan, funds: Iterable[Row], promised: Mapping[str, int]) -> None:
    """Say how much confirmed money of the project pays for no role yet."""
    left = sum(
        max(0, fund["amount"] - promised.get(fund["id"], 0))
        for fund in funds
        if fund["status"] == "confirmed"
    )
    if left:
        sentence = _(
            "{amount} of confirmed money is allocated to no role, so it closes no gap. For each"
            " role that it pays for, give its fund a row with Role and Allocated."
        )
        listed.remarks.append(sentence.format(amount=pounds(left)))


def _told(value: int | str) -> str:
    return pounds(value) if isinstance(value, int) else _STATUSES[value]
