"""What happens to each row of a list: taken, to be looked at, or refused with the reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from engagement_app.exchange.taking import Fate, RowTold
from engagement_app.gui.tables.model import Column, RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.gui.text import call, label
from engagement_app.language import _

_WORDS = {
    Fate.TAKEN: _("✓ Used"),
    Fate.NOTICED: _("! Look at it"),
    Fate.REFUSED: _("✗ Refused"),
}
_SHOWN: dict[str, tuple[Fate, ...]] = {
    _("All rows"): tuple(Fate),
    _("To look at, or refused"): (Fate.NOTICED, Fate.REFUSED),
    _("Refused"): (Fate.REFUSED,),
}


def _line(row: RowTold) -> str:
    return f"{row.line:,}" if row.line else "–"


ROWS: list[Column[RowTold]] = [
    Column(_("Line"), _line, 6, right=True),
    Column(_("What"), lambda row: _WORDS[row.fate], 12),
    Column(_("What becomes of it"), lambda row: row.sentence, 60, tip=lambda row: row.sentence),
]


class Preview(QWidget):
    """A table of rows, and the whole sentence of the marked one under it."""

    def __init__(self) -> None:
        super().__init__()
        self.which = QComboBox()
        call(self.which, _("Which rows to show"))
        for word, fates in _SHOWN.items():
            self.which.addItem(word, fates)
        self.model: RowsModel[RowTold] = RowsModel(ROWS)
        self.table = Table(self.model, _("What becomes of each row"))
        self.whole = label()
        self._rows: Sequence[RowTold] = ()
        top = QHBoxLayout()
        top.addWidget(label(_("Row by row"), role="heading"), 1)
        top.addWidget(self.which)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.whole)
        self.which.activated.connect(lambda _at: self._filter())
        self.table.marked.connect(self._mark)

    def show_rows(self, rows: Sequence[RowTold]) -> None:
        """Show what becomes of these rows."""
        self._rows = rows
        self._filter()

    def _filter(self) -> None:
        fates = self.which.currentData()
        self.model.set_rows([row for row in self._rows if row.fate in fates])
        self._mark(self.table.current())

    def _mark(self, row: RowTold | None) -> None:
        self.whole.setText(row.sentence if row else "")
        self.whole.setVisible(row is not None)
