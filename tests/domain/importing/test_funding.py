"""What becomes of each row of a funding sheet, and of 360Giving grants."""

import json
from typing import Any

import openpyxl
import pytest

from engagement_app.domain.absorbing import carry_out
from engagement_app.domain.acts import add
from engagement_app.domain.funds import FundInput
from engagement_app.domain.importing.funding import plan_funding
from engagement_app.domain.importing.listing import ListPlan
from engagement_app.domain.organisations import OrganisationInput
from engagement_app.exchange.funding import read_funding
from engagement_app.store.datafile import DataFile
from tests.domain.importing import test_roles
from tests.domain.importing.lists import changes, remove, set_fields, table
from tests.exchange.open_format.files import unsound

HEADER = "Funder,Fund,Reference,Status,Amount,Start,End,Role,Allocated"
GRANT = {
    "id": "360G-tawe-1", "title": "Warm spaces", "description": "x", "currency": "GBP",
    "amountAwarded": 1500.5, "awardDate": "2026-01-02",
    "fundingOrganization": [{"id": "GB-CHC-1", "name": "Tawe Trust"}],
    "recipientOrganization": [{"id": "GB-CHC-2", "name": "Us"}],
    "plannedDates": [{"startDate": "2026-02-01", "endDate": "2027-01-31"}],
}  # fmt: skip


@pytest.fixture
def roles(data_file: DataFile, project: str) -> dict[str, str]:
    test_roles.take(data_file, project, "Role,Belt\nHost,route in\nGuide,both\n")
    return {row["title"]: row["id"] for row in table(data_file, "engagement_role")}


def take(
    data_file: DataFile, project: str, content: str | bytes, name: str = "funding.csv"
) -> ListPlan:
    path = data_file.path.with_name(name)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    read = read_funding(path)
    with data_file.writing("funding.import") as session:
        listed = plan_funding(session, project, read)
        if listed.taken:
            carry_out(session, listed.plan)
    return listed


def allocated(data_file: DataFile) -> list[tuple[str, int]]:
    roles = {row["id"]: row["title"] for row in table(data_file, "engagement_role")}
    found = table(data_file, "allocation")
    return [(roles[row["role_id"]], row["amount"]) for row in found if not row["deleted_at"]]


def test_a_fund_whose_funder_is_an_organisation_is_known_by_its_name(
    data_file: DataFile, project: str
) -> None:
    with data_file.writing("fund.new") as session:
        funder = add(session, OrganisationInput.parse(name="Tawe Trust"))
        entry = FundInput.parse(
            project_id=project, funder_organisation_id=funder, title="Warm", amount=100_000
        )
        fund = add(session, entry)
    assert take(data_file, project, f"{HEADER}\nTAWE TRUST,Warm,,confirmed,900,,,,\n").refused == []
    [row] = table(data_file, "fund")
    assert (row["id"], row["status"], row["amount"]) == (fund, "confirmed", 90_000)


def test_a_fund_has_several_rows_one_for_each_allocation(
    data_file: DataFile, project: str, roles: Any
) -> None:
    fund = 'Tawe Trust,Warm,W1,confirmed,"£1,000.00",2026-01-01,2026-12-31'
    text = f"{HEADER}\n{fund},Host,100\n{fund},Guide,50.5\n{fund},host,25\nBank,,,applied,9,,,,\n"
    listed = take(data_file, project, text)
    assert (len(listed.told), listed.refused) == (4, [])
    funds = [(row["funder_name"], row["title"], row["amount"]) for row in table(data_file, "fund")]
    assert funds == [("Tawe Trust", "Warm", 100_000), ("Bank", None, 900)]
    assert allocated(data_file) == [("Host", 10_000), ("Guide", 5050), ("Host", 2500)]
    written = changes(data_file)
    again = take(data_file, project, text)
    assert (again.told, again.unchanged, changes(data_file)) == ([], 4, written)
    assert unsound(data_file) == []


def test_the_nth_row_of_a_fund_and_role_is_their_nth_allocation(
    data_file: DataFile, project: str, roles: Any
) -> None:
    sheet = f"{HEADER}\nTrust,,,,1000,,,Host,{{}}\nTrust,,,,1000,,,Host,{{}}\n"
    take(data_file, project, sheet.format(10, 20))
    take(data_file, project, sheet.format(11, 20))
    assert allocated(data_file) == [("Host", 1100), ("Host", 2000)]
    remove(data_file, "allocation", table(data_file, "allocation")[0]["id"])
    take(data_file, project, f"{HEADER}\nTrust,,,,1000,,,Host,21\n")
    assert allocated(data_file) == [("Host", 2100)]


