"""What stands behind words, where they come from and what became of them, in sentences."""

from collections.abc import Iterator

from engagement_app.domain.hearings import HearingRow
from engagement_app.domain.provenance import Became, Carried, Source
from engagement_app.domain.wording import word_of
from engagement_app.gui.forms.editors import shown_day, shown_moment
from engagement_app.gui.pages.follow_ups.telling import promise
from engagement_app.gui.reading import Line, headed
from engagement_app.language import _, plural
from engagement_app.resourcing import words
from engagement_app.resourcing.evidence import Communities, Standing, lacks_mandate


def counts_of(standing: Standing) -> str:
    """`12 contributions: 9 people, 4 communities named, 8 first hand.`"""
    found = standing.behind
    return _("{said}: {people}, {communities}, {own} first hand.").format(
        said=plural("{count} contribution", "{count} contributions", standing.contributions),
        people=plural("{count} person", "{count} people", found.people),
        communities=plural(
            "{count} community named", "{count} communities named", found.communities
        ),
        own=f"{found.first_hand:,}",
    )


def warning_of(standing: Standing) -> str:
    """That somebody speaks for others without a mandate; empty where nobody does."""
    if not standing.unstated:
        return ""
    return plural(
        "⚠ {count} speaks for others with no mandate stated.",
        "⚠ {count} speak for others with no mandate stated.",
        standing.unstated,
    )


def communities_of(standing: Standing, communities: Communities) -> str:
    """Which communities are behind it, and which of those that were heard are not."""
    there, missing = communities.called(standing.there), communities.missing(standing)
    behind = _("Communities behind it, also by who spoke for themselves: {names}.").format(
        names="; ".join(there) or _("none")
    )
    if not communities.heard:
        return behind
    return behind + " " + _("Heard at events of the project and missing here: {names}.").format(
        names="; ".join(missing) or _("none")
    )  # fmt: skip


def lines_of(became: Became) -> Iterator[Line]:
    """Where it comes from, the messages it went into with what came back, and the follow-ups."""
    yield from _source(became.source)
    messages = [_carried(each) for each in became.messages]
    yield from headed(_("Messages"), messages, _("It stands behind no message yet."))
    promised = map(promise, became.follow_ups)
    yield from headed(_("Follow-ups"), promised, _("Nothing was promised on it."))


def _source(source: Source) -> Iterator[Line]:
    yield "heading", _("What was said")
    yield "", _("“{words}”").format(words=source.words)
    yield "", _said(source)
    if source.voice != "own":
        look = "warn" if lacks_mandate(source.voice, source.mandate) else ""
        yield look, _mandate(source)
    yield "heading", _("Where it comes from")
    yield "", _who(source)
    day = shown_moment(source.starts_at) if source.starts_at else _("day not known")
    yield "", _("{event}, {day}").format(event=source.event, day=day)
    written = shown_moment(source.recorded_at) if source.recorded_at else _("time not known")
    by = source.recorded_by or _("nobody known")
    yield "quiet", _("Written down by {who}, {when}").format(who=by, when=written)


def _said(source: Source) -> str:
    voice = words.voice(source.voice)
    if source.voice != "own":
        whom = source.community or _("for whom is not stated")
        return _("{voice}: {whom}").format(voice=voice, whom=whom)
    return (
        _("{voice} ({community})").format(voice=voice, community=source.community)
        if source.community
        else voice
    )


def _mandate(source: Source) -> str:
    limits = source.limits or _("none stated")
    if lacks_mandate(source.voice, source.mandate):
        return _("⚠ No mandate is stated. Limits: {limits}").format(limits=limits)
    return _("Mandate: {mandate}. Limits: {limits}").format(
        mandate=word_of(source.mandate).lower(), limits=limits
    )


def _who(source: Source) -> str:
    if source.status is None:
        return _("Who said it was not written down")
    who = source.who or _("Somebody nameless")
    told = _("{who} ({status})").format(who=who, status=word_of(source.status).lower())
    if source.capacity == "on_behalf":
        whom = "; ".join(source.for_whom) or _("not stated")
        return _("{who}, there on behalf of: {whom}").format(who=told, whom=whom)
    return _("{who}, there to work").format(who=told) if source.capacity == "working" else told


def _carried(message: Carried) -> str:
    answers = [_heard(each) for each in message.hearings] or [_("Not heard anywhere yet")]
    return "\n".join([_("“{title}”").format(title=message.title), *answers])


def _heard(row: HearingRow) -> str:
    day = shown_day(row.heard_on) if row.heard_on else _("day not known")
    told = _("{body}, {day}: {answer}").format(
        body=row.body, day=day, answer=words.response(row.response).lower()
    )
    given = shown_day(row.feedback_given_on) if row.feedback_given_on else _("not yet")
    return "\n".join(
        [
            told,
            _("Reason: {reason}").format(reason=row.reason or _("none given")),
            _("Feedback given: {day}").format(day=given),
        ]
    )
