"""The only way out of the kiosk: its PIN, and after a wrong one a wait that grows."""

import math
import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from engagement_app.gui.kiosk.line import Line
from engagement_app.gui.kiosk.pin import MOST, is_pin, wait_seconds
from engagement_app.gui.kiosk.steps import Step, main_button, plain_button
from engagement_app.gui.text import label
from engagement_app.language import _, plural


class Staff(Step):
    """Asks for the PIN; `onward` where it is the one."""

    def __init__(self) -> None:
        super().__init__(_("For staff"))
        self.pin = Line(_("PIN of the kiosk"))
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(MOST)
        self.pin.entered.connect(self._try)
        asked = label(_("PIN of the kiosk"))
        asked.setBuddy(self.pin)
        self.layout_.addWidget(asked)
        self.layout_.addWidget(self.pin)
        self.leave = main_button(_("End the kiosk"), self._try)
        self.end(self.leave, plain_button(_("Back"), self.back.emit))
        self._until = time.monotonic() + wait_seconds()
        self._clock = QTimer(self, interval=500)
        self._clock.timeout.connect(self._wait)

    def start(self) -> None:
        """At the PIN, or at the wait that is not over."""
        self.pin.empty()
        self.pin.setFocus()
        self._wait()

    def empty(self) -> None:
        """What was tried is gone; how often it was wrong stays."""
        super().empty()
        self.pin.empty()

    def _try(self) -> None:
        if not self.pin.text():
            return
        if is_pin(self.pin.text()):
            self.onward.emit()
            return
        self._until = time.monotonic() + wait_seconds()
        self.pin.empty()
        self._wait()

    def _left(self) -> float:
        return self._until - time.monotonic()

    def _wait(self) -> None:
        """Say how long it is still; meanwhile nothing can be tried."""
        left = math.ceil(self._left())
        waits = left > 0
        self.pin.setReadOnly(waits)
        self.leave.setEnabled(not waits)
        self.problem.setText(_told(left) if waits else "")
        self.problem.setVisible(waits)
        if waits and not self._clock.isActive():
            self.tell(self.problem.text())
            self._clock.start()
        elif not waits:
            self._clock.stop()


def _told(left: int) -> str:
    return plural(
        "Wait {count} second, then type the PIN.", "Wait {count} seconds, then type the PIN.", left
    )
