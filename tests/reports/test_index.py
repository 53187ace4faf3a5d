"""The index of records: what is named leads to its line, and the line to the pages that name it."""

import json
import re
from datetime import date

import pytest

from engagement_app.exchange.gap_json import gap_json
from engagement_app.exchange.sample import add_sample
from engagement_app.reports.gap.index import numbers
from engagement_app.reports.gap_report import render
from engagement_app.resourcing.carried import is_given
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import create_file
from tests.reports import reading

pytestmark = pytest.mark.thorough

_SHORT = re.compile("[0-9a-f]{8}")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.engagement"
    with create_file(path, Keyboard("Mari Ellis", "laptop")) as data_file:
        with data_file.writing("sample.new") as session:
            project_id = add_sample(session)
        with data_file.reading() as session:
            return prepare_gap_report(session, project_id, date(2026, 11, 23))


@pytest.fixture(scope="module")
def pdf(report):
    return render(report)


@pytest.fixture(scope="module")
def texts(pdf):
    return reading.pages(pdf)


def links(pdf):
    """The page, the words and the page led to of each link to a record, pages from 0."""
    reader, sections = reading.opened(pdf), {title for _level, title in reading.bookmarks(pdf)}
    for number, page in enumerate(reader.pages):
        for each in page.get("/Annots", ()):
            link = each.get_object()
            if link["/Subtype"] == "/Link" and "/Dest" in link:
                led_to = reader.get_page_number(link["/Dest"][0].get_object())
                if str(link["/Contents"]) not in sections:
                    yield number, str(link["/Contents"]), led_to


def test_each_record_that_is_named_leads_to_the_page_with_its_line_in_the_index(pdf, texts):
    seen = 0
    for page, words, target in links(pdf):
        assert target > page
        assert words.rstrip("…") in texts[target]
        seen += 1
    assert seen > 100


def test_the_index_gives_the_pages_on_which_a_record_is_named(pdf, report, texts):
    named = {}
    for page, words, _target in links(pdf):
        named.setdefault(words, set()).add(page + 1)
    printed = " ".join(texts)
    for end in report.dead_ends:
        identifier = end.follow_up_id or end.attendance_id
        assert f"{identifier[:8]} {numbers(sorted(named[identifier[:8]]))}" in printed


def test_every_role_of_the_json_is_in_the_index_with_its_id(report, texts):
    printed = " ".join(texts)
    for role in json.loads(gap_json(report))["roles"]:
        assert f"{role['title']} Record {role['id']}. Named on pages" in printed


def test_every_record_that_waits_or_was_counted_is_named(report, texts):
    printed = " ".join(texts[_first(texts, "The records behind each figure") :])
    short = set(re.findall(r"\b[0-9a-f]{8}\b", printed))
    rows = report.ledger
    for each in (*filter(is_given, rows.times), *rows.costs, *rows.contributions):
        assert each.id[:8] in short
    for each in rows.follow_ups:
        assert each.id[:8] in short or each.status != "open" or not each.role_id


def _first(texts, heading):
    return next(at for at, text in enumerate(texts) if heading in text)


def test_no_name_of_a_person_who_came_is_printed_with_the_records(report, texts):
    assert "No names of people are printed here." in " ".join(texts)


@pytest.mark.parametrize(
    ("pages", "told"), [([], ""), ([4], "4"), ([1, 2, 3, 7], "1–3, 7"), ([9, 2, 2, 3], "2–3, 9")]
)
def test_neighbouring_pages_are_told_together(pages, told):
    assert numbers(pages) == told


def test_first_to_fund_prints_the_figures_of_the_json(report, texts):
    printed = " ".join(texts)
    roles = [role for role in json.loads(gap_json(report))["roles"] if role["gap"] != "0.00"]
    for role in roles:
        row = f"{role['title']} {role['people_waiting']} £{float(role['gap']):,.2f} "
        assert row in printed
    gap = json.loads(gap_json(report))["totals"]["gap"]
    assert f"£{float(gap):,.2f} 54 " in printed
