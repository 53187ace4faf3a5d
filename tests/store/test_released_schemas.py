"""A real file of every released schema still opens, is sound, and has lost nothing."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engagement_app.domain import acts
from engagement_app.domain.attendance import Attendance
from engagement_app.domain.monitoring import MonitoringForm
from engagement_app.domain.people import Person
from engagement_app.domain.rights import ConsentWording, RetentionPeriod, RightsRequest
from engagement_app.domain.tables import TABLES
from engagement_app.store import header
from engagement_app.store.audit import AUDIT
from engagement_app.store.changes import CHANGE
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file
from engagement_app.store.drafts import DRAFT
from engagement_app.store.erasures import ERASURE
from engagement_app.store.records import table_of

RELEASED = sorted((Path(__file__).parents[1] / "data").glob("schema-*.engagement"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def released(request, tmp_path):
    """A copy of a released file, and what it must hold."""
    told = json.loads(request.param.with_suffix(".json").read_text())
    return Path(shutil.copy(request.param, tmp_path)), told


def test_there_is_a_file_of_every_schema():
    assert [int(path.stem.partition("-")[2]) for path in RELEASED] == list(
        range(1, header.SCHEMA + 1)
    )


def test_a_released_file_opens_sound_with_all_its_rows(released, keyboard):
    path, told = released
    with open_file(path, keyboard) as opened, opened.reading() as session:
        assert list(findings(session, TABLES.values())) == []
        tables = {name: table_of(entity) for name, entity in TABLES.items()} | {
            "change": CHANGE,
            "draft": DRAFT,
            "audit_entry": AUDIT,
            "monitoring_form": table_of(MonitoringForm),
            "erasure": ERASURE,
            "retention_period": table_of(RetentionPeriod),
            "rights_request": table_of(RightsRequest),
            "consent_wording": table_of(ConsentWording),
        }
        counts = {
            name: session.execute(select(func.count()).select_from(table)).scalar()
            for name, table in tables.items()
        }
    assert {name: counts[name] for name in told["rows"]} == told["rows"]


def test_a_released_file_still_says_what_was_written(released, keyboard):
    path, told = released
    with open_file(path, keyboard) as opened, opened.reading() as session:
        person = acts.get(session, Person, told["person"])
        attendance = acts.get(session, Attendance, told["attendance"])
        table = table_of(TABLES["tally"])
        binned = select(table.c.deleted_at).where(table.c.id == told["tally"])
        assert session.execute(binned).scalar() is not None
    assert (person["given_name"], person["family_name"]) == ("Siân", "Price")
    assert (person["phone"], person["do_not_contact"]) == (None, True)
    assert attendance["status"] == "left"
    assert attendance["left_at"].isoformat() == "2026-11-23T12:00:30.500000+00:00"


def test_a_released_file_takes_new_changes(released, keyboard):
    path, told = released
    with open_file(path, keyboard) as opened:
        with opened.writing("amend") as session:
            assert acts.amend(session, Person, told["person"], notes="Still here.")
        with opened.reading() as session:
            assert list(findings(session, TABLES.values())) == []
