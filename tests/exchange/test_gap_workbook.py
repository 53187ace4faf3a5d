"""The gap report as a workbook: each figure is that of the JSON, whoever reckons the formulas."""

import io
import json
import tempfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from engagement_app.exchange.gap_json import gap_json
from engagement_app.exchange.gap_workbook import gap_workbook
from engagement_app.exchange.sample import add_sample
from engagement_app.resourcing import words
from engagement_app.resourcing.carried import is_given
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.resourcing.report import LENSES
from engagement_app.resourcing.small_numbers import DEFAULT, one
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import create_file
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.exchange.reckoning import ENGINES, computed
from tests.resourcing.projects import project

pytestmark = pytest.mark.thorough

AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The report on the sample project, worked out once."""
    path = tmp_path_factory.mktemp("sample") / "sample.engagement"
    with create_file(path, Keyboard("Mari Ellis", "laptop")) as data_file:
        with data_file.writing("sample.new") as session:
            project_id = add_sample(session)
        return report_of(data_file, project_id)


@pytest.fixture(scope="module", params=ENGINES)
def sheets(request, sample, tmp_path_factory):
    """Its workbook with all formulas reckoned."""
    folder = tmp_path_factory.mktemp("sheets")
    return computed(gap_workbook(sample), request.param, folder)


def report_of(data_file, project_id, event_id=None):
    with data_file.reading() as session:
        return prepare_gap_report(session, project_id, AS_OF, event_id)


def table(sheets, title):
    """The rows under the head as dictionaries; the total is the last where there is one."""
    rows = [row for row in sheets[title] if any(each is not None for each in row)]
    wide = max(len([each for each in row if each is not None]) for row in rows)
    head = next(at for at, row in enumerate(rows) if None not in row[:wide])
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def money(cell):
    return f"{Decimal(repr(float(cell))):.2f}"


def test_every_total_and_count_is_that_of_the_json(sample, sheets):
    found = {row["Figure"]: row["Value"] for row in table(sheets, "Gap")}
    figures = json.loads(gap_json(sample))
    names = {
        "Full cost": "full_cost",
        "Confirmed": "confirmed",
        "Pledged, not counted": "pledged",
        "Gap": "gap",
        "Surplus": "surplus",
        "Gap carried unpaid": "carried",
        "Gap carried by nobody": "needed",
    }
    for heading, name in names.items():
        assert money(found.pop(heading)) == figures["totals"][name], heading
    assert found.pop("Unfunded share of the full cost") == figures["totals"]["unfunded_share"]
    assert found.pop("Roles in all") == figures["counts"]["roles"]
    for status in ("funded", "part_funded", "unfunded", "not_costed"):
        heading = f"Roles: {words.status(status).lower()}"
        assert found.pop(heading) == figures["counts"][status]
    assert not found


_ROLE_MONEY = {
    "Staffing": "staffing",
    "Direct cost": "direct",
    "Overhead": "overhead",
    "Full cost": "full_cost",
    "Confirmed": "confirmed",
    "Pledged, not counted": "pledged",
    "Gap": "gap",
    "Surplus": "surplus",
    "Worth of unpaid hours": "subsidy",
    "Gap carried unpaid": "carried",
    "Gap carried by nobody": "needed",
}


def test_every_figure_of_every_role_is_that_of_the_json(sample, sheets):
    roles = json.loads(gap_json(sample))["roles"]
    found = table(sheets, "Roles")[:-1]
    at_work = table(sheets, "Roles at work")[:-1]
    assert len(found) == len(at_work) == len(roles)
    for role, costs, work in zip(roles, found, at_work, strict=True):
        row = costs | work
        assert (row["Role"], row["Record"]) == (role["title"], role["id"][:8])
        assert {name: money(row[name]) for name in _ROLE_MONEY} == {
            name: role[field] for name, field in _ROLE_MONEY.items()
        }
        assert money(row["Hours needed"]) == role["hours_needed"]
        assert money(row["Hours assigned"]) == role["hours_assigned"]
        assert money(row["Hours given unpaid"]) == role["hours_given"]
        assert row["Status"] == words.status(role["status"])
        assert row["Held by"] == (role["holder"]["name"] or "Nobody")
        assert row["Held by organisation"] == (role["holder"]["organisation"] or "Nobody")
        assert row["People waiting"] == role["people_waiting"]
        assert row["Follow-ups waiting"] == role["follow_ups_waiting"]


def test_every_lens_has_its_state_and_its_evidence(sample, sheets):
    found = iter(table(sheets, "Six lenses"))
    for role in json.loads(gap_json(sample))["roles"]:
        for code in LENSES:
            row, lens = next(found), role["lenses"][code]
            assert row["State"] == words.state(lens["state"])
            assert row["Evidence"] == lens["evidence"]


def test_carriers_dead_ends_and_funds_are_those_of_the_report(sample, sheets):
    figures = json.loads(gap_json(sample))
    *carriers, total = table(sheets, "Who carries it")
    assert [money(row["Unpaid hours"]) for row in carriers] == [
        row["hours"] for row in figures["carried_by"]
    ]
    assert money(total["Unpaid hours"]) == money(
        sum(Decimal(row["hours"]) for row in figures["carried_by"])
    )
    for name, field in (
        ("At the statutory floor", "at_statutory_floor"),
        ("At the Real Living Wage", "at_real_living_wage"),
        ("At the roles’ hourly cost", "at_role_cost"),
    ):
        assert [None if row[name] == "not known" else money(row[name]) for row in carriers] == [
            row[field] for row in figures["carried_by"]
        ]
    ends = table(sheets, "Dead ends")
    assert [row["Reason"] for row in ends] == [
        words.reason(end["reason"]) for end in figures["dead_ends"]
    ]
    funds = {row["Record"]: row for row in table(sheets, "Funds")[:-1]}
    assert len(funds) == len(sample.funds)
    for fund in figures["over_promised_funds"]:
        row = funds[fund["id"][:8]]
        assert row["Promised twice"] == "Yes"
        assert (money(row["Amount"]), money(row["Promised to roles"])) == (
            fund["amount"],
            fund["allocated"],
        )


def test_the_belt_is_in_a_report_on_a_project_and_its_figures_are_those_of_the_json(sample, sheets):
    belt = json.loads(gap_json(sample))["belt"]
    found = [row["Number"] for row in table(sheets, "Belt")]
    reach, routes, hours = belt["reach"], belt["routes"], belt["hours"]
    assert found == [
        *(reach[name] for name in ("people", "first_time", "tallied", "communities_heard")),
        belt["contribution_rate"],
        *(belt["contributions"][voice] for voice in ("own", "on_behalf", "second_hand")),
        *(routes[name] for name in ("want", "kept", "kept_rate")),
        *(float(hours[end][part]) for end in hours for part in ("needed", "funded")),
    ]
    names = {
        "Message": "title",
        "Communities": "communities",
        "Contributions first hand": "first_hand",
    }
    messages = table(sheets, "Messages")
    assert [[row[name] for name in names] for row in messages] == [
        [each[field] for field in names.values()] for each in belt["messages"]
    ]
    assert [row["People behind it"] for row in messages] == [
        one(each["people"], DEFAULT) or "fewer than 8" for each in belt["messages"]
    ]
    for row, each in zip(messages, belt["messages"], strict=True):
        told = [f"{one['body']}: {words.response(one['response'])}" for one in each["hearings"]]
        assert row["Where it was heard, and the answer"].split("\n") == told


def test_what_to_fund_first_has_the_gaps_of_the_json_and_runs_on_to_their_sum(sample, sheets):
    figures = json.loads(gap_json(sample))
    roles = {role["id"][:8]: role for role in figures["roles"] if role["gap"] != "0.00"}
    *found, total = table(sheets, "First to fund")
    assert {row["Record"] for row in found} == set(roles)
    pounds = Decimal(0)
    for row in found:
        role = roles[row["Record"]]
        assert (row["Role"], row["People waiting"]) == (role["title"], role["people_waiting"])
        assert money(row["Gap"]) == role["gap"]
        pounds += Decimal(role["gap"])
        assert money(row["Pounds so far"]) == f"{pounds:.2f}"
    assert money(total["Gap"]) == figures["totals"]["gap"] == f"{pounds:.2f}"
    a_pound = [row["People waiting"] / row["Gap"] for row in found]
    assert a_pound == sorted(a_pound, reverse=True)


def test_every_dead_end_names_its_records(sample, sheets):
    ends = json.loads(gap_json(sample))["dead_ends"]
    for row, end in zip(table(sheets, "Dead ends"), ends, strict=True):
        assert row["Follow-up"] == (end["follow_up_id"] or "–")
        assert row["Attendance"] == (end["attendance_id"] or "–")
        assert row["Event"] == (end["event"] or "No event")


def test_the_records_behind_the_figures_have_their_whole_ids(sample, sheets):
    found = {(row["About"], row["Figure"], row["Its id"]) for row in table(sheets, "Records")}
    for role in sample.roles:
        assert (role.title, "The role itself", role.id) in found
    ids = {identifier for _about, _figure, identifier in found}
    rows = sample.ledger
    given = filter(is_given, rows.times)
    counted = (*rows.costs, *given, *rows.contributions, *rows.hearings)
    assert {each.id for each in counted} <= ids
    assert {each.id for each in rows.follow_ups if each.role_id and each.status == "open"} <= ids


def test_the_bodies_have_their_six_answers(sample, sheets):
    found = {row["Record"]: row for row in table(sheets, "Bodies")}
    assert len(found) == len(sample.ledger.bodies) > 1
    for body in sample.ledger.bodies.values():
        assert found[body.id[:8]]["A seat"].lower().replace(" ", "_") == body.seat


@pytest.mark.parametrize("engine", ENGINES)
def test_a_report_with_nothing_in_it_opens_and_says_not_known(data_file, engine, tmp_path):
    put(data_file, project())
    sheets = computed(gap_workbook(report_of(data_file, rid("p"))), engine, tmp_path)
    found = {row["Figure"]: row["Value"] for row in table(sheets, "Gap")}
    assert found["Gap"] == 0
    assert found["Unfunded share of the full cost"] == "not known"
    assert found["Roles in all"] == 0


def test_a_report_on_one_event_has_no_belt(data_file):
    put(data_file, project(event=[{}]))
    book = opened(gap_workbook(report_of(data_file, rid("p"), rid("e"))))
    assert "Belt" not in book.sheetnames


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_text_that_begins_like_a_formula_is_a_text(data_file):
    roles = [{"id": "r", "title": "=1+1", "holder_name": "@SUM(1)"}]
    put(data_file, project(engagement_role=roles))
    page = opened(gap_workbook(report_of(data_file, rid("p"))))["Roles"]
    assert (page["A2"].value, page["A2"].data_type) == ("=1+1", "s")


def test_sums_are_live_heads_are_frozen_and_pages_are_set_up_for_print(sample):
    book = opened(gap_workbook(sample))
    page = book["Roles"]
    last = page.max_row
    assert page.cell(last, 3).value == f"=SUM(C2:C{last - 1})"
    for sheet in book.worksheets:
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_days_are_days_and_money_is_numbers(sample):
    book = opened(gap_workbook(sample))
    assert isinstance(book["Roles"]["F2"].value, int | float)
    days = [cell.value for row in book["Funds"].iter_rows() for cell in row if cell.is_date]
    assert days
    assert all(isinstance(day, datetime) for day in days)


def test_a_program_that_does_not_reckon_shows_the_same_results(sample, sheets):
    stored = openpyxl.load_workbook(io.BytesIO(gap_workbook(sample)), data_only=True)
    for title, rows in sheets.items():
        for row, cells in zip(rows, stored[title].iter_rows(values_only=True), strict=True):
            assert [as_read(each) for each in row] == [as_read(each) for each in cells]


def as_read(value):
    return round(value, 6) if isinstance(value, float) else value or None


def test_equal_reports_are_equal_files_and_nothing_is_laid_down_on_the_way(sample, monkeypatch):
    def refused(*_args, **_named):
        raise AssertionError

    first = gap_workbook(sample)
    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refused)
    assert gap_workbook(sample) == first


def test_every_sheet_is_there_under_its_name(sample, sheets):
    assert list(sheets) == opened(gap_workbook(sample)).sheetnames


def test_a_changed_figure_is_noticed_by_this_comparison(sample, tmp_path):
    """The control: a penny more in one cell changes the total that is reckoned."""
    book = opened(gap_workbook(sample))
    book["Roles"]["M2"].value += 0.01
    changed = io.BytesIO()
    book.save(changed)
    found = {
        row["Figure"]: row["Value"]
        for row in table(computed(changed.getvalue(), "own", tmp_path), "Gap")
    }
    assert money(found["Gap"]) != json.loads(gap_json(sample))["totals"]["gap"]
