"""Rows that add up the others and are no row of the list themselves."""

from collections.abc import Sequence

from engagement_app.exchange.headers import fold, folded
from engagement_app.exchange.tables import Table
from engagement_app.language import _

_TOTALS = frozenset(
    folded(
        "total, totals, grand total, sub total, sum, overall total, total attendees, "
        "total attendance, total attending, total people, total number, total hours, total cost, "
        "total costs, total amount"
    )
)


def refuse_totals(table: Table, but: Sequence[str | None] = ()) -> None:
    """Refuse each row whose first cell with anything in it says that it is a total.

    A row with a text in `but`, such as an e-mail address, is somebody of that name.
    """
    for at, column in enumerate(table.columns):
        if not _may_be_total(" ".join(column)):
            continue
        for row, cell in enumerate(column):
            if (
                _may_be_total(cell)
                and _is_total(cell)
                and not _has_before(table, at, row)
                and not (but and but[row])
            ):
                table.faults.refuse(
                    row,
                    _("This is a total row (“{text}”), which is not counted.").format(
                        text=cell.strip()
                    ),
                )


def _may_be_total(text: str) -> bool:
    lower = text.lower()
    return "total" in lower or "sum" in lower


def _is_total(cell: str) -> bool:
    return len(cell) < 60 and fold(cell).strip("0123456789") in _TOTALS


def _has_before(table: Table, at: int, row: int) -> bool:
    return any(column[row].strip() for column in table.columns[:at])
