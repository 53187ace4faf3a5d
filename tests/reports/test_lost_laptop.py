"""The lost-laptop sheet, read back from its bytes: counts, who can read it, names only if asked."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from engagement_app.domain.lost_laptop import (
    Counted,
    FileTold,
    Laptop,
    LostLaptop,
    Reach,
    prepare_lost_laptop,
)
from engagement_app.reports.lost_laptop import render
from tests.reports import golden, reading
from tests.reports.conftest import AS_OF
from tests.reports.test_accessibility import failures

pytestmark = pytest.mark.thorough

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
FILE = FileTold(
    "town.engagement", "passphrase", AT, "/home/mari/backups", "/media/stick", AT, "desk-laptop"
)
MADE_UP = LostLaptop(
    FILE,
    ("Town voices",),
    date(2026, 11, 23),
    (Counted("People, each once", 412), Counted("with notes", 31, True), Counted("Promises", 90)),
    (Laptop("desk-laptop", "Mari", AT, AT), Laptop("hall-laptop", "Ravi", AT, None)),
    3,
    2,
    1,
    (Reach("Siân Łukasz", "sian@example.org", ""), Reach("محمد", "", "07700 900111")),
    "Nesta Quayle",
)
KINDS = ("passphrase", "keyring", "recovery", "")


def made(**more):
    return render(replace(MADE_UP, **more))


@pytest.mark.parametrize("large", [False, True])
def test_the_paper_keeps_every_rule_of_pdf_ua(tmp_path, large):
    path = tmp_path / "paper.pdf"
    path.write_bytes(made(large=large))
    assert failures(path) == []


def test_the_paper_looks_as_it_did_when_it_was_looked_at():
    assert golden.differences(made(), "lost-laptop") == []


def test_it_says_what_it_is_how_many_are_concerned_and_who_can_read_it():
    pages, said = reading.pages(made()), reading.words(made())
    assert pages[0].startswith("Lost laptop: what was on it")
    assert "412 people are concerned" in pages[0]
    assert "its passphrase opens it" in pages[0]
    for told in (
        "desk-laptop (this laptop)",
        "hall-laptop",
        "not noted",
        "tried 3 times",
        "/home/mari/backups",
        "/media/stick",
        "2 people were erased from this file, 1 of them since the newest backup",
        "Within 72 hours",
        "Draft: to the regulator",
        "People, each once (412); of them with notes (31); Promises (90)",
        "Draft: to the people concerned",
    ):
        assert told in said, told


@pytest.mark.parametrize("kind", KINDS)
def test_each_way_of_protection_has_its_own_judgement(kind):
    others = {k: reading.words(made(file=replace(FILE, protection=k))) for k in KINDS}
    assert sum(text == others[kind] for text in others.values()) == 1
    assert ("NOT encrypted" in others[kind]) == (kind == "")


def test_without_backups_and_erasures_it_says_so():
    bare = reading.words(made(file=FileTold("town.engagement"), laptops=(), erased=0))
    assert "No backup is found from here." in bare
    assert "No second place (a stick or a share) is set." in bare
    assert "Nothing is noted of that." in bare
    assert "Erased since" not in bare


def test_names_are_on_it_only_where_they_are_asked_for_and_on_pages_of_their_own():
    pages = reading.pages(made())
    [first] = [n for n, page in enumerate(pages) if "Who was in it, and how to reach them" in page]
    assert first == len(pages) - 1
    assert "Siân Łukasz" in pages[first]
    assert "Siân Łukasz" not in " ".join(pages[:first])
    without = made(people=None)
    assert len(reading.pages(without)) == len(pages) - 1
    assert "Łukasz" not in reading.words(without)


def test_of_the_sample_no_name_of_a_person_is_on_it(sample):
    found = prepare_lost_laptop(sample.session, "", AS_OF, file=FILE)
    with_names = prepare_lost_laptop(sample.session, "", AS_OF, file=FILE, with_names=True)
    said, named = reading.words(render(found)), reading.words(render(with_names))
    whole = [each.name for each in with_names.people if " " in each.name and each.name.isascii()]
    assert len(whole) > 50
    assert [each for each in whole if each in said] == []
    assert [each for each in whole if each not in named] == []


def test_the_same_facts_give_the_same_bytes():
    assert made() == made()
