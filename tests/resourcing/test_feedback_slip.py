"""A slip holds what one person said, whatever may be quoted, and nothing of anybody else."""

from datetime import date

import pytest

from engagement_app.errors import UserError
from engagement_app.reports.feedback_slip import render
from engagement_app.resourcing.feedback_slip import prepare_feedback_slip
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.reports import reading
from tests.resourcing.projects import project

AS_OF = date(2026, 6, 30)
TABLES = {
    "event": [{}],
    "person": [
        {"id": "ann", "known_as": "Ann"},
        {"id": "twin", "known_as": "Anne", "same_as_id": "ann"},
        {"id": "bob", "known_as": "Bob"},
    ],
    "attendance": [
        {"id": "a", "person_id": "ann"},
        {"id": "t", "person_id": "twin"},
        {"id": "b", "person_id": "bob"},
        {"id": "n", "label": "Lady with the dog"},
    ],
    "contribution": [
        {"id": "1", "attendance_id": "a", "words": "No bus at all.", "may_quote": "no"},
        {"id": "2", "attendance_id": "t", "words": "Nor a train."},
        {"id": "3", "attendance_id": "b", "words": "I walk.", "may_quote": "yes"},
        {"id": "4", "attendance_id": "n", "words": "The dog too."},
    ],
    "body": [{}],
    "message": [{"contribution_ids": ["1", "3"]}],
    "hearing": [{"id": "h", "response": "refused", "reason": "No money."}],
    "follow_up": [
        {"id": "x", "person_id": "twin", "description": "Ring Ann", "status": "done",
         "done_on": "2026-05-01", "outcome": "She was out."},
        {"id": "y", "attendance_id": "b", "description": "Ring Bob"},
    ],
}  # fmt: skip


def slip(data_file, **whom):
    put(data_file, project(**TABLES))
    ids = {name: rid(value) for name, value in whom.items()}
    with data_file.reading() as session:
        return prepare_feedback_slip(session, rid("p"), AS_OF, **ids)


@pytest.mark.parametrize("person", ["ann", "twin"])
def test_all_that_a_person_said_under_any_of_their_names_and_no_word_of_others(data_file, person):
    made = slip(data_file, person_id=person)
    assert made.name == "Ann"
    assert [said.words for taken in made.taken for said in taken.spoken] == ["No bus at all."]
    assert [said.words for said in made.waiting] == ["Nor a train."]
    assert [row.description for row in made.promised] == ["Ring Ann"]
    words = reading.words(render(made))
    for told in ("“No bus at all.”", "Not taken forward, because", "No money.", "“Nor a train.”"):
        assert told in words
    assert "Done on 1 May 2026 She was out." in words
    assert "I walk" not in words
    assert "Bob" not in words


def test_of_an_attendance_without_a_person_only_what_was_said_there(data_file):
    made = slip(data_file, attendance_id="n")
    assert (made.name, made.taken) == ("Lady with the dog", ())
    assert [said.words for said in made.waiting] == ["The dog too."]


def test_without_anybody_it_is_refused(data_file):
    with pytest.raises(UserError, match="one person"):
        slip(data_file)
