"""Due for review: told beforehand exactly, and nobody goes without being named."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagement_app.domain import acts, retention
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.deadlines import months_after
from engagement_app.domain.events import EventInput
from engagement_app.domain.follow_ups import FollowUp, FollowUpInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import UserError
from engagement_app.store.check import findings

TODAY = datetime.now().astimezone().date()
MET = datetime(2030, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def due(data_file):
    """Who is due on a day, by name and day."""

    def read(as_of):
        with data_file.reading() as session:
            return [(each.name, each.due_on) for each in retention.list_due(session, as_of)]

    return read


@pytest.fixture
def met(write, project):
    """Somebody who was at an event at the end of a January."""

    def made(name="Ann", status="here", **values):
        event = write(acts.add, EventInput.parse(project_id=project, title="Fair", starts_at=MET))
        person = write(acts.add, PersonInput.parse(given_name=name, **values))
        came = {"event_id": event, "person_id": person, "status": status}
        write(acts.add, AttendanceInput.parse(**came))
        return person

    return made


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2030, 1, 31), 1, date(2030, 2, 28)),
        (date(2032, 1, 31), 1, date(2032, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2030, 12, 15), 1, date(2031, 1, 15)),
        (date(2030, 11, 30), 25, date(2032, 12, 30)),
    ],
)
def test_months_end_where_the_month_does(day, months, then):
    assert months_after(day, months) == then


def test_nobody_is_due_before_the_day_or_without_a_period(write, met, due):
    met()
    assert due(date(2099, 1, 1)) == []
    write(retention.set_period, "came", 13)
    assert due(date(2031, 2, 27)) == []
    assert due(date(2031, 2, 28)) == [("Ann", date(2031, 2, 28))]


def test_a_period_that_is_changed_counts_at_once(write, met, due, data_file):
    met()
    for months in (12, 24):
        write(retention.set_period, "came", months)
        with data_file.reading() as session:
            assert retention.read_periods(session)["came"] == months
    assert due(date(2031, 1, 31)) == []
    write(retention.set_period, "came", 0)
    assert due(date(2099, 1, 1)) == []
    with pytest.raises(UserError):
        write(retention.set_period, "came", -1)


def test_who_never_came_has_a_period_of_their_own(write, met, due):
    met("Invited", status="expected")
    met("Came")
    write(retention.set_period, "never_came", 6)
    assert [name for name, _day in due(date(2030, 8, 1))] == ["Invited"]


def test_who_was_only_written_down_is_kept_from_that_day(write, due):
    write(acts.add, PersonInput.parse(given_name="Ann"))
    write(retention.set_period, "never_came", 1)
    assert due(TODAY) == []
    assert [name for name, _day in due(TODAY + timedelta(days=32))] == ["Ann"]


def test_who_came_long_before_they_were_written_down_here_is_due_by_when_they_came(
    write, due, project
):
    long_ago = datetime(2001, 1, 1, 12, tzinfo=UTC)
    fair = EventInput.parse(project_id=project, title="Fair", starts_at=long_ago)
    came = {"event_id": write(acts.add, fair), "status": "left"}
    person = write(acts.add, PersonInput.parse(given_name="Ann"))
    write(acts.add, AttendanceInput.parse(**came, person_id=person))
    write(retention.set_period, "came", 12)
    assert due(TODAY) == [("Ann", date(2002, 1, 1))]


def test_whoever_is_promised_something_is_not_due(write, met, due, project):
    ann = met()
    promised = write(acts.add, FollowUpInput.parse(project_id=project, person_id=ann))
    write(retention.set_period, "came", 1)
    assert due(date(2099, 1, 1)) == []
    write(acts.amend, FollowUp, promised, status="done", done_on=date(2030, 5, 5))
    assert due(date(2030, 6, 4)) == []
    assert due(date(2030, 6, 5)) == [("Ann", date(2030, 6, 5))]


def test_a_duplicate_counts_for_whom_it_is_read_as(write, met, due):
    ann = write(acts.add, PersonInput.parse(given_name="Ann"))
    met("Annie", same_as_id=ann)
    write(retention.set_period, "came", 1)
    assert [name for name, _day in due(date(2030, 3, 1))] == ["Ann"]


def test_what_was_told_is_what_is_done_and_nobody_else_goes(write, met, due, data_file):
    gone, kept = met("Gone"), met("Kept")
    write(retention.set_period, "came", 1)
    day = date(2030, 3, 1)
    assert [name for name, _day in due(day)] == ["Gone", "Kept"]
    assert retention.erase_due(data_file, [gone], day, keep_words=True) == 1
    assert [name for name, _day in due(day)] == ["Kept"]
    with data_file.reading() as session:
        assert acts.get(session, Person, gone)["given_name"] is None
        assert acts.get(session, Person, kept)["given_name"] == "Kept"
        assert list(findings(session, TABLES.values())) == []


def test_who_was_met_since_the_list_was_read_stays(write, met, due, data_file, project):
    ann = met()
    write(retention.set_period, "came", 1)
    day = date(2030, 3, 1)
    assert len(due(day)) == 1
    write(acts.add, FollowUpInput.parse(project_id=project, person_id=ann))
    assert retention.erase_due(data_file, [ann], day, keep_words=False) == 0
    with data_file.reading() as session:
        assert acts.get(session, Person, ann)["given_name"] == "Ann"
