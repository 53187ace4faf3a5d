"""The list of one group, what is to be said of it, and what can be done with the marked row."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engagement_app.domain.promises import PromiseRow
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.pages.follow_ups.table import PromiseTable
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _


class PromiseList(QWidget):
    """What was just changed stays in its place, until `begin_anew`."""

    opened = Signal(object)
    """The row of which everything is to be changed, or for which something is to be agreed."""
    several = Signal(object)
    """The rows, more than one, that are to be changed at once."""
    marked = Signal(object)
    """The row on which the mark stands now, or None."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.table = PromiseTable(workspace)
        self.about = label(role="quiet")
        self.problem = label(role="problem")
        self.new = QPushButton(_("New follow-up"))
        self.done = QPushButton()
        self.amend = QPushButton()
        self.save_as = QPushButton(_("Save the list as…"))
        self.touched: list[str] = []
        """The ids of follow-ups that were changed here since the group was chosen."""
        self._lay_out()
        self._connect()

    def start(self) -> None:
        """The focus to the list, or to the first follow-up to add."""
        (self.table if self.table.promises.rows else self.new).setFocus()

    def begin_anew(self) -> None:
        """Another group: what was changed goes where it belongs."""
        self.touched.clear()
        self.trouble("")

    def forget(self) -> None:
        """Another file, or another project."""
        self.begin_anew()
        self.table.promises.set_rows(())
        self.table.promises.forget_all()

    def touch(self, follow_up_id: str) -> None:
        """This follow-up is being changed."""
        if follow_up_id not in self.touched:
            self.touched.append(follow_up_id)

    def trouble(self, sentence: str) -> None:
        """Say what is wrong; nothing is, where the sentence is empty."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def show_rows(self, rows: Sequence[PromiseRow]) -> None:
        """Show these; the mark stays on its follow-up, and what was scrolled to in sight."""
        here, marked = self.table.currentIndex(), self.table.current()
        row, column = max(0, here.row()), max(0, here.column())
        bar, placed = self.table.verticalScrollBar(), self._in_place(rows)
        scrolled, keys = bar.value(), [each.key for each in placed]
        self.table.promises.set_rows(placed)
        if marked is not None and marked.key in keys:
            row = keys.index(marked.key)
        if placed:
            index = self.table.promises.index(min(row, len(placed) - 1), column)
            if index != self.table.currentIndex():
                self.table.setCurrentIndex(index)
        bar.setValue(scrolled)
        self._mark()

    def _in_place(self, rows: Sequence[PromiseRow]) -> list[PromiseRow]:
        before = [row.key for row in self.table.promises.rows]
        stay = {row.key: row for row in rows if row.key in self.touched and row.key in before}
        placed = [row for row in rows if row.key not in stay]
        for at, key in enumerate(before):
            if key in stay:
                placed.insert(at, stay[key])
        return placed

    def _mark(self, *_row: object) -> None:
        """Offer what can be done with the marked row."""
        row: PromiseRow | None = self.table.current()
        agreed = row is not None and row.id is not None
        several = len(self.table.selected())
        if several > 1:
            self._offer_together(several)
            return
        is_open = row is None or row.status == "open"
        self.done.setText(_("Done") if is_open else _("Open again"))
        self.done.setEnabled(agreed)
        self.amend.setText(_("Change…") if row is None or agreed else _("Agree a follow-up…"))
        self.amend.setEnabled(row is not None)
        self.marked.emit(row)

    def _offer_together(self, count: int) -> None:
        """Offer what can be done with all that are selected."""
        is_open = any(row.status == "open" for row in self.table.selected())
        done, again = _("Done ({count})"), _("Open again ({count})")
        self.done.setText((done if is_open else again).format(count=count))
        self.amend.setText(_("Change {count}…").format(count=count))
        for button in (self.done, self.amend):
            button.setEnabled(True)
        self.marked.emit(self.table.current())

    def _open(self) -> None:
        if len(rows := self.table.selected()) > 1:
            self.several.emit(rows)
            return
        if (row := self.table.current()) is not None:
            self.opened.emit(row)

    def _connect(self) -> None:
        self.table.wanted.connect(self.opened)
        self.table.marked.connect(self._mark)
        self.table.selectionModel().selectionChanged.connect(self._mark)
        self.table.touched.connect(self.touch)
        self.table.troubled.connect(self.trouble)
        self.done.clicked.connect(self.table.tick)
        self.amend.clicked.connect(self._open)

    def _lay_out(self) -> None:
        self.problem.hide()
        give_tip(self.new, _("Ctrl+N"))
        give_tip(
            self.done,
            _("Space, in the list. Ctrl+Z takes it back. Shift and the arrow keys select several."),
        )
        give_tip(self.amend, _("Ctrl+E, or Enter on the name"))
        give_tip(self.save_as, _("As a list, a workbook, or a calendar without names"))
        actions = QWidget()
        flow = FlowLayout(actions)
        for button in (self.done, self.amend, self.new, self.save_as):
            flow.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.about)
        layout.addWidget(self.problem)
        layout.addWidget(self.table, 1)
        layout.addWidget(actions)
        for one, other in pairwise((self.table, self.done, self.amend, self.new, self.save_as)):
            self.setTabOrder(one, other)
