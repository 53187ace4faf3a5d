"""A log, even the finest, holds what went wrong and where, and nothing about anybody."""

import logging

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from engagement_app.domain import acts
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import StorageError, UserError
from engagement_app.store.check import findings
from engagement_app.store.engine import open_engine

MARKER = "Zyxwmarker"


@pytest.fixture
def person(data_file):
    with data_file.writing("person.add") as session:
        return acts.add(session, PersonInput.parse(given_name=MARKER, notes=MARKER))


def alter_wrongly(session, person):
    session.connection().exec_driver_sql("UPDATE person SET id = NULL, notes = ?", (MARKER,))


def ask_nonsense(session, person):
    session.execute(sa.text("SELECT nonsense FROM person WHERE notes = :x"), {"x": MARKER})


def fill_the_disk(session, person):
    session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
    for number in range(300):
        acts.add(session, PersonInput.parse(given_name=MARKER, notes=MARKER * number))


def fail_at_last(session, person):
    acts.add(session, PersonInput.parse(given_name=MARKER))
    raise UserError("stopped")


SERVICES = [alter_wrongly, ask_nonsense, fill_the_disk, fail_at_last]


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_of_a_person_is_in_the_log_of_what_failed(service, data_file, person, caplog):
    caplog.set_level(logging.DEBUG)
    with (
        pytest.raises((DBAPIError, StorageError, UserError)) as caught,
        data_file.writing("person.edit") as session,
    ):
        service(session, person)
    assert MARKER not in caplog.text
    assert MARKER not in str(caught.value)


def test_nothing_of_a_person_is_in_the_log_of_reading(data_file, person, caplog):
    caplog.set_level(logging.DEBUG)
    with data_file.reading() as session:
        assert session.get(Person, person).notes == MARKER
        assert list(findings(session, TABLES.values())) == []
    assert MARKER not in caplog.text


def test_it_would_be_noticed_if_the_engine_told_of_its_rows(data_file, person, caplog):
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="sqlalchemy")
    engine = open_engine(data_file.path)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT notes FROM person").all()
    engine.dispose()
    assert MARKER in caplog.text
