"""Where words come from and what became of them: of a message all that stands behind it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engagement_app.domain.provenance import read_became
from engagement_app.domain.what_was_said import SaidRow, Wanted, list_said
from engagement_app.gui.beside import SideBySide, scrolled
from engagement_app.gui.latest import Latest
from engagement_app.gui.pages.voice.columns import said_columns
from engagement_app.gui.pages.voice.telling import lines_of
from engagement_app.gui.reading import ReadingView
from engagement_app.gui.tables.model import RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.gui.text import give_tip, label, shortened
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_PAUSE_MS = 60
"""How long the mark rests on a row before what became of it is read."""
_LINES = 12
_LONGEST = 90


class ProvenancePanel(QWidget):
    """Contributions on the left, one of them in full on the right; Escape leaves."""

    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._ids: tuple[str, ...] = ()
        self.heading = label(role="heading")
        self.nothing = label(role="quiet")
        self.back = QPushButton(_("Back"))
        self.model: RowsModel[SaidRow] = RowsModel(said_columns())
        self.table = Table(self.model, _("What stands behind it"))
        self.told = ReadingView(_("Where it comes from and what became of it"))
        self._said = Latest(workspace)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._pause.timeout.connect(self._tell)
        self.table.marked.connect(lambda _row: self._pause.start())
        self.back.clicked.connect(self.left)

    def show_these(self, heading: str, ids: tuple[str, ...]) -> None:
        """Show these contributions under a heading."""
        self.heading.setText(shortened(heading, _LONGEST))
        self._ids = ids
        self.model.set_rows([])
        self.told.show_lines([])
        self.reload()
        self.start()

    def reload(self) -> None:
        """Read them anew; the mark stays."""
        if self._workspace.project_id is not None:
            wanted = Wanted(self._workspace.project_id, ids=self._ids)
            self._said.ask(list_said, wanted, then=self._show)

    def start(self) -> None:
        """The focus to the list."""
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, rows: list[SaidRow]) -> None:
        marked = self.table.current()
        self.model.set_rows(rows)
        ids = [row.id for row in rows]
        self.table.mark(ids.index(marked.id) if marked and marked.id in ids else 0)
        self.nothing.setText(_missing(len(self._ids) - len(rows), len(rows)))
        self.nothing.setVisible(bool(self.nothing.text()))
        self._tell()

    def _tell(self) -> None:
        row = self.table.current()
        if row is None or not self._workspace.is_open:
            self.told.show_lines([("quiet", _("Nothing that was said is there any more."))])
            return
        became = self._workspace.read_or_tell(read_became, row.id)
        self.told.show_lines(lines_of(became) if became else [])

    def _lay_out(self) -> None:
        give_tip(self.back, _("Escape"))
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.back)
        least = self.fontMetrics().height() * _LINES
        self.table.setMinimumHeight(least)
        self.told.setMinimumHeight(least)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.nothing)
        layout.addWidget(scrolled(SideBySide(self.table, self.told, first=3, rest=2)), 1)


def _missing(gone: int, there: int) -> str:
    """That some of it is not shown; empty where all is."""
    if gone <= 0:
        return ""
    return _("{there} are shown; {gone} more are deleted or too many to list.").format(
        there=f"{there:,}", gone=f"{gone:,}"
    )
