"""The fonts the program brings along."""

import pytest

from engagement_app.reports import fonts
from engagement_app.resource import resource


@pytest.mark.parametrize("name", fonts.FILES)
def test_each_font_has_truetype_outlines(name):
    content = resource("fonts", fonts.FILES[name]).read_bytes()
    count = int.from_bytes(content[4:6])
    tables = {content[12 + 16 * i : 16 + 16 * i] for i in range(count)}
    assert content[:4] == b"\x00\x01\x00\x00"
    assert b"glyf" in tables
    assert not tables & {b"CFF ", b"CFF2"}


def test_every_font_file_is_used_and_both_licences_are_there():
    files = {path.name for path in resource("fonts").iterdir()}
    assert files == {*fonts.FILES.values(), "OFL.txt", "APACHE.txt"}
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "OFL.txt").read_text("utf-8")
    assert "Apache License" in resource("fonts", "APACHE.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        ("ŵ", fonts.BODY),
        ("م", "NotoSansArabic"),
        ("李", "DroidSansFallback"),
        ("አ", "NotoSansEthiopic"),
    ],
)
def test_a_letter_is_printed_by_a_font_that_has_it(letter, name):
    assert fonts.font_for(letter) == name


@pytest.mark.parametrize("letter", ["\U0001f68c", "\ue000", "\U000f0010", "\u0378", "\x07"])
def test_no_font_prints_letters_without_an_agreed_look(letter):
    assert fonts.font_for(letter) is None


def test_bold_letters_are_those_of_the_body():
    assert fonts.letters(fonts.BODY) <= fonts.letters(fonts.BOLD)
