"""Requests, wordings, periods and questions are in the change log: proved, told of, taken back."""

import re
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_app.domain import acts, equality
from engagement_app.domain.audit_list import list_done, records_of
from engagement_app.domain.consenting import record_answer
from engagement_app.domain.equality import Asking, get_asking, set_asking, standard_questions
from engagement_app.domain.people import PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.requests import TABLE, list_requests, put_request
from engagement_app.domain.retention import KINDS, read_periods, set_period
from engagement_app.domain.rights import RetentionPeriod
from engagement_app.domain.tables import EVERY
from engagement_app.domain.undoing import undo_newest
from engagement_app.domain.wordings import read_wordings, set_wording
from engagement_app.errors import UserError
from engagement_app.store import records
from engagement_app.store.check import findings
from engagement_app.store.datafile import create_file, open_file
from engagement_app.store.plain_rows import ask
from tests.domain.test_consenting import NOW

TODAY = date.today()
ASKED = {"kind": "erasure", "who": "Nesta Quayle", "about": "All of it", "received_on": TODAY}
WORDS = "May we take and keep photographs of you?"
FEWER = standard_questions()[:3]


@pytest.fixture
def do(data_file):
    def write(act, command, *args, **values):
        with data_file.writing(act) as session:
            return command(session, *args, **values)

    return write


@pytest.fixture
def read(data_file):
    def query(command, *args):
        with data_file.reading() as session:
            return command(session, *args)

    return query


@pytest.fixture
def settled(do, project, event):
    """The file has one of each, and a batch of answers; gives the project."""
    do("rights.request", put_request, TABLE, None, None, ASKED)
    do("retention.period", set_period, "came", 24)
    do("consent.wording", set_wording, "photo", WORDS)
    do("monitoring.ask", set_asking, project, Asking(True, FEWER))
    slips = [{"age": FEWER[0].choices[0]} for _each in range(8)]
    do("monitoring.slips", equality.put_slips, project, event, slips)
    return project


def found_after(data_file, keyboard, statement):
    """What `check` finds once somebody did this with another tool."""
    data_file.close()
    with closing(sqlite3.connect(data_file.path)) as connection, connection:
        connection.execute(statement)
    with open_file(data_file.path, keyboard) as file, file.reading() as session:
        return list(findings(session, EVERY.values()))


BEHIND = {
    "rights_request .* is not what its changes say": "UPDATE rights_request SET who = 'Eve'",
    "rights_request .* is missing": "DELETE FROM rights_request",
    "rights_request .* is in no change": "INSERT INTO rights_request (id, kind, who, received_on)"
    " VALUES ('00000000-0000-4000-8000-000000000000', 'access', 'Eve', '2026-11-02')",
    "retention_period .* is not what its changes say": "UPDATE retention_period SET months = 99",
    "retention_period .* is missing": "DELETE FROM retention_period",
    "consent_wording .* is not what its changes say": "UPDATE consent_wording SET words = 'Yes?'",
    "consent_wording .* is missing": "DELETE FROM consent_wording",
    "monitoring_form .* is not what its changes say": "UPDATE monitoring_form SET asked = 0",
    "monitoring_form .* is missing": "DELETE FROM monitoring_form",
}


@pytest.mark.parametrize("sentence", BEHIND)
def test_what_was_altered_or_removed_behind_the_programs_back_is_told(
    sentence, settled, data_file, keyboard
):
    [line] = found_after(data_file, keyboard, BEHIND[sentence])
    assert re.match(sentence, line)


def test_answers_alone_have_no_change_that_would_prove_them(settled, data_file, keyboard):
    assert found_after(data_file, keyboard, "DELETE FROM monitoring_response") == []


def test_only_answers_are_outside_the_log():
    assert [name for name, entity in EVERY.items() if not entity.logged] == ["monitoring_response"]


def test_a_request_is_taken_back_and_the_sentence_names_nobody(do, read, data_file, project):
    key = do("rights.request", put_request, TABLE, None, None, ASKED)
    do("rights.request", put_request, TABLE, key, None, {"answered_on": TODAY, "outcome": "Done"})
    told = "Undone: entry in the log of requests, To be erased"
    assert undo_newest(data_file) == told
    [row] = read(list_requests, TODAY)
    assert (row.who, row.answered_on, row.outcome) == ("Nesta Quayle", None, None)
    assert undo_newest(data_file) == told
    assert read(list_requests, TODAY) == []
    assert_sound(data_file)


def test_a_period_is_taken_back_and_can_be_set_again(do, read, data_file, project):
    do("retention.period", set_period, "came", 24)
    do("retention.period", set_period, "came", 36)
    for months in (24, 0):
        assert undo_newest(data_file) == "Undone: period of retention, Came"
        assert read(read_periods)["came"] == months
    do("retention.period", set_period, "came", 12)
    assert read(read_periods)["came"] == 12


