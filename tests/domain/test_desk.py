"""What happens at the door: sign-ins, walk-ins, stand-ins, head counts, and undoing them."""

from datetime import UTC, datetime, timedelta

import pytest

from engagement_app.domain import acts, desk
from engagement_app.domain.arrivals import (
    count_at_the_door,
    find_arrival,
    list_arrivals,
    list_last,
)
from engagement_app.domain.attendance import Attendance, AttendanceInput, TallyInput
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.desk import WalkIn, walk_in_of
from engagement_app.domain.events import EventInput
from engagement_app.domain.head_count import HeadCount, count_nameless, list_head_counts
from engagement_app.domain.organisations import OrganisationInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.undoing import undo_newest
from engagement_app.errors import UserError
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import open_file

SIX = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def write(file, command, *args, act="desk.check_in", **values):
    with file.writing(act) as session:
        return command(session, *args, **values)


def read(file, query, *args):
    with file.reading() as session:
        return query(session, *args)


def add(file, entry):
    return write(file, acts.add, entry, act="add")


def person(file, given, family=None, **values):
    return add(file, PersonInput.parse(given_name=given, family_name=family, **values))


def expect(file, event, person_id, **values):
    return add(file, AttendanceInput.parse(event_id=event, person_id=person_id, **values))


def at_the_door(file, event, key):
    [found] = read(file, list_arrivals, event, [key])
    return found


def test_who_is_expected_is_signed_in_once(data_file, event):
    key = person(data_file, "Siân", "Hughes")
    expect(data_file, event, key)
    first = write(data_file, desk.sign_in, event, key, SIX)
    again = write(data_file, desk.sign_in, event, key, SIX + timedelta(minutes=5))
    assert (first.already, again.already) == (False, True)
    assert again.arrival.arrived_at == SIX
    assert read(data_file, count_at_the_door, event).here == 1


def test_somebody_known_who_is_not_on_the_list_becomes_a_walk_in(data_file, event):
    key = person(data_file, "Tom", "Price")
    assert at_the_door(data_file, event, key).attendance_id is None
    came = write(data_file, desk.sign_in, event, key, SIX).arrival
    assert (came.status, came.source, came.arrived_at) == ("here", "walk_in", SIX)


def test_two_attendances_of_one_person_are_one_at_the_door(data_file, event):
    key = person(data_file, "Siân", "Hughes")
    for _laptop in range(2):
        expect(data_file, event, key)
    assert read(data_file, count_at_the_door, event).expected == 1
    write(data_file, desk.sign_in, event, key, SIX)
    numbers = read(data_file, count_at_the_door, event)
    assert (numbers.expected, numbers.here) == (0, 1)
    assert write(data_file, desk.sign_in, event, key, SIX).already


def test_somebody_recorded_twice_is_signed_in_as_whom_they_are_read_as(data_file, event):
    kept = person(data_file, "Siân", "Hughes")
    double = person(data_file, "Sian", "Huws")
    expect(data_file, event, double)
    write(data_file, acts.amend, Person, double, same_as_id=kept)
    assert read(data_file, list_arrivals, event, [double]) == []
    came = write(data_file, desk.sign_in, event, kept, SIX).arrival
    assert (came.name, came.source) == ("Siân Hughes", "import")
    expect(data_file, event, kept)
    numbers = read(data_file, count_at_the_door, event)
    assert (numbers.expected, numbers.here, numbers.walk_ins) == (0, 1, 0)


def test_an_attendance_of_a_deleted_person_counts_nowhere(data_file, event):
    kept, double = person(data_file, "Siân"), person(data_file, "Sian")
    write(data_file, acts.amend, Person, double, same_as_id=kept)
    expect(data_file, event, double, status="here")
    write(data_file, acts.delete, Person, kept)
    assert read(data_file, count_at_the_door, event).here == 0
    assert read(data_file, list_arrivals, event, [kept]) == []


