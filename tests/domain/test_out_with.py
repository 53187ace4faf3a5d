"""What is told before a record is deleted: what else is out of the screens with it."""

import pytest

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.out_with import _COUNTED, out_with, told_before_deleting
from engagement_app.domain.people import ConsentInput, PersonInput
from engagement_app.domain.tables import TABLES
from engagement_app.exchange.sample import add_sample
from engagement_app.resourcing.reading import read_ledger


@pytest.fixture
def said(data_file, project, event):
    """An evening: Ann came and spoke, somebody nameless too; ids by name."""
    with data_file.writing("test") as session:
        ann = acts.add(session, PersonInput.parse(given_name="Ann"))
        twin = acts.add(session, PersonInput.parse(given_name="Anne", same_as_id=ann))
        acts.add(session, ConsentInput.parse(person_id=ann, purpose="photo", basis="consent"))
        here = acts.add(session, AttendanceInput.parse(event_id=event, person_id=twin))
        nameless = acts.add(session, AttendanceInput.parse(event_id=event))
        words = {
            each: acts.add(
                session,
                ContributionInput.parse(
                    event_id=event, attendance_id=each, voice="own", words="The bus stops."
                ),
            )
            for each in (here, nameless)
        }
        acts.add(session, FollowUpInput.parse(project_id=project, contribution_id=words[here]))
    return {"ann": ann, "twin": twin, "here": here, "nameless": nameless}


def found(data_file, table, record_id):
    with data_file.reading() as session:
        return dict(out_with(session, table, record_id))


def test_what_a_person_did_is_out_with_whom_the_person_is_read_as(data_file, said):
    assert found(data_file, "person", said["ann"]) == {
        "person": 1, "consent": 1, "attendance": 1, "contribution": 1, "follow_up": 1,
    }  # fmt: skip


def test_a_duplicate_takes_nothing_with_it(data_file, said):
    assert found(data_file, "person", said["twin"]) == {}


def test_a_follow_up_is_out_with_the_event_of_its_contribution(data_file, event, said):
    assert found(data_file, "event", event) == {
        "attendance": 2, "contribution": 2, "follow_up": 1,
    }  # fmt: skip


def test_what_is_out_already_is_not_counted_again(data_file, event, said):
    with data_file.writing("test") as session:
        acts.delete(session, TABLES["attendance"], said["here"])
    assert found(data_file, "event", event) == {"attendance": 1, "contribution": 1}


def test_the_sentence_names_the_counts_and_is_empty_where_nothing_else_goes(data_file, said):
    with data_file.reading() as session:
        told = told_before_deleting(session, "attendance", said["here"])
        assert told.startswith(
            "With it these are out of the screens and figures too: 1 thing that was said"
            " and 1 follow-up."
        )
        assert told_before_deleting(session, "person", said["twin"]) == ""


def test_the_counts_are_those_by_which_the_figures_of_the_sample_change(data_file):
    with data_file.writing("test") as session:
        project_id = add_sample(session)
    with data_file.reading() as session:
        before = read_ledger(session, project_id)
        events = list(before.events)
        told = {each: dict(out_with(session, "event", each)) for each in events}
    for each in events[:2]:
        with data_file.writing("test") as session:
            acts.delete(session, TABLES["event"], each)
        with data_file.reading() as session:
            after = read_ledger(session, project_id)
        for table, rows in (
            ("attendance", "attendances"), ("contribution", "contributions"),
            ("follow_up", "follow_ups"),
        ):  # fmt: skip
            gone = len(getattr(before, rows)) - len(getattr(after, rows))
            assert told[each].get(table, 0) == gone
        before = after


def test_every_table_has_words_for_its_count():
    without = {"organisation", "project", "community", "rate", "cost_fact", "service"}
    assert _COUNTED.keys() == TABLES.keys() - without
