"""The belt in balance: whom the events reached, what became of them, and hours on each end."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from engagement_app.domain.amounts import half_up_hundredth, percent_share
from engagement_app.resourcing.dead_ends import reason
from engagement_app.resourcing.ledger import Attendance, Contribution, Hearing, Ledger, Message
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

_CAME = ("here", "left")
_Spoken = Mapping[str, Attendance]
"""By id the attendances in which something was said."""


def belt(ledger: Ledger, roles: Iterable[RoleGap]) -> Belt:
    """The figures of both ends; they are never added to one score."""
    counted = [each for each in ledger.attendances if each.status in _CAME]
    voices = Counter(each.voice for each in ledger.contributions)
    spoke = {each.attendance_id for each in ledger.contributions}
    spoken = {each.id: each for each in ledger.attendances if each.id in spoke}
    return Belt(
        _reach(ledger, counted, spoken),
        _contribution_rate(counted, spoken.values()),
        {voice: voices[voice] for voice in VOICES},
        _routes(ledger, counted),
        _messages(ledger, spoken),
        _hours(list(roles)),
    )


def _who(attendance: Attendance) -> str:
    """The person, or the nameless attendance that is one each."""
    return attendance.person_id or attendance.id


def _reach(ledger: Ledger, counted: list[Attendance], spoken: _Spoken) -> Reach:
    first = {_who(each) for each in counted if each.first_time == "yes"}
    return Reach(
        len({each.person_id or each.id for each in counted}),
        len(first),
        ledger.tallied,
        len(_communities_heard(ledger, spoken)),
    )


def _communities_heard(ledger: Ledger, spoken: _Spoken) -> set[str]:
    """Of own-voice contributions, and of the people who made them."""
    heard: set[str] = set()
    for each in ledger.contributions:
        if each.voice == "own":
            heard |= {each.community_id} if each.community_id else set()
            person = spoken[each.attendance_id].person_id if each.attendance_id else None
            heard.update(ledger.communities_of.get(person or "", ()))
    return heard


def _contribution_rate(
    counted: Iterable[Attendance], spoken: Iterable[Attendance]
) -> Decimal | None:
    """Two attendances of one person at one event are one, counted if either is."""
    came = {(each.event_id, each.person_id or each.id) for each in counted}
    contributed = {(each.event_id, _who(each)) for each in spoken}
    return percent_share(len(came & contributed), len(came))


def _routes(ledger: Ledger, counted: list[Attendance]) -> Routes:
    want = {each.person_id or each.id for each in counted if each.wants_to_stay_involved == "yes"}
    kept = {
        each.whom
        for each in ledger.follow_ups
        if each.status == "done" or (each.status == "open" and reason(each) is None)
    }
    return Routes(len(want), len(want & kept), percent_share(len(want & kept), len(want)))


def _messages(ledger: Ledger, spoken: _Spoken) -> tuple[MessageLine, ...]:
    contributions = {each.id: each for each in ledger.contributions}
    people = {each.id: _who(each) for each in spoken.values()}
    heard: dict[str, list[Hearing]] = defaultdict(list)
    for hearing in ledger.hearings:
        heard[hearing.message_id].append(hearing)
    lines = [
        _message(each, contributions, people, _hearings(ledger, heard[each.id]))
        for each in ledger.messages
    ]
    return tuple(sorted(lines, key=lambda line: (line.title, line.id)))


def _message(
    message: Message,
    contributions: Mapping[str, Contribution],
    people: Mapping[str, str],
    hearings: tuple[HearingLine, ...],
) -> MessageLine:
    behind = [contributions[each] for each in message.contribution_ids if each in contributions]
    return MessageLine(
        message.id,
        message.title,
        len({people[each.attendance_id] for each in behind if each.attendance_id}),
        len({each.community_id for each in behind if each.community_id}),
        sum(each.voice == "own" for each in behind),
        hearings,
    )


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