def test_a_row_is_the_fund_of_its_reference_else_of_its_funder_and_title(
    data_file: DataFile, project: str
) -> None:
    take(data_file, project, f"{HEADER}\nTrust,Warm,W1,,100,,,,\nTrust,Warm,W2,,200,,,,\n")
    take(data_file, project, f"{HEADER}\nOther,Name,W1,applied,101,,,,\n")
    found = [
        (row["funder_name"], row["reference"], row["amount"]) for row in table(data_file, "fund")
    ]
    assert found == [("Other", "W1", 10_100), ("Trust", "W2", 20_000)]
    take(data_file, project, f"{HEADER}\nTRUST,warm,,,201,,,,\n")
    assert [row["amount"] for row in table(data_file, "fund")] == [10_100, 20_100]
    assert [row["reference"] for row in table(data_file, "fund")] == ["W1", "W2"]
    take(data_file, project, "Funder,Fund,Amount\nBank,,5\n")
    take(data_file, project, "Funder,Fund,Reference,Amount\nBank,,B1,6\n")
    assert [row["reference"] for row in table(data_file, "fund")] == ["W1", "W2", "B1"]


def test_rows_of_one_fund_that_differ_leave_it_with_the_last_and_twice_change_nothing(
    data_file: DataFile, project: str, roles: Any
) -> None:
    text = f"{HEADER}\nTrust,Warm,,,100,,,Host,10\nTrust,Warm,,,200,,,Guide,10\n"
    take(data_file, project, text)
    written = changes(data_file)
    assert take(data_file, project, text).told == []
    assert (changes(data_file), table(data_file, "fund")[0]["amount"]) == (written, 20_000)


def test_two_funds_of_one_funder_and_title_want_a_reference(
    data_file: DataFile, project: str
) -> None:
    take(data_file, project, f"{HEADER}\nTrust,Warm,W1,,100,,,,\nTrust,Warm,W2,,200,,,,\n")
    listed = take(data_file, project, f"{HEADER}\nTrust,Warm,,,300,,,,\n")
    assert ["reference" in refused.reason for refused in listed.refused] == [True]


