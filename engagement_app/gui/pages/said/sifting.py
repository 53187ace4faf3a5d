"""A long list is read some lines at a time, so that the window answers in between."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from engagement_app.domain.flipchart import Together, lines_of, note
from engagement_app.domain.notebook import Noted
from engagement_app.errors import UserError
from engagement_app.gui.pages.said.names import Names

_SLICE = 0.015
"""Seconds of reading after which keys are listened to."""
_UNLESS_CHANGED = 20_000
"""So many lines are remembered as they were read."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """A line of the list: its place in the text from 0, and the entry or why it is none yet."""

    at: int
    line: str
    noted: Noted | None
    problem: str = ""
    field: str = ""
    """What is wrong, or missing, in it."""

    @property
    def waits(self) -> bool:
        """Whether nothing is wrong with it, and it waits for the voice of the list."""
        return self.field == "voice"


class Sifting(QObject):
    """Reads a list line by line; a line that was read before is not read again."""

    read = Signal()
    """All lines were read."""

    def __init__(self, names: Names, parent: QObject) -> None:
        super().__init__(parent)
        self._names = names
        self._lines: Iterator[tuple[int, str]] = iter(())
        self._found: list[Sifted] = []
        self._remembered: dict[str, tuple[Noted | None, str, str]] = {}
        self._together = Together()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._read_on)
        self.is_read = True

    def forget(self) -> None:
        """Names may mean something else now."""
        self._remembered.clear()

    def begin(self, text: str, together: Together) -> None:
        """Read this text; `read` tells when all of it is."""
        if together != self._together or len(self._remembered) > _UNLESS_CHANGED:
            self._remembered.clear()
        self._together = together
        self._lines, self._found, self.is_read = iter(lines_of(text)), [], False
        self._read_on()

    @property
    def rows(self) -> list[Sifted]:
        """What was read."""
        return self._found

    def _read_on(self) -> None:
        end = monotonic() + _SLICE
        for at, line in self._lines:
            self._found.append(Sifted(at, line, *self._read_line(line)))
            if monotonic() > end:
                self._timer.start()
                return
        self.is_read = True
        self._timer.stop()
        self.read.emit()

    def _read_line(self, line: str) -> tuple[Noted | None, str, str]:
        if line not in self._remembered:
            try:
                self._remembered[line] = note(line, self._together, self._names.known), "", ""
            except UserError as error:
                self._remembered[line] = None, str(error), error.field
        return self._remembered[line]
