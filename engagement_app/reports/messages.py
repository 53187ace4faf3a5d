"""What stands behind each message, on what mandate and within what limits, and what came back."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from reportlab.platypus import Flowable

from engagement_app.domain.hearings import HearingRow
from engagement_app.domain.wording import word_of
from engagement_app.language import _, plural
from engagement_app.progress import Progress, silent
from engagement_app.reports import words
from engagement_app.reports.headings import heading
from engagement_app.reports.opening import boxed, opening
from engagement_app.reports.pages import Paper, Section, printed
from engagement_app.reports.quoting import spoken
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Strong, Typesetter, shortened
from engagement_app.resourcing.evidence import lacks_mandate
from engagement_app.resourcing.printed_messages import PrintedMessage, PrintedMessages
from engagement_app.resourcing.small_numbers import Rule, about
from engagement_app.resourcing.summary import Quote
from engagement_app.resourcing.words import response, voice

_LONGEST = 120


def render(found: PrintedMessages, progress: Progress = silent) -> bytes:
    """The PDF; the same messages give the same bytes."""
    title = _("What stands behind our messages")

    def first(typeset: Typesetter) -> Iterator[Flowable]:
        yield from opening(typeset, title, found.project, as_of=found.as_of, made_by=found.made_by)
        yield boxed(typeset, _lead(found), _quoted_by_rule())

    sections: list[Section] = [
        first,
        *(partial(_message, each, found.rule) for each in found.messages),
    ]
    paper = Paper(title, found.project, found.as_of)
    return printed(paper, sections, progress, large_print=found.large)


def _lead(found: PrintedMessages) -> str:
    """How many messages there are, and how often they were heard."""
    if not found.messages:
        return _("No message is built yet.")
    heard = sum(len(each.hearings) for each in found.messages)
    built = plural("{count} message is built", "{count} messages are built", len(found.messages))
    return plural(
        "BUILT from what people said; heard {count} time where decisions are made.",
        "BUILT from what people said; heard {count} times where decisions are made.",
        heard,
    ).replace("BUILT", built)


def _quoted_by_rule() -> str:
    return _("Only what its speaker allowed to be quoted is quoted here, without names.")


def _message(message: PrintedMessage, rule: Rule, typeset: Typesetter) -> Iterator[Flowable]:
    yield from heading(typeset, shortened(message.title, _LONGEST))
    if message.words:
        yield typeset("body", message.words)
    yield typeset("body", _counts(message, rule))
    if message.unstated_in_all:
        yield typeset("body", Strong(_unstated(message.unstated_in_all)))
    yield typeset("body", _communities(message))
    yield from heading(typeset, _("What was said"), "subheading")
    for basis, quotes in groupby(message.quotes, key=basis_of):
        yield from spoken(typeset, basis, (quote.words for quote in quotes))
    if message.held_back or not message.quotes:
        yield typeset("quiet", _held_back(message))
    yield from heading(typeset, _("Where it was heard, and the answer"), "subheading")
    if not message.hearings:
        yield typeset("body", _("Not heard anywhere yet."))
        return
    if typeset.look.is_large:
        yield from (_below(typeset, each) for each in message.hearings)
        return
    columns = [
        Column(_("Body"), 130),
        Column(_("Day"), 80),
        Column(_("Answer"), 80),
        Column(_("Reason")),
    ]
    yield from table(typeset, columns, [_row(typeset, each) for each in message.hearings])


def basis_of(quote: Quote) -> str:
    """In whose voice, for whom, on what mandate and within what limits."""
    if quote.voice == "own":
        return _("{voice}.").format(voice=voice(quote.voice))
    whom = quote.on_behalf_of or _("for whom is not stated")
    limits = _("Limits: {limits}.").format(limits=quote.limits or _("none stated"))
    if lacks_mandate(quote.voice, quote.mandate):
        mandate = _("No mandate is stated.")
    else:
        mandate = _("Mandate: {mandate}.").format(mandate=word_of(quote.mandate).lower())
    return _("{voice}: {whom}. {mandate} {limits}").format(
        voice=voice(quote.voice), whom=whom, mandate=mandate, limits=limits
    )


def _counts(message: PrintedMessage, rule: Rule) -> str:
    said = plural("{count} contribution", "{count} contributions", message.contributions)
    number = about(message.people, rule)
    people = plural("NUMBER person", "NUMBER people", message.people or 0)
    return _("Behind it: {said} of {people}; {own} first hand.").format(
        said=said, people=people.replace("NUMBER", number), own=f"{message.first_hand:,}"
    )


def _unstated(count: int) -> str:
    return plural(
        "{count} of them speaks for others with no mandate stated.",
        "{count} of them speak for others with no mandate stated.",
        count,
    )


def _communities(message: PrintedMessage) -> str:
    behind = _("Communities behind it: {names}.").format(
        names="; ".join(message.communities) or _("none")
    )
    missing = _("Heard at events of the project and not behind it: {names}.").format(
        names="; ".join(message.missing) or _("none")
    )
    return f"{behind} {missing}"


def _held_back(message: PrintedMessage) -> str:
    """How much is not quoted, and on what basis it speaks."""
    if not message.held_back:
        return _("Nothing that stands behind it is there any more.")
    told = plural(
        "{count} is not quoted: it may not be, nobody was asked, or it points to few people.",
        "{count} are not quoted: they may not be, nobody was asked, or they point to few people.",
        message.held_back,
    )
    if not message.for_others:
        return _("{told} All in their own voice.").format(told=told)
    others = plural(
        "{count} of them speaks for others,",
        "{count} of them speak for others,",
        message.for_others,
    )
    return f"{told} {others} {_mandates(message)}"


def _mandates(message: PrintedMessage) -> str:
    if not message.unstated:
        return _("with a mandate stated.")
    if message.unstated == message.for_others:
        return _("with no mandate stated.")
    return _("{count} with no mandate stated.").format(count=f"{message.unstated:,}")


def _row(typeset: Typesetter, row: HearingRow) -> list[Cell]:
    told = (row.body, _day(row), response(row.response), row.reason or _("none given"))
    return [text_cell(typeset, each) for each in told]


def _below(typeset: Typesetter, row: HearingRow) -> Flowable:
    """The same without columns, which would be too narrow in large print."""
    heard = _("{body}, {day}. {answer}.").format(
        body=row.body, day=_day(row), answer=response(row.response)
    )
    return typeset("body", Strong(heard), "\n", row.reason or _("Reason: none given."))


def _day(row: HearingRow) -> str:
    return words.day(row.heard_on) if row.heard_on else _("day not recorded")
