from datetime import UTC, datetime
from pathlib import Path

import pytest

from engagement_app.domain.lists import AttendeeLine, ListRead
from engagement_app.errors import UserError
from engagement_app.exchange.attendees import read_attendees

UUID = "0b0e7a52-6f2c-4a2b-9d3f-1c2d3e4f5a6b"


def read(folder: Path, text: str, **options: str) -> ListRead[AttendeeLine]:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return read_attendees(path, **options)


def one(folder: Path, header: str, row: str, **options: str) -> AttendeeLine:
    found = read(folder, f"{header}\n{row}\n", **options)
    assert found.refused == ()
    (line,) = found.lines
    return line


def reason(folder: Path, header: str, row: str) -> str:
    found = read(folder, f"{header}\n{row}\n")
    assert found.lines == ()
    assert [refused.line for refused in found.refused] == [2]
    return found.refused[0].reason


def test_the_uk_eventbrite_list_is_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Event Name,Event ID,Order no.,Order Date,First Name,Surname,Email,Quantity,Price Tier,"
        "Ticket Type,Attendee no.,Group,Order Type,Currency,Total Paid,Fees Paid,Eventbrite Fees,"
        "Eventbrite Payment Processing,Attendee Status,Home Postcode,Mobile Phone,Company,Lunch?\n"
        "Forum,7,123,2026-05-01 10:00:00+01:00,Zoë,Bell,zoe@example.org,1,,General,9001,,Free,"
        "GBP,0,0,0,0,Checked In,LS1 1AA,07700 900111,Hill Club,Soup\n"
        "Forum,7,123,2026-05-01 10:00:00+01:00,Info Requested,Info Requested,zoe@example.org,2,,"
        "General,9002,,Free,GBP,0,0,0,0,Not Attending,,,,\n",
    )
    first, second = found.lines
    assert (found.source, found.unknown_headers) == ("eventbrite", ("Lunch?",))
    assert (first.given_name, first.family_name, first.order, first.attendee) == (
        "Zoë", "Bell", "123", "9001",
    )  # fmt: skip
    assert (first.status, first.event, first.organisation) == ("here", "Forum", "Hill Club")
    assert (first.phone, first.postcode, first.nameless) == ("07700 900111", "LS1 1AA", False)
    assert (second.nameless, second.status) == (True, "excused")
    assert "for 2 people and names one" in found.noticed[0].sentence


@pytest.mark.parametrize(
    "header",
    [
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,"
        "Attendee Status",
        "Order ID,Order Date,First Name,Last Name,Email,Ticket Quantity,Ticket Type,Ticket Price,"
        "Attendee Status",
    ],
)
def test_other_eventbrite_lists_are_read(tmp_path: Path, header: str) -> None:
    line = one(tmp_path, header, "1,2026-05-01,Jo,Bell,jo@example.org,1,General,5,Attending")
    assert (line.given_name, line.family_name, line.order) == ("Jo", "Bell", "1")
    assert line.status == "expected"


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("Order ID,Order date,Event name,Buyer email,Gross sales,Net sales", "list of orders"),
        ("Contact ID,First Name,Activity ID,Activity Type,Subject,Details", "list of activities"),
    ],
)
def test_a_list_that_is_not_of_people_is_refused_politely(
    tmp_path: Path, header: str, says: str
) -> None:
    with pytest.raises(UserError, match=says):
        read(tmp_path, f"{header}\n1,2,3,4,5,6\n")


def test_the_pretix_check_in_list_is_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Order code,Attendee name,Attendee name: Given name,Attendee name: Family name,Product,"
        "Price,Checked in,Checked out,Automatically checked in,E-mail,Company,Voucher code\n"
        "ABC12,Zoë Bell,Zoë,Bell,Place,0.00,2026-05-01T10:05:00+01:00,,No,z@example.org,Hill,\n"
        "ABC13,Jo Poe,Jo,Poe,Place,0.00,2026-05-01 10:05,2026-05-01 12:00,No,,,\n"
        "ABC14,Al Roe,Al,Roe,Place,0.00,,,No,,,\n",
    )
    first, second, third = found.lines
    assert (found.source, found.unknown_headers) == ("pretix", ())
    assert (first.status, first.arrived_at) == ("here", datetime(2026, 5, 1, 9, 5, tzinfo=UTC))
    assert (first.order, first.attendee, first.organisation) == ("ABC12", None, "Hill")
    assert (second.status, second.left_at) == ("left", datetime(2026, 5, 1, 11, tzinfo=UTC))
    assert third.status is None