def test_repeated_the_fund_takes_the_values_of_the_row(data_file: DataFile, project: str) -> None:
    row = "Trust,Warm,W1,{},{},{},{},,"
    take(data_file, project, f"{HEADER}\n{row.format('applied', 100, '2026-01-01', '')}\n")
    take(data_file, project, f"{HEADER}\n{row.format('Awarded', 90, '', '2026-12-31')}\n")
    [fund] = table(data_file, "fund")
    assert (fund["status"], fund["amount"]) == ("confirmed", 9000)
    assert (fund["starts_on"], fund["ends_on"]) == (None, "2026-12-31")
    take(data_file, project, f"{HEADER}\n{row.format('', 90, '', '')}\n")
    assert table(data_file, "fund")[0]["status"] == "confirmed"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Trust,Warm,,,100,,,Nobody,10", "no role “Nobody”"),
        ("Trust,Warm,,,100,,,Twice,10", "Several roles"),
        ("Trust,Warm,,,100,,,Host,", "Allocated"),
        ("Trust,Warm,,,100,,,,10", "Role"),
        ("Trust,Warm,,,,,,,", "Amount"),
        ("Trust,Warm,,,-5,,,,", "0 or more"),
        ("Trust,Warm,,,100,2026-12-31,2026-01-01,,", "before the start"),
        ("Trust,Warm,,perhaps,100,,,,", "applied, confirmed, refused, closed"),
        (",,,,100,,,,", "names no fund"),
        ("Grand total,,,,100,,,,10", "total row"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_by_its_line(
    data_file: DataFile, project: str, roles: dict[str, str], row: str, says: str
) -> None:
    test_roles.take(data_file, project, "Role,Belt\nTwice,route in\nTwice,both\n")
    listed = take(data_file, project, f"{HEADER}\nGood,,,,1,,,Host,1\n{row}\n")
    assert [refused.line for refused in listed.refused] == [3]
    assert says in listed.refused[0].reason
    assert [fund["funder_name"] for fund in table(data_file, "fund")] == ["Good"]


def test_a_total_row_with_an_amount_adds_no_fund(
    data_file: DataFile, project: str, roles: Any
) -> None:
    listed = take(data_file, project, "Fund,Amount\nWarm,10\nTOTAL,10\n")
    assert [refused.line for refused in listed.refused] == [3]
    assert len(table(data_file, "fund")) == 1


def package(*grants: dict[str, Any]) -> str:
    return json.dumps({"version": "1.4", "grants": list(grants)}, indent=1)


def workbook(folder: Any, *rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "meta"
    sheet = book.create_sheet("grants")
    for row in rows:
        sheet.append(row)
    path = folder / "grants.xlsx"
    book.save(path)
    return path.read_bytes()


TITLES = ["Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date",
          "Planned Dates:Start Date", "Planned Dates:End Date", "Recipient Org:Identifier",
          "Recipient Org:Name", "Funding Org:Identifier", "Funding Org:Name"]  # fmt: skip
CELLS = ["360G-tawe-1", "Warm spaces", "x", "GBP", "1500.50", "2026-01-02", "2026-02-01",
         "2027-01-31", "GB-CHC-2", "Us", "GB-CHC-1", "Tawe Trust"]  # fmt: skip


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
def test_a_grant_is_a_confirmed_fund_with_its_identifier(
    data_file: DataFile, project: str, tmp_path: Any, kind: str
) -> None:
    contents: dict[str, Any] = {
        "json": package(GRANT),
        "csv": ",".join(TITLES) + "\n" + ",".join(CELLS) + "\n",
        "xlsx": workbook(tmp_path, TITLES, CELLS),
    }
    for _each in range(2):
        listed = take(data_file, project, contents[kind], f"grants.{kind}")
        assert listed.refused == []
    assert listed.unchanged == 1
    [fund] = table(data_file, "fund")
    wanted = ("360G-tawe-1", "Warm spaces", "Tawe Trust", 150_050, "confirmed")
    assert (
        tuple(fund[name] for name in ("reference", "title", "funder_name", "amount", "status"))
        == wanted
    )
    assert (fund["starts_on"], fund["ends_on"]) == ("2026-02-01", "2027-01-31")


def test_a_grant_in_other_money_or_named_before_is_refused_by_its_line(
    data_file: DataFile, project: str
) -> None:
    grants = package(GRANT, GRANT | {"id": "2", "currency": "USD"}, GRANT | {"amountAwarded": 1},
                     GRANT | {"id": "3", "currency": "gbp"})  # fmt: skip
    listed = take(data_file, project, grants, "grants.json")
    lines = [number for number, line in enumerate(grants.splitlines(), 1) if line == "  {"]
    assert [refused.line for refused in listed.refused] == lines[1:3]
    assert "USD" in listed.refused[0].reason
    assert f"line {lines[0]}" in listed.refused[1].reason
    assert [fund["amount"] for fund in table(data_file, "fund")] == [150_050] * 2


def test_a_deleted_fund_is_not_the_fund_of_a_row(data_file: DataFile, project: str) -> None:
    take(data_file, project, f"{HEADER}\nTrust,Warm,W1,,100,,,,\n")
    remove(data_file, "fund", table(data_file, "fund")[0]["id"])
    take(data_file, project, f"{HEADER}\nTrust,Warm,W1,,100,,,,\n")
    assert [row["deleted_at"] is None for row in table(data_file, "fund")] == [False, True]


def test_a_fund_changed_here_takes_the_sheet_again(data_file: DataFile, project: str) -> None:
    text = f"{HEADER}\nTrust,Warm,W1,,100,,,,\n"
    take(data_file, project, text)
    set_fields(data_file, "fund", table(data_file, "fund")[0]["id"], amount=1)
    assert len(take(data_file, project, text).told) == 1
    assert table(data_file, "fund")[0]["amount"] == 10_000


def test_rows_of_one_fund_that_contradict_each_other_are_told(
    data_file: DataFile, project: str, roles: Any
) -> None:
    text = (
        f"{HEADER}\nTrust,Warm,,applied,100,,,Host,10\nBank,,,,5,,,,\n"
        "Trust,warm,,confirmed,200,,,Guide,10\n"
    )
    listed = take(data_file, project, text)
    said = [(noticed.line, noticed.sentence) for noticed in listed.noticed]
    assert [line for line, _sentence in said] == [4, 4]
    assert "amount of this fund is £200.00 here and £100.00 on line 2" in said[0][1]
    assert "status of this fund is confirmed here and applied on line 2" in said[1][1]


@pytest.mark.parametrize(
    ("status", "told"), [("confirmed", [3]), ("applied", [3]), ("refused", [])]
)
def test_a_fund_that_promises_more_than_it_has_is_told(
    data_file: DataFile, project: str, roles: Any, status: str, told: list[int]
) -> None:
    fund = f"Trust,Warm,,{status},100"
    text = f"{HEADER}\n{fund},,,Host,60.50\n{fund},,,Guide,40\n"
    listed = take(data_file, project, text)
    assert [noticed.line for noticed in listed.noticed] == told
    assert all("£100.00 and promises £100.50" in noticed.sentence for noticed in listed.noticed)
    assert listed.remarks == []
    exact = take(data_file, project, text.replace("60.50", "60"))
    assert exact.noticed == []


def test_a_promise_to_a_role_that_is_deleted_is_no_promise(
    data_file: DataFile, project: str, roles: dict[str, str]
) -> None:
    take(data_file, project, f"{HEADER}\nTrust,,,confirmed,100,,,Host,90\n")
    remove(data_file, "engagement_role", roles["Host"])
    listed = take(data_file, project, f"{HEADER}\nTrust,,,confirmed,100,,,Guide,40\n")
    assert (listed.noticed, "£60.00 of confirmed" in listed.remarks[0]) == ([], True)


def test_confirmed_money_that_is_promised_to_no_role_is_told_with_what_to_do(
    data_file: DataFile, project: str, roles: Any
) -> None:
    take(data_file, project, f"{HEADER}\nOld,,,confirmed,1000,,,,\n")
    text = f"{HEADER}\nTrust,,,confirmed,500,,,Host,200.5\nBank,,,applied,9000,,,,\n"
    for _each in range(2):
        [told] = take(data_file, project, text).remarks
        assert "£1,299.50 of confirmed money" in told
        assert "Role and Allocated" in told
    rest = f"{HEADER}\nTrust,,,confirmed,200.50,,,Host,200.5\nOld,,,confirmed,1000,,,Host,1000\n"
    assert take(data_file, project, rest).remarks == []
