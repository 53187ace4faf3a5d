"""Every paper beside the gap report, made from the sample and read back from its bytes."""

import pytest
from pypdf.generic import NameObject

from engagement_app.papers import PAPERS
from engagement_app.progress import silent
from tests.reports import golden, reading
from tests.reports.test_accessibility import failures

pytestmark = pytest.mark.thorough

OF_AN_EVENT = ("badges",)
WHOLE = ("summary", "feedback", "follow-ups", "feedback-slip")
LARGE = [f"{name}, large" for name in WHOLE]
KINDS = {
    "summary": "Post-event summary",
    "feedback": "You said, what happened",
    "follow-ups": "Follow-up call list",
    "feedback-slip": "What became of what you said",
    "badges": "Badges",
}


@pytest.fixture(scope="module")
def papers(sample):
    """By name each paper as bytes, in both sizes of print."""
    made = {}
    for name in KINDS:
        for large in (False, True)[: 1 if name in OF_AN_EVENT else 2]:
            chosen = {"made_by": "Nesta Quayle"}
            if name not in OF_AN_EVENT:
                chosen["large"] = large
            if name == "feedback-slip":
                chosen["person_id"] = sample.spoke
            event = sample.coming if name in OF_AN_EVENT else None
            found = sample.prepared(name, event, **chosen)
            made[f"{name}, large" if large else name] = made_from(name, found)
    return made


def made_from(name, found):
    return PAPERS[name].files[".pdf"]()(found, silent)


@pytest.mark.parametrize("name", [*KINDS, *LARGE])
def test_the_paper_keeps_every_rule_of_pdf_ua(papers, name, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(papers[name])
    assert failures(path) == []


@pytest.mark.parametrize("name", [*KINDS, *LARGE])
def test_the_paper_says_what_it_is_of_which_day_by_whom_and_how_long(papers, name):
    kind = KINDS[name.removesuffix(", large")]
    printed, reader = reading.pages(papers[name]), reading.opened(papers[name])
    assert printed[0].startswith(kind)
    assert "s of 23 November 2026" in printed[0]
    assert "ade by Nesta Quayle" in printed[0]
    for number, page in enumerate(printed, start=1):
        assert f"Page {number} of {len(printed)}" in page
    for page in printed[1:]:
        assert page.startswith(f"{kind} · ")
    assert reader.metadata.title.startswith(f"{kind}: ")
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"


@pytest.mark.parametrize("name", [*KINDS, *LARGE])
def test_every_font_is_embedded_and_no_letter_is_missing(papers, name):
    fonts = reading.fonts(papers[name])
    assert fonts
    for font in fonts.values():
        described = font.get("/DescendantFonts", [font])[0].get_object()["/FontDescriptor"]
        assert NameObject("/FontFile2") in described.get_object()
    assert "Letters that could not be printed" not in reading.words(papers[name])
    assert "\ufffd" not in reading.words(papers[name])


@pytest.mark.parametrize("name", [*KINDS, *LARGE])
def test_every_bookmark_leads_to_the_page_of_its_heading(papers, name):
    reader, texts = reading.opened(papers[name]), reading.pages(papers[name])
    places = [
        each for part in reader.outline for each in (part if isinstance(part, list) else [part])
    ]
    assert places[0].title == KINDS[name.removesuffix(", large")]
    for place in places:
        assert place.title in texts[reader.get_destination_page_number(place)], place.title


@pytest.mark.parametrize("name", LARGE)
def test_large_print_has_no_text_under_16_points(papers, name):
    sizes = {}

    def note(text, _cm, tm, _font, size):
        if text.strip():
            sizes.setdefault(round(size * abs(tm[3]), 1), text)

    for page in reading.opened(papers[name]).pages:
        page.extract_text(visitor_text=note)
    assert min(sizes) >= 16, sizes


@pytest.mark.parametrize("name", KINDS)
def test_the_same_records_and_day_give_the_same_bytes(sample, papers, name):
    chosen = {"person_id": sample.spoke} if name == "feedback-slip" else {}
    event = sample.coming if name in OF_AN_EVENT else None
    found = sample.prepared(name, event, made_by="Nesta Quayle", **chosen)
    assert made_from(name, found) == papers[name]


@pytest.mark.parametrize("name", KINDS)
def test_the_paper_looks_as_it_did_when_it_was_looked_at(papers, name):
    assert golden.differences(papers[name], name, pages=3) == []
