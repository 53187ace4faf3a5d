"""Desk ready for a sign-in with 100,000 people in the file, against a bare window.

    python tests/bench/window_desk.py [people] [expected] [runs]

The bare window also imports sqlmodel and sqlcipher3. Each run is a process of its own, in turn:
ours starts as the program does, opens the file, goes to the page Desk and leaves once those of the
event can be signed in (`ready`), or once everybody in the file can be found (`everybody`). Prints
medians of processor time, wall time and peak memory and their ratios (aims 1.4 and 1.5), then what
one key press costs, and what a sign-in costs until the page shows it.
"""

import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from engagement_app.domain.acts import add, whole_row
from engagement_app.domain.arrivals import count_tallies
from engagement_app.domain.attendance import Attendance
from engagement_app.domain.desk import sign_in
from engagement_app.domain.events import EventInput
from engagement_app.domain.meant import look_up
from engagement_app.domain.organisations import Organisation
from engagement_app.domain.people import Person
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.roll_reading import catch_up, read_more, read_roll
from engagement_app.store import records
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import create_file, open_file
from engagement_app.store.record import new_id

ROOT = Path(__file__).resolve().parents[2]
BARE = """
import os, sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1200, 700)
window.show()
app.processEvents()
import sqlmodel, sqlcipher3
os._exit(0)
"""
OURS = """
import os
from PySide6.QtCore import QTimer
from engagement_app.gui import application
from engagement_app.gui.settings import remember
remember("page", "desk")  # where the last evening ended
begin = application.begin
def begin_and_go(window):
    begin(window)
    window.go_to("desk")
    desk = window.pages["desk"]
    if {everybody} and not desk.finder.is_complete:
        desk.finder.complete.connect(lambda: os._exit(0))
    else:
        QTimer.singleShot(0, lambda: os._exit(0))
application.begin = begin_and_go
application.run()
"""
PROGRAMS = {
    "bare": BARE,
    "ready": OURS.format(everybody=False),
    "everybody": OURS.format(everybody=True),
}
TYPED = ("an", "si", "li wei", "an en", "an zq", "q7", "sian hughes", "07700 900", "example.org")
PARTS = (
    *("an", "el", "ri", "mo", "da", "ka", "sha", "li", "ru", "be", "jo", "siân", "tŷ", "gwen"),
    *("dai", "ow", "hu", "gh", "pri", "ce", "wil", "li", "ams", "tho", "mas", "ah", "med", "kha"),
    *("n", "pa", "tel", "ko", "wal", "ski", "ng", "uy", "en", "zhou", "ao", "李", "łu"),
)


def a_name(dice: random.Random) -> str:
    """A made-up name of two or three parts; some have letters beyond ASCII."""
    return "".join(dice.choices(PARTS, k=dice.randint(2, 3))).capitalize()


def fill(path: Path, people: int, expected: int) -> None:
    """A file with so many people, of whom so many are expected at one event."""
    dice = random.Random(7)
    path.parent.mkdir(parents=True)
    with create_file(path, Keyboard("bench", new_id())) as file, file.writing("bench") as session:
        project_id = add(session, ProjectInput.parse(name="Bench"))
        event_id = add(session, EventInput.parse(project_id=project_id, title="Evening"))
        groups = [
            whole_row(Organisation, new_id(), {"name": f"{a_name(dice)} Trust"}) for _ in range(500)
        ]
        persons = [
            whole_row(Person, new_id(), a_person(dice, number, groups)) for number in range(people)
        ]
        coming = [
            whole_row(Attendance, new_id(), {"event_id": event_id, "person_id": person["id"]})
            for person in dice.sample(persons, min(expected, people))
        ]
        records.create(session, Organisation, groups)
        records.create(session, Person, persons)
        records.create(session, Attendance, coming)


def a_person(dice: random.Random, number: int, groups: list[dict[str, str]]) -> dict[str, object]:
    """Names, an e-mail, a phone, and for most an organisation."""
    given, family = a_name(dice), a_name(dice)
    return {
        "given_name": given,
        "family_name": family,
        "email": f"person{number}@example.org",
        "phone": f"07700 {number:06d}",
        "organisation_id": dice.choice(groups)["id"] if dice.random() < 0.6 else None,
    }


def once(program: str, home: str) -> tuple[float, float, float]:
    """Milliseconds of processor and of wall time, and peak MB, of one run."""
    places = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
    environment = {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    start = time.monotonic()
    run = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    _pid, status, used = os.wait4(run.pid, 0)
    wall = time.monotonic() - start
    run.returncode = os.waitstatus_to_exitcode(status)
    assert run.returncode == 0
    return (used.ru_utime + used.ru_stime) * 1000, wall * 1000, used.ru_maxrss / 1024


def starts(home: str, runs: int) -> None:
    """Measure the starts in turn and print."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in PROGRAMS}
    once(PROGRAMS["everybody"], home)
    for _run in range(runs):
        for name, program in PROGRAMS.items():
            found[name].append(once(program, home))
    for at, what in enumerate(("processor ms", "wall ms", "peak MB")):
        bare, *ours = (statistics.median(each[at] for each in found[name]) for name in found)
        told = "   ".join(
            f"{name} {each:7.1f} ({each / bare:.2f}x)"
            for name, each in zip(("ready", "everybody"), ours, strict=True)
        )
        print(f"{what:14} bare {bare:7.1f}   {told}")


def keys(path: Path) -> None:
    """Time what a key press asks for, and what follows a sign-in; print."""
    with open_file(path, Keyboard("bench", new_id())) as file:
        with file.reading() as session:
            [[event_id]] = session.connection().exec_driver_sql("SELECT id FROM event").fetchall()
            roll = read_roll(session, event_id)
            while read_more(session, roll):
                pass
        for text in TYPED:
            print(f"key press {text!r:14} {typed(file, roll, text) * 1000:7.1f} ms")
        begun = time.process_time()
        with file.reading() as session:
            [first, *_] = look_up(session, roll, "an")
        with file.writing("bench") as session:
            sign_in(session, event_id, first.key, datetime.now(UTC))
        with file.reading() as session:
            catch_up(session, roll, event_id)
            roll.standings.numbers(count_tallies(session, event_id))
        print(f"a sign-in, found, saved and counted {(time.process_time() - begun) * 1000:7.1f} ms")


def typed(file, roll, text: str) -> float:
    """Seconds of processor time for one search, the median of five."""
    taken = []
    for _time in range(5):
        begun = time.process_time()
        with file.reading() as session:
            look_up(session, roll, text)
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def main(people: int = 100_000, expected: int = 300, runs: int = 7) -> None:
    """Make the file, then measure."""
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "engagement_app" / "engagement.engagement"
        # In a process of its own: a child's peak begins with the size of its parent.
        filler = multiprocessing.get_context("spawn").Process(
            target=fill, args=(path, people, expected)
        )
        filler.start()
        filler.join()
        print(f"{people:,} people, {expected:,} of them expected")
        starts(home, runs)
        keys(path)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
