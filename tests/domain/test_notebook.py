"""Writing down what is said, and reading it again."""

from dataclasses import replace

import pytest

from engagement_app.domain import acts, notebook
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.choices import Chosen
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.contributions import Contribution
from engagement_app.domain.events import EventInput
from engagement_app.domain.follow_ups import FollowUp
from engagement_app.domain.organisations import OrganisationInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.recording import NewName, remove
from engagement_app.domain.speakers import list_speakers
from engagement_app.domain.view import load
from engagement_app.domain.what_was_said import Wanted, list_said
from engagement_app.errors import UserError
from engagement_app.store.plain_rows import ask


@pytest.fixture
def add(data_file):
    def add_it(entry):
        with data_file.writing("record.add") as session:
            return acts.add(session, entry)

    return add_it


@pytest.fixture
def say(data_file, project, event):
    def say_it(words, voice="own", follow_up=None, **values):
        entry = {"event_id": event, "words": words, "voice": voice, **values}
        with data_file.writing("contribution.record") as session:
            return notebook.record(session, project, entry, follow_up)

    return say_it


@pytest.fixture
def listed(data_file, project):
    def list_it(**wanted):
        with data_file.reading() as session:
            return list_said(session, replace(Wanted(project), **wanted))

    return list_it


@pytest.fixture
def came(add, event):
    def come(**names):
        person = add(PersonInput.parse(**names))
        return add(AttendanceInput.parse(event_id=event, person_id=person, status="here")), person

    return come


def speakers(data_file, event):
    with data_file.reading() as session:
        return list_speakers(session, event)


def test_an_entry_its_new_theme_and_its_follow_up_are_one_act(data_file, say, came):
    siân, _person = came(given_name="Siân")
    said = say(
        "No bus", theme_ids=[NewName("buses")], attendance_id=siân, follow_up="Ring her"
    )  # fmt: skip
    with data_file.reading() as session:
        query = "SELECT DISTINCT act_id FROM change WHERE act = 'contribution.record'"
        assert len(ask(session, query)) == 1
        [(follow_up,)] = ask(session, "SELECT id FROM follow_up")
        row = load(session, "follow_up", [follow_up])[follow_up]
    assert (row["contribution_id"], row["attendance_id"]) == (said, siân)
    assert (row["kind"], row["description"], row["status"]) == ("other", "Ring her", "open")
    assert row["owner_name"] is row["owner_organisation_id"] is row["due_on"] is None


def test_a_theme_that_is_there_is_not_made_again(say, listed, data_file):
    say("One", theme_ids=[NewName("Buses")])
    say("Two", theme_ids=[NewName("buses"), NewName("BUSES")])
    assert {row.themes for row in listed()} == {("Buses",)}
    with data_file.reading() as session:
        assert len(ask(session, "SELECT id FROM theme")) == 1


def test_nothing_is_kept_of_an_entry_that_is_refused(say, listed, data_file):
    with pytest.raises(UserError):
        say("", theme_ids=[NewName("Buses")], follow_up="Ring her")
    with data_file.reading() as session:
        assert not ask(session, "SELECT id FROM theme UNION SELECT id FROM follow_up")


def test_an_own_voice_is_given_no_community(say, listed, came, add):
    carers = add(CommunityInput.parse(name="Carers"))
    ruth, _person = came(given_name="Ruth", community_ids=[carers])
    say("For myself", attendance_id=ruth)
    [row] = listed()
    assert (row.voice, row.community, row.who) == ("own", None, "Ruth")


def test_who_turns_out_to_speak_for_themselves_speaks_for_nobody_else(say, add, data_file):
    carers = add(CommunityInput.parse(name="Carers"))
    said = say("We", "on_behalf", community_id=carers, mandate="elected", limits="Buses only")
    with data_file.writing("contribution.amend") as session:
        assert notebook.amend(session, said, voice="own")
    with data_file.reading() as session:
        row = acts.get(session, Contribution, said)
    assert {name: row[name] for name in notebook.OF_OTHERS} == notebook.OF_OTHERS


