"""What can be chosen where a field links to another record."""

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.choices import MOST, list_choices
from engagement_app.domain.funds import FundInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.recording import put, remove


def choices(data_file, table, project=None, **settings):
    with data_file.reading() as session:
        return [each.title for each in list_choices(session, table, project, **settings)]


def test_a_fund_without_a_title_is_called_by_its_funder(data_file, project):
    with data_file.writing("record.add") as session:
        for called in ({"funder_name": "Town trust"}, {"title": "Voices", "funder_name": "Arts"}):
            acts.add(session, FundInput.parse(project_id=project, amount=1, **called))
    assert choices(data_file, "fund", project) == ["Town trust", "Voices"]


def test_only_records_of_the_project_that_are_not_deleted_can_be_chosen(data_file, project):
    with data_file.writing("record.add") as session:
        other = acts.add(session, ProjectInput.parse(name="Other"))
        for where, title in ((project, "Host"), (other, "Guest"), (project, "Gone")):
            values = {"project_id": where, "title": title, "belt": "both"}
            role = put(session, "engagement_role", None, where, values)
        remove(session, "engagement_role", role)
    assert choices(data_file, "engagement_role", project) == ["Host"]


def test_people_are_found_by_every_word_of_what_is_typed(data_file, event):
    with data_file.writing("record.add") as session:
        for given, family in (("Siân", "Hughes"), ("Sam", "Hughes"), ("Siân", "Price")):
            person = acts.add(session, PersonInput.parse(given_name=given, family_name=family))
            acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))
        acts.add(session, AttendanceInput.parse(event_id=event))
    assert choices(data_file, "person", text="hugh Si") == ["Siân Hughes"]
    assert choices(data_file, "attendance", event_id=event, text="price") == ["Siân Price"]
    assert "Nameless" in choices(data_file, "attendance", event_id=event)


def test_never_more_are_listed_than_can_be_looked_through(data_file, project):
    with data_file.writing("record.add") as session:
        for number in range(MOST + 5):
            put(session, "community", None, None, {"name": f"Street {number:03}"})
    assert len(choices(data_file, "community")) == MOST


def test_text_from_people_is_no_pattern(data_file):
    with data_file.writing("record.add") as session:
        put(session, "community", None, None, {"name": "100% Cymraeg"})
        put(session, "community", None, None, {"name": "1000 Cymraeg"})
    assert choices(data_file, "community", text="0% C") == ["100% Cymraeg"]
