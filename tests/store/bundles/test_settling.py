"""What two laptops wrote differently is listed until somebody says what is right, on any."""

from datetime import UTC, date, datetime

import pytest

from engagement_app.domain import acts, erasing
from engagement_app.domain.attendance import Attendance, AttendanceInput
from engagement_app.domain.bundle_words import told_contested
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.contested import MOST, find_waiting
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.equality import Asking, set_asking, standard_questions
from engagement_app.domain.events import Event, EventInput
from engagement_app.domain.people import Person
from engagement_app.domain.requests import put_request
from engagement_app.domain.rights import RightsRequest
from engagement_app.domain.settling import ACT, settle
from engagement_app.domain.tables import EVERY
from engagement_app.domain.undoing import undo_newest
from engagement_app.errors import UserError
from engagement_app.store import changes, records
from engagement_app.store.bundles.contests import contested_places

pytestmark = pytest.mark.thorough
TWO, THREE = "07700 900222", "07700 900333"


def at(hour):
    return datetime(2026, 12, 1, hour, tzinfo=UTC)


def listed(laptop):
    with laptop.file.reading() as session:
        return list(find_waiting(session).first)


def keep(laptop, words):
    """The one field there is, as somebody keeps it."""
    [contested] = listed(laptop)
    [value] = [each for each in contested.values if each.words == words]
    return laptop.do(settle, contested.place, value.change_id, act=ACT)


@pytest.fixture
def apart(first, second):
    """Two numbers for Ann; each laptop took in what the other knows."""
    first.set(first.ann, phone=TWO)
    second.set(first.ann, phone=THREE)
    first.take(second.bundle())
    second.take(first.bundle())


@pytest.mark.usefixtures("apart")
def test_it_is_listed_on_both_with_who_wrote_what_and_the_shown_one_first(first, second):
    for each in (first, second):
        [contested] = listed(each)
        assert contested.place == ("person", first.ann, "phone")
        assert contested.told == "Person “Ann”: Phone"
        told = [(value.words, value.person) for value in contested.values]
        assert told == [(THREE, "At B"), (TWO, "At A")]


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("words", [TWO, THREE], ids=["the other", "what is shown already"])
def test_what_is_kept_is_right_on_every_laptop_and_stays_so(first, second, words):
    assert keep(first, words) == "Kept: Person “Ann”: Phone"
    assert listed(first) == []
    assert second.take(first.bundle()).contested == []
    first.take(second.bundle())
    for each in (first, second):
        assert each.value(first.ann) == words
        assert listed(each) == []
        assert each.faults() == ()
    assert first.letters() == second.letters()


@pytest.mark.usefixtures("apart")
def test_two_who_settle_it_differently_are_asked_once_more(first, second):
    keep(first, TWO)
    keep(second, THREE)
    first.take(second.bundle())
    assert [value.words for value in listed(first)[0].values] == [THREE, TWO]
    keep(first, TWO)
    assert (first.value(first.ann), listed(first)) == (TWO, [])


@pytest.mark.usefixtures("apart")
def test_what_is_settled_is_not_settled_again(first):
    with first.file.reading() as session:
        waiting = find_waiting(session)
    [before] = waiting.first
    first.set(first.ann, phone="07700 900444")
    with first.file.reading() as session:
        assert find_waiting(session, waiting).places == ()
    with pytest.raises(UserError, match=r"^This was settled already\. Nothing was changed\.$"):
        first.do(settle, before.place, before.values[0].change_id)
    assert first.value(first.ann) == "07700 900444"


def test_three_laptops_give_three_values_and_the_same_one_twice_stands_once(first, second, laptop):
    third = laptop("C")
    third.take(first.bundle(passphrase="tide mill lantern"), "tide mill lantern")
    for each, phone in ((first, TWO), (second, THREE), (third, TWO)):
        each.set(first.ann, phone=phone)
    for each in (second, third):
        first.take(each.bundle())
    [contested] = listed(first)
    assert [value.words for value in contested.values] == [TWO, THREE]
    assert contested.values[0].person == "At C"


@pytest.mark.usefixtures("apart")
def test_of_what_is_in_the_bin_nothing_is_to_be_settled(first):
    [before] = listed(first)
    first.do(acts.delete, Person, first.ann)
    assert listed(first) == []
    with pytest.raises(UserError, match=r"^This record is no longer there\."):
        first.do(settle, before.place, before.values[0].change_id)


