"""One act, one transaction: all of it or nothing, and a clock that only goes forward."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlcipher3.dbapi2 import IntegrityError

from engagement_app.domain import acts
from engagement_app.domain.attendance import Attendance, AttendanceInput
from engagement_app.domain.events import EventInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.projects import Project, ProjectInput
from engagement_app.store import clock, engine, records
from engagement_app.store.changes import CHANGE, digest, newest_tick
from engagement_app.store.check import findings
from engagement_app.store.clock import Clock, milliseconds
from engagement_app.store.header import SCHEMA
from engagement_app.store.plain_rows import ask, let_go
from engagement_app.store.record import new_id


def changes_of(data_file, record_id):
    with data_file.reading() as session:
        rows = session.execute(select(CHANGE).order_by(CHANGE.c.hlc)).mappings().all()
    return [dict(row) for row in rows if row["record_id"] == record_id]


def count(data_file, entity=Project):
    with data_file.reading() as session:
        return len(session.execute(select(records.table_of(entity).c.id)).all())


def test_an_error_undoes_the_whole_act(data_file, project):
    before = data_file.path.read_bytes()

    def two_and_a_slip():
        with data_file.writing("two and a slip") as session:
            acts.add(session, ProjectInput.parse(name="One"))
            acts.amend(session, Project, project, name="Another")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        two_and_a_slip()
    assert count(data_file) == 1
    assert len(changes_of(data_file, project)) == 1
    assert data_file.path.read_bytes() == before


def test_an_act_is_kept_as_soon_as_those_who_read_let_go(data_file, monkeypatch):
    with data_file.reading() as session:
        ask(session, "SELECT count(*) FROM project")
        monkeypatch.setattr(engine.time, "sleep", lambda _seconds: let_go(session))
        with data_file.writing("new project") as other:
            acts.add(other, ProjectInput.parse(name="One"))
            driver = other.info["driver"]
        assert count(data_file) == 1
    assert driver.execute("PRAGMA busy_timeout").fetchone() == (engine.PATIENCE,)


def test_a_refused_commit_leaves_neither_the_record_nor_its_change(data_file, event):
    lost = acts.whole_row(Attendance, new_id(), {"event_id": new_id()})
    with pytest.raises(IntegrityError), data_file.writing("sign in nowhere") as session:
        records.create(session, Attendance, [lost])
    assert count(data_file, Attendance) == 0
    assert changes_of(data_file, lost["id"]) == []


def test_statements_of_the_session_are_saved_and_undone_with_the_rest(data_file, project):
    table = records.table_of(Project)

    def rename_and_slip():
        with data_file.writing("a slip") as session:
            session.execute(table.update().values(name="Lost"))
            raise ZeroDivisionError

    with data_file.writing("both ways") as session:
        acts.amend(session, Project, project, place="Ilkeston")
        session.execute(table.update().values(name="Kept"))
    with pytest.raises(ZeroDivisionError):
        rename_and_slip()
    with data_file.reading() as session:
        assert session.execute(select(table.c.name)).scalars().all() == ["Kept"]
        assert acts.get(session, Project, project)["place"] == "Ilkeston"


def test_after_a_refused_act_the_next_one_is_saved(data_file, project):
    with pytest.raises(ZeroDivisionError), data_file.writing("a slip"):
        1 / 0  # noqa: B018
    with data_file.writing("rename") as session:
        assert acts.amend(session, Project, project, name="Another")
    with data_file.reading() as session:
        assert acts.get(session, Project, project)["name"] == "Another"


def test_what_is_written_while_reading_does_not_stay(data_file, project):
    with data_file.reading() as session:
        before = acts.get(session, Project, project)["name"]
        session.execute(records.table_of(Project).update().values(name="Unlogged"))
    with data_file.reading() as session:
        assert acts.get(session, Project, project)["name"] == before
        assert list(findings(session, [Project])) == []


def test_a_mistake_in_our_sql_stays_a_mistake(data_file):
    with pytest.raises(OperationalError), data_file.reading() as session:
        session.connection().exec_driver_sql("SELECT * FROM nowhere")


def test_a_change_tells_who_did_what_where_and_in_which_schema(data_file, project):
    [made] = changes_of(data_file, project)
    assert (made["act"], made["kind"], made["schema_number"]) == ("new project", "project", SCHEMA)
    assert (made["person"], made["device"]) == ("Mari Ellis", "desk-laptop")
    assert made["fields"] == '{"name":{"value":"Tawe green spaces","saw":[]}}'
    assert made["digest"] == digest(made)


def test_changes_of_one_act_share_its_id_and_no_tick(data_file):
    with data_file.writing("two") as session:
        ids = [acts.add(session, ProjectInput.parse(name=name)) for name in ("One", "Two")]
    one, two = (changes_of(data_file, each)[0] for each in ids)
    assert one["act_id"] == two["act_id"]
    assert one["hlc"] < two["hlc"]


def test_an_act_that_changes_nothing_leaves_no_change(data_file, project):
    with data_file.writing("rename") as session:
        assert not acts.amend(session, Project, project, name="Tawe green spaces")
    assert len(changes_of(data_file, project)) == 1


def test_a_clock_set_back_does_not_set_the_order_back(data_file, project, monkeypatch):
    for when in (2_000_000_000, 1_000_000_000, 2_000_000_001, 3):
        monkeypatch.setattr(clock.time, "time_ns", lambda when=when: when * 10**9)
        with data_file.writing("rename") as session:
            acts.amend(session, Project, project, name=f"At {when}")
    told = changes_of(data_file, project)
    assert [row["fields"][18:31].split('"')[0].strip() for row in told[1:]] == [
        "At 2000000000",
        "At 1000000000",
        "At 2000000001",
        "At 3",
    ]
    with data_file.reading() as session:
        assert acts.get(session, Project, project)["name"] == "At 3"
        assert milliseconds(newest_tick(session)) == 2_000_000_001_000


def test_ticks_only_grow_and_carry_the_time():
    now = datetime.now(UTC).timestamp() * 1000
    ticking = Clock(0)
    ticks = [ticking.tick() for _ in range(1000)]
    assert ticks == sorted(set(ticks))
    assert abs(milliseconds(ticks[0]) - now) < 60_000
    assert Clock(ticks[-1] + 5).tick() == ticks[-1] + 6 or Clock(0).tick() > ticks[-1]


def test_two_writers_wait_for_each_other_and_both_are_saved(data_file, event):
    def sign_in(name):
        with data_file.writing("sign in") as session:
            person = acts.add(session, PersonInput.parse(given_name=name))
            acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))

    threads = [threading.Thread(target=sign_in, args=(f"Guest {i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(data_file, Attendance) == 8
    with data_file.reading() as session:
        ticks = session.execute(select(CHANGE.c.hlc)).scalars().all()
    assert len(set(ticks)) == len(ticks)


def test_a_reader_sees_one_state_however_long_it_looks(data_file, project):
    with data_file.reading() as session:
        first = acts.get(session, Project, project)["name"]
        again = acts.get(session, Project, project)["name"]
    with data_file.writing("new event") as session:
        acts.add(session, EventInput.parse(project_id=project, title="Later"))
    assert first == again
