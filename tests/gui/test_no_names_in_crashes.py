"""A mistake in any service, met with a name in its hands: neither log nor box has the name."""

import json
import logging
from datetime import date

import pytest
import sqlalchemy as sa
from PySide6.QtWidgets import QMessageBox

from engagement_app.cli.main import run
from engagement_app.domain import acts, erasing, merging, retention
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.audit_list import list_done
from engagement_app.domain.contributions import Contribution, ContributionInput
from engagement_app.domain.equality import Asking, put_slips, set_asking, standard_questions
from engagement_app.domain.find_anything import find_anything
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.holdings import read_holdings
from engagement_app.domain.importing.kinds import plan_list, take_in
from engagement_app.domain.lost_laptop import FileTold, prepare_lost_laptop
from engagement_app.domain.people import ConsentInput, Person, PersonInput
from engagement_app.exchange.list_kinds import read_list
from engagement_app.exchange.open_format.importing import import_document
from engagement_app.exchange.open_format.writing import export_project
from engagement_app.gui.problems import _met
from engagement_app.resourcing.summing_up import prepare_summary
from engagement_app.store import plain_rows
from engagement_app.store.audit import Audited, note_with
from engagement_app.store.drafts import keep_drafts, list_drafts

pytestmark = pytest.mark.thorough

MARK = "Zyxwmarker"
DAY = date(2026, 11, 24)


class OurMistakeError(Exception):
    """What nobody foresaw, with all that was in hand in its text."""


def refuse(what):
    told = repr(what)
    if MARK in told:
        raise OurMistakeError(told)


class Loud:
    """A driver or a cursor of it that fails over the first row or value with the name in it."""

    def __init__(self, inner):
        self._inner = inner

    def execute(self, sql, values=()):
        refuse(values)
        return Loud(self._inner.execute(sql, values))

    def executemany(self, sql, values):
        rows = list(values)
        refuse(rows)
        return self._inner.executemany(sql, rows)

    def fetchall(self):
        rows = self._inner.fetchall()
        refuse(rows)
        return rows

    def fetchmany(self, size):
        rows = self._inner.fetchmany(size)
        refuse(rows)
        return rows

    def __getattr__(self, name):
        return getattr(self._inner, name)


@pytest.fixture
def scene(data_file, project, event):
    """A file in which the name stands; what services are given."""
    with data_file.writing("test") as session:
        person = acts.add(session, PersonInput.parse(given_name=MARK, notes=MARK))
        other = acts.add(session, PersonInput.parse(given_name=MARK))
        came = acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))
        said = {"event_id": event, "attendance_id": came, "voice": "own", "words": MARK}
        said = acts.add(session, ContributionInput.parse(**said))
        promised = {"project_id": project, "person_id": person, "description": MARK}
        acts.add(session, FollowUpInput.parse(**promised))
        set_asking(session, project, Asking(True, standard_questions()))
        retention.set_period(session, "came", 1)
        keep_drafts(session, [("said", MARK)])
    with data_file.reading() as session:
        document = export_project(session, project)
    return {"project": project, "event": event, "person": person, "other": other, "said": said,
            "came": came, "document": document, "folder": data_file.path.parent}  # fmt: skip


@pytest.fixture
def loud(data_file, scene, monkeypatch):
    """From now on any storage of the name fails, and tells all it has."""
    really = plain_rows._driver
    monkeypatch.setattr(plain_rows, "_driver", lambda session: Loud(really(session)))

    def before(_connection, _cursor, _sql, parameters, *_more):
        refuse(parameters)

    sa.event.listen(data_file._engine, "before_cursor_execute", before)
    yield scene
    sa.event.remove(data_file._engine, "before_cursor_execute", before)


def take_list(session, given):
    path = given["folder"] / "list.csv"
    path.write_text(f"Name,Attendee number,Order\n{MARK} Bell,1,7\n", encoding="utf-8")
    read = read_list("attendees", path)
    plan = plan_list(session, "attendees", given["project"], read, given["event"])
    take_in(session, "attendees", plan)


def take_document(session, given):
    content = json.loads(given["document"])
    content["person"][0]["notes"] = f"{MARK} again"
    import_document(session, json.dumps(content).encode())


def slips(session, given):
    answers = {"ethnic_group": "White", "ethnic_background": "Irish"}
    own = {**answers, "ethnic_background_own_words": MARK}
    put_slips(session, given["project"], given["event"], [own] * 8)


