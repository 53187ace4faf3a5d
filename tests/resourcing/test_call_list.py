"""The call list: one entry for each person, where the most urgent of what they wait for stands."""

from dataclasses import replace
from datetime import date

from engagement_app.reports.call_list import render
from engagement_app.resourcing.call_list import GROUPS, prepare_call_list
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.reports import reading
from tests.resourcing.projects import project

AS_OF = date(2026, 6, 30)
OWNED = {"owner_name": "Ann"}


def calls(data_file, of=None, groups=GROUPS, **tables):
    put(data_file, project(**tables))
    with data_file.reading() as session:
        event_id = rid(of) if of else None
        return prepare_call_list(session, rid("p"), AS_OF, event_id, groups=groups)


def test_each_person_stands_once_with_all_that_is_open_for_them(data_file):
    made = calls(
        data_file,
        person=[{"id": "ann", "known_as": "Ann", "phone": "01632 960101"}],
        follow_up=[
            {
                "id": "1",
                "person_id": "ann",
                "due_on": "2026-07-20",
                "description": "later",
                **OWNED,
            },
            {"id": "2", "person_id": "ann", "due_on": "2026-06-01", "description": "late", **OWNED},
            {"id": "3", "person_id": "ann", "status": "done", **OWNED},
            {"id": "4", "person_id": "ann", "description": "nobody's"},
        ],
    )
    [call] = made.calls
    assert [row.description for row in call.promises] == ["late", "later", "nobody's"]
    assert dict(made.groups)["overdue"] == (call,)
    assert (made.promised, call.phone) == (3, "01632 960101")


def test_somebody_who_is_a_duplicate_of_another_is_called_once(data_file):
    made = calls(
        data_file,
        person=[{"id": "ann", "known_as": "Ann"}, {"id": "twin", "same_as_id": "ann"}],
        follow_up=[{"id": "1", "person_id": "ann"}, {"id": "2", "person_id": "twin"}],
    )
    assert [(call.whom, len(call.promises)) for call in made.calls] == [("Ann", 2)]


def test_of_whoever_must_not_be_contacted_no_way_is_printed(data_file):
    made = calls(
        data_file,
        person=[{"known_as": "Ann", "phone": "01632 960101", "do_not_contact": True}],
        follow_up=[{"person_id": "p"}],
    )
    assert made.calls[0].phone is None
    words = reading.words(render(made))
    assert "Ann Do not contact." in words
    assert "01632" not in words


def test_somebody_who_wants_to_stay_and_was_promised_nothing_is_a_dead_end(data_file):
    made = calls(
        data_file,
        event=[{}],
        attendance=[{"label": "Lady with the dog", "wants_to_stay_involved": "yes"}],
    )
    [call] = dict(made.groups)["dead_ends"]
    assert (call.whom, made.promised) == ("Lady with the dog", 0)
    assert "Wants to stay involved Nothing was written down." in reading.words(render(made))


def test_only_what_comes_from_the_event_and_is_in_the_groups_asked_for(data_file):
    tables = {
        "event": [{"id": "e"}, {"id": "f", "title": "Fair"}],
        "attendance": [{"id": "a", "label": "One"}, {"id": "b", "label": "Two", "event_id": "f"}],
        "follow_up": [
            {"id": "1", "attendance_id": "a", "due_on": "2026-06-01", **OWNED},
            {"id": "2", "attendance_id": "b", "due_on": "2026-08-01", **OWNED},
            {"id": "3"},
        ],
    }
    assert len(calls(data_file, **tables).calls) == 3
    assert [call.whom for call in calls(data_file, of="f", **tables).calls] == ["Two"]
    assert [each.whom for each in calls(data_file, groups=("overdue",), **tables).calls] == ["One"]


def test_very_long_promises_fit_their_page_and_the_rest_is_counted(data_file):
    made = calls(
        data_file,
        person=[{"known_as": "W" * 5000, "access_needs": "W" * 5000, "email": "w" * 300}],
        follow_up=[
            {"id": str(n), "person_id": "p", "description": "W" * 9000, "owner_name": "W" * 900}
            for n in range(9)
        ],
    )
    for large in (False, True):
        assert " more." in reading.words(render(replace(made, large=large)))
