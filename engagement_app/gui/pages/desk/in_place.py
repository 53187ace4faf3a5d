"""A part of the desk that takes the whole page for a while: nothing else of it can be reached."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLayout, QWidget


class StandIn(QWidget):
    """What can be shown in the place of the page."""

    def start(self) -> None:
        """Put the focus where its work begins."""


class InPlace:
    """Shows one widget in the place of all that a page has; its short cuts rest meanwhile."""

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self._rest: list[QWidget] = []
        self.shown: StandIn | None = None

    def show(self, widget: StandIn) -> None:
        """Show this one instead of whatever the page shows."""
        self.end()
        layout = self._page.layout()
        assert layout is not None
        self._rest = [each for each in _widgets(layout) if not each.isHidden()]
        for each in self._rest:
            each.hide()
        self._keys(enabled=False)
        self.shown = widget
        layout.addWidget(widget)

    def end(self) -> None:
        """The page is as it was."""
        if self.shown is None:
            return
        gone, self.shown = self.shown, None
        gone.hide()
        gone.setParent(None)
        gone.deleteLater()
        for each in self._rest:
            each.show()
        self._keys(enabled=True)

    def _keys(self, *, enabled: bool) -> None:
        own = Qt.FindChildOption.FindDirectChildrenOnly
        for shortcut in self._page.findChildren(QShortcut, options=own):
            shortcut.setEnabled(enabled)


def _widgets(layout: QLayout) -> list[QWidget]:
    """Every widget of a layout, those of layouts within it too."""
    found: list[QWidget] = []
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner, widget = (item.layout(), item.widget()) if item else (None, None)
        found += _widgets(inner) if inner is not None else [widget] if widget is not None else []
    return found
