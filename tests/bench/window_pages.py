"""Every page of the window with 100,000 people in the file, and what one save costs on each.

    python tests/bench/window_pages.py [people] [runs]

Makes a file with one event to come, of which 300 are expected, 40 past ones, 20,000 contributions,
5,000 follow-ups and 200 roles, another with 20 events of 10,000 attendances each, and the sample;
opens each in a window without a screen and goes to each page. Prints three numbers of each step
(first seen, seen again, after one save), in milliseconds: until all is shown, the longest time in
which the window did not answer, and the longest piece of work of its own thread; and the ratio of
the last file to the sample in the first of them. A page that does not open ends it with status 1.
With BENCH_MORE set also a key press in a box that finds people, the places of Data, and what it
costs to switch the event.
"""

import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
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
from engagement_app.exchange.sample import add_sample
from engagement_app.gui.forms.choosing import choices_of
from engagement_app.gui.forms.links import LinkEditor
from engagement_app.gui.looks.dress import add_fonts, dress
from engagement_app.gui.pages import PAGES
from engagement_app.gui.settings import remember
from engagement_app.gui.window import Window
from engagement_app.store import records
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import create_file, open_file
from engagement_app.store.record import new_id

SAID, PROMISED, ROLES = 20_000, 5_000, 200
CROWDS = {"people": (300, 40, 250), "attendances": (10_000, 19, 10_000)}
"""By file: how many are expected, at how many events people were before, and how many at each."""
STEPS = ("first", "again", "save")
VOICES = ("own", "own", "own", "on_behalf", "second_hand")
REST = 0.3
"""Seconds without an event after which all is shown."""


def fill(path: Path, people: int, crowd: tuple[int, int, int]) -> None:
    """Make the file."""
    dice = random.Random(7)
    with create_file(path, Keyboard("bench", new_id())) as file, file.writing("bench") as session:
        project_id = add(session, ProjectInput.parse(name="Bench"))
        made = dict(rows_of(project_id, people, crowd, dice))
        for entity, rows in made.items():
            records.create(session, entity, rows)


