"""Everything we hold on a person as a PDF, and at its end what must be looked at first.

Values stand in paragraphs, not in cells: here nothing may be shortened.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from reportlab.platypus import Flowable

from engagement_app.domain.holdings import Change, Held, Holdings
from engagement_app.domain.mentions import Mention, told_once
from engagement_app.domain.spoken_fields import spoken_moment
from engagement_app.domain.wording import name_of_table
from engagement_app.language import _, plural
from engagement_app.progress import Progress, silent
from engagement_app.reports.headings import heading
from engagement_app.reports.lists import points
from engagement_app.reports.opening import LONGEST_NAME, boxed, opening
from engagement_app.reports.pages import Paper, after_first_page, printed
from engagement_app.reports.text import Strong, Typesetter, shortened

KIND = _("Everything we hold on you")
_SECTIONS = {
    "person": _("Who you are"),
    "consent": _("What you agreed to"),
    "attendance": _("Where you were"),
    "contribution": _("What you said"),
    "follow_up": _("What was promised to you"),
}


def render(found: Holdings, progress: Progress = silent) -> bytes:
    """The PDF; the same holdings give the same bytes."""

    def front(typeset: Typesetter) -> Iterator[Flowable]:
        yield from _front(typeset, found)
        for table, held in groupby(found.held, key=lambda each: each.table):
            yield from _records(typeset, table, held)

    def history(typeset: Typesetter) -> Iterator[Flowable]:
        yield from _changes(typeset, found)
        yield from _noted(typeset, found)
        yield from _unsaved(typeset, found)

    def last(typeset: Typesetter) -> Iterator[Flowable]:
        yield from _mentions(typeset, found.mentions)

    paper = Paper(KIND, _name(found), found.as_of)
    return printed(paper, [front, history, last], progress, large_print=found.large)


def _name(found: Holdings) -> str:
    return found.name or _("Somebody who gave no name")


def _front(typeset: Typesetter, found: Holdings) -> Iterator[Flowable]:
    yield from opening(typeset, KIND, _name(found), as_of=found.as_of, made_by=found.made_by)
    records = plural("{count} record", "{count} records", len(found.held))
    changes = plural("{count} change", "{count} changes", len(found.changes))
    yield boxed(
        typeset,
        _("There are {records} about you, and {changes} of them.").format(
            records=records, changes=changes
        ),
        _(
            "You may ask us to put right what is wrong, to erase it, or not to use it. What was"
            " deleted stands here too, as long as it can still be read."
        ),
    )


def _records(typeset: Typesetter, table: str, held: Iterable[Held]) -> Iterator[Flowable]:
    yield from heading(typeset, _SECTIONS[table])
    for each in held:
        name = shortened(each.name, LONGEST_NAME)
        if each.deleted:
            name = _("{name} (deleted)").format(name=name)
        yield from heading(typeset, name, "subheading")
        yield from points(typeset, [(Strong(f"{label}: "), text) for label, text in each.fields])


def _changes(typeset: Typesetter, found: Holdings) -> Iterator[Flowable]:
    yield from heading(typeset, _("Who wrote it down, and when"))
    names = {each.id: each.name for each in found.held}
    yield from points(typeset, [_change(each, names[each.record_id]) for each in found.changes])


def _change(change: Change, name: str) -> tuple[str, ...]:
    head = _("{when}, {by}: {act}").format(
        when=spoken_moment(change.at), by=change.by, act=change.act
    )
    record = f"{name_of_table(change.table)}, {shortened(name, LONGEST_NAME)}"
    told = "; ".join(f"{label}: {text}" if text else label for label, text in change.fields)
    return Strong(head), f" ({record}). {told}"


def _noted(typeset: Typesetter, found: Holdings) -> Iterator[Flowable]:
    if not found.noted:
        return
    yield from heading(typeset, _("What was done with it"))
    items = [
        (Strong(f"{spoken_moment(e.at)}, {e.by}: "), ": ".join(filter(None, (e.act, e.about))))
        for e in found.noted
    ]
    yield from points(typeset, items)


def _unsaved(typeset: Typesetter, found: Holdings) -> Iterator[Flowable]:
    if not found.unsaved:
        return
    yield from heading(typeset, _("Typed and not saved"))
    items = [(Strong(f"{spoken_moment(e.written_at)}, {e.form}: "), e.text) for e in found.unsaved]
    yield from points(typeset, items)


def _mentions(typeset: Typesetter, mentions: Iterable[Mention]) -> Iterator[Flowable]:
    """On pages of their own, which are taken out before the paper is handed over."""
    told = [_mention(each, count) for each, count in told_once(mentions)]
    if not told:
        return
    yield from after_first_page()
    yield from heading(typeset, _("Mentions: for us, before this is handed over"))
    yield boxed(
        typeset,
        _("These pages are not for the person as they are."),
        _(
            "Other records have the name, e-mail or telephone number. Look at each: black out what"
            " is about somebody else, and leave out what is about another person of that name."
        ),
    )
    yield from points(typeset, told)


def _mention(mention: Mention, count: int) -> tuple[str, ...]:
    where = name_of_table(mention.table)
    if count == 1:
        where = f"{where}, {shortened(mention.name, LONGEST_NAME)}"
    when = _(" (as it was earlier)") if mention.earlier else ""
    more = _(" (in {count} records)").format(count=count) if count > 1 else ""
    return Strong(f"{where}: {mention.field}{when}: "), mention.text, more
