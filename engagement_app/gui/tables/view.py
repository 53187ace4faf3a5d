"""The one table view: Tab leaves it, Enter acts on its row, widths follow the text size."""

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from engagement_app.gui.tables.model import RowsModel

_SIZES_CHANGE = (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class Table(QTableView):
    """Shows a model of rows; `wanted` has the row that Enter or a double click asks for."""

    wanted = Signal(object)
    marked = Signal(object)
    """The row on which the mark stands now, or None."""

    def __init__(self, model: RowsModel[Any], name: str, *, cells: bool = False) -> None:
        super().__init__()
        self.setModel(model)
        self.rows = model
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self._letter = self._fit()
        if not cells:
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
            self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        self._by_hand = False
        header.sectionResized.connect(self._resized)
        self._share()
        self.doubleClicked.connect(self._ask)
        self.selectionModel().currentRowChanged.connect(self._mark)
        model.modelReset.connect(lambda: self.marked.emit(None))

    def current(self) -> Any:
        """The row on which the mark stands, or None."""
        index = self.currentIndex()
        return self.rows.row(index) if index.isValid() else None

    def mark(self, at: int) -> None:
        """Put the mark on a row, which is selected then, alone: also where Ctrl is still held down
        from the keys that saved it."""
        if 0 <= at < self.rows.rowCount():
            index = self.rows.index(at, max(0, self.currentIndex().column()))
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            if self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows:
                flags |= QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)

    def changeEvent(self, event: QEvent) -> None:
        """Rows and columns grow and shrink with the text."""
        super().changeEvent(event)
        if event.type() in _SIZES_CHANGE and hasattr(self, "_letter"):
            self._letter = self._fit()
            self._by_hand = False
            self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the room there is, unless somebody set their widths."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Give each column its width, and of what is left a share that fits it."""
        if self._by_hand or not self.horizontalHeader().stretchLastSection():
            return
        least = [(column.width + 2) * self._letter for column in self.rows.columns]
        wide = max(1.0, self.viewport().width() / max(1, sum(least)))
        for at, width in enumerate(least):
            self.setColumnWidth(at, int(width * wide))

    def _resized(self, _at: int, _before: int, _now: int) -> None:
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        self._by_hand = self._by_hand or pressed

    def _fit(self) -> int:
        """Set the height of rows for the text; gives the width of a letter."""
        self.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * 1.7))
        return max(1, self.fontMetrics().averageCharWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for the row, unless its cell is to be edited."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        editing = self.state() == QAbstractItemView.State.EditingState
        if enter and not editing and not event.modifiers():
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _ask(self, index: QModelIndex) -> None:
        if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.wanted.emit(self.rows.row(index))

    def _mark(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.marked.emit(self.rows.row(now) if now.isValid() else None)
