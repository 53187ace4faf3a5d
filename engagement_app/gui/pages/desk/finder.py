"""Keeps the roll of the event that is worked on, and asks it who is meant."""

from collections.abc import Collection

from PySide6.QtCore import QObject, QTimer, Signal

from engagement_app.domain.arrivals import Arrival, count_at_the_door, count_tallies
from engagement_app.domain.meant import look_up
from engagement_app.domain.might_be import Likeness, might_be
from engagement_app.domain.roll import Roll
from engagement_app.domain.roll_reading import catch_up, read_more, read_roll
from engagement_app.domain.standings import Numbers
from engagement_app.gui.workspace import Workspace


class Finder(QObject):
    """Those of the event are found at once; everybody else is read while nothing else happens."""

    complete = Signal()
    """Everybody in the file was read."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._roll: Roll | None = None
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._read_more)
        workspace.closed.connect(self._forget)

    @property
    def is_complete(self) -> bool:
        """Whether nobody is missing any more."""
        return self._roll is not None and self._roll.complete

    def reload(self, event_id: str) -> None:
        """Read what changed, or all of it for another event."""
        if self._roll and self._workspace.read(catch_up, self._roll, event_id):
            return
        self._roll = self._workspace.read(read_roll, event_id)
        self._more.start()

    def find(self, text: str) -> list[Arrival]:
        """Whom the text finds, best first; nobody before two letters."""
        return self._workspace.read(look_up, self._roll, text) if self._roll else []

    def might_be(self, text: str, seen: Collection[str]) -> list[Likeness]:
        """Whom a walk-in of this text might be, beside those who are seen."""
        return self._workspace.read(might_be, self._roll, text, seen) if self._roll else []

    def numbers(self, event_id: str) -> Numbers:
        """The counts of the event, of which the roll knows once it has read all of it."""
        roll = self._roll
        if roll is None or not roll.counted:
            return self._workspace.read(count_at_the_door, event_id)
        return roll.standings.numbers(self._workspace.read(count_tallies, event_id))

    def _read_more(self) -> None:
        if self._roll and self._workspace.is_open and self._workspace.read(read_more, self._roll):
            return
        self._more.stop()
        if self.is_complete:
            self.complete.emit()

    def _forget(self) -> None:
        self._more.stop()
        self._roll = None
