"""Whether the screen of whoever is signed in is locked, or another account is in front.

Asked of Windows and macOS; on Linux the system tells by itself (`session_news.py`). What cannot be
known is None: then idleness and sleep lock all the same.
"""

import sys
from collections.abc import Callable
from contextlib import suppress


def screen_is_locked(platform: str = sys.platform) -> bool | None:
    """Whether nobody sees this window now; None where that is not known."""
    with suppress(OSError, AttributeError, ValueError, ImportError):
        question = _question(platform)
        return question() if question else None
    return None


def _question(platform: str) -> Callable[[], bool | None] | None:
    if platform == "win32":
        from engagement_app.gui.protection import windows_session

        return windows_session.is_locked
    if platform == "darwin":
        from engagement_app.gui.protection import mac_session

        return mac_session.is_locked
    return None
