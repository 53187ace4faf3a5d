"""Who is waiting, and where the route ends: absence, counted."""

from collections.abc import Iterable
from itertools import chain
from operator import attrgetter

from engagement_app.resourcing.ledger import Attendance, FollowUp, Ledger
from engagement_app.resourcing.report import REASONS, DeadEnd


def reason(follow_up: FollowUp) -> str | None:
    """Why an open follow-up cannot be kept by anybody; None where somebody can."""
    if follow_up.status != "open":
        return None
    if follow_up.kind == "no_route_exists":
        return "no_route"
    if not follow_up.owned:
        return "no_owner"
    return "no_date" if follow_up.due_on is None else None


def keeps(follow_up: FollowUp) -> bool:
    """Whether it keeps somebody's route: done, or open and no dead end."""
    if follow_up.status == "open":
        return reason(follow_up) is None
    return follow_up.status == "done"


def without_any_route(
    attendances: Iterable[Attendance], follow_ups: Iterable[FollowUp]
) -> list[Attendance]:
    """Attendances of people who want to stay involved, and for whom nothing was written down."""
    covering = [each for each in follow_ups if each.status != "cancelled"]
    attended = {each.covers_attendance for each in covering}
    people = {each.covers_person for each in covering} - {None}
    return [
        each
        for each in attendances
        if each.wants_to_stay_involved == "yes"
        and each.id not in attended
        and each.person_id not in people
    ]


def dead_ends(ledger: Ledger) -> tuple[DeadEnd, ...]:
    """Every dead end, by reason, then by the id of its follow-up or attendance."""
    ends: dict[str, list[DeadEnd]] = {why: [] for why in REASONS}
    titles = ledger.events.get
    for each in ledger.follow_ups:
        if each.status == "open" and (why := reason(each)):
            event = titles(each.event_id or "")
            ends[why].append(DeadEnd(why, each.event_id, event, each.id, each.attendance_id))
    for end in ends.values():
        end.sort(key=attrgetter("follow_up_id"))
    ends["nothing_recorded"] = [
        DeadEnd("nothing_recorded", each.event_id, titles(each.event_id), None, each.id)
        for each in sorted(without_any_route(ledger.attendances, ledger.follow_ups))
    ]
    return tuple(chain.from_iterable(ends[why] for why in REASONS))


def waiting(follow_ups: Iterable[FollowUp]) -> tuple[int, int]:
    """Of those of a role: how many people wait on it, each once, and how many are open."""
    open_ones = [each for each in follow_ups if each.status == "open"]
    return len({each.whom for each in open_ones} - {None}), len(open_ones)
