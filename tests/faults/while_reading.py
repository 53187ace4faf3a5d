"""Sign people in at the window while a report over very many rows is being worked out.

    python tests/faults/while_reading.py [--people 20000] [--sign-ins 50] [--plain|--protected]

The summary of a project with so many people, who came, and what each said is worked out again and
again on the reader's thread; each sign-in must be saved, and within half a second. The control
reads as a program that leaves its transaction open, and must be slower. The exit statuses are
those of `table.py`.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from engagement_app.domain import desk
from engagement_app.domain.acts import whole_row
from engagement_app.domain.attendance import Attendance
from engagement_app.domain.contributions import Contribution
from engagement_app.domain.people import Person
from engagement_app.gui.workspace import Workspace
from engagement_app.papers import PAPERS
from engagement_app.store import records
from engagement_app.store.plain_rows import ask
from engagement_app.store.record import new_id
from tests.faults import table
from tests.faults.aftermath import Aftermath
from tests.faults.signing_in import event_of
from tests.faults.table import Line
from tests.faults.tried_files import open_file, prepare

LONGEST = 0.5
"""Seconds that a sign-in may take, from the key to the tick."""
REPORTS = 5
"""How many reports are worked out at least."""
HELD = 1.0
NAMED = "SELECT count(*) FROM person WHERE given_name = 'Walk-in'"


def fill(path: Path, people: int) -> tuple[str, str]:
    """That many people, who all came and said something; gives the project and the event."""
    with open_file(path) as file:
        event = event_of(file)
        now = datetime.now(UTC)

        def rows(entity: Any, values: Callable[[int], dict[str, Any]]) -> list[dict[str, Any]]:
            return [whole_row(entity, new_id(), values(number)) for number in range(people)]

        persons = rows(Person, lambda n: {"given_name": f"Guest {n}"})
        came = rows(
            Attendance,
            lambda n: {"event_id": event, "person_id": persons[n]["id"], "status": "here"},
        )
        said = rows(
            Contribution,
            lambda n: {
                "event_id": event,
                "attendance_id": came[n]["id"],
                "voice": "own",
                "words": "No bus on Sundays " * 4,
                "recorded_at": now,
                "recorded_by": "bench",
            },
        )
        with file.writing("bench") as session:
            for entity, made in ((Person, persons), (Attendance, came), (Contribution, said)):
                records.create(session, entity, made)
        with file.reading() as session:
            [[project]] = ask(session, "SELECT id FROM project")
    return project, event


class Desk:
    """A window's door to the file, where somebody signs people in."""

    def __init__(self, path: Path, project: str, event: str) -> None:
        self.app = QApplication.instance() or QApplication([])
        self.workspace, self.read = Workspace(), 0
        self.workspace.open(open_file(path))
        self._event = event
        self._report = (PAPERS["summary"].prepare, project, date.today(), None)

    def keep_reading(self, how: Callable[..., Any] | None = None) -> None:
        """Work the report out again and again; or read in another way."""
        prepare_it, *about = self._report

        def again(_report: Any) -> None:
            self.read += 1
            self.keep_reading(how)

        self.workspace.read_later(how or prepare_it, *about, then=again)

    def sign_in(self, number: int) -> float:
        """Seconds until a walk-in was saved; raises what stopped it."""
        begun, ended = time.monotonic(), []
        self.workspace.write(
            "desk.sign_in",
            desk.walk_in,
            self._event,
            f"Walk-in {number}",
            datetime.now(UTC),
            then=lambda _found: ended.append(None),
            failed=ended.append,
        )
        while not ended:
            self.app.processEvents()
            time.sleep(0.001)
        if ended[0] is not None:
            raise ended[0]
        return time.monotonic() - begun


def holding(session: Any, *_about: object) -> None:
    """The control: a read that was begun and is not ended."""
    session.connection().exec_driver_sql("SELECT count(*) FROM person").scalar()
    session.connection().exec_driver_sql("SELECT id FROM change").fetchone()
    time.sleep(HELD)


def evening(
    path: Path, where: tuple[str, str], sign_ins: int, how: Callable[..., Any] | None = None
) -> tuple[Aftermath, str]:
    """So many sign-ins while somebody reads; a slow one is counted as half done."""
    office = Desk(path, *where)
    before = office.workspace.read(lambda session: ask(session, NAMED)[0][0])
    office.keep_reading(how)
    took = []
    while office.read < REPORTS or len(took) < sign_ins:
        took.append(office.sign_in(len(took)))
        office.app.processEvents()
    saved = office.workspace.read(lambda session: ask(session, NAMED)[0][0]) - before
    office.workspace.close()
    slow = sum(each > LONGEST for each in took)
    found = Aftermath(len(took), len(took), lost=len(took) - saved, half_done=slow)
    return found, _told(took, office.read)


def _told(took: list[float], reports: int) -> str:
    longest, middle = max(took) * 1000, statistics.median(took) * 1000
    return f"longest {longest:.0f} ms, half under {middle:.0f} ms, {reports} reports meanwhile"


def line(people: int, sign_ins: int, folder: Path, *, protected: bool) -> Line:
    """So many sign-ins while the report is worked out; a few while a read is held open."""
    path = folder / "town.engagement"
    prepare(path, protected=protected)
    where = fill(path, people)
    found, note = evening(path, where, sign_ins)
    control, _note = evening(path, where, 4, holding)
    kind = table.kind_of(protected)
    return Line("sign-ins during a report", kind, found, control, note)


def main() -> int:
    """Print the figures, and those of the control; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--sign-ins", type=int, default=50)
    table.asks_for_kinds(parser)
    asked = parser.parse_args()
    return table.told(table.of_each_kind(asked, partial(line, asked.people, asked.sign_ins)))


if __name__ == "__main__":
    sys.exit(main())
