"""Who is waiting, and where the route ends: absence, counted."""

from collections.abc import Iterable
from operator import attrgetter

from engagement_app.resourcing.ledger import Attendance, FollowUp, Ledger
from engagement_app.resourcing.report import REASONS, DeadEnd


def reason(kind: str, is_owned: bool, due_on: str | None) -> str | None:
    """Why an open follow-up cannot be kept by anybody; None where somebody can."""
    if kind == "no_route_exists":
        return "no_route"
    if not is_owned:
        return "no_owner"
    return "no_date" if due_on is None else None


def keeps(follow_up: FollowUp) -> bool:
    """Whether it keeps somebody's route: done, or open and no dead end."""
    return follow_up.dead_end is None and follow_up.status != "cancelled"


def without_any_route(
    attendances: Iterable[Attendance], follow_ups: Iterable[FollowUp]
) -> list[Attendance]:
    """Attendances of people who want to stay involved, and for whom nothing was written down."""
    attended, people = set[str | None](), set[str | None]()
    for each in follow_ups:
        if each.status != "cancelled":
            attended.add(each.covers_attendance)
            people.add(each.covers_person)
    people.discard(None)
    return [
        each
        for each in attendances
        if each.wants_to_stay_involved == "yes"
        and each.id not in attended
        and each.person_id not in people
    ]


def dead_ends(ledger: Ledger) -> tuple[DeadEnd, ...]:
    """Every dead end, by reason, then by the id of its follow-up or attendance."""
    found: dict[str, list[FollowUp]] = {why: [] for why in REASONS}
    for each in ledger.follow_ups:
        if each.dead_end is not None:
            found[each.dead_end].append(each)
    silent = without_any_route(ledger.attendances, ledger.follow_ups)
    titles = ledger.events.get
    ends = [
        DeadEnd(why, each.event_id, titles(each.event_id or ""), each.id, each.attendance_id)
        for why in REASONS
        for each in sorted(found[why], key=attrgetter("id"))
    ]
    ends += [
        DeadEnd("nothing_recorded", each.event_id, titles(each.event_id), None, each.id)
        for each in sorted(silent)
    ]
    return tuple(ends)
