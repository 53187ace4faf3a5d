"""The list under the box: whom the typed words find, and where each of them stands."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from engagement_app.domain.arrivals import Arrival
from engagement_app.gui.pages.desk.words import name_shown, standing
from engagement_app.gui.tables.model import Column, RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.language import _

SHOWN = 50
_COLUMNS: tuple[Column[Arrival], ...] = (
    Column(_("Name"), name_shown, width=28),
    Column(_("At this event"), standing),
    Column(_("Organisation"), lambda row: row.organisation or _("None"), width=22),
)
_ORGANISATION = 2
_ROW = 1.45
"""The height of a row in lines of text."""
_WIDE = 60
"""In characters: a list that is narrower leaves the organisation to the card beside it."""


class FoundList(Table):
    """At most 50 people; the mark stays on the one it stood on."""

    def __init__(self) -> None:
        self.found: RowsModel[Arrival] = RowsModel(_COLUMNS)
        super().__init__(self.found, _("People found"))
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        # Of the rows that are seen: measuring all of them at each key was a sixth of its time.
        header.setResizeContentsPrecision(0)
        # A bar that comes and goes with the number of rows lays the whole list out anew each time.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def _fit(self) -> int:
        """Lower rows than in other lists, so that also in large text several are seen."""
        letter = super()._fit()
        self.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * _ROW))
        return letter

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names and where people stand have the room first."""
        letters = event.size().width() / self.fontMetrics().averageCharWidth()
        self.setColumnHidden(_ORGANISATION, letters < _WIDE)
        super().resizeEvent(event)

    def show_people(self, people: Sequence[Arrival], keep: str | None) -> None:
        """Show these; the mark goes to the one with this key, else to the first."""
        self.found.set_rows(list(people[:SHOWN]))
        keys = [each.key for each in self.found.rows]
        self.mark(keys.index(keep) if keep in keys else 0)

    def move_mark(self, by: int) -> None:
        """Move the mark up or down, as far as there are rows."""
        last = self.found.rowCount() - 1
        self.mark(max(0, min(last, self.currentIndex().row() + by)))

    def marked_one(self) -> Arrival | None:
        """On whom the mark stands."""
        row: Arrival | None = self.current() if self.found.rowCount() else None
        return row
