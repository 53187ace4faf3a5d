"""The follow-up call list as a PDF: to ring through, with room to write what came of it."""

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from engagement_app.domain.promises import PromiseRow
from engagement_app.domain.wording import word_of
from engagement_app.language import _, plural
from engagement_app.progress import Progress, silent
from engagement_app.reports import fonts, words
from engagement_app.reports.headings import heading
from engagement_app.reports.keeping import height_of
from engagement_app.reports.opening import boxed, opening
from engagement_app.reports.pages import Paper, printed
from engagement_app.reports.styles import RULE, SMALLEST, WIDTH
from engagement_app.reports.tables import Cell, Column, laid_out, table
from engagement_app.reports.text import Strong, Typesetter, shortened
from engagement_app.resourcing.call_list import Call, CallList, Owner
from engagement_app.resourcing.report import REASONS

KIND = _("Follow-up call list")
_LONGEST_NAME, _LONGEST_TEXT = 60, 160
_MOST_PROMISES = 5
_WHOM, _ROOM_TO_WRITE = 176, 104
"""The widths of columns."""
_SIDES = 10
_TO_WRITE: dict[str, Any] = {"rowHeights": [32], "spaceAfter": 12}
_TITLES = {
    "overdue": _("Overdue"),
    "this_week": _("Due within a week"),
    "later": _("Due later"),
    "dead_ends": _("Dead ends: nobody can keep these as they stand"),
}


def render(found: CallList, progress: Progress = silent) -> bytes:
    """The PDF; the same calls give the same bytes."""

    def front(typeset: Typesetter) -> Iterator[Flowable]:
        yield from _front(typeset, found)

    def lists(typeset: Typesetter) -> Iterator[Flowable]:
        for group, calls in found.groups:
            yield from heading(typeset, _titled(group, len(calls)))
            if not calls:
                yield typeset("body", _("Nobody."))
            elif typeset.look.is_large:
                yield from (each for call in calls for each in _below(typeset, call))
            else:
                yield from table(typeset, _columns(), [_row(typeset, call) for call in calls])

    paper = Paper(KIND, found.event or found.project, found.as_of)
    return printed(paper, [front, lists], progress, large_print=found.large)


def _titled(group: str, count: int) -> str:
    return _("{title} ({count})").format(title=_TITLES[group], count=f"{count:,}")


def _front(typeset: Typesetter, found: CallList) -> Iterator[Flowable]:
    yield from opening(
        typeset,
        KIND,
        found.event or found.project,
        f"{found.project}." if found.event else _("The whole project."),
        *([_("Owned by: {owner}.").format(owner=owner_named(found.owner))] if found.owner else []),
        as_of=found.as_of,
        made_by=found.made_by,
    )
    people, promised = len(found.calls), found.promised
    lead = _("{people}, {promised}.").format(
        people=plural("{count} person to reach", "{count} people to reach", people),
        promised=plural("{count} open follow-up", "{count} open follow-ups", promised),
    )
    if not people:
        lead = _("Nobody is waiting to be reached.")
    yield boxed(
        typeset,
        lead,
        _(
            "For the team alone: it names people. Whoever is to be reached about several things"
            " stands here once, where the most urgent is. Key in what came of it on the page"
            " Follow-ups, then shred this list."
        ),
    )


def _columns() -> list[Column]:
    return [
        Column(_("Whom, and how"), _WHOM),
        Column(_("What about")),
        Column(_("What came of it"), _ROOM_TO_WRITE),
    ]


def _row(typeset: Typesetter, call: Call) -> list[Cell]:
    whom = typeset("cell", Strong(_whom(call)), *(f"\n{line}" for line in _reach(typeset, call)))
    return [whom, _about(typeset, call), " "]


def _below(typeset: Typesetter, call: Call) -> list[Flowable]:
    """The same without columns, which would be too narrow in large print."""
    whom, about, _empty = _row(typeset, call)
    parts: list[Any] = [
        whom,
        Spacer(0, 4),
        about,
        typeset("quiet", _("What came of it:")),
        laid_out([[""]], [WIDTH], [("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE)], **_TO_WRITE),
    ]
    needed = height_of(parts, typeset.look)
    return [CondPageBreak(min(needed, typeset.look.later_height)), *parts]


def _about(typeset: Typesetter, call: Call) -> Flowable:
    """Of several promises as many as fit a page beside each other's long texts."""
    room = WIDTH if typeset.look.is_large else WIDTH - _WHOM - _ROOM_TO_WRITE
    for shown in range(min(len(call.promises), _MOST_PROMISES), 0, -1):
        parts = [part for row in call.promises[:shown] for part in (*_promise(row), "\n\n")][:-1]
        if more := len(call.promises) - shown:
            parts += ["\n\n", plural("And {count} more.", "And {count} more.", more)]
        made = typeset("cell", *parts)
        if made.wrap(room, 0)[1] <= typeset.look.later_height * 0.8:
            break
    return made


def _whom(call: Call) -> str:
    if call.whom:
        return shortened(call.whom, _LONGEST_NAME)
    return _("Somebody nameless") if call.promises[0].attendance_id else _("Nobody named")


def _reach(typeset: Typesetter, call: Call) -> list[str]:
    """How they are reached, and what must be known before."""
    if call.do_not_contact:
        return [_("Do not contact.")]
    if call.promises[0].person_id is None:
        return [_("No way to reach them is known.")]
    ways = [shortened(each, _LONGEST_NAME) for each in (call.phone, call.email) if each]
    if not typeset.look.is_large:
        ways = [_parted(each) for each in ways]
    said = ways or [_("No phone and no e-mail known.")]
    if call.preferred_contact != "none":
        said.append(_("Prefers: {way}").format(way=word_of(call.preferred_contact).lower()))
    if call.access_needs:
        needs = shortened(call.access_needs, _LONGEST_TEXT)
        said.append(_("Access needs: {needs}").format(needs=needs))
    if call.organisation:
        said.append(shortened(call.organisation, _LONGEST_NAME))
    return said


def _parted(way: str) -> str:
    """An e-mail address that would be cut anywhere goes over to the next line at its @."""
    fits = fonts.width(way, fonts.BODY, SMALLEST) <= _WHOM - _SIDES
    return way if fits else way.replace("@", "\n@")


def _promise(row: PromiseRow) -> list[str]:
    """What about, strong; then by when, or why nobody can keep it, from where, and whose it is."""
    told = [_("Due {day}.").format(day=words.day(row.due_on))] if row.due_on else []
    if row.standing in REASONS:
        told.append(f"{words.reason(row.standing)}.")
    if row.event:
        told.append(f"{shortened(row.event, _LONGEST_NAME)}.")
    return [Strong(shortened(_what(row), _LONGEST_TEXT)), "\n", " ".join([*told, *_owner(row)])]


def _what(row: PromiseRow) -> str:
    if row.id is None:
        return _("Wants to stay involved")
    kind = word_of(row.kind)
    if not row.description:
        return kind
    return _("{kind}: {about}").format(kind=kind, about=" ".join(row.description.split()))


def _owner(row: PromiseRow) -> list[str]:
    owners = [each for each in (row.owner_name, row.owner_organisation) if each]
    named = ", ".join(shortened(each, _LONGEST_NAME) for each in owners)
    return [_("Owner: {names}.").format(names=named)] if named else []


def owner_named(owner: Owner) -> str:
    """`Nia Rees, Town Club`; what nobody owns is told as such."""
    named = [shortened(each, _LONGEST_NAME) for each in owner if each]
    return ", ".join(named) or _("Nobody")
