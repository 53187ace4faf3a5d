"""The feedback slip for one person as a PDF: what they said, and what became of it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportlab.platypus import Flowable

from engagement_app.domain.promises import PromiseRow
from engagement_app.domain.wording import word_of
from engagement_app.language import _
from engagement_app.progress import Progress, silent
from engagement_app.reports import words
from engagement_app.reports.answers import answered
from engagement_app.reports.headings import heading
from engagement_app.reports.opening import LONGEST_NAME, boxed, opening
from engagement_app.reports.pages import Paper, printed
from engagement_app.reports.quoting import spoken, voice_of
from engagement_app.reports.tables import Cell, Column, table, text_cell
from engagement_app.reports.text import Strong, Typesetter, shortened
from engagement_app.reports.you_said import reach
from engagement_app.resourcing.feedback_slip import FeedbackSlip, Spoken, Taken

KIND = _("What became of what you said")
_LONGEST = 120


def render(found: FeedbackSlip, progress: Progress = silent) -> bytes:
    """The PDF; the same story gives the same bytes."""

    def front(typeset: Typesetter) -> Iterator[Flowable]:
        yield from _front(typeset, found)

    def body(typeset: Typesetter) -> Iterator[Flowable]:
        for each in found.taken:
            yield from _taken(typeset, each)
        yield from _waiting(typeset, found)
        yield from _promised(typeset, found.promised)
        yield from reach(typeset, found.lead)

    paper = Paper(KIND, _name(found), found.as_of)
    return printed(paper, [front, body], progress, large_print=found.large)


def _name(found: FeedbackSlip) -> str:
    return found.name or _("Somebody who gave no name")


def _front(typeset: Typesetter, found: FeedbackSlip) -> Iterator[Flowable]:
    yield from opening(
        typeset,
        KIND,
        _name(found),
        f"{found.project}.",
        as_of=found.as_of,
        made_by=found.made_by,
    )
    if found.taken or found.waiting:
        lead = _("Thank you for what you told us.")
        beside = _("This slip is for you alone: it has your own words on it.")
    else:
        lead = _("Nothing that you said is written down.")
        beside = _("If you did tell us something, please say so.")
    yield boxed(typeset, lead, beside)


def _taken(typeset: Typesetter, taken: Taken) -> Iterator[Flowable]:
    yield from heading(typeset, shortened(taken.title, LONGEST_NAME))
    yield from heading(typeset, _("You said"), "subheading")
    yield from _spoken(typeset, taken.spoken)
    yield from heading(typeset, _("What happened"), "subheading")
    yield from answered(typeset, taken.answers)


def _spoken(typeset: Typesetter, said: Sequence[Spoken]) -> Iterator[Flowable]:
    for place, alike in groupby(said, key=_place):
        yield from spoken(typeset, place, (each.words for each in alike))


def _place(said: Spoken) -> str:
    event = shortened(said.event, _LONGEST)
    if said.voice == "own":
        return f"{event}."
    return f"{voice_of(said.voice, said.community)}. {event}."


def _waiting(typeset: Typesetter, found: FeedbackSlip) -> Iterator[Flowable]:
    if not found.waiting:
        return
    yield from heading(typeset, _("Not carried to anybody yet"))
    yield typeset(
        "body",
        _("This is written down as well. Nobody who decides has been asked about it so far."),
    )
    yield from _spoken(typeset, found.waiting)


def _promised(typeset: Typesetter, promised: Sequence[PromiseRow]) -> Iterator[Flowable]:
    yield from heading(typeset, _("What we promised you"))
    if not promised:
        yield typeset("body", _("No promise to you is written down."))
        return
    if typeset.look.is_large:
        yield from (_promise_below(typeset, row) for row in promised)
        return
    columns = [
        Column(_("What")),
        Column(_("Who sees to it"), 150),
        Column(_("How it stands"), 150),
    ]
    yield from table(typeset, columns, [_promise(typeset, row) for row in promised])


def _promise(typeset: Typesetter, row: PromiseRow) -> list[Cell]:
    more = f"\n{row.outcome}" if row.outcome else ""
    return [
        text_cell(typeset, _what(row)),
        text_cell(typeset, _seen_to(row)),
        text_cell(typeset, Strong(_standing(row)), more),
    ]


def _promise_below(typeset: Typesetter, row: PromiseRow) -> Flowable:
    """The same without columns, which would be too narrow in large print."""
    seen_to = _("Who sees to it: {names}.").format(names=_seen_to(row))
    more = f" {row.outcome}" if row.outcome else ""
    stands = _("{standing}.").format(standing=_standing(row))
    return typeset("body", Strong(_what(row)), f"\n{seen_to}\n", Strong(stands), more)


def _what(row: PromiseRow) -> str:
    return " ".join(row.description.split()) if row.description else word_of(row.kind)


def _seen_to(row: PromiseRow) -> str:
    owners = [each for each in (row.owner_name, row.owner_organisation) if each]
    return ", ".join(shortened(each, _LONGEST) for each in owners) or _("Nobody yet")


def _standing(row: PromiseRow) -> str:
    if row.status == "done":
        if row.done_on is None:
            return _("Done")
        return _("Done on {day}").format(day=words.day(row.done_on))
    if row.status == "cancelled":
        return _("Given up")
    return _("Due {day}").format(day=words.day(row.due_on)) if row.due_on else _("No day set yet")
