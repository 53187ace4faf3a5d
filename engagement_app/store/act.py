"""One act of one person at one laptop: what a transaction that writes is."""

from dataclasses import dataclass, field

from engagement_app.store.clock import Clock
from engagement_app.store.record import new_id


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Who is at the keys, and on which laptop; both are labels in the change log."""

    person: str
    device: str


@dataclass(frozen=True, slots=True)
class Act:
    """What binds the changes of one transaction together."""

    name: str
    person: str
    device: str
    clock: Clock
    id: str = field(default_factory=new_id)
