"""While a report is worked out from what was read, people save."""

from datetime import date

import pytest

from engagement_app.domain import acts
from engagement_app.domain.projects import ProjectInput
from engagement_app.errors import Cause, StorageError
from engagement_app.papers import PAPERS
from engagement_app.resourcing import preparing, printed_messages, summing_up, you_said
from engagement_app.store import engine
from engagement_app.store.datafile import open_file
from engagement_app.store.plain_rows import ask, let_go

WORKED_OUT = {
    "gap": (preparing, "gap_report"),
    "summary": (summing_up, "summary"),
    "feedback": (you_said, "quotes"),
    "messages": (printed_messages, "printed_summary"),
}


@pytest.fixture
def file(data_path, keyboard, monkeypatch):
    """A data file that waits 50 ms for others, instead of five seconds."""
    monkeypatch.setitem(engine._SETTINGS, "busy_timeout", ("50", 50))
    with open_file(data_path, keyboard) as opened:
        yield opened


def add(file):
    with file.writing("new project") as session:
        return acts.add(session, ProjectInput.parse(name="Tawe green spaces"))


def test_whoever_reads_keeps_others_from_saving_until_they_let_go(file):
    add(file)
    with file.reading() as session:
        ask(session, "SELECT * FROM project")
        with pytest.raises(StorageError) as caught:
            add(file)
        assert caught.value.cause is Cause.LOCKED
        let_go(session)
        add(file)
        assert len(ask(session, "SELECT * FROM project")) == 2


@pytest.mark.parametrize("paper", WORKED_OUT)
def test_a_report_that_is_being_worked_out_keeps_nobody_from_saving(paper, file, monkeypatch):
    project = add(file)
    module, name = WORKED_OUT[paper]
    work_out, saved = getattr(module, name), []

    def meanwhile(*about):
        saved.append(add(file))
        return work_out(*about)

    monkeypatch.setattr(module, name, meanwhile)
    with file.reading() as session:
        PAPERS[paper].prepare(session, project, date(2026, 11, 29), None)
    assert len(saved) == 1
