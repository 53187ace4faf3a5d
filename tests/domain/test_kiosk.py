"""Somebody signs in by themselves: who they are, and what the file then holds."""

from datetime import UTC, datetime

import pytest

from engagement_app.domain import acts, desk, kiosk
from engagement_app.domain.arrivals import count_at_the_door, find_arrival
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.kiosk import Agreed, Typed
from engagement_app.domain.merging import merge
from engagement_app.domain.people import Consent, Person, PersonInput
from engagement_app.domain.undoing import undo_newest
from engagement_app.domain.wordings import standard_wordings
from engagement_app.errors import UserError
from engagement_app.store.records import table_of

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


class Door:
    """The file of an evening, and what the kiosk does to it."""

    def __init__(self, file, event):
        self.file, self.event = file, event

    def add(self, given, family, *, listed=True, **more):
        with self.file.writing("fill") as session:
            entry = PersonInput.parse(given_name=given, family_name=family, **more)
            person = acts.add(session, entry)
            if listed:
                acts.add(session, AttendanceInput.parse(event_id=self.event, person_id=person))
        return person

    def do(self, command, *args):
        with self.file.writing("test") as session:
            return command(session, *args)

    def sign_in(self, *words, **more):
        with self.file.writing("desk.kiosk") as session:
            kiosk.sign_in(session, self.event, Typed(*words, **more), NOW)

    def found(self, person):
        with self.file.reading() as session:
            return find_arrival(session, self.event, person)

    def rows(self, entity):
        with self.file.reading() as session:
            return [row._mapping for row in session.execute(table_of(entity).select())]

    def numbers(self):
        with self.file.reading() as session:
            return count_at_the_door(session, self.event)


@pytest.fixture
def door(data_file, event):
    return Door(data_file, event)


@pytest.mark.parametrize(
    "words", [("Siân", "Hughes"), ("HUGHES", "sian"), ("Shan", "Hughes"), ("shan",)]
)
def test_whoever_is_on_the_list_is_known_by_their_whole_name(door, words):
    person = door.add("Siân", "Hughes", known_as="Shan")
    door.sign_in(*words)
    came = door.found(person)
    assert (came.status, came.source, came.arrived_at) == ("here", "import", NOW)
    assert len(door.rows(Person)) == 1


@pytest.mark.parametrize("words", [("Sia", "Hughes"), ("Hughes",), ("Siân", "Hughe")])
def test_a_part_of_a_name_is_somebody_new(door, words):
    person = door.add("Siân", "Hughes")
    door.sign_in(*words)
    assert not door.found(person).has_come
    numbers = door.numbers()
    assert (numbers.here, numbers.walk_ins, numbers.expected) == (1, 1, 1)


def test_an_apostrophe_is_none_the_more_a_letter(door):
    person = door.add("Nia", "O’Brien")
    door.sign_in("Nia", "OBrien")
    assert door.found(person).has_come


def test_somebody_new_is_a_walk_in_of_the_kiosk_with_what_they_wrote(door):
    door.sign_in("Ana", "Cruz", "ana@example.org")
    [person] = door.rows(Person)
    assert (person["given_name"], person["email"], person["phone"]) == (
        "Ana",
        "ana@example.org",
        None,
    )
    assert door.found(person["id"]).source == "kiosk"


def test_whoever_is_not_on_the_list_is_known_by_name_and_email_or_phone_alone(door):
    person = door.add("Tom", "Price", listed=False, phone="07700 900123", email="t@example.org")
    door.sign_in("Tom", "Price")
    assert door.found(person).attendance_id is None
    door.sign_in("Tom", "Price", "+44 (0)7700-900123")
    assert door.found(person).source == "kiosk"
    door.sign_in("Tom", "Price", "T@Example.org")
    assert door.numbers().here == 2


def test_one_of_two_of_a_name_is_asked_for_a_contact_and_nothing_is_said_of_them(door):
    one = door.add("Ann", "Bell", email="ann@example.org")
    other = door.add("Ann", "Bell", phone="01632 960001")
    with pytest.raises(UserError, match="ask at the desk") as refused:
        door.sign_in("Ann", "Bell")
    assert refused.value.field == "contact"
    assert not any(word in str(refused.value) for word in ("Ann", "Bell", "example", "960"))
    assert door.numbers().here == 0
    door.sign_in("Ann", "Bell", "01632960001")
    assert (door.found(one).has_come, door.found(other).has_come) == (False, True)


