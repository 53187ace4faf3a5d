"""Editing one cell of a follow-up: a text that cannot be taken stays, with a sentence on it."""

from typing import Any, Protocol

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from engagement_app.domain.fields import Day
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.input import kinds_of
from engagement_app.domain.recording import NewName
from engagement_app.errors import UserError
from engagement_app.gui.forms.editors import DayLine
from engagement_app.gui.forms.links import Choices, LinkEditor
from engagement_app.gui.pages.follow_ups.model import Kept, PromiseModel
from engagement_app.gui.tables.delegate import FieldDelegate
from engagement_app.gui.tables.model import Index
from engagement_app.gui.text import restyle

_FRAME = 2
_LETTERS = 20
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Sheet(Protocol):
    """What the delegate tells of a cell."""

    def take(self, index: Index, value: Any, text: str) -> None:
        """A value to be saved."""

    def refuse(self, index: Index, text: str, sentence: str) -> None:
        """A text that cannot be taken."""

    def give_up(self, index: Index) -> None:
        """What was typed is not wanted any more."""


class CellDelegate(FieldDelegate):
    """Enter saves, Escape leaves; nothing that is typed is lost."""

    def __init__(self, sheet: Sheet, choices: Choices) -> None:
        super().__init__(kinds_of(FollowUpInput), choices, _told_by_the_sheet)
        self._sheet = sheet
        self._open = QPersistentModelIndex()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A frame shows in which cell of the marked row one is."""
        super().paint(painter, option, index)
        state: Any = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            palette: QPalette = option.palette
            painter.save()
            painter.setPen(QPen(palette.highlightedText().color(), _FRAME))
            rect: QRect = option.rect
            painter.drawRect(rect.adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME))
            painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._open = QPersistentModelIndex(index)
        model = _model(index)
        if not isinstance(self._kinds[model.field_of(index)], Day):
            return super().createEditor(parent, option, index)
        editor = DayLine()
        editor.setParent(parent)
        editor.setAccessibleName(model.columns[index.column()].title)
        return editor

    def setEditorData(self, editor: Any, index: Index) -> None:
        """Once, when it opens: what is typed since stays while the rows are drawn again."""
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        kept = _model(index).kept(index)
        if kept is None:
            editor.set_value(index.data(Qt.ItemDataRole.EditRole))
        else:
            _show(editor, kept)
        if line := _line_of(editor):
            line.selectAll()

    def setModelData(self, editor: Any, _model: QAbstractItemModel, index: Index) -> None:
        _settle(editor)
        try:
            value = editor.value()
        except UserError as error:
            self._sheet.refuse(index, _text_of(editor), str(error))
        else:
            self._sheet.take(index, value, _text_of(editor))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """As wide as what is typed needs, where the cell is narrow."""
        super().updateEditorGeometry(editor, option, index)
        wide = editor.fontMetrics().averageCharWidth() * _LETTERS
        if isinstance(editor, QComboBox):
            wide = editor.minimumSizeHint().width()
        editor.resize(max(editor.width(), wide), editor.height())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTER and not self._fits(editor):
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._sheet.give_up(self._open)
        return super().eventFilter(editor, event)

    def _fits(self, editor: Any) -> bool:
        """Whether what is typed can be taken; where not, the cell stays open."""
        _settle(editor)
        try:
            editor.value()
        except UserError as error:
            restyle(editor, "wrong", "true")
            self._sheet.refuse(self._open, _text_of(editor), str(error))
            return False
        return True


def _told_by_the_sheet(_error: UserError) -> None:
    """What cannot be taken is told by `Sheet.refuse`."""


def _settle(editor: QWidget) -> None:
    if isinstance(editor, LinkEditor):
        editor.settle()


def _model(index: Index) -> PromiseModel:
    model = index.model()
    assert isinstance(model, PromiseModel)
    return model


def _line_of(editor: QWidget) -> QLineEdit | None:
    if isinstance(editor, QComboBox):
        return editor.lineEdit()
    return editor if isinstance(editor, QLineEdit) else None


def _text_of(editor: QWidget) -> str:
    line = _line_of(editor)
    return line.text() if line else ""


def _show(editor: Any, kept: Kept) -> None:
    line = _line_of(editor)
    if isinstance(editor, LinkEditor) and not isinstance(kept.value, NewName):
        editor.set_value(kept.value)
    elif line:
        line.setText(kept.text)
