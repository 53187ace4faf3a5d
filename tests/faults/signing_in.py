"""What is killed: a program that signs people in, or imports, and says what was saved.

    python tests/faults/signing_in.py FILE ACKNOWLEDGED check-ins|imports ACTS [MODES]

Each act's ids go, after its transaction returned, as one line to ACKNOWLEDGED, which is opened
O_SYNC: it outlives the program. MODES, of the journal and of
synchronous, are for the controls alone, which must lose.
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import select

from engagement_app.domain import acts
from engagement_app.domain.attendance import Attendance, AttendanceInput
from engagement_app.domain.events import Event, EventInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.exchange.open_format.importing import import_document
from engagement_app.store import engine
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import DataFile, create_file, open_file
from engagement_app.store.record import new_id
from engagement_app.store.records import table_of

KEYBOARD = Keyboard("Mari Ellis", "desk-laptop")
PER_IMPORT = 40


def prepare(path: Path) -> None:
    """A file with one event, at which people will be signed in."""
    with create_file(path, KEYBOARD) as data_file, data_file.writing("begin") as session:
        project = acts.add(session, ProjectInput.parse(name="Tawe green spaces"))
        acts.add(session, EventInput.parse(project_id=project, title="Open day"))


def event_of(data_file: DataFile) -> str:
    """An event of this file."""
    with data_file.reading() as session:
        return session.execute(select(table_of(Event).c.id)).scalars().first()


def check_in(data_file: DataFile, event: str, number: int) -> list[str]:
    """One person comes: a person, an attendance, and that it is here, in one act."""
    with data_file.writing("check in") as session:
        entry = PersonInput.parse(given_name=f"Guest {number}", notes="Came by bus. " * 40)
        person = acts.add(session, entry)
        entry = AttendanceInput.parse(event_id=event, person_id=person)
        attendance = acts.add(session, entry)
        acts.amend(session, Attendance, attendance, status="here", arrived_at=datetime.now(UTC))
    return [person, attendance]


def take_in(data_file: DataFile, event: str, number: int) -> list[str]:
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
    return [project, *events]


ACTS = {"check-ins": check_in, "imports": take_in}


def main(path: str, acknowledged: str, what: str, count: str, *modes: str) -> None:
    """Do acts one after the other until killed or done."""
    if modes:
        engine._SETTINGS["journal_mode"] = (modes[0], modes[0].lower())
    if modes[1:]:
        engine._SETTINGS["synchronous"] = (modes[1], ("OFF", "NORMAL", "FULL").index(modes[1]))
    told = os.open(acknowledged, os.O_CREAT | os.O_WRONLY | os.O_APPEND | os.O_SYNC, 0o600)
    with open_file(Path(path), KEYBOARD) as data_file:
        event = event_of(data_file)
        os.write(told, b"open\n")
        for number in range(int(count)):
            ids = ACTS[what](data_file, event, number)
            os.write(told, (" ".join(ids) + "\n").encode())
    os.write(told, b"done\n")
    os.close(told)


if __name__ == "__main__":
    main(*sys.argv[1:])
