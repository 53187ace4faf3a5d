"""The lines of a list, one below the other: what each becomes, or why it cannot be taken."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.pages.said.names import Names
from engagement_app.gui.pages.said.pasted_rows import columns
from engagement_app.gui.pages.said.sifting import Sifted
from engagement_app.gui.pages.said.two_lines import TwoLines
from engagement_app.gui.tables.model import RowsModel
from engagement_app.gui.text import give_tip, label
from engagement_app.language import _, plural


class PastedLines(QWidget):
    """Shows the lines that were read; what is wanted of them is done in the text they are of."""

    left_out = Signal(set)
    """The places of lines that are not wanted."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._rows: Sequence[Sifted] = ()
        self.summary = label(role="quiet")
        self.model = RowsModel(columns(names))
        self.table = TwoLines(self.model, _("The lines of the list"))
        self.only = QCheckBox(_("Only what cannot be taken"))
        self.change = QPushButton(_("Change"))
        self.leave_out = QPushButton(_("Leave out"))
        self.leave_all = QPushButton(_("Leave out all that cannot be taken"))
        self._lay_out()
        self._connect()

    def show_rows(self, rows: Sequence[Sifted]) -> None:
        """These are the lines now; the mark stays at its place, or near it."""
        self._rows, at = rows, self.table.currentIndex().row()
        refused = self.refused
        if not refused:
            self.only.setChecked(False)
        for part in (self.only, self.leave_all):
            part.setEnabled(bool(refused))
        shown = refused if self.only.isChecked() else rows
        self.model.set_rows(shown)
        self.table.mark(min(at, len(shown) - 1))
        self.summary.setText(_summary(len(rows), len(refused), len(self.waiting)))
        self._marked()

    @property
    def refused(self) -> list[Sifted]:
        """The lines that cannot be taken, whatever the voice of the list will be."""
        return [row for row in self._rows if row.noted is None and not row.waits]

    @property
    def waiting(self) -> list[Sifted]:
        """The lines that wait for the voice of the list."""
        return [row for row in self._rows if row.waits]

    def _leave_out(self) -> None:
        if (row := self.table.current()) is not None:
            self.table.setFocus()
            self.left_out.emit({row.at})

    def _leave_all(self) -> None:
        self.table.setFocus()
        self.left_out.emit({row.at for row in self.refused})

    def _marked(self, *_row: object) -> None:
        there = self.table.current() is not None
        self.change.setEnabled(there)
        self.leave_out.setEnabled(there)

    def _change(self) -> None:
        if (row := self.table.current()) is not None:
            self.table.wanted.emit(row)

    def _connect(self) -> None:
        self.only.toggled.connect(lambda _on: self.show_rows(self._rows))
        self.table.marked.connect(self._marked)
        self.change.clicked.connect(self._change)
        self.leave_out.clicked.connect(self._leave_out)
        self.leave_all.clicked.connect(self._leave_all)
        delete = QShortcut(QKeySequence("Delete"), self.table, self._leave_out)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _lay_out(self) -> None:
        give_tip(self.change, _("Enter: to the line in the text"))
        give_tip(self.leave_out, _("Delete key. Ctrl+Z in the text brings it back."))
        buttons = FlowLayout()
        for part in (self.change, self.leave_out, self.leave_all, self.only):
            buttons.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.summary)
        layout.addLayout(buttons)


def _summary(count: int, refused: int, waiting: int) -> str:
    if not count:
        return _("No lines yet.")
    told = plural("{count} line", "{count} lines", count)
    if not refused and not waiting:
        return _("{lines}, and each can be written down.").format(lines=told)
    wait = plural("{count} waits for a voice", "{count} wait for a voice", waiting)
    cannot = plural("{count} cannot be taken", "{count} cannot be taken", refused)
    why = ", ".join([*([wait] if waiting else []), *([cannot] if refused else [])])
    return _("{lines}: {why}.").format(lines=told, why=why)
