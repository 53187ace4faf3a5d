"""Lists of records to choose from: found by typing, never too many."""

from engagement_app.domain import acts
from engagement_app.domain.events import EventInput
from engagement_app.domain.organisations import OrganisationInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.projects import PartnershipInput, ProjectInput
from engagement_app.domain.record_lists import LISTED, MOST, list_records
from engagement_app.domain.tables import TABLES


def cells(data_file, table, project_id=None, text=""):
    with data_file.reading() as session:
        return [row.cells for row in list_records(session, table, project_id, text).rows]


def test_every_table_that_is_listed_can_be_listed(data_file, project):
    for table in LISTED:
        assert cells(data_file, table, project) == (
            [("Tawe green spaces", None, None, None)] if table == "project" else []
        )


def test_a_link_is_shown_by_its_name(data_file, project):
    with data_file.writing("test") as session:
        made = acts.add(session, OrganisationInput.parse(name="Hill Club"))
        acts.add(session, PartnershipInput.parse(project_id=project, organisation_id=made))
    assert cells(data_file, "partnership", project) == [("Hill Club", "not_known", None)]
    assert cells(data_file, "partnership", project, "hill") != []
    assert cells(data_file, "partnership", project, "valley") == []


def test_people_are_found_whatever_the_accents_and_the_order_of_words(data_file):
    with data_file.writing("test") as session:
        acts.add(session, PersonInput.parse(given_name="Siân", family_name="Hughes"))
        acts.add(session, PersonInput.parse(given_name="Łukasz", family_name="Nowak"))
        acts.add(session, PersonInput.parse(given_name="Sian", family_name="Price"))
    found = [row[:2] for row in cells(data_file, "person", text="sian")]
    assert found == [("Siân", "Hughes"), ("Sian", "Price")]
    assert [row[1] for row in cells(data_file, "person", text="NOWAK luk")] == ["Nowak"]
    assert [row[1] for row in cells(data_file, "person", text="siân pri")] == ["Price"]
    assert cells(data_file, "person", text="100%") == []


def test_at_most_three_hundred_are_named_and_more_is_said(data_file):
    with data_file.writing("test") as session:
        for number in range(MOST + 1):
            acts.add(session, OrganisationInput.parse(name=f"Group {number}"))
    with data_file.reading() as session:
        found = list_records(session, "organisation", None)
        assert (len(found.rows), found.more) == (MOST, True)
        assert not list_records(session, "organisation", None, "group 300").more


def test_only_live_records_of_the_project_are_listed(data_file, project, event):
    with data_file.writing("test") as session:
        other = acts.add(session, ProjectInput.parse(name="Another"))
        acts.add(session, EventInput.parse(project_id=other, title="Elsewhere"))
        gone = acts.add(session, EventInput.parse(project_id=project, title="Called off"))
        acts.delete(session, TABLES["event"], gone)
    assert [row[0] for row in cells(data_file, "event", project)] == ["Open day"]
