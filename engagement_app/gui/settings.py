"""What the window remembers on this laptop between starts: looks, places, sizes; no names."""

from PySide6.QtCore import QSettings

_SETTINGS = ("engagement_app", "window")


def _open() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, *_SETTINGS)


def remembered(name: str, otherwise: str = "") -> str:
    """A word that was remembered under this name."""
    found = _open().value(name, otherwise)
    return found if isinstance(found, str) else otherwise


def remember(name: str, value: str) -> None:
    """Keep a word under this name; that it could not be kept stops nobody's work."""
    _open().setValue(name, value)
