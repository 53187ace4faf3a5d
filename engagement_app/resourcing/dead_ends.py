"""Who is waiting, and where the route ends: absence, counted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from engagement_app.resourcing.ledger import Attendance, FollowUp, Ledger
from engagement_app.resourcing.report import REASONS, DeadEnd

_id = attrgetter("id")


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
        if each.status == "cancelled":
            continue
        found.attendances.add(each.attendance_id or each.spoken_at)
        if each.covers_person is not None:
            found.people.add(each.covers_person)
        if each.dead_end is None:
            found.kept_for.add(each.whom)
        else:
            found.ends[each.dead_end].append(each)
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
        DeadEnd(why, each.event_id, titles(each.event_id or ""), each.id, each.attendance_id)
        for why in REASONS
        for each in sorted(found.ends[why], key=_id)
    ]
    ends += [
        DeadEnd("nothing_recorded", each.event_id, titles(each.event_id), None, each.id)
        for each in sorted(without_any_route(ledger.attendances, found), key=_id)
    ]
    return tuple(ends)
