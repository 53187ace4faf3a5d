"""Text of people set in type."""

import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engagement_app.reports as reports
from engagement_app.reports import fonts, lines, runs
from engagement_app.reports.joined import printed_width
from engagement_app.reports.plain import Plain
from engagement_app.reports.text import SUBSTITUTE, Strong, Typesetter, shortened

FLOOR = Path(reports.__file__).parent


@pytest.fixture(scope="module")
def typeset():
    return Typesetter()


@given(st.text(st.sampled_from("ab <>&/='\";\n{}%#"), max_size=40))
def test_any_signs_print_as_they_were_typed(text):
    assert Typesetter()("body", text).letters == text
    joined = Typesetter()("body", text, "محمد")
    said = "".join("\n" if hasattr(frag, "lineBreak") else frag.text for frag in joined.frags)
    assert said.split() == [*f"{text}محمد".split()]


def test_no_other_module_makes_a_paragraph():
    makers = [
        path.name
        for path in FLOOR.rglob("*.py")
        if re.search(r"\bParagraph\(", path.read_text("utf-8")) and path.name != "text.py"
    ]
    assert makers == []


def test_a_picture_in_a_name_is_never_opened(typeset, tmp_path):
    text = f'<img src="{tmp_path / "missing.png"}" width="1" height="1"/>'
    assert typeset("body", text).letters == text
    assert "".join(frag.text for frag in typeset("body", text, "م").frags) == f"{text}م"


def test_letters_get_the_first_font_that_has_them(typeset):
    used = [run.font for run in runs.runs("Siân 李 ਹਰ ש")]
    assert used == [
        "NotoSans",
        "DroidSansFallback",
        "NotoSansGurmukhi",
        "NotoSansHebrew",
    ]


def test_strong_parts_are_bold_only_where_the_letters_have_a_bold_font(typeset):
    made = typeset("body", Strong("Host 李"), " plain").runs
    assert [(run.font, run.text) for run in made] == [
        (fonts.BOLD, "Host "),
        ("DroidSansFallback", "李"),
        (fonts.BODY, " plain"),
    ]


def test_a_letter_without_a_font_is_substituted_and_remembered():
    typeset = Typesetter()
    said = typeset("body", "A \U0001f600 B \ue000").letters
    assert said == f"A {SUBSTITUTE} B {SUBSTITUTE}"
    assert typeset.unprinted == {"\U0001f600": {said: None}, "\ue000": {said: None}}


def test_joiners_and_variation_signs_are_not_mourned():
    typeset = Typesetter()
    typeset("body", "\u2615\ufe0f")
    assert set(typeset.unprinted) == {"\u2615"}


def test_letters_of_ordinary_words_are_not_shaped(typeset):
    assert isinstance(typeset("body", "Siân Łukasz £5 –\n“office” 李"), Plain)
    assert typeset("body", "محمد").style.shaping


def test_a_right_to_left_stretch_is_one_word_and_its_numbers_run_left_to_right():
    drawn = runs.runs("Met محمد عبد الله today")
    assert [(run.text, run.turned) for run in drawn] == [
        ("Met ", False),
        ("محمد\u00a0عبد\u00a0الله", True),
        (" today", False),
    ]
    drawn = runs.runs("قاعة 12 (أ)")
    assert [run.text for run in drawn] == ["(", "أ", ")\u00a0", "12", "قاعة\u00a0"]


def test_brackets_inside_right_to_left_text_are_mirrored():
    drawn = runs.runs("قاعة (أ) ب")
    brackets = [sign for run in drawn for sign in run.text if sign in "()"]
    assert brackets == ["(", ")"]


def measure(text):
    return 5 * len(text)


def test_a_wide_right_to_left_stretch_is_cut_in_reading_order():
    cut = lines.fitted("by محمد عبد الله السيد end", measure, 50)
    assert cut == ["by ", "محمد عبد", "الله السيد end"]


def test_a_long_word_after_right_to_left_letters_begins_on_a_line_of_its_own():
    cut = lines.fitted("محمد عبد Wolfeschlegelsteinhausen", measure, 50)
    assert cut == ["محمد عبد", "Wolfeschle", "gelsteinha", "usen"]


def test_a_strong_long_word_among_joined_letters_is_cut_for_its_own_width(typeset):
    name = "שרה Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
    for style, text in (("cell", Strong(name)), ("head", name)):
        paragraph = typeset(style, text)
        size, leading = paragraph.style.fontSize, paragraph.style.leading
        cut = lines.fitted(name, partial(printed_width, size=size, bold=True), 118)
        assert paragraph.wrap(118, 500)[1] == len(cut) * leading


def test_a_long_word_is_cut_before_whole_letters_only():
    cut = lines.fitted("நிவா" * 10, measure, 25)
    assert "".join(cut) == "நிவா" * 10
    assert not [line for line in cut if line[0] in "ிா"]


@given(st.text(st.sampled_from("aW محد ிந"), max_size=60), st.integers(20, 200))
def test_cutting_loses_no_letter_and_no_line_is_too_wide(text, room):
    cut = lines.fitted(text, measure, room)
    assert "".join("".join(cut).split()) == "".join(text.split())
    widest = max((measure(word) for line in cut for word in line.split()), default=0)
    assert widest <= max(room, measure("நிிிிிிிிிிிி" * 5))


def test_paragraphs_with_shaped_words_can_be_split_at_the_end_of_a_page(typeset):
    paragraph = typeset("body", "Siân met محمد عبد الله and ஸ்ரீநிவாசன் today. " * 12)
    _width, height = paragraph.wrap(300, 1000)
    halves = paragraph.split(300, height / 2)
    assert len(halves) == 2
    assert sum(half.wrap(300, 1000)[1] for half in halves) == height


def test_a_paragraph_that_is_to_stay_whole_is_split_only_where_no_page_holds_it(typeset):
    for count, parts in ((100, 0), (2000, 2)):
        paragraph = typeset("body", "word " * count, whole=True)
        paragraph.wrap(300, 60)
        assert len(paragraph.split(300, 60)) == parts


def test_no_paragraph_leaves_one_line_for_the_next_page(typeset):
    paragraph = typeset("body", "\n".join("abcd"))
    _width, height = paragraph.wrap(300, 1000)
    first, _second = paragraph.split(300, height * 3 / 4)
    assert first.wrap(300, 1000)[1] == height / 2


def test_shortening_cuts_between_words():
    assert shortened("Community representative", 18) == "Community…"
    assert shortened("Host", 18) == "Host"
    assert shortened("x" * 30, 10) == "x" * 9 + "…"


def test_every_style_can_be_set(typeset):
    for style in typeset.look.styles:
        assert typeset(style, "Gap").wrap(300, 100)[1] > 10
