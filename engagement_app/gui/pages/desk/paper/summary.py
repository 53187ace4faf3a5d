"""After the last line: the head count of the sheet, and who differs from the list."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engagement_app.domain.keying import list_sheet_rows, tally_rows
from engagement_app.domain.reconciling import list_differences
from engagement_app.domain.sheet_lines import Line
from engagement_app.gui.pages.desk.paper.head_count import HeadCountEntry
from engagement_app.gui.pages.desk.paper.words import state_of, told_tally
from engagement_app.gui.tables.model import Column, RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

DIFFERENCES = "reports/sheet_differences"
_COLUMNS: tuple[Column[Line], ...] = (
    Column(_("Line"), lambda line: f"{line.number:,}" if line.number else "–", width=4, right=True),
    Column(_("Name"), lambda line: line.name or _("Somebody nameless"), width=24),
    Column(_("How they stand"), state_of, width=24),
)


class Summary(QWidget):
    """What the sheet says in all, and both lists of differences."""

    back = Signal()
    finished = Signal()
    wanted = Signal(str)

    def __init__(self, workspace: Workspace, event_id: str) -> None:
        super().__init__()
        self._workspace, self._event_id = workspace, event_id
        self.counted = label(role="heading")
        self.head_count = HeadCountEntry(workspace, event_id)
        self.not_here: RowsModel[Line] = RowsModel(_COLUMNS)
        self.not_on_sheet: RowsModel[Line] = RowsModel(_COLUMNS)
        self._headings = (label(role="heading"), label(role="heading"))
        self._tables = (
            Table(self.not_here, _("On the sheet but not here")),
            Table(self.not_on_sheet, _("Here but not on the sheet")),
        )
        self._buttons = (
            (_("Print or save these lists…"), lambda: self.wanted.emit(DIFFERENCES)),
            (_("Go to the first line not keyed"), self.back.emit),
            (_("Back to the desk"), self.finished.emit),
        )
        self._lay_out()

    def reload(self) -> None:
        """Count again, and list again."""
        rows = self._workspace.read(list_sheet_rows, self._event_id, 0)
        self.counted.setText(told_tally(tally_rows(rows)))
        found = self._workspace.read(list_differences, self._event_id)
        told = (
            _("On the sheet but not here: {count}").format(count=f"{len(found.not_here):,}"),
            _("Here but not on the sheet: {count}").format(count=f"{len(found.not_on_sheet):,}"),
        )
        for heading, sentence in zip(self._headings, told, strict=True):
            heading.setText(sentence)
        self.not_here.set_rows(found.not_here)
        self.not_on_sheet.set_rows(found.not_on_sheet)
        for table in self._tables:
            table.setVisible(table.model().rowCount() > 0)
        self.head_count.reload()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """The lists come first; they can be read with the arrows."""
        self.first.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        made = []
        for title, act in self._buttons:
            button = QPushButton(title)
            button.clicked.connect(lambda _on=False, act=act: act())
            row.addWidget(button)
            made.append(button)
        self.first = made[0]
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.counted)
        layout.addLayout(row)
        for heading, table in zip(self._headings, self._tables, strict=True):
            layout.addWidget(heading)
            layout.addWidget(table, 1)
        layout.addWidget(self.head_count)
        layout.addStretch(0)
