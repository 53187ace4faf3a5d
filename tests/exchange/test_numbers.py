from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_app.exchange.faults import CellError
from engagement_app.exchange.numbers import hours, pence, percent

AMOUNTS = st.integers(0, 99_999_999_999)


@given(AMOUNTS)
def test_every_amount_reads_back_in_each_way_it_is_written(amount: int) -> None:
    whole, rest = divmod(amount, 100)
    ways = [f"{whole}.{rest:02d}", f"{whole:,}.{rest:02d}"]
    if rest % 10 == 0:
        ways += [f"{whole}.{rest // 10}", f"{whole:,}.{rest // 10}"]
    if rest == 0:
        ways += [f"{whole}", f"{whole:,}"]
    for way in ways:
        for pound in ("", "£", "£ ", "£\u00a0"):
            assert pence(pound + way) == amount


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1.234,50", "comma before its decimals"),
        ("1,23", "comma before its decimals"),
        ("1234,5", "comma before its decimals"),
        ("1 234.50", "spaces between its thousands"),
        ("£ 1\u00a0234.50", "spaces between its thousands"),
        ("-5", "less than nothing"),
        ("-£5", "less than nothing"),
        ("£-5", "less than nothing"),
        ("(5.00)", "less than nothing"),
        ("12.345", "more than two decimals"),
        ("12.500", "more than two decimals"),
        ("1.234", "more than two decimals"),
        ("1e3", "shortened by the spreadsheet"),
        ("4.477E+11", "shortened by the spreadsheet"),
        ("1000000000", "over 999,999,999.99"),
        ("NaN", "not understood"),
        ("inf", "not understood"),
        ("$5", "not understood"),
        ("€5", "not understood"),
        ("5 pounds", "not understood"),
        ("12,34.50", "not understood"),
        ("1,2345", "not understood"),
        (",5", "not understood"),
        ("5.", "not understood"),
        ("٣", "not understood"),
        ("£", "not understood"),
        ("£££5", "not understood"),
    ],
)
def test_an_amount_that_is_not_plain_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(CellError, match=why) as caught:
        pence(text)
    assert text in str(caught.value)


@given(st.text(alphabet="0123456789.,£ -eE%", max_size=12))
def test_what_is_taken_is_the_number_without_its_commas(text: str) -> None:
    try:
        amount = pence(text)
    except CellError:
        return
    assert Decimal(amount) / 100 == Decimal(text.removeprefix("£").strip().replace(",", ""))


def test_hours_and_percents_have_their_bounds() -> None:
    assert hours("99,999.99") == Decimal("99999.99")
    assert percent("12.5%") == percent("12.5 %") == percent("12.5") == Decimal("12.5")
    assert percent("100") == 100
    for read, text in ((hours, "100000"), (hours, "36:30"), (percent, "100.01"), (percent, "-1")):
        with pytest.raises(CellError):
            read(text)
