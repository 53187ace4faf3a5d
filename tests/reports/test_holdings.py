"""The paper that hands out everything held on a person, read back from its bytes."""

from dataclasses import replace

import pytest

from engagement_app.domain.holdings import read_holdings
from engagement_app.domain.mentions import Mention
from engagement_app.reports.holdings import render
from tests.reports import reading
from tests.reports.conftest import AS_OF
from tests.reports.test_accessibility import failures

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def found(sample):
    return read_holdings(sample.session, sample.spoke, AS_OF, "Nesta Quayle")


@pytest.mark.parametrize("large", [False, True])
def test_the_paper_keeps_every_rule_of_pdf_ua(found, tmp_path, large):
    path = tmp_path / "paper.pdf"
    path.write_bytes(render(replace(found, large=large)))
    assert failures(path) == []


def test_every_word_of_every_record_and_change_is_on_it(found):
    said = reading.words(render(found)).replace(" ", "")
    told = [text for each in (*found.held, *found.changes) for _label, text in each.fields]
    assert len(told) > 20
    assert [each for each in told if "".join(each.split()) not in said] == []


def test_mentions_stand_on_pages_of_their_own_at_the_end(found):
    long = "Word after word. " * 200
    mention = Mention("contribution", "x", "Long", "Words", long)
    pages = reading.pages(render(replace(found, mentions=(mention,))))
    [first] = [n for n, page in enumerate(pages) if "Mentions: for us" in page]
    assert "Word after word" not in " ".join(pages[:first])
    assert " ".join(pages[first:]).count("Word after word") == 200, "nothing is shortened"
    assert "Mentions" not in reading.words(render(replace(found, mentions=())))


def test_the_same_holdings_give_the_same_bytes(found):
    assert render(found) == render(found)
