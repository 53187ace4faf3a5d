"""The VSO's own forums and drop-ins, as a directory lists services."""

import json
from datetime import UTC, datetime

import pytest

from engagement_app.domain import acts
from engagement_app.domain.events import EventInput
from engagement_app.domain.organisations import OrganisationInput
from engagement_app.errors import UserError
from engagement_app.exchange.directory.reading import read_services
from engagement_app.exchange.directory.writing import export_services


@pytest.fixture
def drop_in(data_file, project):
    with data_file.writing("record.add") as session:
        host = acts.add(session, OrganisationInput.parse(name="Town Club", phone="01632 960123"))
        meeting = {"project_id": project, "kind": "planning_meeting", "title": "Board"}
        acts.add(session, EventInput.parse(**meeting))
        return acts.add(
            session,
            EventInput.parse(
                project_id=project, title="Tuesday drop-in", kind="drop_in", venue="Library",
                host_organisation_id=host, notes="Mrs Jones brings the keys",
                starts_at=datetime(2026, 12, 1, 10, tzinfo=UTC),
                ends_at=datetime(2026, 12, 1, 12, 30, tzinfo=UTC),
            ),
        )  # fmt: skip


def test_an_open_event_is_a_service_that_reads_back(data_file, project, drop_in, tmp_path):
    with data_file.reading() as session:
        content = export_services(session, project)
    (tmp_path / "own.json").write_bytes(content)
    read = read_services(tmp_path / "own.json")
    [line] = read.lines
    assert (line.reference, read.is_whole, read.noticed) == (drop_in, True, ())
    assert line.values == {
        "name": "Tuesday drop-in",
        "status": "active",
        "description": "Drop in of the project Tawe green spaces",
        "organisation_name": "Town Club",
        "phone": "01632 960123",
        "place": "Library",
    }


def test_it_has_what_the_standard_requires_and_no_notes(data_file, project, drop_in):
    with data_file.reading() as session:
        content = export_services(session, project)
        again = export_services(session, project)
    assert content == again
    assert b"Jones" not in content
    [service] = json.loads(content)["contents"]
    assert set(service["organization"]) == {"id", "name", "description"}
    [at] = service["service_at_locations"]
    assert at["location"]["location_type"] == "physical"
    [schedule] = service["schedules"]
    assert {"id", "dtstart", "opens_at", "closes_at"} <= set(schedule)


def test_with_no_open_event_it_says_what_to_do(data_file, project, event):
    with data_file.reading() as session, pytest.raises(UserError, match="no event that is open"):
        export_services(session, project)
