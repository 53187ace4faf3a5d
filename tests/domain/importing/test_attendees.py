"""What becomes of each row of an attendance list, and that the same list twice changes nothing."""

from pathlib import Path
from typing import Any

import pytest

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.errors import UserError
from engagement_app.store.datafile import DataFile
from engagement_app.store.record import new_id
from tests.domain.importing.lists import (
    add_event,
    add_person,
    changes,
    csv_text,
    export,
    merge,
    remove,
    rows,
    set_fields,
    table,
    take,
    who,
)
from tests.exchange.open_format.files import fresh, unsound

EVENTBRITE = (
    "Order no.,Order Date,First Name,Surname,Email,Quantity,Ticket Type,Attendee no.,"
    "Attendee Status,Mobile Phone"
)
LAYOUTS = {
    "Eventbrite, United Kingdom": (
        EVENTBRITE,
        ["1", "2026-05-01 10:00", "Zoë", "Bell", "z@example.org", "1", "Free", "9001",
         "Attending", "07700 900111"],
        ["1", "2026-05-01 10:00", "Zoë", "Bell", "z@example.org", "1", "Free", "9002",
         "Checked In", ""],
        ["2", "2026-05-01 10:00", "Info Requested", "Info Requested", "", "1", "Free", "9003",
         "Attending", ""],
        ["3", "2026-05-01 10:00", "John", "Smith", "", "1", "Free", "9004", "Not Attending", ""],
    ),
    "Eventbrite, United States": (
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,"
        "Attendee Status",
        ["1", "2026-05-01", "Zoë", "Bell", "z@example.org", "1", "Free", "9001", "Attending"],
        ["1", "2026-05-01", "Al", "Roe", "z@example.org", "1", "Free", "9002", "Checked In"],
    ),
    "Eventbrite, newer": (
        "Order ID,Order Date,Attendee Status,First Name,Last Name,Email,Event Name,"
        "Ticket Quantity,Ticket Type,Ticket Price,Buyer First Name,Buyer Last Name,Buyer Email",
        ["1", "2026-05-01", "Attending", "Zoë", "Bell", "z@example.org", "Open day", "1", "F", "0",
         "Zoë", "Bell", "z@example.org"],
        ["1", "2026-05-01", "Attending", "John", "Smith", "", "Open day", "1", "F", "0",
         "Zoë", "Bell", "z@example.org"],
        ["1", "2026-05-01", "Attending", "John", "Smith", "", "Open day", "1", "F", "0",
         "Zoë", "Bell", "z@example.org"],
    ),
    "pretix check-in list": (
        "Order code,Attendee name,Product,Price,Checked in,Checked out,Automatically checked in,"
        "E-mail,Company,Voucher code",
        ["AB1", "Zoë Bell", "Place", "0.00", "2026-05-01T10:05:00+01:00", "", "No", "", "Hill", ""],
        ["AB1", "Jo Poe", "Place", "0.00", "", "", "No", "j@example.org", "", ""],
        ["AB1", "", "Place", "0.00", "", "", "No", "", "", ""],
    ),
    "pretix order positions": (
        "Event slug,Order code,Position ID,Status,Email,Phone number,Order date,Order time,"
        "Product,Attendee name,Attendee email,Company,Address,Company",
        ["x", "AB1", "1", "paid", "b@example.org", "1", "2026-05-01", "10:00", "P", "Zoë Bell",
         "z@example.org", "Hill", "", "Dale"],
        ["x", "AB1", "2", "canceled", "b@example.org", "1", "2026-05-01", "10:00", "P", "Zoë Bell",
         "z@example.org", "Hill", "", "Dale"],
    ),
    "CiviCRM": (
        "Contact ID,Do Not Email,Display Name,First Name,Last Name,Phone,Email,Event Title,"
        "Participant ID,Participant Status",
        ["1", "Yes", "Jo Bell", "Jo", "Bell", "0113 496 0000", "j@example.org", "Open day", "71",
         "Attended"],
        ["2", "0", "Al Roe", "Al", "Roe", "", "", "Open day", "72", "Pending from pay later"],
    ),
    "Microsoft Forms": (
        "ID,Start time,Completion time,Email,Name,Your organisation",
        ["1", "10/9/2024 11:02", "10/9/2024 11:05", "anonymous", "Anonymous", "Hill"],
        ["2", "10/9/2024 11:04", "10/9/2024 11:06", "j@example.org", "Jo Bell", ""],
    ),
    "Google Forms": (
        "Timestamp,Email Address,What is your full name?,Phone number",
        ["2026/09/27 3:00:00 PM GMT+3", "s@example.org", "Siân Angharad Jones", ""],
        ["2026/09/27 3:01:00 PM GMT+3", "", "Siân Angharad Jones", "0113 496 0000"],
        ["2026/09/27 3:01:00 PM GMT+3", "", "", ""],
    ),
    "any list": (
        "Name,Phone,Group,Attended?",
        ["John Smith", "", "Hill", "yes"],
        ["John Smith", "", "Dale", "no"],
        ["", "", "", "yes"],
        ["Dr Siân Jones MBE", "0113 496 0000", "", ""],
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_file_twice_changes_nothing_in_any_layout(
    data_file: DataFile, project: str, event: str, layout: str
) -> None:
    header, *lines = LAYOUTS[layout]
    text = csv_text(header, *lines)
    first = take(data_file, project, text)
    assert (len(first.told), first.refused) == (len(lines), [])
    before, written = who(data_file, project), changes(data_file)
    assert len(before) == len(lines)
    again = take(data_file, project, text)
    assert (again.told, again.unchanged, changes(data_file)) == ([], len(lines), written)
    assert who(data_file, project) == before
    assert unsound(data_file) == []


def test_two_people_of_one_name_stay_two(data_file: DataFile, project: str, event: str) -> None:
    text = csv_text("Name", ["John Smith"], ["John Smith"])
    listed = take(data_file, project, text)
    assert len(table(data_file, "person")) == 2
    assert [noticed.line for noticed in listed.noticed] == [3]
    assert "John Smith" in listed.noticed[0].sentence
    take(data_file, project, csv_text("Name", ["John Smith"], ["John Smith"], ["John Smith"]))
    assert len(table(data_file, "person")) == len(who(data_file, project)) == 3


def test_a_row_is_the_attendance_of_its_id_before_anything_else(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, csv_text("Name,E-mail", ["Jo Bell", "j@e.org"], ["Al Roe", "a@e.org"]))
    ids = {row.given_name: row.id for row in rows(data_file, project)}
    text = csv_text("Name,E-mail,Attended,Id", ["Jo Bell", "j@e.org", "yes", ids["Al"]])
    take(data_file, project, text)
    assert [(row.id, row.given_name) for row in rows(data_file, project) if row.status == "here"] \
        == [(ids["Al"], "Jo")]  # fmt: skip


def test_a_row_is_that_of_its_source_order_and_attendee_whatever_name_it_has_now(
    data_file: DataFile, project: str, event: str
) -> None:
    header = "Order no.,Attendee no.,Attendee Status,First Name,Surname,Email"
    take(data_file, project, csv_text(header, ["1", "9", "Attending", "Jhon", "Smith", "j@e.org"]))
    take(data_file, project, csv_text(header, ["1", "9", "Checked In", "John", "Smith", "j@e.org"]))
    assert who(data_file, project) == [("John Smith", "here")]
    assert len(table(data_file, "person")) == 1


def test_a_place_that_passed_to_somebody_else_renames_nobody(
    data_file: DataFile, project: str, event: str
) -> None:
    header = "Order no.,Attendee no.,Attendee Status,First Name,Surname,Email"
    take(data_file, project, csv_text(header, ["1", "9", "Attending", "Ann", "Bell", "a@e.org"]))
    listed = take(
        data_file, project, csv_text(header, ["1", "9", "Attending", "Bob", "Roe", "b@e.org"])
    )
    assert who(data_file, project) == [("Ann Bell", "expected")]
    assert "Bob Roe in the place of Ann Bell" in listed.noticed[0].sentence


def test_a_row_is_that_of_its_email_and_name_from_whatever_source(
    data_file: DataFile, project: str, event: str
) -> None:
    header = "Order no.,Attendee no.,Attendee Status,First Name,Surname,Email"
    take(data_file, project, csv_text(header, ["1", "9", "Attending", "Siân", "Bell", "S@e.org"]))
    take(data_file, project, csv_text("Name,E-mail,Attended", ["sian bell", "s@E.org", "yes"]))
    assert who(data_file, project) == [("Siân Bell", "here")]


def test_lists_of_two_sources_with_names_alone_are_two_lists(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, csv_text("Name", ["John Smith"]))
    take(data_file, project, csv_text("Timestamp,Name", ["1/1/2026", "John Smith"]))
    assert who(data_file, project) == [("John Smith", "expected")] * 2


PEOPLE = [
    ({"email": "j@e.org"}, ["Jo Bell", "J@E.org", ""], 1),
    ({"phone": "07700 900111"}, ["Jo Bell", "", "+44 7700 900 111"], 1),
    ({"phone": "+447700900111"}, ["jó BELL", "", "(07700) 900111"], 1),
    ({"phone": "07700 900111"}, ["Jo Bell", "", "07700 900112"], 2),
    ({"email": "j@e.org"}, ["Jo Bell", "", ""], 2),
    ({}, ["Jo Bell", "j@e.org", ""], 2),
    ({"email": "j@e.org"}, ["Joe Bell", "j@e.org", ""], 2),
]


@pytest.mark.parametrize(("known", "line", "people"), PEOPLE)
def test_a_person_is_used_again_only_on_name_and_email_or_name_and_phone(
    data_file: DataFile, project: str, event: str, known: Any, line: list[str], people: int
) -> None:
    add_person(data_file, given_name="Jo", family_name="Bell", **known)
    text = csv_text("Name,E-mail,Phone", line)
    listed = take(data_file, project, text)
    assert len(table(data_file, "person")) == people
    likely = people == 2 and line[0] == "Jo Bell"
    assert [noticed.line for noticed in listed.noticed] == ([2] if likely else [])
    assert take(data_file, project, text).told == []


def test_a_person_is_not_used_again_where_two_fit(
    data_file: DataFile, project: str, event: str
) -> None:
    for _each in range(2):
        add_person(data_file, given_name="Jo", family_name="Bell", email="j@e.org")
    listed = take(data_file, project, csv_text("Name,E-mail", ["Jo Bell", "j@e.org"]))
    assert len(table(data_file, "person")) == 3
    assert "more than once" in listed.noticed[0].sentence


def test_a_list_adds_what_was_not_known_of_a_person_and_replaces_nothing(
    data_file: DataFile, project: str, event: str
) -> None:
    known = add_person(data_file, given_name="Siân", family_name="Bell", email="s@e.org",
                       phone="0113 496 0000")  # fmt: skip
    header = "Order no.,Attendee no.,Attendee Status,First Name,Surname,Email,Mobile Phone,Company"
    text = csv_text(
        header, ["1", "9", "Attending", "sian", "bell", "S@E.ORG", "0113 496 9999", "Hill"]
    )
    for _each in range(3):
        take(data_file, project, text)
    [person] = table(data_file, "person")
    assert (person["id"], person["given_name"], person["phone"]) == (known, "Siân", "0113 496 0000")
    assert person["organisation_id"] == table(data_file, "organisation")[0]["id"]


STATUSES = {
    "Attending": "expected", "Pending": "expected", "invited": "expected", "": "expected",
    "Checked In": "here", "Attended": "here", "Checked out": "left", "No-show": "did_not_come",
    "Cancelled": "excused", "refunded": "excused", "Declined": "excused",
    "Not Attending": "excused",
}  # fmt: skip


@pytest.mark.parametrize("word", STATUSES)
def test_each_status_is_stored_as_what_it_means(
    data_file: DataFile, project: str, event: str, word: str
) -> None:
    take(data_file, project, csv_text("Name,Status", ["Jo Bell", word]))
    assert who(data_file, project) == [("Jo Bell", STATUSES[word])]


@pytest.mark.parametrize(
    ("before", "word", "after", "told"),
    [
        ("here", "Attending", "here", 0),
        ("left", "Attending", "left", 0),
        ("left", "Checked in", "left", 0),
        ("here", "Checked out", "left", 0),
        ("here", "Cancelled", "here", 1),
        ("here", "No show", "here", 1),
        ("did_not_come", "Attending", "did_not_come", 0),
        ("expected", "Cancelled", "excused", 0),
        ("excused", "Attending", "excused", 1),
        ("excused", "Checked in", "excused", 1),
        ("did_not_come", "Checked in", "did_not_come", 1),
    ],
)
def test_a_list_never_says_less_than_the_door(
    data_file: DataFile, project: str, event: str, before: str, word: str, after: str, told: int
) -> None:
    take(data_file, project, csv_text("Name,Status", ["Jo Bell", ""]))
    [row] = rows(data_file, project)
    set_fields(data_file, "attendance", row.id, status=before)
    listed = take(data_file, project, csv_text("Name,Status", ["Jo Bell", word]))
    assert who(data_file, project) == [("Jo Bell", after)]
    assert len(listed.noticed) == told
    assert not any("_" in noticed.sentence for noticed in listed.noticed)


def test_a_placeholder_is_a_nameless_attendance_which_is_named_later(
    data_file: DataFile, project: str, event: str
) -> None:
    header = "Order no.,Attendee no.,Attendee Status,First Name,Surname,Email"
    nameless = ["1", "9", "Attending", "Info Requested", "Info Requested", ""]
    take(data_file, project, csv_text(header, nameless))
    assert who(data_file, project) == [("", "expected")]
    assert table(data_file, "person") == []
    named = csv_text(header, ["1", "9", "Attending", "Jo", "Bell", "j@e.org"])
    take(data_file, project, named)
    assert who(data_file, project) == [("Jo Bell", "expected")]
    assert take(data_file, project, named).told == []
    take(data_file, project, csv_text(header, nameless))
    assert who(data_file, project) == [("Jo Bell", "expected")]


@pytest.mark.parametrize("what", ["attendance", "person", "event"])
def test_what_was_deleted_is_not_brought_back_and_is_named(
    data_file: DataFile, project: str, event: str, what: str
) -> None:
    take(data_file, project, csv_text("Name,E-mail", ["Jo Bell", "j@e.org"]))
    exported = export(data_file, project)
    ids = {"event": event, "attendance": rows(data_file, project)[0].id,
           "person": table(data_file, "person")[0]["id"]}  # fmt: skip
    remove(data_file, what, ids[what])
    written = changes(data_file)
    listed = take(data_file, project, exported)
    assert changes(data_file) == written
    assert [(each.line, "Jo Bell" in each.sentence) for each in listed.noticed] == [(2, True)]


def test_a_deleted_attendance_keeps_its_turn_among_those_of_its_name(
    data_file: DataFile, project: str, event: str
) -> None:
    text = csv_text("Name,Attended", ["John Smith", "yes"], ["John Smith", "no"])
    take(data_file, project, text)
    remove(data_file, "attendance", next(r.id for r in rows(data_file, project)
                                         if r.status == "here"))  # fmt: skip
    written = changes(data_file)
    take(data_file, project, text)
    assert changes(data_file) == written
    assert who(data_file, project) == [("John Smith", "did_not_come")]


def test_rows_go_into_the_event_named_else_their_own_else_the_only_one(
    data_file: DataFile, project: str, event: str
) -> None:
    text = csv_text("Name,Event", ["Jo Bell", "Forum"], ["Al Roe", ""])
    listed = take(data_file, project, text)
    assert [row["title"] for row in table(data_file, "event")] == ["Open day", "Forum"]
    assert table(data_file, "event")[1]["status"] == "planned"
    assert "“Forum”" in listed.noticed[0].sentence
    found = {row.given_name: row.event for row in rows(data_file, project)}
    assert found == {"Jo": "Forum", "Al": "Open day"}
    take(data_file, project, csv_text("Name,Event", ["Vi Poe", "Forum"]), event="open DAY")
    assert [row.event for row in rows(data_file, project) if row.given_name == "Vi"] == ["Open day"]


def test_without_a_single_event_nothing_is_guessed(data_file: DataFile, project: str) -> None:
    with pytest.raises(UserError, match="no event"):
        take(data_file, project, csv_text("Name", ["Jo Bell"]))
    ids = [add_event(data_file, project, title) for title in ("Forum", "Forum")]
    with pytest.raises(UserError, match="several events") as caught:
        take(data_file, project, csv_text("Name", ["Jo Bell"]))
    assert sorted(caught.value.details) == sorted(f"{each}  Forum" for each in ids)
    listed = take(data_file, project, csv_text("Name,Event", ["Jo Bell", "Forum"]))
    assert [refused.line for refused in listed.refused] == [2]
    assert listed.taken == 0


def test_an_attendance_of_another_project_refuses_its_row(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, csv_text("Name", ["Jo Bell"]))
    exported = export(data_file, project)
    with data_file.writing("another") as session:
        other = acts.add(session, ProjectInput.parse(name="Another"))
    add_event(data_file, other, "Elsewhere")
    listed = take(data_file, other, exported)
    assert ["another project" in refused.reason for refused in listed.refused] == [True]


def test_a_merged_person_is_read_as_the_one_it_is_the_same_as(
    data_file: DataFile, project: str, event: str
) -> None:
    text = csv_text(
        "Name,Phone", ["Jon Smith", "0113 496 9999"], ["Jonathan Smith", "0113 496 0000"]
    )
    take(data_file, project, text)
    by_name = {row["given_name"]: row["id"] for row in table(data_file, "person")}
    merge(data_file, by_name["Jon"], into=by_name["Jonathan"])
    written = changes(data_file)
    assert take(data_file, project, text).told == []
    assert changes(data_file) == written
    assert who(data_file, project) == [("Jonathan Smith", "expected")] * 2
    exported = export(data_file, project)
    assert take(data_file, project, exported).told == []
    forum = add_event(data_file, project, "Forum")
    new = csv_text("Name,Phone,Postcode", ["Jonathan Smith", "+441134960000", "LS1 1AA"])
    take(data_file, project, new, event=forum)
    people = {row["id"]: row["postcode"] for row in table(data_file, "person")}
    assert people == {by_name["Jon"]: None, by_name["Jonathan"]: "LS1 1AA"}


def test_an_objection_to_contact_is_only_ever_added(
    data_file: DataFile, project: str, event: str
) -> None:
    def objects(word: str) -> bool:
        take(data_file, project, csv_text("Name,Do not contact", ["Jo Bell", word]))
        return bool(table(data_file, "person")[0]["do_not_contact"])

    assert [objects(word) for word in ("no", "no", "yes", "", "no")] == [
        False, False, True, True, True,
    ]  # fmt: skip


def test_one_person_twice_in_a_list_is_taken_as_one_and_told(
    data_file: DataFile, project: str, event: str
) -> None:
    text = csv_text(
        "Name,E-mail,Phone,Status",
        ["Jo Bell", "j@e.org", "0113 496 0000", "Attending"],
        ["Jo Bell", "j@e.org", "0113 496 9999", "Cancelled"],
    )
    listed = take(data_file, project, text)
    assert who(data_file, project) == [("Jo Bell", "expected")]
    assert [noticed.line for noticed in listed.noticed] == [3, 3]
    assert take(data_file, project, text).told == []
    came = csv_text("Name,E-mail,Status", ["Jo Bell", "j@e.org", "Attending"],
                    ["Jo Bell", "j@e.org", "Checked in"])  # fmt: skip
    take(data_file, project, came)
    assert who(data_file, project) == [("Jo Bell", "here")]
    assert take(data_file, project, came).told == []


def test_two_tickets_of_one_person_are_two_attendances_and_one_person(
    data_file: DataFile, project: str, event: str
) -> None:
    header = "Order no.,Attendee no.,Attendee Status,First Name,Surname,Email,Mobile Phone"
    text = csv_text(header, ["1", "1", "Attending", "Jo", "Bell", "j@e.org", "0113 496 0000"],
                    ["1", "2", "Cancelled", "Jo", "Bell", "j@e.org", "0113 496 9999"])  # fmt: skip
    for _each in range(3):
        take(data_file, project, text)
        assert who(data_file, project) == [("Jo Bell", "excused"), ("Jo Bell", "expected")]
        assert [row["phone"] for row in table(data_file, "person")] == ["0113 496 0000"]


def test_what_is_edited_in_an_exported_list_is_taken(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, csv_text("Name,Phone", ["Sian Bell", "0113 496 0000"]))
    exported = export(data_file, project).decode("utf-8-sig")
    edited = exported.replace("Sian", "Siân").replace("0000", "9999").replace("expected", "here")
    take(data_file, project, edited)
    [row] = rows(data_file, project)
    assert (row.given_name, row.phone, row.status) == ("Siân", "0113 496 9999", "here")
    assert take(data_file, project, edited).told == []


ODD = [
    "=cmd()", "'=cmd()", "''=x", "+44 7700", "-1", "@home", "＝x", "'apostrophe", "O'Neil",
    'a "quoted" name', "two\nlines", "tab\tbed", "comma, semicolon; pipe|",
    "عائشة", "שָׂרָה", "李小龍", "Ålesund", "ශ්\u200dරී",
    "می\u200cنا", "Ⅳ ﬁ", "😀", "Info Requested", "N/A", "anonymous", "Total", "#N/A?", "00123",
]  # fmt: skip


def test_names_in_every_script_and_with_every_sign_come_back_as_they_were(
    data_file: DataFile, project: str, event: str, blank: Path
) -> None:
    ids = [
        add_person(data_file, given_name=name, family_name=f"{name}x", phone="+44 113 496 0000")
        for name in ODD
    ]
    with data_file.writing("attendances") as session:
        for each in ids:
            acts.add(session, AttendanceInput.parse(event_id=event, person_id=each))
        for label in ODD:
            acts.add(session, AttendanceInput.parse(event_id=event, label=label))
        acts.add(session, AttendanceInput.parse(event_id=event))
    exported, written = export(data_file, project), changes(data_file)
    listed = take(data_file, project, exported)
    assert (listed.told, listed.refused) == ([], [])
    assert listed.unchanged == 2 * len(ODD) + 1
    assert changes(data_file) == written
    assert export(data_file, project) == exported


def test_the_list_of_a_file_is_taken_into_another_and_there_twice(
    data_file: DataFile, project: str, event: str, blank: Path, keyboard: Any
) -> None:
    for text in (csv_text("Name", ["Jo Bell"], ["Jo Bell"], [""], ["李小龍"]),
                 csv_text("Name,E-mail,Event", ["Al Roe", "a@e.org", "Forum"])):  # fmt: skip
        take(data_file, project, text)
    exported = export(data_file, project)
    with fresh(blank, keyboard) as other:
        with other.writing("project") as session:
            elsewhere = acts.add(session, ProjectInput.parse(name="Elsewhere"))
        take(other, elsewhere, exported)
        assert {row.id for row in rows(other, elsewhere)} == {
            r.id for r in rows(data_file, project)
        }
        assert who(other, elsewhere) == who(data_file, project)
        written = changes(other)
        assert take(other, elsewhere, exported).told == []
        assert changes(other) == written


def test_a_name_for_a_label_of_our_own_list_changes_the_label(
    data_file: DataFile, project: str, event: str
) -> None:
    with data_file.writing("attendance") as session:
        acts.add(session, AttendanceInput.parse(event_id=event, label="Ann's friend"))
    edited = export(data_file, project).replace(b"Ann's friend", b"Ann's sister")
    take(data_file, project, edited)
    assert [row["label"] for row in table(data_file, "attendance")] == ["Ann's sister"]
    assert table(data_file, "person") == []


def test_an_id_that_is_nowhere_becomes_the_id_of_the_new_attendance(
    data_file: DataFile, project: str, event: str
) -> None:
    wanted = new_id()
    take(data_file, project, csv_text("Name,Id", ["Jo Bell", wanted]))
    assert [row.id for row in rows(data_file, project)] == [wanted]


def test_a_leaving_before_the_arrival_on_record_refuses_its_row(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, csv_text("Name,Arrived", ["Jo Bell", "2026-05-01 10:00"]))
    listed = take(data_file, project, csv_text("Name,Left", ["Jo Bell", "2026-05-01 09:00"]))
    assert [refused.line for refused in listed.refused] == [2]


def test_a_row_that_repeats_a_person_is_not_the_ticket_of_a_row_below(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, csv_text("Name", ["Al Roe"]))
    text = csv_text("Name,E-mail,Ticket no.,Status", ["Jo Bell", "j@e.org", "", ""],
                    ["Jo Bell", "j@e.org", "", "Checked in"],
                    ["Jo Bell", "j@e.org", "1", ""])  # fmt: skip
    take(data_file, project, text)
    before = [("Al Roe", "expected"), ("Jo Bell", "expected"), ("Jo Bell", "here")]
    assert who(data_file, project) == before
    assert take(data_file, project, text).told == []
    assert who(data_file, project) == before
