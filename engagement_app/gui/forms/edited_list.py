"""A list of records whose cells are edited in the row, with a form beside it for all of one."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.forms.record_list import Preset, RecordList
from engagement_app.gui.tables.cell_drafts import CellDrafts
from engagement_app.gui.tables.records import RecordTable
from engagement_app.gui.text import give_tip, label
from engagement_app.language import _


class EditedList(RecordList):
    """Ctrl+N adds, Enter edits the cell, Ctrl+E changes all of the record, Delete deletes it."""

    late = Signal()
    """A cell was edited while the rows were to be read anew: now they can be."""

    def __init__(
        self,
        panel: RecordPanel,
        table: RecordTable,
        words: tuple[str, str],
        preset: Preset,
        drafts: tuple[str, str],
    ) -> None:
        """`drafts`: under which name what is typed in a cell is kept, and where people find it."""
        super().__init__(panel, table.cells.columns, words, preset, table)
        self.records = table
        self.problem = label(role="problem")
        self.problem.hide()
        self._column.insertWidget(1, self.problem)
        self.change = QPushButton(_("Change…"))
        give_tip(self.change, _("Ctrl+E: all of the marked record, or delete it"))
        self.put_beside(self.change)
        self.change.clicked.connect(self._change)
        shortcut = QShortcut(QKeySequence("Ctrl+E"), table, self._change)
        shortcut.setContext(self._WITHIN)
        self.drafts = CellDrafts(self.workspace, *drafts, table, table.cells, self.trouble)
        self._waits = False
        table.troubled.connect(self.trouble)
        table.left.connect(self._catch_up)

    def begin(self, project_id: str | None) -> None:
        """The rows are of this project from now on; what was typed for another is not shown."""
        self.drafts.end()
        self.records.cells.forget_all()
        self.trouble("")
        if project_id:
            self.drafts.begin(project_id)

    def show_rows(self, rows: Any, nothing: str) -> None:
        """Show these rows, unless a cell is being edited: then `late` asks for them once it is
        not."""
        self._waits = self.records.is_edited
        if not self._waits:
            super().show_rows(rows, nothing)
            self.change.setEnabled(bool(rows))

    def trouble(self, sentence: str) -> None:
        """Say what is wrong; nothing is, where the sentence is empty."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _change(self) -> None:
        row = self.table.current()
        if row is not None:
            self.amend(row)

    def _catch_up(self) -> None:
        if self._waits and not self.records.is_edited:
            self._waits = False
            self.late.emit()
