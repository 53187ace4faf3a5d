"""A real file of every released schema still opens, is sound, and has lost nothing."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engagement_app.domain import acts, restoring
from engagement_app.domain.act_words import words_of_act
from engagement_app.domain.attendance import Attendance
from engagement_app.domain.audit_list import list_done
from engagement_app.domain.lost_laptop import FileTold, prepare_lost_laptop
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.soundness import check
from engagement_app.domain.tables import EVERY
from engagement_app.errors import StorageError
from engagement_app.store import header
from engagement_app.store.audit import AUDIT
from engagement_app.store.changes import CHANGE
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file
from engagement_app.store.drafts import DRAFT
from engagement_app.store.erasures import ERASURE
from engagement_app.store.manifest import count, manifest_path
from engagement_app.store.plain_rows import ask
from engagement_app.store.records import table_of
from engagement_app.store.workspace import WORKSPACE_KEY

OUTSIDE = ("monitoring_form", "retention_period", "rights_request", "consent_wording")
"""Tables of which no change told up to schema 5."""
CHANGES_5 = "8726a7f1ca1646da9c9a433f3df00537cc340cb3eb2d429d2173e140cbe16253"
REST_5 = "7b928dfd5962f72d5e39765fc2652d5fa23b6966f318d1d2b99df1663fd55125"
"""What the program of schema 5 wrote in the manifest of a copy of its file."""
RELEASED = sorted((Path(__file__).parents[1] / "data").glob("schema-*.engagement"))


def schema_of(path):
    return int(path.stem.partition("-")[2])


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def released(request, tmp_path):
    """A copy of a released file, and what it must hold."""
    told = json.loads(request.param.with_suffix(".json").read_text())
    return Path(shutil.copy(request.param, tmp_path)), told


def test_there_is_a_file_of_every_schema():
    assert [schema_of(path) for path in RELEASED] == list(range(1, header.SCHEMA + 1))


def test_a_released_file_opens_sound_with_all_its_rows(released, keyboard):
    path, told = released
    with open_file(path, keyboard) as opened, opened.reading() as session:
        assert list(findings(session, EVERY.values())) == []
        of_then = select(CHANGE).where(CHANGE.c.schema_number <= schema_of(path)).subquery()
        tables = {name: table_of(entity) for name, entity in EVERY.items()} | {
            "change": of_then,
            "draft": DRAFT,
            "audit_entry": AUDIT,
            "erasure": ERASURE,
            "workspace_key": WORKSPACE_KEY,
        }
        counts = {
            name: session.execute(select(func.count()).select_from(table)).scalar()
            for name, table in tables.items()
        }
    assert {name: counts[name] for name in told["rows"]} == told["rows"]


def test_a_released_file_still_says_what_was_written(released, keyboard):
    path, told = released
    with open_file(path, keyboard) as opened, opened.reading() as session:
        person = acts.get(session, Person, told["person"])
        attendance = acts.get(session, Attendance, told["attendance"])
        table = table_of(EVERY["tally"])
        binned = select(table.c.deleted_at).where(table.c.id == told["tally"])
        assert session.execute(binned).scalar() is not None
    assert (person["given_name"], person["family_name"]) == ("Siân", "Price")
    assert (person["phone"], person["do_not_contact"]) == (None, True)
    assert attendance["status"] == "left"
    assert attendance["left_at"].isoformat() == "2026-11-23T12:00:30.500000+00:00"


def test_a_released_file_takes_new_changes(released, keyboard):
    path, told = released
    with open_file(path, keyboard) as opened:
        with opened.writing("amend") as session:
            assert acts.amend(session, Person, told["person"], notes="Still here.")
        with opened.reading() as session:
            assert list(findings(session, EVERY.values())) == []


@pytest.fixture
def of_5(tmp_path):
    """A copy of the file of schema 5."""
    return Path(shutil.copy(RELEASED[4], tmp_path))


def changes_told(path, keyboard):
    """What the migration told: the changes of its act, whole."""
    with open_file(path, keyboard) as opened, opened.reading() as session:
        return ask(session, "SELECT * FROM change WHERE act = 'schema.6' ORDER BY hlc")


def behind(path, statement):
    """What somebody does to the file with another tool."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize("of", range(2, 5), ids="schema-{}".format)
