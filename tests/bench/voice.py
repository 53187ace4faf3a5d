"""Picking among 50,000 contributions in the real window, and the belt of 100,000 attendances.

    python tests/bench/voice.py [contributions] [attendances] [runs]

Prints, for each kind of key press while a message is built, the longest time in milliseconds in
which the window did not answer (the largest gap of a timer of 5 ms), its median and its worst over
the presses, and as a ratio to two frames (33 ms). Then the figures of the belt, of the project and
of one event, from file to finished, as a ratio to the bare SQL that reads the same rows.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlcipher3 import dbapi2
from window_desk import a_name
from window_pages import VOICES, Watch

from engagement_app.domain.acts import add, whole_row
from engagement_app.domain.attendance import Attendance
from engagement_app.domain.bodies import Body
from engagement_app.domain.communities import Community
from engagement_app.domain.contributions import Contribution, Theme
from engagement_app.domain.events import Event
from engagement_app.domain.follow_ups import FollowUp
from engagement_app.domain.messages import Hearing, Message
from engagement_app.domain.people import Person
from engagement_app.domain.projects import ProjectInput
from engagement_app.gui.collecting import Collector
from engagement_app.gui.looks.dress import add_fonts, dress
from engagement_app.gui.settings import remember
from engagement_app.gui.window import Window
from engagement_app.resourcing.balance import read_belt
from engagement_app.store import records
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import create_file, open_file
from engagement_app.store.engine import settle
from engagement_app.store.record import new_id

FRAMES = 33.0
EVENTS, COMMUNITIES, BEHIND = 20, 30, 400
QUERIES = (
    "SELECT id, same_as_id, deleted_at, community_ids FROM person WHERE same_as_id IS NOT NULL"
    " OR deleted_at IS NOT NULL OR community_ids != '[]'",
    "SELECT a.id, a.event_id, a.person_id, a.status, a.first_time, a.wants_to_stay_involved,"
    " a.deleted_at IS NULL FROM attendance a JOIN event e ON e.id = a.event_id"
    " WHERE e.project_id = ?",
    "SELECT c.id, c.attendance_id, c.voice, c.community_id, c.event_id, c.deleted_at IS NULL"
    " FROM contribution c JOIN event e ON e.id = c.event_id WHERE e.project_id = ?",
    "SELECT id, attendance_id, person_id, contribution_id, kind, owner_organisation_id,"
    " owner_name, role_id, due_on, status, done_on FROM follow_up"
    " WHERE deleted_at IS NULL AND project_id = ?",
    "SELECT id, title, contribution_ids FROM message WHERE deleted_at IS NULL AND project_id = ?",
    "SELECT id, message_id, body_id, heard_on, response FROM hearing WHERE deleted_at IS NULL",
)
"""What the belt is reckoned from, read and nothing else."""


def fill(path: Path, contributions: int, attendances: int) -> str:
    """Make the file; gives the project's id."""
    dice = random.Random(7)
    with create_file(path, Keyboard("bench", new_id())) as file, file.writing("bench") as session:
        project_id = add(session, ProjectInput.parse(name="Bench"))
        for entity, rows in rows_of(project_id, contributions, attendances, dice):
            records.create(session, entity, rows)
    return project_id


def rows_of(
    project_id: str, contributions: int, attendances: int, dice: random.Random
) -> Iterator[tuple[Any, list[Any]]]:
    """Every table and its rows."""

    def rows(entity: Any, count: int, make: Callable[[int], dict[str, Any]]) -> list[Any]:
        return [whole_row(entity, new_id(), make(each)) for each in range(count)]

    here = {"project_id": project_id}
    communities = rows(Community, COMMUNITIES, lambda _n: {"name": a_name(dice)})
    yield Community, communities
    of_them = [each["id"] for each in communities]
    people = rows(
        Person,
        attendances // 2,
        lambda n: {
            "given_name": a_name(dice),
            "family_name": a_name(dice),
            "community_ids": [dice.choice(of_them)] if n % 5 == 0 else [],
        },
    )
    yield Person, people
    themes = rows(Theme, 60, lambda _n: {**here, "name": a_name(dice)})
    yield Theme, themes
    evening = datetime.now(UTC)
    events = rows(Event, EVENTS, lambda n: {**here, "title": f"Evening {n}"})
    yield Event, events
    came = rows(
        Attendance,
        attendances,
        lambda n: {
            "event_id": events[n % EVENTS]["id"],
            "person_id": dice.choice(people)["id"],
            "status": dice.choice(("left", "here", "expected")),
            "wants_to_stay_involved": dice.choice(("yes", "no", "not_asked")),
        },
    )
    yield Attendance, came

    def said(number: int) -> dict[str, Any]:
        who, voice = came[number % attendances], dice.choice(VOICES)
        return {
            "event_id": who["event_id"],
            "attendance_id": who["id"],
            "voice": voice,
            "community_id": None if voice == "own" else dice.choice(of_them),
            "theme_ids": [dice.choice(themes)["id"]],
            "words": " ".join(a_name(dice) for _word in range(14)),
            "recorded_at": evening - timedelta(minutes=number),
        }

    spoken = rows(Contribution, contributions, said)
    yield Contribution, spoken
    yield (
        FollowUp,
        rows(FollowUp, 20_000, lambda n: {**here, "attendance_id": came[n % attendances]["id"]}),
    )
    bodies = rows(Body, 5, lambda n: {**here, "name": f"Board {n}"})
    yield Body, bodies
    messages = rows(
        Message,
        20,
        lambda n: {
            **here,
            "title": f"Message {n}",
            "contribution_ids": [each["id"] for each in dice.sample(spoken, BEHIND)],
        },
    )
    yield Message, messages
    yield (
        Hearing,
        rows(
            Hearing,
            40,
            lambda n: {"message_id": messages[n % 20]["id"], "body_id": bodies[n % 5]["id"]},
        ),
    )


