"""Stretches of days on one line, as people type them: `2/11/2026 to 9/11/2026, 20/11/2026`."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from engagement_app.exchange.faults import CellError
from engagement_app.exchange.near_days import read_near
from engagement_app.language import _

_BETWEEN = re.compile(r"\s+(?:to|until)(?:\s+|$)|\s*[–—]\s*")
_SINCE = re.compile(r"^(?:since|from)\s+")
Stretch = list[date | None]


def read_stretches(text: str, today: date) -> list[Stretch]:
    """Pairs of days; one without a second day is open. A CellError where a part is no stretch."""
    return [_stretch(part, today) for part in re.split("[,;]", text) if part.strip()]


def spoken_stretches(stretches: Iterable[Sequence[str | date | None]]) -> str:
    """The same again, as it can be typed."""
    return ", ".join(_spoken(*stretch) for stretch in stretches)


def _stretch(part: str, today: date) -> Stretch:
    days = [day for day in _BETWEEN.split(_SINCE.sub("", part.strip().lower())) if day]
    if not 1 <= len(days) <= 2:
        sentence = _("“{text}” is no stretch of days. Write it as 2/11/2026 to 9/11/2026.")
        raise CellError(sentence.format(text=part.strip()[:60]))
    first, *last = (read_near(day, today) for day in days)
    return [first, last[0] if last else None]


def _spoken(first: str | date | None, last: str | date | None) -> str:
    if last is None:
        return _("since {day}").format(day=_day(first))
    return _("{first} to {last}").format(first=_day(first), last=_day(last))


def _day(day: str | date | None) -> str:
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{found:%d/%m/%Y}" if found else ""
