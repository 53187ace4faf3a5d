"""A directory taken in: brought up to date, and what is gone from it marked, never deleted."""

import pytest

from engagement_app.domain import acts
from engagement_app.domain.absorbing import carry_out
from engagement_app.domain.choices import list_choices
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.importing.services import plan_services
from engagement_app.domain.promises import list_promises
from engagement_app.domain.record_lists import list_records
from engagement_app.domain.services import Service, ServiceInput
from engagement_app.domain.undoing import undo_newest
from engagement_app.exchange.directory.reading import read_services
from engagement_app.store.records import table_of
from tests.exchange.directory.feeds import IDS, page, service


@pytest.fixture
def take(data_file, tmp_path):
    """`take(*services)` takes a page in and gives the plan."""

    def taken(*services, **more):
        read = read_services(page(tmp_path / "page.json", *services, **more))
        with data_file.writing("services.import") as session:
            listed = plan_services(session, read)
            carry_out(session, listed.plan)
        return listed

    return taken


def standing(data_file):
    """The live services: name and status by reference."""
    with data_file.reading() as session:
        rows = session.execute(table_of(Service).select()).mappings()
        return {
            row["reference"]: (row["name"], row["status"]) for row in rows if not row["deleted_at"]
        }


def test_the_same_directory_twice_changes_nothing(take):
    assert (len(take(service(0), service(1)).told), take(service(0), service(1)).unchanged) == (
        2,
        2,
    )


def test_taking_it_in_again_brings_services_up_to_date(take, data_file):
    take(service(0), service(1))
    take(service(0, name="Stitch and chat"), service(1))
    assert standing(data_file)[IDS[0]] == ("Stitch and chat", "active")


def test_what_a_page_is_silent_on_is_left_alone(take, data_file):
    take(service(0, phones=[{"number": "01632 960123"}]))
    assert take(service(0)).unchanged == 1
    take(service(0, phones=None))
    with data_file.reading() as session:
        [row] = session.execute(table_of(Service).select()).mappings()
    assert row["phone"] is None


def test_what_is_gone_is_marked_and_stays(take, data_file):
    take(service(0), service(1))
    take(service(0))
    assert standing(data_file) == {
        IDS[0]: ("Craft circle 0", "active"),
        IDS[1]: ("Craft circle 1", "gone"),
    }
    take(service(0), service(1))
    assert standing(data_file)[IDS[1]] == ("Craft circle 1", "active")


def test_another_directory_marks_nothing_of_this_one(take, data_file):
    take(service(0), service(1), service(2))
    take(service(2), service(3))
    assert {status for _name, status in standing(data_file).values()} == {"active"}


def test_what_was_typed_by_hand_is_of_no_directory(take, data_file):
    with data_file.writing("record.add") as session:
        acts.add(session, ServiceInput.parse(name="By hand", reference=IDS[4], status="open"))
    take(service(0))
    take(service(0))
    assert standing(data_file)[IDS[4]] == ("By hand", "open")


@pytest.mark.parametrize("more", [{"total_pages": 2}, {}])
def test_one_page_of_several_or_a_page_with_faults_marks_nothing(take, data_file, more):
    take(service(0), service(1))
    listed = take(service(0), *([] if more else [{"id": "no"}]), **more)
    assert "not marked" in listed.remarks[0]
    assert standing(data_file)[IDS[1]][1] == "active"


def test_taking_it_in_can_be_undone_and_done_again(take, data_file):
    take(service(0))
    undo_newest(data_file)
    assert standing(data_file) == {}
    take(service(0))
    assert list(standing(data_file)) == [IDS[0]]


def test_it_is_found_by_name_organisation_place_and_words(take, data_file):
    place = [{"location": {"name": "Town library"}}]
    take(service(0, service_at_locations=place), service(1, organization=None, description="Tea"))
    with data_file.reading() as session:
        for text in ("craft 0", "friendly", "LIBRARY", "natter", "circle library knit"):
            found = list_records(session, "service", None, text).rows
            assert [row.cells[0] for row in found] == ["Craft circle 0"], text
            chosen = list_choices(session, "service", None, text=text)
            assert [each.title for each in chosen] == ["Craft circle 0 (Friendly Hands)"], text


def test_a_follow_up_shows_its_service_and_that_it_is_gone(take, data_file, project):
    take(service(0), service(1))
    with data_file.writing("record.add") as session:
        rows = session.execute(table_of(Service).select()).mappings().all()
        ids = {row["reference"]: row["id"] for row in rows}
        entry = FollowUpInput.parse(project_id=project, service_id=ids[IDS[1]])
        each = acts.add(session, entry)
    take(service(0))
    with data_file.reading() as session:
        [row] = list_promises(session, {each: "later"})
        assert list_choices(session, "service", None, text="circle 1") == []
    assert row.service == "Craft circle 1 (Friendly Hands), not listed any more"
