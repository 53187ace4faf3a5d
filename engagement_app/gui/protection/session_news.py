"""What the system tells of its session on Linux: the screen was locked, the laptop goes to sleep.

By D-Bus, where there is one. Windows and macOS are asked whether the screen is locked
(`locked_screen.py`); the clock tells everywhere that the laptop slept.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

_LOGIN = "org.freedesktop.login1"
_OF_SYSTEM = (
    ("org.freedesktop.login1.Manager", "PrepareForSleep"),
    ("org.freedesktop.login1.Session", "Lock"),
)
_OF_SESSION = (
    ("org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("org.gnome.ScreenSaver", "ActiveChanged"),
    ("org.cinnamon.ScreenSaver", "ActiveChanged"),
    ("org.mate.ScreenSaver", "ActiveChanged"),
)


class SessionNews(QObject):
    """Calls `away` when nobody can be at the keys any more."""

    def __init__(self, parent: QObject, away: Callable[[], object]) -> None:
        super().__init__(parent)
        self._away = away
        for bus, service, signals in (
            (QDBusConnection.systemBus(), _LOGIN, _OF_SYSTEM),
            (QDBusConnection.sessionBus(), "", _OF_SESSION),
        ):
            if bus.isConnected():
                for interface, name in signals:
                    # PySide takes what SLOT gives, and nothing that its own types ask for.
                    slot: Any = SLOT("heard(QDBusMessage)")
                    bus.connect(service, "", interface, name, self, slot)

    @Slot(QDBusMessage)
    def heard(self, message: QDBusMessage) -> None:
        """One of the signals; its first word says whether it begins (or it has none)."""
        if all(message.arguments()[:1]):
            self._away()
