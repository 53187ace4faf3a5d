"""What is killed: a program that signs people in, or imports, and says what was saved.

    python tests/faults/signing_in.py FILE ACKNOWLEDGED check-ins|imports ACTS [WAY]

Each act's ids go, after its transaction returned, as one line to ACKNOWLEDGED, which is opened
O_SYNC: it outlives the program. An act that was refused is told there with its cause, and the next
one is done. WAY, a known-bad one, is for the controls alone, which must lose.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import select

from engagement_app.domain import acts
from engagement_app.domain.attendance import Attendance, AttendanceInput
from engagement_app.domain.events import Event
from engagement_app.domain.people import PersonInput
from engagement_app.errors import StorageError
from engagement_app.exchange.open_format.importing import import_document
from engagement_app.store.datafile import DataFile
from engagement_app.store.record import new_id
from engagement_app.store.records import table_of
from tests.faults.bad_ways import EARLY, LEAD, take
from tests.faults.tried_files import KEYBOARD, open_file, prepare

__all__ = ["KEYBOARD", "check_in", "event_of", "main", "open_file", "prepare", "take_in"]
PER_IMPORT = 40
REFUSED = "refused"
Tell = Callable[[list[str]], object]


def event_of(data_file: DataFile) -> str:
    """An event of this file."""
    with data_file.reading() as session:
        return session.execute(select(table_of(Event).c.id)).scalars().first()


def _nobody(ids: list[str]) -> None:
    """Nobody hears of an act before it is saved."""


def check_in(data_file: DataFile, event: str, number: int, early: Tell = _nobody) -> list[str]:
    """One person comes: a person, an attendance, and that it is here, in one act."""
    with data_file.writing("check in") as session:
        entry = PersonInput.parse(given_name=f"Guest {number}", notes="Came by bus. " * 40)
        person = acts.add(session, entry)
        entry = AttendanceInput.parse(event_id=event, person_id=person)
        attendance = acts.add(session, entry)
        acts.amend(session, Attendance, attendance, status="here", arrived_at=datetime.now(UTC))
        early([person, attendance])
    return [person, attendance]


def take_in(data_file: DataFile, event: str, number: int, early: Tell = _nobody) -> list[str]:
    """One document with a project and its events, all in one act."""
    project, events = new_id(), [new_id() for _ in range(PER_IMPORT - 1)]
    records = {
        "project": [{"id": project, "name": f"Project {number}"}],
        "event": [
            {"id": each, "project_id": project, "title": f"Day {place}", "notes": "words " * 60}
            for place, each in enumerate(events)
        ],
    }
    document = {"format": "engagement-project", "version": 1} | records
    with data_file.writing("import") as session:
        import_document(session, json.dumps(document).encode())
        early([project, *events])
    return [project, *events]


ACTS = {"check-ins": check_in, "imports": take_in}


def main(path: str, acknowledged: str, what: str, count: str, way: str = "") -> None:
    """Do acts one after the other until killed or done."""
    take(way)
    told = os.open(acknowledged, os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_SYNC, 0o600)

    def tell(words: list[str]) -> None:
        os.write(told, (" ".join(words) + "\n").encode())

    def tell_early(ids: list[str]) -> None:
        if way == EARLY:
            tell(ids)
            time.sleep(LEAD)

    with open_file(Path(path)) as data_file:
        event = event_of(data_file)
        tell(["open"])
        for number in range(int(count)):
            try:
                ids = ACTS[what](data_file, event, number, tell_early)
            except StorageError as error:
                tell([REFUSED, error.cause.name, str(error)])
            else:
                tell(ids)
    tell(["done"])
    os.close(told)


if __name__ == "__main__":
    main(*sys.argv[1:])
