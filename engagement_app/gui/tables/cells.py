"""Editing one cell of many: a text that cannot be taken stays, with a sentence on it."""

from typing import Any, Protocol

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyleOptionViewItem, QWidget

from engagement_app.domain.input import Input, kinds_of
from engagement_app.errors import UserError
from engagement_app.gui.forms.links import Choices, LinkEditor
from engagement_app.gui.tables.delegate import FieldDelegate
from engagement_app.gui.tables.kept import Kept, KeptModel
from engagement_app.gui.tables.model import Index
from engagement_app.gui.text import restyle


class Sheet(Protocol):
    """What the delegate tells of a cell."""

    def take(self, index: Index, value: Any, text: str) -> object:
        """A value to be saved."""

    def refuse(self, index: Index, text: str, sentence: str) -> None:
        """A text that cannot be taken."""

    def give_up(self, index: Index) -> None:
        """What was typed is not wanted any more."""


class CellDelegate(FieldDelegate):
    """Enter saves, Escape leaves; nothing that is typed is lost."""

    def __init__(self, record: type[Input], choices: Choices, sheet: Sheet) -> None:
        super().__init__(kinds_of(record), choices, _told_by_the_sheet)
        self._sheet = sheet
        self._open = QPersistentModelIndex()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._open = QPersistentModelIndex(index)
        return super().createEditor(parent, option, index)

    def setEditorData(self, editor: Any, index: Index) -> None:
        """Once, when it opens: what is typed since stays while the rows are read again."""
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        model = index.model()
        assert isinstance(model, KeptModel)
        kept = model.kept(index)
        if kept is None:
            editor.set_value(index.data(Qt.ItemDataRole.EditRole))
        else:
            _show(editor, kept)
        select_all(editor)

    def setModelData(self, editor: Any, model: QAbstractItemModel, index: Index) -> None:
        """Tell the sheet what was entered."""
        _settle(editor)
        try:
            value = editor.value()
        except UserError as error:
            self._sheet.refuse(index, text_of(editor), str(error))
        else:
            self._sheet.take(index, value, text_of(editor))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._sheet.give_up(self._open)
            elif self._keeps(editor, event):
                return True
        return super().eventFilter(editor, event)

    def _keeps(self, editor: Any, event: QKeyEvent) -> bool:
        """Whether the key is done with: Enter, where what is typed cannot be taken."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return enter and not self._fits(editor)

    def _fits(self, editor: Any) -> bool:
        """Whether what is typed can be taken; where not, the cell stays open."""
        _settle(editor)
        try:
            editor.value()
        except UserError as error:
            restyle(editor, "wrong", "true")
            self._sheet.refuse(self._open, text_of(editor), str(error))
            return False
        return True


def text_of(editor: QWidget) -> str:
    """What is typed or chosen in the editor of a cell."""
    if isinstance(editor, QComboBox):
        return editor.currentText()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def select_all(editor: QWidget) -> None:
    """What is typed next takes the place of all there is."""
    if line := line_of(editor):
        line.selectAll()


def line_of(editor: QWidget | None) -> QLineEdit | None:
    """The line of an editor in which is typed, where it has one."""
    if isinstance(editor, QComboBox):
        return editor.lineEdit()
    return editor if isinstance(editor, QLineEdit) else None


def _show(editor: Any, kept: Kept) -> None:
    line = line_of(editor)
    known = isinstance(editor, LinkEditor) and isinstance(kept.value, str)
    if line is None or known:
        editor.set_value(kept.value)
    else:
        line.setText(kept.text)


def _settle(editor: QWidget) -> None:
    if isinstance(editor, LinkEditor):
        editor.settle()


def _told_by_the_sheet(_error: UserError) -> None:
    """What cannot be taken is told by `Sheet.refuse`."""