def test_of_two_company_columns_of_pretix_the_first_is_the_attendees(tmp_path: Path) -> None:
    line = one(
        tmp_path,
        "Event slug,Order code,Position ID,Status,Email,Attendee name,Attendee email,Company,"
        "Address,Company,Address",
        "forum,ABC12,1,canceled,buyer@example.org,Zoë Bell,z@example.org,Hill,1 Way,Payer,2 Way",
    )
    assert (line.organisation, line.email, line.status) == ("Hill", "z@example.org", "excused")
    assert (line.order, line.attendee) == ("ABC12", "1")


def test_a_civicrm_list_keeps_what_people_do_not_want(tmp_path: Path) -> None:
    header = (
        "Contact ID,Do Not Email,Do Not Phone,No Bulk Emails (User Opt Out),Display Name,"
        "Nickname,First Name,Last Name,Phone,Email,Event Title,Participant ID,Participant Status,"
        "Test"
    )
    found = read(
        tmp_path,
        f"{header}\n"
        "1,Yes,,,Jo Bell,,Jo,Bell,1,j@e.org,Forum,71,Attended,\n"
        "2,0,0,1,Al Roe,Ali,Al,Roe,1,a@e.org,Forum,72,No-show,0\n"
        "3,,,,Vi Poe,,Vi,Poe,1,v@e.org,Forum,73,Registered,No\n"
        "4,,,,Te St,,Te,St,1,t@e.org,Forum,74,Registered,Yes\n",
    )
    assert [line.do_not_contact for line in found.lines] == [True, True, None]
    assert [line.status for line in found.lines] == ["here", "did_not_come", "expected"]
    assert [line.attendee for line in found.lines] == ["71", "72", "73"]
    assert found.lines[1].known_as == "Ali"
    assert [refused.line for refused in found.refused] == [5]


def test_microsoft_forms_are_read_with_their_nameless_answers(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "ID,Start time,Completion time,Email,Name,Your organisation,Is this your first time?\n"
        "1,10/9/2024 11:02,10/9/2024 11:05,anonymous,Anonymous,Hill,Yes\n"
        "2,10/9/2024 11:04,10/9/2024 11:06,jo@example.org,Jo Bell,,Perhaps\n",
    )
    first, second = found.lines
    assert found.source == "microsoft-forms"
    assert (first.nameless, first.email, first.first_time) == (True, None, "yes")
    assert (first.order, first.attendee) == ("10/9/2024 11:02", "1")
    assert (second.given_name, second.first_time) == ("Jo", None)
    assert "Perhaps" in found.noticed[0].sentence


def test_google_forms_are_read_and_numbered_questions_fill_gaps(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Timestamp,Email Address,What is your full name?,Email Address2\n"
        "2026/09/27 3:00:00 PM GMT+3,,Siân Angharad Jones,sian@example.org\n",
    )
    assert found.source == "google-forms"
    assert (found.lines[0].known_as, found.lines[0].email) == (
        "Siân Angharad Jones", "sian@example.org",
    )  # fmt: skip


def test_any_list_is_read_by_what_its_headers_mean(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "FORENAME;sur name;e mail;Tel. no.;Group;Attended?;Access Needs;Shoe size\n"
        "Jo;Bell;jo@example.org;0113 496 0000;Hill;✓;Loop;5\n"
        "Al;Roe;;;;no;;\n",
    )
    first, second = found.lines
    assert (found.source, found.unknown_headers) == ("list", ("Shoe size",))
    assert (first.given_name, first.family_name, first.email) == ("Jo", "Bell", "jo@example.org")
    assert (first.phone, first.organisation, first.access_needs) == (
        "0113 496 0000",
        "Hill",
        "Loop",
    )
    assert (first.status, second.status) == ("here", "did_not_come")
    assert ("Tel. no.", "phone") in found.recognised


