"""The roles as rows of a sheet: what stands in each cell, and what is typed but not saved yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from engagement_app.domain.amounts import pounds, spoken_number, spoken_pounds
from engagement_app.exchange.formula_guard import guard
from engagement_app.gui.pages.roles import lenses
from engagement_app.gui.tables.model import DISPLAY, TOP, Column, Index, RowsModel
from engagement_app.gui.text import tip
from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.resourcing.report import LENSES, RoleGap
from engagement_app.resourcing.role_sheet import SheetRole

_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a role; a title that is being saved (no `role`); or the empty last one (no `key`)."""

    key: str
    role: SheetRole | None = None


LAST = Line("")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed in a cell and is not in the file; `why` it could not be saved, if so."""

    text: str
    value: Any = None
    why: str = ""


@dataclass(frozen=True)
class SheetColumn(Column[Line]):
    """A column of the sheet; `copied` is its text on the clipboard, `full` its whole title."""

    copied: Callable[[Line], str] | None = None
    full: str = ""


def _nobody(name: str | None) -> str:
    return " ".join(name.split()) if name else _("Nobody")


def _percent(line: Line) -> str:
    assert line.role is not None
    if line.role.own_percent is not None:
        return spoken_number(line.role.own_percent)
    return f"({spoken_number(line.role.gap.overhead_percent)})"


def _about_percent(line: Line) -> str:
    if line.role is None or line.role.own_percent is not None:
        return ""
    return _("The project's overhead. Type a percent to give this role its own.")


def _own_percent(line: Line) -> Decimal | None:
    return line.role.own_percent if line.role else None


def _shown(read: Callable[[RoleGap], str]) -> Callable[[Line], str]:
    return lambda line: read(line.role.gap) if line.role else ""


def _held(read: Callable[[RoleGap], Any]) -> Callable[[Line], Any]:
    return lambda line: read(line.role.gap) if line.role else None


def _text(
    title: str, field: str, width: int, shown: Callable[[RoleGap], str], held: Any
) -> SheetColumn:
    value = _held(held)
    return SheetColumn(
        title,
        _shown(shown),
        width,
        field=field,
        value=value,
        tip=_shown(shown),
        copied=_shown(held),
    )


def _hours(title: str, field: str) -> SheetColumn:
    def number(role: RoleGap) -> Decimal:
        hours: Decimal = getattr(role, field)
        return hours

    shown = _shown(lambda role: spoken_number(number(role)))
    return SheetColumn(
        title, shown, 7, True, field=field, value=_held(number),
        copied=_shown(lambda role: f"{number(role).normalize():f}"),
    )  # fmt: skip


def _money(title: str, field: str) -> SheetColumn:
    def pence(role: RoleGap) -> int:
        amount: int = getattr(role, field)
        return amount

    return SheetColumn(
        title, _shown(lambda role: spoken_pounds(pence(role))), 9, True,
        copied=_shown(lambda role: pounds(pence(role))),
    )  # fmt: skip


def _lens(code: str) -> SheetColumn:
    return SheetColumn(
        lenses.LETTERS[code],
        _shown(partial(lenses.mark, code=code)),
        3,
        tip=_shown(partial(lenses.evidence, code=code)),
        copied=_shown(lambda role: words.state(role.lenses[code].state)),
        full=words.lens(code),
    )


def _organisation(role: RoleGap) -> str:
    return role.holder.organisation or ""


OTHER_COSTS = _money(_("Other costs"), "other_costs")
COLUMNS: tuple[SheetColumn, ...] = (
    _text(
        _("Role"), "title", 20, lambda role: " ".join(role.title.split()), lambda role: role.title
    ),
    SheetColumn(
        _("End of the belt"), _shown(lambda role: words.belt_end(role.belt)), 9, field="belt",
        value=_held(lambda role: role.belt),
        tip=_shown(lambda role: words.belt_end_explained(role.belt)),
        copied=_shown(lambda role: words.belt_end(role.belt)),
    ),
    SheetColumn(
        _("Held by organisation"), _shown(lambda role: _nobody(role.holder.organisation)), 13,
        field="holder_organisation_id", value=_held(lambda role: role.holder.organisation_id),
        tip=_shown(_organisation), copied=_shown(_organisation),
    ),
    SheetColumn(
        _("Held by"), _shown(lambda role: _nobody(role.holder.name)), 10, field="holder_name",
        value=_held(lambda role: role.holder.name),
        tip=_shown(lambda role: role.holder.name or ""),
        copied=_shown(lambda role: role.holder.name or ""),
    ),
    _hours(_("Hours needed"), "hours_needed"),
    _hours(_("Hours assigned"), "hours_assigned"),
    SheetColumn(
        _("Hourly cost (£)"), _shown(lambda role: pounds(role.hourly_cost)), 6, True,
        field="hourly_cost", value=_held(lambda role: role.hourly_cost),
        copied=_shown(lambda role: pounds(role.hourly_cost)),
    ),
    SheetColumn(
        _("Overhead %"), lambda line: _percent(line) if line.role else "", 8, True,
        tip=_about_percent, field="overhead_percent", value=_own_percent,
        copied=lambda line: "" if _own_percent(line) is None else _percent(line),
    ),
    OTHER_COSTS,
    _money(_("Full cost"), "full_cost"),
    _money(_("Confirmed"), "confirmed"),
    _money(_("Gap"), "gap"),
    SheetColumn(
        _("Status"), _shown(lambda role: words.status(role.status)), 10,
        copied=_shown(lambda role: words.status(role.status)),
    ),
    *(_lens(code) for code in LENSES),
)  # fmt: skip
TEXTS = ("title", "holder_organisation_id", "holder_name")
"""Fields whose text a spreadsheet could take for a formula."""
FIELDS = tuple(column.field for column in COLUMNS)


def copied(line: Line, at: int) -> str:
    """What the clipboard has of a cell."""
    column = COLUMNS[at]
    text = column.copied(line) if column.copied else ""
    return guard(text) if column.field in TEXTS else text


class SheetModel(RowsModel[Line]):
    """The rows, the titles being saved and the empty last row. An open cell stays open while
    rows come and go around it."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self._rows: Sequence[Line] = (LAST,)
        self._drafts: list[str] = []
        self._kept: dict[tuple[str, str], Kept] = {}

    def show_roles(self, roles: Sequence[SheetRole]) -> None:
        """Show these roles; what was typed in them and not saved stays."""
        lines = [Line(role.gap.id, role) for role in roles]
        known = {line.key for line in lines}
        drafts = [Line(key) for key in self._drafts if key not in known]
        self._move_to([*lines, *drafts, LAST])

    def kept(self, index: Index) -> Kept | None:
        """What was typed in a cell and is not saved."""
        return self._kept.get((self.row(index).key, FIELDS[index.column()]))

    def kept_of(self, key: str) -> dict[str, Kept]:
        """What of a row is not saved and could be, by field."""
        return {
            field: kept
            for (each, field), kept in self._kept.items()
            if each == key and kept.value is not None
        }

    def forget_all(self) -> None:
        """Nothing of what was typed is kept, as another project is shown."""
        self._kept.clear()
        self._drafts.clear()

    def keep(self, key: str, field: str, kept: Kept) -> None:
        """Show what was typed; a key that no row has begins a new one."""
        self._kept[key, field] = kept
        if self.at(key) < 0:
            self._drafts.append(key)
            self._move_to([*self._rows[:-1], Line(key), LAST])
        self._redraw()

    def forget(self, key: str, field: str, kept: Kept | None = None) -> None:
        """What was typed is saved or given up; a later text in the cell stays."""
        if kept is None or self._kept.get((key, field)) is kept:
            self._kept.pop((key, field), None)
        left = any(each == key for each, _field in self._kept)
        if key in self._drafts and not left:
            self._drafts.remove(key)
            self._move_to([line for line in self._rows if line.role or line.key != key])
        self._redraw()

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
        if not index.isValid():
            return None
        kept = self.kept(index)
        if kept is not None and role == DISPLAY:
            return _("⚠ {text}").format(text=kept.text) if kept.why else kept.text
        if kept is not None and kept.why and role == _ROLE.ToolTipRole:
            return tip(kept.why)
        if role == DISPLAY and not self.row(index).key and not index.column():
            return _("New role…")
        return super().data(index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == Qt.Orientation.Vertical:
            title = self.index(section, 0)
            return title.data() if role == DISPLAY else None
        if role == _ROLE.ToolTipRole:
            return tip(COLUMNS[section].full or COLUMNS[section].title)
        found = super().headerData(section, orientation, role)
        if role == _ROLE.TextAlignmentRole and found is not None:
            side = found & Qt.AlignmentFlag.AlignHorizontal_Mask
            return int(side | Qt.AlignmentFlag.AlignBottom) | int(Qt.TextFlag.TextWordWrap)
        return found

    def _redraw(self) -> None:
        last = self.index(len(self._rows) - 1, len(COLUMNS) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

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
