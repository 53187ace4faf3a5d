"""Any record by a few letters."""

from datetime import date
from decimal import Decimal

import pytest

from engagement_app.domain import acts
from engagement_app.domain.find_anything import find_anything, fit
from engagement_app.domain.organisations import Organisation, OrganisationInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.recording import put, remove


@pytest.mark.parametrize(
    ("text", "title", "tier"),
    [
        ("sian h", "Siân Hughes", 0),
        ("hugh", "Siân Hughes", 1),
        ("h s", "Siân Hughes", 1),
        ("ughes", "Siân Hughes", 2),
        ("siahn", "Siân Hughes", 3),
        ("hugehs", "Siân Hughes", 3),
        ("powell", "Siân Hughes", None),
        ("sx", "Siân Hughes", None),
        ("back", "Back up now", 0),
        ("now ba", "Back up now", 1),
        (" ", "Siân Hughes", None),
    ],
)
def test_beginnings_come_before_words_and_words_before_slips(text, title, tier):
    assert fit(text, title) == tier


@pytest.fixture
def town(data_file, project):
    """One of each kind whose name has “tawe”, and some people."""
    with data_file.writing("test") as session:
        made = {
            "engagement_role": {"title": "Tawe host", "belt": "both", "project_id": project},
            "event": {"title": "Walk by the Tawe", "project_id": project},
            "fund": {"funder_name": "Tawe trust", "amount": 100, "project_id": project},
            "message": {"title": "Tawe needs buses", "project_id": project},
            "organisation": {"name": "Clwb Tawe"},
        }
        for table, values in made.items():
            put(session, table, None, project, values)
        for given, family in (("Siân", "Tawerton"), ("Łukasz", "Nowak"), ("Ann", "Price")):
            acts.add(session, PersonInput.parse(given_name=given, family_name=family))
    return project


def found(data_file, project, text):
    with data_file.reading() as session:
        return [(each.table, each.title) for each in find_anything(session, project, text)]


def test_every_kind_is_found_and_the_best_come_first(data_file, town):
    assert found(data_file, town, "tawe") == [
        ("engagement_role", "Tawe host"),
        ("fund", "Tawe trust"),
        ("message", "Tawe needs buses"),
        ("person", "Siân Tawerton"),
        ("event", "Walk by the Tawe"),
        ("organisation", "Clwb Tawe"),
    ]


@pytest.mark.parametrize("text", ["lukasz", "NOWAK", "nowk luk", "novak", "Łukas"])
def test_people_are_found_whatever_the_accents_and_with_a_slip(data_file, town, text):
    assert ("person", "Łukasz Nowak") in found(data_file, town, text)


def test_signs_of_patterns_are_letters(data_file, town):
    assert found(data_file, town, "%") == []
    assert found(data_file, town, "_") == []
    assert found(data_file, town, "") == []


def test_of_other_projects_nothing_is_found_but_what_belongs_to_none(data_file, town):
    assert [table for table, _title in found(data_file, None, "tawe")] == [
        "person",
        "organisation",
    ]


def test_who_is_deleted_or_merged_is_not_found_twice(data_file, town):
    with data_file.writing("test") as session:
        ann, other = (
            acts.add(session, PersonInput.parse(given_name=name, family_name="Pryce"))
            for name in ("Annie", "Anwen")
        )
        acts.amend(session, Person, other, same_as_id=ann)
        gone = acts.add(session, OrganisationInput.parse(name="Anwen's club"))
        acts.delete(session, Organisation, gone)
    assert found(data_file, town, "anwen") == [("person", "Annie Pryce")]


def _number_leads_to(data_file, project, record_id):
    with data_file.reading() as session:
        found = find_anything(session, project, f" {record_id[:8].upper()} ")
    return [(each.table, each.id, each.more) for each in found]


def test_how_an_id_begins_leads_to_the_record_or_to_what_shows_it(data_file, town):
    with data_file.writing("test") as session:
        host = {"title": "Guide", "belt": "both", "project_id": town}
        role = put(session, "engagement_role", None, town, host)
        hours = {"role_id": role, "worked_on": date(2026, 5, 1), "hours": Decimal(2)}
        given = put(session, "time_entry", None, town, hours)
        promise = {"project_id": town, "description": "Ring back"}
        follow_up = put(session, "follow_up", None, town, promise)
    told = f"Hours given {given[:8]}"
    assert _number_leads_to(data_file, town, given) == [("engagement_role", role, told)]
    told = f"Follow-up {follow_up[:8]}"
    assert _number_leads_to(data_file, town, follow_up) == [("follow_up", follow_up, told)]
    assert _number_leads_to(data_file, "another project", follow_up) == []


def test_the_number_of_a_deleted_record_leads_nowhere(data_file, town):
    with data_file.writing("test") as session:
        promise = {"project_id": town, "description": "Ring back"}
        follow_up = put(session, "follow_up", None, town, promise)
        remove(session, "follow_up", follow_up)
    assert _number_leads_to(data_file, town, follow_up) == []
