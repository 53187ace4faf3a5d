"""What two laptops wrote differently and nobody has settled yet: known while a file is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from sqlmodel import Session

    from engagement_app.domain.contested import Waiting


class Unsettled(QObject):
    """Looked for in the whole file when it is opened and after a bundle was taken in; other acts
    can only settle what was found."""

    found = Signal()

    def __init__(self, parent: QObject, ask: Callable[..., object]) -> None:
        """`ask(query, *words, then=)` reads beside the window's work; the newest answers last."""
        super().__init__(parent)
        self.waiting: Waiting | None = None
        self._ask = ask

    @property
    def count(self) -> int:
        """How many fields there are, as far as it is known."""
        return len(self.waiting.places) if self.waiting else 0

    def look(self) -> None:
        """Look for all of them."""
        self._ask(_find, None, then=self._know)

    def look_again(self) -> None:
        """Something was saved: whether they are still what they were."""
        if self.count:
            self._ask(_find, self.waiting, then=self._know)

    def forget(self) -> None:
        """No file is open."""
        self._know(None)

    def _know(self, waiting: Waiting | None) -> None:
        if waiting != self.waiting:
            self.waiting = waiting
            self.found.emit()


def _find(session: Session, before: Waiting | None) -> Waiting:
    """What it needs is loaded here, not while somebody waits for the window."""
    from engagement_app.domain.contested import find_waiting

    return find_waiting(session, before)
