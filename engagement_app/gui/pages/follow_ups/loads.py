"""Who has how much to keep, as a list; Enter on an owner shows theirs."""

from collections.abc import Callable, Sequence

from engagement_app.gui.tables.model import Column, RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.language import _
from engagement_app.resourcing.load import OwnerLoad


def owner_of(row: OwnerLoad) -> str:
    """`Nia Rees, Town Club`; what nobody owns is told as such."""
    names = [" ".join(each.split()) for each in (row.owner, row.organisation) if each]
    return ", ".join(names) or _("Nobody")


def _counted(count: Callable[[OwnerLoad], int]) -> Callable[[OwnerLoad], str]:
    return lambda row: f"{count(row):,}"


def _column(title: str, count: Callable[[OwnerLoad], int]) -> Column[OwnerLoad]:
    return Column(title, _counted(count), max(7, len(title)), right=True)


COLUMNS: list[Column[OwnerLoad]] = [
    Column(_("Owner"), lambda row: " ".join((row.owner or _("Nobody named")).split()), 18),
    Column(_("Organisation"), lambda row: " ".join((row.organisation or _("None")).split()), 18),
    _column(_("Open"), lambda row: row.open),
    _column(_("Overdue"), lambda row: row.overdue),
    _column(_("Within a week"), lambda row: row.this_week),
    _column(_("Later"), lambda row: row.later),
    _column(_("No date"), lambda row: row.no_date),
]


class LoadTable(Table):
    """A row per owner, who has most overdue first; `wanted` has the owner to show."""

    def __init__(self) -> None:
        self.loads: RowsModel[OwnerLoad] = RowsModel(COLUMNS)
        super().__init__(self.loads, _("Load per owner"))

    def show_rows(self, rows: Sequence[OwnerLoad]) -> None:
        """Show these; the mark stays on its owner."""
        marked = self.current()
        self.loads.set_rows(rows)
        owners = [(row.owner, row.organisation) for row in rows]
        here = (marked.owner, marked.organisation) if marked else None
        self.mark(owners.index(here) if here in owners else 0)
