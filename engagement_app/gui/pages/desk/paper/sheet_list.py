"""The lines of the sheet beside the one that is keyed: which are done, and which are not."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from engagement_app.domain.keying import SheetRow
from engagement_app.gui.pages.desk.paper.words import name_of, state_of_row
from engagement_app.gui.tables.model import Column, RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.language import _

_COLUMNS: tuple[Column[SheetRow], ...] = (
    Column(_("Line"), lambda row: f"{row.number:,}", width=4, right=True),
    Column(_("Name"), name_of, width=22),
    Column(_("What was keyed"), state_of_row, width=26),
)


class SheetList(Table):
    """Every row of the sheet; the mark is on the one that is keyed."""

    def __init__(self) -> None:
        self.lines: RowsModel[SheetRow] = RowsModel(_COLUMNS)
        super().__init__(self.lines, _("Lines of the sheet"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_rows(self, rows: Sequence[SheetRow], at: int) -> None:
        """Show these, the mark on the row at this place."""
        was = self.blockSignals(True)
        self.lines.set_rows(list(rows))
        self.mark(at)
        self.blockSignals(was)
