"""One check-in against the same rows by the bare driver, with the same settings, turn by turn.

    python tests/bench/desk.py [people] [check-ins]

Prints half and one in a hundred of each, and their ratios (aim 1.5), then half of the processor
time of each, which no disk and no other program lengthens. Both write the same two rows,
the attendance and its change, each in a file of its own, so that neither spoils the other's cache.
"""

import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from engagement_app.domain import desk
from engagement_app.domain.acts import add, whole_row
from engagement_app.domain.attendance import Attendance
from engagement_app.domain.events import EventInput
from engagement_app.domain.people import Person
from engagement_app.domain.projects import ProjectInput
from engagement_app.store import records
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import create_file
from engagement_app.store.engine import settle
from engagement_app.store.record import new_id

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def fill(file, people):
    """A file with so many people expected at one event; gives the attendances' ids."""
    with file.writing("bench") as session:
        project_id = add(session, ProjectInput.parse(name="Bench"))
        event_id = add(session, EventInput.parse(project_id=project_id, title="Evening"))
        persons = [
            whole_row(Person, new_id(), {"given_name": f"Given {n}", "family_name": f"Family {n}"})
            for n in range(people)
        ]
        attendances = [
            whole_row(Attendance, new_id(), {"event_id": event_id, "person_id": person["id"]})
            for person in persons
        ]
        records.create(session, Person, persons)
        records.create(session, Attendance, attendances)
    return [row["id"] for row in attendances]


def ours(file, attendance_id):
    with file.writing("attendance.check_in") as session:
        desk.check_in(session, attendance_id, NOW)


def bare(connection, change, attendance_id):
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "UPDATE attendance SET status = ?, arrived_at = ? WHERE id = ?",
        ("here", "2026-11-23 18:00:00.000000", attendance_id),
    )
    marks = ", ".join("?" for _ in change)
    connection.execute(f"INSERT INTO change VALUES ({marks})", (new_id(), *change[1:]))
    connection.execute("COMMIT")


def timed(act, *arguments):
    began, worked = time.perf_counter(), time.process_time()
    act(*arguments)
    return time.perf_counter() - began, time.process_time() - worked


def main(people=10_000, times=500):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.engagement"
        with create_file(path, Keyboard("bench", new_id())) as file:
            ids = fill(file, people)
            ours(file, ids[-1])
            twin = Path(shutil.copy(path, Path(folder) / "twin.engagement"))
            connection = dbapi2.connect(str(twin), isolation_level=None)
            settle(connection)
            change = connection.execute(
                "SELECT * FROM change WHERE record_id = ? ORDER BY hlc DESC", (ids[-1],)
            ).fetchone()
            mine, theirs = [], []
            for number in range(times):
                mine.append(timed(ours, file, ids[number]))
                theirs.append(timed(bare, connection, change, ids[number]))
            connection.close()
    for name, at, hundredth in (("p50", 0, 49), ("p99", 0, 98), ("processor p50", 1, 49)):
        own, other = (
            statistics.quantiles([each[at] for each in found], n=100)[hundredth] * 1000
            for found in (mine, theirs)
        )
        told = f"check-in {own:.2f} ms, bare {other:.2f} ms: {own / other:.2f}x"
        print(f"{people:,} people, {name}: {told}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
