"""From a contribution to where it comes from and what became of it; what is deleted is out."""

import pytest

from engagement_app.domain.provenance import read_became
from engagement_app.domain.stories import read_story
from engagement_app.errors import UserError
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.resourcing.projects import DELETED, project


@pytest.fixture
def became(data_file):
    """What became of a contribution of a project with one of everything, and what is deleted."""
    put(
        data_file,
        project(
            community=[{"id": "carers"}],
            organisation=[{"id": "trust"}],
            event=[{}, {"id": "shut", **DELETED}, {"id": "board", "title": "Board, June"}],
            person=[
                {"id": "ann", "known_as": "Ann"},
                {"id": "annie", "same_as_id": "ann", **DELETED},
                {"id": "gone", **DELETED},
            ],
            attendance=[
                {
                    "id": "a",
                    "person_id": "annie",
                    "status": "here",
                    "capacity": "on_behalf",
                    "on_behalf_of_organisation_id": "trust",
                },
                {"id": "n", "label": "red coat"},
                {"id": "g", "person_id": "gone"},
            ],
            contribution=[
                {
                    "id": "1",
                    "attendance_id": "a",
                    "voice": "on_behalf",
                    "community_id": "carers",
                    "mandate": "elected",
                    "limits": "transport alone",
                },
                {"id": "2", "attendance_id": "n"},
                {"id": "3"},
                {"id": "4", "attendance_id": "g"},
                {"id": "5", "event_id": "shut"},
                {"id": "6", **DELETED},
            ],
            message=[
                {"contribution_ids": ["1", "2"]},
                {"id": "m2", "title": "Access", "contribution_ids": ["1"]},
                {"id": "m3", "contribution_ids": ["1"], **DELETED},
                {"id": "m4", "contribution_ids": ["3"]},
            ],
            body=[{}, {"id": "b2", **DELETED}],
            hearing=[
                {"response": "partly", "reason": "A trial", "event_id": "board"},
                {"id": "h2", "body_id": "b2"},
                {"id": "h3", **DELETED},
            ],
            follow_up=[
                {"id": "f1", "contribution_id": "1", "status": "done"},
                {"id": "f2", "contribution_id": "1", "description": "ring her"},
                {"id": "f3", "contribution_id": "1", **DELETED},
                {"id": "f4", "person_id": "ann"},
            ],
        ),
    )

    def read(name):
        with data_file.reading() as session:
            return read_became(session, rid(name))

    return read


def test_it_comes_from_somebody_at_an_event_with_a_mandate_and_its_limits(became):
    source = became("1").source
    assert (source.who, source.status, source.capacity) == ("Ann", "here", "on_behalf")
    assert (source.voice, source.community, source.for_whom) == ("on_behalf", "Carers", ("Trust",))
    assert (source.mandate, source.limits) == ("elected", "transport alone")
    assert source.event == "Open day"


def test_it_went_into_messages_that_were_heard_and_answered(became):
    access, buses = became("1").messages
    assert (access.title, access.hearings) == ("Access", ())
    [hearing] = buses.hearings
    assert (hearing.body, hearing.event) == ("Board", "Board, June")
    assert (hearing.response, hearing.reason) == ("partly", "A trial")


def test_follow_ups_on_it_are_told_those_that_are_open_first(became):
    assert [(row.id, row.status) for row in became("1").follow_ups] == [
        (rid("f2"), "open"),
        (rid("f1"), "done"),
    ]


def test_a_label_is_told_and_that_nobody_was_named(became):
    assert became("2").source.who == "red coat"
    source = became("3").source
    assert (source.who, source.status) == (None, None)
    assert [message.title for message in became("3").messages] == ["Buses"]


@pytest.mark.parametrize("name", ["4", "5", "6"])
def test_what_is_out_with_its_person_or_event_is_not_shown(became, name):
    with pytest.raises(UserError, match="no longer there"):
        became(name)


def test_the_story_of_somebody_tells_into_which_messages_their_words_went(became, data_file):
    with data_file.reading() as session:
        [said] = read_story(session, rid("ann")).said
    told = [
        (each.title, [(row.response, row.reason) for row in each.hearings])
        for each in said.messages
    ]
    assert told == [
        (each.title, [(row.response, row.reason) for row in each.hearings])
        for each in became("1").messages
    ]
    assert ("partly", "A trial") in [answer for _title, answers in told for answer in answers]
    assert len(told) == 2
