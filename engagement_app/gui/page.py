"""What every page of the window has: it shows what is in the file now, once it is seen."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from engagement_app.gui.workspace import Workspace


class Page(QWidget):
    """A page; `reload` reads what it shows. A hidden page only notes that it is old."""

    wanted = Signal(str)
    """Another page is asked for, by its key; a part of it after a slash."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("page")
        self.workspace = workspace
        self._old = True
        for signal in (workspace.changed, workspace.moved, workspace.opened):
            signal.connect(self.refresh)

    def reload(self) -> None:
        """Read what is shown; only called while a file is open."""

    def start(self) -> None:
        """Put the focus where the page's work begins."""
        self.setFocus()

    def turn_to(self, part: str) -> None:
        """Show a part of the page, by its name; most pages have none."""

    def show_record(self, _table: str, _record_id: str) -> None:
        """Show a record that was asked for elsewhere, on a page that shows records."""

    def unsaved(self) -> bool:
        """Whether something was typed here that is not in the file: a form that is open."""
        from engagement_app.gui.forms.panel import RecordPanel

        return any(panel.unsaved() for panel in self.findChildren(RecordPanel))

    def refresh(self) -> None:
        """Reload, or note that it must be done before the page is seen."""
        self._old = True
        if self.isVisible():
            self._reload_if_old()

    def showEvent(self, event: QShowEvent) -> None:
        """The page is about to be seen."""
        self.setEnabled(True)
        self._reload_if_old()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing of it takes the focus: a save that ends only now would put it where
        the next entry begins, and the keys would go there instead of to the page that is seen."""
        if not event.spontaneous():
            self.setEnabled(False)
        super().hideEvent(event)

    def _reload_if_old(self) -> None:
        if self._old and self.workspace.is_open:
            self._old = False
            self._old = not self.workspace.show(self.reload)
