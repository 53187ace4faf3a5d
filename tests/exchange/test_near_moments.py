"""A day and an hour as people type them, near today."""

from datetime import UTC, date, datetime

import pytest

from engagement_app.exchange.faults import CellError
from engagement_app.exchange.near_days import read_near_moment

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day", "hour", "minute"),
    [
        ("tonight 6pm", 24, 18, 0),
        ("18:30", 24, 18, 30),
        ("today at 18.30", 24, 18, 30),
        ("Tomorrow, 9 am", 25, 9, 0),
        ("24/11 18:30", 24, 18, 30),
        ("24/11/2026 18:30", 24, 18, 30),
        ("2026-11-24 18:30", 24, 18, 30),
        ("friday 7:15pm", 27, 19, 15),
        ("+2 10:00", 26, 10, 0),
        ("30 November 2026 10:00", 30, 10, 0),
    ],
)
def test_a_time_is_read_as_it_is_said(text, day, hour, minute):
    assert read_near_moment(text, TUESDAY) == datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize("text", ["tonight", "24/11", "24/11/2026", "friday", "tomorrow"])
def test_a_day_without_an_hour_asks_for_the_hour(text):
    with pytest.raises(CellError, match="Add the time of day"):
        read_near_moment(text, TUESDAY)


@pytest.mark.parametrize(
    "text", ["soon", "31/02 10:00", "friday 25:00", "24/11/2026 6", "tuesday 6pm"]
)
def test_what_is_no_time_is_refused_with_one_that_is(text):
    with pytest.raises(CellError, match="Write"):
        read_near_moment(text, TUESDAY)


def test_an_hour_in_summer_is_summer_time():
    assert read_near_moment("1/7/2026 18:30", TUESDAY).hour == 17
