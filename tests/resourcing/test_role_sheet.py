"""The sheet of roles: the figures of the gap report, in the order roles were made."""

from datetime import date
from decimal import Decimal

import pytest

from engagement_app.domain.finding import list_titles
from engagement_app.domain.role_sheet import RoleChange, put_roles
from engagement_app.exchange.sample import add_sample
from engagement_app.resourcing.preparing import prepare_gap_report
from engagement_app.resourcing.role_sheet import read_role_sheet
from engagement_app.store.record import new_id

TODAY = date(2026, 11, 24)


@pytest.fixture
def roles(data_file, project, event):
    ids = [new_id() for _at in range(3)]
    changes = [
        RoleChange(each, {"title": f"Role {at}", "hours_needed": at, "hourly_cost": 1886})
        for at, each in enumerate(ids)
    ]
    with data_file.writing("roles.paste") as session:
        put_roles(session, project, None, changes[:2])
        put_roles(session, project, event, changes[2:])
        put_roles(session, project, None, [RoleChange(ids[1], {"overhead_percent": Decimal(0)})])
    return ids


def test_the_figures_are_those_of_the_report_and_the_order_is_that_of_making(
    data_file, project, roles
):
    with data_file.reading() as session:
        sheet = read_role_sheet(session, project, None, TODAY, roles[0])
        report = prepare_gap_report(session, project, TODAY)
    assert [each.gap.id for each in sheet.roles] == roles
    assert [each.id for each in report.roles] == roles[::-1], "the largest gap first"
    found = sheet.figures
    assert (found.totals, found.counts, found.funds) == (report.totals, report.counts, report.funds)
    assert {each.gap.id: each.gap for each in sheet.roles} == {
        each.id: each for each in report.roles
    }


def test_an_own_percent_of_nothing_is_told_from_none(data_file, project, roles):
    with data_file.reading() as session:
        sheet = read_role_sheet(session, project, None, TODAY)
    assert [each.own_percent for each in sheet.roles] == [None, Decimal(0), None]


def test_of_an_event_there_are_its_roles_alone(data_file, project, event, roles):
    with data_file.reading() as session:
        sheet = read_role_sheet(session, project, event, TODAY)
    assert [each.gap.id for each in sheet.roles] == roles[2:]
    assert sheet.figures.totals.full_cost == 3772


def test_of_the_sample_each_role_is_as_the_report_has_it_with_who_waits(data_file):
    with data_file.writing("sample.new") as session:
        add_sample(session)
    with data_file.reading() as session:
        [project] = [row.id for row in list_titles(session, "project")]
        sheet = read_role_sheet(session, project, None, TODAY)
        report = prepare_gap_report(session, project, TODAY)
    assert sheet.figures.roles == report.roles
    assert any(role.people_waiting for role in report.roles)
