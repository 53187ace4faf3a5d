"""The log of requests and complaints: what presses is first, and the audit names nobody."""

from datetime import date, timedelta

import pytest

from engagement_app.domain import requests
from engagement_app.domain.requests import TABLE, list_requests, put_request
from engagement_app.errors import UserError
from engagement_app.store.plain_rows import ask

TODAY = date.today()


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def put(data_file):
    def write(record_id=None, **values):
        ready = {"kind": "access", "who": "Nesta Quayle", "received_on": ago(3), **values}
        if record_id is not None:
            ready = values
        with data_file.writing("rights.request") as session:
            return put_request(session, TABLE, record_id, None, ready)

    return write


@pytest.fixture
def listed(data_file):
    def read(as_of=TODAY):
        with data_file.reading() as session:
            return list_requests(session, as_of)

    return read


def test_what_presses_most_is_first_and_what_was_answered_last(put, listed):
    put(who="new", received_on=ago(1))
    put(who="answered", received_on=ago(90), answered_on=ago(50), outcome="Given")
    put(who="answered later", received_on=ago(90), answered_on=ago(2))
    put(who="stopped", received_on=ago(90), pauses=[[ago(80), None]])
    put(who="late", received_on=ago(60))
    put(who="later still", received_on=ago(90))
    put(who="soon", received_on=ago(28))
    rows = [(row.who, row.standing) for row in listed()]
    assert rows == [
        ("later still", "overdue"),
        ("late", "overdue"),
        ("soon", "soon"),
        ("new", "open"),
        ("stopped", "stopped"),
        ("answered later", "answered"),
        ("answered", "answered"),
    ]


@pytest.mark.parametrize(
    ("as_of", "standing"),
    [
        (date(2026, 9, 28), "open"),
        (date(2026, 9, 29), "soon"),
        (date(2026, 10, 1), "soon"),
        (date(2026, 10, 2), "overdue"),
    ],
)
def test_the_reminder_comes_after_28_days_and_on_the_last_day_nothing_is_overdue(
    put, listed, as_of, standing
):
    put(received_on=date(2026, 9, 1))
    [row] = listed(as_of)
    assert (row.remind_on, row.due_on) == (date(2026, 9, 29), date(2026, 10, 1))
    assert row.standing == standing


def test_days_stopped_come_on_top(put, listed):
    put(received_on=date(2026, 9, 1), pauses=[[date(2026, 9, 7), date(2026, 9, 14)]])
    [row] = listed(date(2026, 10, 5))
    assert (row.remind_on, row.due_on, row.standing) == (
        date(2026, 10, 6),
        date(2026, 10, 8),
        "open",
    )


def test_an_entry_is_amended_and_the_rest_of_it_stays(put, listed):
    key = put(who="Nesta", about="All of it")
    put(key, answered_on=TODAY, outcome="Sent by post")
    [row] = listed()
    assert (row.who, row.about, row.outcome, row.standing) == (
        "Nesta",
        "All of it",
        "Sent by post",
        "answered",
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
        ({"answered_on": TODAY + timedelta(days=1)}, "answered_on"),
        ({"answered_on": ago(9)}, "answered_on"),
        ({"acknowledged_on": ago(4)}, "acknowledged_on"),
        ({"pauses": [[ago(4), None]]}, "pauses"),
        ({"pauses": [[ago(2), TODAY + timedelta(days=1)]]}, "pauses"),
        ({"pauses": [[ago(1), ago(2)]]}, "pauses"),
        ({"pauses": [[ago(3), None], [ago(2), ago(1)]]}, "pauses"),
        ({"pauses": [[ago(3), ago(1)], [ago(2), None]]}, "pauses"),
        ({"who": " "}, "who"),
        ({"received_on": None}, "received_on"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(put, listed, values, field):
    with pytest.raises(UserError) as refused:
        put(**values)
    assert refused.value.field == field
    assert listed() == []
    key = put()
    before = listed()
    with pytest.raises(UserError) as refused:
        put(key, **values)
    assert refused.value.field == field
    assert listed() == before


def test_the_audit_has_the_kind_of_a_request_and_nothing_of_whom_it_is_about(put, data_file):
    key = put(kind="complaint", about="The photograph of Nesta Quayle")
    put(key, outcome="Nesta Quayle was written to", answered_on=TODAY)
    with data_file.reading() as session:
        entries = ask(session, "SELECT detail FROM audit_entry WHERE act = 'rights_request'")
    assert len(entries) == 2
    assert "complaint_request" in str(entries)
    assert "Nesta" not in str(entries)
    assert key not in str(entries), "nor an id by which the entry would be found"


def test_how_many_press_is_told_in_two_numbers(put, data_file):
    put(received_on=ago(60))
    put(received_on=ago(28))
    put(received_on=ago(60), answered_on=TODAY)
    with data_file.reading() as session:
        assert requests.count_pressing(session, TODAY) == {"overdue": 1, "soon": 1}
