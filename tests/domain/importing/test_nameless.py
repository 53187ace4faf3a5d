"""A nameless attendance that a list would name, where follow-ups stand on it already."""

from typing import Any

import pytest

from engagement_app.domain import acts
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.store.datafile import DataFile
from tests.domain.importing.lists import add_person, changes, csv_text, table, take, who
from tests.exchange.open_format.files import unsound

HEADER = "Order no.,Attendee no.,Attendee Status,First Name,Surname,Email"
NAMELESS = csv_text(HEADER, ["1", "9", "Attending", "Info Requested", "Info Requested", ""])


def promise(data_file: DataFile, project: str, event: str, on: str, **person: Any) -> None:
    """A follow-up for somebody, on the nameless attendance or on what was said in it."""
    take(data_file, project, NAMELESS)
    attendance = table(data_file, "attendance")[0]["id"]
    known = add_person(data_file, **person)
    with data_file.writing("promise") as session:
        links = {"attendance_id": attendance}
        if on == "contribution":
            said = ContributionInput.parse(event_id=event, attendance_id=attendance, voice="own",
                                           words="More benches.")  # fmt: skip
            links = {"contribution_id": acts.add(session, said)}
        acts.add(session, FollowUpInput.parse(project_id=project, person_id=known, **links))


@pytest.mark.parametrize("on", ["attendance", "contribution"])
def test_a_nameless_attendance_with_a_follow_up_for_another_stays_nameless(
    data_file: DataFile, project: str, event: str, on: str
) -> None:
    promise(data_file, project, event, on, given_name="Ann", family_name="Roe")
    written = changes(data_file)
    text = csv_text(HEADER, ["1", "9", "Attending", "Jo", "Bell", "j@e.org"])
    for _each in range(2):
        listed = take(data_file, project, text)
        assert (listed.told, changes(data_file)) == ([], written)
        assert "Jo Bell here, but a follow-up" in listed.noticed[0].sentence
        assert "Ann Roe" in listed.noticed[0].sentence
    assert unsound(data_file) == []


@pytest.mark.parametrize("on", ["attendance", "contribution"])
def test_a_nameless_attendance_is_named_as_the_one_its_follow_up_is_for(
    data_file: DataFile, project: str, event: str, on: str
) -> None:
    promise(data_file, project, event, on, given_name="Jo", family_name="Bell")
    text = csv_text(HEADER, ["1", "9", "Attending", "Jo", "Bell", "j@e.org"])
    take(data_file, project, text)
    assert who(data_file, project) == [("Jo Bell", "expected")]
    assert [row["email"] for row in table(data_file, "person")] == ["j@e.org"]
    assert take(data_file, project, text).told == []
    assert unsound(data_file) == []


def test_a_nameless_attendance_with_a_follow_up_for_one_of_that_name_but_another_email_stays_so(
    data_file: DataFile, project: str, event: str
) -> None:
    promise(data_file, project, event, "attendance", given_name="Jo", family_name="Bell",
            email="other@e.org")  # fmt: skip
    listed = take(data_file, project, csv_text(HEADER, ["1", "9", "", "Jo", "Bell", "j@e.org"]))
    assert (listed.told, len(table(data_file, "person"))) == ([], 1)
