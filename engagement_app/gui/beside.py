"""Two things side by side where there is room, else one at a time or one under the other."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QSplitter, QWidget

_TITLE = 32
_LIST, _FORM = 6000, 4000
_LETTERS = 95
"""Narrower than this many letters, things go under one another."""


def has_room(widget: QWidget) -> bool:
    """Whether two things fit side by side, at the size that text has now."""
    return widget.width() >= _LETTERS * widget.fontMetrics().averageCharWidth()


class Beside(QSplitter):
    """A list and its forms; where there is no room, an open form stands in the list's place."""

    def __init__(self, first: QWidget, *forms: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self._list = scrolled(first)
        self._forms = forms
        self.addWidget(self._list)
        for form in forms:
            self.addWidget(form)
            form.installEventFilter(self)
        self._divided = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what fits."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, form: QObject, event: QEvent) -> bool:
        """A form opens or closes."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._fit()
        return super().eventFilter(form, event)

    def _fit(self) -> None:
        is_open = any(not form.isHidden() for form in self._forms)
        self._list.setVisible(has_room(self) or not is_open)
        if is_open and not self._divided:
            self._divided = True
            self.setSizes([_LIST, *([_FORM] * len(self._forms))])


def scrolled(content: QWidget) -> QScrollArea:
    """The widget in a frame that can be scrolled where the screen is too small for it."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(content)
    content.setAutoFillBackground(False)
    return scroll


def short(text: str) -> str:
    """As much of a title as a button has room for."""
    return text if len(text) <= _TITLE else text[: _TITLE - 1].rstrip() + "…"


class SideBySide(QWidget):
    """Things that are read together: side by side where there is room, else stacked."""

    where = Qt.AlignmentFlag(0)

    def __init__(self, *widgets: QWidget, first: int = 1, rest: int = 1) -> None:
        """`first` is the share of the first one, `rest` that of each other."""
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        for place, widget in enumerate(widgets):
            self._box.addWidget(widget, rest if place else first, self.where)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the way that fits."""
        wide = has_room(self)
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        super().resizeEvent(event)


class BesideText(SideBySide):
    """The same for texts, each no higher than it needs to be."""

    where = Qt.AlignmentFlag.AlignTop