def test_a_label_without_a_person_is_signed_in_too(data_file, event):
    key = add(data_file, AttendanceInput.parse(event_id=event, label="Siân's neighbour"))
    assert at_the_door(data_file, event, key).name == "Siân's neighbour"
    assert write(data_file, desk.sign_in, event, key, SIX).arrival.status == "here"


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("Siân Hughes", WalkIn("Siân", "Hughes")),
        ("  Mary  Jane Watson ", WalkIn("Mary Jane", "Watson")),
        ("Cher", WalkIn("Cher", None)),
        ("de la Cruz, Ana", WalkIn("Ana", "de la Cruz")),
        (
            "Ana Cruz ana@example.org 07700 900123",
            WalkIn("Ana", "Cruz", "ana@example.org", "07700 900123"),
        ),
        ("+44 (0)7700 900123 Ana", WalkIn("Ana", None, None, "+44 (0)7700 900123")),
        ("Ana Cruz 19", WalkIn("Ana Cruz", "19")),
        ("李 明", WalkIn("李", "明")),
    ],
)
def test_a_walk_in_is_read_from_what_was_typed(typed, read_as):
    assert walk_in_of(typed) == read_as


def test_a_walk_in_needs_a_name_and_nothing_else(data_file, event):
    with pytest.raises(UserError, match="needs a name"):
        write(data_file, desk.walk_in, event, "07700 900123", SIX)
    came = write(data_file, desk.walk_in, event, "Zażółć Gęślą", SIX, act="desk.walk_in").arrival
    assert (came.name, came.status, came.source) == ("Zażółć Gęślą", "here", "walk_in")
    assert undo_newest(data_file) == "Undone: walk-in, Zażółć Gęślą"
    assert read(data_file, list_arrivals, event, [came.key]) == []
    assert read(data_file, count_at_the_door, event).here == 0


def test_the_card_has_organisation_needs_and_earlier_events(data_file, project, event):
    trust = add(data_file, OrganisationInput.parse(name="Tawe Trust"))
    values = {"organisation_id": trust, "access_needs": "Hearing loop", "known_as": "Shan"}
    key = person(data_file, "Siân", "Hughes", **values)
    other = add(data_file, EventInput.parse(project_id=project, title="Before"))
    expect(data_file, other, key, status="left")
    found = read(data_file, find_arrival, event, key)
    assert (found.organisation, found.access_needs, found.known_as) == (
        "Tawe Trust",
        "Hearing loop",
        "Shan",
    )
    assert (found.came_before, found.status) == (1, None)


def test_who_leaves_can_come_back(data_file, event):
    key = person(data_file, "Siân")
    expect(data_file, event, key)
    with pytest.raises(UserError, match="not signed in"):
        write(data_file, desk.leave, event, key, SIX)
    write(data_file, desk.sign_in, event, key, SIX)
    left = write(data_file, desk.leave, event, key, SIX + timedelta(hours=1))
    assert (left.status, left.left_at) == ("left", SIX + timedelta(hours=1))
    assert read(data_file, count_at_the_door, event).left == 1
    back = write(data_file, desk.leave, event, key, SIX + timedelta(hours=2))
    assert (back.status, back.left_at, back.arrived_at) == ("here", None, SIX)


def test_nobody_who_has_come_is_excused(data_file, event):
    key = person(data_file, "Siân")
    expect(data_file, event, key)
    assert write(data_file, desk.excuse, event, key).status == "excused"
    assert write(data_file, desk.excuse, event, key).status == "expected"
    write(data_file, desk.sign_in, event, key, SIX)
    with pytest.raises(UserError, match="Not here after all"):
        write(data_file, desk.excuse, event, key)


def test_answers_are_kept_with_the_attendance(data_file, event):
    key = person(data_file, "Siân")
    with pytest.raises(UserError, match="not on the list"):
        write(data_file, desk.answer, event, key, {"first_time": "yes"})
    write(data_file, desk.sign_in, event, key, SIX)
    said = write(data_file, desk.answer, event, key, {"wants_to_stay_involved": "yes"})
    assert (said.wants_to_stay_involved, said.first_time) == ("yes", "not_known")


