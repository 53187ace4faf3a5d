"""What is typed in a cell and is not in the file stays in the cell, until it is or is given up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import Qt

from engagement_app.gui.tables.model import DISPLAY, Column, Index, RowsModel
from engagement_app.gui.text import tip
from engagement_app.language import _


class Keyed(Protocol):
    """A row that is known again after the file was read anew."""

    @property
    def key(self) -> str: ...


KeyedRow = TypeVar("KeyedRow", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed in a cell and is not in the file; `why` it could not be saved, if so."""

    text: str
    value: Any = None
    why: str = ""


class KeptModel(RowsModel[KeyedRow]):
    """Rows of which a cell shows what was typed in it."""

    def __init__(
        self,
        columns: Sequence[Column[KeyedRow]],
        change: Callable[[KeyedRow, str, Any], None] | None = None,
    ) -> None:
        super().__init__(columns, change)
        self._kept: dict[tuple[str, str], Kept] = {}

    def field_of(self, index: Index) -> str:
        """The field that is edited in a cell; empty where none is."""
        return self.columns[index.column()].field

    def kept(self, index: Index) -> Kept | None:
        """What was typed in a cell and is not saved."""
        return self._kept.get(self.place_of(index))

    def place_of(self, index: Index) -> tuple[str, str]:
        """The key of the row and the field of a cell."""
        return self.row(index).key, self.field_of(index)

    def texts_kept(self) -> dict[tuple[str, str], str]:
        """What was typed and is not saved, by row and field."""
        return {place: kept.text for place, kept in self._kept.items()}

    def give_back(self, place: tuple[str, str], text: str, why: str) -> None:
        """Show in its cell what was typed before the program ended."""
        if place[1] in {column.field for column in self.columns}:
            self.keep(*place, Kept(text, why=why))

    def keep(self, key: str, field: str, kept: Kept) -> None:
        """Show in its cell what was typed."""
        self._kept[key, field] = kept
        self._redraw()

    def forget(self, key: str, field: str, kept: Kept | None = None) -> None:
        """What was typed is saved or given up; a later text in the cell stays."""
        if kept is None or self._kept.get((key, field)) is kept:
            self._kept.pop((key, field), None)
            self._redraw()

    def forget_all(self) -> None:
        """Another file, or another project."""
        self._kept.clear()

    @property
    def is_troubled(self) -> bool:
        """Whether anything that was typed could not be saved; what is being saved just now can."""
        return any(kept.why for kept in self._kept.values())

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        kept = self.kept(index) if index.isValid() else None
        if kept is not None and role == DISPLAY:
            return _("⚠ {text}").format(text=kept.text) if kept.why else kept.text
        if kept is not None and kept.why and role == Qt.ItemDataRole.ToolTipRole:
            return tip(kept.why)
        return super().data(index, role)

    def _redraw(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
