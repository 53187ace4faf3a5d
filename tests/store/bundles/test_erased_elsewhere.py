"""Somebody was erased on one laptop while another, which knew nothing of it, wrote more of them."""

import json
from datetime import date
from itertools import permutations

import pytest

from engagement_app.domain import acts, erasing
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.contributions import Contribution, ContributionInput
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.people import ConsentInput, Person
from engagement_app.domain.requests import put_request
from engagement_app.store.audit import Audited
from engagement_app.store.plain_rows import ask
from tests.store.bundles.laptops import WORDS

pytestmark = pytest.mark.thorough
MARK = "Zebedeus"


def say(laptop, words, who=None):
    """Ann says something at a laptop; the ids of that she came, and of what she said."""
    who, at = who or laptop.ann, laptop.event
    came = laptop.do(acts.add, AttendanceInput.parse(event_id=at, person_id=who))
    entry = ContributionInput.parse(event_id=at, attendance_id=came, voice="own", words=words)
    return came, laptop.do(acts.add, entry)


def hits(laptop):
    """Where the mark stands: in tables, in the bytes of the file, and of a bundle's rows."""
    found = [
        (table, row)
        for table in ("person", "attendance", "contribution", "follow_up", "change", "draft")
        for row in rows(laptop, table)
        if MARK in repr(row)
    ]
    return found, laptop.path.read_bytes().count(MARK.encode())


def rows(laptop, table):
    with laptop.file.reading() as session:
        return ask(session, f"SELECT * FROM {table}")


def alike(*laptops):
    """Whether they know the same, letter for letter, in every change too."""
    told = {json.dumps([each.state(), sorted(map(repr, rows(each, "change")))]) for each in laptops}
    return len(told) == 1 and len({each.letters() for each in laptops}) == 1


@pytest.fixture
def apart(first, second):
    """On the second laptop Ann said and was promised more; on the first she was erased."""
    _came, said = say(second, f"{MARK} said so")
    promised = {"person_id": first.ann, "contribution_id": said, "description": f"Ring {MARK}"}
    second.do(acts.add, FollowUpInput.parse(project_id=first.project, **promised))
    before = second.bundle("before", WORDS)
    erasing.erase_for_good(first.file, first.ann)
    return before


def test_what_another_laptop_wrote_of_them_meanwhile_is_emptied_as_it_comes_in(
    first, second, apart
):
    told = first.told(apart)
    assert hits(first) == ([], 0)
    assert told.taken.emptied == 2
    assert first.faults() == ()


def test_what_they_said_there_goes_there_too_once_the_erasure_comes(first, second, apart):
    taken = second.take(first.bundle())
    assert hits(second) == ([], 0)
    assert taken.erased == 3
    assert second.faults() == ()


def test_whichever_heard_first_both_come_to_the_same(first, second, apart):
    second.take(first.bundle())
    first.take(second.bundle())
    first.take(apart)
    assert alike(first, second)


def test_in_whatever_order_a_third_hears_of_it_nothing_of_them_comes(first, second, apart, laptop):
    told = [first.read(each, WORDS) for each in (first.bundle("erased", WORDS), apart)]
    found = []
    for number, order in enumerate(permutations(told)):
        each = laptop(f"C{number}")
        for those in (*order, *order):
            each.take_rows(those)
        assert hits(each)[0] == []
        found.append(each)
    first.take(apart)
    assert alike(first, *found)


def test_what_is_half_typed_on_another_laptop_goes_with_them(first, second):
    second.set(first.ann, family_name=MARK)
    first.take(second.bundle())
    second.file.keep_drafts(
        [(f"person:{first.ann}", '{"notes": "x"}'), ("walk-in", f'{{"name": "Ann {MARK}"}}')]
    )
    second.file.keep_drafts([("other", '{"name": "Tom"}')])
    second.file.note(Audited.EXPORT, what=first.ann)
    erasing.erase_for_good(first.file, first.ann)
    second.take(first.bundle())
    assert [form for form, *_rest in rows(second, "draft")] == ["other"]
    assert hits(second) == ([], 0)
    assert first.ann not in repr(rows(second, "audit_entry"))
    assert second.faults() == ()


def test_who_was_linked_to_them_and_is_in_the_bin_is_not_told(first, second):
    twin = second.add("Annie")
    second.set(first.ann, same_as_id=twin)
    second.do(acts.delete, Person, twin)
    erasing.erase_for_good(first.file, first.ann)
    assert second.told(first.bundle()).doubts == ()


def test_what_they_asked_for_on_another_laptop_loses_their_name(first, second):
    second.set(first.ann, family_name=MARK)
    first.take(second.bundle())
    asked = {"kind": "access", "who": f"Ann {MARK}", "received_on": date(2026, 11, 1)}
    second.do(put_request, "rights_request", None, None, asked)
    erasing.erase_for_good(first.file, first.ann)
    second.take(first.bundle())
    first.take(second.bundle())
    assert [hits(each) for each in (first, second)] == [([], 0)] * 2
    assert alike(first, second)


