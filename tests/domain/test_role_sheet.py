"""Roles put into the file several at once, and what hangs on one of them."""

from datetime import date
from decimal import Decimal

import pytest

from engagement_app.domain import acts
from engagement_app.domain.funds import FundInput
from engagement_app.domain.organisations import OrganisationInput
from engagement_app.domain.rates import RateInput
from engagement_app.domain.recording import NewName, input_of
from engagement_app.domain.role_parts import RoleParts, read_parts
from engagement_app.domain.role_sheet import RoleChange, new_organisations, put_roles
from engagement_app.domain.roles import EngagementRole, EngagementRoleInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import UserError
from engagement_app.store.record import new_id


def put(file, project, *changes, event_id=None):
    with file.writing("roles.paste") as session:
        return put_roles(session, project, event_id, changes)


def role(file, role_id):
    with file.reading() as session:
        return acts.get(session, EngagementRole, role_id)


def test_roles_are_made_where_they_are_not_there_and_amended_where_they_are(
    data_file, project, event
):
    one, other = new_id(), new_id()
    put(data_file, project, RoleChange(one, {"title": "Host"}), event_id=event)
    changed = put(
        data_file,
        project,
        RoleChange(one, {"hours_needed": Decimal(36)}),
        RoleChange(other, {"title": "Typist", "belt": "both", "hours_needed": None}),
        RoleChange(one, {"hours_needed": Decimal(36)}),
    )
    assert changed == 2, "what is as it was is no change"
    assert role(data_file, one)["hours_needed"] == 36
    assert role(data_file, one)["belt"] == "route_in"
    assert role(data_file, one)["event_id"] == event
    assert role(data_file, other)["belt"] == "both"
    assert role(data_file, other)["event_id"] is None


def test_an_organisation_that_is_named_twice_is_made_once(data_file, project):
    with data_file.writing("organisation") as session:
        known = acts.add(session, OrganisationInput.parse(name="Tŷ Newydd"))
    ids = [new_id() for _at in range(3)]
    names = ["TY NEWYDD", "Open Door", "open door"]
    with data_file.reading() as session:
        assert new_organisations(session, names[:2]) == ["Open Door"]
    put(
        data_file,
        project,
        *(
            RoleChange(each, {"title": name, "holder_organisation_id": NewName(name)})
            for each, name in zip(ids, names, strict=True)
        ),
    )
    held = [role(data_file, each)["holder_organisation_id"] for each in ids]
    assert held[0] == known
    assert held[1] == held[2] not in (None, known)


def test_one_role_that_does_not_fit_leaves_all_as_they_were(data_file, project):
    good, bad = new_id(), new_id()
    with pytest.raises(UserError, match="needs a title"):
        put(data_file, project, RoleChange(good, {"title": "Host"}), RoleChange(bad, {"title": ""}))
    with pytest.raises(UserError):
        role(data_file, good)


def test_a_role_that_was_deleted_is_not_brought_back_by_typing_in_it(data_file, project):
    each = new_id()
    put(data_file, project, RoleChange(each, {"title": "Host"}))
    with data_file.writing("delete") as session:
        acts.delete(session, EngagementRole, each)
    with pytest.raises(UserError, match="no longer there"):
        put(data_file, project, RoleChange(each, {"title": "Host again"}))


def test_an_hourly_cost_typed_over_was_taken_from_no_rate(data_file, project):
    with data_file.writing("rate") as session:
        rate = RateInput.parse(name="Ours", kind="job_matched", amount=1886)
        rate_id = acts.add(session, rate)
        values = {"title": "Host", "belt": "both", "hourly_cost": 1886, "rate_id": rate_id}
        each = acts.add(session, EngagementRoleInput.parse(project_id=project, **values))
    put(data_file, project, RoleChange(each, {"hourly_cost": 1886}))
    assert role(data_file, each)["rate_id"] == rate_id
    put(data_file, project, RoleChange(each, {"hourly_cost": 1900}))
    assert role(data_file, each)["rate_id"] is None


def test_the_parts_of_a_role_are_its_own_and_live(data_file, project):
    one, other = new_id(), new_id()
    put(data_file, project, *(RoleChange(each, {"title": "Host"}) for each in (one, other)))
    with data_file.writing("parts") as session:

        def add(table, **values):
            return acts.add(session, input_of(table).parse(**values))

        fund = acts.add(session, FundInput.parse(project_id=project, amount=1, title="Tawe"))
        day = {"role_id": one, "worked_on": date(2026, 11, 1), "hours": Decimal("2.5")}
        first = add("time_entry", **day, paid_from="fund", fund_id=fund)
        later = add("time_entry", **{**day, "worked_on": date(2026, 11, 2)}, worker_name="Siân")
        add("time_entry", **{**day, "role_id": other})
        cost = add("role_cost", role_id=one, title="Hall", amount=5000)
        gone = add("role_cost", role_id=one, title="Tea", amount=5000)
        acts.delete(session, TABLES["role_cost"], gone)
        skill = add("role_skill", role_id=one, name="Makaton", held="training_booked")
    with data_file.reading() as session:
        found = read_parts(session, one)
        assert [(each.id, each.fund) for each in found.times] == [(later, None), (first, "Tawe")]
        assert [each.id for each in found.costs] == [cost]
        assert [(each.id, each.held) for each in found.skills] == [(skill, "training_booked")]
        assert read_parts(session, new_id()) == RoleParts()
