"""A record that was found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was found; `tier` says how well it fits, 0 best."""

    table: str
    id: str
    title: str
    more: str
    tier: int
