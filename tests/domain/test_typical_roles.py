"""Typical roles: sound data, and roles made from them."""

from decimal import Decimal

import pytest

from engagement_app.domain import acts
from engagement_app.domain.rates import RateInput
from engagement_app.domain.roles import EngagementRole
from engagement_app.domain.typical_roles import (
    add_typical_roles,
    list_titles_here,
    list_typical_roles,
)
from engagement_app.errors import UserError


def test_the_list_has_both_ends_of_the_belt_and_hours_but_no_money():
    roles = list_typical_roles()
    assert {role.belt for role in roles} == {"route_in", "voice_for", "both"}
    assert all(role.hours > 0 and role.title and role.work for role in roles)
    assert len({role.id for role in roles}) == len(roles)
    assert "£" not in "".join(role.work for role in roles)


def test_roles_are_added_to_an_event_with_their_usual_hours(data_file, project, event):
    with data_file.writing("test") as session:
        ids = add_typical_roles(session, project, event, ["note_taker", "event_host"])
    with data_file.reading() as session:
        rows = [acts.get(session, EngagementRole, each) for each in ids]
        assert list_titles_here(session, project) == {"event host", "note-taker"}
    assert [(row["title"], row["belt"], row["event_id"]) for row in rows] == [
        ("Event host", "route_in", event),
        ("Note-taker", "route_in", event),
    ]
    assert [row["hours_needed"] for row in rows] == [Decimal(12), Decimal(7)]
    assert {row["hourly_cost"] for row in rows} == {0}


def test_a_rate_for_an_hour_becomes_the_cost(data_file, project):
    with data_file.writing("test") as session:
        rate = RateInput.parse(name="Floor", kind="statutory_floor", amount=1271)
        rate_id = acts.add(session, rate)
        (role_id,) = add_typical_roles(session, project, None, ["feedback"], rate_id)
        row = acts.get(session, EngagementRole, role_id)
    assert (row["hourly_cost"], row["rate_id"]) == (1271, rate_id)


def test_a_rate_for_a_day_is_refused(data_file, project):
    with data_file.writing("test") as session:
        rate = RateInput.parse(name="Lay", kind="involvement_payment", amount=15000, unit="day")
        rate_id = acts.add(session, rate)
        with pytest.raises(UserError, match="not for an hour"):
            add_typical_roles(session, project, None, ["feedback"], rate_id)


def test_nothing_ticked_is_refused(data_file, project):
    with data_file.writing("test") as session, pytest.raises(UserError, match="Tick at least one"):
        add_typical_roles(session, project, None, [])
