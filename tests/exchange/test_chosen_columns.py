"""Columns that a person chose: above what the header means, or left out."""

from pathlib import Path

import pytest

from engagement_app.domain.lists import ListColumn
from engagement_app.errors import UserError
from engagement_app.exchange.list_kinds import FIELDS, READERS, first_row, guess_kind, read_list

PEOPLE = "Name,Which lot are you with?,Email\nZoë Bell,Hill Club,zoe@example.org\n"
ROLES = "Role,Belt,Who does it\nHost,route in,Ann\n"
FUNDING = "Fund,Amount,Who gave it\nWinter,100.00,Trust\n"


def write(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_column_of_a_list_is_told_with_what_it_was_taken_for(tmp_path):
    found = read_list("attendees", write(tmp_path, PEOPLE))
    assert found.columns == (
        ListColumn("Name", "full_name", "Zoë Bell"),
        ListColumn("Which lot are you with?", "", "Hill Club"),
        ListColumn("Email", "email", "zoe@example.org"),
    )


def test_a_column_that_nobody_understood_is_taken_for_what_a_person_says(tmp_path):
    chosen = {"Which lot are you with?": "organisation"}
    (line,) = read_list("attendees", write(tmp_path, PEOPLE), columns=chosen).lines
    assert line.organisation == "Hill Club"


def test_a_column_that_is_left_out_is_not_read_and_not_called_unknown(tmp_path):
    found = read_list("attendees", write(tmp_path, PEOPLE), columns={"Email": ""})
    assert found.lines[0].email is None
    assert found.unknown_headers == ("Which lot are you with?",)


def test_a_chosen_column_is_better_than_one_that_is_understood(tmp_path):
    text = "Name,Phone,Ring me on\nAnn Lee,0113 496 0000,07700 900111\n"
    (line,) = read_list("attendees", write(tmp_path, text), columns={"Ring me on": "phone"}).lines
    assert line.phone == "07700 900111"


def test_a_list_without_a_known_header_is_read_by_what_a_person_says(tmp_path):
    path = write(tmp_path, "Wer,Woher\nZoë Bell,Hill Club\n")
    with pytest.raises(UserError, match="no column that looks like a name") as refused:
        read_list("attendees", path)
    assert refused.value.field == "columns"
    assert [column.header for column in first_row(path)] == ["Wer", "Woher"]
    (line,) = read_list("attendees", path, columns={"Wer": "full_name"}).lines
    assert line.known_as == "Zoë Bell" or (line.given_name, line.family_name) == ("Zoë", "Bell")


def test_a_list_whose_names_are_left_out_is_refused_as_one_without_names(tmp_path):
    with pytest.raises(UserError, match="no column that looks like a name"):
        read_list("attendees", write(tmp_path, PEOPLE), columns={"Name": ""})


def test_columns_of_roles_and_of_funding_can_be_chosen_too(tmp_path):
    (role,) = read_list("roles", write(tmp_path, ROLES), columns={"Who does it": "person"}).lines
    assert role.person == "Ann"
    (fund,) = read_list(
        "funding", write(tmp_path, FUNDING), columns={"Who gave it": "funder"}
    ).lines
    assert fund.funder == "Trust"


def test_columns_of_grants_can_be_chosen_too(tmp_path):
    text = "Identifier,Title,Currency,Amount Awarded,Given by\n360G-a-1,Winter,GBP,100,Trust\n"
    found = read_list("funding", write(tmp_path, text), columns={"Given by": "funder"})
    assert (found.source, found.lines[0].funder) == ("360giving", "Trust")
    assert found.columns[-1] == ListColumn("Given by", "funder", "Trust")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PEOPLE, "attendees"),
        (ROLES, "roles"),
        (FUNDING, "funding"),
        ("Identifier,Title,Currency,Amount Awarded\n1,Winter,GBP,100\n", "funding"),
        ("Spring list,,\n\nName,Email\nAnn,a@example.org\n", "attendees"),
        ("a,b\n1,2\n", "attendees"),
        ('{"format": "engagement-project", "version": 1}', "project"),
        ('{"grants": []}', "funding"),
    ],
)
def test_the_kind_of_a_file_is_guessed_from_its_header_row(tmp_path, text, kind):
    assert guess_kind(write(tmp_path, text)) == kind


def test_each_kind_has_a_reader_and_fields_to_choose_from():
    assert READERS.keys() == FIELDS.keys()
