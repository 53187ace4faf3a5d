"""Follow-ups in a calendar: one event each, the same for ever, and nobody's name in it."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.events import Event
from engagement_app.domain.follow_ups import FollowUp, FollowUpInput
from engagement_app.domain.organisations import OrganisationInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.exchange.exporting import Wanted, content_of

DUE = date(2026, 12, 4)


@pytest.fixture
def promise(data_file, project, event):
    """A follow-up with names in all that it says."""
    with data_file.writing("record.add") as session:
        person = acts.add(session, PersonInput.parse(given_name="Siân", family_name="Hughes"))
        there = acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))
        club = acts.add(session, OrganisationInput.parse(name="Town, Club; North"))
        entry = FollowUpInput.parse(
            project_id=project, attendance_id=there, person_id=person, kind="call_back",
            description="Ring Siân on 01632 960123", owner_name="Nia Rees",
            owner_organisation_id=club, due_on=DUE,
        )  # fmt: skip
        return acts.add(session, entry), person


def raw(data_file, project):
    with data_file.reading() as session:
        return content_of(session, Wanted("follow-ups", project, ending=".ics"))


def events(data_file, project):
    """The events by their UID, as a calendar program reads them."""
    found = Calendar.from_ical(raw(data_file, project)).walk("VEVENT")
    return {str(each["UID"]): each for each in found}


def amend(data_file, entity, record_id, **values):
    with data_file.writing("record.amend") as session:
        acts.amend(session, entity, record_id, **values)


def test_a_follow_up_is_an_event_of_the_whole_day(data_file, project, promise):
    [event] = events(data_file, project).values()
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (DUE, DUE + timedelta(days=1))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert str(event["SUMMARY"]) == "Follow-up: call back"
    assert "Town, Club; North" in str(event["DESCRIPTION"])
    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CONFIRMED", 0)
    assert "DTSTAMP" in event


def test_nobody_is_named_in_it(data_file, project, promise):
    text = raw(data_file, project).decode()
    unfolded = text.replace("\r\n ", "")
    for name in ("Siân", "Hughes", "Nia", "Rees", "01632", "Ring"):
        assert name not in unfolded


def test_lines_end_and_fold_as_calendars_want_them(data_file, project, promise):
    lines = raw(data_file, project).split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line for line in lines)


def test_its_uid_stays_and_its_sequence_rises_with_each_change(data_file, project, promise):
    [(uid, before)] = events(data_file, project).items()
    amend(data_file, FollowUp, promise[0], due_on=DUE + timedelta(days=3))
    after = events(data_file, project)[uid]
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    assert after["DTSTART"].dt == DUE + timedelta(days=3)
    assert int(events(data_file, project)[uid]["SEQUENCE"]) == int(after["SEQUENCE"])


@pytest.mark.parametrize("end", ["cancelled", "deleted", "person", "event"])
def test_what_is_off_the_list_is_cancelled_in_the_calendar(data_file, project, event, promise, end):
    with data_file.writing("end") as session:
        if end == "cancelled":
            acts.amend(session, FollowUp, promise[0], status="cancelled")
        else:
            gone = {"deleted": (FollowUp, promise[0]), "person": (Person, promise[1])}
            acts.delete(session, *gone.get(end, (Event, event)))
    [left] = events(data_file, project).values()
    assert (str(left["STATUS"]), str(left["SUMMARY"])) == (
        "CANCELLED",
        "Follow-up: call back (cancelled)",
    )


def test_without_a_day_there_is_no_event(data_file, project, promise):
    amend(data_file, FollowUp, promise[0], due_on=None)
    assert events(data_file, project) == {}