def picking(path: Path, runs: int) -> None:
    """Build a message in the window, key by key."""
    app = QApplication([])
    add_fonts()
    dress(app, "light", 100)
    remember("page", "today")
    window = Window()
    Collector(window)
    window.resize(1366, 768)
    window.show()
    watch = Watch(app, window)
    watch.take(lambda: window.workspace.open(open_file(path, Keyboard("bench", new_id()))))
    watch.take(partial(window.go_to, "voice"))
    part = window.pages["voice"].messages  # type: ignore[attr-defined]
    watch.take(part.messages.add)
    picker, keys = part.builder.picker, Qt.Key
    print(f"{len(picker.model.rows)} of all are listed; ms without an answer: median, worst, ratio")
    told("Space picks", [press(watch, picker.table, keys.Key_Space) for _n in range(runs)])
    told("Down", [press(watch, picker.table, keys.Key_Down) for _n in range(runs)])
    told("Ctrl+A picks all listed", [watch.take(picker.pick_all).still])
    told("Space among many", [press(watch, picker.table, keys.Key_Space) for _n in range(runs)])
    typed = [letter(watch, picker.filters.text, each) for each in "gwen lia" * max(1, runs // 8)]
    told("a letter in the box", typed)
    window.workspace.close()
    window.close()


def press(watch: Watch, widget: Any, key: Qt.Key) -> float:
    """The longest gap after one key."""
    widget.setFocus()
    return watch.take(lambda: QTest.keyClick(widget, key)).still


def letter(watch: Watch, box: Any, each: str) -> float:
    """The same for a letter; what is found after it is waited for."""
    return watch.take(lambda: QTest.keyClick(box, each)).still


def told(what: str, gaps: list[float]) -> None:
    """Print a line."""
    middle, worst = statistics.median(gaps), max(gaps)
    print(f"{what:26}{middle:8.1f}{worst:8.1f}{worst / FRAMES:8.2f}")


def belts(path: Path, project_id: str, runs: int) -> None:
    """The figures, and the bare reading of their rows, in turns."""
    with open_file(path, Keyboard("bench", new_id())) as file, file.reading() as session:
        event_id = session.connection().exec_driver_sql("SELECT min(id) FROM event").scalar_one()
        bare, whole, one = [], [], []
        for _run in range(runs):
            bare.append(timed(lambda: read_bare(path, project_id)))
            whole.append(timed(lambda: read_belt(session, project_id)))
            one.append(timed(lambda: read_belt(session, project_id, event_id)))
    base = statistics.median(bare)
    print(f"{'bare SQL':26}{base:8.0f} ms")
    for what, took in (("belt of the project", whole), ("belt of one event", one)):
        middle = statistics.median(took)
        print(f"{what:26}{middle:8.0f} ms{middle / base:8.2f} times the bare SQL")


def read_bare(path: Path, project_id: str) -> None:
    """Read the rows as the driver gives them."""
    connection = dbapi2.connect(str(path))
    settle(connection)
    for query in QUERIES:
        connection.execute(query, (project_id,) if "?" in query else ()).fetchall()
    connection.close()


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def main(contributions: int = 50_000, attendances: int = 100_000, runs: int = 16) -> None:
    """Make the file, then measure."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
        path = Path(home) / "voice.engagement"
        project_id = fill(path, contributions, attendances)
        print(f"{contributions:,} contributions, {attendances:,} attendances")
        belts(path, project_id, max(3, runs // 3))
        picking(path, runs)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
