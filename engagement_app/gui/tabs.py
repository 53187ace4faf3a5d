"""Tabs among which the keyboard finds its way: the focus goes to the page that comes in front."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton

from engagement_app.gui.forms.panel import RecordPanel


class Bar(QTabBar):
    """Tells when a page is asked for by its letter, also where it is in front already."""

    asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        for arrow in self.findChildren(QToolButton):
            # They scroll the titles for a pointer; the keyboard goes from title to title.
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.Shortcut:
            self.asked.emit()
        return done


class Tabs(QTabWidget):
    """Pages that have a `start()`, which puts the focus where their work begins."""

    def __init__(self, name: str) -> None:
        super().__init__()
        bar = Bar(name)
        self.setTabBar(bar)
        bar.asked.connect(self._enter)
        self.currentChanged.connect(self._follow)

    def _follow(self, _at: int) -> None:
        """The focus goes along where it was in the page before, and stays on the titles."""
        focused = self.window().focusWidget()
        gone = focused is None or not focused.isVisible()
        inside = gone or (focused is not self.tabBar() and self.isAncestorOf(focused))
        if self.isVisible() and inside:
            self._enter()

    def _enter(self) -> None:
        """The focus to the form that is open in this page, else to where its work begins."""
        page: Any = self.currentWidget()
        forms = [form for form in page.findChildren(RecordPanel) if form.isVisible()]
        last = forms[0].focusWidget() if forms else None
        if last is not None:
            last.setFocus()
        else:
            page.start()
