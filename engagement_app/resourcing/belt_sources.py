"""The records behind the figures of the belt, chosen by the very rules that count them."""

from collections.abc import Iterable, Iterator

from engagement_app.language import _
from engagement_app.resourcing import words
from engagement_app.resourcing.behind import communities_named, heard
from engagement_app.resourcing.belt import CAME
from engagement_app.resourcing.dead_ends import keeps
from engagement_app.resourcing.ledger import Attendance, Ledger
from engagement_app.resourcing.report import VOICES, Belt, MessageLine
from engagement_app.resourcing.small_numbers import DEFAULT, about, one
from engagement_app.resourcing.sources import Source, Trace


def of_belt(belt: Belt, rows: Ledger) -> Iterator[Trace]:
    """Who came and spoke, what was said, whose route is kept, and each message."""
    came = [each for each in rows.attendances if each.status in CAME]
    yield from _reach(belt, rows, came)
    yield from _said(belt, rows)
    yield from _routes(belt, rows, came)
    for message in belt.messages:
        yield from _message(message, rows)


def _reach(belt: Belt, rows: Ledger, came: list[Attendance]) -> Iterator[Trace]:
    reach = belt.reach
    yield Trace(_("People who came"), f"{reach.people:,}", _attendances(came))
    first = (each for each in came if each.first_time == "yes")
    yield Trace(_("There for the first time"), f"{reach.first_time:,}", _attendances(first))
    tallies = tuple(
        Source("event", event, f"{count:,}: {rows.events[event]}")
        for event, count in sorted(rows.tallied.items())
        if count
    )
    yield Trace(_("Further people in head counts"), f"{reach.tallied:,}", tallies)


def _said(belt: Belt, rows: Ledger) -> Iterator[Trace]:
    spoke = {each.attendance_id for each in rows.contributions}
    spoken = {each.id: each for each in rows.attendances if each.id in spoke}
    communities = heard(rows.contributions, spoken, rows.communities_of)
    found = tuple(Source("community", each) for each in sorted(communities))
    yield Trace(_("Communities heard"), f"{belt.reach.communities_heard:,}", found)
    share = words.share(belt.contribution_rate)
    title = _("Attendances at which something was contributed")
    yield Trace(title, share, _attendances(spoken.values()))
    for voice in VOICES:
        said = (each.id for each in rows.contributions if each.voice == voice)
        title = _("Contributions: {voice}").format(voice=words.voice(voice).lower())
        yield Trace(title, f"{belt.contributions[voice]:,}", _ids("contribution", said))


def _routes(belt: Belt, rows: Ledger, came: list[Attendance]) -> Iterator[Trace]:
    want = [each for each in came if each.wants_to_stay_involved == "yes"]
    yield Trace(_("People who want to stay involved"), f"{belt.routes.want:,}", _attendances(want))
    whom = {each.person_id or each.id for each in want}
    kept = (each.id for each in rows.follow_ups if each.whom in whom and keeps(each))
    title = _("Of them, people whose route is kept")
    yield Trace(title, f"{belt.routes.kept:,}", _ids("follow_up", kept))


def _message(message: MessageLine, rows: Ledger) -> Iterator[Trace]:
    ids = {one for each in rows.messages if each.id == message.id for one in each.contribution_ids}
    behind = [each for each in rows.contributions if each.id in ids]
    title = _("People behind “{title}”").format(title=message.title)
    said = _ids("contribution", (each.id for each in behind))
    yield Trace(title, about(one(message.people, DEFAULT), DEFAULT), said)
    communities = tuple(Source("community", each) for each in sorted(communities_named(behind)))
    title = _("Communities behind “{title}”").format(title=message.title)
    yield Trace(title, f"{message.communities:,}", communities)
    heard_at = (each.id for each in rows.hearings if each.message_id == message.id)
    title = _("Hearings of “{title}”").format(title=message.title)
    yield Trace(title, f"{len(message.hearings):,}", _ids("hearing", heard_at))


def _attendances(rows: Iterable[Attendance]) -> tuple[Source, ...]:
    return _ids("attendance", (each.id for each in rows))


def _ids(kind: str, ids: Iterable[str]) -> tuple[Source, ...]:
    return tuple(Source(kind, each) for each in sorted(ids))
