"""The gap report on the sample project, in both sizes of print, read back from its bytes."""

import json
from datetime import date

import pytest
from pypdf.generic import NameObject

from engagement_app.exchange.gap_json import gap_json
from engagement_app.exchange.sample import add_sample
from engagement_app.reports.gap_report import render
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.resourcing.small_numbers import DEFAULT, about, one
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import create_file
from tests.reports import golden, reading
from tests.reports.test_accessibility import failures
from tests.reports.test_tagging import elements, structure

pytestmark = pytest.mark.thorough

SIZES = {"normal": 11, "large": 16}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.engagement"
    with create_file(path, Keyboard("Mari Ellis", "laptop")) as data_file:
        with data_file.writing("sample.new") as session:
            project_id = add_sample(session)
        with data_file.reading() as session:
            return {
                size: prepare_gap_report(
                    *(session, project_id, date(2026, 11, 23)),
                    large=size == "large",
                    made_by="Nesta Quayle",
                )
                for size in SIZES
            }


@pytest.fixture(scope="module")
def papers(reports):
    return {size: render(report) for size, report in reports.items()}


@pytest.mark.parametrize("size", SIZES)
def test_the_paper_keeps_every_rule_of_pdf_ua(papers, size, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(papers[size])
    assert failures(path) == []


@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_smaller_than_it_is_said_to_be(papers, size):
    seen = {}

    def note(text, _cm, tm, _font, points):
        if text.strip():
            seen.setdefault(round(points * abs(tm[3]), 1), text)

    for page in reading.opened(papers[size]).pages[:12]:
        page.extract_text(visitor_text=note)
    assert min(seen) >= SIZES[size], seen


@pytest.mark.parametrize("size", SIZES)
def test_every_font_is_embedded_and_no_letter_is_missing(papers, size):
    fonts = reading.fonts(papers[size])
    assert fonts
    for font in fonts.values():
        described = font.get("/DescendantFonts", [font])[0].get_object()["/FontDescriptor"]
        assert NameObject("/FontFile2") in described.get_object()
    assert "\ufffd" not in reading.words(papers[size])


def test_page_one_alone_tells_the_gap_the_roles_who_carries_and_what_waits(reports, papers):
    page = reading.pages(papers["normal"])[0]
    figures = json.loads(gap_json(reports["normal"]))
    for name in ("full_cost", "confirmed", "gap"):
        assert f"£{float(figures['totals'][name]):,.2f}" in page
    assert f"{figures['totals']['unfunded_share']}% of the full cost" in page
    first = figures["roles"][0]
    assert f"{first['title']} " in page
    assert f"{first['people_waiting']} £{float(first['gap']):,.2f}" in page
    carrier = figures["carried_by"][0]
    assert f"{carrier['organisation']} {float(carrier['hours']):g} " in page
    assert f"{len(figures['dead_ends'])} dead ends" in page
    assert "First to fund, most people waiting for each pound: " in page
    assert "Made by Nesta Quayle." in page


def test_lists_are_lists_with_a_label_and_a_body_for_each_point(papers):
    lists = [each for tag, each in structure(papers["normal"]) if tag == "/L"]
    assert len(lists) > 20
    for each in lists:
        for item in each["/K"]:
            assert item.get_object()["/S"] == "/LI"
            tags = [kid.get_object()["/S"] for kid in item.get_object()["/K"]]
            assert tags == ["/Lbl", "/LBody"]


def test_links_are_links_with_an_annotation_that_says_where_they_lead(papers):
    links = [each for tag, each in structure(papers["normal"]) if tag == "/Link"]
    assert len(links) > 100
    for each in links[:50]:
        kinds = [kid.get_object().get("/Type") for kid in each["/K"] if not isinstance(kid, int)]
        assert "/OBJR" in kinds
    assert not list(elements(links[0]))[1:]


def test_power_lens_and_bodies_stand_side_by_side_with_the_messages(reports, papers):
    # The titles stand in the contents first.
    told = reading.words(papers["normal"]).split("Voice and power", 2)[2]
    told = told.partition("The funds")[0]
    for body in reports["normal"].ledger.bodies.values():
        assert body.name in told
    for message in json.loads(gap_json(reports["normal"]))["belt"]["messages"]:
        people = about(one(message["people"], DEFAULT), DEFAULT)
        assert f"{people} {message['communities']} {message['first_hand']} " in told


@pytest.mark.parametrize("size", SIZES)
def test_the_paper_looks_as_it_did_when_it_was_looked_at(papers, size):
    name = "gap" if size == "normal" else "gap-large"
    assert golden.differences(papers[size], name, pages=4) == []
