"""Whoever is erased leaves no name in the log of requests, which stays as what was done."""

import shutil
from datetime import date, timedelta

import pytest

from engagement_app.domain import acts, erasing
from engagement_app.domain.holdings import read_holdings
from engagement_app.domain.holdings_text import told_requests
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.requests import TABLE, list_requests, put_request
from engagement_app.domain.tables import EVERY
from engagement_app.domain.undoing import undo_newest
from engagement_app.errors import UserError
from engagement_app.store import erasures
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file
from engagement_app.store.plain_rows import ask

TODAY = date.today()
CAME = TODAY - timedelta(days=9)
NAME, MAIL = "Nesta Quillfeather", "nesta@quillfeather.example"


@pytest.fixture
def nesta(data_file, project):
    with data_file.writing("record.add") as session:
        entry = PersonInput.parse(given_name="Nesta", family_name="Quillfeather", email=MAIL)
        return acts.add(session, entry)


@pytest.fixture
def put(data_file):
    def write(record_id=None, **values):
        ready = values if record_id else {"kind": "erasure", "received_on": CAME, **values}
        with data_file.writing("rights.request") as session:
            return put_request(session, TABLE, record_id, None, ready)

    return write


@pytest.fixture
def erase(data_file, nesta):
    def done():
        return erasing.erase_for_good(data_file, nesta)

    return done


def read(file, query, *args):
    with file.reading() as session:
        return query(session, *args)


def assert_sound(file):
    with file.reading() as session:
        assert list(findings(session, EVERY.values())) == []


def row_of(file, key):
    return next(row for row in read(file, list_requests, TODAY) if row.id == key)


def kept_of(file):
    """All that the records and the changes of the log of requests say."""
    rows = ask_all(file, "SELECT * FROM rights_request")
    return rows + ask_all(file, "SELECT fields FROM change WHERE kind = 'rights_request'")


def ask_all(file, sql):
    return str(read(file, ask, sql))


def bytes_of(file):
    """Every byte of the file, once it is closed."""
    file.close()
    return file.path.read_bytes()


@pytest.mark.parametrize("who", [NAME, "nesta  QUILLFEATHER", MAIL])
def test_a_request_in_their_name_stays_as_asked_by_nobody(who, put, erase, data_file):
    key = put(who="Quillfeather")
    put(key, who=who, about="What Quillfeather said", pauses=[[CAME, None]])
    put(key, outcome="Told Quillfeather")
    put(key, outcome="Done", answered_on=TODAY)
    assert erase().own_requests == 1
    row = row_of(data_file, key)
    assert (row.kind, row.who, row.about) == ("erasure", "(erased)", None)
    assert (row.received_on, row.answered_on, row.outcome) == (CAME, TODAY, "Done")
    assert row.standing == "answered"
    assert "uillfeather" not in kept_of(data_file).lower()
    assert_sound(data_file)
    assert b"uillfeather" not in bytes_of(data_file).lower()


@pytest.mark.parametrize("who", ["Nesta", "Quillfeather", f"{NAME}'s daughter", "Nesta Quill"])
def test_one_that_only_may_be_theirs_stays_and_is_told(who, put, erase, data_file):
    key = put(who=who, outcome=NAME)
    foreseen = erase()
    assert (foreseen.own_requests, foreseen.requests) == (0, 1)
    assert row_of(data_file, key).who == who
    [told] = told_requests(foreseen)
    assert told.startswith("1 entry in the log of requests names them and stays")


def test_an_outcome_that_names_them_is_told_and_can_be_put_right(put, erase, data_file):
    key = put(who=NAME, outcome="Quillfeather was told")
    foreseen = erase()
    assert (foreseen.own_requests, foreseen.requests) == (1, 1)
    assert len(told_requests(foreseen)) == 2
    put(key, outcome="They were told")
    assert row_of(data_file, key).outcome == "They were told"
    assert "Quillfeather" not in kept_of(data_file)


@pytest.mark.parametrize("word", ["(erased)", "Erased"])
def test_a_name_is_taken_out_by_hand_and_in_no_change_any_more(word, put, data_file):
    key = put(who="Mrs Quillfeather", about="Her words", outcome="Told")
    put(key, who=word)
    row = row_of(data_file, key)
    assert (row.who, row.about, row.outcome) == ("(erased)", None, "Told")
    assert "Quillfeather" not in kept_of(data_file)
    assert_sound(data_file)
    put(key, about="Something later")
    assert row_of(data_file, key).about == "Something later"
    assert b"Quillfeather" not in bytes_of(data_file)


def test_a_name_that_is_only_changed_is_still_in_the_history(put, data_file):
    """The control: it is the word that empties."""
    put(put(who="Mrs Quillfeather"), who="Somebody")
    assert "Quillfeather" in kept_of(data_file)


def test_an_older_copy_loses_the_name_too(put, erase, data_file, keyboard, tmp_path):
    key = put(who=NAME, about="What I said", outcome="Done")
    older = shutil.copy(data_file.path, tmp_path / "older.engagement")
    erase()
    with open_file(older, keyboard) as file:
        row = row_of(file, key)
        assert (row.who, row.about, row.outcome) == ("(erased)", None, "Done")
        assert "uillfeather" not in kept_of(file)


def test_what_was_emptied_is_not_taken_back(put, erase, data_file, project):
    put(who=NAME)
    erase()
    assert undo_newest(data_file).startswith("Undone")  # what stood before
    with pytest.raises(UserError, match="Nothing was done today"):
        undo_newest(data_file)
    assert NAME not in kept_of(data_file)


def test_a_name_put_right_in_a_request_is_told_as_an_earlier_mention(put, data_file, nesta):
    key = put(who="A neighbour", about=f"{NAME} was photographed")
    put(key, about="Somebody was photographed")
    mentions = read(data_file, read_holdings, nesta, TODAY).mentions
    assert [(each.table, each.record_id, each.earlier) for each in mentions] == [(TABLE, key, True)]


def test_others_of_the_file_keep_theirs(put, erase, data_file):
    with data_file.writing("record.add") as session:
        other = acts.add(session, PersonInput.parse(given_name="Idris", family_name="Rhys"))
    key = put(who="Idris Rhys", about="All of it")
    assert erase().own_requests == 0
    assert row_of(data_file, key).who == "Idris Rhys"
    assert read(data_file, acts.get, Person, other)["given_name"] == "Idris"
    assert read(data_file, erasures.erased_ids) & {other, key} == set()
