"""The sign-in sheet among the papers: what can be chosen, and when its numbers are given.

A look at it writes nothing: who has no line yet is shown with the number that they would get. The
numbers are given, by one act, once the sheet is printed, saved or opened elsewhere.
"""

from collections.abc import Callable
from typing import Any

from engagement_app.domain.paper_sheet import Numbered, SignInSheet, number_lines
from engagement_app.domain.reconciling import Differences
from engagement_app.gui.pages.reports.choosing import Choice, Settling
from engagement_app.gui.pages.reports.papers import PRINT
from engagement_app.gui.settings import remember, remembered
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural

_BLANK = tuple(
    (plural("{count} blank row", "{count} blank rows", rows), rows) for rows in (10, 20, 40, 0)
)
CHOICES = (
    Choice("blank", _("Blank rows"), _BLANK),
    Choice(
        "slips",
        _("Layout"),
        ((_("One list"), False), (_("A slip for each person"), True)),
    ),
    PRINT,
)


def told_differences(_found: Differences) -> str:
    """What the page says of these lists."""
    return _("For the office: it names people, and hides nobody.")


def beside(workspace: Workspace, event_id: str | None) -> dict[str, Any]:
    """Who makes the sheet, and the last number that this laptop printed for the event."""
    return {"made_by": workspace.person, "after": last_printed(event_id) if event_id else 0}


def last_printed(event_id: str) -> int:
    """The last line number printed for the event on this laptop."""
    printed = remembered(_place(event_id))
    return int(printed) if printed.isascii() and printed.isdecimal() else 0


def told(sheet: SignInSheet) -> str:
    """What the page says of the sheet beside its length."""
    if not sheet.lines:
        return _("Nobody is expected yet: blank rows alone.")
    said = _("Names and organisations alone are on it.")
    if not sheet.not_numbered:
        return said
    new = plural(
        "{count} person gets a line number when it is printed or saved.",
        "{count} people get line numbers when it is printed or saved.",
        sheet.not_numbered,
    )
    return f"{said} {new}"


def _is_needed(sheet: SignInSheet) -> bool:
    return sheet.not_numbered > 0


def _write(workspace: Workspace, wanted: Any, then: Callable[[], object]) -> None:
    workspace.write(
        "paper.number",
        number_lines,
        wanted.event_id,
        dict(wanted.choices)["after"],
        told=_told_numbers,
        then=lambda _numbered: then(),
    )


def _told_numbers(numbered: Numbered) -> str:
    if not numbered.people:
        return ""
    told = plural(
        "{count} person has a line now", "{count} people have a line now", numbered.people
    )
    if numbered.people == 1:
        return _("{told}: {first}").format(told=told, first=numbered.first)
    return _("{told}: {first} to {last}").format(
        told=told, first=numbered.first, last=numbered.last
    )


def _done(made: Any) -> None:
    """No later line gets a number that stands on this paper, also not that of a blank row."""
    event_id = made.wanted.event_id
    remember(_place(event_id), str(max(last_printed(event_id), made.report.last_number)))


def _place(event_id: str) -> str:
    return f"sheet/{event_id}"


SETTLING = Settling(_is_needed, _write, _done)