WRITING = {
    "a person": lambda s, g: acts.add(s, PersonInput.parse(given_name=MARK)),
    "a consent": lambda s, g: acts.add(
        s, ConsentInput.parse(person_id=g["person"], purpose="photo", basis="consent",
                              wording_version=MARK)),
    "a change": lambda s, g: acts.amend(s, Person, g["person"], phone=MARK),
    "what was said": lambda s, g: acts.amend(s, Contribution, g["said"], words=f"{MARK}!"),
    "a nameless one": lambda s, g: acts.add(
        s, AttendanceInput.parse(event_id=g["event"], label=MARK)),
    "a promise": lambda s, g: acts.add(
        s, FollowUpInput.parse(project_id=g["project"], description=MARK)),
    "deletion": lambda s, g: acts.delete(s, Person, g["person"]),
    "merging": lambda s, g: merging.merge(s, g["person"], g["other"], {}),
    "erasing": lambda s, g: erasing.erase(s, g["person"]),
    "an import of people": take_list,
    "an import of a project": take_document,
    "slips": slips,
    "a draft": lambda s, g: keep_drafts(s, [("said", MARK)]),
    "the audit": lambda s, g: note_with(s, Audited.EXPORT, file=MARK),
}  # fmt: skip
READING = {
    "all that is held": lambda s, g: read_holdings(s, g["person"], DAY),
    "the audit list": lambda s, g: list_done(s, MARK.lower()),
    "finding anything": lambda s, g: find_anything(s, MARK, g["project"]),
    "who is due": lambda s, g: retention.list_due(s, DAY),
    "a document": lambda s, g: export_project(s, g["project"]),
    "the summary": lambda s, g: prepare_summary(s, g["project"], DAY),
    "the lost-laptop sheet": lambda s, g: prepare_lost_laptop(
        s, "", DAY, file=FileTold("f"), with_names=True
    ),
}


@pytest.fixture
def crashed(caplog, monkeypatch, capfd):
    """What log, box and streams say of a mistake that nobody met."""
    caplog.set_level(logging.DEBUG)
    shown = []
    monkeypatch.setattr(
        QMessageBox, "exec", lambda box: shown.append(box.text() + box.detailedText())
    )

    def told(caught):
        _met(shown.append, caught.type, caught.value, caught.tb)
        return "".join([caplog.text, *shown, *capfd.readouterr()])

    return told


@pytest.mark.parametrize("service", WRITING)
def test_of_a_mistake_in_writing_the_name_is_told_nowhere(service, data_file, loud, crashed):
    with pytest.raises(OurMistakeError, match=MARK) as caught, data_file.writing("act") as session:
        WRITING[service](session, loud)
    told = crashed(caught)
    assert "OurMistakeError" in told
    assert MARK not in told


@pytest.mark.parametrize("service", READING)
def test_of_a_mistake_in_reading_the_name_is_told_nowhere(service, data_file, loud, crashed):
    with pytest.raises(OurMistakeError, match=MARK) as caught, data_file.reading() as session:
        READING[service](session, loud)
    assert MARK not in crashed(caught)


def test_it_would_be_seen_if_the_text_of_a_mistake_were_logged(data_file, loud, crashed):
    """The control."""
    with pytest.raises(OurMistakeError) as caught, data_file.reading() as session:
        read_holdings(session, loud["person"], DAY)
    logging.getLogger("engagement_app").error("%s", caught.value)
    assert MARK in crashed(caught)


COMMANDS = {
    "show": ("person", "show", "{person}"),
    "erase": ("person", "erase", "{person}", "--yes"),
    "export": ("export", "project", "--to", "{folder}/p.json"),
    "report": ("report", "follow-ups", "--out", "{folder}/f.pdf"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_of_a_mistake_in_a_command_the_name_is_told_nowhere(
    command, data_file, scene, monkeypatch, caplog, capsys
):
    caplog.set_level(logging.DEBUG)
    data_file.close()
    really = plain_rows._driver
    monkeypatch.setattr(plain_rows, "_driver", lambda session: Loud(really(session)))
    words = [word.format(**scene) for word in COMMANDS[command]]
    assert run([*words, "--file", str(data_file.path)]) == 70
    said = capsys.readouterr()
    assert "OurMistakeError" in said.err
    assert MARK not in said.out + said.err + caplog.text


def test_drafts_are_read_without_a_word_in_the_log(data_file, scene, caplog):
    caplog.set_level(logging.DEBUG)
    with data_file.reading() as session:
        assert MARK in list_drafts(session)[0].typed
    assert MARK not in caplog.text
