"""While a paper is worked out from what was read, people save."""

from datetime import date

import pytest

from engagement_app.domain import acts, sheet_lines
from engagement_app.domain.projects import ProjectInput
from engagement_app.errors import Cause, StorageError
from engagement_app.papers import PAPERS
from engagement_app.resourcing import balance, call_list, evidence, feedback_slip, reading
from engagement_app.resourcing.promises import unanswered
from engagement_app.store import engine
from engagement_app.store.datafile import open_file
from engagement_app.store.plain_rows import ask, let_go
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.resourcing.projects import project

TABLES = {
    "organisation": [{"id": "o", "name": "Trust"}, {"id": "club", "name": "Club"}],
    "community": [{"id": "c"}],
    "event": [{"id": "e"}],
    "person": [
        {"id": "ann", "known_as": "Ann", "organisation_id": "club", "community_ids": ["c"]},
        {"id": "twin", "known_as": "Anne", "same_as_id": "ann"},
        {"id": "bob", "known_as": "Bob", "do_not_contact": True},
    ],
    "attendance": [
        {"id": "a", "person_id": "ann", "line_number": 1, "wants_to_stay_involved": "yes"},
        {"id": "t", "person_id": "twin", "status": "here"},
        {"id": "b", "person_id": "bob", "wants_to_stay_involved": "yes"},
        {"id": "n", "label": "Lady with the dog"},
    ],
    "theme": [{"id": "th", "project_id": "p", "name": "Buses"}],
    "contribution": [
        {"id": "1", "attendance_id": "t", "theme_ids": ["th"], "may_quote": "yes"},
        {"id": "2", "attendance_id": "n", "voice": "on_behalf", "community_id": "c"},
    ],
    "engagement_role": [{}],
    "body": [{}],
    "message": [{"contribution_ids": ["1", "2"]}],
    "hearing": [{}],
    "follow_up": [
        {"id": "x", "person_id": "twin", "owner_organisation_id": "o", "role_id": "r"},
        {"id": "y", "contribution_id": "1", "owner_name": "Mari", "due_on": "2026-05-01"},
    ],
}
WORKED_OUT = {
    "gap": (reading, "_whole"),
    "summary": (reading, "_whole"),
    "feedback": (reading, "_whole"),
    "messages": (reading, "_whole"),
    "follow-ups": (call_list, "_by_person"),
    "feedback-slip": (feedback_slip, "in_order"),
    "badges": (sheet_lines, "_lines"),
    "sign-in": (sheet_lines, "_lines"),
    "sheet-differences": (sheet_lines, "_lines"),
}
"""By paper what is done first with what was read, once the file may be let go."""
SHOWN = {
    "who was promised nothing": (unanswered, reading, "_whole"),
    "the belt": (balance.read_belt, reading, "_whole"),
    "who was heard": (evidence.read_communities, evidence, "communities_of"),
}
OF_ONE_EVENT = ("badges", "sign-in", "sheet-differences")


@pytest.fixture
def file(data_path, keyboard, monkeypatch):
    """A data file that waits 50 ms for others, instead of five seconds."""
    monkeypatch.setitem(engine._SETTINGS, "busy_timeout", ("50", 50))
    with open_file(data_path, keyboard) as opened:
        put(opened, project(**TABLES))
        yield opened


def add(file):
    with file.writing("new project") as session:
        return acts.add(session, ProjectInput.parse(name="Tawe green spaces"))


@pytest.fixture
def meanwhile(file, monkeypatch):
    """Somebody saves while this function of a module works; gives what was saved."""

    def watch(module, name):
        work_out, saved = getattr(module, name), []

        def saving(*about, **more):
            saved.append(add(file))
            return work_out(*about, **more)

        monkeypatch.setattr(module, name, saving)
        return saved

    return watch


def test_whoever_reads_keeps_others_from_saving_until_they_let_go(file):
    with file.reading() as session:
        before = len(ask(session, "SELECT * FROM project"))
        with pytest.raises(StorageError) as caught:
            add(file)
        assert caught.value.cause is Cause.LOCKED
        let_go(session)
        assert not session.in_transaction()
        add(file)
        assert len(ask(session, "SELECT * FROM project")) == before + 1
        assert session.in_transaction()


@pytest.mark.parametrize("paper", WORKED_OUT)
def test_a_paper_that_is_being_worked_out_keeps_nobody_from_saving(paper, file, meanwhile):
    saved = meanwhile(*WORKED_OUT[paper])
    event = rid("e") if paper in OF_ONE_EVENT else None
    more = {"person_id": rid("ann")} if paper == "feedback-slip" else {}
    with file.reading() as session:
        PAPERS[paper].prepare(session, rid("p"), date(2026, 11, 29), event, **more)
        assert not session.in_transaction(), "something was read after the file was let go"
    assert len(saved) == 1


@pytest.mark.parametrize("shown", SHOWN)
def test_what_is_shown_of_a_whole_project_keeps_nobody_from_saving(shown, file, meanwhile):
    read, *where = SHOWN[shown]
    saved = meanwhile(*where)
    with file.reading() as session:
        read(session, rid("p"))
        assert not session.in_transaction(), "something was read after the file was let go"
    assert len(saved) == 1


def test_the_summary_looks_through_what_was_said_once(file):
    asked: list[str] = []
    with file.reading() as session:
        driver = session.connection().connection.driver_connection
        driver.set_trace_callback(asked.append)
        PAPERS["summary"].prepare(session, rid("p"), date(2026, 11, 29), None)
        driver.set_trace_callback(None)
    assert sum("FROM contribution" in each for each in asked) == 1