def test_of_who_is_erased_nothing_is_to_be_settled_though_it_is_not_emptied(first, second):
    ours = first.do(acts.add, CommunityInput.parse(name="Hill", kind="place"))
    second.take(first.bundle())
    theirs = second.do(acts.add, CommunityInput.parse(name="Mill", kind="place"))
    first.set(first.ann, community_ids=[ours])
    second.set(first.ann, community_ids=[theirs])
    first.take(second.bundle())
    [before] = listed(first)
    erasing.erase_for_good(first.file, first.ann)
    assert listed(first) == []
    with pytest.raises(UserError, match=r"^This was settled already\."):
        first.do(settle, before.place, before.values[0].change_id)


def test_a_value_that_does_not_fit_any_more_is_refused(first, second):
    second.set(first.event, entity=Event, starts_at=at(18))
    first.set(first.event, entity=Event, starts_at=at(9))
    first.take(second.bundle())
    first.set(first.event, entity=Event, ends_at=at(12))
    [contested] = listed(first)
    with pytest.raises(UserError):
        first.do(settle, contested.place, contested.values[1].change_id)
    assert listed(first) == [contested]


def test_so_is_one_with_which_another_record_would_not_fit(first, second):
    came = first.do(acts.add, AttendanceInput.parse(event_id=first.event, person_id=first.ann))
    two = [
        first.do(acts.add, EventInput.parse(project_id=first.project, title=title))
        for title in ("Fair", "Walk")
    ]
    second.take(first.bundle())
    for each, event in ((second, two[0]), (first, two[1])):
        each.set(came, entity=Attendance, event_id=event)
    first.take(second.bundle())
    said = {"event_id": two[1], "attendance_id": came, "voice": "own", "words": "No bus"}
    first.do(acts.add, ContributionInput.parse(**said))
    [contested] = listed(first)
    assert [each.words for each in contested.values] == ["Walk", "Fair"]
    with pytest.raises(UserError, match="event"):
        first.do(settle, contested.place, contested.values[1].change_id)
    assert first.value(came, "event_id", "attendance") == two[1]


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("words", [TWO, THREE], ids=["the other", "what is shown already"])
def test_it_can_be_taken_back_and_both_stand_there_again_everywhere(first, second, words):
    keep(first, words)
    second.take(first.bundle())
    assert undo_newest(first.file) == "Undone: what is kept of two values, Ann"
    second.take(first.bundle())
    for each in (first, second):
        assert each.value(first.ann) == THREE
        assert [value.words for value in listed(each)[0].values] == [THREE, TWO]
        assert each.faults() == ()
    keep(second, TWO)
    first.take(second.bundle())
    assert [each.value(first.ann) for each in (first, second)] == [TWO, TWO]
    assert (listed(first), listed(second)) == ([], [])


def test_days_and_questions_are_read_as_such(first, second):
    asked = {"kind": "access", "who": "Zed", "received_on": date(2026, 1, 1)}
    request = first.do(put_request, "rights_request", None, None, asked)
    first.do(set_asking, first.project, Asking(True, standard_questions()))
    second.take(first.bundle())
    for each, day in ((first, "2026-02-01"), (second, "2026-02-02")):
        each.set(request, entity=RightsRequest, pauses=[["2026-01-05", "2026-01-07"], [day, None]])
    first.do(set_asking, first.project, Asking(True, standard_questions()[:2]))
    second.do(set_asking, first.project, Asking(True, standard_questions()[:1]))
    first.take(second.bundle())
    form, stopped = listed(first)
    assert stopped.values[0].words == "05/01/2026 – 07/01/2026, 02/02/2026"
    assert form.values[0].whole == standard_questions()[0].words
    assert form.values[1].whole.startswith(standard_questions()[0].words + " ")


def test_a_file_that_never_met_another_is_not_looked_through(first, monkeypatch):
    first.set(first.ann, phone=TWO)
    monkeypatch.setattr(changes, "_by_field", None)
    assert listed(first) == []


@pytest.mark.usefixtures("apart")
def test_others_can_save_while_it_is_looked_for(first):
    before = first.count()
    with first.file.reading() as session:
        for _place in contested_places(session, EVERY):
            first.add("Una")
    assert first.count() == before + 1


def test_of_very_many_all_are_counted_and_the_first_are_told(first, second):
    people = [first.add(f"Jo {number}") for number in range(MOST + 2)]
    second.take(first.bundle())
    for each, phone in ((first, TWO), (second, THREE)):
        each.do(records.change, Person, {person: {"phone": phone} for person in people})
    told = [*told_contested(first.told(second.bundle()).contested)]
    assert (len(told), told[-1]) == (
        MOST + 1,
        "And 2 fields more were written differently on two laptops.",
    )
    with first.file.reading() as session:
        waiting = find_waiting(session)
    assert (len(waiting.places), len(waiting.first)) == (MOST + 2, MOST)
    first.do(records.change, Person, {people[0]: {"phone": "1"}})
    with first.file.reading() as session:
        assert len(find_waiting(session, waiting).places) == MOST + 1
