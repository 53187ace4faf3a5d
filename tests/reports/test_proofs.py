"""The pages of a paper that is still being made."""

import io

import pytest
from pypdf import PdfReader

from engagement_app.errors import Cancelled
from engagement_app.progress import Watched, silent
from engagement_app.reports.gap_report import render
from tests.reports import made_up, reading

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def report():
    return made_up.many(24)


def watched(report, seen):
    return render(report, Watched(silent, seen))


def test_the_pages_so_far_are_those_of_the_paper_word_by_word(report):
    seen = []
    whole = reading.pages(watched(report, seen.append))
    assert [len(PdfReader(io.BytesIO(pdf)).pages) for pdf in seen] == [1, 2, 4, 8, 16]
    for number, page in enumerate(reading.pages(seen[-1]), start=1):
        # How many pages there will be is not known yet.
        counted = page.replace(f"Page {number} of", f"Page {number} of {len(whole)}")
        assert below_contents(counted) == below_contents(whole[number - 1])


def below_contents(page):
    """Nor is it known on which pages the sections will begin."""
    return page.partition("Contents Section Page")[2].partition("People waiting on")[2] or page


def test_a_paper_that_is_looked_at_meanwhile_is_the_same_to_the_byte(report):
    assert watched(report, lambda _pdf: None) == render(report)


def test_letters_of_every_script_are_in_the_pages_so_far():
    names = ("محمد", "李小明", "রহিমা")
    seen = []
    watched(made_up.report(*map(made_up.role, names)), seen.append)
    fonts = reading.fonts(seen[-1])
    assert {"NotoSansArabic-Regular", "NotoSansBengali-Regular", "DroidSansFallback"} <= set(fonts)


def test_who_looks_may_also_stop_the_work(report):
    def stop(_pdf):
        raise Cancelled

    with pytest.raises(Cancelled):
        watched(report, stop)
