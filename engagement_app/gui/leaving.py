"""Before the window or the file is left: what was typed and is not saved is not lost unasked."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QMessageBox, QWidget

from engagement_app.gui.page import Page
from engagement_app.language import _


def may_leave(window: QWidget, pages: Mapping[str, Page], show: Callable[[str], object]) -> bool:
    """Whether the pages may go; the page that holds unsaved text is shown where they may not."""
    key = next((key for key, page in pages.items() if page.unsaved()), "")
    if not key:
        return True
    if _close_without(window):
        pages[key].workspace.drafts.give_up()
        return True
    if not pages[key].isVisible():
        show(key)
    return False


def _close_without(window: QWidget) -> bool:
    """Ask; what changes nothing is what Enter and Escape do."""
    box = QMessageBox(window)
    box.setWindowTitle(_("Not saved yet"))
    box.setText(_("Something you typed is not saved yet."))
    box.setInformativeText(_("Go back to save it, or close without it."))
    back = box.addButton(_("Go back"), QMessageBox.ButtonRole.RejectRole)
    without = box.addButton(_("Close without it"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(back)
    box.setEscapeButton(back)
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    return chosen is without
