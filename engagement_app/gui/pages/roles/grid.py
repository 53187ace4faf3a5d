"""The sheet of roles under one's hands: keys, saving cell by cell, filling down, the clipboard."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from engagement_app.domain.role_sheet import RoleChange, put_roles
from engagement_app.exchange.clipboard import text_of
from engagement_app.gui.forms.choosing import choices_of
from engagement_app.gui.pages.roles.cells import CellDelegate
from engagement_app.gui.pages.roles.sheet import COLUMNS, FIELDS, Kept, Line, SheetModel, copied
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.tables.model import Index
from engagement_app.gui.tables.view import Table
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.store.record import new_id

_CONTROL = Qt.KeyboardModifier.ControlModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FILLED = ("title", "belt")
"""Fields that no role can be without."""
_LINES_OF_HEADER = 2.6
_LETTERS_OF_ROW = 18
_ROW = 1.4
"""The height of a row, in lines of text."""


class Grid(Table):
    """A table of roles, edited in place; every change is one act."""

    pasted = Signal(str)
    """A text is to be pasted into the marked cell and those after it."""
    troubled = Signal(str)
    """What cannot be taken or saved, and why; empty once it is mended."""
    event_id: str | None = None
    """The event that new roles are for."""

    def __init__(self, workspace: Workspace) -> None:
        self.sheet = SheetModel()
        super().__init__(self.sheet, _("Roles"), cells=True)
        self.workspace = workspace
        self._next: tuple[str, int] | None = None
        self.setItemDelegate(CellDelegate(self, choices_of(workspace)))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.setShowGrid(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._lay_out_headers()

    def _lay_out_headers(self) -> None:
        """Titles of columns in two lines; those of rows where their own column is out of sight."""
        header, rows = self.horizontalHeader(), self.verticalHeader()
        header.setFixedHeight(int(header.fontMetrics().lineSpacing() * _LINES_OF_HEADER))
        header.setStretchLastSection(False)
        bold = QFont(self.font())
        bold.setBold(True)
        for at, column in enumerate(COLUMNS):
            longest = max(map(QFontMetrics(bold).horizontalAdvance, column.title.split()))
            around = 2 * self.fontMetrics().averageCharWidth()
            self.setColumnWidth(at, max(self.columnWidth(at), longest + around))
        rows.setDefaultSectionSize(int(self.fontMetrics().height() * _ROW))
        rows.setFixedWidth(_LETTERS_OF_ROW * self.fontMetrics().averageCharWidth())
        rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows.setHighlightSections(False)
        self.horizontalScrollBar().valueChanged.connect(
            lambda away: rows.setVisible(away > self.columnWidth(0) / 2)
        )

    @property
    def marked_role(self) -> str | None:
        """The id of the role on which the mark stands."""
        line: Line | None = self.current()
        return line.key if line is not None and line.role else None

    def mark_role(self, role_id: str) -> None:
        """Put the mark on a role."""
        at = self.sheet.at(role_id)
        if at >= 0:
            self._go(at, max(0, self.currentIndex().column()))

    def widen(self) -> None:
        """No number is cut off: columns of numbers grow with what they hold."""
        metrics = self.fontMetrics()
        around = 3 * metrics.averageCharWidth()
        for at, column in enumerate(COLUMNS):
            if column.right:
                longest = max(map(column.text, self.sheet.rows), key=len)
                needed = metrics.horizontalAdvance(longest) + around
                self.setColumnWidth(at, max(needed, self.columnWidth(at)))

    def take(self, index: Index, value: Any, text: str) -> None:
        """Save what was entered in a cell; an empty title at the end begins nothing."""
        line, field = self.sheet.row(index), FIELDS[index.column()]
        if not self.workspace.is_open:
            return
        if line.role and value == _held(line, index.column()):
            self.give_up(index)
            return
        if not line.key and value is None:
            return
        key = line.key or new_id()
        self._next = (key, index.column())
        kept = Kept(text, value)
        self.sheet.keep(key, field, kept)
        self._save(line, key, field, kept)

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

    def step(self, way: str) -> None:
        """Go on from the cell that was edited; `next` and `back` go on editing."""
        key, column = self._next or self._here()
        self._next = None
        at = self.sheet.at(key)
        if way in ("up", "down"):
            self._go(at + (1 if way == "down" else -1), column)
        else:
            self._edit_beside(at, column, 1 if way == "next" else -1)

    def fill_down(self) -> None:
        """Copy the upper cells of what is marked into those below; of one row, the row above."""
        cells = [index for index in self._editable() if self.sheet.row(index).role]
        rows = sorted({index.row() for index in cells})
        if not rows or rows == [0]:
            self.troubled.emit(_("Mark the cell to copy and the cells below it first."))
            return
        first = rows[0] if len(rows) > 1 else rows[0] - 1
        source = self.sheet.rows[first]
        below = [index for index in cells if index.row() != first]
        changes = _changes(
            (self.sheet.row(index).key, FIELDS[index.column()], _held(source, index.column()))
            for index in below
        )
        told = plural("Filled down {count} row", "Filled down {count} rows", len(changes))
        self._write("roles.fill", changes, told)

    def empty(self) -> None:
        """Empty the marked cells that can be; a text that is not saved is given up instead."""
        cells = [
            (self.sheet.row(index), FIELDS[index.column()], self.sheet.kept(index))
            for index in self._editable()
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

    def copy(self) -> None:
        """The marked cells to the clipboard, as spreadsheets read them."""
        cells = {(index.row(), index.column()) for index in self.selectedIndexes()}
        rows, columns = (sorted({cell[part] for cell in cells}) for part in (0, 1))
        lines = self.sheet.rows
        text = text_of(
            [
                [copied(lines[row], column) if (row, column) in cells else "" for column in columns]
                for row in rows
                if lines[row].key
            ]
        )
        QGuiApplication.clipboard().setText(text)

    def paste(self) -> None:
        """Ask for the clipboard's text to be pasted at the mark."""
        self.pasted.emit(QGuiApplication.clipboard().text())

    def currentChanged(self, now: Index, before: Index) -> None:
        """The marked cell stays in sight where the titles of rows have just taken room."""
        super().currentChanged(now, before)
        self.scrollTo(now)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet, while no cell is edited."""
        act = self._act_of(event)
        if act is None or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        else:
            act()

    def _act_of(self, event: QKeyEvent) -> Any:
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste
        if event.modifiers() == _CONTROL and event.key() == Qt.Key.Key_D:
            return self.fill_down
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            return self.empty
        if event.key() == Qt.Key.Key_Escape and self._is_kept():
            return self.empty
        return self._step_of(event)

    def _is_kept(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and self.sheet.kept(index) is not None

    def _step_of(self, event: QKeyEvent) -> Any:
        """Enter goes down where a cell can be edited, as in a spreadsheet."""
        editable = self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable
        if event.key() in _ENTER and not event.modifiers() & _CONTROL and editable:
            up = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            return partial(self.step, "up" if up else "down")
        return None

    def _save(self, line: Line, key: str, field: str, kept: Kept) -> None:
        """Save a cell, and with it what of its row is not saved yet."""
        every = {**self.sheet.kept_of(key), field: kept}
        values = {name: each.value for name, each in every.items()}

        def failed(error: Exception) -> None:
            why = sentence_of(error)
            self.sheet.keep(key, field, Kept(kept.text, kept.value, why))
            column = COLUMNS[FIELDS.index(field)].title
            self.troubled.emit(_where(line, column, _("not saved. {why}").format(why=why)))

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

    def _editable(self) -> list[QModelIndex]:
        """The marked cells that can be edited, from the top."""
        cells = [
            index for index in self.selectedIndexes() if index.flags() & Qt.ItemFlag.ItemIsEditable
        ]
        return sorted(cells, key=lambda index: (index.row(), index.column()))

    def _here(self) -> tuple[str, int]:
        index = self.currentIndex()
        return (self.sheet.row(index).key, index.column()) if index.isValid() else ("", 0)

    def _go(self, row: int, column: int) -> None:
        at = min(max(0, row), self.sheet.rowCount() - 1)
        self.selectionModel().setCurrentIndex(
            self.sheet.index(at, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _edit_beside(self, row: int, column: int, way: int) -> None:
        """Edit the next cell that can be, in this row or the one after or before it."""
        width = len(COLUMNS)
        at = row * width + column + way
        while 0 <= at < width * self.sheet.rowCount():
            index = self.sheet.index(at // width, at % width)
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self._go(at // width, at % width)
                self.edit(index)
                return
            at += way
        self._go(row, column)


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


def _held(line: Line, column: int) -> Any:
    """The value of a cell."""
    value = COLUMNS[column].value
    return value(line) if value else None


def _changes(cells: Iterable[tuple[str, str, Any]]) -> list[RoleChange]:
    """One change for each row of the cells, which are given by key, field and value."""
    values: dict[str, dict[str, Any]] = {}
    for key, field, value in cells:
        values.setdefault(key, {})[field] = value
    return [RoleChange(key, each) for key, each in values.items()]
