"""Undo: each act of today, newest first, and never over newer work."""

from datetime import UTC, date, datetime

import pytest

from engagement_app.domain import acts, desk
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.events import Event
from engagement_app.domain.people import PersonInput
from engagement_app.domain.recording import NewName, put, remove
from engagement_app.domain.tables import TABLES
from engagement_app.domain.undoing import undo_newest
from engagement_app.domain.view import load
from engagement_app.errors import UserError
from engagement_app.store.check import findings


@pytest.fixture
def guest(data_file, event):
    """The id of the attendance of somebody who is expected."""
    with data_file.writing("attendees.import") as session:
        person = acts.add(session, PersonInput.parse(given_name="Siân", family_name="Łukasz"))
        return acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))


def row_of(data_file, table, record_id):
    with data_file.reading() as session:
        return load(session, table, [record_id])[record_id]


def test_a_sign_in_is_taken_back_and_named(data_file, guest):
    with data_file.writing("desk.check_in") as session:
        desk.check_in(session, guest, datetime(2026, 11, 23, 18, 30, tzinfo=UTC))
    assert undo_newest(data_file) == "Undone: sign-in, Siân Łukasz"
    row = row_of(data_file, "attendance", guest)
    assert (row["status"], row["arrived_at"]) == ("expected", None)


def test_acts_are_undone_newest_first_and_each_once(data_file, guest, event):
    with data_file.writing("record.amend") as session:
        acts.amend(session, Event, event, venue="Hall")
    with data_file.writing("record.amend") as session:
        acts.amend(session, Event, event, venue="Library", status="open")
    undo_newest(data_file)
    assert row_of(data_file, "event", event)["venue"] == "Hall"
    undo_newest(data_file)
    row = row_of(data_file, "event", event)
    assert (row["venue"], row["status"]) == (None, "planned")


def test_what_an_act_made_goes_to_the_bin(data_file, guest):
    undo_newest(data_file)
    assert row_of(data_file, "attendance", guest)["deleted_at"] is not None


def test_a_deletion_is_undone(data_file, event):
    with data_file.writing("record.delete") as session:
        remove(session, "event", event)
    undo_newest(data_file)
    assert row_of(data_file, "event", event)["deleted_at"] is None


def test_the_file_is_sound_after_many_undos_and_its_changes_give_the_tables(data_file, guest):
    for _again in range(2):
        undo_newest(data_file)
    with data_file.reading() as session:
        assert list(findings(session, TABLES.values())) == []


def test_there_is_nothing_to_undo_in_a_new_file_after_all_is_undone(data_file, event):
    undo_newest(data_file)
    undo_newest(data_file)
    with pytest.raises(UserError, match="Nothing was done today"):
        undo_newest(data_file)


def test_acts_of_another_laptop_are_not_ours_to_undo(data_path, event, data_file):
    from engagement_app.store.act import Keyboard
    from engagement_app.store.datafile import open_file

    with (
        open_file(data_path, Keyboard("Ann", "another-laptop")) as other,
        pytest.raises(UserError, match="Nothing was done today"),
    ):
        undo_newest(other)


def test_newer_work_of_another_laptop_is_not_lost(data_path, data_file, event):
    from engagement_app.store.act import Keyboard
    from engagement_app.store.datafile import open_file

    with data_file.writing("record.amend") as session:
        acts.amend(session, Event, event, venue="Hall")
    with (
        open_file(data_path, Keyboard("Ann", "another-laptop")) as other,
        other.writing("record.amend") as session,
    ):
        acts.amend(session, Event, event, venue="Library")
    with pytest.raises(UserError, match="changed again since"):
        undo_newest(data_file)
    assert row_of(data_file, "event", event)["venue"] == "Library"


def test_acts_of_yesterday_stay(data_file, event, monkeypatch):
    import time

    now = time.time_ns() + 26 * 3600 * 10**9
    from engagement_app.domain import undoing

    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromtimestamp(now / 1e9, tz)

    monkeypatch.setattr(undoing, "datetime", Tomorrow)
    with pytest.raises(UserError, match="Nothing was done today"):
        undo_newest(data_file)


def test_an_act_that_changed_one_record_twice_is_undone_whole(data_file, event):
    with data_file.writing("record.amend") as session:
        acts.amend(session, Event, event, venue="Hall")
        acts.amend(session, Event, event, venue="Library")
    undo_newest(data_file)
    assert row_of(data_file, "event", event)["venue"] is None


def test_an_act_is_named_by_what_it_was_about(data_file, project):
    values = {
        "title": "Note-taker", "belt": "both", "project_id": project,
        "holder_organisation_id": NewName("Tawe Voices"),
    }  # fmt: skip
    with data_file.writing("record.add") as session:
        put(session, "engagement_role", None, project, values)
    assert undo_newest(data_file) == "Undone: new record, Note-taker"


def test_a_form_makes_what_it_names(data_file, project):
    values = {
        "title": "Note-taker", "belt": "both",
        "holder_organisation_id": NewName("Tawe Voices"), "project_id": project,
    }  # fmt: skip
    with data_file.writing("record.add") as session:
        role = put(session, "engagement_role", None, project, values)
        again = put(session, "engagement_role", None, project, {**values, "title": "Host"})
    first, second = (row_of(data_file, "engagement_role", each) for each in (role, again))
    assert first["holder_organisation_id"] == second["holder_organisation_id"]
    organisation = row_of(data_file, "organisation", first["holder_organisation_id"])
    assert organisation["name"] == "Tawe Voices"


def test_a_person_is_not_made_from_a_name_alone(data_file, event):
    values = {"event_id": event, "person_id": NewName("Somebody")}
    with (
        pytest.raises(UserError, match="There is no “Somebody” to choose"),
        data_file.writing("record.add") as session,
    ):
        put(session, "attendance", None, None, values)


def test_days_of_a_record_come_back_as_days(data_file, project):
    values = {"project_id": project, "amount": 5000, "starts_on": date(2026, 4, 1)}
    with data_file.writing("record.add") as session:
        fund = put(session, "fund", None, project, values)
    with data_file.writing("record.amend") as session:
        put(session, "fund", fund, project, {"starts_on": date(2026, 5, 1)})
    undo_newest(data_file)
    assert row_of(data_file, "fund", fund)["starts_on"] == date(2026, 4, 1)


def test_nothing_is_named_by_its_id(data_file, guest, event):
    from engagement_app.domain.names import name_of_record
    from engagement_app.domain.view import View

    with data_file.reading() as session:
        view = View(session)
        assert name_of_record("attendance", view("attendance", guest), view) == "Siân Łukasz"
        assert name_of_record("event", view("event", event), view) == "Open day"
