"""The cells of the roles: Enter goes down and Tab on, as in a spreadsheet."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QStyleOptionViewItem, QWidget

from engagement_app.domain.roles import EngagementRoleInput
from engagement_app.errors import UserError
from engagement_app.gui.forms.links import Choices, LinkEditor
from engagement_app.gui.pages.roles.saving import Saving
from engagement_app.gui.pages.roles.sheet import SheetModel
from engagement_app.gui.tables.cells import CellDelegate, select_all, text_of
from engagement_app.gui.tables.model import Index

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


class RoleCells(CellDelegate):
    """Enter saves and goes down, Tab to the next cell, Escape leaves; nothing typed is lost."""

    def __init__(
        self, saving: Saving, step: Callable[[str, Cell | None], None], choices: Choices
    ) -> None:
        """`step(way, cell)` goes on from a cell that was edited."""
        super().__init__(EngagementRoleInput, choices, saving)
        self._saving = saving
        self._step = step
        self._left: Cell | None = None
        self._began: Any = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._began = None
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, LinkEditor):
            self._through_suggestions(editor)
        return editor

    def setEditorData(self, editor: Any, index: Index) -> None:
        opens = not editor.property("filled")
        super().setEditorData(editor, index)
        model = index.model()
        if opens and isinstance(model, SheetModel) and model.kept(index) is None:
            self._began = _entered(editor)

    def setModelData(self, editor: Any, model: QAbstractItemModel, index: Index) -> None:
        try:
            value = editor.value()
        except UserError as error:
            self._saving.refuse(index, text_of(editor), str(error))
            return
        if self._began == _entered(editor):
            # What nobody touched is not entered, also where the row is still being saved.
            assert isinstance(model, SheetModel)
            self._left = (model.row(index).key, index.column())
            if model.kept(index):
                self._saving.give_up(index)
        else:
            key = self._saving.take(index, value, text_of(editor))
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

    def _keeps(self, editor: Any, event: QKeyEvent) -> bool:
        """Enter and Tab leave the cell by a way of their own."""
        if event.key() not in _STEPS:
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        up = enter and event.modifiers() & _SHIFT
        self._leave(editor, "up" if up else _STEPS[Qt.Key(event.key())])
        return True

    def _through_suggestions(self, editor: LinkEditor) -> None:
        """Tab goes to the next cell also while names are suggested.

        The list of suggestions would hand the key to the editor past this delegate, and the focus
        would leave the grid.
        """
        if completer := editor.completer():
            Suggestions(completer, partial(self._leave, editor))

    def _leave(self, editor: Any, way: str) -> None:
        """Save and go on, or stay where what is typed cannot be taken."""
        if not self._fits(editor):
            select_all(editor)
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


def _entered(editor: Any) -> tuple[str, Any]:
    """What stands in an editor: its text and its value, as two records may have one name."""
    return text_of(editor), editor.value()
