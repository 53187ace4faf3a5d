"""People's words on paper: in whose voice, for whom, on what mandate, within what limits."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from reportlab.platypus import CondPageBreak, Flowable

from engagement_app.domain.wording import word_of
from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.reports.text import Typesetter, shortened
from engagement_app.resourcing.summary import Quote

_LONGEST_NAME, _LONGEST_LIMITS = 120, 300
_TOGETHER = 55


def quoted(
    typeset: Typesetter, quotes: Iterable[Quote], *, with_event: bool = True
) -> Iterator[Flowable]:
    """The quotes, and over those that follow each other in one voice whose voice it is."""

    def told(quote: Quote) -> str:
        return told_by(quote, with_event=with_event)

    for voice, alike in groupby(quotes, key=told):
        yield from spoken(typeset, voice, (quote.words for quote in alike))


def spoken(typeset: Typesetter, voice: str, said: Iterable[str]) -> Iterator[Flowable]:
    """What was said in one voice; its first words stay with the line above them."""
    yield CondPageBreak(typeset.look.points(_TOGETHER))
    yield typeset("quoted", voice)
    for words_said in said:
        yield typeset("quote", _("“{words}”").format(words=words_said))


def told_by(quote: Quote, *, with_event: bool = True) -> str:
    """`On behalf of Carers. Mandate: asked by the group. Limits: the crossing alone. Forum.`"""
    said = [f"{voice_of(quote.voice, quote.on_behalf_of)}."]
    if quote.voice != "own":
        said.append(f"{mandate_of(quote.mandate)}.")
    if quote.limits:
        limits = shortened(quote.limits, _LONGEST_LIMITS).rstrip(".")
        said.append(_("Limits: {limits}.").format(limits=limits))
    if with_event:
        said.append(f"{shortened(quote.event, _LONGEST_NAME)}.")
    return " ".join(said)


def voice_of(voice: str, community: str | None) -> str:
    """In whose voice; that it is not said for whom is said."""
    if voice == "own":
        return words.voice(voice)
    if community is None:
        return _("{voice}, not said for whom").format(voice=words.voice(voice))
    name = shortened(community, _LONGEST_NAME)
    if voice == "on_behalf":
        return _("On behalf of {community}").format(community=name)
    return _("{voice}, for {community}").format(voice=words.voice(voice), community=name)


def mandate_of(mandate: str) -> str:
    """On what basis somebody speaks for others; that none was stated is said so."""
    if mandate == "none_stated":
        return _("No mandate was stated")
    return _("Mandate: {mandate}").format(mandate=word_of(mandate).lower())
