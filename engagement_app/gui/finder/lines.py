"""The lines of the finder: what fits, the best first, and what Enter does with each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from engagement_app.domain.find_anything import fit
from engagement_app.domain.found import Found
from engagement_app.domain.wording import name_of_table
from engagement_app.gui.finder.offered import Offer, Window
from engagement_app.gui.pages import PAGES
from engagement_app.gui.pages.desk.privacy import are_hidden, initials
from engagement_app.language import _

_PLACES = {
    "person": "data",
    "event": "data",
    "organisation": "data",
    "engagement_role": "roles",
    "fund": "roles",
    "message": "voice",
    "body": "data",
    "community": "data",
    "theme": "data",
    "service": "data",
    "follow_up": "follow_ups",
    "contribution": "voice",
}
"""On which page a record is shown; what has no page yet is not offered."""
_FEW = 8


@dataclass(frozen=True)
class Line:
    """What is listed: its title, what it is, and what is done with it."""

    title: str
    kind: str
    more: str
    do: Callable[[Window], Any]


def lines_of(text: str, offered: Sequence[Offer], found: Iterable[Found]) -> list[Line]:
    """By how well they fit; of equal ones pages, records, acts. With nothing typed the pages."""
    if not text.strip():
        return [_offered(each) for each in offered if each.is_page]
    tiers = [(fit(text, each.title), each) for each in offered]
    placed = [
        (tier, 0 if each.is_page else 2, _offered(each)) for tier, each in tiers if tier is not None
    ]
    placed.sort(key=lambda each: each[:2])
    del placed[_FEW:]
    placed += [(each.tier, 1, _recorded(each)) for each in found if is_shown(each.table)]
    placed.sort(key=lambda each: each[:2])
    return [line for _tier, _group, line in placed]


def as_seen(found: Sequence[Found]) -> list[Found]:
    """While names are hidden at the desk, people are initials here too: it opens over the desk."""
    if not are_hidden():
        return list(found)
    return [
        replace(each, title=initials(each.title), more="") if each.table == "person" else each
        for each in found
    ]


def is_shown(table: str) -> bool:
    """Whether any page of the window shows records of a table."""
    return _PLACES[table] in [page.key for page in PAGES]


def _offered(each: Offer) -> Line:
    return Line(each.title, _("Page") if each.is_page else _("Act"), each.keys, each.do)


def _recorded(each: Found) -> Line:
    show = partial(_show, each.table, each.id)
    return Line(each.title, name_of_table(each.table), each.more, show)


def _show(table: str, record_id: str, window: Window) -> None:
    """Go to the page of a record and show it there."""
    window.go_to(_PLACES[table])
    window.pages[_PLACES[table]].show_record(table, record_id)
