"""Two people of one name in lists without numbers: e-mail and phone say who is who."""

from typing import Any

import pytest

from engagement_app.store.datafile import DataFile
from tests.domain.importing.lists import (
    changes,
    csv_text,
    merge,
    remove,
    rows,
    set_fields,
    table,
    take,
    who,
)

HEADER = "Name,E-mail,Phone"
MARIA = ["Maria Lopez", "m@e.org", "07700 900111"]
OTHERS = {
    "another e-mail": ["Maria Lopez", "maria@e.org", ""],
    "another phone": ["maria lópez", "", "07700 900222"],
    "both": ["Maria Lopez", "maria@e.org", "07700 900222"],
}


def contacts(data_file: DataFile, project: str) -> set[tuple[Any, ...]]:
    return {(row.email, row.phone) for row in rows(data_file, project)}


@pytest.mark.parametrize("other", OTHERS)
def test_a_row_whose_email_or_phone_contradicts_the_name_on_record_is_somebody_else(
    data_file: DataFile, project: str, event: str, other: str
) -> None:
    take(data_file, project, csv_text(HEADER, MARIA))
    listed = take(data_file, project, csv_text(HEADER, OTHERS[other]))
    assert len(who(data_file, project)) == len(table(data_file, "person")) == 2
    assert contacts(data_file, project) == {
        ("m@e.org", "07700 900111"), tuple(each or None for each in OTHERS[other][1:]),
    }  # fmt: skip
    assert [noticed.line for noticed in listed.noticed] == [2]
    assert "Maria Lopez is on record with another e-mail or phone" in listed.noticed[0].sentence
    written = changes(data_file)
    for text in (csv_text(HEADER, MARIA), csv_text(HEADER, OTHERS[other]),
                 csv_text(HEADER, OTHERS[other], MARIA)):  # fmt: skip
        again = take(data_file, project, text)
        assert (again.told, again.noticed, changes(data_file)) == ([], [], written)


@pytest.mark.parametrize(
    "row",
    [
        ["Maria Lopez", "", ""],
        ["Maria Lopez", "M@E.org", "07700 900222"],
        ["Maria Lopez", "maria@e.org", "+44 7700 900111"],
        ["Maria Lopez", "", "7700900111"],
    ],
)
def test_a_row_that_agrees_or_is_silent_is_the_person_of_its_name(
    data_file: DataFile, project: str, event: str, row: list[str]
) -> None:
    take(data_file, project, csv_text(HEADER, MARIA))
    take(data_file, project, csv_text(HEADER, row))
    assert contacts(data_file, project) == {("m@e.org", "07700 900111")}
    assert len(who(data_file, project)) == len(table(data_file, "person")) == 1


def test_what_a_person_corrected_does_not_make_the_list_name_somebody_else(
    data_file: DataFile, project: str, event: str
) -> None:
    text = csv_text(HEADER, MARIA)
    take(data_file, project, text)
    [person] = table(data_file, "person")
    set_fields(data_file, "person", person["id"], email="maria@e.org", phone="0113 496 0000")
    written = changes(data_file)
    assert (take(data_file, project, text).told, changes(data_file)) == ([], written)


def test_whom_a_person_was_merged_into_does_not_make_the_list_name_somebody_else(
    data_file: DataFile, project: str, event: str
) -> None:
    text = csv_text(HEADER, MARIA)
    take(data_file, project, text)
    take(data_file, project, csv_text(HEADER, OTHERS["both"]))
    first, second = (row["id"] for row in table(data_file, "person"))
    merge(data_file, first, into=second)
    written = changes(data_file)
    assert (take(data_file, project, text).told, changes(data_file)) == ([], written)


def test_the_turn_of_a_name_passes_over_somebody_else_and_leaves_them_to_their_row(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, csv_text(HEADER, MARIA, OTHERS["another phone"]))
    came = csv_text(
        "Name,Phone,Attended",
        ["Maria Lopez", "07700900222", "no"],
        ["Maria Lopez", "07700900111", "yes"],
    )
    take(data_file, project, came)
    assert {(row.phone, row.status) for row in rows(data_file, project)} == {
        ("07700 900111", "here"), ("07700 900222", "did_not_come"),
    }  # fmt: skip


def test_somebody_else_of_the_name_of_a_deleted_attendance_is_taken(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, csv_text(HEADER, MARIA))
    remove(data_file, "attendance", rows(data_file, project)[0].id)
    take(data_file, project, csv_text(HEADER, OTHERS["both"]))
    assert contacts(data_file, project) == {("maria@e.org", "07700 900222")}


NUMBERED = "Order no.,Attendee no.,Attendee Status,First Name,Surname,Email,Mobile Phone"


@pytest.mark.parametrize(
    "spoilt", ["7700900111", "7700 900111", "7700900222"], ids=["bare", "spaced", "another"]
)
def test_a_phone_that_lost_its_zero_replaces_no_number(
    data_file: DataFile, project: str, event: str, spoilt: str
) -> None:
    row = ["1", "9", "Attending", "Maria", "Lopez", "m@e.org"]
    take(data_file, project, csv_text(NUMBERED, [*row, "07700 900111"]))
    listed = take(data_file, project, csv_text(NUMBERED, [*row, spoilt]))
    assert [person["phone"] for person in table(data_file, "person")] == ["07700 900111"]
    assert (listed.told, ["lost the 0" in each.sentence for each in listed.noticed]) == ([], [True])
    take(data_file, project, csv_text(NUMBERED, [*row, "0113 496 0000"]))
    assert [person["phone"] for person in table(data_file, "person")] == ["0113 496 0000"]


def test_an_email_and_name_that_stand_again_are_those_of_the_row_above(
    data_file: DataFile, project: str, event: str
) -> None:
    take(data_file, project, csv_text(HEADER, MARIA))
    text = csv_text(HEADER, ["Maria Lopez", "maria@e.org", ""],
                    ["Maria Lopez", "maria@e.org", "07700 900111"])  # fmt: skip
    take(data_file, project, text)
    assert len(who(data_file, project)) == 2
    written = changes(data_file)
    assert (take(data_file, project, text).told, changes(data_file)) == ([], written)


def test_an_email_and_name_that_stand_again_keep_the_attendances_of_one_phone(
    data_file: DataFile, project: str, event: str
) -> None:
    new_mail = ["Maria Lopez", "maria@e.org", "07700 900111"]
    text = csv_text(HEADER, MARIA, new_mail, new_mail)
    take(data_file, project, text)
    written = changes(data_file)
    assert (take(data_file, project, text).told, changes(data_file)) == ([], written)
    assert len(table(data_file, "person")) == 1
