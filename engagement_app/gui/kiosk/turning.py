"""Turn the window into a kiosk, and back; also after a start that followed no proper end."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from engagement_app.domain import acts
from engagement_app.domain.events import Event
from engagement_app.gui.kiosk.pin import event_of_kiosk, forget_pin, keep_pin
from engagement_app.gui.kiosk.screen import Kiosk
from engagement_app.gui.looks.dress import dress_larger
from engagement_app.gui.problems import tell_without_box
from engagement_app.gui.protection.lock import Lock
from engagement_app.gui.workspace import Workspace

_HIGH, _LARGE = 768, 200
"""Text of twice the size on a screen of 768 lines, and as much larger as the screen is."""


class Turned(QObject):
    """The kiosk over a window that is hidden; goes with the PIN."""

    ended = Signal()

    def __init__(self, window: QWidget, workspace: Workspace, event_id: str) -> None:
        super().__init__(window)
        self._window, self._workspace = window, workspace
        event = workspace.read_or_tell(acts.get, Event, event_id) if workspace.is_open else None
        self.kiosk = Kiosk(workspace, event_id, event["title"] if event else "")
        dress_larger(self.kiosk, _percent(window))
        self._hook, sys.excepthook = sys.excepthook, tell_without_box(self.kiosk.apologise)
        self.kiosk.left.connect(self.end)
        if lock := window.findChild(Lock):
            lock.locking.connect(self.end)
        self.kiosk.begin()
        for other in QApplication.topLevelWidgets():
            if other is not self.kiosk:
                other.hide()

    def end(self) -> None:
        """The window is as it was."""
        self._workspace.finish()
        forget_pin()
        sys.excepthook = self._hook
        self._window.show()
        self._window.activateWindow()
        trouble = self.kiosk.trouble
        self.kiosk.end()
        self.ended.emit()
        if trouble:
            self._workspace.troubled.emit(trouble)
        self.deleteLater()


def turn_into_kiosk(window: QWidget, workspace: Workspace, pin: str) -> Turned:
    """From now on a kiosk of the event that is worked on; raises `UserError`."""
    event_id = workspace.needed_event()
    keep_pin(pin, event_id)
    return Turned(window, workspace, event_id)


def resume_kiosk(window: QWidget, workspace: Workspace) -> Turned:
    """A kiosk again, as the program ended as one; before anything else is seen."""
    return Turned(window, workspace, event_of_kiosk())


def _percent(window: QWidget) -> int:
    high = window.screen().size().height()
    return max(100, _LARGE * high // _HIGH)
