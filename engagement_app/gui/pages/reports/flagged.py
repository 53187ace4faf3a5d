"""Quotes that point to few people: somebody looks at each and says whether it is printed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from engagement_app.gui.text import label
from engagement_app.language import _, plural
from engagement_app.reports.quoting import told_by
from engagement_app.resourcing.summary import Quote

_PAUSE_MS = 600
_ID = Qt.ItemDataRole.UserRole


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
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Quotes that point to few people"))
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
        self.list.clear()
        for quote in quotes:
            item = QListWidgetItem(_line(quote))
            item.setData(_ID, quote.contribution_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_passed = quote.contribution_id in self.passed
            item.setCheckState(Qt.CheckState.Checked if is_passed else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)

    def forget(self) -> None:
        """Another file: nobody has looked at its quotes."""
        self.passed = frozenset()
        self.show_quotes(())

    def _tick(self, item: QListWidgetItem) -> None:
        one = {item.data(_ID)}
        ticked = item.checkState() == Qt.CheckState.Checked
        self.passed = self.passed | one if ticked else self.passed - one
        self._timer.start()


def _line(quote: Quote) -> str:
    few = plural("{count} person spoke so", "{count} people spoke so", quote.alike)
    return f"{few}. {told_by(quote)}\n“{quote.words}”"
