"""Editing in a cell with the very editors of the forms."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from engagement_app.domain.fields import Day, Kind, Link, Text
from engagement_app.errors import UserError
from engagement_app.gui.forms.editors import DayLine, TextEditor, editor_for
from engagement_app.gui.forms.layouts import nothing
from engagement_app.gui.forms.links import Choices, LinkEditor
from engagement_app.gui.tables.model import RowsModel
from engagement_app.gui.text import call

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Index = QModelIndex | QPersistentModelIndex
_FRAME = 2


class FieldDelegate(QStyledItemDelegate):
    """Makes the editor of a cell from the kind of its field; `refused` has what cannot be."""

    def __init__(
        self, kinds: dict[str, Kind], choices: Choices, refused: Callable[[UserError], None]
    ) -> None:
        super().__init__()
        self._kinds = kinds
        self._choices = choices
        self._refused = refused

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A frame shows in which cell one is."""
        super().paint(painter, option, index)
        state: Any = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            marked = state & QStyle.StateFlag.State_Selected
            palette: QPalette = option.palette
            brush = palette.highlightedText() if marked else palette.highlight()
            rect: QRect = option.rect
            painter.save()
            painter.setPen(QPen(brush.color(), _FRAME))
            painter.drawRect(rect.adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME))
            painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        model: Any = index.model()
        assert isinstance(model, RowsModel)
        column = model.columns[index.column()]
        kind = self._kinds[column.field]
        editor: Any
        if isinstance(kind, Link):
            editor = LinkEditor(kind.table, self._choices, nothing(column.field))
        else:
            editor = _one_line(kind)
        editor.setParent(parent)
        call(editor, column.title)
        editor.setAutoFillBackground(True)
        widget: QWidget = editor
        return widget

    def setEditorData(self, editor: Any, index: Index) -> None:
        editor.set_value(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: Any, model: QAbstractItemModel, index: Index) -> None:
        try:
            model.setData(index, editor.value())
        except UserError as error:
            self._refused(error)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter saves the cell, whatever widget it is edited in."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and event.key() in _ENTER and isinstance(editor, QWidget):  # type: ignore[attr-defined]
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
            return True
        return super().eventFilter(editor, event)


def _one_line(kind: Kind) -> Any:
    """An editor that is no higher than a row."""
    if isinstance(kind, Day):
        return DayLine(past=kind.past)
    return TextEditor() if isinstance(kind, Text) else editor_for(kind)
