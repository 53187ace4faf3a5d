"""The list of what was said, to read, to put right and to take out."""

from collections import Counter
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engagement_app.domain import notebook
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.input import kinds_of
from engagement_app.domain.recording import remove
from engagement_app.domain.what_was_said import MOST, SaidRow, list_said
from engagement_app.domain.wording import word_of
from engagement_app.gui.latest import Latest
from engagement_app.gui.pages.said.columns import columns
from engagement_app.gui.pages.said.filters import Filters
from engagement_app.gui.pages.said.names import Names
from engagement_app.gui.pages.said.two_lines import TwoLines
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.tables.delegate import FieldDelegate
from engagement_app.gui.tables.model import RowsModel
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural


class SaidList(QWidget):
    """Newest first; `wanted` has the row that is to be changed."""

    wanted = Signal(object)
    traced = Signal(object)
    """The row of which is asked what became of it."""
    themes_wanted = Signal(str)
    """Themes are to be renamed or merged: the id of the one that is listed, or empty."""

    def __init__(self, workspace: Workspace, names: Names) -> None:
        super().__init__()
        self._workspace = workspace
        self.filters = Filters(workspace, names)
        self.summary = label(role="quiet")
        self._words = Latest(workspace)
        self.model = RowsModel(columns(), self._change)
        self.table = TwoLines(self.model, _("What was said"))
        kinds = kinds_of(ContributionInput)
        self._delegate = FieldDelegate(kinds, names.choices, self._refused)
        self.table.setItemDelegate(self._delegate)
        self.amend = QPushButton(_("Change"))
        self.delete = QPushButton(_("Delete"))
        self.trace = QPushButton(_("What became of it"))
        self.themes = QPushButton(_("Themes…"))
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Read the list; the mark stays on its row, and what was scrolled to stays in sight."""
        wanted = self.filters.wanted()
        if wanted and wanted.text.strip():
            # In all that was said words are looked for beside the window's work.
            self._words.ask(list_said, wanted, then=self._show)
            return
        self._words.forget()
        self._show(self._workspace.read(list_said, wanted) if wanted else [])

    def _look(self) -> None:
        """Something else is looked for; the file may have been closed since it was typed."""
        if self._workspace.is_open:
            self.reload()

    def empty(self) -> None:
        """Another file: what stood here was of the one before."""
        self.filters.forget()
        self._words.forget()
        self._show([])

    def _show(self, rows: list[SaidRow]) -> None:
        bar, marked = self.table.verticalScrollBar(), self.table.current()
        at = bar.value()
        self.model.set_rows(rows)
        found = [place for place, row in enumerate(rows) if marked and row.id == marked.id]
        self._mark(found[0] if found else None)
        bar.setValue(at)
        self.summary.setText(self._summary(rows))
        self._marked()

    def _mark(self, at: int | None) -> None:
        """Put the mark on a row, or take it away."""
        if at is None:
            self.table.selectionModel().clear()
            return
        index = self.model.index(at, max(0, self.table.currentIndex().column()))
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _summary(self, rows: list[SaidRow]) -> str:
        if not rows and self.filters.narrows:
            return _("Nothing that was said fits. Choose any theme, any voice and no words.")
        if not rows:
            return _("Nothing was written down here yet.")
        voices = Counter(row.voice for row in rows)
        parts = [f"{word_of(voice)} {count}" for voice, count in voices.most_common()]
        told = plural("{count} entry", "{count} entries", len(rows)) + ": " + ", ".join(parts)
        if len(rows) == MOST:
            told += ". " + _("Only the newest are listed; narrow the list to see others.")
        return told

    def _change(self, row: SaidRow, field: str, value: Any) -> None:
        if value == getattr(row, field):
            return
        freed = field == "voice" and value == "own"
        self._workspace.write(
            "contribution.amend",
            notebook.amend,
            row.id,
            told=_("Changed. For whom and mandate went with the voice.")
            if freed
            else _("Changed: {words}").format(words=_short(row)),
            **{field: value},
        )

    def _refused(self, error: Exception) -> None:
        self._workspace.troubled.emit(sentence_of(error))

    def _ask(self) -> None:
        if (row := self.table.current()) is not None:
            self.wanted.emit(row)

    def _allow_quote(self) -> None:
        if (row := self.table.current()) is not None:
            self._change(row, "may_quote", "not_asked" if row.may_quote == "yes" else "yes")

    def _go_down(self) -> None:
        """From the box that finds words to what was found."""
        if self.model.rowCount():
            self.table.setFocus()
            self._mark(0 if self.table.current() is None else self.table.currentIndex().row())

    def _trace(self) -> None:
        if (row := self.table.current()) is not None:
            self.traced.emit(row)

    def _delete(self) -> None:
        if (row := self.table.current()) is not None:
            self._workspace.write(
                "record.delete",
                remove,
                "contribution",
                row.id,
                told=_("Deleted: {words}").format(words=_short(row)),
            )

    def _marked(self, *_row: object) -> None:
        there = self.table.current() is not None
        self.amend.setEnabled(there)
        self.delete.setEnabled(there)
        self.trace.setEnabled(there)

    def _connect(self) -> None:
        self.filters.changed.connect(self._look)
        self.table.wanted.connect(self.wanted)
        self.table.marked.connect(self._marked)
        self.amend.clicked.connect(self._ask)
        self.delete.clicked.connect(self._delete)
        self.trace.clicked.connect(self._trace)
        picked = self.filters.theme
        self.themes.clicked.connect(lambda: self.themes_wanted.emit(picked.currentData() or ""))
        acts = {"Delete": self._delete, "Ctrl+B": self._trace, "Alt+Q": self._allow_quote}
        keys = [(self.table, key, act) for key, act in acts.items()]
        for part, key, act in (*keys, (self.filters.text, "Down", self._go_down)):
            shortcut = QShortcut(QKeySequence(key), part, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _lay_out(self) -> None:
        give_tip(self.amend, _("Enter"))
        give_tip(self.delete, _("Delete key. Ctrl+Z brings it back."))
        give_tip(self.themes, _("Rename themes, and merge those that mean the same"))
        give_tip(self.trace, _("Ctrl+B: messages, answers and follow-ups"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.summary, 1)
        buttons.addWidget(self.amend)
        buttons.addWidget(self.delete)
        buttons.addWidget(self.trace)
        buttons.addWidget(self.themes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.filters)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)


def _short(row: SaidRow) -> str:
    words = " ".join(row.words.split())
    return words if len(words) <= 60 else words[:59] + "…"
