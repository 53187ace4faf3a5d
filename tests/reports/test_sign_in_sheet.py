"""The sign-in sheet, read back from its bytes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from engagement_app.domain.paper_sheet import SheetLine, SignInSheet
from engagement_app.reports.sign_in_sheet import render
from tests.reports import reading
from tests.reports.test_accessibility import failures

NAMES = ("Siân Hughes", "محمد عبد الله", "রহিমা খাতুন", "李小明", "W" * 90, "<b>Tom & Jo</b>")
SHEET = SignInSheet(
    event="Spring forum",
    project="Wellbeing Erewash",
    venue="Town Hall",
    starts_at=datetime(2026, 11, 24, 18, tzinfo=UTC),
    ends_at=datetime(2026, 11, 24, 20, tzinfo=UTC),
    made_on=date(2026, 11, 24),
    made_by="Mari Ellis",
    lines=tuple(SheetLine(at + 1, NAMES[at % 6], "Tawe Trust" * (at % 2)) for at in range(26)),
    blank=tuple(SheetLine(27 + at) for at in range(5)),
    communities=("Deaf people", "Long Eaton"),
)
LAYOUTS = {
    "list": SHEET,
    "large list": replace(SHEET, large=True),
    "slips": replace(SHEET, slips=True),
    "large slips": replace(SHEET, slips=True, large=True),
    "nobody": replace(SHEET, lines=(), blank=(), communities=(), venue=None, starts_at=None),
}


@pytest.fixture(scope="module", params=LAYOUTS)
def layout(request):
    return LAYOUTS[request.param], render(LAYOUTS[request.param])


def test_every_layout_keeps_every_rule_of_pdf_ua(layout, tmp_path):
    path = tmp_path / "sheet.pdf"
    path.write_bytes(layout[1])
    assert failures(path) == []


def test_each_page_says_which_it_is_and_of_how_many(layout):
    printed = reading.pages(layout[1])
    for number, page in enumerate(printed, start=1):
        assert f"Page {number} of {len(printed)}" in page
    for page in printed[1:]:
        assert page.startswith("Sign-in sheet · Spring forum · as of 24 November 2026")


def test_event_day_place_and_maker_stand_on_the_first_page(layout):
    sheet, pdf = layout
    first = reading.pages(pdf)[0]
    assert "Spring forum" in first
    assert "Made on 24 November 2026 by Mari Ellis." in first
    assert (sheet.venue or "No place is recorded") in first
    assert ("to 20:00" if sheet.starts_at else "No day is recorded") in first


def test_every_line_and_blank_row_is_printed_once_in_order():
    words = reading.words(render(replace(SHEET, slips=True)))
    places = [words.index(f"Line {number} ") for number in range(1, 32)]
    assert places == sorted(places)
    assert all(words.count(f"Line {number} ") == 1 for number in range(1, 32))
    assert words.count("Your name:") == 5


def test_names_are_printed_as_they_were_typed():
    words = reading.words(render(SHEET))
    for name in ("Siân Hughes", "李小明", "<b>Tom & Jo</b>"):
        assert name in words


def test_large_print_has_no_text_under_16_points_in_its_rows():
    sizes = {}

    def note(text, _cm, tm, font, size):
        if text.strip():
            sizes.setdefault(round(size * abs(tm[3]), 1), text)

    for page in reading.opened(render(replace(SHEET, large=True))).pages:
        page.extract_text(visitor_text=note)
    small = {text for size, text in sizes.items() if size < 16}
    assert all("Page" in text or "Made with" in text or text.strip().isdigit() for text in small)


def test_the_same_sheet_gives_the_same_bytes():
    assert render(SHEET) == render(SHEET)


def test_those_without_a_name_are_counted_by_community():
    words = reading.words(render(SHEET))
    assert "People who give no name" in words
    for community in ("Deaf people", "Long Eaton", "No community said"):
        assert community in words
