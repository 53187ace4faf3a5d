"""Who is waiting, and where the route ends: absence, counted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter

from engagement_app.resourcing.ledger import Attendance, FollowUp, Ledger
from engagement_app.resourcing.report import REASONS, DeadEnd

_id = itemgetter(0)  # of a follow-up and of an attendance
_dead_end: Callable[[tuple[str | None, ...]], DeadEnd]
_dead_end = partial(tuple.__new__, DeadEnd)  # of very many, without a step in Python for each


def keeps(follow_up: FollowUp) -> bool:
    """Whether it keeps somebody's route: done, or open and no dead end."""
    return follow_up.dead_end is None and follow_up.status != "cancelled"


@dataclass(frozen=True, slots=True)
class WrittenDown:
    """What the follow-ups that are not cancelled come to: those of each reason that are dead ends,
    for whom others keep the route, and the attendances and people that have any at all."""

    ends: dict[str, list[FollowUp]] = field(default_factory=lambda: {why: [] for why in REASONS})
    kept_for: set[str | None] = field(default_factory=set)
    attendances: set[str | None] = field(default_factory=set)
    people: set[str | None] = field(default_factory=set)


def written_down(follow_ups: Iterable[FollowUp]) -> WrittenDown:
    """From one look at each follow-up."""
    found = WrittenDown()
    for each in follow_ups:
        _id, at, _event, whom, spoken_at, alone, why, _role, _due, status, _done = each
        if status == "cancelled":
            continue
        found.attendances.add(at or spoken_at)
        if alone is not None:
            found.people.add(alone)
        if why is None:
            found.kept_for.add(whom)
        else:
            found.ends[why].append(each)
    return found


def without_any_route(attendances: Iterable[Attendance], found: WrittenDown) -> list[Attendance]:
    """Attendances of people who want to stay involved, and for whom nothing was written down."""
    return [
        each
        for each in attendances
        if each.wants_to_stay_involved == "yes"
        and each.id not in found.attendances
        and each.person_id not in found.people
    ]


def dead_ends(ledger: Ledger, found: WrittenDown | None = None) -> tuple[DeadEnd, ...]:
    """Every dead end, by reason, then by the id of its follow-up or attendance.

    `found` is what its follow-ups come to, where that is at hand.
    """
    found = found or written_down(ledger.follow_ups)
    titles = ledger.events.get
    ends = [
        _dead_end((why, event, titles(event or ""), each, at))
        for why in REASONS
        for each, at, event, _w, _s, _a, _d, _r, _on, _st, _do in sorted(found.ends[why], key=_id)
    ]
    ends += [
        DeadEnd("nothing_recorded", each.event_id, titles(each.event_id), None, each.id)
        for each in sorted(without_any_route(ledger.attendances, found), key=_id)
    ]
    return tuple(ends)
