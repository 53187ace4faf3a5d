"""The sheet of roles under one's hands: its keys and the clipboard."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from engagement_app.exchange.clipboard import text_of
from engagement_app.gui.forms.choosing import choices_of
from engagement_app.gui.pages.roles.cells import Cell, RoleCells
from engagement_app.gui.pages.roles.columns import COLUMNS, Line, copied
from engagement_app.gui.pages.roles.saving import Saving
from engagement_app.gui.pages.roles.sheet import SheetModel
from engagement_app.gui.tables.model import Index
from engagement_app.gui.tables.view import Table
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_CONTROL = Qt.KeyboardModifier.ControlModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LINES_OF_HEADER = 2.6
_LETTERS_OF_ROW = 18
_ROW = 1.4
"""The height of a row, in lines of text."""


class Grid(Table):
    """A table of roles, edited in place; what is entered is saved by `saving`."""

    pasted = Signal(str)
    """A text is to be pasted into the marked cell and those after it."""

    def __init__(self, workspace: Workspace) -> None:
        self.sheet = SheetModel()
        super().__init__(self.sheet, _("Roles"), cells=True)
        self.saving = Saving(workspace, self.sheet)
        self.setItemDelegate(RoleCells(self.saving, self.step, choices_of(workspace)))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.setShowGrid(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._lay_out_headers()

    def _lay_out_headers(self) -> None:
        """Titles of columns in two lines; those of rows where their own column is out of sight."""
        rows = self.verticalHeader()
        rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows.setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalScrollBar().valueChanged.connect(
            lambda away: rows.setVisible(away > self.columnWidth(0) / 2)
        )
        self._fit_titles()

    def _fit(self) -> int:
        letter = super()._fit()
        self.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * _ROW))
        return letter

    def _fit_titles(self) -> None:
        """Room for the longest word of each title, at the size that text has now."""
        header, letter = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        header.setFixedHeight(int(self.fontMetrics().lineSpacing() * _LINES_OF_HEADER))
        self.verticalHeader().setFixedWidth(_LETTERS_OF_ROW * letter)
        bold = QFont(self.font())
        bold.setBold(True)
        for at, column in enumerate(COLUMNS):
            longest = max(map(QFontMetrics(bold).horizontalAdvance, column.title.split()))
            self.setColumnWidth(at, max((column.width + 2) * letter, longest + 2 * letter))
        self.widen()

    def changeEvent(self, event: QEvent) -> None:
        """Titles grow and shrink with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "saving"):
            self._fit_titles()

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

    def whole_height(self) -> int:
        """The height at which every row is seen, with the bar that scrolls sideways."""
        rows = self.sheet.rowCount() * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height()
        return self.horizontalHeader().height() + rows + bar + 2 * self.frameWidth()

    def step(self, way: str, start: Cell | None = None) -> None:
        """Go on from the mark, or from a cell that was edited (its row's key, its column).

        `down` and `up` go to the next row, `next` and `back` go on editing.
        """
        key, column = start or self._here()
        at = self.sheet.at(key)
        if way in ("up", "down"):
            self._go(at + (1 if way == "down" else -1), column)
        else:
            self._edit_beside(at, column, 1 if way == "next" else -1)

    def fill_down(self) -> None:
        """Copy the upper cells of what is marked into those below."""
        self.saving.fill_down(self._editable())

    def empty(self) -> None:
        """Empty what is marked."""
        self.saving.empty(self._editable())

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

    def _editable(self) -> list[QModelIndex]:
        """The marked cells that can be edited, from the top."""
        cells = [
            index for index in self.selectedIndexes() if index.flags() & Qt.ItemFlag.ItemIsEditable
        ]
        return sorted(cells, key=lambda index: (index.row(), index.column()))

    def _here(self) -> Cell:
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
