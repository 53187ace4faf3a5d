"""The lines of a sign-in sheet and their numbers."""

from datetime import UTC, date, datetime

import pytest

from engagement_app.domain import acts, desk
from engagement_app.domain.attendance import Attendance, AttendanceInput
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.organisations import OrganisationInput
from engagement_app.domain.paper_sheet import number_lines, prepare_sign_in_sheet
from engagement_app.domain.people import PersonInput
from engagement_app.domain.sheet_lines import list_lines
from engagement_app.domain.undoing import undo_newest
from engagement_app.errors import UserError
from engagement_app.store.records import change

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


@pytest.fixture
def expect(data_file, event):
    """Expect somebody, and give the id of their attendance."""

    def add(given, family, **values):
        with data_file.writing("fill") as session:
            entry = PersonInput.parse(given_name=given, family_name=family, **values)
            person = acts.add(session, entry)
            return acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))

    return add


@pytest.fixture
def sheet(data_file, project, event):
    def prepare(**chosen):
        with data_file.reading() as session:
            return prepare_sign_in_sheet(session, project, DAY, event, **chosen)

    return prepare


@pytest.fixture
def number(data_file, event):
    def give(after=0):
        with data_file.writing("paper.number") as session:
            return number_lines(session, event, after)

    return give


def numbers(sheet):
    return {line.name: line.number for line in sheet.lines}


def test_lines_are_in_the_order_of_family_names_whatever_their_capitals(expect, sheet, number):
    for given, family in (("Tom", "price"), ("Siân", "Hughes"), ("Émile", "Álvarez")):
        expect(given, family)
    assert number() == (3, 1, 3)
    assert numbers(sheet()) == {"Émile Álvarez": 1, "Siân Hughes": 2, "Tom price": 3}


def test_numbers_are_kept_and_whoever_comes_later_gets_later_ones(expect, sheet, number):
    expect("Tom", "Price")
    number()
    expect("Ana", "Abel")
    assert numbers(sheet()) == {"Tom Price": 1, "Ana Abel": 2}
    assert sheet().not_numbered == 1
    number()
    assert numbers(sheet()) == {"Tom Price": 1, "Ana Abel": 2}
    assert sheet().not_numbered == 0


def test_a_look_at_the_sheet_writes_nothing_and_shows_the_numbers_to_come(
    expect, sheet, number, data_file, event
):
    expect("Tom", "Price")
    before = numbers(sheet())
    with data_file.reading() as session:
        assert [line.number for line in list_lines(session, event)] == [None]
    number()
    assert numbers(sheet()) == before


def test_blank_rows_go_on_and_their_numbers_go_to_nobody_else(expect, sheet, number):
    expect("Tom", "Price")
    number()
    assert [row.number for row in sheet(blank=3).blank] == [2, 3, 4]
    assert [row.number for row in sheet(blank=3, after=4).blank] == [2, 3, 4]
    expect("Ana", "Abel")
    second = sheet(blank=2, after=4)
    assert numbers(second) == {"Tom Price": 1, "Ana Abel": 5}
    assert [row.number for row in second.blank] == [6, 7]
    assert second.last_number == 7


def test_the_number_of_somebody_taken_off_the_list_is_not_given_again(
    expect, sheet, number, data_file
):
    first = expect("Tom", "Price")
    number()
    with data_file.writing("fill") as session:
        acts.delete(session, Attendance, first)
    expect("Ana", "Abel")
    number()
    assert numbers(sheet()) == {"Ana Abel": 2}


def test_whoever_has_come_or_was_excused_gets_no_line_but_keeps_one(
    expect, sheet, number, data_file
):
    here, excused, _tom = expect("Ana", "Abel"), expect("Eve", "Ellis"), expect("Tom", "Price")
    with data_file.writing("fill") as session:
        desk.check_in(session, here, NOW)
        acts.amend(session, Attendance, excused, status="excused")
    number()
    assert numbers(sheet()) == {"Tom Price": 1}
    with data_file.writing("fill") as session:
        acts.amend(session, Attendance, _tom, status="excused")
    assert numbers(sheet()) == {"Tom Price": 1}


def test_somebody_on_the_list_twice_has_one_line(expect, sheet, number, data_file, event):
    first = expect("Tom", "Price")
    with data_file.writing("fill") as session:
        person = acts.get(session, Attendance, first)["person_id"]
        acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))
        twin = acts.add(session, PersonInput.parse(given_name="Tom", same_as_id=person))
        acts.add(session, AttendanceInput.parse(event_id=event, person_id=twin))
    assert number() == (1, 1, 1)
    assert number().people == 0
    assert numbers(sheet()) == {"Tom Price": 1}


def test_a_label_has_a_line_and_the_nameless_have_none(sheet, number, data_file, event):
    with data_file.writing("fill") as session:
        acts.add(session, AttendanceInput.parse(event_id=event, label="The mayor’s office"))
        acts.add(session, AttendanceInput.parse(event_id=event))
    assert number().people == 1
    assert numbers(sheet()) == {"The mayor’s office": 1}


def test_nothing_but_names_and_organisations_stands_on_the_sheet(expect, sheet, data_file):
    with data_file.writing("fill") as session:
        trust = acts.add(session, OrganisationInput.parse(name="Tawe Trust"))
    secret = {"email": "t@example.org", "phone": "07700 900123", "access_needs": "Hearing loop"}
    expect("Tom", "Price", organisation_id=trust, postcode="SA1 1AA", notes="x y z", **secret)
    said = repr(sheet(made_by="Mari Ellis"))
    assert "Tom Price" in said
    assert "Tawe Trust" in said
    for each in (*secret.values(), "SA1", "x y z"):
        assert each not in said


def test_communities_to_which_most_belong_are_offered_for_the_head_count(expect, sheet, data_file):
    with data_file.writing("fill") as session:
        ids = [
            acts.add(session, CommunityInput.parse(name=f"Group {number}")) for number in range(10)
        ]
    for place, each in enumerate(ids):
        expect("Tom", f"Price {place}", community_ids=list({each, ids[9]}))
    found = sheet().communities
    assert len(found) == 8
    assert "Group 9" in found


def test_numbering_is_undone_in_one_act(expect, sheet, number, data_file):
    for name in ("Abel", "Price"):
        expect("Tom", name)
    number()
    assert undo_newest(data_file).startswith("Undone: line numbers of the sign-in sheet")
    assert sheet().not_numbered == 2


def test_without_an_event_there_is_no_sheet(data_file, project):
    with data_file.reading() as session, pytest.raises(UserError, match="one event"):
        prepare_sign_in_sheet(session, project, DAY, None)


def test_lines_are_kept_also_where_numbers_have_gaps(expect, sheet, data_file):
    ana = expect("Ana", "Abel")
    with data_file.writing("fill") as session:
        change(session, Attendance, {ana: {"line_number": 7}})
    expect("Tom", "Price")
    assert numbers(sheet()) == {"Ana Abel": 7, "Tom Price": 8}
