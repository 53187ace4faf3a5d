"""By when a request is answered: every end of a month, leap days, weekends, and stopped days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_app.domain.deadlines import (
    Deadline,
    Pause,
    days_stopped,
    deadline,
    months_after,
    working_day,
)

DAYS = st.dates(date(1900, 1, 1), date(2400, 1, 1))
PAUSES = st.lists(
    st.builds(
        lambda first, days: Pause(first, first + timedelta(days=days)), DAYS, st.integers(0, 400)
    ),
    max_size=5,
)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),  # The 3rd is a Saturday.
        (date(2026, 9, 4), date(2026, 10, 5)),  # A Sunday.
        (date(2026, 9, 5), date(2026, 10, 5)),  # The Monday itself.
        (date(2026, 3, 31), date(2026, 4, 30)),
        (date(2027, 1, 29), date(2027, 3, 1)),  # There is no 29 February; the 28th is a Sunday.
        (date(2028, 1, 29), date(2028, 2, 29)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 29)),
        (date(2026, 11, 25), date(2026, 12, 25)),  # Christmas: bank holidays are not reckoned.
        (date(2026, 12, 31), date(2027, 2, 1)),  # 31 January is a Sunday.
    ],
)
def test_it_is_the_same_date_of_the_next_month_or_its_last_or_the_monday(received, due):
    assert deadline(received).due_on == due


def test_each_stopped_day_gives_a_day_more_and_the_weekend_is_looked_at_last():
    received, stopped = date(2026, 9, 1), Pause(date(2026, 9, 3), date(2026, 9, 5))
    assert deadline(received, [stopped]) == Deadline(date(2026, 10, 1), date(2026, 10, 5))


def test_while_the_clock_stands_still_there_is_no_last_day():
    assert deadline(date(2026, 9, 1), [Pause(date(2026, 9, 3))]) == Deadline(None, None)


@given(DAYS)
def test_the_last_day_is_a_working_day_in_the_next_month_or_just_after_it(received):
    due = deadline(received).due_on
    assert due.weekday() < 5
    same = months_after(received, 1)
    assert timedelta(0) <= due - same <= timedelta(days=2)
    assert (same.year * 12 + same.month) - (received.year * 12 + received.month) == 1
    following = months_after(received.replace(day=1), 2) - timedelta(days=1)
    assert same.day == min(received.day, following.day)


@given(DAYS, PAUSES)
def test_the_reminder_is_never_after_the_last_day(received, pauses):
    by = deadline(received, pauses)
    assert received < by.remind_on <= by.due_on


@given(DAYS, PAUSES, DAYS)
def test_a_day_more_of_waiting_never_makes_the_last_day_earlier(received, pauses, first):
    more = [*pauses, Pause(first, first + timedelta(days=1))]
    assert deadline(received, pauses).due_on <= deadline(received, more).due_on


@given(PAUSES)
def test_days_that_stand_in_two_pauses_are_counted_once(pauses):
    counted = {
        pause.first + timedelta(days=each)
        for pause in pauses
        for each in range((pause.last - pause.first).days)
    }
    assert days_stopped(pauses) == days_stopped([*pauses, *pauses]) == len(counted)


@given(DAYS)
def test_a_working_day_is_at_most_two_days_off_and_stays_where_it_is(day):
    found = working_day(day)
    assert found.weekday() < 5
    assert found - day <= timedelta(days=2)
    assert working_day(found) == found
    assert (found == day) == (day.weekday() < 5)


def test_a_period_that_never_ends_is_no_error() -> None:
    assert months_after(date(2026, 11, 29), 200_000) == date.max
    assert months_after(date(9998, 12, 31), 12) == date(9999, 12, 31)
