"""Every figure traced: its records, looked up in the exported file, come to the figure again."""

import json
from datetime import date
from decimal import Decimal

import pytest

from engagement_app.exchange.gap_json import gap_json
from engagement_app.exchange.open_format.writing import export_project
from engagement_app.exchange.sample import add_sample
from engagement_app.resourcing.belt_sources import of_belt
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.resourcing.sources import by_role, of_carriers, of_role
from engagement_app.store.act import Keyboard
from engagement_app.store.datafile import create_file

AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The report on the sample, and by table and id every record of it in the open format."""
    path = tmp_path_factory.mktemp("sample") / "sample.engagement"
    with create_file(path, Keyboard("Mari Ellis", "laptop")) as data_file:
        with data_file.writing("sample.new") as session:
            project_id = add_sample(session)
        with data_file.reading() as session:
            document = json.loads(export_project(session, project_id))
            report = prepare_gap_report(session, project_id, AS_OF)
    records = {
        name: {row["id"]: row for row in rows}
        for name, rows in document.items()
        if isinstance(rows, list)
    }
    return report, records


def found(trace, records):
    return [records[source.kind][source.id] for source in trace.sources]


def money(rows):
    return sum((Decimal(row["amount"]) for row in rows), Decimal(0))


def counts(source):
    """The pounds of a promise that count: its words begin with them."""
    return Decimal(source.told.split()[0].strip("£").replace(",", ""))


def hours(rows):
    return sum((Decimal(row["hours"]) for row in rows), Decimal(0))


def whom(follow_up, records):
    """Whom it is for, worked out anew from the exported records."""
    said = records["contribution"].get(follow_up["contribution_id"] or "")
    at = follow_up["attendance_id"] or (said and said["attendance_id"])
    person = follow_up["person_id"] or (at and records["attendance"][at]["person_id"])
    while person and records["person"][person]["same_as_id"]:
        person = records["person"][person]["same_as_id"]
    return person or at


def test_costs_promises_and_hours_of_each_role_come_to_the_figures_of_the_json(both):
    report, records = both
    rows, seen = by_role(report), 0
    in_json = {role["id"]: role for role in json.loads(gap_json(report))["roles"]}
    for role in report.roles:
        costs, confirmed, pledged, given, *_others = of_role(report, role, rows)
        told = in_json[role.id]
        assert money(found(costs, records)) == Decimal(told["direct"]) - Decimal(told["staffing"])
        assert hours(found(given, records)) == Decimal(told["hours_given"])
        for trace, name, status in (
            (confirmed, "confirmed", "confirmed"),
            (pledged, "pledged", "applied"),
        ):
            promises = found(trace, records)
            assert {records["fund"][each["fund_id"]]["status"] for each in promises} <= {status}
            # What is promised from a fund that holds less counts for less.
            assert money(promises) >= Decimal(told[name])
            assert sum(map(counts, trace.sources)) == Decimal(told[name])
            seen += len(promises)
    assert seen > 10


def test_who_waits_on_each_role_are_the_people_of_the_follow_ups_named(both):
    report, records = both
    rows = by_role(report)
    for role in report.roles:
        *_others, waiting, due = of_role(report, role, rows)
        named = found(waiting, records)
        assert all((each["role_id"], each["status"]) == (role.id, "open") for each in named)
        assert len(named) == role.follow_ups_waiting
        people = {whom(each, records) for each in named} - {None}
        assert len(people) == role.people_waiting
        assert all(each["due_on"] <= AS_OF.isoformat() for each in found(due, records))


def test_the_entries_of_each_organisation_come_to_its_unpaid_hours(both):
    report, records = both
    for carrier, trace in zip(report.carried_by, of_carriers(report), strict=True):
        entries = found(trace, records)
        assert hours(entries) == carrier.hours
        assert {each["organisation_id"] for each in entries} == {carrier.organisation_id}


def test_the_figures_of_the_belt_are_counted_again_from_their_records(both):
    report, records = both
    traces = {trace.figure: trace for trace in of_belt(report.belt, report.ledger)}
    came = found(traces["People who came"], records)
    people = {whom({**_NOBODY, **each}, records) or each["id"] for each in came}
    assert len(people) == report.belt.reach.people
    own = found(traces["Contributions: in their own voice"], records)
    assert [each["voice"] for each in own] == ["own"] * report.belt.contributions["own"]
    assert len(traces["Communities heard"].sources) == report.belt.reach.communities_heard
    kept = found(traces["Of them, people whose route is kept"], records)
    assert len({whom(each, records) for each in kept}) == report.belt.routes.kept
    for message in report.belt.messages:
        behind = found(traces[f"People behind “{message.title}”"], records)
        assert sum(each["voice"] == "own" for each in behind) == message.first_hand


_NOBODY = {"contribution_id": None, "attendance_id": None}
