"""Who a walk-in might be that is on record already: by phone, by e-mail, or by a name like theirs.

Families share phones and e-mails, and names are alike: it is told, and never acted on.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session

from engagement_app.domain.arrivals import Arrival, list_arrivals
from engagement_app.domain.desk import WalkIn, walk_in_of
from engagement_app.domain.naming import full_name
from engagement_app.domain.roll import Roll, marks, words_of
from engagement_app.store.plain_rows import ask

MOST = 2
_IDS = "SELECT id FROM person WHERE rowid IN ({marks}) ORDER BY rowid"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody on record, and what of them is the same: `phone`, `email` or `name`."""

    arrival: Arrival
    by: str


def might_be(
    session: Session, roll: Roll, typed: str, seen: Collection[str] = ()
) -> list[Likeness]:
    """Two people at most whom the typed walk-in might be, beside those `seen` in the list."""
    read, found = walk_in_of(typed), dict[str, str]()
    for by, text in _clues(read):
        numbers = [each for each in roll.find(words_of(text)) if each > 0]
        for (each,) in ask(session, _IDS.format(marks=marks(numbers)), numbers):
            found.setdefault(roll.duplicates.get(each, each), by)
    keys = [each for each in found if each not in seen][:MOST]
    return [Likeness(each, found[each.key]) for each in list_arrivals(session, roll.event_id, keys)]


def _clues(read: WalkIn) -> list[tuple[str, str]]:
    """Beside a phone or an e-mail the name too: of a name alone the list itself tells all.

    A name in one word is shared by too many to say anything.
    """
    clues = [(by, text) for by, text in (("phone", read.phone), ("email", read.email)) if text]
    if clues and read.given_name and read.family_name:
        clues.append(("name", full_name(read.given_name, read.family_name, None)))
    return clues
