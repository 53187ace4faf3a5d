from hypothesis import example, given
from hypothesis import strategies as st

from engagement_app.exchange.formula_guard import guard, guard_apostrophe, unguard

SIGNS = "=+-@\t\r\n\0＝＋－＠"
risky = st.text(alphabet=SIGNS + "' \u00a0\u3000aé1", max_size=8)


@given(st.text() | risky)
@example("'=1")
@example("''=1")
@example("' =1")
def test_what_was_guarded_comes_back_exactly(text: str) -> None:
    assert unguard(guard(text)) == text


@given(st.text() | risky)
def test_a_workbook_keeps_apostrophes_too(text: str) -> None:
    assert unguard(guard_apostrophe(text)) == text


@given(risky)
def test_no_guarded_text_begins_with_a_formula_sign(text: str) -> None:
    assert guard(text).lstrip(" \u00a0\u3000")[:1] not in tuple(SIGNS)


def test_plain_text_gets_no_guard() -> None:
    for text in ("O'Brien", "'tis", "07700 900111", "a=b", ""):
        assert guard(text) == text == unguard(text)


def test_each_sign_is_guarded_also_after_spaces() -> None:
    for sign in SIGNS:
        assert guard(f"{sign}1") == f"'{sign}1"
        assert guard(f"  {sign}1") == f"'  {sign}1"


def test_a_number_in_a_workbook_text_is_left_alone() -> None:
    assert guard_apostrophe("+44 7700 900111") == "+44 7700 900111"
