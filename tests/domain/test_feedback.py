"""Feedback is owed once to everybody behind a message who may be told, in one act."""

from datetime import date

import pytest

from engagement_app.domain import acts
from engagement_app.domain.feedback import owe, read_owed
from engagement_app.domain.follow_ups import FollowUp
from engagement_app.domain.messages import Message
from engagement_app.domain.people import Person
from engagement_app.domain.promises import list_promises
from engagement_app.domain.undoing import undo_newest
from engagement_app.errors import UserError
from engagement_app.store.plain_rows import ask
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.resourcing.projects import DELETED, project

DUE = date(2026, 12, 1)


@pytest.fixture
def file(data_file):
    """Two people, one of them recorded twice, one not to be contacted, one nameless, one gone."""
    put(
        data_file,
        project(
            event=[{}, {"id": "other"}],
            person=[
                {"id": "ann", "known_as": "Ann"},
                {"id": "annie", "known_as": "Annie", "same_as_id": "ann"},
                {"id": "bob", "known_as": "Bob"},
                {"id": "cy", "known_as": "Cy", "do_not_contact": True},
                {"id": "gone", **DELETED},
            ],
            attendance=[
                {"id": "a", "person_id": "ann"},
                {"id": "a2", "person_id": "annie", "event_id": "other"},
                {"id": "b", "person_id": "bob"},
                {"id": "c", "person_id": "cy"},
                {"id": "n", "label": "red coat"},
                {"id": "g", "person_id": "gone"},
            ],
            contribution=[
                {"id": "1", "attendance_id": "a2", "event_id": "other"},
                {"id": "2", "attendance_id": "a"},
                {"id": "3", "attendance_id": "b"},
                {"id": "4", "attendance_id": "c"},
                {"id": "5", "attendance_id": "n"},
                {"id": "6", "attendance_id": "g"},
                {"id": "7"},
            ],
            message=[
                {"id": "m", "contribution_ids": ["1", "2", "3", "4", "5", "6", "7"]},
                {"id": "m2", "title": "Access", "contribution_ids": ["3"]},
            ],
        ),
    )
    return data_file


def owed(file, message="m"):
    with file.reading() as session:
        return read_owed(session, rid(message))


def promise(file, message="m", **values):
    with file.writing("message.feedback") as session:
        return owe(session, rid(message), **values)


def promised(file):
    with file.reading() as session:
        ids = [row[0] for row in ask(session, "SELECT id FROM follow_up WHERE deleted_at IS NULL")]
        return sorted(list_promises(session, dict.fromkeys(ids, "")), key=lambda row: row.whom)


def test_each_person_is_owed_one_and_who_is_not_told_is_said(file):
    found = owed(file)
    assert [(each.name, each.id) for each in found.to_tell] == [
        ("Ann", rid("1")),
        ("Bob", rid("3")),
    ]
    assert (found.promised, found.not_to_contact, found.nameless) == (0, ("Cy",), 1)


def test_owner_and_day_are_typed_once_and_stand_on_each(file):
    assert promise(file, owner_name="Nesta", due_on=DUE) == 2
    rows = promised(file)
    assert [(row.whom, row.kind, row.owner_name, row.due_on, row.status) for row in rows] == [
        ("Ann", "feedback", "Nesta", DUE, "open"),
        ("Bob", "feedback", "Nesta", DUE, "open"),
    ]
    assert {row.description for row in rows} == {"What became of “Buses”"}


def test_it_is_never_promised_twice_for_one_message_and_is_for_another(file):
    promise(file)
    assert (owed(file).to_tell, owed(file).promised) == ((), 2)
    with pytest.raises(UserError, match="Nobody is left"):
        promise(file)
    assert promise(file, "m2") == 1
    assert len(promised(file)) == 3


def test_two_records_that_turn_out_to_be_one_person_are_not_told_again(file):
    promise(file)
    with file.writing("person.merge") as session:
        acts.amend(session, Person, rid("ann"), same_as_id=rid("bob"))
    assert (owed(file).to_tell, owed(file).promised) == ((), 1)


def test_who_is_added_to_the_message_later_is_told_then(file):
    with file.writing("record.amend") as session:
        acts.amend(session, Message, rid("m"), contribution_ids=[rid("3")])
    promise(file)
    with file.writing("record.amend") as session:
        acts.amend(session, Message, rid("m"), contribution_ids=[rid("3"), rid("1")])
    assert [each.name for each in owed(file).to_tell] == ["Ann"]
    assert promise(file) == 1


def test_undo_takes_all_back_as_one_and_they_can_be_promised_again(file):
    promise(file, owner_name="Nesta")
    assert undo_newest(file).startswith("Undone: feedback owed")
    assert promised(file) == []
    assert promise(file, owner_name="Omar", due_on=DUE) == 2
    assert {(row.owner_name, row.due_on) for row in promised(file)} == {("Omar", DUE)}
    undo_newest(file)
    assert promised(file) == []


def test_a_message_that_is_gone_owes_nobody(file):
    with file.writing("record.delete") as session:
        acts.delete(session, Message, rid("m"))
    with pytest.raises(UserError, match="no longer there"):
        owed(file)


def test_a_follow_up_ticked_off_is_not_owed_again(file):
    promise(file)
    with file.writing("follow_up.tick") as session:
        for row in promised(file):
            acts.amend(session, FollowUp, row.id, status="done", done_on=DUE)
    assert owed(file).to_tell == ()
