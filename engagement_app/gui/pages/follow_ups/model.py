"""Follow-ups as rows of a table: what is typed in a cell and is not saved stays in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from engagement_app.domain.promises import PromiseRow
from engagement_app.gui.pages.follow_ups.columns import columns, status
from engagement_app.gui.tables.model import DISPLAY, Index, RowsModel
from engagement_app.gui.text import tip
from engagement_app.language import _
from engagement_app.resourcing.promises import ENDED

_ROLE = Qt.ItemDataRole
Change = Callable[[PromiseRow, str, Any], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed in a cell and is not in the file; `why` it could not be saved, if so."""

    text: str
    value: Any = None
    why: str = ""


def _struck() -> QFont:
    font = QFont(QApplication.font())
    font.setStrikeOut(True)
    return font


class PromiseModel(RowsModel[PromiseRow]):
    """The rows of one group; only what was promised can be changed."""

    def __init__(self, today: date, change: Change) -> None:
        super().__init__(columns(today), change)
        self._kept: dict[tuple[str, str], Kept] = {}

    def field_of(self, index: Index) -> str:
        """The field that is edited in a cell; empty where none is."""
        return self.columns[index.column()].field

    def kept(self, index: Index) -> Kept | None:
        """What was typed in a cell and is not saved."""
        return self._kept.get((self.row(index).key, self.field_of(index)))

    def keep(self, key: str, field: str, kept: Kept) -> None:
        """Show in its cell what was typed."""
        self._kept[key, field] = kept
        self._redraw()

    def forget(self, key: str, field: str, kept: Kept | None = None) -> None:
        """What was typed is saved or given up; a later text in the cell stays."""
        if kept is None or self._kept.get((key, field)) is kept:
            self._kept.pop((key, field), None)
            self._redraw()

    @property
    def keeps_any(self) -> bool:
        """Whether anything that was typed is not saved."""
        return bool(self._kept)

    def forget_all(self) -> None:
        """Another file."""
        self._kept.clear()

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
        kept = self.kept(index) if index.isValid() else None
        if role == _ROLE.FontRole and index.isValid() and self._is_struck(index):
            return _struck()
        if kept is not None and role == DISPLAY:
            return _("⚠ {text}").format(text=kept.text) if kept.why else kept.text
        if kept is not None and kept.why and role == _ROLE.ToolTipRole:
            return tip(kept.why)
        return super().data(index, role)

    def _is_struck(self, index: Index) -> bool:
        """What was ended just now and is still listed is seen to be off the list; the word for it
        stays easy to read."""
        row, word = self.row(index), self.columns[index.column()].text
        return row.status != "open" and row.standing not in ENDED and word is not status

    def _redraw(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
