"""Editing one cell of the sheet: a text that cannot be taken stays, with a sentence on it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QStyleOptionViewItem, QWidget

from engagement_app.domain.fields import Link
from engagement_app.domain.input import kinds_of
from engagement_app.domain.recording import NewName
from engagement_app.domain.roles import EngagementRoleInput
from engagement_app.errors import UserError
from engagement_app.gui.forms.layouts import nothing
from engagement_app.gui.forms.links import Choices, LinkEditor
from engagement_app.gui.pages.roles.columns import COLUMNS
from engagement_app.gui.pages.roles.saving import Saving
from engagement_app.gui.pages.roles.sheet import Kept, SheetModel
from engagement_app.gui.tables.delegate import FieldDelegate
from engagement_app.gui.tables.model import Index
from engagement_app.gui.text import restyle

_LETTERS, _LEAST = 34, 14
"""How many letters a list to choose from has room for, and any other editor."""
Cell = tuple[str, int]
"""A cell by the key of its row and its column."""
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_STEPS = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Tab: "next",
    Qt.Key.Key_Backtab: "back",
}


class CellDelegate(FieldDelegate):
    """Enter saves and goes down, Tab to the next cell, Escape leaves; nothing typed is lost."""

    def __init__(
        self, saving: Saving, step: Callable[[str, Cell | None], None], choices: Choices
    ) -> None:
        """`step(way, cell)` goes on from a cell that was edited."""
        super().__init__(kinds_of(EngagementRoleInput), choices, _told_elsewhere)
        self._saving = saving
        self._step = step
        self._left: Cell | None = None
        self._began: Any = None
        self._open = QPersistentModelIndex()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._open = QPersistentModelIndex(index)
        column = COLUMNS[index.column()]
        kind = self._kinds[column.field]
        if not isinstance(kind, Link):
            return super().createEditor(parent, option, index)
        editor = LinkEditor(kind.table, self._choices, nothing(column.field))
        editor.setParent(parent)
        editor.setAccessibleName(column.title)
        self._through_suggestions(editor)
        return editor

    def setEditorData(self, editor: Any, index: Index) -> None:
        """Once, when it opens: what is typed since stays while the rows are read again."""
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        model = index.model()
        assert isinstance(model, SheetModel)
        kept = model.kept(index)
        self._began = None
        if kept is None:
            editor.set_value(index.data(Qt.ItemDataRole.EditRole))
            self._began = _entered(editor)
        else:
            _show(editor, kept)
        _select_all(editor)

    def setModelData(self, editor: Any, model: QAbstractItemModel, index: Index) -> None:
        try:
            value = editor.value()
        except UserError as error:
            self._saving.refuse(index, _text_of(editor), str(error))
            return
        if self._began == _entered(editor):
            # What nobody touched is not entered, also where the row is still being saved.
            assert isinstance(model, SheetModel)
            self._left = (model.row(index).key, index.column())
            if model.kept(index):
                self._saving.give_up(index)
        else:
            key = self._saving.take(index, value, _text_of(editor))
            self._left = (key, index.column())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """As high and wide as what is typed needs, where the cell is smaller."""
        cell: QRect = option.rect
        needed = editor.sizeHint()
        letters = _LETTERS if isinstance(editor, QComboBox) else _LEAST
        wide = max(cell.width(), letters * editor.fontMetrics().averageCharWidth())
        high = max(cell.height(), needed.height())
        top = max(0, cell.center().y() - high // 2)
        room = editor.parentWidget()
        left = max(0, min(cell.left(), room.width() - wide)) if room else cell.left()
        editor.setGeometry(left, top, wide, high)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _STEPS and isinstance(editor, QWidget):
                up = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
                    event.modifiers() & _SHIFT
                )
                self._leave(editor, "up" if up else _STEPS[Qt.Key(event.key())])
                return True
            if event.key() == Qt.Key.Key_Escape and isinstance(editor, QWidget):
                self._saving.give_up(self._open)
        return super().eventFilter(editor, event)

    def _through_suggestions(self, editor: LinkEditor) -> None:
        """Tab goes to the next cell also while names are suggested.

        The list of suggestions would hand the key to the editor past this delegate, and the focus
        would leave the grid.
        """
        if completer := editor.completer():
            Suggestions(completer, partial(self._leave, editor))

    def _leave(self, editor: Any, way: str) -> None:
        """Save and go on, or stay where what is typed cannot be taken."""
        try:
            editor.value()
        except UserError as error:
            restyle(editor, "wrong", "true")
            _select_all(editor)
            self._saving.refuse(self._open, _text_of(editor), str(error))
            return
        self._left = None
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
        self._step(way, self._left)


class Suggestions(QObject):
    """Takes Tab from an open list of suggestions, with the suggestion that is marked in it."""

    def __init__(self, completer: QCompleter, leave: Callable[[str], None]) -> None:
        super().__init__(completer)
        self._completer = completer
        self._leave = leave
        popup = completer.popup()
        assert popup is not None
        self._popup = popup
        popup.installEventFilter(self)

    def eventFilter(self, popup: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):  # type: ignore[attr-defined]
            self._take()
            self._leave(_STEPS[Qt.Key(event.key())])  # type: ignore[attr-defined]
            return True
        return super().eventFilter(popup, event)

    def _take(self) -> None:
        line = self._completer.widget()
        marked = self._popup.currentIndex()
        self._popup.hide()
        if marked.isValid() and isinstance(line, QLineEdit):
            line.setText(marked.data())


def _told_elsewhere(_error: UserError) -> None:
    """What cannot be taken is told by `Saving.refuse`."""


def _line_of(editor: QWidget) -> QLineEdit | None:
    if isinstance(editor, QComboBox):
        return editor.lineEdit()
    return editor if isinstance(editor, QLineEdit) else None


def _text_of(editor: QWidget) -> str:
    if isinstance(editor, QComboBox):
        return editor.currentText()
    line = _line_of(editor)
    return line.text() if line else ""


def _entered(editor: Any) -> tuple[str, Any]:
    """What stands in an editor: its text and its value, as two records may have one name."""
    return _text_of(editor), editor.value()


def _select_all(editor: QWidget) -> None:
    if line := _line_of(editor):
        line.selectAll()


def _show(editor: Any, kept: Kept) -> None:
    line = _line_of(editor)
    if isinstance(editor, LinkEditor) and isinstance(kept.value, NewName):
        editor.setEditText(kept.text)
    elif line and not isinstance(editor, LinkEditor):
        line.setText(kept.text)
    else:
        editor.set_value(kept.value)