@pytest.mark.parametrize(
    ("name", "given", "family", "known"),
    [
        ("Jo Bell", "Jo", "Bell", None),
        ('"Bell, Jo"', "Jo", "Bell", None),
        ('"Bell-Poe, Jo Ann"', "Jo Ann", "Bell-Poe", None),
        ("Siân Angharad Jones", None, None, "Siân Angharad Jones"),
        ("Dr Jones", None, None, "Dr Jones"),
        ("Cher", None, None, "Cher"),
        ('"Jo Bell, MBE"', None, None, "Jo Bell, MBE"),
    ],
)
def test_a_name_in_one_cell_is_split_only_where_it_is_plain(
    tmp_path: Path, name: str, given: str | None, family: str | None, known: str | None
) -> None:
    line = one(tmp_path, "Name,E-mail", f"{name},")
    assert (line.given_name, line.family_name, line.known_as) == (given, family, known)


@pytest.mark.parametrize("word", ["Info Requested", "anonymous", "Anonymous", "N/A", "n/a", ""])
def test_a_placeholder_is_no_name(tmp_path: Path, word: str) -> None:
    line = one(tmp_path, "First name,Surname,Status", f"{word},{word},registered")
    assert line.nameless
    assert (line.given_name, line.family_name) == (None, None)


@pytest.mark.parametrize("word", ["None", "null", "NULL", "true", "0", "undefined", "NaN", "-1"])
def test_what_may_be_a_surname_is_kept(tmp_path: Path, word: str) -> None:
    line = one(tmp_path, "First name,Surname", f"Jo,{word}")
    assert (line.family_name, line.nameless) == (word, False)


def test_an_unknown_status_refuses_its_row_by_the_word(tmp_path: Path) -> None:
    assert "“perchance”" in reason(tmp_path, "Name,Status", "Jo Bell,perchance")


@pytest.mark.parametrize("word", ["Total", "TOTALS", "Grand total:", "Sum", "Total 12"])
def test_a_total_row_is_refused_by_name(tmp_path: Path, word: str) -> None:
    assert "total row" in reason(tmp_path, "Name,Phone", f"{word},12")


def test_somebody_called_total_is_no_total_row(tmp_path: Path) -> None:
    assert one(tmp_path, "Name,E-mail", "Total,t@example.org").known_as == "Total"
    assert one(tmp_path, "Given name,Family name", "Jo,Total").family_name == "Total"


def test_two_columns_of_one_name_must_agree(tmp_path: Path) -> None:
    line = one(tmp_path, "Name,Email,Email", "Jo Bell,,jo@example.org")
    assert line.email == "jo@example.org"
    with pytest.raises(UserError, match=r"“Email” stands twice .* line 3"):
        read(tmp_path, "Name,Email,Email\nJo Bell,a@b,a@b\nAl Roe,a@b,c@d\n")


def test_columns_that_mean_nothing_here_may_stand_twice(tmp_path: Path) -> None:
    found = read(tmp_path, "id,name,id,age,id\n1101,John,0,30,001101\n")
    assert found.lines[0].known_as == "John"
    assert found.lines[0].id is None
    assert found.unknown_headers == ("age", "id", "id", "id")


def test_an_id_of_ours_is_read_in_any_list(tmp_path: Path) -> None:
    assert one(tmp_path, "Name,Id", f"Jo Bell,{UUID.upper()}").id == UUID


def test_one_id_on_two_rows_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, f"Name,Id\nJo Bell,{UUID}\nAl Roe,{UUID}\n")
    assert [line.line for line in found.lines] == [2]
    assert "line 2" in found.refused[0].reason


def test_damage_of_a_spreadsheet_is_refused_or_told(tmp_path: Path) -> None:
    assert "damaged" in reason(tmp_path, "Name,Phone", "Jo Bell,4.477E+11")
    assert "#REF!" in reason(tmp_path, "Name,Phone", "Jo Bell,#REF!")
    found = read(tmp_path, "Name,Phone\nJo Bell,7700900111\nAl Roe,07700900111\n")
    assert [line.phone for line in found.lines] == ["7700900111", "07700900111"]
    assert [(noticed.line, "lost the 0" in noticed.sentence) for noticed in found.noticed] == [
        (2, True)
    ]


def test_invisible_signs_leave_names_but_not_where_they_shape_letters(tmp_path: Path) -> None:
    line = one(tmp_path, "Given name,Family name", "\u202aJo\u200b,Be\u200dll\u202c\ufeff")
    assert (line.given_name, line.family_name) == ("Jo", "Bell")
    sinhala, persian = "ශ්\u200dරී", "می\u200cنا"
    line = one(tmp_path, "Given name,Family name", f"{sinhala},{persian}")
    assert (line.given_name, line.family_name) == (sinhala, persian)