def rows_of(
    project_id: str, people: int, crowd: tuple[int, int, int], dice: random.Random
) -> Iterator[tuple[Any, list[Any]]]:
    """Every table and its rows."""
    expected, past, at_each = crowd

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
        past + 1,
        lambda n: {**in_project, "title": f"Evening {n}", "starts_at": evening - timedelta(7 * n)},
    )
    yield Event, events
    came = rows(
        Attendance,
        expected + past * at_each,
        lambda n: {
            "event_id": events[max(0, 1 + (n - expected) // at_each)]["id"],
            "person_id": dice.choice(persons)["id"],
            "status": "expected" if n < expected else "left",
            "wants_to_stay_involved": dice.choice(("yes", "no", "not_asked")),
        },
    )
    yield Attendance, came

    def something_said(number: int) -> dict[str, Any]:
        who = came[expected + number % (past * at_each)] if number >= expected else came[number]
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


class Took(NamedTuple):
    """What an act and all that follows it took, in milliseconds."""

    shown: float
    """Until nothing more happened."""
    still: float
    """The longest time in which the window did not answer."""
    busy: float
    """The longest piece of work of the window's own thread, by its processor."""


class Watch:
    """Turns the window's events over; a timer of 5 ms tells when it does not answer."""

    def __init__(self, app: Any, window: Any) -> None:
        self._app, self._window = app, window
        self._busy = self._still = self._ticked = self._done = 0.0
        self._timer = QTimer(window, interval=5)
        self._timer.timeout.connect(self._tick)

    def take(self, act: Callable[[], object]) -> Took:
        """The times of an act and of all that follows it."""
        self._busy = self._still = 0.0
        begun = self._ticked = self._done = time.perf_counter()
        self._timer.start()
        self._piece(act)
        self._settle()
        self._timer.stop()
        return Took((self._done - begun) * 1000, self._still * 1000, self._busy)

    def _tick(self) -> None:
        now = time.perf_counter()
        self._still = max(self._still, now - self._ticked)
        self._ticked = now

    def _piece(self, act: Callable[[], object]) -> None:
        begun = time.thread_time()
        act()
        took = (time.thread_time() - begun) * 1000
        self._busy = max(self._busy, took)
        if took > 1:
            self._done = time.perf_counter()

    def _settle(self) -> None:
        """Turn events over until nothing has happened for a while."""
        read = self._all_is_read()
        while (
            time.perf_counter() < self._done + REST or self._window.workspace.is_saving or not read
        ):
            self._piece(self._app.processEvents)
            time.sleep(0.001)

    def _all_is_read(self) -> list[object]:
        """Filled once what is read beside the window's work has been read."""
        read: list[object] = []
        if self._window.workspace.is_open:
            self._window.workspace.read_later(lambda _session: 1, then=read.append)
        return read


def pages(paths: dict[str, Path], runs: int) -> None:
    """Open each file in a window of its own, go to each page and save on it; print."""
    sys.excepthook = end
    app = QApplication([])
    add_fonts()
    dress(app, "light", 100)
    found = {name: walk(app, path, runs) for name, path in paths.items()}
    print(f"{'':11}{'':8}" + "".join(f"{name:>26}" for name in paths) + "   ratio")
    for key in next(iter(found.values())):
        for at, step in enumerate(STEPS):
            took = [figures[key][at] for figures in found.values()]
            cells = [f"{each.shown:8.0f}{each.still:9.0f}{each.busy:9.0f}" for each in took]
            ratio = took[-1].shown / max(1, took[0].shown)
            print(f"{key:11}{step:8}" + "".join(cells) + f"{ratio:8.1f}")


def end(*mistake: Any) -> None:
    """A page that does not open, or tells of trouble, ends the whole with what it says."""
    sys.__excepthook__(*mistake) if len(mistake) > 1 else print(*mistake)
    os._exit(1)


def walk(app: Any, path: Path, runs: int) -> dict[str, list[Took]]:
    """By page: first seen, seen again, after a save."""
    remember("page", "today")
    window = Window()
    window.resize(1366, 768)
    window.show()
    window.workspace.troubled.connect(end)
    watch = Watch(app, window)
    keyboard = Keyboard("bench", new_id())
    opened = watch.take(lambda: window.workspace.open(open_file(path, keyboard)))
    found = {"opened": [opened] * len(STEPS)}
    for page in PAGES:
        first = watch.take(partial(window.go_to, page.key))
        saves = sorted(watch.take(partial(save, window)) for _run in range(runs))
        watch.take(partial(window.go_to, "today" if page.key != "today" else "data"))
        again = watch.take(partial(window.go_to, page.key))
        found[page.key] = [first, again, saves[len(saves) // 2]]
    if "BENCH_MORE" in os.environ:
        finding(window, watch)
        places(window, watch)
    window.workspace.close()
    window.close()
    return found


def save(window: Any) -> None:
    """One small act, as any page does."""
    workspace = window.workspace
    venue = f"Hall {time.monotonic_ns()}"
    workspace.write("record.amend", amend, Event, workspace.event_id, venue=venue, told="Saved")


def finding(window: Any, watch: Watch) -> None:
    """Type a name in a box that finds people, key by key; then another event, text size."""
    made: list[LinkEditor] = []
    shown = watch.take(
        lambda: made.append(LinkEditor("person", choices_of(window.workspace), "Nobody"))
    )
    box = made[0]
    box.show()
    print(f"a box of people, made {shown.busy:7.1f}")
    line = box.lineEdit()
    assert line is not None
    line.selectAll()
    for letter in "gwenli":
        took = watch.take(lambda letter=letter: QTest.keyClick(line, letter))
        print(f"a key in it {letter!r} {took.busy:7.1f}")
    header = window.header
    for key in ("today", "desk", "said"):
        watch.take(lambda key=key: window.go_to(key))
        rows = header.event_box.count()
        header.event_box.setCurrentIndex((header.event_box.currentIndex() + 5) % rows)
        took = watch.take(lambda: header.event_box.activated.emit(0))
        print(f"another event at the top, on {key:8} {took.busy:7.1f}")


def places(window: Any, watch: Watch) -> None:
    """The places of Data, and a word that is looked for in each list."""
    window.go_to("data")
    page = window.pages["data"]
    for part in (page.imports, page.exports, page.backups, page.file, page.records):
        took = watch.take(lambda part=part: page.show_part(part))
        print(f"data: {type(part).__name__:14} {took.busy:7.1f}")
    place = page.records.show_kind("person")
    for word in ("gwen", "siân", "zzzz", ""):
        took = watch.take(lambda word=word: place.box.setText(word))
        print(f"data: people, {word!r:8} {took.busy:7.1f}")
    took = watch.take(place.add)
    print(f"data: a form of a person {took.busy:7.1f}")
    took = watch.take(lambda: save(window))
    print(f"data: a save while people are listed {took.busy:7.1f}")
    window.go_to("said")
    said = window.pages["said"].said
    said.filters.scope.setCurrentIndex(1)
    took = watch.take(lambda: said.filters.scope.activated.emit(1))
    print(f"said: the whole project {took.busy:7.1f}")
    took = watch.take(lambda: said.filters.text.setText("zzzz"))
    print(f"said: a word nobody said {took.busy:7.1f}")
    took = watch.take(lambda: save(window))
    print(f"said: a save while it is looked for {took.busy:7.1f}")


def main(people: int = 100_000, runs: int = 3) -> None:
    """Make the files, then measure."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
        folder = Path(os.environ.get("BENCH_FILES") or home)
        paths = {"sample": folder / "sample.engagement"}
        making = multiprocessing.get_context("spawn")
        for name, crowd in {"sample": None, **CROWDS}.items():
            path = paths[name] = folder / f"{name}.engagement"
            if not path.exists():
                work = partial(fill, path, people, crowd) if crowd else partial(fill_sample, path)
                filler = making.Process(target=work)
                filler.start()
                filler.join()
        print(f"{people:,} people; ms until shown, without an answer, of its thread")
        pages(paths, runs)


def fill_sample(path: Path) -> None:
    """Make the sample."""
    with create_file(path, Keyboard("bench", new_id())) as file, file.writing("bench") as session:
        add_sample(session)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
