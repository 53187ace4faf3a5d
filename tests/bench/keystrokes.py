"""How many keys ten entries take, pressed in the real window: the letters of the words, and more.

python tests/bench/keystrokes.py

A count is no time: `tests/gui/test_keystrokes.py` holds it. Alt+O is counted as two keys.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.contributions import ThemeInput
from engagement_app.domain.events import EventInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.projects import ProjectInput

MORE = 12
"""Keys that an entry may take on average beside the letters of its words."""
PEOPLE = ("Siân Hughes", "Ruth Bell", "Omar Bell", "Nia Roberts", "Tomasz Nowak", "Ann Carter")
THEMES = ("Buses and transport", "Damp homes", "Waiting for the doctor", "Somewhere to meet")
COMMUNITIES = ("Carers", "Top Moor", "Young people")
ENTRIES = (
    ("The last bus leaves before the late shift ends", " #b\t@si\t!o\n"),
    ("We all pay for taxis when somebody is ill", " #b\t@r\tfor:top\t!b\n"),
    ("My neighbour was told to wait six weeks for a call back", " #w\t!s\n"),
    ("There is mould in both bedrooms and the landlord does nothing", " #d\t@om\t!o\n"),
    ("I could open the chapel hall on Tuesdays", " #so\t@n\t!o\n"),
    ("Nobody asked us before the library hours were cut", " @t\tfor:y\t!b\n"),
    ("Why do forms still ask for a fax number?", " @an\t!o\n"),
    ("Young carers miss school on hospital days", " #w\tfor:c\t!b\n"),
    ("She heard that the surgery will stop home visits", " #w\t!s\n"),
    ("I will bring the plans to the next meeting", " @om\t!o\n"),
)
"""The words, and the keys after them: a tab takes the name that is offered, a new line is Enter."""


class Counted(NamedTuple):
    """What an entry took."""

    words: str
    keys: int

    @property
    def more(self) -> int:
        """Keys beside the letters of the words."""
        return self.keys - len(self.words)


def fill(session: Any) -> None:
    """An event with people, themes and communities."""
    project = acts.add(session, ProjectInput.parse(name="Tawe"))
    event = acts.add(session, EventInput.parse(project_id=project, title="Open day"))
    for name in PEOPLE:
        given, family = name.split()
        person = acts.add(session, PersonInput.parse(given_name=given, family_name=family))
        entry = AttendanceInput.parse(event_id=event, person_id=person, status="here")
        acts.add(session, entry)
    for name in THEMES:
        acts.add(session, ThemeInput.parse(project_id=project, name=name))
    for name in COMMUNITIES:
        acts.add(session, CommunityInput.parse(name=name))


def write_down(keys: Any, saved: Callable[[], object]) -> list[Counted]:
    """Press the keys of each entry, wait until it is saved, and tell what it took."""
    counted = []
    for words, after in ENTRIES:
        keys.pressed = 0
        keys.write(words)
        for key in after:
            keys.press({"\t": "Tab", "\n": "Return"}[key]) if key in "\t\n" else keys.write(key)
        saved()
        counted.append(Counted(words, keys.pressed))
    return counted


class CountingKeys:
    """Presses keys where the keyboard is, and counts them."""

    def __init__(self, window: Any) -> None:
        self.window, self.pressed = window, 0

    def write(self, text: str) -> None:
        """Type letters."""
        self.pressed += len(text)
        for letter in text:
            QTest.keyClick(self._front(), letter)

    def press(self, name: str) -> None:
        """Press Tab or Return."""
        from PySide6.QtCore import Qt

        self.pressed += 1
        QTest.keyClick(self._front(), Qt.Key[f"Key_{name}"])

    def _front(self) -> Any:
        popup = QApplication.activePopupWidget()
        return popup or self.window.focusWidget()


def main() -> None:
    """Print what each entry took."""
    from engagement_app.gui.window import Window
    from engagement_app.store.act import Keyboard
    from engagement_app.store.datafile import create_file

    app = QApplication([])
    window = Window()
    window.show()
    window.activateWindow()
    with tempfile.TemporaryDirectory() as folder:
        file = create_file(Path(folder) / "keys.engagement", Keyboard("Mari Ellis", "desk"))
        with file.writing("fill") as session:
            fill(session)
        window.workspace.open(file)
        window.go_to("said")

        def saved() -> None:
            while window.workspace.is_saving:
                app.processEvents()

        counted = write_down(CountingKeys(window), saved)
        window.workspace.close()
    for each in counted:
        print(f"{each.keys:4} keys, {each.more:3} beside the words: {each.words}")
    more = sum(each.more for each in counted) / len(counted)
    print(f"{more:.1f} keys beside the words on average; at most {MORE} are meant")


if __name__ == "__main__":
    main()
