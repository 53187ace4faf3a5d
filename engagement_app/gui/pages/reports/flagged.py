"""Quotes that point to few people: somebody looks at each and says whether it is printed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engagement_app.gui.text import label
from engagement_app.language import _, plural
from engagement_app.reports.quoting import told_by
from engagement_app.resourcing.summary import Quote

_PAUSE_MS = 600
_ID = Qt.ItemDataRole.UserRole
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_YES, _NO = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class FlaggedQuotes(QWidget):
    """What is ticked is printed; `changed` a moment after the last tick."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.passed: frozenset[str] = frozenset()
        """The ids of the contributions that may be printed all the same."""
        self._shown: Sequence[Quote] = ()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.changed)
        self.list = _table()
        self.list.itemChanged.connect(self._tick)
        self.list.cellClicked.connect(self._turn)
        told = _(
            "So few people spoke so that a reader may know who it was. Tick what is to be printed"
            " all the same (Space)."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(told, role="quiet"))
        layout.addWidget(self.list, 1)

    def show_quotes(self, quotes: Sequence[Quote]) -> None:
        """List these; what was ticked of them stays ticked."""
        if quotes == self._shown:
            return
        self._shown = quotes
        self.list.blockSignals(True)
        self.list.setRowCount(len(quotes))
        for row, quote in enumerate(quotes):
            words = QTableWidgetItem(_line(quote))
            words.setFlags(_READ)
            self.list.setItem(row, 0, self._box(quote))
            self.list.setItem(row, 1, words)
        self.list.blockSignals(False)
        self.list.resizeRowsToContents()
        self.list.setColumnWidth(0, self.fontMetrics().height() * 2)
        if quotes:
            self.list.setCurrentCell(0, 0)

    def forget(self) -> None:
        """Another file: nobody has looked at its quotes."""
        self._timer.stop()
        self.passed = frozenset()
        self.show_quotes(())

    def _box(self, quote: Quote) -> QTableWidgetItem:
        box = QTableWidgetItem()
        box.setData(_ID, quote.contribution_id)
        box.setData(Qt.ItemDataRole.AccessibleTextRole, _line(quote))
        box.setFlags(_READ | Qt.ItemFlag.ItemIsUserCheckable)
        box.setCheckState(_YES if quote.contribution_id in self.passed else _NO)
        return box

    def _tick(self, box: QTableWidgetItem) -> None:
        one = {box.data(_ID)}
        self.passed = self.passed | one if box.checkState() == _YES else self.passed - one
        self._timer.start()

    def _turn(self, row: int, column: int) -> None:
        """A click on the words is one on the box before them."""
        box = self.list.item(row, 0)
        self.list.setCurrentCell(row, 0)
        if box and column:
            box.setCheckState(_NO if box.checkState() == _YES else _YES)


def _table() -> QTableWidget:
    """A box and the words beside it: in one cell with the box the words would be cut off."""
    made = QTableWidget(0, 2)
    made.setAccessibleName(_("Quotes that point to few people"))
    made.setTabKeyNavigation(False)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    columns, rows = made.horizontalHeader(), made.verticalHeader()
    columns.hide()
    columns.setMinimumSectionSize(1)
    columns.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    rows.hide()
    # Rows are not measured anew by themselves when the words beside the box have less room.
    measure = QTimer(made, singleShot=True, interval=0)
    measure.timeout.connect(made.resizeRowsToContents)
    columns.sectionResized.connect(lambda *_sizes: measure.start())
    return made


def _line(quote: Quote) -> str:
    few = plural("{count} person spoke so", "{count} people spoke so", quote.alike)
    return f"{few}. {told_by(quote)}\n“{quote.words}”"
