"""The contents of a long paper: each line leads to its section, and says where that begins."""

import re

import pytest

from engagement_app.reports.contents import contents
from engagement_app.reports.gap_report import render
from engagement_app.reports.headings import heading
from engagement_app.reports.pages import Paper, after_first_page, printed
from tests.reports import reading
from tests.reports.made_up import AS_OF, worked_example

SECTIONS = {"First to fund": 2, "Every role": 1, "The records behind each figure": 2}
"""Each section with how many pages it takes."""


def section(title, pages):
    def told(typeset):
        yield from after_first_page()
        yield from heading(typeset, title)
        yield typeset("body", "\n".join(["So it is."] * (70 if pages > 1 else 3)))

    return told


@pytest.fixture(scope="module", params=[False, True], ids=["normal", "large"])
def pdf(request):
    sections = [
        lambda typeset: contents(typeset, SECTIONS),
        *(section(*each) for each in SECTIONS.items()),
    ]
    return printed(Paper("A long paper", "Town", AS_OF), sections, large_print=request.param)


def begins_on(pdf, title):
    """The page, counted from 1, whose first words below its head are the title."""
    pages = enumerate(reading.pages(pdf), start=1)
    [found] = [page for page, text in pages if page > 1 and f" {title} So it is." in text]
    return found


def links(pdf, page=1):
    """By their words the pages that links of the page lead to, counted from 1."""
    reader = reading.opened(pdf)
    found = [each.get_object() for each in reader.pages[page - 1].get("/Annots", ())]
    return {
        str(link["/Contents"]): reader.get_page_number(link["/Dest"][0].get_object()) + 1
        for link in found
    }


def test_each_line_of_the_contents_leads_to_the_page_on_which_its_section_begins(pdf):
    assert links(pdf) == {title: begins_on(pdf, title) for title in SECTIONS}


def test_the_page_numbers_of_the_contents_are_true(pdf):
    first = reading.pages(pdf)[0]
    for title in SECTIONS:
        [told] = re.findall(rf"{title} (\d+)", first)
        assert int(told) == begins_on(pdf, title)


def test_sections_come_in_the_order_in_which_they_are_listed(pdf):
    pages = [begins_on(pdf, title) for title in SECTIONS]
    assert pages == sorted(pages)
    assert pages[0] > 1


def test_a_section_that_is_listed_and_does_not_come_is_no_paper():
    with pytest.raises(KeyError, match="Nowhere"):
        printed(Paper("A", "Town", AS_OF), [lambda typeset: contents(typeset, ["Nowhere"])])


@pytest.mark.parametrize("more", [{}, {"belt": None}], ids=["project", "event"])
def test_the_gap_report_lists_just_the_sections_that_come_after(more):
    pdf = render(worked_example(**more))
    titles = [title for level, title in reading.bookmarks(pdf) if level == 0]
    after = titles[titles.index("Contents") + 1 :]
    listed = [title for title in links(pdf, page=2) if title in titles]
    assert [title for title in after if title != "Record index"] == listed