def test_the_newest_stands_first_and_what_is_deleted_is_out(say, listed, data_file):
    first, second = say("First"), say("Second")
    assert [row.words for row in listed()] == ["Second", "First"]
    with data_file.writing("record.delete") as session:
        remove(session, "contribution", second)
    assert [row.id for row in listed()] == [first]


def test_it_is_out_with_whom_the_one_who_said_it_is_read_as(say, listed, came, data_file):
    attendance, person = came(given_name="Bob")
    _other, same = came(given_name="Robert")
    say("Mine", attendance_id=attendance)
    with data_file.writing("record.amend") as session:
        acts.amend(session, Person, person, same_as_id=same)
    assert [row.who for row in listed()] == ["Robert"]
    with data_file.writing("record.delete") as session:
        remove(session, "person", same)
    assert listed() == []


def test_it_is_found_by_event_theme_voice_and_words(say, listed, came, project, event, add):
    siân, _person = came(given_name="Siân", family_name="Hughes")
    say("Dim bws ar y Sul", theme_ids=[NewName("Bysiau")], recorded_by="Suki, table 4")
    say("The café is shut", "second_hand", attendance_id=siân)
    other = add(EventInput.parse(project_id=project, title="Forum"))
    say("Elsewhere", event_id=other)
    assert len(listed()) == 3
    assert [row.words for row in listed(event_id=other)] == ["Elsewhere"]
    assert [row.words for row in listed(voice="second_hand")] == ["The café is shut"]
    assert [row.words for row in listed(text="CAFE sian")] == ["The café is shut"]
    [row] = listed(text="table 4")
    assert row.themes == ("Bysiau",)


def test_it_is_found_by_theme(say, listed, data_file):
    say("One", theme_ids=[NewName("Buses")])
    say("Two")
    with data_file.reading() as session:
        [(theme,)] = ask(session, "SELECT id FROM theme")
    assert [row.words for row in listed(theme_id=theme)] == ["One"]


def test_only_so_many_are_listed(say, listed, monkeypatch):
    for words in "abc":
        say(words)
    monkeypatch.setattr("engagement_app.domain.what_was_said.MOST", 2)
    assert [row.words for row in listed()] == ["c", "b"]


def test_each_person_who_came_is_listed_once_and_none_are_called_alike(data_file, came, add, event):
    hall = add(OrganisationInput.parse(name="Hall"))
    one, ann = came(given_name="Ann", organisation_id=hall)
    two, _person = came(given_name="Ann")
    three, _person = came(given_name="Ann")
    add(AttendanceInput.parse(event_id=event, person_id=ann))
    label = add(AttendanceInput.parse(event_id=event, label="Blue badge 3"))
    found = speakers(data_file, event)
    assert {each.id: each.title for each in found}.items() >= {
        one: "Ann (Hall)",
        label: "Blue badge 3",
    }.items()
    assert sorted(each.title for each in found if each.id in (two, three)) == ["Ann", "Ann 2"]
    assert len(found) == 4


def test_who_is_deleted_did_not_come(data_file, came, event):
    _attendance, person = came(given_name="Ann")
    other, _person = came(given_name="Bea")
    with data_file.writing("record.delete") as session:
        remove(session, "person", person)
    assert speakers(data_file, event) == [Chosen(other, "Bea")]


def test_nobody_came_to_no_event(data_file):
    assert speakers(data_file, None) == []


def test_a_follow_up_is_for_nobody_where_nobody_is_named(data_file, say):
    say("Nobody named", follow_up="Ring the surgery")
    with data_file.reading() as session:
        [(each,)] = ask(session, "SELECT id FROM follow_up")
        row = acts.get(session, FollowUp, each)
    assert row["attendance_id"] is row["person_id"] is None
