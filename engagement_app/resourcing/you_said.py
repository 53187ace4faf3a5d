"""You said, what happened: for the people of an event or a community, what became of their words.

Nothing is left out: no answer yet, not heard anywhere, and not taken forward are answers too.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from engagement_app.domain.lead import Lead, read_lead
from engagement_app.resourcing.answers import Answer, read_answers, read_words
from engagement_app.resourcing.behind import who
from engagement_app.resourcing.ledger import Ledger, Told
from engagement_app.resourcing.small_numbers import DEFAULT, Rule, one, shown
from engagement_app.resourcing.summary import Names, Quote, in_order, quotes
from engagement_app.resourcing.summing_up import as_agreed, read_to_sum_up
from engagement_app.store.collection import no_collection


@dataclass(frozen=True, slots=True)
class Carried:
    """A message that some of these words stand behind; counts of None are hidden."""

    title: str
    words: str | None
    contributions: int | None
    people: int | None
    quotes: tuple[Quote, ...]
    answers: tuple[Answer, ...]


class _Read(NamedTuple):
    """All that is read; the words and the answers are by message."""

    ledger: Ledger
    names: Names
    told: Iterator[Told]
    words: Mapping[str, str | None]
    answers: Mapping[str, Sequence[Answer]]
    lead: Lead | None


@dataclass(frozen=True, slots=True)
class YouSaid:
    """The whole paper. `silent` are themes of what stands behind no message yet, with counts.

    `event` and `community` are None where it is of all. `flagged` quotes point to too few people;
    they are printed only where somebody let them pass, else they are `held_back`.
    """

    project: str
    event: str | None
    community: str | None
    as_of: date
    rule: Rule
    contributions: int | None
    carried: tuple[Carried, ...]
    silent: tuple[tuple[str | None, int | None], ...]
    flagged: tuple[Quote, ...]
    held_back: int
    lead: Lead | None = None
    made_by: str = ""
    large: bool = False


def prepare_you_said(
    session: Session,
    project_id: str,
    as_of: date,
    event_id: str | None = None,
    *,
    community_id: str | None = None,
    rule: Rule = DEFAULT,
    let_pass: Collection[str] = (),
    made_by: str = "",
    large: bool = False,
) -> YouSaid:
    """What became of what was said at an event, in a community, or in the project.

    `let_pass` are ids of flagged quotes that somebody looked at.
    """
    with no_collection():
        read = _read(session, project_id)
        ledger, names = read.ledger, read.names
        there = [each for each in read.told if event_id in (None, each.event_id)]
        told = in_order(_of_community(there, community_id, ledger))
        quotable = _quotable(told, ledger, names)
        flagged = tuple(quote for quote in quotable if quote.alike < rule.under)
        held_back = {quote.contribution_id for quote in flagged} - set(let_pass)
        kept = [quote for quote in quotable if quote.contribution_id not in held_back]
        return YouSaid(
            ledger.project,
            ledger.events[event_id] if event_id else None,
            names.communities[community_id] if community_id else None,
            as_of,
            rule,
            one(len(told), rule),
            _carried(read, told, kept, rule),
            _silent(ledger, told, names, rule),
            flagged,
            len(held_back),
            read.lead,
            made_by,
            large,
        )


def _read(session: Session, project_id: str) -> _Read:
    """In one go; then others save."""
    words, answers = read_words(session, project_id), read_answers(session, project_id)
    lead = read_lead(session, project_id)
    read = read_to_sum_up(session, project_id)
    told = as_agreed(read.ledger, read.objections)
    return _Read(read.ledger, read.names, told, words, answers, lead)


def _quotable(told: Sequence[Told], ledger: Ledger, names: Names) -> list[Quote]:
    """What may be quoted of what stands behind a message."""
    behind = {each for message in ledger.messages for each in message.contribution_ids}
    return [each for each in quotes(told, ledger, names) if each.contribution_id in behind]


def _of_community(told: Iterable[Told], community_id: str | None, ledger: Ledger) -> Iterator[Told]:
    """What was said for the community, or by somebody of it in their own voice."""
    speakers = {each.id: each.person_id for each in ledger.attendances}
    for each in told:
        speaker = speakers.get(each.attendance_id or "") if each.voice == "own" else None
        own = ledger.communities_of.get(speaker or "", ())
        if community_id is None or community_id in (each.community_id, *own):
            yield each


def _carried(
    read: _Read, told: Sequence[Told], kept: Sequence[Quote], rule: Rule
) -> tuple[Carried, ...]:
    said = {each.id: each for each in told}
    speakers = {each.id: who(each) for each in read.ledger.attendances}
    found = []
    for message in sorted(read.ledger.messages, key=lambda each: (each.title, each.id)):
        behind = [said[each] for each in message.contribution_ids if each in said]
        if not behind:
            continue
        ids = {each.id for each in behind}
        people = {speakers[each.attendance_id] for each in behind if each.attendance_id}
        found.append(
            Carried(
                message.title,
                read.words[message.id],
                one(len(behind), rule),
                one(len(people), rule),
                tuple(quote for quote in kept if quote.contribution_id in ids),
                tuple(read.answers.get(message.id, ())),
            )
        )
    return tuple(found)


_NO_THEME: tuple[None] = (None,)


def _silent(
    ledger: Ledger, told: Sequence[Told], names: Names, rule: Rule
) -> tuple[tuple[str | None, int | None], ...]:
    """Most first; what has no theme comes last."""
    taken = {each for message in ledger.messages for each in message.contribution_ids}
    counts: Counter[str | None] = Counter()
    for each in told:
        if each.id not in taken:
            themes = [theme for theme in each.theme_ids if theme in names.themes]
            counts.update(themes or _NO_THEME)
    ordered = sorted(
        counts, key=lambda each: (each is None, -counts[each], names.themes.get(each or "", ""))
    )
    printed = shown([counts[each] for each in ordered], rule).counts
    return tuple(
        (names.themes.get(each or ""), count) for each, count in zip(ordered, printed, strict=True)
    )
