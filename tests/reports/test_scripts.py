"""Names and words in any script: embedded, read back as they were typed, or missed aloud."""

import unicodedata

import pytest

from engagement_app.reports.gap_report import render
from tests.reports import made_up, reading

pytestmark = pytest.mark.thorough

NAMES = {
    "Arabic": "محمد عبد الله",
    "Urdu": "ڈاکٹر ثمینہ چوہدری",
    "Bengali": "রহিমা খাতুন",
    "Gurmukhi": "ਹਰਭਜਨ ਸਿੰਘ ਵਿਰਦੀ",
    "Chinese": "李小明",
    "Polish": "Łukasz Żółć",
    "Welsh": "Siân Ŵyn Llŷr",
    "combining marks": "Zoe\u0308 N\u0303an\u0303ez q\u0323\u0307",
}


@pytest.fixture(scope="module")
def pdf():
    roles = (
        made_up.role(f"{script}: {name}", holder=(name, name)) for script, name in NAMES.items()
    )
    return render(
        made_up.report(*roles, made_up.role("Bus 🚌 group", holder=("👩🏽‍🦽 Wheels", None)))
    )


def test_every_name_is_copied_from_the_paper_as_it_was_typed(pdf):
    content = b"".join(page.get_contents().get_data() for page in reading.opened(pdf).pages)
    printed = reading.words(pdf)
    for script, name in NAMES.items():
        typed = unicodedata.normalize("NFC", name)
        spoken = ("\ufeff" + typed).encode("utf-16-be").hex()[4:].encode()
        assert typed in printed or spoken in content, script


def test_no_letter_of_them_is_missing_and_each_script_has_its_font(pdf):
    fonts = reading.fonts(pdf)
    for wanted in ("Arabic", "Bengali", "Gurmukhi"):
        assert f"NotoSans{wanted}-Regular" in fonts
    assert "DroidSansFallback" in fonts
    told = reading.words(pdf).partition("Letters that could not be printed")[2]
    assert "U+1F68C bus" in told
    assert not [name for name in NAMES.values() if name in told]


def test_what_has_no_glyph_is_replaced_and_listed_once(pdf):
    printed = reading.words(pdf)
    assert "Bus � group" in printed
    assert printed.count("U+1F68C") == 1
    assert "U+1F469 woman" in printed
    # What joins emoji is nothing to print by itself, and is not listed.
    assert "U+200D" not in printed
