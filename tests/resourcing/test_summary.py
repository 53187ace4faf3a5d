"""The summary: who came, what was said, what was promised, what it cost, in any scope."""

import json
import time
from datetime import date

import pytest

from engagement_app.errors import UserError
from engagement_app.exchange.summary_json import summary_json
from engagement_app.resourcing.summing_up import prepare_summary
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.resourcing.projects import DELETED, project

AS_OF = date(2026, 6, 30)
HERE = {"status": "here"}


def summed(data_file, only=None, first=None, last=None, **tables):
    put(data_file, project(**tables))
    with data_file.reading() as session:
        event_id = rid(only) if only else None
        return prepare_summary(session, rid("p"), AS_OF, event_id, (first, last))


@pytest.fixture
def local_time(monkeypatch):
    """Set the zone that this computer is in."""

    def move(zone):
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


def as_json(made):
    return json.loads(summary_json(made))


def test_a_person_at_two_events_came_once_and_a_duplicate_is_the_same_person(data_file):
    made = summed(
        data_file,
        event=[{"id": "e"}, {"id": "f"}],
        person=[{"id": "ann"}, {"id": "annie", "same_as_id": "ann"}],
        attendance=[
            {"id": "1", "person_id": "ann", **HERE},
            {"id": "2", "person_id": "annie", "event_id": "f", "status": "left"},
            {"id": "3", "person_id": "ann", "event_id": "f", "first_time": "yes", **HERE},
        ],
    )
    assert as_json(made)["attendance"] == {
        "people": 1,
        "first_time": 1,
        "nameless": 0,
        "tallied": 0,
        "expected": 0,
        "did_not_come": 0,
        "excused": 0,
    }


def test_nameless_labelled_and_tallied_are_told_apart(data_file):
    made = summed(
        data_file,
        event=[{}],
        attendance=[
            {"id": "1", **HERE},
            {"id": "2", "label": "red coat", **HERE},
            {"id": "3", "status": "did_not_come"},
            {"id": "4", **HERE},
        ],
        tally=[{"id": "t", "count": 3}, {"id": "u", "count": 4}],
    )
    turnout = made.attendance
    assert (turnout.people, turnout.nameless, turnout.tallied) == (3, 2, 7)
    assert turnout.did_not_come == 1


def test_whoever_came_is_not_expected_any_more_though_expected_twice(data_file):
    made = summed(
        data_file,
        event=[{}],
        person=[{"id": "ann"}],
        attendance=[
            {"id": "1", "person_id": "ann", "status": "expected"},
            {"id": "2", "person_id": "ann", **HERE},
            {"id": "3", "status": "expected"},
            {"id": "4", "status": "excused"},
        ],
    )
    assert (made.attendance.expected, made.attendance.excused) == (1, 1)


def test_what_was_said_is_counted_by_voice_kind_and_theme_the_most_first(data_file):
    made = summed(
        data_file,
        event=[{}],
        theme=[
            {"id": "bus", "project_id": "p", "name": "Buses"},
            {"id": "gp", "project_id": "p", "name": "Surgery"},
            {"id": "old", "project_id": "p", "name": "Old", **DELETED},
        ],
        contribution=[
            {"id": "1", "theme_ids": ["gp"], "kind": "concern"},
            {"id": "2", "theme_ids": ["gp", "bus"], "voice": "second_hand"},
            {"id": "3", "theme_ids": ["old"], **DELETED},
        ],
    )
    said = as_json(made)["contributions"]
    assert (said["total"], said["own"], said["on_behalf"], said["second_hand"]) == (2, 1, 0, 1)
    assert said["kinds"] == {
        "experience": 0,
        "concern": 1,
        "idea": 0,
        "question": 0,
        "offer": 0,
        "other": 1,
    }
    assert [(each["name"], each["count"]) for each in said["themes"]] == [
        ("Surgery", 2),
        ("Buses", 1),
    ]


def test_only_what_may_be_quoted_is_quoted_in_the_order_in_which_it_was_said(data_file):
    quoted = {"may_quote": "yes"}
    made = summed(
        data_file,
        event=[{}],
        community=[{"id": "c"}],
        contribution=[
            {"id": "1", "recorded_at": "2026-05-02T10:00:00Z", "words": "Later.", **quoted},
            {
                "id": "2",
                "recorded_at": "2026-05-01T10:00:00Z",
                "words": "First.",
                "voice": "on_behalf",
                "community_id": "c",
                "mandate": "elected",
                "limits": "For the street only",
                **quoted,
            },
            {"id": "3", "may_quote": "no"},
            {"id": "4"},
        ],
    )
    quotes = as_json(made)["quotes"]
    assert [quote["words"] for quote in quotes] == ["First.", "Later."]
    assert quotes[0] == {
        "contribution_id": rid("2"),
        "words": "First.",
        "voice": "on_behalf",
        "on_behalf_of": "Carers",
        "mandate": "elected",
        "limits": "For the street only",
    }
    assert quotes[1]["on_behalf_of"] is None


