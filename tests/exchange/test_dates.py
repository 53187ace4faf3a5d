from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_app.errors import UserError
from engagement_app.exchange.dates import read_date, settle_order
from engagement_app.exchange.faults import CellError
from engagement_app.exchange.moments import is_time_alone, read_moment

DAYS = st.dates(date(2000, 1, 1), date(2068, 12, 31))


def order_of(*texts: str, told: str | None = None) -> str | None:
    return settle_order([(range(2, 2 + len(texts)), texts)], told)


@given(DAYS)
def test_every_date_reads_back_in_each_way_it_is_written(day: date) -> None:
    d, m, y, yy = day.day, day.month, day.year, day.year % 100
    for text, order in (
        (day.isoformat(), None),
        (f"{y}/{m}/{d}", None),
        (f"{d} {day:%B} {y}", None),
        (f"{d}-{day:%b}-{yy:02d}", None),
        (f"{day:%A} {d} {day:%B} {y}", None),
        (f"{day:%b} {d}, {y}", None),
        (f"{d}/{m}/{y}", "dmy"),
        (f"{d:02d}.{m:02d}.{yy:02d}", "dmy"),
        (f"{m}/{d}/{y}", "mdy"),
        (f"{yy:02d}-{m}-{d}", "ymd"),
    ):
        assert read_date(text, order) == day, text


def test_a_day_above_twelve_settles_the_order_of_the_whole_file() -> None:
    assert order_of("03/04/2026", "13/04/2026") == "dmy"
    assert order_of("03/04/2026", "04/13/2026") == "mdy"
    assert order_of("03/04/2026", "13/04/2026", told="mdy") == "mdy"
    assert order_of("14/15/2026", "04/13/2026") == "mdy"


def test_an_order_that_nothing_settles_is_asked_for() -> None:
    for text in ("03/04/2026", "03/04/26", "05/05/26"):
        with pytest.raises(UserError, match="--date-order") as caught:
            order_of("2026-01-01", text)
        assert "Line 3" in str(caught.value)
        assert text in str(caught.value)


def test_dates_that_contradict_each_other_are_refused_with_both_lines() -> None:
    with pytest.raises(UserError, match=r"line 2 .*13/04/2026.* line 3 .*04/13/2026"):
        order_of("13/04/2026", "04/13/2026")


def test_dates_that_read_the_same_either_way_ask_nothing() -> None:
    assert read_date("05/05/2026", order_of("05/05/2026")) == date(2026, 5, 5)
    assert order_of("2026-05-01", "1 May 2026") is None


@pytest.mark.parametrize(
    "text", ["31/02/2026", "45/45/2026", "13/13/2026", "1/1/99", "soon", "2026-02-30", "1 Foo 2026"]
)
def test_a_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        read_date(text, "dmy")


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-05-01 10:00:00+01:00", 9),
        ("2026-05-01T09:00:00Z", 9),
        ("2026-05-01 10:00", 9),
        ("2026-01-01 10:00", 10),
        ("1/5/2026 10:00", 9),
        ("01/05/2026, 10:00:00 am", 9),
        ("2026/05/01 3:00:00 PM GMT+3", 12),
        ("2026/05/01 12:30 AM GMT", 0),
        ("1 May 2026 10.15", 9),
        ("2026-05-01 3pm", 14),
    ],
)
def test_times_become_utc(text: str, hour: int) -> None:
    moment = read_moment(text, "dmy")
    assert moment is not None
    assert moment.tzinfo is UTC or moment.utcoffset() == datetime.now(UTC).utcoffset()
    assert moment.hour == hour


def test_an_hour_that_the_clocks_leave_out_is_refused() -> None:
    with pytest.raises(CellError, match="clocks went forward"):
        read_moment("2026-03-29 01:30", None)


@pytest.mark.parametrize("text", ["2026-05-01 25:00", "2026-05-01 13:00 pm", "2026-05-01 noonish"])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        read_moment(text, None)


def test_a_time_alone_is_known_from_other_words() -> None:
    assert is_time_alone("10:00")
    assert is_time_alone("3 pm")
    assert not is_time_alone("10")
    assert not is_time_alone("10:00 or so")