def test_a_change_tells_of_each_record_that_stood_in_none_before(of, tmp_path, keyboard):
    path = Path(shutil.copy(RELEASED[of], tmp_path))
    told = json.loads(RELEASED[of].with_suffix(".json").read_text())["rows"]
    with open_file(path, keyboard) as opened, opened.reading() as session:
        found = ask(session, "SELECT kind, record_id FROM change WHERE act = 'schema.6'")
        there = [
            (table, key)
            for table in OUTSIDE
            for (key,) in ask(session, f"SELECT id FROM {table} ORDER BY id")
        ]
    assert sorted(found) == sorted(there)
    assert len(found) == sum(told.get(table, 0) for table in OUTSIDE) > 0


def test_one_file_brought_up_at_two_laptops_gets_the_same_changes(of_5, keyboard, tmp_path):
    other = Path(shutil.copy(of_5, tmp_path / "other.engagement"))
    assert changes_told(of_5, keyboard) == changes_told(other, keyboard) != []


def test_nothing_that_is_written_can_be_guessed_from_the_id_of_a_change(of_5, keyboard, tmp_path):
    other = Path(shutil.copy(of_5, tmp_path / "other.engagement"))
    behind(other, "UPDATE rights_request SET who = 'Somebody else'")
    one, two = (changes_told(path, keyboard) for path in (of_5, other))
    assert [row[:5] for row in one] == [row[:5] for row in two]
    assert one != two


def test_what_was_damaged_before_it_had_a_change_is_found_out(of_5, keyboard):
    behind(of_5, "UPDATE rights_request SET received_on = 'yesterday', pauses = '[['")
    with open_file(of_5, keyboard) as opened, opened.reading() as session:
        lines = list(findings(session, EVERY.values()))
    assert len(lines) == 2
    assert all("is not what its changes say" in line for line in lines)


def backed_up(of_5):
    """The file as a backup that the program of schema 5 made."""
    folder = of_5.parent / "backups"
    folder.mkdir()
    copy = Path(shutil.move(of_5, folder / "notes-20261129T101500Z.engagement"))
    with closing(sqlite3.connect(copy)) as connection:
        told = asdict(count(connection)) | {"changes": CHANGES_5, "rest": REST_5, "number": 1}
    manifest_path(copy).write_text(json.dumps(told))
    return copy


def test_a_backup_made_under_schema_5_is_proved_and_restored(of_5, tmp_path, keyboard):
    copy = backed_up(of_5)
    restoring.restore(tmp_path / "notes.engagement", copy, (None, None))
    with open_file(tmp_path / "notes.engagement", keyboard) as opened:
        assert check(opened) == ()


@pytest.mark.parametrize("table", ["rights_request", "retention_period", "monitoring_response"])
def test_one_that_was_altered_since_is_refused(table, of_5, tmp_path):
    copy = backed_up(of_5)
    behind(copy, f"UPDATE {table} SET deleted_at = '2026-11-29 10:00:00.000000'")
    with pytest.raises(StorageError, match="damaged"):
        restoring.restore(tmp_path / "notes.engagement", copy, (None, None))


def test_one_that_is_opened_itself_still_holds_what_was_copied(of_5, keyboard):
    with open_file(backed_up(of_5), keyboard) as opened:
        assert check(opened) == ()
        with opened.writing("amend") as session:
            acts.add(session, PersonInput.parse(given_name="New"))
        assert check(opened) != ()


def test_what_nobody_did_at_no_laptop_is_on_no_list_of_laptops(of_5, keyboard):
    with open_file(of_5, keyboard) as opened, opened.reading() as session:
        sheet = prepare_lost_laptop(session, "", date(2026, 11, 30), file=FileTold(of_5.name))
        done = list_done(session).rows
    assert {each.device for each in sheet.laptops} == {"desk-laptop"}
    assert [each.act for each in done if not each.device] == [words_of_act("schema.6")]
