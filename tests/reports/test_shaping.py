"""Each correction to ReportLab, and the trap it avoids."""

import re

import pytest
from reportlab.lib.abag import ABag
from reportlab.pdfbase import ttfonts
from reportlab.platypus import paragraph

from engagement_app.reports import fonts, shaping


@pytest.fixture(autouse=True)
def corrected():
    shaping.correct()
    for name in fonts.FILES:
        fonts.opened(name)


def word(*pieces):
    frags = [(ABag(fontName=font, fontSize=10), text) for font, text in pieces]
    return [0, *frags]


def glyphs(shaped):
    """The glyph numbers of a shaped word, in drawing order."""
    return [
        fonts.opened(frag.fontName).face.charToGlyph[ord(letter)]
        for frag, text in shaped[1:]
        for letter in text
    ]


def letters(shaped):
    return "".join(text for _frag, text in shaped[1:])


def test_reportlab_alone_prints_the_name_muhammad_as_an_honorific():
    assert len(letters(shaping._shape_word(word(("NotoSansArabic", "محمد"))))) < 4


def test_the_name_muhammad_keeps_its_four_letters():
    assert len(letters(paragraph.shapeFragWord(word(("NotoSansArabic", "محمد"))))) == 4


def test_two_hebrew_letters_are_not_made_into_a_yiddish_one():
    shaped = paragraph.shapeFragWord(word(("NotoSansHebrew", "יוסף")))
    assert letters(shaped) == "ףסוי"


def test_latin_letters_are_not_joined_so_that_words_can_be_found():
    assert letters(paragraph.shapeFragWord(word((fonts.BODY, "office")))) == "office"


def test_a_word_of_several_fonts_is_shaped_run_by_run():
    mixed = word((fonts.BODY, "A"), ("DroidSansFallback", "李"), ("NotoSansArabic", "محمد"))
    shaped = paragraph.shapeFragWord(mixed)
    alone = paragraph.shapeFragWord(word(("NotoSansArabic", "محمد")))
    assert 0 not in glyphs(shaped)
    assert glyphs(shaped)[2:] == glyphs(alone)
    assert shaped[0] == pytest.approx(6.39 + 10 + alone[0])


def test_numbers_between_right_to_left_letters_are_not_turned_round():
    shaped = paragraph.shapeFragWord(word(("NotoSansArabic", "۱۲۳"), ("NotoSansArabic", "مح")))
    assert letters(shaped).startswith("۱۲۳")


def test_a_shaped_word_is_not_shaped_again():
    shaped = paragraph.shapeFragWord(word(("NotoSansArabic", "محمد")))
    assert paragraph.shapeFragWord(shaped) is shaped


def test_a_glyph_without_a_letter_has_one_code_and_its_own_advance():
    font = fonts.opened("NotoSansBengali")
    shaped = paragraph.shapeFragWord(word(("NotoSansBengali", "শ্রী")))
    private = [ord(letter) for letter in letters(shaped) if ord(letter) > 0xFFFF]
    assert private
    for code in private:
        glyph = font.face.charToGlyph[code]
        assert code == 0xF0000 + glyph
        assert font.face.charWidths[code] == pytest.approx(
            shaping.uharfbuzz.Font(font.hbFace).get_glyph_h_advance(glyph) * 1000 / font.hbFace.upem
        )


def test_the_unicode_map_has_no_null_short_blocks_and_surrogates():
    text = ttfonts.makeToUnicodeCMap("F", [0, *range(33, 250), 0x1F68C])
    blocks = [int(count) for count in re.findall(r"(\d+) beginbfchar", text)]
    assert sum(blocks) == 218
    assert max(blocks) <= 100
    assert "<00> <0000>" not in text
    assert "<DA> <D83DDE8C>" in text


def test_the_width_of_shaped_text_is_that_of_the_word_as_it_is_drawn():
    shaped = paragraph.shapeFragWord(word(("NotoSansArabic", "محمد")))
    assert shaping.width_of_a_point("محمد", "NotoSansArabic") * 10 == pytest.approx(shaped[0])