def test_who_comes_instead_is_signed_in_and_the_other_excused(data_file, event):
    tom, sian = person(data_file, "Tom"), person(data_file, "Siân")
    expect(data_file, event, sian)
    came, other = write(data_file, desk.come_instead, event, tom, sian, SIX, act="desk.amend")
    assert (came.status, came.instead_of, other.status) == ("here", "Siân", "excused")
    with pytest.raises(UserError, match="not expected"):
        write(data_file, desk.come_instead, event, sian, tom, SIX)
    undo_newest(data_file)
    assert at_the_door(data_file, event, sian).status == "expected"
    assert at_the_door(data_file, event, tom).attendance_id is None


def test_who_came_last_stands_first(data_file, event):
    keys = [person(data_file, name) for name in ("Ana", "Ben", "Cai")]
    for minute, key in enumerate(keys):
        write(data_file, desk.sign_in, event, key, SIX + timedelta(minutes=minute))
    assert [each.name for each in read(data_file, list_last, event, 2)] == ["Cai", "Ben"]


def test_the_nameless_are_counted_by_community(data_file, event):
    town = add(data_file, CommunityInput.parse(name="Town"))
    for community in (town, town, None):
        write(data_file, count_nameless, event, community, 1, act="desk.nameless")
    assert write(data_file, count_nameless, event, town, -1, act="desk.nameless") == 1
    expected = [HeadCount(None, None, 1), HeadCount(town, "Town", 1)]
    assert read(data_file, list_head_counts, event) == expected
    assert read(data_file, count_at_the_door, event).nameless == 2
    assert undo_newest(data_file) == "Undone: head count, Town"
    assert read(data_file, count_at_the_door, event).nameless == 3


def test_each_laptop_changes_only_the_count_it_made_itself(data_file, event):
    write(data_file, count_nameless, event, None, 1)
    with open_file(data_file.path, Keyboard("Ann", "other-laptop")) as other:
        with pytest.raises(UserError, match="This laptop has counted nobody"):
            write(other, count_nameless, event, None, -1)
        assert write(other, count_nameless, event, None, 1) == 1
    assert read(data_file, count_at_the_door, event).nameless == 2
    assert write(data_file, count_nameless, event, None, -1) == 0
    with pytest.raises(UserError, match="counted nobody"):
        write(data_file, count_nameless, event, None, -1)


def test_a_count_from_a_list_is_not_touched_by_the_desk(data_file, event):
    add(data_file, TallyInput.parse(event_id=event, label="Children", count=12))
    assert write(data_file, count_nameless, event, None, 1) == 1
    assert read(data_file, count_at_the_door, event).nameless == 13


def test_an_attendance_that_was_deleted_is_off_the_list(data_file, event):
    key = person(data_file, "Siân")
    attendance = expect(data_file, event, key)
    write(data_file, acts.delete, Attendance, attendance)
    assert at_the_door(data_file, event, key).attendance_id is None
    assert read(data_file, count_at_the_door, event).expected == 0


def test_a_walk_in_with_something_said_here_is_not_taken_off_the_list(data_file, event):
    found = write(data_file, desk.walk_in, event, "Ann Lee", SIX).arrival
    with data_file.writing("contribution.record") as session:
        values = {"event_id": event, "attendance_id": found.attendance_id}
        acts.add(session, ContributionInput.parse(words="No bus", voice="own", **values))
    with pytest.raises(UserError, match="something said here"):
        write(data_file, desk.take_back, event, found.key)


def test_whoever_was_merged_since_they_were_found_is_signed_in_as_whom_they_are_read_as(
    data_file, event
):
    kept, double = person(data_file, "Siân", "Hughes"), person(data_file, "Sian", "Hughs")
    write(data_file, acts.amend, Person, double, same_as_id=kept)
    signed = write(data_file, desk.sign_in, event, double, SIX)
    assert (signed.arrival.key, signed.already) == (kept, False)
    assert write(data_file, desk.sign_in, event, kept, SIX).already
