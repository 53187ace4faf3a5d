"""Every page of the window with 100,000 people in the file, and what one save costs on each.

    python tests/bench/window_pages.py [people] [runs]

Makes a file with one event to come, of which 300 are expected, 40 past ones, 20,000 contributions,
5,000 follow-ups and 200 roles, opens it in a window without a screen and goes to each page. Prints
the processor milliseconds of the window's own thread: until the page is first seen, its longest
piece without a pause, the longest piece of going there again, and the longest piece and the sum
after one save (aim: no piece over 100 ms after a page was first seen). Last come a key press in a
box that finds people, and what it costs to switch the event.
"""

import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from window_desk import a_name, a_person

from engagement_app.domain.acts import add, amend, whole_row
from engagement_app.domain.attendance import Attendance
from engagement_app.domain.communities import Community
from engagement_app.domain.contributions import Contribution, Theme
from engagement_app.domain.events import Event
from engagement_app.domain.follow_ups import FollowUp
from engagement_app.domain.funds import Allocation, Fund
from engagement_app.domain.organisations import Organisation
from engagement_app.domain.people import Person
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.roles import EngagementRole
from engagement_app.store import records
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import create_file, open_file
from engagement_app.store.record import new_id

EXPECTED, PAST, AT_EACH, SAID, PROMISED, ROLES = 300, 40, 250, 20_000, 5_000, 200
VOICES = ("own", "own", "own", "on_behalf", "second_hand")
REST = 0.3
"""Seconds without an event after which all is shown."""


def fill(path: Path, people: int) -> None:
    """Make the file."""
    dice = random.Random(7)
    with create_file(path, Keyboard("bench", new_id())) as file, file.writing("bench") as session:
        project_id = add(session, ProjectInput.parse(name="Bench"))
        made = dict(rows_of(project_id, people, dice))
        for entity, rows in made.items():
            records.create(session, entity, rows)