def test_whoever_has_another_email_than_the_one_on_the_list_is_another(door):
    listed = door.add("John", "Smith", email="john@example.org")
    door.sign_in("John", "Smith", "other@example.org")
    assert not door.found(listed).has_come
    assert [row["email"] for row in door.rows(Person)] == ["john@example.org", "other@example.org"]


def test_what_was_not_known_is_added_and_what_is_known_stays(door):
    person = door.add("Nadia", "Rahman", email="n@example.org")
    door.sign_in("Nadia", "Rahman", "07700 900777")
    door.sign_in("Nadia", "Rahman", "N@EXAMPLE.ORG")
    [row] = door.rows(Person)
    assert (row["id"], row["email"], row["phone"]) == (person, "n@example.org", "07700 900777")


def test_whoever_was_merged_is_signed_in_as_whom_they_are_read_as(door):
    kept, other = door.add("Robert", "Lee"), door.add("Bob", "Lee")
    door.do(merge, kept, other, {})
    door.sign_in("Bob", "Lee")
    assert door.found(kept).has_come
    assert door.numbers().here == 1


def test_a_deleted_person_is_nobody(door):
    person = door.add("Ann", "Bell")
    door.do(acts.delete, Person, person)
    door.sign_in("Ann", "Bell")
    assert len(door.rows(Person)) == 2


def test_answers_and_what_is_agreed_to_are_kept_with_how_it_was_asked(door):
    person = door.add("Ann", "Bell")
    shown = standard_wordings()["photo"]
    door.sign_in(
        "Ann",
        "Bell",
        answers={"first_time": "yes", "wants_to_stay_involved": "no"},
        agreed=(Agreed("photo", "no", shown.words),),
    )
    came = door.found(person)
    assert (came.first_time, came.wants_to_stay_involved) == ("yes", "no")
    [consent] = door.rows(Consent)
    assert (consent["person_id"], consent["purpose"], consent["given"]) == (person, "photo", "no")
    assert (consent["wording_version"], consent["basis"]) == (shown.version, "consent")


@pytest.mark.parametrize("ticked", [True, False])
def test_an_objection_is_not_taken_back_by_whoever_types_a_name(door, ticked):
    person = door.add("Ann", "Bell", do_not_contact=ticked)
    if not ticked:
        door.sign_in("Ann", "Bell", agreed=(Agreed("contact", "no", "May we write?"),))
    door.sign_in("Ann", "Bell", agreed=(Agreed("contact", "yes", "May we write?"),))
    assert [row["given"] for row in door.rows(Consent)] == ([] if ticked else ["no"])
    assert door.found(person).objects_to == {"contact"}


def test_a_yes_at_the_kiosk_can_become_a_no_there(door):
    person = door.add("Ann", "Bell")
    for given in ("yes", "no"):
        door.sign_in("Ann", "Bell", agreed=(Agreed("photo", given, "May we?"),))
    assert door.found(person).objects_to == {"photo"}


def test_whoever_is_here_already_is_here_once_and_no_answer_is_written_over(door):
    person = door.add("Ann", "Bell")
    door.do(desk.sign_in, door.event, person, NOW)
    door.do(desk.answer, door.event, person, {"wants_to_stay_involved": "yes"})
    door.sign_in("Ann", "Bell", answers={"wants_to_stay_involved": "no", "first_time": "no"})
    came = door.found(person)
    assert (came.wants_to_stay_involved, came.first_time) == ("yes", "no")
    assert door.numbers().here == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [(("", " "), "given_name"), (("Ann", "", "12345"), "contact"), (("Ann", "", "me"), "contact")],
)
def test_what_is_missing_is_said_and_nothing_is_saved(door, words, field):
    with pytest.raises(UserError) as refused:
        door.sign_in(*words)
    assert refused.value.field == field
    assert door.rows(Person) == []


def test_a_sign_in_at_the_kiosk_is_undone_whole_at_the_desk(door):
    door.sign_in(
        "Ana", "Cruz", answers={"first_time": "yes"}, agreed=(Agreed("contact", "yes", "May we?"),)
    )
    assert undo_newest(door.file) == "Undone: sign-in at the kiosk, Ana Cruz"
    assert [row["deleted_at"] is None for row in (*door.rows(Person), *door.rows(Consent))] == [
        False,
        False,
    ]
    assert door.numbers().here == 0
