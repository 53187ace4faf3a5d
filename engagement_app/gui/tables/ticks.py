"""Rows that can be ticked in their first column, as many as are wanted."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from engagement_app.gui.tables.model import DISPLAY, Column, Index, RowsModel
from engagement_app.gui.tables.view import Table

_CHECK = Qt.ItemDataRole.CheckStateRole
_EDIT = Qt.ItemDataRole.EditRole


class Identified(Protocol):
    """A row of a record."""

    @property
    def id(self) -> str: ...


TickedRow = TypeVar("TickedRow", bound=Identified)


class TickModel(RowsModel[TickedRow]):
    """What is ticked stays so while other rows are shown."""

    turned = Signal()
    """Something was ticked, or is not any more."""

    def __init__(self, columns: Sequence[Column[TickedRow]]) -> None:
        super().__init__(columns)
        self.ticked: dict[str, None] = {}
        """The ids of what is ticked, in the order in which it was."""

    def tick(self, ids: Iterable[str], ticked: bool) -> None:
        """Tick some, or take their ticks away."""
        for each in ids:
            if ticked:
                self.ticked[each] = None
            else:
                self.ticked.pop(each, None)
        if self._rows:
            first, last = self.index(0, 0), self.index(len(self._rows) - 1, 0)
            self.dataChanged.emit(first, last, [_CHECK])
        self.turned.emit()

    def untick_all(self) -> None:
        """Nothing is ticked any more."""
        self.tick(tuple(self.ticked), False)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role == _CHECK and index.isValid() and index.column() == 0:
            states = Qt.CheckState
            return states.Checked if self.row(index).id in self.ticked else states.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        if role != _CHECK or not index.isValid() or index.column() != 0:
            return super().setData(index, value, role)
        self.tick([self.row(index).id], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


class TickTable(Table):
    """Space or Enter ticks the marked row, in whichever column the mark stands."""

    def __init__(self, model: TickModel[Any], name: str) -> None:
        super().__init__(model, name)
        self._ticks = model
        self.wanted.connect(self._turn)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; every other key does as in any table."""
        row = self.current()
        if event.key() == Qt.Key.Key_Space and row is not None:
            self._turn(row)
        else:
            super().keyPressEvent(event)

    def _turn(self, row: Identified) -> None:
        self._ticks.tick([row.id], row.id not in self._ticks.ticked)
