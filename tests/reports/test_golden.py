"""The pictures of pages see what they are for, and nothing else."""

import pytest

from engagement_app.reports.gap_report import render
from tests.reports import golden, made_up

pytestmark = pytest.mark.thorough


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The paper of one role, and its pictures in a folder of this test."""
    pdf = render(made_up.report(made_up.role()))
    monkeypatch.setattr(golden, "FOLDER", tmp_path)
    monkeypatch.setenv("KEEP_PAGES", "1")
    assert golden.differences(pdf, "one") == []
    monkeypatch.delenv("KEEP_PAGES")
    return pdf


def test_the_same_paper_has_no_difference_and_its_pictures_are_small(kept, tmp_path):
    assert golden.differences(kept, "one") == []
    assert max(each.stat().st_size for each in tmp_path.iterdir()) < 20_000


def test_another_word_on_a_page_is_a_difference(kept):
    other = render(made_up.report(made_up.role("Evening host")))
    assert any(each.startswith("page 1: ") for each in golden.differences(other, "one"))


def test_a_page_more_is_a_difference(kept, tmp_path):
    max(tmp_path.iterdir()).unlink()
    [told] = golden.differences(kept, "one")
    assert "pictures" in told
