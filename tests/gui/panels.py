"""Show one panel in the window, press keys in it, and look at it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from tests.gui.typed import type_into

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def show(window: Any, kind: Any, file: Any) -> Any:
    """Open a file, and show a panel of this kind in front."""
    window.workspace.open(file)
    panel = kind(window.workspace)
    window.stack.addWidget(panel)
    window.stack.setCurrentWidget(panel)
    panel.start()
    return panel


def cells(table: QTableView) -> list[list[str]]:
    """The text of every cell."""
    model = table.model()
    columns = range(model.columnCount())
    return [[model.index(row, at).data() for at in columns] for row in range(model.rowCount())]


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def type_in(text: str) -> None:
    """Type where the focus is."""
    type_into(QApplication.focusWidget(), text)


def nameless(panel: QWidget) -> list[QWidget]:
    """Every widget that takes the focus by Tab and has no name for screen readers."""
    found = []
    for widget in panel.findChildren(QWidget):
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if tabbed and widget.isVisibleTo(panel):
            told = QAccessible.queryAccessibleInterface(widget)
            if told is None or not told.text(QAccessible.Text.Name):
                found.append(widget)
    return found
