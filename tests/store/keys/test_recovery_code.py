"""The recovery code survives being written down and read back; one slip is told at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_app.errors import UserError
from engagement_app.store.keys.recovery_code import LENGTH, new_code, read_code

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = new_code()


def test_a_code_has_135_random_bits_in_seven_groups_of_four():
    assert [len(group) for group in CODE.split("-")] == [4] * 7
    assert set(CODE) <= {*LETTERS, "-"}
    assert len({new_code() for _each in range(200)}) == 200


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("0", "O").replace("1", "l"),
        CODE.replace("0", "o").replace("1", "I"),
        CODE.replace("-", " "),
        CODE.replace("-", ""),
        f"  {CODE.replace('-', '  ')}\n",
        CODE.replace("-", " – "),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert read_code(typed) == CODE


@given(place=st.integers(0, LENGTH - 1), other=st.sampled_from(LETTERS))
def test_any_one_wrong_character_is_told_as_that(place, other):
    plain = CODE.replace("-", "")
    wrong = plain[:place] + other + plain[place + 1 :]
    if other == plain[place]:
        assert read_code(wrong) == CODE
    else:
        with pytest.raises(UserError, match="One character is wrong"):
            read_code(wrong)


@given(place=st.integers(0, LENGTH - 2))
def test_two_neighbours_in_the_wrong_order_are_noticed(place):
    plain = CODE.replace("-", "")
    swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    if swapped != plain:
        with pytest.raises(UserError, match="One character is wrong"):
            read_code(swapped)


def test_a_character_that_no_code_has_is_named():
    with pytest.raises(UserError, match="no “U”"):
        read_code("u" + CODE[1:])


def test_what_is_too_short_says_how_long_it_is():
    with pytest.raises(UserError, match=r"has 28 letters and digits; this has 27"):
        read_code(CODE[:-1])
