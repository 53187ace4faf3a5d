"""What two laptops wrote differently and nobody has settled yet: known while a file is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from sqlmodel import Session

    from engagement_app.domain.contested import Contested


class Unsettled(QObject):
    """Looked for in the whole file when it is opened and after a bundle was taken in; other acts
    can only settle what was found."""

    found = Signal()

    def __init__(self, parent: QObject, ask: Callable[..., object]) -> None:
        """`ask(query, *words, then=)` reads beside the window's work; the newest answers last."""
        super().__init__(parent)
        self.fields: list[Contested] = []
        self._ask = ask

    def look(self) -> None:
        """Look for all of them."""
        self._ask(_list_contested, then=self._know)

    def look_again(self) -> None:
        """Something was saved: whether they are still what they were."""
        if self.fields:
            self._ask(_still_contested, self.fields, then=self._know)

    def forget(self) -> None:
        """No file is open."""
        self._know([])

    def _know(self, fields: list[Contested]) -> None:
        if fields != self.fields:
            self.fields = fields
            self.found.emit()


# What these need is loaded where they are asked, not while somebody waits for the window.


def _list_contested(session: Session) -> list[Contested]:
    from engagement_app.domain.contested import list_contested

    return list_contested(session)


def _still_contested(session: Session, before: list[Contested]) -> list[Contested]:
    from engagement_app.domain.contested import still_contested

    return still_contested(session, before)
