"""The follow-ups under one's hands: cells edited in place, Space for done; each is one act."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.promises import PromiseRow, tick
from engagement_app.domain.recording import put
from engagement_app.gui.forms.choosing import choices_of
from engagement_app.gui.pages.follow_ups.cells import PromiseCells
from engagement_app.gui.pages.follow_ups.columns import ONLY_IN, for_whom, what
from engagement_app.gui.pages.follow_ups.model import PromiseModel
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.tables.kept import Kept
from engagement_app.gui.tables.model import Index
from engagement_app.gui.tables.view import Table
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PromiseTable(Table):
    """Rows of one group; a row that was just changed stays, whatever group it is of now."""

    touched = Signal(str)
    """The id of a follow-up that is being changed here."""
    troubled = Signal(str)
    """What cannot be taken or saved, and why; empty once it is mended."""
    left = Signal()
    """No cell is edited any more."""

    def __init__(self, workspace: Workspace) -> None:
        self.promises = PromiseModel(date.today(), self._never)
        super().__init__(self.promises, _("Follow-ups"))
        self.workspace = workspace
        delegate = PromiseCells(FollowUpInput, choices_of(workspace), self)
        delegate.closeEditor.connect(lambda: QTimer.singleShot(0, self.left.emit))
        self.setItemDelegate(delegate)
        self._delegate = delegate
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    @property
    def is_edited(self) -> bool:
        """Whether a cell is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def mark_key(self, key: str) -> None:
        """Put the mark on the row with this key, where it is listed."""
        keys = [row.key for row in self.promises.rows]
        if key in keys:
            self.mark(keys.index(key))

    def show_columns_of(self, group: str) -> None:
        """Leave out the columns that say something in other groups only."""
        for at, only in ONLY_IN.items():
            self.setColumnHidden(at, group != only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks off, Enter edits the cell where it can be edited."""
        here, plain = self.currentIndex(), not event.modifiers()
        if event.key() == Qt.Key.Key_Space and plain and not self.is_edited:
            self.tick()
        elif event.key() in _ENTER and plain and here.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(here)
        else:
            super().keyPressEvent(event)

    def tick(self) -> None:
        """The marked follow-up is done today, or open again where it was not."""
        row: PromiseRow | None = self.current()
        if row is None:
            return
        if row.id is None:
            self.troubled.emit(_("Nothing was promised here yet. Press Enter to agree something."))
            return
        self.touched.emit(row.id)
        sentence = _("Done: {what}") if row.status == "open" else _("Open again: {what}")
        self.workspace.write(
            "follow_up.tick",
            tick,
            row.id,
            date.today(),
            told=sentence.format(what=_called(row)),
            then=lambda _status: self.troubled.emit(""),
            failed=lambda error: self.troubled.emit(
                _("{what}: not saved. {why}").format(what=_called(row), why=sentence_of(error))
            ),
        )

    def take(self, index: Index, value: Any, text: str) -> None:
        """Save what was entered in a cell, if it differs; the file may have been closed."""
        if not self.workspace.is_open:
            return
        row, field = self.promises.row(index), self.promises.field_of(index)
        if row.id is None or value == index.data(Qt.ItemDataRole.EditRole):
            self.give_up(index)
            return
        kept = Kept(text or _nothing(field), value)
        self.promises.keep(row.key, field, kept)
        self._save(row, field, kept, self.promises.columns[index.column()].title)

    def refuse(self, index: Index, text: str, sentence: str) -> None:
        """Keep a text that cannot be taken in its cell, and say why."""
        row, field = self.promises.row(index), self.promises.field_of(index)
        self.promises.keep(row.key, field, Kept(text, why=sentence))
        title = self.promises.columns[index.column()].title
        self.troubled.emit(_where(row, title, sentence))

    def give_up(self, index: Index) -> None:
        """The cell shows again what is in the file."""
        if index.isValid():
            self.promises.forget(self.promises.row(index).key, self.promises.field_of(index))
        self.troubled.emit("")

    def _save(self, row: PromiseRow, field: str, kept: Kept, title: str) -> None:
        project_id = self.workspace.project_id

        def failed(error: Exception) -> None:
            why = sentence_of(error)
            sentence = _where(row, title, _("not saved. {why}").format(why=why))
            if project_id != self.workspace.project_id:
                # Its cell is not in this project: only the strip can tell.
                self.workspace.troubled.emit(sentence)
                return
            self.promises.keep(row.key, field, Kept(kept.text, kept.value, why))
            self.troubled.emit(sentence)

        def saved(_id: str) -> None:
            self.promises.forget(row.key, field, kept)
            self.troubled.emit("")

        assert row.id is not None
        self.touched.emit(row.id)
        told = _("{what}, {column}: {value}")
        self.workspace.write(
            "follow_up.amend",
            put,
            "follow_up",
            row.id,
            self.workspace.project_id,
            {field: kept.value},
            told=told.format(what=_called(row), column=title.lower(), value=kept.text),
            then=saved,
            failed=failed,
        )

    def _never(self, _row: PromiseRow, _field: str, _value: Any) -> None:
        """Cells are saved through the delegate, which knows what was typed."""


def _called(row: PromiseRow) -> str:
    return _("{whom}, {what}").format(whom=for_whom(row), what=what(row))


def _where(row: PromiseRow, column: str, sentence: str) -> str:
    return _("{whom}, {column}: {why}").format(
        whom=for_whom(row), column=column.lower(), why=sentence
    )


def _nothing(field: str) -> str:
    return {"due_on": _("No date"), "owner_name": _("Nobody")}.get(field, _("None"))
