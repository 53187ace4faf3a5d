"""What is out of the figures with what; what refers to a deleted record is read as before."""

from typing import Any

import pytest

from engagement_app.store.datafile import DataFile
from tests.exchange.open_format.documents import Document, rid
from tests.resourcing.projects import DELETED, project, report

WHOLE: dict[str, list[dict[str, Any]]] = {
    "organisation": [{"name": "Trust"}],
    "person": [{}, {"id": "twin", "same_as_id": "p"}],
    "event": [{}, {"id": "other"}],
    "attendance": [
        {"person_id": "twin", "status": "here", "wants_to_stay_involved": "yes"},
        {"id": "nameless", "status": "here", "event_id": "other"},
    ],
    "tally": [{"count": 5}],
    "contribution": [{"attendance_id": "a"}, {"id": "loose"}],
    "engagement_role": [
        {
            "event_id": "other",
            "hours_needed": "1",
            "hourly_cost": "100",
            "holder_organisation_id": "o",
            "body_id": "b",
        },
        {"id": "other role", "hours_needed": "1", "hourly_cost": "100"},
    ],
    "follow_up": [
        {"contribution_id": "c", "role_id": "r"},
        {"id": "2", "contribution_id": "loose", "role_id": "r"},
        {"id": "3", "person_id": "twin", "role_id": "r"},
    ],
    "role_cost": [{"amount": "10"}],
    "role_skill": [{"held": "yes"}],
    "time_entry": [{"organisation_id": "o", "paid_from": "unpaid_staff", "fund_id": "f"}],
    "fund": [{"status": "confirmed", "amount": "60"}],
    "allocation": [{"amount": "60"}, {"id": "2", "role_id": "other role", "amount": "60"}],
    "body": [{"seat": "yes"}],
    "message": [{"contribution_ids": ["c"]}],
    "hearing": [{"response": "accepted"}],
}


def whole(table: str = "", index: int = 0) -> Document:
    """The project with one of its records deleted."""
    document = project(**WHOLE)
    if table:
        document[table][index].update(DELETED)
    return document


def figures(made: dict[str, Any]) -> dict[str, Any]:
    role = next((each for each in made["roles"] if each["id"] == rid("r")), None)
    belt = made["belt"]
    found = {
        "roles": len(made["roles"]),
        "people": belt["reach"]["people"],
        "tallied": belt["reach"]["tallied"],
        "said": belt["contributions"]["own"],
        "dead ends": len(made["dead_ends"]),
        "messages": len(belt["messages"]),
        "hearings": sum(len(each["hearings"]) for each in belt["messages"]),
        "behind": sum(each["first_hand"] for each in belt["messages"]),
        "over": len(made["over_promised_funds"]),
        "carriers": len(made["carried_by"]),
        "confirmed": made["totals"]["confirmed"],
    }
    if role:
        found |= {
            "cost": role["full_cost"],
            "waiting": (role["people_waiting"], role["follow_ups_waiting"]),
            "holder": role["holder"]["organisation"],
            "power": role["lenses"]["power"]["state"],
            "skills": role["lenses"]["skills"]["state"],
        }
    return found


ALL = {
    "roles": 2,
    "people": 2,
    "tallied": 5,
    "said": 2,
    "dead ends": 3,
    "messages": 1,
    "hearings": 1,
    "behind": 1,
    "over": 1,
    "carriers": 1,
    "confirmed": "60.00",
    "cost": "110.00",
    "waiting": (1, 3),
    "holder": "Trust",
    "power": "partly",
    "skills": "met",
}
GONE_WITH_THE_ATTENDANCE = {
    "people": 1,
    "said": 1,
    "dead ends": 2,
    "behind": 0,
    "waiting": (1, 2),
}


@pytest.mark.parametrize(
    ("table", "index", "out"),
    [
        ("organisation", 0, {}),
        ("person", 0, {**GONE_WITH_THE_ATTENDANCE, "dead ends": 1, "waiting": (0, 1)}),
        ("person", 1, {}),
        (
            "event",
            0,
            {"people": 1, "tallied": 0, "said": 0, "dead ends": 1, "behind": 0, "waiting": (1, 1)},
        ),
        ("event", 1, {"people": 1}),
        ("attendance", 0, GONE_WITH_THE_ATTENDANCE),
        ("tally", 0, {"tallied": 0}),
        ("contribution", 0, {"said": 1, "behind": 0}),
        ("follow_up", 0, {"dead ends": 2, "waiting": (1, 2)}),
        ("role_cost", 0, {"cost": "100.00"}),
        ("role_skill", 0, {"skills": "not_known"}),
        ("time_entry", 0, {"carriers": 0}),
        ("fund", 0, {"over": 0, "confirmed": "0.00"}),
        ("allocation", 0, {"over": 0}),
        ("engagement_role", 1, {"roles": 1, "over": 0}),
        ("body", 0, {"hearings": 0}),
        ("message", 0, {"messages": 0, "hearings": 0, "behind": 0}),
        ("hearing", 0, {"hearings": 0}),
    ],
)
def test_what_is_out_with_a_deleted_record(
    data_file: DataFile, table: str, index: int, out: dict[str, Any]
) -> None:
    assert figures(report(data_file, whole(table, index))) == {**ALL, **out}


def test_nothing_deleted_is_all_of_it(data_file: DataFile) -> None:
    assert figures(report(data_file, whole())) == ALL


def test_a_deleted_role_takes_its_own_with_it_and_leaves_its_follow_ups(
    data_file: DataFile,
) -> None:
    made = figures(report(data_file, whole("engagement_role")))
    assert made == {
        **{name: value for name, value in ALL.items() if name in made},
        "roles": 1,
        "over": 0,
        "carriers": 0,
    }


def test_a_deleted_duplicate_of_somebody_is_still_read_as_them(data_file: DataFile) -> None:
    assert figures(report(data_file, whole("person", 1))) == ALL


class TestOfOneEvent:
    """With an event: its roles and dead ends; funds are those of the whole project."""

    def test_roles_and_dead_ends_of_the_event_alone(self, data_file: DataFile) -> None:
        made = report(data_file, whole(), event="other")
        assert [role["id"] for role in made["roles"]] == [rid("r")]
        assert made["counts"]["roles"] == 1
        assert made["dead_ends"] == []
        assert "belt" not in made
        assert made["totals"]["full_cost"] == "110.00"

    def test_funds_are_scaled_and_listed_over_the_whole_project(self, data_file: DataFile) -> None:
        made = report(data_file, whole(), event="other")
        assert made["totals"]["confirmed"] == "30.00"
        assert [each["allocated"] for each in made["over_promised_funds"]] == ["120.00"]
        assert (
            report(data_file, whole(), event="e")["over_promised_funds"]
            == made["over_promised_funds"]
        )

    def test_carried_by_is_over_the_roles_kept(self, data_file: DataFile) -> None:
        assert report(data_file, whole(), event="e")["carried_by"] == []
        assert len(report(data_file, whole(), event="other")["carried_by"]) == 1

    def test_its_own_dead_ends(self, data_file: DataFile) -> None:
        made = report(data_file, whole(), event="e")
        assert {each["follow_up_id"] for each in made["dead_ends"]} == {rid("f"), rid("2")}
        assert made["totals"]["unfunded_share"] is None

    def test_people_waiting_are_those_of_the_role_wherever_they_came(
        self, data_file: DataFile
    ) -> None:
        [role] = report(data_file, whole(), event="other")["roles"]
        assert (role["people_waiting"], role["follow_ups_waiting"]) == (1, 3)
