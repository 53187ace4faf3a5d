"""Who objects is told so wherever the window shows them."""

from datetime import UTC, datetime

import pytest

from engagement_app.domain.consenting import record_answer
from engagement_app.domain.erasing import foresee
from engagement_app.domain.find_anything import find_anything
from engagement_app.domain.record_lists import list_records
from engagement_app.domain.requests import put_request
from engagement_app.domain.stories import read_story
from engagement_app.domain.what_was_said import Wanted, list_said
from engagement_app.gui.pages.data.erase_panel import ErasePanel
from engagement_app.gui.pages.data.record_columns import columns_of
from engagement_app.gui.pages.follow_ups import telling
from engagement_app.gui.pages.said.columns import columns
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.resourcing.projects import project

NOW = datetime(2026, 6, 1, 18, tzinfo=UTC)
PHONE = "01632 960177"


@pytest.fixture
def file(data_file):
    put(
        data_file,
        project(
            event=[{}],
            person=[
                {"id": "q", "given_name": "Quillon", "family_name": "Rhys", "phone": PHONE},
                {"id": "b", "known_as": "Bystander", "phone": "01632 960999"},
            ],
            attendance=[{"id": "a", "person_id": "q"}, {"id": "ab", "person_id": "b"}],
            contribution=[
                {"id": "c", "attendance_id": "a", "may_quote": "yes"},
                {"id": "cb", "attendance_id": "ab", "may_quote": "yes"},
            ],
        ),
    )
    with data_file.writing("consent.record") as session:
        for purpose in ("contact", "quote", "photo"):
            record_answer(session, rid("q"), purpose, "no", NOW)
    return data_file


def read(file, query, *args):
    with file.reading() as session:
        return query(session, *args)


def test_nobody_is_rung_from_the_list_of_people(file):
    rows = read(file, list_records, "person", None).rows
    [phone] = [column for column in columns_of("person") if column.title == "Phone"]
    assert sorted(map(phone.text, rows)) == ["(do not contact)", "01632 960999"]


def test_nobody_is_rung_from_what_was_found(file):
    [found] = read(file, find_anything, None, "quillon rh")
    assert PHONE not in found.more
    [other] = read(file, find_anything, None, "960999")
    assert other.more == "01632 960999"
    assert all(PHONE not in each.more for each in read(file, find_anything, None, "960177"))


def test_what_was_said_by_who_objects_says_that_it_may_not_be_quoted(file):
    rows = {row.who: row for row in read(file, list_said, Wanted(rid("p")))}
    [column] = [each for each in columns() if each.title == "May be quoted"]
    assert column.text(rows["Quillon Rhys"]) == "No, they object"
    assert "asked not to be quoted" in column.tip(rows["Quillon Rhys"])
    assert column.text(rows["Bystander"]) == "Yes"


def test_the_story_warns_first_and_tells_the_version_of_each_answer(file):
    story = read(file, read_story, rid("q"))
    assert telling.warning(story.who) == (
        "⚠ Do not contact this person. ⚠ They asked not to be quoted. ⚠ No photographs of them."
    )
    told = " ".join(line for _role, line in telling.sections(story))
    assert "Photo: no (consent, 01/06/2026, wording 1-" in told
    assert telling.warning(read(file, read_story, rid("b")).who) == ""


def test_erasing_tells_what_becomes_of_the_log_of_requests(file, qtbot):
    for who in ("Quillon Rhys", "Mrs Quillon Rhys"):
        values = {"kind": "erasure", "who": who, "received_on": NOW.date()}
        with file.writing("rights.request") as session:
            put_request(session, "rights_request", None, None, values)
    panel = ErasePanel()
    qtbot.addWidget(panel)
    panel.ask(read(file, foresee, rid("q")))
    assert "1 entry in the log of requests loses their name" in panel.told.text()
    assert "1 entry in the log of requests names them and stays" in panel.told.text()
    panel.ask(read(file, foresee, rid("b")))
    assert "log of requests" not in panel.told.text()