def test_text_is_composed_stripped_and_loses_our_guard(tmp_path: Path) -> None:
    line = one(tmp_path, "Name,Phone,Notes", "Zoe\u0308 Bell\u00a0,'+44 7700 900111,''=x")
    assert (line.given_name, line.phone, line.notes) == ("Zoë", "+44 7700 900111", "'=x")


def test_arrivals_need_a_date_and_a_time_to_be_kept(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Name,Arrived\nA B,10:00\nC D,2026-05-01\nE F,yes\nG H,no\nI J,2026-05-01 10:00\nK L,\n",
    )
    assert [line.status for line in found.lines] == ["here", "here", "here", None, "here", None]
    assert [line.arrived_at for line in found.lines].count(None) == 5
    assert [noticed.line for noticed in found.noticed] == [2, 3]


def test_the_order_of_dates_is_asked_only_for_columns_that_are_used(tmp_path: Path) -> None:
    assert one(tmp_path, "Name,Date of birth", "Jo Bell,03/04/1980").given_name == "Jo"
    with pytest.raises(UserError, match="--date-order"):
        read(tmp_path, "Name,Arrived\nJo Bell,03/04/26 10:00\n")
    line = one(tmp_path, "Name,Arrived", "Jo Bell,03/04/26 10:00", date_order="dmy")
    assert line.arrived_at == datetime(2026, 4, 3, 9, tzinfo=UTC)
    assert "does not exist" in reason(tmp_path, "Name,Arrived", "Jo Bell,31/02/2026 10:00")
    with pytest.raises(UserError, match="dmy, mdy or ymd"):
        read(tmp_path, "Name\nJo Bell\n", date_order="ydm")


def test_a_contact_without_a_name_is_noticed(tmp_path: Path) -> None:
    found = read(tmp_path, "Name,E-mail\n,jo@example.org\n")
    assert found.lines[0].nameless
    assert [noticed.line for noticed in found.noticed] == [2]
    assert "nameless attendance, and jo@example.org is left out" in found.noticed[0].sentence
    both = read(tmp_path, "Name,E-mail,Phone\n,jo@example.org,0113 496 0000\n")
    assert "jo@example.org, 0113 496 0000 is" in both.noticed[0].sentence


@pytest.mark.parametrize(
    "header", ["Coming?", "Attending?", "RSVP", "Are you coming?", "Will you attend?"]
)
def test_an_answer_to_an_invitation_is_who_is_expected(tmp_path: Path, header: str) -> None:
    answers = {"Yes": "expected", "y": "expected", "Maybe": "expected", "Not sure": "expected",
               "No": "excused", "N": "excused", "can't make it": "excused", "": None}  # fmt: skip
    found = read(tmp_path, f"Name,{header}\n" + "".join(f"Jo Bell,{each}\n" for each in answers))
    assert [line.status for line in found.lines] == list(answers.values())
    assert (found.refused, found.unknown_headers) == ((), ())


def test_who_came_is_here_whatever_they_had_answered(tmp_path: Path) -> None:
    found = read(tmp_path, "Name,Coming?,Attended?\nA B,no,yes\nC D,no,no\nE F,yes,no\nG H,no,\n")
    assert [line.status for line in found.lines] == ["here", "excused", "did_not_come", "excused"]


@pytest.mark.parametrize(
    "header",
    ["Access needs", "Access requirements", "Dietary or access needs", "Access / dietary needs",
     "Do you have any access requirements?", "Dietary requirements & access needs",
     "Any access or dietary requirements?", "Support needs"],
)  # fmt: skip
def test_what_people_need_is_read_under_many_headers(tmp_path: Path, header: str) -> None:
    assert one(tmp_path, f"Name,{header}", "Jo Bell,Hearing loop").access_needs == "Hearing loop"


def test_what_several_columns_say_of_needs_is_kept_side_by_side(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "Name,Support needs,Access needs\nA B,Lift,Loop\nC D,,Loop\nE F,Lift,Lift\nG H,,\n",
    )
    assert [line.access_needs for line in found.lines] == ["Loop; Lift", "Loop", "Lift", None]


def test_notes_of_two_columns_that_are_too_long_together_refuse_their_row(tmp_path: Path) -> None:
    one, other = "x" * 60_000, "y" * 60_000
    assert "longer than 100,000" in reason(tmp_path, "Name,Notes,Comments", f"Jo,{one},{other}")
