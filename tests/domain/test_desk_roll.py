"""Whom the box of the desk finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_app.domain import acts, desk, roll, roll_reading
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.desk import walk_in
from engagement_app.domain.events import EventInput
from engagement_app.domain.meant import look_up
from engagement_app.domain.naming import fold, fold_lines
from engagement_app.domain.organisations import Organisation, OrganisationInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.roll import Roll, words_of
from engagement_app.domain.roll_reading import catch_up, read_more, read_roll
from engagement_app.domain.undoing import undo_newest
from tests.domain.test_desk import SIX, add, expect, person, read, write


def whole_roll(file, event):
    made = read(file, read_roll, event)
    while read(file, read_more, made):
        pass
    return made


def names(file, made, text):
    return [each.name for each in read(file, look_up, made, text)]


@pytest.fixture
def sian(data_file):
    trust = add(data_file, OrganisationInput.parse(name="Clwb Tŷ Mawr"))
    return person(
        data_file,
        "Siân",
        "Hughes-Łukasz",
        known_as="Shanni",
        organisation_id=trust,
        email="S.Hughes@example.org",
        phone="+44 (0)7700 900-123",
    )


@pytest.mark.parametrize(
    "text",
    [
        *("si", "SIAN", "hug si", "lukasz", "shan", "ughe", "hughes-łuk", "TŶ"),
        *("ty mawr", "mawr sian", "s.hughes@", "siam", "huhges", "shani"),
        *("900123", "07700 900123", "07700900123", "+44 7700 900123"),
    ],
)
def test_somebody_is_found_by(data_file, event, sian, text):
    assert names(data_file, whole_roll(data_file, event), text) == ["Siân Hughes-Łukasz"]


@pytest.mark.parametrize("text", ["", "s", " s ", "xiam", "hughes tom", "ty mwar", sum, "900124"])
def test_nobody_is_found_by(data_file, event, sian, text):
    typed = sian[:8] if text is sum else text
    assert names(data_file, whole_roll(data_file, event), typed) == []


def test_a_whole_name_stands_first_and_then_who_is_called_so_before_where_they_are_from(
    data_file, event
):
    church = add(data_file, OrganisationInput.parse(name="Parish Church"))
    person(data_file, "Wei", "Mensah", organisation_id=church)
    person(data_file, "Wei", "Patel")
    person(data_file, "Wei", "Pa")
    made = whole_roll(data_file, event)
    assert names(data_file, made, "wei pa") == ["Wei Pa", "Wei Patel", "Wei Mensah"]
    assert names(data_file, made, "pa") == ["Wei Pa", "Wei Patel", "Wei Mensah"]


def test_the_middle_of_a_name_and_a_slip_come_after_what_was_typed(data_file, event):
    for given_name, family in (("Malis", "Ray"), ("Alis", "Hu"), ("Alix", "Wei")):
        person(data_file, given_name, family)
    found = names(data_file, whole_roll(data_file, event), "alis")
    assert found == ["Alis Hu", "Malis Ray", "Alix Wei"]


def test_who_is_expected_stands_first_among_equals(data_file, event):
    person(data_file, "Ann", "Able")
    here, awaited = person(data_file, "Ann", "Baker"), person(data_file, "Ann", "Zane")
    expect(data_file, event, here, status="here")
    expect(data_file, event, awaited)
    found = names(data_file, whole_roll(data_file, event), "ann")
    assert found == ["Ann Zane", "Ann Baker", "Ann Able"]


def test_of_very_many_those_of_the_event_are_found(data_file, event):
    with data_file.writing("many") as session:
        for number in range(roll.MOST + 20):
            acts.add(session, PersonInput.parse(given_name=f"Ann{number:03}"))
    expect(data_file, event, person(data_file, "Anna", "Zeta"))
    made = whole_roll(data_file, event)
    assert len(made.find(["an"])) == roll.MOST
    assert names(data_file, made, "an")[0] == "Anna Zeta"


def test_a_duplicate_is_found_as_whom_it_is_read_as(data_file, event):
    kept, double = person(data_file, "Siân", "Hughes"), person(data_file, "Jane", "Evans")
    expect(data_file, event, double)
    made = whole_roll(data_file, event)
    write(data_file, acts.amend, Person, double, same_as_id=kept)
    assert read(data_file, catch_up, made, event)
    for each in (made, whole_roll(data_file, event)):
        [found] = read(data_file, look_up, each, "jane")
        assert (found.name, found.status) == ("Siân Hughes", "expected")
    write(data_file, acts.amend, Person, double, same_as_id=None)
    assert read(data_file, catch_up, made, event)
    assert names(data_file, made, "jane") == ["Jane Evans"]


def test_a_label_without_a_person_is_found(data_file, event):
    made = whole_roll(data_file, event)
    add(data_file, AttendanceInput.parse(event_id=event, label="Ŵyn's neighbour"))
    assert read(data_file, catch_up, made, event)
    assert names(data_file, made, "neigh wyn") == ["Ŵyn's neighbour"]
    assert names(data_file, whole_roll(data_file, event), "neigh wyn") == ["Ŵyn's neighbour"]


def test_the_roll_follows_what_is_done(data_file, event, sian):
    made = whole_roll(data_file, event)
    key = write(data_file, walk_in, event, "Tom Price", SIX, act="desk.walk_in").arrival.key
    write(data_file, acts.amend, Person, sian, given_name="Gwen")
    organisation = read(data_file, acts.get, Person, sian)["organisation_id"]
    write(data_file, acts.amend, Organisation, organisation, name="Clwb Newydd")
    assert read(data_file, catch_up, made, event)
    assert names(data_file, made, "price") == ["Tom Price"]
    assert not any(made.find(["sian"]).values())
    assert names(data_file, made, "gwen newydd") == ["Gwen Hughes-Łukasz"]
    write(data_file, acts.delete, Person, key)
    assert read(data_file, catch_up, made, event)
    assert names(data_file, made, "price") == []


def test_another_event_has_a_roll_of_its_own(data_file, project, event):
    other = add(data_file, EventInput.parse(project_id=project, title="Other day"))
    expect(data_file, other, person(data_file, "Ann", "Zeta"))
    person(data_file, "Ann", "Able")
    made = whole_roll(data_file, event)
    assert names(data_file, made, "ann") == ["Ann Able", "Ann Zeta"]
    assert not read(data_file, catch_up, made, other)
    assert names(data_file, whole_roll(data_file, other), "ann") == ["Ann Zeta", "Ann Able"]


def test_an_undone_walk_in_is_found_no_more(data_file, event):
    made = whole_roll(data_file, event)
    write(data_file, desk.walk_in, event, "Tom Price", SIX, act="desk.walk_in")
    undo_newest(data_file)
    assert read(data_file, catch_up, made, event)
    assert names(data_file, made, "price") == []


def test_after_very_many_changes_the_roll_is_read_again(data_file, event, monkeypatch):
    made = whole_roll(data_file, event)
    monkeypatch.setattr(roll_reading, "_MANY", 3)
    for number in range(4):
        person(data_file, f"Ann{number}")
    assert not read(data_file, catch_up, made, event)


def test_the_roll_is_read_in_slices(data_file, event, monkeypatch):
    monkeypatch.setattr(roll_reading, "_SLICE", 2)
    for name in ("Ana", "Ben", "Cai", "Dai", "Efa"):
        person(data_file, name)
    made = read(data_file, read_roll, event)
    assert not made.complete
    assert made.find(["dai"]) == {}
    assert whole_roll(data_file, event).complete
    assert [names(data_file, whole_roll(data_file, event), each) for each in ("dai", "efa")] == [
        ["Dai"],
        ["Efa"],
    ]


def test_a_name_with_line_breaks_is_one_line(data_file, event):
    person(data_file, "Siân\nElen", "Hughes\tJones")
    made = whole_roll(data_file, event)
    assert len(names(data_file, made, "elen jones")) == 1
    assert len(made.find(["jones"])) == 1


def test_the_line_of_a_number_is_one_word_however_it_is_typed():
    typed = ("07700 900123", "+44 7700 900 123", "0044 7700-900123", "siân 07700 900123")
    assert [words_of(text)[-1] for text in typed] == ["07700900123"] * 4
    assert words_of("Unit 2-4") == ["unit", "2-4"]
    assert words_of("07700 900123 siân") == ["07700900123", "sian"]


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), min_size=1))
def test_lines_are_folded_together_as_they_are_one_by_one(lines):
    together = fold_lines("\x1e".join(lines).encode()).decode().split("\x1e")
    assert [fold(line) for line in together] == [fold(line) for line in lines]


WORDS = st.lists(st.text("aábcdłŵ李٤", min_size=1, max_size=6), min_size=1, max_size=4)
TYPED = st.lists(st.text("aábcdłŵ李٤", min_size=2, max_size=3), min_size=1, max_size=2)


@given(st.lists(WORDS, min_size=1, max_size=6), TYPED)
def test_whoever_has_words_that_begin_as_typed_is_found_and_marked_so(people, typed):
    made = Roll("")
    lines = [fold(" ".join(words)) for words in people]
    made.index.put((number, line, "", "") for number, line in enumerate(lines, start=1))
    wanted = [fold(word) for word in typed]
    expected = {
        number
        for number, line in enumerate(lines, start=1)
        if all(any(each.startswith(word) for each in line.split()) for word in wanted)
    }
    found = made.find(wanted)
    assert {number for number, as_typed in found.items() if as_typed} == expected
