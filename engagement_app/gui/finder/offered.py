"""What the window and its pages can be asked to do, as a table: words, keys, and the way there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, Protocol

from engagement_app.domain.wording import name_of_table
from engagement_app.gui.bar import Bar
from engagement_app.gui.looks.dress import SIZES
from engagement_app.gui.page import Page
from engagement_app.gui.pages import PAGES
from engagement_app.gui.pages.data.file_part import LOOKS
from engagement_app.gui.pages.data.record_columns import TITLES
from engagement_app.gui.pages.data.twice_place import TITLE
from engagement_app.gui.pages.reports.offered import REPORTS
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _


class Window(Protocol):
    """What is asked of the window."""

    workspace: Workspace
    pages: dict[str, Page]
    bar: Bar

    def go_to(self, key: str) -> None:
        """Show a page."""

    def leave(self) -> None:
        """Close the window."""


Do = Callable[[Window], Any]


class Offer(NamedTuple):
    """A page or an act: its words, its keys where it has any, and what is done."""

    title: str
    keys: str
    do: Do
    is_page: bool = False


def _go(page: str, way: str, window: Window) -> None:
    """Go to a page, then along the way: parts are shown, buttons pressed, the rest called."""
    window.go_to(page)
    at: Any = window.pages[page]
    for name in way.split(".") if way else ():
        above, at = at, getattr(at, name)
        if hasattr(above, "show_part") and hasattr(at, "workspace"):
            above.show_part(at)
    if hasattr(at, "click"):
        at.setFocus()
        at.click()
    elif way and callable(at):
        at()


def _new(table: str, window: Window) -> None:
    _go("data", "", window)
    page: Any = window.pages["data"]
    page.show_part(page.records)
    page.records.begin(table)


def _tab(at: int, window: Window) -> None:
    """One of the tabs beneath the roles."""
    _go("roles", "", window)
    page: Any = window.pages["roles"]
    page.tabs.setCurrentIndex(at)
    page.tabs.currentWidget().start()


def _look(chooser: str, value: str, window: Window) -> None:
    _go("data", "file", window)
    page: Any = window.pages["data"]
    box = getattr(page.file, chooser)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    box.setFocus()


_WAYS: tuple[tuple[str, str, str, str], ...] = (
    (_("Sign somebody in"), "", "desk", "start"),
    (_("Key a filled sign-in sheet in"), "", "desk", "doors.key_in"),
    (_("Print the sign-in sheet"), "", "desk", "doors.print_sheet"),
    (_("Start the kiosk"), "", "desk", "doors.offer_kiosk"),
    (_("Write down what was said"), "", "said", "start"),
    (_("Find in what was said"), _("Ctrl+F there"), "said", "look_for"),
    (_("New follow-up"), _("Ctrl+N there"), "follow_ups", "listed.new"),
    (_("New role"), "", "roles", "begin"),
    (_("New message"), _("Insert there"), "voice", "messages.messages.new"),
    (_("Bodies and partners"), "", "voice", "seats.start"),
    (_("Belt in balance"), "", "voice", "balance.start"),
    (_("Print the report"), _("Ctrl+P there"), "reports", "print"),
    (_("Save the report as PDF"), _("Ctrl+S there"), "reports", "save"),
    (_("Save figures"), "", "reports", "figures"),
    (TITLE, "", "data", "records.begin_twice"),
    (_("Import a list"), "", "data", "imports.choose"),
    (_("Save the project as a file"), "", "data", "exports.project"),
    (_("Save who came as a list"), "", "data", "exports.attendees"),
    (_("Back up now"), "", "data", "backups.make"),
    (_("Another folder for backups"), "", "data", "backups.choose"),
    (_("Check the file"), "", "data", "backups.check_it"),
    (_("Make a bundle for another laptop"), "", "data", "laptops.making.make"),
    (_("Take in a bundle"), "", "data", "laptops.choose"),
    (_("New project in a new file"), "", "data", "file.new"),
    (_("New project in this file"), "", "data", "file.project"),
    (_("Open another file"), "", "data", "file.open"),
    (_("Try the sample"), "", "data", "file.sample"),
    (_("Close this file"), "", "data", "file.shut"),
)
"""Words, keys, page, and from the page on the names of a part, a button or a method."""
_TABS = (_("This role"), _("Funds"), _("Rates"), _("Hourly cost of a post"), _("Typical roles"))


def _paper(key: str, window: Window) -> None:
    window.go_to(f"reports/{key}")


def offers() -> list[Offer]:
    """Every page and act, pages first."""
    new, paper = _("New: {kind}"), _("Paper: {title}")
    return [
        *(Offer(page.title, page.keys, partial(_go, page.key, ""), True) for page in PAGES),
        *(Offer(title, keys, partial(_go, page, way)) for title, keys, page, way in _WAYS),
        *(
            Offer(new.format(kind=name_of_table(table)), "", partial(_new, table))
            for table in TITLES
        ),
        *(Offer(paper.format(title=each.title), "", partial(_paper, each.key)) for each in REPORTS),
        *(Offer(title, "", partial(_tab, at)) for at, title in enumerate(_TABS)),
        *(Offer(title, "", partial(_look, "look", look)) for look, title in LOOKS.items()),
        *(
            Offer(
                _("Text size {percent} %").format(percent=percent),
                "",
                partial(_look, "text_size", str(percent)),
            )
            for percent in SIZES
        ),
        Offer(_("Undo what was done last"), "Ctrl+Z", lambda window: window.workspace.undo()),
        Offer(_("Help for this page"), "F1", lambda window: window.bar.help_wanted.emit()),
        Offer(_("Close the window"), "Ctrl+Q", lambda window: window.leave()),
    ]
