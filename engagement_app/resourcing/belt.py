"""The belt in balance: whom the events reached, what became of them, and hours on each end."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from engagement_app.domain.amounts import half_up_hundredth, percent_share
from engagement_app.resourcing.behind import Spoken, behind, heard, who
from engagement_app.resourcing.dead_ends import WrittenDown, written_down
from engagement_app.resourcing.ledger import Attendance, Hearing, Ledger
from engagement_app.resourcing.report import (
    ENDS,
    VOICES,
    Belt,
    EndHours,
    HearingLine,
    MessageLine,
    Reach,
    RoleGap,
    Routes,
)

CAME = ("here", "left")


@dataclass(frozen=True, slots=True)
class _Came:
    """Who came, each once: at each event, for the first time, and to stay involved."""

    at: dict[str, set[str]]
    first: set[str]
    want: set[str]


def belt(
    ledger: Ledger,
    roles: Iterable[RoleGap],
    events: Container[str] | None = None,
    found: WrittenDown | None = None,
) -> Belt:
    """The figures of both ends; they are never added to one score.

    With `events` of these alone: of who came there and what was said there. A message then counts
    what was said there and stands behind it, and is left out where nothing is; whether the route of
    somebody who came is kept is asked of all their follow-ups. `roles` are those of these events,
    and `found` is what the follow-ups come to, where that is at hand.
    """
    found = found or written_down(ledger.follow_ups)
    if events is not None:
        ledger = _within(ledger, events)
    came = _came(ledger.attendances)
    voices = Counter(each.voice for each in ledger.contributions)
    spoke = {each.attendance_id for each in ledger.contributions}
    spoken = {each.id: each for each in ledger.attendances if each.id in spoke} if spoke else {}
    return Belt(
        _reach(ledger, came, spoken),
        _contribution_rate(came.at, spoken.values()),
        {voice: voices[voice] for voice in VOICES},
        _routes(came, found),
        _messages(ledger, spoken),
        _hours(list(roles)),
    )


def _within(ledger: Ledger, events: Container[str]) -> Ledger:
    """What of the ledger happened at these events."""
    said = [each for each in ledger.contributions if each.event_id in events]
    ids = {each.id for each in said}
    return replace(
        ledger,
        attendances=[each for each in ledger.attendances if each.event_id in events],
        tallied={event: count for event, count in ledger.tallied.items() if event in events},
        contributions=said,
        messages=[each for each in ledger.messages if not ids.isdisjoint(each.contribution_ids)],
    )


def _came(attendances: Iterable[Attendance]) -> _Came:
    at: dict[str, set[str]] = defaultdict(set)
    first: set[str] = set()
    want: set[str] = set()
    for each, event_id, person_id, status, first_time, wants in attendances:
        if status in CAME:
            whom = person_id or each
            at[event_id].add(whom)
            if first_time == "yes":
                first.add(whom)
            if wants == "yes":
                want.add(whom)
    return _Came(at, first, want)


def _reach(ledger: Ledger, came: _Came, spoken: Spoken) -> Reach:
    return Reach(
        len(set().union(*came.at.values())),
        len(came.first),
        sum(ledger.tallied.values()),
        len(heard(ledger.contributions, spoken, ledger.communities_of)),
    )


def _contribution_rate(
    came: Mapping[str, set[str]], spoken: Iterable[Attendance]
) -> Decimal | None:
    """Two attendances of one person at one event are one, counted if either is."""
    contributed = {(each.event_id, who(each)) for each in spoken}
    both = sum(whom in came.get(event_id, ()) for event_id, whom in contributed)
    return percent_share(both, sum(map(len, came.values())))


def _routes(came: _Came, found: WrittenDown) -> Routes:
    kept = came.want & found.kept_for
    return Routes(len(came.want), len(kept), percent_share(len(kept), len(came.want)))


def _messages(ledger: Ledger, spoken: Spoken) -> tuple[MessageLine, ...]:
    said = {each.id: each for each in ledger.contributions}
    answers: dict[str, list[Hearing]] = defaultdict(list)
    for hearing in ledger.hearings:
        answers[hearing.message_id].append(hearing)
    lines = [
        MessageLine(
            each.id,
            each.title,
            *behind((said[one] for one in each.contribution_ids if one in said), spoken),
            hearings=_hearings(ledger, answers[each.id]),
        )
        for each in ledger.messages
    ]
    return tuple(sorted(lines, key=lambda line: (line.title, line.id)))


def _hearings(ledger: Ledger, hearings: list[Hearing]) -> tuple[HearingLine, ...]:
    ordered = sorted(hearings, key=lambda h: (h.heard_on is None, h.heard_on or "", h.id))
    return tuple(HearingLine(h.body_id, ledger.bodies[h.body_id].name, h.response) for h in ordered)


def _hours(roles: list[RoleGap]) -> dict[str, EndHours]:
    """A `both` role counts in full on each end."""
    return {
        end: EndHours(
            sum((role.hours_needed for role in roles if role.belt in (end, "both")), Decimal(0)),
            sum((_funded_hours(role) for role in roles if role.belt in (end, "both")), Decimal(0)),
        )
        for end in ENDS
    }


def _funded_hours(role: RoleGap) -> Decimal:
    if role.full_cost == 0:
        return Decimal(0)
    paid = min(role.confirmed, role.full_cost)
    return half_up_hundredth(role.hours_needed * paid / role.full_cost)