def test_a_quote_knows_how_many_people_a_reader_has_to_guess_among(data_file):
    made = summed(
        data_file,
        event=[{}],
        person=[{"id": "ann"}, {"id": "bea"}],
        attendance=[
            {"id": "a", "person_id": "ann", **HERE},
            {"id": "b", "person_id": "bea", **HERE},
        ],
        contribution=[
            {"id": "1", "attendance_id": "a", "may_quote": "yes"},
            {"id": "2", "attendance_id": "a"},
            {"id": "3", "attendance_id": "b"},
            {"id": "4"},
            {"id": "5", "attendance_id": "b", "voice": "second_hand"},
        ],
    )
    assert [quote.alike for quote in made.quotes] == [3]


TWO_EVENTS = {
    "event": [
        {"id": "e", "starts_at": "2026-05-01T22:30:00Z"},
        {"id": "f", "starts_at": "2026-05-09T10:00:00Z"},
        {"id": "g"},
    ],
    "attendance": [
        {"id": "1", **HERE},
        {"id": "2", "event_id": "f", "wants_to_stay_involved": "yes", **HERE},
    ],
    "tally": [{"id": "t", "count": 3}, {"id": "u", "event_id": "f", "count": 4}],
    "contribution": [{"id": "c"}, {"id": "d", "event_id": "f"}],
    "follow_up": [
        {"id": "x", "contribution_id": "c", "status": "done"},
        {"id": "y"},
        {"id": "z", "attendance_id": "1", "kind": "no_route_exists"},
    ],
    "engagement_role": [
        {"id": "r", "event_id": "e", "hours_needed": "10", "hourly_cost": "20.00"},
        {"id": "s", "hours_needed": "1", "hourly_cost": "5.00"},
    ],
    "fund": [{"id": "m", "amount": "50.00", "status": "confirmed"}],
    "allocation": [{"id": "n", "fund_id": "m", "amount": "50.00"}],
    "time_entry": [
        {"id": "v", "hours": "2", "paid_from": "volunteer"},
        {"id": "w", "role_id": "s", "hours": "1", "paid_from": "volunteer"},
    ],
}


def test_one_event_has_its_own_people_words_promises_and_cost(data_file):
    made = summed(data_file, "e", **TWO_EVENTS)
    found = as_json(made)
    assert found["event"] == {"id": rid("e"), "title": "Open day"}
    assert (found["attendance"]["people"], found["attendance"]["tallied"]) == (1, 3)
    assert found["contributions"]["total"] == 1
    assert found["follow_ups"] == {
        "total": 2,
        "open": 1,
        "done": 1,
        "cancelled": 0,
        "dead_ends": {"no_route": 1, "no_owner": 0, "no_date": 0, "nothing_recorded": 0},
    }
    assert found["cost"] == {"full_cost": "200.00", "confirmed": "50.00", "gap": "150.00"}
    assert [row.hours for row in made.carried_by] == [2]


def test_a_whole_project_has_also_what_belongs_to_no_event(data_file):
    made = summed(data_file, **TWO_EVENTS)
    found = as_json(made)
    assert found["event"] is None
    assert found["follow_ups"]["total"] == 3
    assert found["follow_ups"]["dead_ends"] == {
        "no_route": 1,
        "no_owner": 1,
        "no_date": 0,
        "nothing_recorded": 1,
    }
    assert found["cost"]["full_cost"] == "205.00"
    assert [row.hours for row in made.carried_by] == [3]


@pytest.mark.parametrize(
    ("first", "last", "tallied"),
    [
        (date(2026, 5, 1), date(2026, 5, 9), 7),
        (date(2026, 5, 2), None, 7),
        (date(2026, 5, 3), None, 4),
        (None, date(2026, 5, 1), 0),
        (None, date(2026, 5, 2), 3),
    ],
)
def test_days_are_local_and_the_first_and_the_last_are_in(
    data_file, local_time, first, last, tallied
):
    """The first event starts at 23:30 summer time in Britain; further east it is the next day."""
    local_time("Europe/Athens")
    found = as_json(summed(data_file, None, first, last, **TWO_EVENTS))
    assert found["attendance"]["tallied"] == tallied
    assert found["from"] == (first.isoformat() if first else None)
    assert found["to"] == (last.isoformat() if last else None)


def test_days_the_wrong_way_round_are_refused(data_file):
    with pytest.raises(UserError, match="before the first"):
        summed(data_file, None, date(2026, 5, 2), date(2026, 5, 1), **TWO_EVENTS)


def test_communities_have_people_and_head_counts_and_those_of_none_come_last(data_file):
    made = summed(
        data_file,
        event=[{}],
        community=[{"id": "c"}, {"id": "d", "name": "Tenants"}],
        person=[{"id": "ann", "community_ids": ["c", "d"]}, {"id": "bea"}],
        attendance=[
            {"id": "1", "person_id": "ann", **HERE},
            {"id": "2", "person_id": "bea", **HERE},
            {"id": "3", **HERE},
            {"id": "4", "person_id": "ann", "status": "excused"},
        ],
        tally=[{"id": "t", "community_id": "d", "count": 5}],
    )
    assert [(line.name, line.people, line.tallied) for line in made.communities] == [
        ("Carers", 1, 0),
        ("Tenants", 1, 5),
        (None, 2, 0),
    ]
