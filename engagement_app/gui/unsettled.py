"""What two laptops wrote differently and nobody has settled yet: known while a file is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from engagement_app.domain.contested import Waiting


class Unsettled(QObject):
    """Looked for in the whole file when it is opened, after a bundle was taken in and after
    anything was taken back; other acts can only settle what was found."""

    found = Signal()

    def __init__(self, parent: QObject, ask: Callable[..., object]) -> None:
        """`ask(query, *words, then=, failed=)` reads beside the window's work, one after the
        other."""
        super().__init__(parent)
        self.waiting: Waiting | None = None
        self._ask = ask
        self._looking = False
        self._next: Callable[[], None] | None = None
        """What is to be done once all were looked for."""

    @property
    def count(self) -> int:
        """How many fields there are, as far as it is known."""
        return len(self.waiting.places) if self.waiting else 0

    def look(self) -> None:
        """Look for all of them."""
        if self._looking:
            self._next = self.look
            return
        self._looking = True
        self._ask(_find, None, then=self._has_looked, failed=lambda _error: self._go_on())

    def look_again(self) -> None:
        """Something was saved: whether they are still what they were."""
        if self._looking:
            self._next = self._next or self.look_again
        elif self.count:
            self._ask(_find, self.waiting, then=self._know)

    def forget(self) -> None:
        """No file is open."""
        self._looking, self._next = False, None
        self._know(None)

    def _has_looked(self, waiting: Waiting) -> None:
        self._know(waiting)
        self._go_on()

    def _go_on(self) -> None:
        self._looking = False
        if following := self._next:
            self._next = None
            following()

    def _know(self, waiting: Waiting | None) -> None:
        if waiting != self.waiting:
            self.waiting = waiting
            self.found.emit()


def _find(session: Any, before: Waiting | None) -> Waiting:
    """What it needs is loaded here, not while somebody waits for the window."""
    from engagement_app.domain.contested import find_waiting

    return find_waiting(session, before)
