"""Where the window stands on this laptop's screen: as it was left; at first, all of a small one."""

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from engagement_app.gui.settings import remember, remembered

_SMALL = 1500
"""Screens no wider than this have no room to spare."""


def place(window: QMainWindow) -> None:
    """Show the window where it was left; what was kept of a screen that is gone is put right."""
    kept = QByteArray.fromBase64(remembered("place").encode())
    if not window.restoreGeometry(kept) and window.screen().availableSize().width() <= _SMALL:
        window.showMaximized()
    else:
        window.show()


def keep(window: QMainWindow) -> None:
    """Remember where it stands."""
    remember("place", bytes(window.saveGeometry().toBase64().data()).decode())
