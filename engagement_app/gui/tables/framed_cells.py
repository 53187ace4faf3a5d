"""Cells of a list: a frame shows where one is, and the editor has room to type."""

from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionViewItem, QWidget

from engagement_app.gui.tables.cells import CellDelegate
from engagement_app.gui.tables.model import Index

_FRAME = 2
_LETTERS = 20


class FramedCells(CellDelegate):
    """A row is marked as a whole, and one cell in it."""

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

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """As wide as what is typed needs, where the cell is narrow."""
        super().updateEditorGeometry(editor, option, index)
        wide = editor.fontMetrics().averageCharWidth() * _LETTERS
        if isinstance(editor, QComboBox):
            wide = editor.minimumSizeHint().width()
        editor.resize(max(editor.width(), wide), editor.height())
