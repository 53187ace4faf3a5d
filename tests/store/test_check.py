"""What the check finds in a file that was damaged or edited behind the program's back."""

import random
import re
import shutil
import sqlite3
from contextlib import closing

import pytest

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.projects import Project
from engagement_app.domain.tables import EVERY
from engagement_app.errors import StorageError
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file


@pytest.fixture
def lived_in(data_file, project, event):
    """A file with a few people signed in and some second thoughts."""
    with data_file.writing("sign in") as session:
        for number in range(6):
            entry = PersonInput.parse(given_name=f"Guest {number}", notes="Came by bus. " * 9)
            person = acts.add(session, entry)
            acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))
    with data_file.writing("second thoughts") as session:
        acts.amend(session, Project, project, name="Second")
        acts.amend(session, Project, project, name="Third")
        acts.amend(session, Person, person, notes=None, phone="01792 496 0123")
    data_file.close()
    return data_file.path


def found(path, keyboard):
    with open_file(path, keyboard) as opened, opened.reading() as session:
        return list(findings(session, EVERY.values()))


def behind(path, *statements):
    """What somebody does to the file with another tool."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_sound_file_has_no_findings(lived_in, keyboard):
    assert found(lived_in, keyboard) == []


def test_an_empty_file_has_no_findings(data_path, keyboard):
    assert found(data_path, keyboard) == []


BEHIND = {
    "^The change .* is not as it was": "UPDATE change SET person = 'Somebody' WHERE rowid = 2",
    "change .* is not as it was written": "UPDATE change SET hlc = hlc + 1 WHERE rowid = 2",
    "person .* is not what its changes say": "UPDATE person SET notes = 'x' WHERE rowid = 3",
    "attendance .* is missing": "DELETE FROM attendance WHERE rowid = 2",
    "person .* is missing": "DELETE FROM person WHERE rowid = 2",
    "is in no change": "DELETE FROM change WHERE kind = 'person'",
    "points at a person that is not there": "DELETE FROM person WHERE rowid = 1",
    "event .* is in no change": (
        "INSERT INTO event SELECT '00000000-0000-4000-8000-000000000000', deleted_at,"
        " project_id, title, kind, host_organisation_id, body_id, venue, starts_at, ends_at,"
        " expected_attendance, status, notes FROM event"
    ),
    "is not as it was written": "UPDATE change SET fields = '{\"name' WHERE rowid = 1",
    "The change .* is no longer there": "DELETE FROM change WHERE fields LIKE '%Second%'",
}


@pytest.mark.parametrize("sentence", BEHIND)
def test_what_was_done_behind_the_programs_back_is_told(sentence, lived_in, keyboard):
    behind(lived_in, BEHIND[sentence])
    lines = found(lived_in, keyboard)
    assert [line for line in lines if re.search(sentence, line)], lines


def test_an_altered_change_is_told_once_and_not_as_a_fault_of_its_record_too(lived_in, keyboard):
    behind(lived_in, BEHIND["change .* is not as it was written"])
    assert len(found(lived_in, keyboard)) == 1


def test_an_index_that_lost_an_entry_is_told(lived_in, keyboard):
    behind(
        lived_in,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE"
        " name = 'ix_allocation_role_id') WHERE name = 'ix_attendance_event_id'",
    )
    with pytest.raises(StorageError, match="damaged"):
        found(lived_in, keyboard)


def state(path):
    """All that a file says, so far as it can be read at all."""
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        names = connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        return {
            name: sorted(map(repr, connection.execute(f"SELECT * FROM {name.decode()}").fetchall()))
            for (name,) in names
        }


def used_bytes(path):
    """The places in a file that are not zero: a flip elsewhere rarely means anything."""
    return [place for place, byte in enumerate(path.read_bytes()) if byte]


@pytest.mark.thorough
def test_no_flipped_bit_is_taken_for_a_sound_file_or_ends_in_a_crash(lived_in, keyboard, tmp_path):
    """100 flips: refused when opened, told by the check, or without any effect on what is said."""
    chance, sound, told, harmless = random.Random(20261123), state(lived_in), 0, 0
    places = used_bytes(lived_in)
    for number in range(100):
        damaged = shutil.copy(lived_in, tmp_path / "damaged.engagement")
        place, bit = chance.choice(places), 1 << chance.randrange(8)
        with open(damaged, "r+b") as file:
            file.seek(place)
            byte = file.read(1)[0]
            file.seek(place)
            file.write(bytes([byte ^ bit]))
        try:
            lines = found(tmp_path / "damaged.engagement", keyboard)
        except StorageError:
            lines = ["refused"]
        if lines:
            told += 1
        else:
            assert state(damaged) == sound, f"flip {number} at byte {place} of bit {bit}"
            harmless += 1
    assert told > 50, (told, harmless)


def test_the_check_reads_and_never_writes(lived_in, keyboard):
    behind(lived_in, BEHIND["is not as it was written"])
    before = lived_in.read_bytes()
    found(lived_in, keyboard)
    assert lived_in.read_bytes() == before