def test_periods_that_two_laptops_set_are_one_once_it_is_set_again(do, read, data_file, project):
    for each in "21":
        key = f"0000000{each}-0000-4000-8000-000000000000"
        whole = acts.whole_row(RetentionPeriod, key, {"kind": "came", "months": int(each)})
        do("retention.period", records.create, RetentionPeriod, [whole])
    assert read(read_periods)["came"] == 2, "the one that is last by its id, on every laptop"
    do("retention.period", set_period, "came", 12)
    assert read(ask, "SELECT DISTINCT months FROM retention_period") == [(12,)]
    assert undo_newest(data_file) == "Undone: period of retention, Came"
    assert read(ask, "SELECT months FROM retention_period ORDER BY id") == [(1,), (2,)]


def test_questions_are_taken_back_to_those_of_before_and_can_be_asked_again(
    do, read, data_file, project
):
    first, second = Asking(True, standard_questions()), Asking(True, FEWER)
    for asking in (first, second):
        do("monitoring.ask", set_asking, project, asking)
    for asking in (first, Asking(False, standard_questions())):
        assert undo_newest(data_file).startswith("Undone: questions of equality monitoring")
        assert read(get_asking, project) == asking
    do("monitoring.ask", set_asking, project, second)
    assert read(get_asking, project) == second
    assert_sound(data_file)


def test_what_people_are_asked_is_not_taken_back_and_nothing_older_is_instead(
    do, read, data_file, project
):
    do("consent.wording", set_wording, "photo", WORDS)
    with pytest.raises(UserError, match="other words instead"):
        undo_newest(data_file)
    assert read(read_wordings)["photo"][-1].words == WORDS


def test_words_kept_as_somebody_agreed_stay_when_that_is_taken_back(do, read, data_file, project):
    ann = do("record.add", acts.add, PersonInput.parse(known_as="Ann"))
    do("consent.record", record_answer, ann, "photo", "yes", NOW)
    assert undo_newest(data_file) == "Undone: what somebody agrees to, Ann"
    live = "SELECT count(*) FROM consent_wording WHERE deleted_at IS NULL"
    assert read(ask, live) == [(1,)]


def test_who_did_what_tells_of_them_in_words_and_names_nobody_who_asked(settled, read):
    rows = read(list_done).rows
    told = {row.act: row.about for row in rows if row.act_id}
    assert told["entry in the log of requests"] == "Request or complaint: To be erased"
    assert told["period of retention"] == "Retention period: Came"
    assert told["what people are asked to agree to"] == "Consent wording: Photo"
    assert told["questions of equality monitoring"].startswith("Monitoring form: ")
    [act] = [row.act_id for row in rows if row.act == "entry in the log of requests"]
    lines = read(records_of, act)
    assert lines == ["Request or complaint: To be erased: Kind, Who asks, What about, Received on"]
    assert read(list_done, "Nesta").rows == ()


def live(session):
    """Every live record of these tables."""
    return {
        table: sorted(ask(session, f"SELECT * FROM {table} WHERE deleted_at IS NULL"))
        for table in ("rights_request", "retention_period", "monitoring_form")
    }


@pytest.fixture(scope="module")
def evening(tmp_path_factory, keyboard):
    """A file with a project; what a turn does in it is undone at its end."""
    path = tmp_path_factory.mktemp("evening") / "notes.engagement"
    with create_file(path, keyboard) as file:
        with file.writing("new project") as session:
            project = acts.add(session, ProjectInput.parse(name="Tawe green spaces"))
        yield file, project


REQUESTS = st.fixed_dictionaries(
    {"kind": st.sampled_from(("access", "complaint")), "who": st.sampled_from("ABC")},
    optional={"about": st.none() | st.just("Photographs"), "pauses": st.just([[TODAY, None]])},
)
PERIODS = st.tuples(st.sampled_from(KINDS), st.integers(0, 3))
ASKING = st.builds(Asking, st.booleans(), st.sampled_from((FEWER, standard_questions())))


@pytest.mark.thorough
@given(st.lists(REQUESTS | PERIODS | ASKING, max_size=6))
@settings(max_examples=25)
def test_whatever_is_done_is_proved_and_undone_step_by_step(evening, steps):
    file, project = evening
    with file.reading() as session:
        before = [live(session)]
    for step in steps:
        do_one(file, project, step)
        with file.reading() as session:
            before.append(live(session))
    assert_sound(file)
    while len(before) > 1:
        same = before[-1] == before[-2]  # what was so already is no act
        if not same:
            undo_newest(file)
        before.pop()
        with file.reading() as session:
            assert live(session) == before[-1]
    assert_sound(file)


def do_one(file, project, step):
    if isinstance(step, dict):
        with file.writing("rights.request") as session:
            put_request(session, TABLE, None, None, {"received_on": TODAY, **step})
    elif isinstance(step, Asking):
        with file.writing("monitoring.ask") as session:
            set_asking(session, project, step)
    else:
        with file.writing("retention.period") as session:
            set_period(session, *step)


def assert_sound(file):
    with file.reading() as session:
        assert list(findings(session, EVERY.values())) == []
