"""What was promised on each role, as its lens of trust and those who wait on it are told."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from engagement_app.resourcing.ledger import FollowUp

MOST_NAMED = 3
"""How many of a kind a sentence of evidence names."""
_NEVER = "never"  # sorts after every day


@dataclass(slots=True)
class Promised:
    """The follow-ups of a role: for whom each open one is, and what became of those fallen due.

    `first_broken` are the day and the id of the first few that were not kept in time.
    """

    waiting: list[str | None] = field(default_factory=list)
    kept: int = 0
    broken: int = 0
    first_broken: list[tuple[str, str]] = field(default_factory=list)

    @property
    def people(self) -> int:
        """How many wait, each counted once; who has neither name nor attendance is not counted."""
        people = set(self.waiting)
        people.discard(None)
        return len(people)

    def add_broken(self, due_on: str, follow_up_id: str) -> None:
        """Count it, and keep it where it is among the first: of thousands few are named."""
        self.broken += 1
        first = self.first_broken
        if len(first) < MOST_NAMED or (due_on, follow_up_id) < first[-1]:
            insort(first, (due_on, follow_up_id))
            del first[MOST_NAMED:]


def promised(follow_ups: Iterable[FollowUp], as_of: date) -> Mapping[str, Promised]:
    """By role, from one look at each follow-up.

    Kept is what was done on its day or before; done without a day is not kept.
    """
    found: dict[str, Promised] = defaultdict(Promised)
    day = as_of.isoformat()
    for each, _at, _event, whom, _spoken, _alone, _why, role, due, status, done in follow_ups:
        if role is None or status == "cancelled":
            continue
        if status == "open":
            found[role].waiting.append(whom)
        if due is not None and due <= day:
            if status == "done" and (done or _NEVER) <= due:
                found[role].kept += 1
            else:
                found[role].add_broken(due, each)
    return found
