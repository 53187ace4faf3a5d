import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from engagement_app.errors import UserError
from engagement_app.exchange.funding import read_funding

HEADER = "Funder,Fund,Reference,Status,Amount,Start,End,Role,Allocated"
GRANT = {
    "id": "360G-x-1",
    "title": "Hill fund",
    "currency": "GBP",
    "amountAwarded": 1000.5,
    "fundingOrganization": [{"id": "GB-CHC-1", "name": "Hill Trust"}],
    "plannedDates": [{"startDate": "2026-04-01", "endDate": "2027-03-31T00:00:00Z"}],
}


def write(folder: Path, text: str, name: str = "funds.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def package(folder: Path, *grants: Any) -> Path:
    return write(folder, json.dumps({"grants": grants}, indent=1), "grants.json")


def test_a_fund_and_its_allocation_are_read(tmp_path: Path) -> None:
    text = f'{HEADER}\nTrust,Hill fund,R1,Awarded,"£1,000.00",2026-04-01,31/03/2027,Host,250\n'
    (line,) = read_funding(write(tmp_path, text)).lines
    assert (line.funder, line.fund, line.reference, line.status) == (
        "Trust", "Hill fund", "R1", "confirmed",
    )  # fmt: skip
    assert (line.amount, line.role, line.allocated) == (100_000, "Host", 25_000)
    assert (line.starts_on, line.ends_on) == (date(2026, 4, 1), date(2027, 3, 31))
    assert len(line.given) == 9


def test_a_fund_without_a_role_has_no_allocation(tmp_path: Path) -> None:
    found = read_funding(write(tmp_path, "Fund,Amount,Role,Allocated\nHill fund,10,,\n"))
    assert (found.lines[0].role, found.lines[0].allocated, found.refused) == (None, None, ())
    assert found.lines[0].given == {"fund", "amount", "role", "allocated"}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("T,F,R,perhaps,10,,,,", "“perhaps” is not known"),
        ("T,F,R,applied,,,,,", "no Amount"),
        ("T,F,R,applied,-5,,,,", "less than nothing"),
        (",,,applied,10,,,,", "names no fund"),
        ("T,F,R,applied,10,,,Host,", "no amount Allocated"),
        ("T,F,R,applied,10,,,,5", "no Role"),
        ("T,F,R,applied,10,2027-01-01,2026-01-01,,", "before the start"),
        ("T,F,R,applied,10,31/02/2026,,,", "does not exist"),
        ("Total,,,,100,,,,", "total row"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_by_name(tmp_path: Path, row: str, why: str) -> None:
    found = read_funding(write(tmp_path, f"{HEADER}\n{row}\n"))
    assert found.lines == ()
    assert [refused.line for refused in found.refused] == [2]
    assert why in found.refused[0].reason


def test_an_amount_that_cannot_be_read_is_not_told_as_missing_too(tmp_path: Path) -> None:
    found = read_funding(write(tmp_path, f'{HEADER}\nT,F,R,applied,"1.234,50",,,Host,$5\n'))
    [refused] = found.refused
    assert refused.reason == (
        "Amount: “1.234,50” has a comma before its decimals. Write it as 1234.50."
        " Allocated: “$5” is not understood as a number. Write it as 1234.50."
    )


def test_the_order_of_dates_is_asked(tmp_path: Path) -> None:
    path = write(tmp_path, "Fund,Amount,Start\nHill fund,10,03/04/26\n")
    with pytest.raises(UserError, match="--date-order"):
        read_funding(path)
    assert read_funding(path, date_order="dmy").lines[0].starts_on == date(2026, 4, 3)


def test_a_360giving_package_gives_confirmed_funds(tmp_path: Path) -> None:
    found = read_funding(package(tmp_path, GRANT))
    (line,) = found.lines
    assert found.source == "360giving"
    assert (line.reference, line.fund, line.funder) == ("360G-x-1", "Hill fund", "Hill Trust")
    assert (line.amount, line.status, line.line) == (100_050, "confirmed", 3)
    assert (line.starts_on, line.ends_on) == (date(2026, 4, 1), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"currency": "USD"}, "in USD, not in pounds"),
        ({"currency": None}, "does not say its currency"),
        ({"id": None}, "no identifier"),
        ({"amountAwarded": None}, "no amount"),
        ({"amountAwarded": 1.005}, "more than two decimals"),
        ({"amountAwarded": -5}, "less than nothing"),
        ({"amountAwarded": True}, "amountAwarded: "),
        ({"amountAwarded": 10**400}, "amountAwarded: "),
        ({"amountAwarded": 10**12}, "over 999,999,999.99"),
        ({"title": 9001}, "title: "),
        ({"title": "a\0b"}, "U+0000"),
        ({"title": "\ud800"}, "U+D800"),
        ({"plannedDates": "soon"}, "plannedDates: "),
        ({"plannedDates": [{"startDate": "2026-02-30"}]}, "does not exist"),
        ({"fundingOrganization": ["Trust"]}, "fundingOrganization: "),
    ],
)
def test_a_grant_that_is_no_fund_of_ours_is_refused_by_its_line(
    tmp_path: Path, change: dict[str, Any], why: str
) -> None:
    found = read_funding(package(tmp_path, GRANT, GRANT | {"id": "2"} | change))
    assert [line.line for line in found.lines] == [3]
    (refused,) = found.refused
    assert refused.line == 21
    assert why in refused.reason


