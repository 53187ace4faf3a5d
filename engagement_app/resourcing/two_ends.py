"""The belt on two axes: what is drawn, and the same figures as a table; never one score.

Plain shares of a whole, so that paper and screen draw one thing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from engagement_app.domain.amounts import percent_share, spoken_number
from engagement_app.language import _
from engagement_app.resourcing import words
from engagement_app.resourcing.report import ENDS, VOICES, Belt

_ANSWERS = ("accepted", "partly", "refused", "no_answer")
Figure = tuple[str, str]
"""What was counted, and its number as people read it."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: `percent` is None where the whole is nothing, `said` tells both."""

    label: str
    percent: Decimal | None
    said: str


@dataclass(frozen=True, slots=True)
class Axis:
    """One end of the belt: `end` is its code, `title` what it is called."""

    end: str
    title: str
    shares: tuple[Share, ...]


def words_of(share: Share) -> str:
    """`Hours funded: 20 of 98 (20.4%)`."""
    if share.percent is None or share.said.endswith("%"):
        return _("{what}: {said}").format(what=share.label, said=share.said)
    return _("{what}: {said} ({percent}%)").format(
        what=share.label, said=share.said, percent=share.percent
    )


def axes(belt: Belt) -> tuple[Axis, Axis]:
    """Route in and voice for; the shares of one are never added to those of the other."""
    route_in, voice_for = ENDS
    return (
        Axis(route_in, words.belt_end_explained(route_in), tuple(_route_in(belt))),
        Axis(voice_for, words.belt_end_explained(voice_for), tuple(_voice_for(belt))),
    )


def route_in_figures(belt: Belt) -> Iterator[Figure]:
    """Who came, who spoke and in which voice, and whose route is kept."""
    reach, routes = belt.reach, belt.routes
    yield _("People who came, each counted once"), f"{reach.people:,}"
    yield _("Of them, people who came for the first time"), f"{reach.first_time:,}"
    yield _("Further people in head counts, without names"), f"{reach.tallied:,}"
    yield _("Communities heard"), f"{reach.communities_heard:,}"
    share = words.share(belt.contribution_rate)
    yield _("Attendances at which something was contributed"), share
    for voice in VOICES:
        said = _("Contributions: {voice}").format(voice=words.voice(voice).lower())
        yield said, f"{belt.contributions[voice]:,}"
    yield _("People who want to stay involved"), f"{routes.want:,}"
    yield _("Of them, people whose route is kept"), f"{routes.kept:,}"
    yield _("Share of routes kept"), words.share(routes.kept_rate)


def voice_for_figures(belt: Belt) -> Iterator[Figure]:
    """How many messages there are, where they were heard, and the answers."""
    yield _("Messages built from what was said"), f"{len(belt.messages):,}"
    yield _("Of them, messages heard by a body"), f"{_heard(belt):,}"
    answers = _answers(belt)
    yield _("Hearings"), f"{len(answers):,}"
    for answer in _ANSWERS:
        said = _("Hearings: {answer}").format(answer=words.response(answer).lower())
        yield said, f"{answers.count(answer):,}"


def message_figures(belt: Belt) -> Iterator[Figure]:
    """Who stands behind each message."""
    for message in belt.messages:
        title = message.title
        yield _("People behind “{title}”").format(title=title), f"{message.people:,}"
        yield _("Communities behind “{title}”").format(title=title), f"{message.communities:,}"
        first_hand = _("First-hand contributions behind “{title}”").format(title=title)
        yield first_hand, f"{message.first_hand:,}"


def hours_figures(belt: Belt, end: str) -> Iterator[Figure]:
    """Hours that one end needs, and those of them that are funded."""
    hours = belt.hours[end]
    yield _("Hours needed"), spoken_number(hours.needed)
    yield _("Of them, hours funded"), spoken_number(hours.funded)


def counts(belt: Belt) -> Iterator[tuple[str, Figure]]:
    """Everything that is drawn and all that it is made of, each with the code of its end."""
    route_in, voice_for = ENDS
    for end, own in ((route_in, route_in_figures), (voice_for, voice_for_figures)):
        yield from ((end, each) for each in hours_figures(belt, end))
        yield from ((end, each) for each in own(belt))


def figures(belt: Belt) -> Iterator[tuple[str, Figure]]:
    """The same, and who stands behind each message."""
    yield from counts(belt)
    yield from ((ENDS[1], each) for each in message_figures(belt))


def _route_in(belt: Belt) -> Iterator[Share]:
    reach, routes = belt.reach, belt.routes
    yield _hours(belt, ENDS[0])
    rate = belt.contribution_rate
    spoke = words.share(rate) if rate is not None else _("nobody came yet")
    yield Share(_("Attendances with a contribution"), rate, spoke)
    yield _part(_("People there for the first time"), reach.first_time, reach.people)
    yield _part(_("Routes kept, of those wanted"), routes.kept, routes.want)


def _voice_for(belt: Belt) -> Iterator[Share]:
    answers = _answers(belt)
    answered = len(answers) - answers.count("no_answer")
    taken = answers.count("accepted") + answers.count("partly")
    yield _hours(belt, ENDS[1])
    yield _part(_("Messages heard by a body"), _heard(belt), len(belt.messages))
    yield _part(_("Hearings with an answer"), answered, len(answers))
    yield _part(_("Hearings accepted or partly so"), taken, len(answers))


def _hours(belt: Belt, end: str) -> Share:
    hours = belt.hours[end]
    funded, needed = int(hours.funded * 100), int(hours.needed * 100)
    said = _("{part} of {whole}").format(
        part=spoken_number(hours.funded), whole=spoken_number(hours.needed)
    )
    label = _("Hours funded")
    return Share(label, percent_share(funded, needed), said if needed else _("no hours needed"))


def _part(label: str, part: int, whole: int) -> Share:
    said = _("{part} of {whole}").format(part=f"{part:,}", whole=f"{whole:,}")
    return Share(label, percent_share(part, whole), said if whole else _("none yet"))


def _heard(belt: Belt) -> int:
    return sum(bool(each.hearings) for each in belt.messages)


def _answers(belt: Belt) -> list[str]:
    return [hearing.response for each in belt.messages for hearing in each.hearings]
