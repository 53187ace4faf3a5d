"""Stretches of days in a field of a record, as when the clock of a request stood still."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

from engagement_app.domain.deadlines import Pause
from engagement_app.domain.fields import Kind, Wrong
from engagement_app.language import _


@dataclass(frozen=True)
class Pauses(Kind):
    """Stretches of days in order, none in another; only the last may be open.

    Kept as pairs of ISO days, the second of which may be null.
    """

    default: tuple[()] = ()
    column: ClassVar[TypeEngine[Any]] = sa.JSON()

    def check(self, value: Any) -> list[list[str | None]]:
        found = sorted(map(_pause, value), key=lambda pause: pause.first)
        for pause, after in zip(found, [*found[1:], None], strict=True):
            if pause.last is not None and pause.last < pause.first:
                raise Wrong(_("The clock went on before it was stopped. Mend one of the two days."))
            if after is not None and (pause.last is None or pause.last > after.first):
                raise Wrong(_("The clock cannot be stopped while it is stopped. Mend the days."))
        return [[day.isoformat() if day else None for day in pause] for pause in found]


def pauses_of(value: Any) -> tuple[Pause, ...]:
    """What such a field holds, as days."""
    return tuple(map(_pause, value))


def _pause(pair: Any) -> Pause:
    first, last = (date.fromisoformat(day) if isinstance(day, str) else day for day in pair)
    return Pause(first, last)
