from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from engagement_app.errors import UserError
from engagement_app.exchange.roles import read_roles

HEADER = (
    "Role,Belt,Held by organisation,Held by person,Hours needed,Hours assigned,Hourly cost,"
    "Overhead %,Other costs,Event,Body,Skills needed,Notes"
)


def sheet(folder: Path, text: str) -> Path:
    path = folder / "roles.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_full_row_is_read(tmp_path: Path) -> None:
    found = read_roles(sheet(tmp_path, HEADER + "\nHost,route in,Hill Club,Jo,36,30.5,£18.86,"
                             '12.5%,"1,200",Forum,Board,BSL; chairing ;BSL;,Tea\n'))  # fmt: skip
    (line,) = found.lines
    assert (line.title, line.belt, line.organisation, line.person) == (
        "Host", "route_in", "Hill Club", "Jo",
    )  # fmt: skip
    assert (line.hours_needed, line.hours_assigned) == (36, Decimal("30.5"))
    assert (line.hourly_cost, line.overhead_percent, line.other_costs) == (
        1886, Decimal("12.5"), 120_000,
    )  # fmt: skip
    assert (line.event, line.body, line.notes) == ("Forum", "Board", "Tea")
    assert line.skills == ("BSL", "chairing")
    assert len(line.given) == 13


@pytest.mark.parametrize(
    ("written", "belt"),
    [
        ("route_in", "route_in"),
        ("Route in", "route_in"),
        ("ROUTE-IN", "route_in"),
        ("Voice for", "voice_for"),
        ("voice_for", "voice_for"),
        ("Both", "both"),
    ],
)
def test_belts_are_taken_in_plain_words_and_headers_in_any_order(
    tmp_path: Path, written: str, belt: str
) -> None:
    (line,) = read_roles(sheet(tmp_path, f"BELT,role\n{written},Host\n")).lines
    assert (line.title, line.belt) == ("Host", belt)


def test_a_column_that_is_missing_differs_from_an_empty_cell(tmp_path: Path) -> None:
    (line,) = read_roles(
        sheet(tmp_path, "Role,Belt,Hours needed,Skills needed\nHost,both,,\n")
    ).lines
    assert line.given == {"title", "belt", "hours_needed", "skills"}
    assert (line.hours_needed, line.skills) == (None, ())
    (line,) = read_roles(sheet(tmp_path, "Role,Belt\nHost,both\n")).lines
    assert (line.given, line.skills) == ({"title", "belt"}, None)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Host,sideways,1", "Belt: “sideways” is not known"),
        ("Host,,1", "Belt: the cell is empty"),
        (",both,1", "Role: the cell is empty"),
        ('Host,both,"1.234,50"', "Hourly cost: “1.234,50” has a comma"),
        ("Total,,36", "total row"),
        (",Grand total,36", "total row"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_by_name(tmp_path: Path, row: str, why: str) -> None:
    found = read_roles(sheet(tmp_path, f"Role,Belt,Hourly cost\nGood,both,1\n{row}\n"))
    assert [line.title for line in found.lines] == ["Good"]
    (refused,) = found.refused
    assert refused.line == 3
    assert why in refused.reason


def test_a_share_of_one_percent_is_pointed_out(tmp_path: Path) -> None:
    found = read_roles(sheet(tmp_path, "Role,Belt,Overhead %\nHost,both,0.15\nAide,both,15\n"))
    assert [noticed.line for noticed in found.noticed] == [2]


def test_a_sheet_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Role and a column Belt.*Role, Hours"):
        read_roles(sheet(tmp_path, "Role,Hours\nHost,1\n"))


def test_a_workbook_of_roles_keeps_its_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Role", "Belt", "Hourly cost", "Overhead %", "Hours needed"])
    book.active.append(["Host", "Both", 18.86, 0.125, 36])
    book.active["D2"].number_format = "0.0%"
    book.save(tmp_path / "roles.xlsx")
    (line,) = read_roles(tmp_path / "roles.xlsx").lines
    assert (line.hourly_cost, line.overhead_percent, line.hours_needed) == (
        1886, Decimal("12.5"), 36,
    )  # fmt: skip
