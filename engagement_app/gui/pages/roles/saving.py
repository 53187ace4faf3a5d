"""Saving what is entered in the sheet of roles: one cell, or several in one act."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Signal

from engagement_app.domain.role_sheet import RoleChange, put_roles
from engagement_app.gui.pages.roles.columns import COLUMNS, FIELDS, Line, value_of
from engagement_app.gui.pages.roles.sheet import SheetModel
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.tables.kept import Kept
from engagement_app.gui.tables.model import Index
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.store.record import new_id

_FILLED = ("title", "belt")
"""Fields that no role can be without."""


class Saving(QObject):
    """Keeps what is typed in its cell until it is in the file."""

    troubled = Signal(str)
    """What cannot be taken or saved, and why; empty once it is mended."""
    event_id: str | None = None
    """The event that new roles are for."""

    def __init__(self, workspace: Workspace, sheet: SheetModel) -> None:
        super().__init__(sheet)
        self.workspace = workspace
        self.sheet = sheet

    def take(self, index: Index, value: Any, text: str) -> str:
        """Save what was entered in a cell, and give the key that its row has now.

        An empty title in the last row begins nothing.
        """
        line, column = self.sheet.row(index), index.column()
        if not self.workspace.is_open or (not line.key and value is None):
            return line.key
        if line.role and value == value_of(line, column):
            self.give_up(index)
            return line.key
        key, kept = line.key or new_id(), Kept(text, value)
        self.sheet.keep(key, FIELDS[column], kept)
        self._save(line, key, FIELDS[column], kept)
        return key

    def refuse(self, index: Index, text: str, sentence: str) -> None:
        """Keep a text that cannot be taken in its cell, and say why."""
        line, column = self.sheet.row(index), COLUMNS[index.column()]
        if line.key:
            self.sheet.keep(line.key, column.field, Kept(text, why=sentence))
        self.troubled.emit(_where(line, column.title, sentence))

    def give_up(self, index: Index) -> None:
        """The cell shows again what is in the file."""
        line = self.sheet.row(index)
        if line.key:
            self.sheet.forget(line.key, FIELDS[index.column()])
        self.troubled.emit("")

    def fill_down(self, marked: Sequence[QModelIndex]) -> None:
        """Copy the upper cells of what is marked into those below; of one row, the row above."""
        cells = [index for index in marked if self.sheet.row(index).role]
        rows = sorted({index.row() for index in cells})
        if not rows or rows == [0]:
            self.troubled.emit(_("Mark the cell to copy and the cells below it first."))
            return
        first = rows[0] if len(rows) > 1 else rows[0] - 1
        source = self.sheet.rows[first]
        below = [index for index in cells if index.row() != first]
        changes = _changes(
            (self.sheet.row(index).key, FIELDS[index.column()], value_of(source, index.column()))
            for index in below
        )
        told = plural("Filled down {count} row", "Filled down {count} rows", len(changes))
        self._write("roles.fill", changes, told)

    def empty(self, marked: Sequence[QModelIndex]) -> None:
        """Empty the marked cells that can be; a text that is not saved is given up instead."""
        cells = [
            (self.sheet.row(index), FIELDS[index.column()], self.sheet.kept(index))
            for index in marked
        ]
        for line, field, kept in cells:
            if kept:
                self.sheet.forget(line.key, field)
        left = [(line.key, field, None) for line, field, kept in cells if line.role and not kept]
        if any(field in _FILLED for _key, field, _none in left):
            self.troubled.emit(
                _("A role needs its title and its end of the belt. To delete it, open “All its"
                  " fields”.")
            )  # fmt: skip
            return
        told = plural("Emptied {count} cell", "Emptied {count} cells", len(left))
        self._write("roles.empty", _changes(left), told)

    def _save(self, line: Line, key: str, field: str, kept: Kept) -> None:
        """Save a cell, and with it what of its row is not saved yet."""
        every = {**self.sheet.kept_of(key), field: kept}
        values = {name: each.value for name, each in every.items()}
        project_id, column = self.workspace.project_id, COLUMNS[FIELDS.index(field)].title

        def failed(error: Exception) -> None:
            why = sentence_of(error)
            sentence = _where(line, column, _("not saved. {why}").format(why=why))
            if project_id != self.workspace.project_id:
                # Its cell is not in this project: only the strip can tell.
                self.workspace.troubled.emit(sentence)
                return
            self.sheet.keep(key, field, Kept(kept.text, kept.value, why))
            self.troubled.emit(sentence)

        def saved(_count: int) -> None:
            for name, each in every.items():
                self.sheet.forget(key, name, each)
            self.troubled.emit("")

        act = "roles.amend" if line.role else "roles.add"
        self._write(act, [RoleChange(key, values)], _told(line, field, every), saved, failed)

    def _write(
        self,
        act: str,
        changes: Sequence[RoleChange],
        told: str,
        saved: Any = None,
        failed: Any = None,
    ) -> None:
        if changes:
            self.workspace.write(
                act,
                put_roles,
                self.workspace.needed_project(),
                self.event_id,
                changes,
                told=told,
                then=saved or (lambda _count: self.troubled.emit("")),
                failed=failed or (lambda error: self.troubled.emit(sentence_of(error))),
            )


def _where(line: Line, column: str, sentence: str) -> str:
    """Where something is wrong: the role, if it is one yet, and the column."""
    if line.role is None:
        return _("{column}: {why}").format(column=column, why=sentence)
    name = COLUMNS[0].text(line)
    return _("{role}, {column}: {why}").format(role=name, column=column.lower(), why=sentence)


def _told(line: Line, field: str, kept: Mapping[str, Kept]) -> str:
    """What the strip says of a cell that was saved."""
    if line.role is None:
        title = kept["title"].text if "title" in kept else _("no title")
        return _("New role: {title}").format(title=title)
    column = COLUMNS[FIELDS.index(field)].title.lower()
    value = kept[field].text or _("nothing")
    name = COLUMNS[0].text(line)
    return _("{role}, {column}: {value}").format(role=name, column=column, value=value)


def _changes(cells: Iterable[tuple[str, str, Any]]) -> list[RoleChange]:
    """One change for each row of the cells, which are given by key, field and value."""
    values: dict[str, dict[str, Any]] = {}
    for key, field, value in cells:
        values.setdefault(key, {})[field] = value
    return [RoleChange(key, each) for key, each in values.items()]