def test_words_that_were_kept_are_kept_everywhere_and_what_stood_before_nowhere(first, second):
    _came, said = say(first, f"{MARK} said so")
    first.set(said, entity=Contribution, words="There are no buses")
    second.take(first.bundle())
    erasing.erase_for_good(first.file, first.ann, keep_words=True)
    told = second.told(first.bundle())
    assert told.doubts == ()
    assert first.told(second.bundle()).doubts == ()
    for each in (first, second):
        assert each.value(said, "words", "contribution") == "There are no buses"
        assert hits(each) == ([], 0)
        assert each.faults() == ()
    assert alike(first, second)


@pytest.mark.parametrize("other_way", [False, True], ids=["of the erased", "as the erased"])
def test_who_was_linked_to_them_on_another_laptop_is_told_and_can_be_erased_too(
    first, second, other_way
):
    twin = second.add("Annie", phone="07700 900555")
    pair = (twin, first.ann) if other_way else (first.ann, twin)
    second.set(pair[0], same_as_id=pair[1])
    erasing.erase_for_good(first.file, first.ann)
    told = second.told(first.bundle())
    assert second.value(twin, "given_name") == "Annie"
    [doubt] = told.doubts
    assert second.told(first.bundle()).doubts == (doubt,), "until something is done about it"
    assert doubt.startswith("Annie is on record as the same person as somebody who was erased,")
    erasing.erase_for_good(second.file, twin)
    assert second.told(first.bundle()).doubts == ()
    first.take(second.bundle())
    assert first.value(twin, "given_name") is None
    assert alike(first, second)


@pytest.fixture
def decided_twice(first, second):
    """Ann was erased on the first laptop; on the second too, where what she said was kept."""
    _came, said = say(second, f"{MARK} has no bus")
    erasing.erase_for_good(first.file, first.ann)
    first.take(second.bundle())
    erasing.erase_for_good(second.file, first.ann, keep_words=True)
    return said


def test_what_is_half_typed_about_them_goes_with_the_words(first, second, decided_twice):
    typed = (f"voice follow_up new contribution_id={decided_twice}", f'{{"what": "Ring {MARK}"}}')
    second.file.keep_drafts([typed, ("other", '{"name": "Tom"}')])
    second.take(first.bundle())
    assert [form for form, *_rest in rows(second, "draft")] == ["other"]
    assert hits(second) == ([], 0)


def test_what_was_promised_on_their_words_alone_goes_too(first, second):
    _came, said = say(first, "There are no buses")
    second.take(first.bundle())
    promised = {"contribution_id": said, "description": f"Ring {MARK}"}
    second.do(acts.add, FollowUpInput.parse(project_id=first.project, **promised))
    erasing.erase_for_good(first.file, first.ann)
    first.take(second.bundle())
    second.take(first.bundle())
    assert [hits(each) for each in (first, second)] == [([], 0)] * 2
    assert alike(first, second)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_words_that_one_laptop_keeps_and_another_erased_go_on_both(
    first, second, decided_twice, order
):
    laptops = [(first, second)[each] for each in order]
    assert second.value(decided_twice, "words", "contribution") == f"{MARK} has no bus"
    for one, other in (laptops, laptops[::-1]):
        one.take(other.bundle())
    laptops[0].take(laptops[1].bundle())
    for each in laptops:
        assert hits(each) == ([], 0)
        assert each.faults() == ()
    assert alike(first, second)


def test_a_copy_in_which_they_are_kept_obeys_who_erased_them_later(first, second, decided_twice):
    with second.file.reading() as session:
        assert ask(session, "SELECT count(*) FROM erasure WHERE kind LIKE '%.kept'") == [(1,)]
    older = second.path.read_bytes()
    second.take(first.bundle())
    second.file.close()
    assert MARK.encode() in older
    second.path.write_bytes(older)
    second.reopen()
    assert hits(second) == ([], 0)
    assert second.faults() == ()
    second.take(first.bundle())
    first.take(second.bundle())
    assert alike(first, second)


def test_who_agrees_on_a_laptop_that_does_not_know_has_agreed_to_nothing(first, second):
    agreed = ConsentInput.parse(
        person_id=first.ann, purpose="contact", basis="consent", given="yes"
    )
    given = second.do(acts.add, agreed)
    erasing.erase_for_good(first.file, first.ann)
    first.take(second.bundle())
    assert first.value(given, "given", "consent") == "not_known"


def test_of_others_nothing_goes(first, second):
    other = second.add("Tom")
    _came, said = say(second, "Tom said so", other)
    erasing.erase_for_good(first.file, first.ann)
    first.take(second.bundle())
    second.take(first.bundle())
    for each in (first, second):
        assert each.value(other, "given_name") == "Tom"
        assert each.value(said, "words", "contribution") == "Tom said so"
