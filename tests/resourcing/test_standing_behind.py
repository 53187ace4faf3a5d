"""Who stands behind what was picked: people once, communities, voices, and who is missing."""

import pytest

from engagement_app.resourcing.balance import read_belt
from engagement_app.resourcing.evidence import Standing, read_communities, read_evidence
from engagement_app.resourcing.messages import list_messages
from engagement_app.resourcing.report import EndHours, Reach, Routes
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.resourcing.projects import DELETED, project

PEOPLE = [
    {"id": "ann", "community_ids": ["carers"]},
    {"id": "annie", "same_as_id": "ann"},
    {"id": "bob", "community_ids": ["moor"]},
    {"id": "gone", **DELETED},
]
COMMUNITIES = [
    {"id": "carers"},
    {"id": "moor", "name": "Top Moor"},
    {"id": "wharf", "name": "Wharf"},
    {"id": "quiet", "name": "Quiet"},
]
CAME = [
    {"id": "a", "person_id": "ann", "status": "here"},
    {"id": "a2", "person_id": "annie", "status": "left", "event_id": "other"},
    {"id": "b", "person_id": "bob", "status": "expected"},
    {"id": "n", "status": "here"},
    {"id": "g", "person_id": "gone", "status": "here"},
    {"id": "d", "status": "here", **DELETED},
]
SAID = [
    {"id": "1", "attendance_id": "a"},
    {"id": "2", "attendance_id": "a2", "event_id": "other", "community_id": "wharf"},
    {"id": "3", "attendance_id": "b", "voice": "on_behalf", "community_id": "moor"},
    {"id": "4", "attendance_id": "n", "voice": "second_hand", "mandate": "told_by_others"},
    {"id": "5", "attendance_id": "g", "community_id": "quiet"},
    {"id": "6", "attendance_id": "d", "community_id": "quiet"},
    {"id": "7", "community_id": "quiet", **DELETED},
    {"id": "8", "voice": "on_behalf", "mandate": "elected", "community_id": "quiet"},
    {"id": "9", "attendance_id": "b"},
]
TABLES = {
    "community": COMMUNITIES,
    "person": PEOPLE,
    "event": [{}, {"id": "other", "title": "Forum"}],
    "attendance": CAME,
    "contribution": SAID,
}
ALL = [each["id"] for each in SAID]


@pytest.fixture
def file(data_file):
    """A project with two events, a person who is there twice, and what is deleted."""
    message = {"contribution_ids": ALL, "id": "m"}
    other = {"id": "m2", "title": "Access", "contribution_ids": ["5", "7"]}
    hearings = [{"id": "h1", "heard_on": "2026-06-02", "response": "refused"}, {"id": "h2"}]
    gone = {"id": "h3", "body_id": "b2"}
    put(
        data_file,
        project(
            **TABLES,
            message=[message, other],
            body=[{}, {"id": "b2", **DELETED}],
            hearing=[*hearings, gone, {"id": "h4", **DELETED}],
        ),
    )
    return data_file


def ids(*names):
    return [rid(each) for each in names]


def standing(file, *names):
    with file.reading() as session:
        return read_evidence(session, ids(*names)).standing(ids(*names))


def missing(file, *names):
    with file.reading() as session:
        return read_communities(session, rid("p")).missing(standing(file, *names))


def test_a_person_is_one_whatever_they_were_recorded_as(file):
    assert standing(file, "1", "2").behind == (1, 1, 2)


def test_a_nameless_attendance_is_one_each_and_nobody_named_is_nobody(file):
    assert standing(file, "1", "4", "8").behind == (2, 1, 1)


def test_what_is_deleted_is_out_by_its_person_and_its_attendance_too(file):
    found = standing(file, "5", "6", "7")
    assert (found.contributions, found.behind) == (0, (0, 0, 0))


def test_communities_that_were_heard_and_are_not_among_them_are_named(file):
    assert missing(file) == ["Carers", "Top Moor", "Wharf"]
    assert missing(file, "1") == ["Top Moor", "Wharf"], "those of who said it are there"
    assert missing(file, "3") == ["Carers", "Wharf"], "those they spoke for too"


def test_who_speaks_for_others_without_a_mandate_is_counted(file):
    assert standing(file, *ALL).unstated == 1


def test_the_picker_and_the_belt_of_the_gap_report_reckon_alike(file):
    with file.reading() as session:
        [line] = [each for each in read_belt(session, rid("p")).messages if each.id == rid("m")]
        heard = len(read_communities(session, rid("p")).heard)
        belt = read_belt(session, rid("p"))
    assert (line.people, line.communities, line.first_hand) == standing(file, *ALL).behind
    assert belt.reach.communities_heard == heard == 3


def test_messages_are_listed_with_who_stands_behind_them_and_what_came_back(file):
    with file.reading() as session:
        access, buses = list_messages(session, rid("p"))
    assert (access.title, access.standing) == ("Access", Standing())
    found = buses.standing
    assert (found.contributions, found.behind, found.unstated) == (6, (3, 3, 3), 1)
    assert [(each.body, each.response) for each in buses.hearings] == [
        ("Board", "refused"),
        ("Board", "no_answer"),
    ]


def test_the_belt_of_one_event_is_of_who_came_there_and_what_was_said_there(data_file):
    wants = {"wants_to_stay_involved": "yes"}
    put(
        data_file,
        project(
            **{
                **TABLES,
                "attendance": [
                    {**CAME[0], **wants, "first_time": "yes"},
                    {**CAME[1], "first_time": "yes"},
                    {"id": "w", "event_id": "other", "person_id": "bob", "status": "here", **wants},
                    *CAME[2:],
                ],
            },
            tally=[{"count": 7}, {"id": "t2", "count": 5, "event_id": "other"}],
            follow_up=[{"person_id": "bob", "status": "done"}],
            message=[{"contribution_ids": ["1", "2", "3"]}, {"id": "m2", "contribution_ids": []}],
            hearing=[{}],
            body=[{}],
            engagement_role=[
                {"event_id": "other", "hours_needed": "6", "belt": "both"},
                {"id": "r2", "hours_needed": "9"},
            ],
        ),
    )
    with data_file.reading() as session:
        there, whole = read_belt(session, rid("p"), rid("other")), read_belt(session, rid("p"))
    assert there.reach == Reach(people=2, first_time=1, tallied=5, communities_heard=2)
    assert there.contributions == {"own": 1, "on_behalf": 0, "second_hand": 0}
    assert there.contribution_rate == 50
    assert there.routes == Routes(1, 1, 100), "a follow-up is theirs, wherever it was promised"
    [message] = there.messages
    assert (message.people, message.communities, message.first_hand) == (1, 1, 1)
    assert [each.body for each in message.hearings] == ["Board"]
    assert there.hours == dict.fromkeys(("route_in", "voice_for"), EndHours(6, 0))
    assert (whole.reach.people, whole.reach.tallied, len(whole.messages)) == (3, 12, 2)
