"""One line of what was said, and the parts it is read as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_app.domain.one_line import VOICES, OneLine, complete, parse, typing_at, write


def test_a_whole_line_is_read():
    line = (
        'Two buses and a taxi #transport #"school meals" @Siân for:"Top Moor" >ring her on Friday'
    )
    assert parse(line) == OneLine(
        "Two buses and a taxi",
        ("transport", "school meals"),
        ("Siân",),
        ("Top Moor",),
        "ring her on Friday",
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", OneLine()),
        ("   ", OneLine()),
        ("only words", OneLine("only words")),
        ("write to a@b.example, 5 > 3", OneLine("write to a@b.example, 5 > 3")),
        ("one #bus, two", OneLine("one two", ("bus",))),
        ("#bus first", OneLine("first", ("bus",))),
        ("ends with # and @ and for: and >", OneLine("ends with # and @ and for: and >")),
        ("it is for: everybody", OneLine("it is for: everybody")),
        ("FOR:Carers they said", OneLine("they said", communities=("Carers",))),
        (r"we are \#1 \for:ever", OneLine("we are #1 for:ever")),
        (r"a \\#1", OneLine(r"a \#1")),
        ("x > y >tell #them @all", OneLine("x > y", follow_up="tell #them @all")),
        ('#"not closed yet', OneLine("", ("not closed yet",))),
        ('#"say ""now"""', OneLine("", ('say "now"',))),
        ('#"" nothing', OneLine('#"" nothing')),
        ("#bus #bus", OneLine("", ("bus",))),
        ("late !o", OneLine("late", voice="own")),
        ("!BEHALF of all !x", OneLine("of all !x", voice="on_behalf")),
        (r"no! !own, \!s !second >!o", OneLine("no! !own, !s", (), (), (), "!o", "second_hand")),
        ("late >ring her !O", OneLine("late", follow_up="ring her", voice="own")),
        (r"late !b >ring \!o", OneLine("late", follow_up="ring !o", voice="on_behalf")),
        ("late >ring !o now", OneLine("late", follow_up="ring !o now")),
        ("two\nlines #bus", OneLine("two\nlines", ("bus",))),
    ],
)
def test_what_is_typed_is_read_as(text, read):
    assert parse(text) == read


TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=12).map(str.strip)
MARKED = st.lists(
    st.sampled_from(["#", "@", ">", "for:", "!", " !o", "o", "\\", '"', " ", "a", ".", "é"]),
    max_size=9,
)
SOME = TEXT | MARKED.map("".join).map(str.strip)
VOICE = st.sampled_from(["", *VOICES.values()])
NAMES = st.lists(SOME.filter(bool), max_size=2, unique=True).map(tuple)


@given(st.builds(OneLine, SOME, NAMES, NAMES, NAMES, SOME, VOICE))
def test_what_is_written_is_read_as_it_was(line):
    assert parse(write(line)) == line


@given(SOME)
def test_any_line_is_read_and_reads_the_same_when_written_again(text):
    assert parse(write(parse(text))) == parse(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("words #", ("#", "", 6)),
        ("words #sch", ("#", "sch", 6)),
        ('words #"school me', ("#", "school me", 6)),
        ("@Si", ("@", "Si", 0)),
        ("a for:Top", ("for:", "Top", 2)),
        ('#"a b" @c', ("@", "c", 7)),
    ],
)
def test_the_name_that_is_being_typed_is_found(text, name):
    assert typing_at(text, len(text)) == (*name, len(text))


@pytest.mark.parametrize("text", ["", "words", "a@b", "#bus ", ">ring @Si", '#"a b"', r"\#bus"])
def test_no_name_is_being_typed_in(text):
    assert typing_at(text, len(text)) is None


def test_a_name_is_completed_where_it_stands():
    text = "a #sch and more"
    typing = typing_at(text, 6)
    assert complete(text, typing, "school meals") == ('a #"school meals" and more', 18)
    assert complete("@", typing_at("@", 1), "Siân") == ("@Siân ", 6)


def test_nothing_is_completed_in_the_middle_of_a_name():
    assert typing_at("a #school", 5) is None
