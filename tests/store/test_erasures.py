"""Erasing in the data file: no byte is left, the tables are what the changes say, copies obey."""

import json
import os
import shutil
import stat

import pytest
from sqlcipher3 import dbapi2

from engagement_app.domain import acts
from engagement_app.domain.attendance import Attendance, AttendanceInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import StorageError
from engagement_app.store import engine, erasure_ledger, erasures
from engagement_app.store.changes import oldest_change
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file
from engagement_app.store.emptied import sealed
from engagement_app.store.place import config_folder
from engagement_app.store.plain_rows import ask

MARKS = (b"Zebedeus", b"07700900111", b"07700900222", b"wears a green hat")


@pytest.fixture
def zebedeus(data_file, event):
    """Somebody whose telephone was put right, and who was at the event."""
    values = {"given_name": "Zebedeus", "phone": "07700900111", "notes": "wears a green hat"}
    with data_file.writing("test") as session:
        person = acts.add(session, PersonInput.parse(**values))
        came = AttendanceInput.parse(event_id=event, person_id=person, source_key="list:7:1")
        acts.add(session, came)
    with data_file.writing("test") as session:
        acts.amend(session, Person, person, phone="07700900222")
    return person


def erase(file, person):
    with file.writing("person.erase") as session:
        erasures.empty(session, Person, {person: Person.emptied}, "request")


def left_in(folder):
    """Which marks any file of the folder still has."""
    content = b"".join(each.read_bytes() for each in folder.iterdir() if each.is_file())
    return [mark for mark in MARKS if mark in content]


def unsound(file):
    with file.reading() as session:
        return list(findings(session, TABLES.values()))


def test_no_byte_of_an_erased_person_is_left_and_the_file_is_sound(data_file, zebedeus):
    erase(data_file, zebedeus)
    erasures.finish(data_file)
    assert unsound(data_file) == []
    with data_file.reading() as session:
        person = acts.get(session, Person, zebedeus)
    assert (person["known_as"], person["given_name"], person["phone"]) == ("(erased)", None, None)
    assert person["do_not_contact"] is True
    data_file.close()
    assert left_in(data_file.path.parent) == []


def test_without_overwriting_bytes_are_left(data_path, keyboard, monkeypatch):
    """The control: what `secure_delete` and the writing anew are for."""
    monkeypatch.setitem(engine._SETTINGS, "secure_delete", ("OFF", 0))
    with open_file(data_path, keyboard) as file:
        long = {"given_name": "Zebedeus", "notes": "wears a green hat " * 500}
        with file.writing("test") as session:
            person = acts.add(session, PersonInput.parse(**long))
        erase(file, person)
        erasures.write_ledger(file)
    assert b"wears a green hat" in left_in(data_path.parent)
    with open_file(data_path, keyboard) as file:
        assert file.squeeze()
    assert left_in(data_path.parent) == []


def test_every_change_is_emptied_and_who_changed_what_when_stays(data_file, zebedeus):
    query = "SELECT id, hlc, person, device, act FROM change WHERE record_id = ? ORDER BY hlc"
    with data_file.reading() as session:
        before = ask(session, query, (zebedeus,))
    erase(data_file, zebedeus)
    with data_file.reading() as session:
        after = ask(session, query, (zebedeus,))
        told = ask(session, "SELECT fields FROM change WHERE record_id = ?", (zebedeus,))
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
    values = [entry["value"] for (each,) in told for entry in json.loads(each).values()]
    assert set(values) <= {None, "(erased)", True}


def test_the_ledger_lies_beside_the_file_for_its_owner_alone_and_names_nobody(data_file, zebedeus):
    erase(data_file, zebedeus)
    erasures.finish(data_file)
    beside = erasure_ledger.ledger_path(data_file.path)
    [line] = beside.read_text().splitlines()
    entry = json.loads(line)
    assert set(entry) == {"record_id", "kind", "erased_at", "erased_by", "reason"}
    assert (entry["record_id"], entry["kind"], entry["reason"]) == (zebedeus, "person", "request")
    if os.name != "nt":
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600


def test_an_old_copy_put_back_obeys_the_ledger_beside_it(data_file, zebedeus, keyboard, tmp_path):
    old = shutil.copy(data_file.path, tmp_path.parent / f"{tmp_path.name}.old")
    erase(data_file, zebedeus)
    erasures.finish(data_file)
    data_file.close()
    shutil.move(old, data_file.path)
    with open_file(data_file.path, keyboard) as file:
        assert unsound(file) == []
        assert erasures.obey_ledger(file) == 0, "it was obeyed as it was opened"
        with file.reading() as session:
            assert acts.get(session, Person, zebedeus)["known_as"] == "(erased)"
            assert zebedeus in erasures.erased_ids(session)
    assert left_in(data_file.path.parent) == []


