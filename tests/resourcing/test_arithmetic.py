"""What a role costs and who pays: laws that hold for every project, and examples to the penny."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement_app.domain.amounts import (
    half_up,
    half_up_hundredth,
    hundredths,
    percent_share,
    pounds,
    spoken_number,
    spoken_pounds,
)
from engagement_app.exchange.gap_json import gap_json
from engagement_app.resourcing.carried import rate_on
from engagement_app.resourcing.costs import costing
from engagement_app.resourcing.funding import counted, lines, over_promised
from engagement_app.resourcing.gap import gap_report
from engagement_app.resourcing.ledger import Allocation, Fund, Ledger, Rate
from engagement_app.resourcing.reading import read_ledger
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import DataFile
from tests.exchange.open_format.documents import documents
from tests.exchange.open_format.files import DATA, fresh, put
from tests.resourcing.projects import project, report, role_of

PENCE = st.integers(0, 99_999_999_999)
HOURS = st.integers(0, 9_999_999).map(lambda each: Decimal(each) / 100)
PERCENTS = st.integers(0, 10_000).map(lambda each: Decimal(each) / 100)
DAY = date(2026, 6, 30)


def exact_half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


@given(
    needed=HOURS, cost=PENCE, other=PENCE, percent=PERCENTS, paid=PENCE, pledged=PENCE, given_=HOURS
)
def test_the_named_amounts_of_a_role(
    needed: Decimal,
    cost: int,
    other: int,
    percent: Decimal,
    paid: int,
    pledged: int,
    given_: Decimal,
) -> None:
    made = costing(
        hours_needed=needed,
        hourly_cost=cost,
        other_costs=other,
        overhead_percent=percent,
        confirmed=paid,
        pledged=pledged,
        hours_given=given_,
    )
    assert made.staffing == exact_half_up(Fraction(needed) * cost)
    assert made.direct == made.staffing + other
    assert made.overhead == exact_half_up(made.direct * Fraction(percent) / 100)
    assert made.full_cost == made.direct + made.overhead
    assert made.confirmed + made.gap - made.surplus == made.full_cost
    assert made.carried + made.needed == made.gap
    assert made.gap == 0 or made.surplus == 0
    assert made.subsidy == exact_half_up(Fraction(given_) * cost)
    assert made.carried <= made.subsidy
    assert min(getattr(made, name) for name in made._fields if name != "status") >= 0


@pytest.mark.parametrize(
    ("full", "paid", "status"),
    [
        (0, 0, "not_costed"),
        (0, 5, "not_costed"),
        (5, 5, "funded"),
        (5, 6, "funded"),
        (5, 4, "part_funded"),
        (5, 0, "unfunded"),
    ],
)
def test_the_status_of_a_role(full: int, paid: int, status: str) -> None:
    none = {"hours_needed": Decimal(0), "hours_given": Decimal(0), "overhead_percent": Decimal(0)}
    made = costing(hourly_cost=0, other_costs=full, confirmed=paid, pledged=9, **none)
    assert made.status == status


@given(value=st.decimals(0, 10**9, places=6))
def test_halves_go_up(value: Decimal) -> None:
    assert half_up(value) == exact_half_up(Fraction(value))
    assert half_up_hundredth(value) * 100 == exact_half_up(Fraction(value) * 100)


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        *((0, 0, None), (5, 0, None), (0, 5, "0"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 1, "100")),
        *((1, 2000, "0.1"), (1, 2001, "0.0"), (3, 2000, "0.2"), (1, 16, "6.3"), (249, 400, "62.3")),
    ],
)
def test_shares_are_half_up_to_one_decimal_and_nothing_of_nothing(
    part: int, whole: int, share: str | None
) -> None:
    assert percent_share(part, whole) == (None if share is None else Decimal(share))


@given(whole=st.integers(1, 10**12), data=st.data())
def test_a_share_is_the_nearest_tenth(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    share = percent_share(part, whole)
    assert share is not None
    assert share * 10 == exact_half_up(Fraction(part * 1000, whole))


@given(pence=PENCE)
def test_amounts_are_written_in_pounds(pence: int) -> None:
    assert Decimal(pounds(pence)) * 100 == pence
    assert len(pounds(pence).partition(".")[2]) == 2
    assert spoken_pounds(pence).lstrip("£").replace(",", "") == pounds(pence)


@pytest.mark.parametrize(
    ("number", "written", "spoken"),
    [
        ("0", "0.00", "0"),
        ("7.5", "7.50", "7.5"),
        ("1200", "1200.00", "1,200"),
        ("10", "10.00", "10"),
    ],
)
def test_numbers_are_written_and_spoken(number: str, written: str, spoken: str) -> None:
    assert hundredths(Decimal(number)) == written
    assert spoken_number(Decimal(number)) == spoken


FUND = st.builds(
    lambda amount, parts, status: (
        Fund("f", "Grant", amount, status),
        [Allocation(f"{index:02}", "f", f"r{index % 3}", part) for index, part in enumerate(parts)],
    ),
    st.integers(0, 1000) | PENCE,
    st.lists(st.integers(0, 400) | PENCE, max_size=12),
    st.sampled_from(["applied", "confirmed", "refused", "closed"]),
)


@given(FUND)
def test_a_fund_promised_twice_counts_once(made: tuple[Fund, list[Allocation]]) -> None:
    fund, allocations = made
    counts = counted([fund], allocations)
    promised = sum(each.amount for each in allocations)
    if fund.status in ("refused", "closed"):
        assert counts == {}
        assert over_promised([fund], allocations) == ()
        return
    assert sum(counts.values()) == min(promised, fund.amount)
    for each in allocations:
        assert 0 <= counts[each.id] <= each.amount
        exact = (
            Fraction(each.amount * fund.amount, promised) if promised > fund.amount else each.amount
        )
        assert abs(counts[each.id] - exact) < 1
    told = [each.allocated for each in over_promised([fund], allocations)]
    assert told == ([promised] if promised > fund.amount else [])


@given(FUND, st.randoms(use_true_random=False))
def test_scaling_knows_no_order(made: tuple[Fund, list[Allocation]], random: Random) -> None:
    fund, allocations = made
    expected = counted([fund], allocations)
    random.shuffle(allocations)
    assert counted([fund], allocations) == expected


def test_equal_remainders_go_to_the_id_that_sorts_first() -> None:
    fund = Fund("f", "Grant", 100, "confirmed")
    parts = [Allocation(each, "f", "r", 100) for each in ("c", "a", "b")]
    assert counted([fund], parts) == {"a": 34, "b": 33, "c": 33}
    fund = Fund("f", "Grant", 101, "confirmed")
    assert counted([fund], parts) == {"a": 34, "b": 34, "c": 33}


def test_the_largest_remainder_goes_first() -> None:
    fund = Fund("f", "Grant", 10, "applied")
    parts = [Allocation("a", "f", "r", 11), Allocation("b", "f", "r", 4)]
    assert counted([fund], parts) == {"a": 7, "b": 3}


@given(FUND)
def test_each_fund_is_told_with_what_counts_and_what_is_left(
    made: tuple[Fund, list[Allocation]],
) -> None:
    fund, allocations = made
    [line] = lines([fund], allocations, {})
    promised = sum(each.amount for each in allocations)
    assert (line.amount, line.promised, line.status) == (fund.amount, promised, fund.status)
    money = sum(counted([fund], allocations).values()) if fund.status == "confirmed" else 0
    assert line.counted == money
    if fund.status in ("refused", "closed"):
        assert line.left is None
    else:
        assert line.left == fund.amount - min(promised, fund.amount)


def test_funds_are_told_by_status_then_name_none_last_then_id() -> None:
    told = [
        *[("1", "b", "closed"), ("2", "a", "refused"), ("3", None, "confirmed")],
        *[("4", "c", "applied"), ("6", "z", "confirmed"), ("5", "z", "confirmed")],
    ]
    funds = [Fund(each, name, 1, status) for each, name, status in told]
    assert [each.id for each in lines(funds, [], {})] == ["5", "6", "3", "4", "2", "1"]


def test_a_fund_is_told_with_its_funder_and_its_dates(data_file: DataFile) -> None:
    document = project(
        organisation=[{"id": "o", "name": "Kinder Trust"}],
        engagement_role=[{}],
        fund=[
            {"id": "f", "title": "Grant", "funder_name": "Trust", "starts_on": "2026-04-01"},
            {"id": "g", "funder_organisation_id": "o", "ends_on": "2026-05-31"},
            {"id": "h", "deleted_at": "2026-01-01T00:00:00Z"},
        ],
        allocation=[{"amount": "7"}],
    )
    put(data_file, document)
    with data_file.reading() as session:
        ledger = read_ledger(session, document["project"][0]["id"])
    made = gap_report(ledger, DAY)
    assert [
        (each.title, each.funder, each.starts_on, each.ends_on, each.promised, each.left)
        for each in made.funds
    ] == [
        ("Grant", "Trust", date(2026, 4, 1), None, 700, 9300),
        (None, "Kinder Trust", None, date(2026, 5, 31), 0, 10000),
    ]
    assert "funds" not in json.loads(gap_json(made))


def test_over_promised_funds_are_told_by_title_then_id_none_last() -> None:
    names = [("4", None), ("3", "b"), ("2", "a"), ("5", "a"), ("1", None)]
    funds = [Fund(each, name, 1, "applied") for each, name in names]
    parts = [Allocation(f"x{fund.id}", fund.id, "r", 2) for fund in funds]
    assert [each.id for each in over_promised(funds, parts)] == ["2", "5", "3", "1", "4"]


def shuffled(ledger: Ledger, random: Random) -> Ledger:
    made = {}
    for name, value in vars(ledger).items():
        if isinstance(value, list):
            made[name] = random.sample(value, len(value))
        elif isinstance(value, dict):
            made[name] = dict(random.sample(list(value.items()), len(value)))
        else:
            made[name] = value
    return Ledger(**made)


def test_skills_of_one_name_are_told_in_one_order(data_file: DataFile) -> None:
    document = project(
        engagement_role=[{}],
        role_skill=[{"id": "s", "held": "yes"}, {"id": "t", "held": "no"}],
    )
    put(data_file, document)
    with data_file.reading() as session:
        ledger = read_ledger(session, document["project"][0]["id"])
    turned = replace(ledger, skills=ledger.skills[::-1])
    assert gap_report(turned, DAY).roles == gap_report(ledger, DAY).roles


@given(document=documents(), random=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_records_never_matters_and_the_laws_hold(
    blank: Path, keyboard: Keyboard, document: dict[str, Any], random: Random
) -> None:
    with fresh(blank, keyboard) as made:
        put(made, document)
        with made.reading() as session:
            ledger = read_ledger(session, document["project"][0]["id"])
    first = gap_report(ledger, DAY)
    assert gap_json(gap_report(shuffled(ledger, random), DAY)) == gap_json(first)
    laws(ledger, first)


def laws(ledger: Ledger, made: Any) -> None:
    totals = made.totals
    assert totals.confirmed + totals.gap - totals.surplus == totals.full_cost
    assert totals.carried + totals.needed == totals.gap
    parts = ("funded", "part_funded", "unfunded", "not_costed")
    assert made.counts["roles"] == len(made.roles) == sum(made.counts[each] for each in parts)
    assert totals.gap == sum(role.gap for role in made.roles)
    money = sum(fund.amount for fund in ledger.funds if fund.status == "confirmed")
    assert totals.confirmed <= money
    given_ = sum(each.hours for each in ledger.times if each.paid_from != "fund")
    assert sum(each.hours for each in made.carried_by) == given_
    assert sum(role.hours_given for role in made.roles) == given_


@pytest.mark.thorough
@given(document=documents(), amount=st.integers(0, 10**7))
@settings(max_examples=25)
def test_new_money_for_one_role_raises_no_gap(
    blank: Path, keyboard: Keyboard, document: dict[str, Any], amount: int
) -> None:
    with fresh(blank, keyboard) as made:
        put(made, document)
        with made.reading() as session:
            ledger = read_ledger(session, document["project"][0]["id"])
    before = {role.id: role for role in gap_report(ledger, DAY).roles}
    for role in before:
        ledger.funds.append(Fund(f"new {role}", None, amount, "confirmed"))
        ledger.allocations.append(Allocation(f"new {role}", f"new {role}", role, amount))
        for after in gap_report(ledger, DAY).roles:
            assert after.gap <= before[after.id].gap
            assert after.confirmed == before[after.id].confirmed + amount * (after.id == role)
        ledger.funds.pop()
        ledger.allocations.pop()


def test_the_worked_example_to_the_penny(data_file: DataFile) -> None:
    document = json.loads((DATA / "worked.json").read_bytes())
    made = report(data_file, document, as_of="2026-11-23")
    assert {
        role["title"]: (role["full_cost"], role["confirmed"], role["gap"]) for role in made["roles"]
    } == {
        "Event host": ("678.96", "0.00", "678.96"),
        "Facilitators (two)": ("452.64", "150.88", "301.76"),
        "Community representative": ("495.00", "0.00", "495.00"),
        "VSO representative": ("565.80", "0.00", "565.80"),
        "Note-taker and feedback": ("264.04", "0.00", "264.04"),
        "Follow-up owner": ("339.48", "0.00", "339.48"),
    }
    assert made["totals"]["full_cost"] == "2795.92"
    assert made["totals"]["gap"] == "2645.04"
    assert made["totals"]["unfunded_share"] == 94.6


@pytest.mark.parametrize(
    ("own", "of_the_project", "overhead"),
    [
        (None, None, "0.00"),
        (None, "10", "10.00"),
        ("0", "10", "0.00"),
        ("20", "10", "20.00"),
        ("12.5", None, "12.50"),
    ],
)
def test_a_roles_own_overhead_wins_also_where_it_is_none(
    data_file: DataFile, own: str | None, of_the_project: str | None, overhead: str
) -> None:
    role = {"hours_needed": "10", "hourly_cost": "10", "overhead_percent": own}
    document = project(project=[{"overhead_percent": of_the_project}], engagement_role=[role])
    assert role_of(report(data_file, document))["overhead"] == overhead


def test_each_amount_is_rounded_where_it_is_made(data_file: DataFile) -> None:
    role = {"hours_needed": "0.50", "hourly_cost": "0.01", "overhead_percent": "50"}
    made = role_of(report(data_file, project(engagement_role=[role])))
    assert (made["staffing"], made["overhead"], made["full_cost"]) == ("0.01", "0.01", "0.02")


def test_what_is_pledged_is_never_money(data_file: DataFile) -> None:
    made = report(
        data_file,
        project(
            engagement_role=[{"hours_needed": "10", "hourly_cost": "10"}],
            fund=[{"id": each, "status": each} for each in STATUSES],
            allocation=[{"id": f"to {each}", "fund_id": each, "amount": "7"} for each in STATUSES],
        ),
    )
    role = role_of(made)
    assert (role["confirmed"], role["pledged"], role["gap"]) == ("7.00", "7.00", "93.00")
    assert role["status"] == "part_funded"


STATUSES = ("applied", "confirmed", "refused", "closed")


def test_a_surplus_is_not_set_against_another_gap(data_file: DataFile) -> None:
    roles = [{"id": each, "hours_needed": "1", "hourly_cost": "50"} for each in ("r", "s")]
    made = report(
        data_file,
        project(engagement_role=roles, fund=[{"status": "confirmed"}], allocation=[{}]),
    )
    totals = made["totals"]
    assert (totals["surplus"], totals["gap"], totals["confirmed"]) == ("50.00", "50.00", "100.00")
    assert totals["unfunded_share"] == 50.0


def rates(*rows: tuple[int, str | None, str | None]) -> list[Rate]:
    return [Rate(str(index), "k", *row) for index, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ([], None),
        ([(5, None, None)], 5),
        ([(5, "2026-06-30", "2026-06-30")], 5),
        ([(5, "2026-07-01", None)], None),
        ([(5, None, "2026-06-29")], None),
        ([(9, "2026-01-01", None), (5, "2025-01-01", None)], 9),
        ([(9, "2026-01-01", None), (5, "2026-01-01", None)], 5),
        ([(5, None, None), (9, "2026-01-01", None)], 9),
        ([(5, None, "2026-12-31"), (4, None, None)], 4),
        ([(5, "2026-07-01", None), (9, "2020-01-01", "2026-06-30")], 9),
    ],
)
def test_which_rate_is_in_force(known: list[Any], expected: int | None) -> None:
    assert rate_on(rates(*known), "2026-06-30") == expected
    assert rate_on(rates(*reversed(known)), "2026-06-30") == expected


class TestWhoCarriesIt:
    """Unpaid hours by organisation at three rates."""

    def rows(self, data_file: DataFile, **tables: Any) -> list[dict[str, Any]]:
        role = {"hours_needed": "1", "hourly_cost": "20.01"}
        return report(data_file, project(engagement_role=[role], **tables))["carried_by"]

    def test_one_day_without_a_rate_makes_the_sum_unknown(self, data_file: DataFile) -> None:
        times = [{"id": "a"}, {"id": "b", "worked_on": "2026-03-31"}]
        rate = [{"valid_from": "2026-04-01"}]
        [row] = self.rows(data_file, time_entry=times, rate=rate)
        assert (row["at_statutory_floor"], row["at_role_cost"]) == (None, "40.02")
        assert row["hours"] == "2.00"

    @pytest.mark.parametrize(
        "change", [{"unit": "day"}, {"unit": "half_day"}, {"kind": "job_matched"}]
    )
    def test_only_an_hourly_rate_of_the_kind_counts(
        self, data_file: DataFile, change: dict[str, str]
    ) -> None:
        [row] = self.rows(data_file, time_entry=[{}], rate=[change])
        assert row["at_statutory_floor"] is None

    def test_a_deleted_rate_is_not_in_force(self, data_file: DataFile) -> None:
        dead = {"id": "x", "amount": "1.00", "deleted_at": "2026-01-01T00:00:00Z"}
        [row] = self.rows(data_file, time_entry=[{}], rate=[{}, dead])
        assert row["at_statutory_floor"] == "12.71"

    def test_the_sum_is_rounded_once(self, data_file: DataFile) -> None:
        times = [{"id": str(each), "hours": "0.25"} for each in range(3)]
        [row] = self.rows(data_file, time_entry=times, rate=[{"amount": "0.02"}])
        assert row["at_statutory_floor"] == "0.02"
        assert row["at_role_cost"] == "15.01"

    def test_what_a_fund_paid_is_not_given_whatever_became_of_the_fund(
        self, data_file: DataFile
    ) -> None:
        gone = {"deleted_at": "2026-01-01T00:00:00Z"}
        times = [
            {"id": "paid", "paid_from": "fund", "fund_id": "f"},
            {"id": "unpaid", "paid_from": "unpaid_staff", "fund_id": "f", "hours": "2"},
        ]
        [row] = self.rows(data_file, time_entry=times, fund=[gone])
        assert row["hours"] == "2.00"

    def test_rows_go_by_hours_then_name_then_id_and_none_comes_last(
        self, data_file: DataFile
    ) -> None:
        organisations = [
            {"id": each, "name": name}
            for each, name in (("z", "A"), ("y", "A"), ("x", "B"), ("w", "a"), ("long", "Z"))
        ]
        times = [{"id": f"t{each}", "organisation_id": each} for each in ("z", "y", "x", "w", None)]
        times.append({"id": "most", "organisation_id": "long", "hours": "1.01"})
        rows = self.rows(data_file, time_entry=times, organisation=organisations)
        assert [row["organisation"] for row in rows] == ["Z", "A", "A", "B", "a", None]
        assert rows[1]["organisation_id"] < rows[2]["organisation_id"]


def test_funded_hours_are_rounded_once_per_role(data_file: DataFile) -> None:
    roles = [
        {"id": each, "hours_needed": "0.01", "hourly_cost": "2.00", "belt": belt}
        for each, belt in (("r", "route_in"), ("s", "both"))
    ]
    parts = [{"id": each, "role_id": each, "amount": "0.01"} for each in ("r", "s")]
    made = report(
        data_file,
        project(engagement_role=roles, fund=[{"status": "confirmed"}], allocation=parts),
    )
    assert made["belt"]["hours"] == {
        "route_in": {"needed": "0.02", "funded": "0.02"},
        "voice_for": {"needed": "0.01", "funded": "0.01"},
    }


def test_roles_go_by_people_waiting_then_gap_then_title_then_id(data_file: DataFile) -> None:
    rows = (("a", "Z", "1"), ("b", "A", "1"), ("c", "a", "1"), ("d", "A", "1"), ("e", "X", "2"))
    roles = [
        {"id": each, "title": title, "hours_needed": hours, "hourly_cost": "1"}
        for each, title, hours in (*rows, ("f", "last", "0"))
    ]
    waits = {"role_id": "f", "person_id": "p"}
    made = report(data_file, project(engagement_role=roles, person=[{}], follow_up=[waits]))
    assert [role["title"] for role in made["roles"]] == ["last", "X", "A", "A", "Z", "a"]
    assert made["roles"][2]["id"] < made["roles"][3]["id"]
