"""What is wrong with rows, collected while a list is read."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from engagement_app.domain.lists import Noticed, Refused

T = TypeVar("T")


class CellError(Exception):
    """A cell that cannot be taken as it is; the sentence says why and what to write."""


class Faults:
    """Collects problems by the position of a row; `lines` says where each row begins."""

    def __init__(self, lines: Sequence[int]) -> None:
        self._lines = lines
        self._reasons: dict[int, list[str]] = {}
        self._noticed: list[Noticed] = []

    def refuse(self, row: int, reason: str) -> None:
        reasons = self._reasons.setdefault(row, [])
        if reason not in reasons:
            reasons.append(reason)

    def notice(self, row: int, sentence: str) -> None:
        self._noticed.append(Noticed(self._lines[row], sentence))

    def is_refused(self, row: int) -> bool:
        return row in self._reasons

    def line(self, row: int) -> int:
        return self._lines[row]

    def kept(self, values: Sequence[T]) -> tuple[T, ...]:
        """The values of the rows that are not refused."""
        if not self._reasons:
            return tuple(values)
        return tuple(value for row, value in enumerate(values) if row not in self._reasons)

    def refused(self) -> tuple[Refused, ...]:
        return tuple(
            Refused(self._lines[row], " ".join(reasons))
            for row, reasons in sorted(self._reasons.items())
        )

    def noticed(self) -> tuple[Noticed, ...]:
        """Of the rows that are taken, in the order of the list."""
        gone = {self._lines[row] for row in self._reasons}
        kept = (noticed for noticed in self._noticed if noticed.line not in gone)
        return tuple(sorted(kept, key=lambda noticed: noticed.line))

    def read(
        self, header: str, texts: Sequence[str | None], read: Callable[[str], T]
    ) -> list[T | None]:
        """Each text of a column by `read`; a CellError refuses its row and names the column."""
        values: list[T | None] = []
        for row, text in enumerate(texts):
            value = None
            if text is not None:
                try:
                    value = read(text)
                except CellError as error:
                    self.refuse(row, f"{header}: {error}")
            values.append(value)
        return values

    def read_words(
        self, header: str, texts: Sequence[str | None], read: Callable[[str], T]
    ) -> list[T | None]:
        """As `read`, for a column of few different texts."""
        known: dict[str | None, T | None] = {None: None}
        try:
            known.update({text: read(text) for text in set(texts) if text is not None})
        except CellError:
            return self.read(header, texts, read)
        return [known[text] for text in texts]
