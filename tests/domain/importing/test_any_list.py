"""Whatever stands in a list: taken in twice it changes nothing the second time."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_app.domain import acts
from engagement_app.domain.events import EventInput
from engagement_app.domain.naming import fold
from engagement_app.domain.people import PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import DataFile
from tests.domain.importing.lists import changes, csv_text, export, table, take, who
from tests.exchange.open_format.files import fresh, unsound

HEADERS = {
    "eventbrite": "Order no.,Attendee no.,Attendee Status,First Name,Surname,Email,Mobile Phone",
    "list": "Order,Ticket,Status,First name,Surname,E-mail,Phone",
    "civicrm": "Participant Source,Participant ID,Participant Status,First Name,Last Name,"
    "Email,Phone",
}
STATUSES = ["", "Attending", "Checked in", "Cancelled", "Absent", "Pending"]
row = st.tuples(
    st.sampled_from(["", "7", "8"]),
    st.sampled_from(["", "", "1", "2", "3", "4"]),
    st.sampled_from(STATUSES),
    st.sampled_from(["Jo", "Jó", "Siân", "", "Info Requested"]),
    st.sampled_from(["Bell", "", "BELL"]),
    st.sampled_from(["", "", "a@example.org", "b@example.org"]),
    st.sampled_from(["", "", "07700 900111", "+44 7700 900111", "07700 900222"]),
)
known = st.lists(
    st.fixed_dictionaries(
        {
            "given_name": st.sampled_from(["Jo", "Sian"]),
            "family_name": st.just("Bell"),
            "email": st.sampled_from([None, "A@example.org", "c@example.org"]),
            "phone": st.sampled_from([None, "07700900111", "0113 496 0000"]),
        }
    ),
    max_size=2,
)


def project_with_people(data_file: DataFile, people: list[dict[str, Any]]) -> str:
    with data_file.writing("made") as session:
        project = acts.add(session, ProjectInput.parse(name="Tawe"))
        acts.add(session, EventInput.parse(project_id=project, title="Open day"))
    with data_file.writing("people") as session:
        for person in people:
            acts.add(session, PersonInput.parse(**person))
    return project


def spelled_alike(data_file: DataFile, project: str) -> list[tuple[str, str | None]]:
    """Names without case and accents: of two spellings of one person the first is kept."""
    return sorted((fold(name), status) for name, status in who(data_file, project))


@pytest.mark.thorough
@given(st.sampled_from(sorted(HEADERS)), st.lists(row, min_size=1, max_size=12), known)
@settings(max_examples=14)
def test_the_same_list_twice_changes_nothing(
    blank: Path, keyboard: Keyboard, layout: str, lines: list[Any], people: list[Any]
) -> None:
    text = csv_text(HEADERS[layout], *map(list, lines))
    with fresh(blank, keyboard) as data_file:
        project = project_with_people(data_file, people)
        first = take(data_file, project, text)
        before, written = who(data_file, project), changes(data_file)
        again = take(data_file, project, text)
        assert (again.told, changes(data_file)) == ([], written)
        assert again.unchanged == first.taken
        assert who(data_file, project) == before
        assert unsound(data_file) == []


@given(st.sampled_from(sorted(HEADERS)), st.lists(row, min_size=1, max_size=10), known)
@settings(max_examples=10)
def test_an_exported_list_imports_again_and_changes_nothing_here_or_in_a_new_file(
    blank: Path, keyboard: Keyboard, layout: str, lines: list[Any], people: list[Any]
) -> None:
    with fresh(blank, keyboard) as data_file, fresh(blank, keyboard) as other:
        project = project_with_people(data_file, people)
        take(data_file, project, csv_text(HEADERS[layout], *map(list, lines)))
        exported, written = export(data_file, project), changes(data_file)
        assert take(data_file, project, exported).told == []
        assert changes(data_file) == written
        elsewhere = project_with_people(other, people)
        take(other, elsewhere, exported)
        written = changes(other)
        assert spelled_alike(other, elsewhere) == spelled_alike(data_file, project)
        assert take(other, elsewhere, exported).told == []
        assert changes(other) == written


letters = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéłøßλдงא山", min_size=3, max_size=9)


@given(
    st.lists(st.tuples(letters, st.sampled_from(STATUSES)), max_size=8, min_size=1,
             unique_by=lambda line: line[0]).flatmap(
        lambda lines: st.tuples(st.just(lines), st.permutations(lines))
    )
)  # fmt: skip
@settings(max_examples=10)
def test_the_order_of_the_rows_of_different_people_is_all_one(
    blank: Path, keyboard: Keyboard, orders: Any
) -> None:
    found = []
    for lines in orders:
        with fresh(blank, keyboard) as data_file:
            project = project_with_people(data_file, [])
            rows = [[f"x{name}", "Bell", status] for name, status in lines]
            take(data_file, project, csv_text("First name,Surname,Status", *rows))
            found.append((who(data_file, project), len(table(data_file, "person"))))
    assert found[0] == found[1]
    assert len(found[0][0]) == len(orders[0])
