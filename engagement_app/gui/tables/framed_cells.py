"""Cells of a list of which a row is marked as a whole: the editor has room to type."""

from PySide6.QtWidgets import QComboBox, QStyleOptionViewItem, QWidget

from engagement_app.gui.tables.cells import CellDelegate
from engagement_app.gui.tables.model import Index

_LETTERS = 20


class FramedCells(CellDelegate):
    """Narrow cells, as a list has them."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """As wide as what is typed needs, where the cell is narrow."""
        super().updateEditorGeometry(editor, option, index)
        wide = editor.fontMetrics().averageCharWidth() * _LETTERS
        if isinstance(editor, QComboBox):
            wide = editor.minimumSizeHint().width()
        editor.resize(max(editor.width(), wide), editor.height())