def test_without_the_ledger_an_old_copy_brings_the_person_back(
    data_file, zebedeus, keyboard, tmp_path, home
):
    """The control: it is the ledger that keeps them out, beside the file or kept for all copies."""
    old = shutil.copy(data_file.path, tmp_path.parent / f"{tmp_path.name}.old")
    erase(data_file, zebedeus)
    erasures.finish(data_file)
    data_file.close()
    shutil.move(old, data_file.path)
    for each in (erasure_ledger.ledger_path(data_file.path), *home.rglob("erased/*")):
        each.unlink()
    with open_file(data_file.path, keyboard) as file, file.reading() as session:
        assert acts.get(session, Person, zebedeus)["given_name"] == "Zebedeus"


def test_a_ledger_that_was_lost_is_written_again_when_the_file_is_opened(
    data_file, zebedeus, keyboard
):
    erase(data_file, zebedeus)
    erasures.finish(data_file)
    data_file.close()
    beside = erasure_ledger.ledger_path(data_file.path)
    kept = beside.read_text()
    beside.unlink()
    open_file(data_file.path, keyboard).close()
    assert beside.read_text() == kept


def test_a_damaged_ledger_keeps_the_file_shut_and_as_it_was(data_file, zebedeus, keyboard):
    data_file.close()
    before = data_file.path.read_bytes()
    erasure_ledger.ledger_path(data_file.path).write_text('{"record_id": "x"')
    with pytest.raises(StorageError, match="list of erasures"):
        open_file(data_file.path, keyboard)
    assert data_file.path.read_bytes() == before


def test_a_line_about_an_unknown_table_waits(data_file, keyboard):
    entry = erasure_ledger.Entry("a" * 36, "hologram", "2026-11-24T10:00:00Z", "Mari", "request")
    erasure_ledger.ledger_path(data_file.path).write_text(json.dumps(vars_of(entry)) + "\n")
    assert erasures.obey_ledger(data_file) == 0
    with data_file.reading() as session:
        assert erasures.erased_ids(session) == frozenset()


def vars_of(entry):
    return {name: getattr(entry, name) for name in entry.__slots__}


def test_emptying_again_changes_nothing(data_file, zebedeus, event):
    erase(data_file, zebedeus)
    count = "SELECT count(*) FROM change"
    with data_file.reading() as session:
        before = ask(session, count)
    erase(data_file, zebedeus)
    with data_file.reading() as session:
        assert ask(session, count) == before
        assert len(erasures.list_entries(session)) == 1


def test_the_key_of_a_booking_is_known_again_and_cannot_be_read(data_file, zebedeus):
    with data_file.writing("test") as session:
        [(came,)] = ask(session, "SELECT id FROM attendance")
        erasures.empty(session, Attendance, {came: Attendance.emptied}, "request")
    with data_file.reading() as session:
        key = acts.get(session, Attendance, came)["source_key"]
    assert key == sealed("list:7:1") == sealed(key) != "list:7:1"
    assert sealed("list:7:") is None


def test_the_file_is_written_anew_only_where_nobody_else_reads_it(data_file):
    other = dbapi2.connect(str(data_file.path), isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM person").fetchall()
    with data_file._engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout=10")
    assert not data_file.squeeze()
    other.close()
    assert data_file.squeeze()


NO_ERASURE = {
    "an id that is a list": {"record_id": ["x"]},
    "a day that is none": {"erased_at": "yesterday"},
    "a number for a day": {"erased_at": 5},
    "a day before all days": {"erased_at": "0001-01-01T00:00:00+14:00"},
    "nothing for a reason": {"reason": None},
}


@pytest.mark.parametrize("how", NO_ERASURE)
def test_a_line_that_is_no_erasure_is_told_as_a_damaged_list(how, data_file):
    line = {"record_id": "x", "kind": "person", "erased_at": "2026-01-01T00:00:00Z"}
    line |= {"erased_by": "Mari", "reason": "request", **NO_ERASURE[how]}
    erasure_ledger.ledger_path(data_file.path).write_text(json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(StorageError, match=r"list of erasures .* cannot be read"):
        erasures.obey_ledger(data_file)


def test_a_deep_line_is_told_as_a_damaged_list(data_file):
    erasure_ledger.ledger_path(data_file.path).write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(StorageError, match=r"list of erasures .* cannot be read"):
        erasures.obey_ledger(data_file)


def test_a_file_that_somebody_sent_names_no_place_outside_the_config_folder(
    data_file, zebedeus, tmp_path
):
    there = tmp_path / "other.txt"
    there.write_bytes(b"")
    away = os.path.relpath(there, config_folder() / "erased")
    with data_file.writing("test") as session:
        ask(session, "UPDATE change SET id = ? WHERE id = ?", (away, oldest_change(session)))
    erase(data_file, zebedeus)
    erasures.finish(data_file)
    assert there.read_bytes() == b""
    assert len(erasure_ledger.read_ledger(erasure_ledger.ledger_path(data_file.path))) == 1


def test_a_manifest_of_another_program_makes_no_backup_of_a_file(data_file, zebedeus):
    data_file.path.with_suffix(".manifest.json").write_text("{}", encoding="utf-8")
    erase(data_file, zebedeus)
    erasures.finish(data_file)
    assert erasure_ledger.ledger_path(data_file.path).exists()
