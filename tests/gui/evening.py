"""One evening at the keys: what a person presses on each page, from the first start to the end."""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QTabBar, QTableView

from engagement_app.exchange.near_days import read_near
from engagement_app.gui.forms.editors import shown_day
from engagement_app.gui.pages import PAGES
from tests.gui.keys import Keys

VOICES = {"own": "Alt+O", "on_behalf": "Alt+B", "second_hand": "Alt+S"}

_SHORT = 20
"""So many letters of a line are words: no name is marked in them."""


class Evening:
    """Every method is on its page when it begins, but for `go`; the pages are looked at alone."""

    def __init__(self, window: Any) -> None:
        self.window = window
        self.keys = Keys(window)

    def go(self, key: str) -> Any:
        """To a page; gives it, to be looked at."""
        self.keys.press(next(page.keys for page in PAGES if page.key == key))
        self.keys.until(lambda: self.window.page_key == key)
        return self.window.pages[key]

    @property
    def told(self) -> str:
        """What the strip says."""
        text: str = self.window.strip.text.text()
        return text

    def until_told(self, words: str) -> None:
        """Wait until the strip says this."""
        self.keys.until(lambda: words in self.told)
        self.keys.saved()

    def new_project(self, name: str, event: str) -> None:
        """From the first start; not protected, so that its file can be compared."""
        keys = self.keys
        keys.tab_to("New project")
        keys.press("Space")
        keys.write(name)
        keys.press("Tab")
        keys.write(event)
        keys.press("Enter", "Alt+U")
        keys.until(lambda: self.window.page_key == "today")
        keys.until(lambda: keys.name == "Go to the desk")

    def import_list(self) -> Any:
        """On Data: the list that the system's box gives; returns what was told of it before."""
        self.keys.press("Alt+I", "Alt+O")
        self.keys.until(lambda: self.keys.name == "Import")
        outcome = self.window.pages["data"].imports.outcome
        self.keys.press("Space")
        self.until_told("Imported")
        return outcome

    def sign_in(self, letters: str, name: str, *then: str) -> None:
        """At the desk: some letters, Enter, and what is pressed for the one who is signed in."""
        self.keys.write(letters)
        self.keys.press("Enter")
        self.until_told(name)
        for key in then:
            self.keys.press(key)
            self.keys.saved()

    def walk_in(self, typed: str, name: str, *then: str) -> None:
        """Somebody who is not on the list, and what they are called then."""
        self.keys.write(typed)
        self.keys.press("Ctrl+Return")
        self.until_told(name)
        for key in then:
            self.keys.press(key)
            self.keys.saved()

    def say(self, line: str, voice: str, mandate: str = "", limits: str = "") -> None:
        """On “What was said”: a line and a voice, and on what basis somebody speaks for others."""
        keys, box = self.keys, "What is said, in one line"
        keys.tab_until(lambda: keys.name == box, box, "Shift+Tab")
        keys.write(line)
        keys.press(VOICES[voice])
        if mandate:
            keys.tab_to("Mandate")
            keys.choose(mandate)
            keys.press("Tab")
            keys.write(limits)
            keys.press("Ctrl+Return")
        else:
            keys.press("Enter")
        self.until_told(": " + line[:_SHORT])

    def say_in_form(self, entry: Any) -> None:
        """The same in the form alone, whose fields are filled by their names."""
        keys = self.keys
        keys.press(VOICES[entry.voice])
        for name, text in (
            ("Words", entry.words),
            ("Themes", entry.themes),
            ("Who said it", entry.who),
            ("For whom", entry.community),
            ("Mandate", entry.mandate),
            ("Limits of the mandate", entry.limits),
            ("Follow-up promised", entry.follow_up),
        ):
            if text:
                keys.tab_to(name)
                keys.fill(text)
                keys.close_list()
        keys.press("Ctrl+Return")
        self.until_told(": " + entry.words[:_SHORT])

    def dead_ends(self, count: int) -> Any:
        """On Follow-ups: the dead ends, once they are counted; the focus in their list."""
        page = self.window.pages["follow_ups"]
        button = page.groups.buttons["dead_ends"]
        self.keys.press("Alt+D")
        self.keys.until(lambda: button.isChecked() and not button.isDown())
        self.keys.until(lambda: f"({count})" in button.text())
        self.keys.tab_to("Follow-ups")
        return page

    def own(self, whom: str, owner: str, due: str) -> None:
        """In that list: a follow-up gets an owner and a day, in its cells."""
        self.row_of(whom)
        for column, text in (("Owner", owner), ("Due", due)):
            self.column_of(column)
            self.keys.write(text)
            self.keys.press("Enter")
            told = shown_day(read_near(text, date.today())) if column == "Due" else text
            self.until_told(f"{column.lower()}: {told}")

    def agree(self, kind: str, about: str, owner: str, due: str) -> None:
        """In the form of a follow-up, whose person is known."""
        keys = self.keys
        keys.tab_to("Kind")
        keys.choose(kind)
        for name, text in (("Description", about), ("Owner", owner), ("Due", due)):
            keys.tab_to(name)
            keys.write(text)
        keys.press("Ctrl+Return")
        keys.saved()

    def role(self, *cells: str) -> None:
        """In the grid, at the title of its last row: the cells of a new role, from the left."""
        for cell in cells[:-1]:
            self.keys.write(cell)
            self.keys.close_list()
            self.keys.press("Tab")
        self.keys.write(cells[-1])
        self.keys.press("Enter")
        self.keys.saved()

    def fill(self, *entries: tuple[str, str]) -> None:
        """In a form: each field by its name, then save."""
        for name, text in entries:
            self.keys.tab_to(name)
            self.keys.fill(text)
        self.keys.press("Ctrl+Return")
        self.keys.saved()

    def place(self, title: str) -> None:
        """Back to the bar of tabs that has this one, and to it."""
        keys = self.keys
        keys.tab_until(lambda: title in _tabs(keys.focus), title, "Shift+Tab")
        bar = keys.focus
        assert isinstance(bar, QTabBar)
        way = _tabs(bar).index(title) - bar.currentIndex()
        keys.press(*["Right" if way > 0 else "Left"] * abs(way))

    def row_of(self, text: str) -> None:
        """In a list: down to the row in which this stands."""
        self._move("Ctrl+Home", "Down", lambda table, at: text in cells_of(table, at.row()))

    def column_of(self, title: str) -> None:
        """In a list: to the column of this title."""

        def stands(table: QTableView, at: Any) -> bool:
            return bool(table.model().columns[at.column()].title == title)

        self._move("Home", "Right", stands)

    def _move(self, first: str, on: str, stands: Callable[[QTableView, Any], bool]) -> None:
        table = self.keys.focus
        assert isinstance(table, QTableView), self.keys.name
        self.keys.press(first)
        for _each in range(60):
            if stands(table, table.currentIndex()):
                return
            self.keys.press(on)
        raise AssertionError("it is not in the list")


def _tabs(bar: Any) -> list[str]:
    """The titles of a bar, without their counts."""
    if not isinstance(bar, QTabBar):
        return []
    titles = [bar.tabText(at).replace("&", "") for at in range(bar.count())]
    return [title.partition(" (")[0] for title in titles]


def cells_of(table: QTableView, row: int) -> str:
    """What stands in a row."""
    model = table.model()
    return " | ".join(str(model.index(row, at).data()) for at in range(model.columnCount()))


def write_list(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """A list as a spreadsheet saves it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path
