"""The roles as rows of a sheet: what stands in each cell, and what is typed but not saved yet."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from engagement_app.gui.pages.roles.columns import COLUMNS, FIELDS, LAST, Line
from engagement_app.gui.tables.kept import Kept, KeptModel
from engagement_app.gui.tables.model import DISPLAY, TOP, Index
from engagement_app.gui.text import tip
from engagement_app.language import _
from engagement_app.resourcing.role_sheet import SheetRole
from engagement_app.store.record import new_id

_ROLE = Qt.ItemDataRole


class SheetModel(KeptModel[Line]):
    """The rows, the titles being saved and the empty last row. An open cell stays open while
    rows come and go around it."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self._rows: Sequence[Line] = (LAST,)
        self._drafts: list[str] = []
        self._anew: dict[str, str] = {}
        """By the key of a row that is gone: that of the new row which has its texts."""

    def show_roles(self, roles: Sequence[SheetRole]) -> None:
        """Show these roles; what was typed in them and not saved stays."""
        lines = [Line(role.gap.id, role) for role in roles]
        known = {line.key for line in lines}
        drafts = [Line(key) for key in self._drafts if key not in known]
        self._move_to([*lines, *drafts, LAST])

    def give_back(self, place: tuple[str, str], text: str, why: str) -> None:
        """Show in its cell what was typed before the program ended, in a new row where its own is
        not there."""
        key, field = place
        if field in FIELDS:
            known = key if self.at(key) >= 0 and key else self._anew.setdefault(key, new_id())
            self.keep(known, field, Kept(text, why=why))

    def kept_of(self, key: str) -> dict[str, Kept]:
        """What of a row is not saved and could be, by field."""
        return {
            field: kept
            for (each, field), kept in self._kept.items()
            if each == key and kept.value is not None
        }

    def forget_all(self) -> None:
        """Nothing of what was typed is kept, as another project is shown."""
        super().forget_all()
        self._drafts.clear()
        self._anew.clear()

    def keep(self, key: str, field: str, kept: Kept) -> None:
        """Show what was typed; a key that no row has begins a new one."""
        if self.at(key) < 0:
            self._drafts.append(key)
            self._move_to([*self._rows[:-1], Line(key), LAST])
        super().keep(key, field, kept)

    def forget(self, key: str, field: str, kept: Kept | None = None) -> None:
        """What was typed is saved or given up; a later text in the cell stays."""
        super().forget(key, field, kept)
        left = any(each == key for each, _field in self._kept)
        if key in self._drafts and not left:
            self._drafts.remove(key)
            self._move_to([line for line in self._rows if line.role or line.key != key])

    def at(self, key: str) -> int:
        """The row with this key; -1 for none."""
        return next((at for at, line in enumerate(self._rows) if line.key == key), -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        field = FIELDS[index.column()] if index.isValid() else ""
        if field and (self.row(index).key or field == "title"):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        begins = index.isValid() and not self.row(index).key and not index.column()
        if begins and role == DISPLAY:
            return _("New role…")
        return super().data(index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == Qt.Orientation.Vertical:
            title = self.index(section, 0)
            return title.data() if role == DISPLAY else None
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            whole = COLUMNS[section].full or COLUMNS[section].title
            return tip(whole) if role == _ROLE.ToolTipRole else whole
        found = super().headerData(section, orientation, role)
        if role == _ROLE.TextAlignmentRole and found is not None:
            side = found & Qt.AlignmentFlag.AlignHorizontal_Mask
            return int(side | Qt.AlignmentFlag.AlignBottom) | int(Qt.TextFlag.TextWordWrap)
        return found

    def _move_to(self, rows: Sequence[Line]) -> None:
        """Take out and put in only the rows that differ."""
        old, new = [line.key for line in self._rows], [line.key for line in rows]
        start = _alike(old, new)
        end = min(_alike(old[::-1], new[::-1]), len(old) - start, len(new) - start)
        if len(old) - end > start:
            self.beginRemoveRows(QModelIndex(), start, len(old) - end - 1)
            self._rows = [*self._rows[:start], *self._rows[len(old) - end :]]
            self.endRemoveRows()
        if len(new) - end > start:
            self.beginInsertRows(TOP, start, len(new) - end - 1)
            self._rows = rows
            self.endInsertRows()
        self._rows = rows
        self._redraw()


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items at the start are the same."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
