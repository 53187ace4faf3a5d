"""What a person put right stays so: a list that says again what it said before is no news."""

from typing import Any

import pytest

from engagement_app.domain import acts
from engagement_app.domain.absorbing import carry_out
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.importing.attendees import plan_attendees
from engagement_app.domain.importing.bringing import OWN_LIST_TAKEN
from engagement_app.exchange.attendees import read_attendees
from engagement_app.store.datafile import DataFile
from tests.domain.importing.lists import (
    changes,
    csv_text,
    export,
    rows,
    set_fields,
    table,
    take,
    who,
)

NUMBERED = (
    "Order no.,Attendee no.,Attendee Status,First Name,Surname,Email,Mobile Phone,Company,"
    "Is this your first time?"
)
JO = ["1", "9", "Attending", "Jo", "Bell", "j@e.org", "0113 496 0000", "Hill", "yes"]


def attendance(data_file: DataFile) -> dict[str, Any]:
    [row] = table(data_file, "attendance")
    return row


@pytest.mark.parametrize("kept", ["excused", "did_not_come", "here", "left"])
@pytest.mark.parametrize("header", ["Name,Status", "Name,E-mail,Status"])
def test_the_same_list_leaves_a_status_that_was_set_by_hand(
    data_file: DataFile, project: str, event: str, kept: str, header: str
) -> None:
    text = csv_text(header, ["Jo Bell", *(["j@e.org"] * (header.count(",") - 1)), "Attending"])
    take(data_file, project, text)
    set_fields(data_file, "attendance", attendance(data_file)["id"], status=kept)
    written = changes(data_file)
    for _each in range(2):
        listed = take(data_file, project, text)
        assert (listed.told, changes(data_file)) == ([], written)
    assert who(data_file, project) == [("Jo Bell", kept)]
    assert len(listed.noticed) == (kept == "excused")
    assert all("Jo Bell was set to “excused” here" in each.sentence for each in listed.noticed)


@pytest.mark.parametrize(
    ("first", "word"), [("excused", "Cancelled"), ("here", "Checked in"), ("left", "Checked out")]
)
def test_a_status_put_back_by_hand_is_not_set_again_by_the_list_that_had_it(
    data_file: DataFile, project: str, event: str, first: str, word: str
) -> None:
    text = csv_text("Name,Status", ["Jo Bell", word])
    take(data_file, project, text)
    assert who(data_file, project) == [("Jo Bell", first)]
    set_fields(data_file, "attendance", attendance(data_file)["id"], status="expected")
    assert take(data_file, project, text).told == []
    assert who(data_file, project) == [("Jo Bell", "expected")]


def test_a_list_may_change_what_a_list_said(data_file: DataFile, project: str, event: str) -> None:
    for word, status in (("Cancelled", "excused"), ("Attending", "expected"),
                         ("No show", "did_not_come"), ("Checked in", "here")):  # fmt: skip
        take(data_file, project, csv_text("Name,Status", ["Jo Bell", word]))
        assert who(data_file, project) == [("Jo Bell", status)]


def test_a_status_entered_with_the_attendance_is_set_by_hand_too(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, csv_text("Name,E-mail", ["Jo Bell", "j@e.org"]))
    with data_file.writing("attendance") as session:
        acts.delete(session, acts.TABLES["attendance"], attendance(data_file)["id"])
        person = table(data_file, "person")[0]["id"]
        entry = AttendanceInput.parse(event_id=event, person_id=person, status="excused")
        acts.add(session, entry)
    take(data_file, project, csv_text("Name,E-mail,Status", ["Jo Bell", "j@e.org", "Attending"]))
    assert who(data_file, project) == [("Jo Bell", "excused")]


def test_what_somebody_writes_into_our_own_list_is_set_by_hand(
    data_file: DataFile, project: str, event: str
) -> None:
    text = csv_text("Name,Status", ["Jo Bell", "Attending"])
    take(data_file, project, text)

    def corrected(before: str, after: str) -> None:
        path = data_file.path.with_name("ours.csv")
        path.write_bytes(export(data_file, project).replace(before.encode(), after.encode()))
        with data_file.writing(OWN_LIST_TAKEN) as session:
            carry_out(session, plan_attendees(session, project, read_attendees(path)).plan)

    corrected("expected", "excused")
    assert take(data_file, project, text).told == []
    assert who(data_file, project) == [("Jo Bell", "excused")]
    corrected("excused", "expected")
    assert who(data_file, project) == [("Jo Bell", "expected")]


def test_an_old_copy_of_our_own_list_leaves_what_was_set_by_hand_since(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, csv_text("Name,Phone,First time", ["Jo Bell", "0113 496 0000", "yes"]))
    old = export(data_file, project)
    set_fields(data_file, "attendance", attendance(data_file)["id"], status="excused")
    set_fields(data_file, "attendance", attendance(data_file)["id"], first_time="no")
    set_fields(data_file, "person", table(data_file, "person")[0]["id"], phone="0113 496 9999")
    written = changes(data_file)
    listed = take(data_file, project, old)
    assert (listed.told, changes(data_file), len(listed.noticed)) == ([], written, 3)


def test_the_list_that_brought_a_person_leaves_what_was_put_right_since(
    data_file: DataFile, project: str, event: str
) -> None:
    text = csv_text(NUMBERED, JO)
    take(data_file, project, text)
    person = table(data_file, "person")[0]["id"]
    set_fields(data_file, "person", person, given_name="Joanna", phone="0113 496 9999",
               organisation_id=None)  # fmt: skip
    set_fields(data_file, "attendance", attendance(data_file)["id"], first_time="no")
    take(data_file, project, text)
    listed = take(data_file, project, text)
    [row] = rows(data_file, project)
    assert (row.given_name, row.phone, row.first_time) == ("Joanna", "0113 496 9999", "no")
    assert listed.told == []
    said = " ".join(noticed.sentence for noticed in listed.noticed)
    assert all(each in said for each in ("“Jo”", "“0113 496 0000”", "First time"))
    take(data_file, project, csv_text(NUMBERED, [*JO[:6], "0113 496 1111", *JO[7:]]))
    assert rows(data_file, project)[0].phone == "0113 496 1111"


def test_our_own_list_may_say_what_was_never_on_record(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, csv_text("Name", ["Jo Bell"]))
    set_fields(data_file, "attendance", attendance(data_file)["id"], status="excused")
    take(data_file, project, export(data_file, project).replace(b"excused", b"here"))
    assert who(data_file, project) == [("Jo Bell", "here")]
