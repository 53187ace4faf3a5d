"""Records under one's hands: their cells are edited in place, and each change is one act."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from engagement_app.domain.fields import Choice
from engagement_app.domain.input import kinds_of
from engagement_app.domain.recording import NewName, input_of, put
from engagement_app.domain.wording import word_of
from engagement_app.gui.forms.choosing import choices_of
from engagement_app.gui.forms.editors import shown_day
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.tables.framed_cells import FramedCells
from engagement_app.gui.tables.kept import Kept, KeptModel, KeyedRow
from engagement_app.gui.tables.model import Column, Index
from engagement_app.gui.tables.view import Table
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RecordModel(KeptModel[KeyedRow]):
    """Rows of records; a text of several lines is not edited in its cell, which has one."""

    def __init__(self, columns: Sequence[Column[KeyedRow]]) -> None:
        super().__init__(columns, _by_the_delegate)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and "\n" in str(index.data(Qt.ItemDataRole.EditRole)):
            flags &= ~Qt.ItemFlag.ItemIsEditable
        return flags


class RecordTable(Table):
    """Enter or typing edits a cell; of a choice a letter takes the next word that begins with it,
    and Space the next. What cannot be saved stays in its cell."""

    touched = Signal(str)
    """The key of a record that is being changed here."""
    troubled = Signal(str)
    """What cannot be taken or saved, and why; empty once it is mended."""
    left = Signal()
    """No cell is edited any more."""

    def __init__(
        self,
        workspace: Workspace,
        model: KeptModel[Any],
        name: str,
        record: tuple[str, str],
        called: Callable[[Any], tuple[str, str]],
        command: Callable[..., str] = put,
    ) -> None:
        """`record`: the table of the file, and the act that changes it. `called(row)`: what a row
        is called where a change is told, and where something is wrong with it. `command` saves a
        cell, called as `recording.put` is."""
        super().__init__(model, name)
        self.workspace = workspace
        self.cells = model
        self._record, self._act = record
        self._command = command
        self._called = called
        self._kinds = kinds_of(input_of(self._record))
        delegate = FramedCells(input_of(self._record), choices_of(workspace), self)
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
        keys = [row.key for row in self.cells.rows]
        if key in keys:
            self.mark(keys.index(key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits the cell where it can be edited; a letter chooses."""
        here, plain = self.currentIndex(), not event.modifiers()
        editable = bool(here.flags() & Qt.ItemFlag.ItemIsEditable) and not self.is_edited
        if event.key() in _ENTER and plain and editable:
            self.edit(here)
        elif not (editable and plain and self._choose(here, event.text())):
            super().keyPressEvent(event)

    def _choose(self, index: Index, letter: str) -> bool:
        """Take the next word of a choice that begins with the letter; whether there is one."""
        kind = self._kinds[self.cells.field_of(index)]
        if not isinstance(kind, Choice) or not letter:
            return False
        kept = self.cells.kept(index)
        now = kept.value if kept else index.data(Qt.ItemDataRole.EditRole)
        at = kind.values.index(now) + 1 if now in kind.values else 0
        for value in kind.values[at:] + kind.values[:at]:
            if word_of(value).casefold().startswith(letter.strip().casefold()):
                self.take(index, value, word_of(value))
                return True
        return False

    def take(self, index: Index, value: Any, text: str) -> None:
        """Save what was entered in a cell, if it differs; the file may have been closed."""
        if not self.workspace.is_open:
            return
        row, field = self.cells.row(index), self.cells.field_of(index)
        before = self.cells.kept(index)
        being_saved = before is not None and not before.why
        if not row.id or (value == index.data(Qt.ItemDataRole.EditRole) and not being_saved):
            self.give_up(index)
            return
        shown = shown_day(value) if isinstance(value, date) else text
        kept = Kept(shown or self._nothing(field), value)
        self.cells.keep(row.key, field, kept)
        self._save(row, field, kept, self.cells.columns[index.column()].title)

    def refuse(self, index: Index, text: str, sentence: str) -> None:
        """Keep a text that cannot be taken in its cell, and say why."""
        row, field = self.cells.row(index), self.cells.field_of(index)
        self.cells.keep(row.key, field, Kept(text, why=sentence))
        self.troubled.emit(self._where(row, self.cells.columns[index.column()].title, sentence))

    def give_up(self, index: Index) -> None:
        """The cell shows again what is in the file."""
        if index.isValid():
            self.cells.forget(self.cells.row(index).key, self.cells.field_of(index))
        self.troubled.emit("")

    def _save(self, row: Any, field: str, kept: Kept, title: str) -> None:
        project_id = self.workspace.project_id

        def failed(error: Exception) -> None:
            why = sentence_of(error)
            sentence = self._where(row, title, _("not saved. {why}").format(why=why))
            if project_id != self.workspace.project_id:
                # Its cell is not in this project: only the strip can tell.
                self.workspace.troubled.emit(sentence)
                return
            self.cells.keep(row.key, field, Kept(kept.text, kept.value, why))
            self.troubled.emit(sentence)

        def saved(_id: str) -> None:
            self.cells.forget(row.key, field, kept)
            self.troubled.emit("")

        self.touched.emit(row.id)
        is_new = isinstance(kept.value, NewName)
        told = _("{what}, {column}: {value} (new)") if is_new else _("{what}, {column}: {value}")
        self.workspace.write(
            self._act,
            self._command,
            self._record,
            row.id,
            project_id,
            {field: kept.value},
            told=told.format(what=self._called(row)[0], column=title.lower(), value=kept.text),
            then=saved,
            failed=failed,
        )

    def _where(self, row: Any, column: str, sentence: str) -> str:
        whom = self._called(row)[1]
        return _("{whom}, {column}: {why}").format(whom=whom, column=column.lower(), why=sentence)

    def _nothing(self, _field: str) -> str:
        """What an emptied cell shows until it is saved."""
        return _("None")


def _by_the_delegate(_row: object, _field: str, _value: Any) -> None:
    """Cells are saved through the delegate, which knows what was typed."""
