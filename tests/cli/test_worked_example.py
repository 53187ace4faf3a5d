"""Two sheets in, a report out: figures worked out by hand."""

import json
from pathlib import Path

from tests.cli.conftest import Program

ROLES = """\
Role,Belt,Held by organisation,Hours needed,Hourly cost,Overhead %,Other costs
Event host,route in,Riverside VSO,36,18.86,0,
Facilitators (two),Route in,Riverside VSO,24,£18.86,0,
Community representative,voice for,,18,27.5,0,0
VSO representative,Voice for,Riverside VSO,30,18.86,0,
Note-taker and feedback,route in,,14,18.86,0,
Follow-up owner,both,,18,18.86,0,
Total,,,140,,,
"""
FUNDING = """\
Funder,Fund,Reference,Status,Amount,Start,End,Role,Allocated
Town council,Small grants,TC-7,confirmed,150.88,,,Facilitators (two),150.88
Health board,Listening,,applied,"£2,000.00",,,Event host,678.96
Health board,Listening,,applied,"£2,000.00",,,VSO representative,100
"""


def reported(program: Program, town: Path, tmp_path: Path) -> dict:
    out = tmp_path / "gap.json"
    said = program("report", "gap", "--file", town, "--as-of", "2026-11-23", "--out", out)
    assert said.status == 0
    return json.loads(out.read_text())


def imported(program: Program, town: Path, tmp_path: Path, **sheets: str) -> list[int]:
    statuses = []
    for kind, text in sheets.items():
        source = tmp_path / f"{kind}.csv"
        source.write_text(text, encoding="utf-8")
        statuses.append(program("import", kind, source, "--file", town).status)
    return statuses


def test_the_worked_example_comes_out_to_the_penny(
    program: Program, town: Path, tmp_path: Path
) -> None:
    for _twice in range(2):
        assert imported(program, town, tmp_path, roles=ROLES, funding=FUNDING) == [1, 0]
        found = reported(program, town, tmp_path)
        totals = found["totals"]
        assert (totals["full_cost"], totals["confirmed"], totals["gap"]) == (
            "2795.92", "150.88", "2645.04",
        )  # fmt: skip
        assert (totals["pledged"], totals["surplus"], totals["unfunded_share"]) == (
            "778.96", "0.00", 94.6,
        )  # fmt: skip
        roles = {row["title"]: (row["full_cost"], row["confirmed"], row["gap"], row["status"])
                 for row in found["roles"]}  # fmt: skip
        assert roles == {
            "Event host": ("678.96", "0.00", "678.96", "unfunded"),
            "Facilitators (two)": ("452.64", "150.88", "301.76", "part_funded"),
            "Community representative": ("495.00", "0.00", "495.00", "unfunded"),
            "VSO representative": ("565.80", "0.00", "565.80", "unfunded"),
            "Note-taker and feedback": ("264.04", "0.00", "264.04", "unfunded"),
            "Follow-up owner": ("339.48", "0.00", "339.48", "unfunded"),
        }
        assert found["counts"] == {
            "roles": 6, "funded": 0, "part_funded": 1, "unfunded": 5, "not_costed": 0,
        }  # fmt: skip


def test_half_pennies_overheads_and_a_fund_promised_twice_come_out_to_the_penny(
    program: Program, town: Path, tmp_path: Path
) -> None:
    """Staffing 10.33 x 9.95 = 102.7835, so 102.78; direct 102.78 + 7.25 = 110.03; overhead 12.5% of
    it = 13.75375, so 13.75; together 123.78. Guide: 0.5 x 33.33 = 16.665, so 16.67, and no more.
    The fund of 100.00 is promised as 120.00 and 30.00: 80.00 and 20.00, of which 3.33 is over."""
    roles = (
        "Role,Belt,Hours needed,Hourly cost,Overhead %,Other costs\n"
        "Host,both,10.33,9.95,12.5,7.25\nGuide,route in,0.5,33.33,0,\nFriend,both,,,,\n"
    )
    funding = (
        "Funder,Fund,Status,Amount,Role,Allocated\n"
        "Trust,Warm,confirmed,100,Host,120\nTrust,Warm,confirmed,100,Guide,30\n"
        "Bank,Old,refused,500,Host,500\n"
    )
    assert imported(program, town, tmp_path, roles=roles, funding=funding) == [0, 0]
    found = reported(program, town, tmp_path)
    parts = ("staffing", "direct", "overhead", "full_cost", "confirmed", "gap", "surplus", "status")
    rows = {row["title"]: [row[name] for name in parts] for row in found["roles"]}
    assert rows["Host"] == [
        "102.78", "110.03", "13.75", "123.78", "80.00", "43.78", "0.00", "part_funded",
    ]  # fmt: skip
    assert rows["Guide"] == ["16.67", "16.67", "0.00", "16.67", "20.00", "0.00", "3.33", "funded"]
    assert rows["Friend"][-1] == "not_costed"
    assert found["totals"]["gap"] == "43.78"
    assert [(row["title"], row["allocated"]) for row in found["over_promised_funds"]] == [
        ("Warm", "150.00")
    ]