def test_an_identifier_that_came_before_is_refused_with_its_line(tmp_path: Path) -> None:
    found = read_funding(package(tmp_path, GRANT, GRANT, "no grant"))
    assert "came before, on line 3" in found.refused[0].reason
    assert "no grant" in found.refused[1].reason


def test_months_and_years_are_no_full_dates(tmp_path: Path) -> None:
    dates = [{"startDate": "2026-04", "endDate": "2027"}]
    (line,) = read_funding(package(tmp_path, GRANT | {"plannedDates": dates})).lines
    assert (line.starts_on, line.ends_on) == (None, None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"grants": [{"id": 1}', "line 1, column 22"),
        ('{"grants": [\n{"id": }]}', "line 2, column 8"),
        ('{"grants": [{"id": 1, "id": 2}]}', "“id” stands twice"),
        ('{"grants": [], "grants": []}', "“grants” stands twice"),
        ('{"grants": [{"amountAwarded": NaN}]}', "NaN is not a number"),
        ('{"grants": [{"amountAwarded": Infinity}]}', "Infinity is not a number"),
        ('{"grants": ' + "[" * 100_000, "levels"),
        ('{"grants": [{}],}', "is not JSON"),
        ('{"grants": [{},]}', "is not JSON"),
        ('{"grants": [{}]} x', "is not JSON"),
        ("{1: 2}", "is not JSON"),
        ("{", "is not JSON"),
        ("[1]", "is not JSON"),
        ("{}", "no list called grants"),
        ('{"grants": {}}', "no list called grants"),
        ('{"grants": []}', "has no grants"),
        ('{"a": "\\ud800"}', "no list called grants"),
    ],
)
def test_json_is_read_strictly(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UserError) as caught:
        read_funding(write(tmp_path, text, "grants.json"))
    assert says in str(caught.value)


def test_brackets_within_texts_are_no_levels(tmp_path: Path) -> None:
    (line,) = read_funding(package(tmp_path, GRANT | {"title": '[{"\\' * 50})).lines
    assert line.fund == '[{"\\' * 50


GRANTS_HEADER = "Identifier,Title,Currency,Amount Awarded,Award Date,Funding Org:Name,Own column"


def test_a_360giving_csv_gives_funds_and_dates_not_used_are_not_asked_about(tmp_path: Path) -> None:
    text = f"{GRANTS_HEADER}\n1,Hill,GBP,100,03/04/2026,Trust,x\n2,Dale,EUR,100,,Trust,\n"
    found = read_funding(write(tmp_path, text))
    assert [(line.reference, line.amount, line.funder) for line in found.lines] == [
        ("1", 10_000, "Trust")
    ]
    assert [(refused.line, "EUR" in refused.reason) for refused in found.refused] == [(3, True)]
    assert found.unknown_headers == ("Own column",)


def test_a_360giving_workbook_is_found_behind_other_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Identifier", "DEI Details:Purposes"])
    book.active.append(["1", "x"])
    grants = book.create_sheet("grants")
    grants.append(GRANTS_HEADER.split(","))
    grants.append(["1", "Hill", "GBP", 100.5, date(2026, 4, 3), "Trust", None])
    book.save(tmp_path / "grants.xlsx")
    assert read_funding(tmp_path / "grants.xlsx").lines[0].amount == 10_050


def test_grants_without_identifiers_are_refused_row_by_row(tmp_path: Path) -> None:
    found = read_funding(write(tmp_path, "Currency,Amount Awarded\nGBP,1\nGBP,2\n"))
    assert found.lines == ()
    assert [refused.line for refused in found.refused] == [2, 3]


def test_a_list_that_is_no_funding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Fund or Funder.*a, b"):
        read_funding(write(tmp_path, "a,b\n1,2\n"))
