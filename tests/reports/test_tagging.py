"""The structure of the file, for those who hear it read aloud."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from engagement_app.reports.gap_report import render
from tests.reports import made_up, reading


def elements(node):
    """Pairs of an element and its tag, in reading order."""
    node = node.get_object()
    if "/S" in node:
        yield node["/S"], node
    for kid in node.get("/K", []):
        if not isinstance(kid, int) and "/MCID" not in kid.get_object():
            yield from elements(kid)


def structure(pdf):
    return list(elements(reading.opened(pdf).trailer["/Root"]["/StructTreeRoot"]))


@pytest.fixture(scope="module")
def pdf():
    return render(made_up.many(24))


def test_the_file_says_that_it_is_tagged_and_shows_its_title(pdf):
    root = reading.opened(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_headings_are_headings_and_no_level_is_left_out(pdf):
    levels = [int(tag[2]) for tag, _each in structure(pdf) if re.fullmatch("/H[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_head_of_a_table_is_there_once_on_however_many_pages(pdf):
    for table in (each for tag, each in structure(pdf) if tag == "/Table"):
        first, *others = (Counter(tag for tag, _e in elements(row)) for row in table["/K"])
        assert first["/TD"] == 0
        assert not any(row["/TH"] for row in others)


def test_a_table_in_pieces_is_one_table(monkeypatch):
    monkeypatch.setattr("engagement_app.reports.tables.ROWS_IN_A_PIECE", 10)
    tables = [each for tag, each in structure(render(made_up.many(24))) if tag == "/Table"]
    assert 24 + 2 in [len(table["/K"]) for table in tables]


def test_pictures_say_what_they_show(pdf):
    told = [str(each["/Alt"]) for tag, each in structure(pdf) if tag == "/Figure"]
    assert (
        "Facilitator, Long Eaton 3: £0.00 confirmed, £233.75 worked off unpaid,"
        " £821.38 carried by nobody." in told
    )
    assert "Route in: people have their say. Hours funded: 8 of 92 (8.7%)." in told


def test_a_paragraph_that_runs_over_a_page_is_one_paragraph():
    report = made_up.report(made_up.role("word " * 1200))
    paragraphs = [each for tag, each in structure(render(report)) if tag == "/P"]
    content = [kid for each in paragraphs for kid in each["/K"] if not isinstance(kid, int)]
    assert len({kid.raw_get("/Pg").idnum for kid in content if "/MCID" in kid}) > 1


def test_joined_letters_are_copied_and_read_as_they_were_typed():
    pdf = render(made_up.report(made_up.role("রহিমা")))
    content = reading.opened(pdf).pages[1].get_contents().get_data()
    assert b"/ActualText <feff" + "রহিমা".encode("utf-16-be").hex().encode() + b">" in content


@pytest.mark.parametrize("number", [0, 1, 5, -1])
def test_everything_drawn_is_marked_as_text_or_as_decoration(pdf, number):
    content = reading.opened(pdf).pages[number].get_contents().get_data().decode("latin-1")
    depth = 0
    for line in content.splitlines():
        depth += len(re.findall(r"\bB[DM]C\b", line)) - len(re.findall(r"\bEMC\b", line))
        assert depth >= 0
        if re.search(r"\b(Tj|TJ|Do|re f|f\*?|S|B)$", line.strip()):
            assert depth, line
    assert depth == 0
