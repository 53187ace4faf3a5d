"""One model for every table of the window: frozen rows, and columns as data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from engagement_app.gui.text import tip

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
_ROLE = Qt.ItemDataRole
DISPLAY = _ROLE.DisplayRole


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its title, its text, and what can be changed in it.

    `field` names the field of the record that is changed here, `value` what it holds now.
    `tip` says more while the cell is pointed at or read out. `width` is in characters.
    """

    title: str
    text: Callable[[Row], str]
    width: int = 14
    right: bool = False
    tip: Callable[[Row], str] | None = None
    field: str = ""
    value: Callable[[Row], Any] | None = None
    colour: Callable[[Row], Any] | None = None


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows of `columns`; `change(row, field, value)` is called with what was entered in a cell."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        change: Callable[[Row, str, Any], None] | None = None,
    ) -> None:
        super().__init__()
        self.columns = columns
        self._rows: Sequence[Row] = ()
        self._change = change

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; where they are as many as before, what is selected stays."""
        if len(rows) == len(self._rows):
            self._rows = rows
            if rows:
                last = self.index(len(rows) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: Index) -> Row:
        """The row of an index."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._change and self.columns[index.column()].field:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.row(index)
        if role == DISPLAY:
            return column.text(row)
        if role == _ROLE.EditRole:
            return column.value(row) if column.value else column.text(row)
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleDescriptionRole) and column.tip:
            said = column.tip(row)
            return tip(said) if role == _ROLE.ToolTipRole else said
        if role == _ROLE.TextAlignmentRole and column.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == _ROLE.ForegroundRole and column.colour:
            return column.colour(row)
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        column = self.columns[index.column()]
        if role != _ROLE.EditRole or self._change is None or not column.field:
            return False
        self._change(self.row(index), column.field, value)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == DISPLAY:
            return self.columns[section].title
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight
            left = Qt.AlignmentFlag.AlignLeft
            return (side if self.columns[section].right else left) | Qt.AlignmentFlag.AlignVCenter
        return None
