"""A list of the records of one table: Enter changes, Ctrl+N or Insert adds, Delete deletes."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engagement_app.domain.recording import remove
from engagement_app.domain.wording import name_of_table
from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.tables.model import Column, RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_AROUND = 8
Preset = Callable[[], dict[str, Any] | None]
"""The fields that a new record has from its surroundings; None where there can be none now."""


class RecordList(QWidget):
    """A heading, a table of frozen rows with an `id`, and what can be done with its records."""

    opened = Signal()
    """Its form is shown."""
    _WITHIN = Qt.ShortcutContext.WidgetShortcut

    def __init__(
        self,
        panel: RecordPanel,
        columns: Sequence[Column[Any]],
        words: tuple[str, str],
        preset: Preset = dict,
        table: Table | None = None,
    ) -> None:
        """`words`: the heading, and what the button for a new record says. `table`: one of its own,
        of a model of these columns."""
        super().__init__()
        self.panel = panel
        self.workspace: Workspace = panel.workspace
        self._preset = preset
        self.table = table or Table(RowsModel(columns), words[0])
        self.model: RowsModel[Any] = self.table.rows
        self.heading = label(words[0], role="heading", wrap=False)
        self.new = QPushButton(words[1])
        self._last = self.new
        self.nothing = label(role="quiet")
        self._lay_out()
        self._connect()
        panel.hide()

    def show_rows(self, rows: Sequence[Any], nothing: str) -> None:
        """Show these rows, the mark on the record where it was; `nothing` where there are none."""
        self.nothing.setText(nothing)
        self.nothing.setVisible(not rows)
        if not rows and self.table.hasFocus():
            self.new.setFocus()
        self.table.setVisible(bool(rows))
        before, place = self.table.current(), self.table.currentIndex().row()
        bar = self.table.verticalScrollBar()
        scrolled = bar.value()
        blocked = self.table.blockSignals(True)
        self.model.set_rows(rows)
        self.table.blockSignals(blocked)
        ids = [row.id for row in rows]
        if before is not None and before.id in ids:
            place = ids.index(before.id)
        self.table.mark(min(max(0, place), len(rows) - 1))
        bar.setValue(scrolled)

    def mark(self, record_id: str) -> None:
        """Put the mark on a record."""
        ids = [row.id for row in self.model.rows]
        if record_id in ids:
            self.table.mark(ids.index(record_id))

    def add(self) -> None:
        """Show the form for a new record."""
        preset = self._preset()
        if preset is not None:
            self.opened.emit()
            self.panel.add(**preset)

    def amend(self, row: Any) -> None:
        """Show the form with a record; says so where it is gone."""
        try:
            self.panel.amend(row.id)
        except UserError as error:
            self.workspace.troubled.emit(sentence_of(error))
            return
        self.opened.emit()

    def start(self) -> None:
        """The focus to where work goes on: the table, or the first record to add."""
        (self.table if self.model.rows else self.new).setFocus()

    def put_beside(self, button: QPushButton) -> None:
        """Another button in the line of the heading; Tab goes through them as they stand."""
        self.above.addWidget(button)
        QWidget.setTabOrder(self._last, button)
        self._last = button

    def keep_from_border(self) -> None:
        """Some room around it, where it stands in a frame."""
        self.above.setContentsMargins(0, 0, 0, 0)
        self._column.setContentsMargins(*[_AROUND] * 4)

    def _delete(self) -> None:
        row = self.table.current()
        if row is not None and self.panel.warns:
            self.amend(row)
            self.panel.ask_to_delete()
        elif row is not None:
            kind, name = name_of_table(self.panel.table), self.model.columns[0].text(row)
            self.workspace.write(
                "record.delete",
                remove,
                self.panel.table,
                row.id,
                told=_("Deleted: {kind}, {name}").format(kind=kind, name=name),
            )

    def _leave(self) -> None:
        self.panel.hide()
        self.start()

    def _lay_out(self) -> None:
        self.table.setMinimumHeight(self.fontMetrics().height() * 6)
        line = QWidget()
        self.above = FlowLayout(line)
        for widget in (self.heading, self.new):
            self.above.addWidget(widget)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(line)
        layout.addWidget(self.nothing)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
        give_tip(self.new, _("Ctrl+N or Insert, in the list"))

    def _connect(self) -> None:
        self.new.clicked.connect(self.add)
        self.table.wanted.connect(self.amend)
        self.panel.closed.connect(self._leave)
        self.panel.saved.connect(self.mark)
        for keys, act in (("Insert", self.add), ("Delete", self._delete)):
            shortcut = QShortcut(QKeySequence(keys), self.table, act)
            shortcut.setContext(self._WITHIN)
        new = QShortcut(QKeySequence("Ctrl+N"), self, self.add)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
