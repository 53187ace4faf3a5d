"""What was said, found by words: whatever the accents, whoever said it, however much there is."""

from datetime import UTC, datetime, timedelta

import pytest

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.contributions import Contribution, ContributionInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.what_was_said import MOST, Wanted, list_said
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.resourcing import projects

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ENTRIES = (
    ("Dim bws\nar y Sul", "Łukasz", "Siân"),
    ("No bus on Sundays", "Omar", "Ann"),
    ("The café shuts at four", None, "Ann"),
)


@pytest.fixture
def said(data_file, project, event):
    """Three entries; Łukasz turns out to be Luc Martin."""
    with data_file.writing("fill") as session:
        luc = acts.add(session, PersonInput.parse(given_name="Luc", family_name="Martin"))
        for number, (words, name, by) in enumerate(ENTRIES):
            who = {}
            if name:
                same = luc if name == "Łukasz" else None
                person = acts.add(session, PersonInput.parse(given_name=name, same_as_id=same))
                entry = AttendanceInput.parse(event_id=event, person_id=person)
                who = {"attendance_id": acts.add(session, entry)}
            fields = {"event_id": event, "voice": "own", "words": words, "recorded_by": by}
            moment = NOON - timedelta(minutes=number)
            acts.add(session, ContributionInput.parse(**fields, **who, recorded_at=moment))

    def found(text):
        with data_file.reading() as session:
            return [row.words for row in list_said(session, Wanted(project, text=text))]

    return found


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", [0, 1, 2]),
        ("SUL dim", [0]),
        ("bws y", [0]),
        ("cafe", [2]),
        ("sian", [0]),
        ("martin", [0]),
        ("lukasz", []),
        ("omar sundays ann", [1]),
        ("ann", [1, 2]),
        ("zzz", []),
    ],
)
def test_every_word_is_looked_for_in_what_was_said_by_whom_and_who_wrote_it(said, text, places):
    assert said(text) == [ENTRIES[at][0] for at in places]


@pytest.mark.parametrize("text", ["", "word"])
def test_the_newest_five_hundred_are_listed_though_some_before_are_out(
    data_file, project, event, text
):
    with data_file.writing("fill") as session:
        gone = acts.add(session, PersonInput.parse(given_name="Gone"))
        away = acts.add(session, AttendanceInput.parse(event_id=event, person_id=gone))
        made = []
        for number in range(MOST + 30):
            who = {"attendance_id": away} if number % 10 == 0 else {}
            moment = NOON - timedelta(minutes=number)
            fields = {"event_id": event, "voice": "own", "words": f"Word {number}"}
            entry = ContributionInput.parse(**fields, **who, recorded_at=moment)
            made.append(acts.add(session, entry))
        acts.delete(session, Contribution, made[1])
        acts.delete(session, Person, gone)
    with data_file.reading() as session:
        found = [row.words for row in list_said(session, Wanted(project, text=text))]
    there = [number for number in range(MOST + 30) if number % 10 and number != 1]
    assert found == [f"Word {number}" for number in there[:MOST]]


def test_it_is_found_by_community_and_of_duplicates_by_that_of_whom_they_are_read_as(data_file):
    put(
        data_file,
        projects.project(
            community=[{"id": "moor"}, {"id": "wharf"}],
            person=[
                {"id": "ann", "community_ids": ["moor"]},
                {"id": "annie", "same_as_id": "ann", "community_ids": ["wharf"]},
                {"id": "bob", "community_ids": ["moor"]},
            ],
            event=[{}],
            attendance=[{"id": each, "person_id": each} for each in ("annie", "bob")],
            contribution=[
                {"id": "1", "words": "of hers", "attendance_id": "annie"},
                {"id": "2", "words": "of his", "attendance_id": "bob"},
                {"id": "3", "words": "by him", "attendance_id": "bob", "voice": "second_hand"},
                {"id": "4", "words": "for it", "community_id": "moor", "voice": "on_behalf"},
                {"id": "5", "words": "for another", "community_id": "wharf"},
            ],
        ),
    )

    def found(**wanted):
        with data_file.reading() as session:
            rows = list_said(session, Wanted(rid("p"), **wanted))
        return {row.words for row in rows}

    assert found(community_id=rid("moor")) == {"of hers", "of his", "for it"}
    assert found(community_id=rid("moor"), text="of") == {"of hers", "of his"}
    assert found(community_id=rid("wharf")) == {"for another"}
    assert found(ids=(rid("1"), rid("4"))) == {"of hers", "for it"}
    assert found(ids=()) == set()


def test_words_are_looked_for_in_vain_where_nothing_was_said(data_file, project, event):
    with data_file.reading() as session:
        assert list_said(session, Wanted(project, event, text="bus")) == []
