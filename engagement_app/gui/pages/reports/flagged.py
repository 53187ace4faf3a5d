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
_TICKED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


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
        # A table: only there a row is as high as its words on several lines need.
        self.list = QTableWidget(0, 1)
        self.list.setAccessibleName(_("Quotes that point to few people"))
        self.list.setTabKeyNavigation(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.horizontalHeader().hide()
        self.list.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.list.verticalHeader().hide()
        self.list.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemChanged.connect(self._tick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            label(
                _(
                    "So few people spoke so that a reader may know who it was. Tick what is to be"
                    " printed all the same (Space)."
                ),
                role="quiet",
            )
        )
        layout.addWidget(self.list, 1)

    def show_quotes(self, quotes: Sequence[Quote]) -> None:
        """List these; what was ticked of them stays ticked."""
        if quotes == self._shown:
            return
        self._shown = quotes
        self.list.blockSignals(True)
        self.list.setRowCount(len(quotes))
        for row, quote in enumerate(quotes):
            self.list.setItem(row, 0, self._item(quote))
        self.list.blockSignals(False)
        if quotes:
            self.list.setCurrentCell(0, 0)

    def _item(self, quote: Quote) -> QTableWidgetItem:
        item = QTableWidgetItem(_line(quote))
        item.setData(_ID, quote.contribution_id)
        item.setFlags(_TICKED)
        passed = quote.contribution_id in self.passed
        item.setCheckState(Qt.CheckState.Checked if passed else Qt.CheckState.Unchecked)
        return item

    def forget(self) -> None:
        """Another file: nobody has looked at its quotes."""
        self.passed = frozenset()
        self.show_quotes(())

    def _tick(self, item: QTableWidgetItem) -> None:
        one = {item.data(_ID)}
        ticked = item.checkState() == Qt.CheckState.Checked
        self.passed = self.passed | one if ticked else self.passed - one
        self._timer.start()


def _line(quote: Quote) -> str:
    few = plural("{count} person spoke so", "{count} people spoke so", quote.alike)
    return f"{few}. {told_by(quote)}\n“{quote.words}”"
