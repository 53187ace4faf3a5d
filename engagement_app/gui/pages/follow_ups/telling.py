"""A story in sentences: headings, and the lines under each; what is not known is said so."""

from collections.abc import Iterator

from engagement_app.domain.consenting import Answered
from engagement_app.domain.hearings import HearingRow
from engagement_app.domain.promises import PromiseRow
from engagement_app.domain.provenance import Carried
from engagement_app.domain.stories import Attended, Said, Story, Who
from engagement_app.domain.wording import word_of
from engagement_app.gui.forms.editors import shown_day
from engagement_app.gui.pages.follow_ups.columns import done_on, due, status, what
from engagement_app.gui.reading import Line, headed
from engagement_app.language import _
from engagement_app.reports import words

_MAY_BREAK = "\u200b"
_OBJECTIONS = {
    "contact": _("⚠ Do not contact this person."),
    "quote": _("⚠ They asked not to be quoted."),
    "photo": _("⚠ No photographs of them."),
    "attendance": _("⚠ They asked to be on no list of who came."),
}
"""By purpose to which somebody objects."""


def name_of_story(who: Who) -> str:
    """Who it is."""
    name = who.name or _("Somebody nameless")
    return (
        _("{name}, known as {other}").format(name=name, other=who.known_as)
        if who.known_as
        else name
    )


def warning(who: Who) -> str:
    """What must be known before anybody rings; empty where nothing is."""
    return " ".join(words for purpose, words in _OBJECTIONS.items() if purpose in who.objects_to)


def about(who: Who) -> list[str]:
    """Organisation, communities, how to reach them, access needs."""
    if not who.is_person:
        return [_("Nothing is known of them beside what was written down at the event.")]
    return [
        who.organisation or _("No organisation"),
        ", ".join(who.communities) or _("No community"),
        _reached(who),
        _("Access needs: {needs}").format(needs=who.access_needs or _("none known")),
    ]


def sections(story: Story) -> Iterator[Line]:
    """Follow-ups, what they said, where they were, and what they consented to."""
    yield from headed(_("Follow-ups"), map(promise, story.promised), _("Nothing was promised."))
    yield from headed(_("What they said"), map(_said, story.said), _("Nothing was written down."))
    yield from headed(_("Events"), map(_place, story.attended), _("They were on no list."))
    if story.who.is_person:
        yield from headed(_("Consents"), map(_consent, story.consents), _("None was recorded."))


def _reached(who: Who) -> str:
    email = who.email.replace("@", f"@{_MAY_BREAK}") if who.email else None
    ways = [way for way in (who.phone, email) if way]
    reached = ", ".join(ways) or _("no phone and no e-mail known")
    if who.preferred_contact == "none":
        return _("Contact: {ways}").format(ways=reached)
    return _("Contact: {ways} (prefers {way})").format(
        ways=reached, way=word_of(who.preferred_contact).lower()
    )


def promise(row: PromiseRow) -> str:
    """What was promised, how it stands, by when and by whom."""
    owners = [each for each in (row.owner_name, row.owner_organisation) if each]
    owned = ", ".join(owners) or _("nobody owns it")
    line = _("{what}\n{status}; due: {due}; owner: {owner}").format(
        what=what(row), status=_standing(row), due=due(row).lower(), owner=owned
    )
    return (
        _("{line}; outcome: {outcome}").format(line=line, outcome=row.outcome)
        if row.outcome
        else line
    )


def _standing(row: PromiseRow) -> str:
    if row.status != "done":
        return status(row)
    return _("{status} {day}").format(status=status(row), day=done_on(row).lower())


def _said(said: Said) -> str:
    voice = words.voice(said.voice)
    if said.voice != "own":
        whom = said.community or _("for whom is not stated")
        voice = _("{voice} ({community})").format(voice=voice, community=whom)
    told = _("“{words}” {voice}, {event}").format(words=said.words, voice=voice, event=said.event)
    return "\n".join([told, *map(_became, said.messages)])


def _became(message: Carried) -> str:
    """The message that it went into, and the answers."""
    answers = "; ".join(map(_answer, message.hearings)) or _("not heard anywhere yet")
    return _("It went into “{title}”: {answers}").format(title=message.title, answers=answers)


def _answer(row: HearingRow) -> str:
    answer = words.response(row.response).lower()
    told = _("{body}, {answer}").format(body=row.body, answer=answer)
    return _("{told} ({reason})").format(told=told, reason=row.reason) if row.reason else told


def _place(place: Attended) -> str:
    day = shown_day(place.starts_at.astimezone().date()) if place.starts_at else _("day not known")
    return _("{day} {event}. {status}; wants to stay involved: {wants}").format(
        day=day,
        event=place.event,
        status=word_of(place.status),
        wants=word_of(place.wants_to_stay_involved).lower(),
    )


def _consent(answer: Answered) -> str:
    """`Photo: no (consent, 23/11/2026, wording 1-3f9a1c)`."""
    moment = answer.recorded_at
    told = [word_of(answer.basis).lower()]
    told.append(shown_day(moment.astimezone().date()) if moment else _("day not known"))
    if answer.version:
        told.append(_("wording {version}").format(version=answer.version))
    return _("{purpose}: {given} ({told})").format(
        purpose=word_of(answer.purpose),
        given=word_of(answer.given).lower(),
        told=", ".join(told),
    )
