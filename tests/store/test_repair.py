"""A damaged file is repaired also in settings and answers, and from other laptops' files."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from engagement_app.domain import acts, repairing
from engagement_app.domain.monitoring import MonitoringResponse
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.retention import read_periods, set_period
from engagement_app.domain.soundness import check
from engagement_app.domain.tables import EVERY
from engagement_app.errors import StorageError, UserError
from engagement_app.store import backup, erasure_ledger, erasures, records
from engagement_app.store.audit import Audited
from engagement_app.store.datafile import open_file
from engagement_app.store.engine import connect
from engagement_app.store.place import config_folder
from engagement_app.store.plain_rows import ask
from engagement_app.store.record import new_id

pytestmark = pytest.mark.thorough
PAGE = 4096
OF_SCHEMA_5 = Path(__file__).parents[1] / "data" / "schema-5.engagement"
AGAIN = {
    "altered": "UPDATE audit_entry SET act = 'lock' WHERE number = 3",
    "taken out": "DELETE FROM audit_entry WHERE number = 3",
    "two": "DELETE FROM audit_entry WHERE number IN (2, 3)",
    "its beginning": "DELETE FROM audit_entry WHERE number = 1",
    "no moment": "UPDATE audit_entry SET at = 'yesterday' WHERE number = 3",
    "no number": "UPDATE audit_entry SET number = 'x' WHERE number = 3",
}


def spoil(path, *statements):
    with closing(connect(path)) as connection:
        for each in statements:
            connection.execute(each)


def repaired(path, **more):
    return repairing.repair(path, None, "Tester", lambda _path: None, **more)


def add(file, name):
    with file.writing("test") as session:
        return acts.add(session, PersonInput.parse(given_name=name))


def people(path, keyboard):
    with open_file(path, keyboard) as file, file.reading() as session:
        return sorted(str(name) for (name,) in ask(session, "SELECT given_name FROM person"))


def findings(path, keyboard):
    with open_file(path, keyboard) as file:
        return check(file)


@pytest.fixture
def town(data_file, event):
    """A file with one person and five entries of the audit; closed."""
    add(data_file, "Ann")
    for _each in range(5):
        data_file.note(Audited.OPEN)
    data_file.close()
    return data_file.path


@pytest.mark.parametrize("how", AGAIN)
def test_an_audit_that_is_damaged_is_told_and_written_down(how, town, keyboard):
    spoil(town, AGAIN[how])
    assert findings(town, keyboard)
    made = repaired(town)
    assert any(told.startswith("Lost: entries of desk-laptop") for told in made.told)
    assert findings(made.path, keyboard) == ()
    with open_file(made.path, keyboard) as file:
        file.note(Audited.OPEN)
    assert findings(made.path, keyboard) == ()
    spoil(made.path, "DELETE FROM audit_entry WHERE device = 'desk-laptop' AND number = 5")
    assert findings(made.path, keyboard)  # what is taken out after it is found as ever


def test_what_the_backup_has_of_the_audit_is_not_lost(town, keyboard):
    backup.make(town, backup.folder_of(town), EVERY.values())
    with open_file(town, keyboard) as file:
        file.note(Audited.OPEN)
    spoil(town, AGAIN["two"])
    made = repaired(town)
    assert not any(told.startswith("Lost") for told in made.told)
    with open_file(made.path, keyboard) as file, file.reading() as session:
        numbers = ask(
            session, "SELECT number FROM audit_entry WHERE device = 'desk-laptop' ORDER BY 1"
        )
        assert numbers == [(each,) for each in range(1, 7)]
    assert findings(made.path, keyboard) == ()


def test_an_end_of_the_audit_that_was_cut_off_comes_back_from_the_backup(town, keyboard):
    backup.make(town, backup.folder_of(town), EVERY.values())
    spoil(town, "DELETE FROM audit_entry WHERE number > 3")
    assert "were taken out" in findings(town, keyboard)[0]
    made = repaired(town)
    assert findings(made.path, keyboard) == ()
    with open_file(made.path, keyboard) as file, file.reading() as session:
        query = "SELECT max(number) FROM audit_entry WHERE device = 'desk-laptop'"
        assert ask(session, query) == [(5,)]


def test_the_audit_of_a_file_that_went_another_way_is_not_mixed_in(town, keyboard):
    """The backup is of before a restore, after which other acts have the same numbers."""
    other = shutil.copy(town, town.with_name("notes-20260101T000000Z.engagement"))
    for path in (town, other):
        with open_file(path, keyboard) as file:
            file.note(Audited.EXPORT, what=path.name)
            file.note(Audited.EXPORT, what=path.name)
    spoil(town, AGAIN["altered"], "UPDATE person SET given_name = 'Eve'")
    made = repaired(town, further=[other])
    assert findings(made.path, keyboard) == ()
    assert people(made.path, keyboard) == ["Ann"]
    with open_file(made.path, keyboard) as file, file.reading() as session:
        told = ask(session, "SELECT detail FROM audit_entry WHERE number IN (6, 7)")
        assert [town.name in detail for (detail,) in told] == [True, True]


def is_leaf(page):
    """Whether a page has answers, and no other page hangs on it."""
    return page[0] == 10 and b'"age"' in page


def test_answers_that_no_change_tells_of_are_read_around_a_bad_page(town, keyboard, event):
    with open_file(town, keyboard) as file:
        with file.reading() as session:
            [(event,)] = ask(session, "SELECT id FROM event")
        with file.writing("slips") as session:
            rows = [
                acts.whole_row(
                    MonitoringResponse,
                    new_id(),
                    {"event_id": event, "answers": {"age": f"{n}" * 200}},
                )
                for n in range(200)
            ]
            records.create(session, MonitoringResponse, rows)
    content = bytearray(town.read_bytes())
    page = next(at for at in range(0, len(content), PAGE) if is_leaf(content[at : at + PAGE]))
    content[page : page + PAGE] = b"\xff" * PAGE
    town.write_bytes(content)
    made = repaired(town)
    with open_file(made.path, keyboard) as file, file.reading() as session:
        [(left,)] = ask(session, "SELECT count(*) FROM monitoring_response")
    assert 150 < left < 200
    assert "Not all of the table monitoring_response could be read" in "\n".join(made.told)
    assert findings(made.path, keyboard) == ()


def test_a_setting_newer_than_the_backup_is_as_the_file_has_it(town, keyboard):
    with open_file(town, keyboard) as file, file.writing("period") as session:
        set_period(session, "came", 24)
    backup.make(town, backup.folder_of(town), EVERY.values())
    with open_file(town, keyboard) as file, file.writing("period") as session:
        set_period(session, "came", 36)
    spoil(town, AGAIN["altered"])
    made = repaired(town)
    with open_file(made.path, keyboard) as file, file.reading() as session:
        assert read_periods(session)["came"] == 36
    assert findings(made.path, keyboard) == ()


@pytest.mark.parametrize("with_backup", [False, True])
def test_a_damaged_file_of_a_schema_that_told_less_keeps_its_settings(
    with_backup, tmp_path, keyboard
):
    """Its changes are whole, and tell nothing of them: the tables are believed."""
    path = shutil.copy(OF_SCHEMA_5, tmp_path / "old.engagement")
    if with_backup:
        backup.make(path, backup.folder_of(path))
    spoil(
        path,
        "UPDATE retention_period SET months = 48",
        "UPDATE rights_request SET outcome = 'Written to' WHERE kind = 'complaint'",
        "UPDATE person SET notes = 'damaged' WHERE rowid = 3",
    )
    made = repaired(path)
    with open_file(made.path, keyboard) as file, file.reading() as session:
        assert read_periods(session)["came"] == 48
        assert ask(session, "SELECT outcome FROM rights_request ORDER BY 1") == [
            (None,),
            ("Written to",),
        ]
        assert ask(session, "SELECT count(*) FROM consent_wording") == [(2,)]
        assert ask(session, "SELECT count(*) FROM person WHERE notes = 'damaged'") == [(0,)]
    assert findings(made.path, keyboard) == ()
    assert len(made.found) == 1, "that no change told of them is nothing that is wrong"


@pytest.fixture
def other(town, keyboard):
    """The file of another laptop, which has one person more."""
    other = shutil.copy(town, town.with_name("other laptop.engagement"))
    with open_file(other, keyboard) as file:
        add(file, "Bo")
    return other


def test_what_only_another_laptop_has_is_taken_from_its_file(town, other, keyboard):
    before = other.read_bytes()
    content = town.read_bytes()
    town.write_bytes(content[:PAGE] + b"\xff" * (len(content) - PAGE))
    damaged = town.read_bytes()
    with pytest.raises(StorageError, match="could not be repaired"):
        repaired(town)
    made = repaired(town, further=[other])
    assert people(made.path, keyboard) == ["Ann", "Bo"]
    assert any("other laptop" in told for told in made.told)
    assert findings(made.path, keyboard) == ()
    assert (town.read_bytes(), other.read_bytes()) == (damaged, before)


def test_a_further_file_that_is_damaged_or_of_another_project_is_refused(
    town, other, keyboard, tmp_path, blank
):
    spoil(town, AGAIN["altered"])
    spoil(other, "UPDATE person SET given_name = 'Eve'")
    with pytest.raises(StorageError, match=r"other laptop\.engagement is damaged"):
        repaired(town, further=[other])
    stranger = shutil.copy(blank, tmp_path / "stranger.engagement")
    with open_file(stranger, keyboard) as file, file.writing("test") as session:
        acts.add(session, ProjectInput.parse(name="Another"))
    with pytest.raises(UserError, match="of another project"):
        repaired(town, further=[stranger])
    assert not list(town.parent.glob("notes-repaired*"))


def test_whoever_was_erased_stays_erased_whichever_file_still_tells_of_them(town, other, keyboard):
    backup.make(town, backup.folder_of(town), EVERY.values())
    with open_file(town, keyboard) as file:
        with file.reading() as session:
            [(ann,)] = ask(session, "SELECT id FROM person")
        with file.writing("person.erase") as session:
            erasures.empty(session, Person, {ann: Person.emptied}, "request")
        erasures.finish(file)
    spoil(town, "DELETE FROM change WHERE kind = 'person'", "DELETE FROM erasure")
    made = repaired(town, further=[other])
    assert people(made.path, keyboard) == ["Bo", "None"]
    assert any("stays erased" in told for told in made.told)
    assert b"Ann" not in made.path.read_bytes()
    assert findings(made.path, keyboard) == ()
    erasure_ledger.ledger_path(town).unlink()
    erasure_ledger.ledger_path(made.path).unlink()
    shutil.rmtree(config_folder() / "erased")
    control = repaired(town, further=[other])
    assert people(control.path, keyboard) == ["Ann", "Bo"]
