"""Days and times as people read them."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4096)
def spoken_day(day: date) -> str:
    """`23 November 2026`."""
    return f"{day.day} {day:%B %Y}"
