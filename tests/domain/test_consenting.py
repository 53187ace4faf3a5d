"""What somebody agrees to: each answer stays as it was given, with the words that were shown."""

from datetime import UTC, datetime, timedelta

import pytest

from engagement_app.domain import acts
from engagement_app.domain.consenting import read_answers, record_answer, standing_answers
from engagement_app.domain.merging import merge
from engagement_app.domain.people import Consent, ConsentInput, Person, PersonInput
from engagement_app.domain.undoing import undo_newest
from engagement_app.domain.wordings import (
    in_use,
    keep_wording,
    read_wordings,
    set_wording,
    standard_wordings,
    version_of,
)
from engagement_app.errors import UserError
from engagement_app.store.plain_rows import ask

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def read(data_file):
    def found(query, *args):
        with data_file.reading() as session:
            return query(session, *args)

    return found


@pytest.fixture
def ann(write):
    return write(acts.add, PersonInput.parse(known_as="Ann"))


def test_a_withdrawal_is_an_answer_of_its_own_and_the_one_before_stays(write, read, ann):
    write(record_answer, ann, "photo", "yes", NOW)
    write(record_answer, ann, "photo", "no", LATER)
    answers = read(read_answers, ann)
    assert [(each.given, each.recorded_at) for each in answers] == [("no", LATER), ("yes", NOW)]
    assert standing_answers(answers)["photo"].given == "no"


def test_another_wording_is_another_version_and_what_was_agreed_reads_as_it_did(write, read, ann):
    before = read(in_use)["photo"]
    write(record_answer, ann, "photo", "yes", NOW)
    version = write(set_wording, "photo", "May we  print\npictures of you?")
    write(record_answer, ann, "photo", "yes", LATER)
    newer, older = read(read_answers, ann)
    assert (older.version, older.words) == (before.version, before.words)
    assert (newer.version, newer.words) == (version, "May we print pictures of you?")
    assert version == version_of(2, "May we print pictures of you?")
    assert [each.version for each in read(read_wordings)["photo"]] == [before.version, version]


def test_the_words_agreed_to_are_in_the_file_also_where_the_program_has_others_by_now(
    write, read, ann, monkeypatch
):
    before = read(in_use)["quote"]
    write(record_answer, ann, "quote", "yes", NOW)
    changed = {**standard_wordings(), "quote": before.__class__("quote", "1-ffffff", "Other?")}
    monkeypatch.setattr("engagement_app.domain.wordings.standard_wordings", lambda: changed)
    [answer] = read(read_answers, ann)
    assert answer.words == before.words
    assert read(in_use)["quote"].words == before.words, "a file that asked something goes on so"


def test_what_was_shown_counts_not_what_is_in_use_since(write, read, ann):
    shown = read(in_use)["contact"]
    write(set_wording, "contact", "May we ring you?")
    write(record_answer, ann, "contact", "yes", NOW, words=shown.words)
    [answer] = read(read_answers, ann)
    assert (answer.version, answer.words) == (shown.version, shown.words)
    assert read(in_use)["contact"].words == "May we ring you?"


def test_the_same_words_again_are_no_new_version(write, read):
    first = write(set_wording, "contact", "May we ring you?")
    assert write(set_wording, "contact", " May we ring  you? ") == first
    assert write(keep_wording, "contact", "May we ring you?") == first
    assert len(read(read_wordings)["contact"]) == 2


def test_words_that_were_asked_before_can_be_asked_again(write, read):
    standard = read(in_use)["contact"].words
    write(set_wording, "contact", "May we ring you?")
    write(set_wording, "contact", standard)
    assert read(in_use)["contact"].words == standard
    assert len(read(read_wordings)["contact"]) == 3


@pytest.mark.parametrize("words", ["", " \n ", "w" * 601])
def test_no_words_or_far_too_many_are_refused(write, read, words):
    with pytest.raises(UserError):
        write(set_wording, "contact", words)
    assert read(ask, "SELECT count(*) FROM consent_wording") == [(0,)]


def test_who_must_not_be_contacted_cannot_say_yes_by_the_way(write, read, ann):
    write(acts.amend, Person, ann, do_not_contact=True)
    with pytest.raises(UserError, match="take the tick out"):
        write(record_answer, ann, "contact", "yes", NOW)
    assert read(read_answers, ann) == []
    write(record_answer, ann, "contact", "no", NOW)


def test_an_answer_is_undone_and_then_the_one_before_holds(write, read, ann, data_file):
    write(record_answer, ann, "photo", "yes", NOW)
    write(record_answer, ann, "photo", "no", LATER, act="consent.record")
    assert undo_newest(data_file) == "Undone: what somebody agrees to, Ann"
    assert [each.given for each in read(read_answers, ann)] == ["yes"]


def test_answers_of_somebody_recorded_twice_are_read_together(write, read, ann):
    twin = write(acts.add, PersonInput.parse(known_as="Annie"))
    write(record_answer, twin, "quote", "no", NOW)
    write(merge, ann, twin, {})
    assert [each.given for each in read(read_answers, ann)] == ["no"]


def test_a_version_that_this_file_does_not_know_has_no_words(write, read, ann):
    entry = {"person_id": ann, "purpose": "photo", "basis": "consent", "given": "yes"}
    write(acts.add, ConsentInput.parse(**entry, wording_version="2-abcdef"))
    [answer] = read(read_answers, ann)
    assert (answer.version, answer.words, answer.recorded_at) == ("2-abcdef", None, None)
    assert read(ask, f"SELECT count(*) FROM {Consent.__tablename__}") == [(1,)]