def rows_of(project_id: str, people: int, dice: random.Random) -> Iterator[tuple[Any, list[Any]]]:
    """Every table and its rows."""

    def rows(entity: Any, count: int, make: Callable[[int], dict[str, Any]]) -> list[Any]:
        return [whole_row(entity, new_id(), make(each)) for each in range(count)]

    in_project = {"project_id": project_id}
    groups = rows(Organisation, 500, lambda _n: {"name": f"{a_name(dice)} Trust"})
    yield Organisation, groups
    communities = rows(Community, 30, lambda _n: {"name": a_name(dice)})
    yield Community, communities
    persons = rows(Person, people, lambda number: a_person(dice, number, groups))
    yield Person, persons
    themes = rows(Theme, 60, lambda _n: {**in_project, "name": a_name(dice)})
    yield Theme, themes
    evening = datetime.now(UTC) + timedelta(hours=3)
    events = rows(
        Event,
        PAST + 1,
        lambda n: {**in_project, "title": f"Evening {n}", "starts_at": evening - timedelta(7 * n)},
    )
    yield Event, events
    came = rows(
        Attendance,
        EXPECTED + PAST * AT_EACH,
        lambda n: {
            "event_id": events[max(0, 1 + (n - EXPECTED) // AT_EACH)]["id"],
            "person_id": dice.choice(persons)["id"],
            "status": "expected" if n < EXPECTED else "left",
            "wants_to_stay_involved": dice.choice(("yes", "no", "not_asked")),
        },
    )
    yield Attendance, came

    def something_said(number: int) -> dict[str, Any]:
        who = came[EXPECTED + number % (PAST * AT_EACH)] if number >= EXPECTED else came[number]
        voice = dice.choice(VOICES)
        return {
            "event_id": who["event_id"],
            "attendance_id": who["id"],
            "voice": voice,
            "community_id": None if voice == "own" else dice.choice(communities)["id"],
            "theme_ids": [dice.choice(themes)["id"]],
            "words": " ".join(a_name(dice) for _word in range(14)),
            "recorded_at": evening - timedelta(minutes=number),
            "recorded_by": "bench",
        }

    yield Contribution, rows(Contribution, SAID, something_said)
    promised = {"kind": "call_back", "owner_name": "Ann"}
    yield (
        FollowUp,
        rows(
            FollowUp,
            PROMISED,
            lambda n: {
                **in_project,
                **promised,
                "person_id": dice.choice(persons)["id"],
                "due_on": date.today() + timedelta(days=n % 60 - 30),
            },
        ),
    )
    roles = rows(
        EngagementRole,
        ROLES,
        lambda n: {
            **in_project,
            "title": f"{a_name(dice)} {n}",
            "belt": dice.choice(("route_in", "voice_for", "both")),
            "holder_organisation_id": dice.choice(groups)["id"],
            "hours_needed": Decimal(20 + n % 9),
            "hourly_cost": 1886,
        },
    )
    yield EngagementRole, roles
    funds = rows(
        Fund,
        40,
        lambda n: {**in_project, "title": f"Fund {n}", "amount": 90_000, "status": "confirmed"},
    )
    yield Fund, funds
    yield (
        Allocation,
        rows(
            Allocation,
            ROLES,
            lambda n: {
                "fund_id": funds[n % 40]["id"],
                "role_id": roles[n]["id"],
                "amount": 10_000,
            },
        ),
    )


class Watch:
    """Turns the window's events over, piece by piece, and times each on the window's thread."""

    def __init__(self, app: Any, window: Any) -> None:
        self._app, self._window = app, window
        self.pieces: list[float] = []

    def piece(self, act: Callable[[], object]) -> None:
        """Do something and time it."""
        begun = time.thread_time()
        act()
        self.pieces.append((time.thread_time() - begun) * 1000)

    def settle(self) -> None:
        """Turn events over until nothing has happened for a while."""
        until, read = time.monotonic() + REST, self._all_is_read()
        while time.monotonic() < until or self._window.workspace.is_saving or not read:
            self.piece(self._app.processEvents)
            if self.pieces[-1] > 1:
                until = time.monotonic() + REST
            time.sleep(0.001)

    def _all_is_read(self) -> list[object]:
        """Filled once what is read beside the window's work has been read."""
        read: list[object] = []
        if self._window.workspace.is_open:
            self._window.workspace.read_later(lambda _session: 1, then=read.append)
        return read

    def take(self, act: Callable[[], object]) -> list[float]:
        """The pieces of an act and of all that follows it."""
        self.pieces = []
        self.piece(act)
        self.settle()
        return self.pieces


def pages(path: Path, runs: int) -> None:
    """Open the file, go to each page, save on each; print."""
    from PySide6.QtWidgets import QApplication

    from engagement_app.gui.application import import_without_inspection
    from engagement_app.gui.looks.dress import add_fonts, dress
    from engagement_app.gui.pages import PAGES
    from engagement_app.gui.settings import remember
    from engagement_app.gui.window import Window

    app = QApplication([])
    add_fonts()
    dress(app, "light", 100)
    import_without_inspection()
    remember("page", "today")
    window = Window()
    window.resize(1366, 768)
    window.show()
    watch = Watch(app, window)
    opened = watch.take(lambda: window.workspace.open(open_file(path, Keyboard("bench", new_id()))))
    print(f"{'opened, today':14} first {sum(opened):7.1f}   longest piece {max(opened):7.1f}")
    print(f"{'':14} {'first seen':>12} {'longest':>9} {'again':>9} {'after save':>11} {'sum':>9}")
    for page in PAGES:
        first = watch.take(lambda key=page.key: window.go_to(key))
        saves = [watch.take(lambda: save(window)) for _run in range(runs)]
        other = "today" if page.key != "today" else "data"
        watch.take(lambda key=other: window.go_to(key))
        again = watch.take(lambda key=page.key: window.go_to(key))
        after = statistics.median(max(each) for each in saves)
        whole = statistics.median(sum(each) for each in saves)
        print(
            f"{page.key:14} {sum(first):12.1f} {max(first):9.1f} {max(again):9.1f}"
            f" {after:11.1f} {whole:9.1f}"
        )
    finding(window, watch)
    places(window, watch)


def save(window: Any) -> None:
    """One small act, as any page does."""
    workspace = window.workspace
    venue = f"Hall {time.monotonic_ns()}"
    workspace.write("record.amend", amend, Event, workspace.event_id, venue=venue, told="Saved")


def finding(window: Any, watch: Watch) -> None:
    """Type a name in a box that finds people, key by key; then another event, text size."""
    from PySide6.QtTest import QTest

    from engagement_app.gui.forms.choosing import choices_of
    from engagement_app.gui.forms.links import LinkEditor

    made: list[LinkEditor] = []
    shown = watch.take(
        lambda: made.append(LinkEditor("person", choices_of(window.workspace), "Nobody"))
    )
    box = made[0]
    box.show()
    print(f"a box of people, made {max(shown):7.1f}")
    line = box.lineEdit()
    assert line is not None
    line.selectAll()
    for letter in "gwenli":
        took = watch.take(lambda letter=letter: QTest.keyClick(line, letter))
        print(f"a key in it {letter!r} {max(took):7.1f}")
    header = window.header
    for key in ("today", "desk", "said"):
        watch.take(lambda key=key: window.go_to(key))
        rows = header.event_box.count()
        header.event_box.setCurrentIndex((header.event_box.currentIndex() + 5) % rows)
        took = watch.take(lambda: header.event_box.activated.emit(0))
        print(f"another event at the top, on {key:8} {max(took):7.1f}")


def places(window: Any, watch: Watch) -> None:
    """The places of Data, and a word that is looked for in each list."""
    window.go_to("data")
    page = window.pages["data"]
    for part in (page.imports, page.exports, page.backups, page.file, page.records):
        took = watch.take(lambda part=part: page.show_part(part))
        print(f"data: {type(part).__name__:14} {max(took):7.1f}")
    place = page.records.show_kind("person")
    for word in ("gwen", "siân", "zzzz", ""):
        took = watch.take(lambda word=word: place.box.setText(word))
        print(f"data: people, {word!r:8} {max(took):7.1f}")
    took = watch.take(place.add)
    print(f"data: a form of a person {max(took):7.1f}")
    took = watch.take(lambda: save(window))
    print(f"data: a save while people are listed {max(took):7.1f}")
    window.go_to("said")
    said = window.pages["said"].said
    said.filters.scope.setCurrentIndex(1)
    took = watch.take(lambda: said.filters.scope.activated.emit(1))
    print(f"said: the whole project {max(took):7.1f}")
    took = watch.take(lambda: said.filters.text.setText("zzzz"))
    print(f"said: a word nobody said {max(took):7.1f}")
    took = watch.take(lambda: save(window))
    print(f"said: a save while it is looked for {max(took):7.1f}")


def main(people: int = 100_000, runs: int = 3) -> None:
    """Make the file, then measure."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
        path = Path(os.environ.get("BENCH_FILE") or Path(home) / "pages.engagement")
        if not path.exists():
            filler = multiprocessing.get_context("spawn").Process(target=fill, args=(path, people))
            filler.start()
            filler.join()
        print(f"{people:,} people")
        pages(path, runs)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
