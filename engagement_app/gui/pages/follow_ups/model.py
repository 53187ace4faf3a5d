"""Follow-ups as rows of a table."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from engagement_app.domain.promises import PromiseRow
from engagement_app.gui.pages.follow_ups.columns import columns, status
from engagement_app.gui.tables.kept import KeptModel
from engagement_app.gui.tables.model import DISPLAY, Index
from engagement_app.resourcing.promises import ENDED

_ROLE = Qt.ItemDataRole
Change = Callable[[PromiseRow, str, Any], None]


def _struck() -> QFont:
    font = QFont(QApplication.font())
    font.setStrikeOut(True)
    return font


class PromiseModel(KeptModel[PromiseRow]):
    """The rows of one group; only what was promised can be changed."""

    def __init__(self, today: date, change: Change) -> None:
        super().__init__(columns(today), change)

    def set_rows(self, rows: Sequence[PromiseRow]) -> None:
        """Show these rows; what is marked stays where they are the same ones."""
        same = [row.key for row in rows] == [row.key for row in self._rows]
        if same or not rows or not self._rows:
            super().set_rows(rows)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.row(index).id is None:
            flags &= ~Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role == _ROLE.FontRole and index.isValid() and self._is_struck(index):
            return _struck()
        return super().data(index, role)

    def _is_struck(self, index: Index) -> bool:
        """What was ended just now and is still listed is seen to be off the list; the word for it
        stays easy to read."""
        row, word = self.row(index), self.columns[index.column()].text
        return row.status != "open" and row.standing not in ENDED and word is not status
