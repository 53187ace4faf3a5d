"""Who is waiting, where the route ends, and the belt: people counted once, absence counted."""

from typing import Any

import pytest

from engagement_app.store.datafile import DataFile
from tests.exchange.open_format.documents import rid
from tests.resourcing.projects import DELETED, project, report, role_of

WANTS = {"wants_to_stay_involved": "yes", "status": "here"}
OWNED = {"owner_name": "Mari", "due_on": "2026-07-01"}
SAME = [{"id": "ann"}, {"id": "annie", "same_as_id": "ann"}, {"id": "a.", "same_as_id": "annie"}]


def waiting(data_file: DataFile, **tables: Any) -> tuple[int, int]:
    for row in tables["follow_up"]:
        row.setdefault("role_id", "r")
    role = role_of(report(data_file, project(engagement_role=[{}], event=[{}], **tables)))
    return role["people_waiting"], role["follow_ups_waiting"]


def rows(*each: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": f"row {index}", **row} for index, row in enumerate(each)]


class TestWaiting:
    """People waiting on a role, once each over its open follow-ups."""

    def test_one_person_with_three_follow_ups_waits_once(self, data_file: DataFile) -> None:
        follow_ups = rows({"person_id": "ann"}, {"person_id": "annie"}, {"person_id": "a."})
        assert waiting(data_file, person=SAME, follow_up=follow_ups) == (1, 3)

    def test_the_person_of_its_attendance_else_of_its_contributions(
        self, data_file: DataFile
    ) -> None:
        follow_ups = rows({"attendance_id": "at"}, {"contribution_id": "c"}, {"person_id": "ann"})
        assert waiting(
            data_file,
            person=SAME,
            attendance=[{"id": "at", "person_id": "a."}],
            contribution=[{"attendance_id": "at"}],
            follow_up=follow_ups,
        ) == (1, 3)

    def test_a_nameless_attendance_waits_once_and_nobody_is_nobody(
        self, data_file: DataFile
    ) -> None:
        follow_ups = rows(
            {"attendance_id": "a"}, {"contribution_id": "c"}, {"attendance_id": "b"}, {}
        )
        assert waiting(
            data_file,
            attendance=[{"id": "a", "label": "red coat"}, {"id": "b"}],
            contribution=[{"attendance_id": "a"}],
            follow_up=follow_ups,
        ) == (2, 4)

    def test_a_person_named_on_a_nameless_attendance_is_whom_it_is_for(
        self, data_file: DataFile
    ) -> None:
        follow_ups = rows({"attendance_id": "a", "person_id": "ann"}, {"person_id": "ann"})
        assert waiting(data_file, person=SAME, attendance=[{}], follow_up=follow_ups) == (1, 2)

    @pytest.mark.parametrize("status", ["done", "cancelled"])
    def test_only_open_ones_wait(self, data_file: DataFile, status: str) -> None:
        follow_ups = rows({"person_id": "ann", "status": status})
        assert waiting(data_file, person=SAME, follow_up=follow_ups) == (0, 0)

    def test_dead_ends_wait_too(self, data_file: DataFile) -> None:
        follow_ups = rows({"person_id": "ann", "kind": "no_route_exists"})
        assert waiting(data_file, person=SAME, follow_up=follow_ups) == (1, 1)


def ends(data_file: DataFile, **tables: Any) -> list[tuple[str, str | None, str | None]]:
    """Reason, follow-up and attendance of each dead end."""
    made = report(data_file, project(**{"event": [{}], **tables}))["dead_ends"]
    return [(each["reason"], each["follow_up_id"], each["attendance_id"]) for each in made]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "no_owner"),
        ({"kind": "no_route_exists"}, "no_route"),
        ({**OWNED, "kind": "no_route_exists"}, "no_route"),
        ({"owner_name": " "}, "no_owner"),
        ({"due_on": "2026-07-01"}, "no_owner"),
        ({"owner_name": "Mari"}, "no_date"),
        ({"owner_organisation_id": "o"}, "no_date"),
        ({"owner_organisation_id": "o", "due_on": "2020-01-01"}, None),
        (OWNED, None),
        ({"status": "done", "kind": "no_route_exists"}, None),
        ({"status": "cancelled"}, None),
    ],
)
def test_the_first_reason_that_holds(
    data_file: DataFile, values: dict[str, str], reason: str | None
) -> None:
    found = ends(data_file, organisation=[DELETED], follow_up=[values])
    assert found == ([] if reason is None else [(reason, rid("f"), None)])


class TestNothingRecorded:
    """Somebody wants to stay involved, and nothing stands anywhere."""

    def found(self, data_file: DataFile, follow_up: dict[str, Any], **attendance: str) -> bool:
        made = ends(
            data_file,
            person=[*SAME, {"id": "bob"}],
            attendance=[{"id": "at", **WANTS, **attendance}, {"id": "other", "person_id": "ann"}],
            contribution=[
                {"id": "said", "attendance_id": "at"},
                {"id": "said elsewhere", "attendance_id": "other"},
                {"id": "gone", "attendance_id": "at", **DELETED},
                {"id": "said by nobody"},
            ],
            follow_up=[{**OWNED, **follow_up}],
        )
        assert set(made) <= {("nothing_recorded", None, rid("at"))}
        return bool(made)

    @pytest.mark.parametrize("status", ["expected", "here", "left", "did_not_come", "excused"])
    def test_at_any_status(self, data_file: DataFile, status: str) -> None:
        assert self.found(data_file, {}, status=status)

    @pytest.mark.parametrize("wants", ["no", "not_asked"])
    def test_not_of_those_who_do_not_want_it(self, data_file: DataFile, wants: str) -> None:
        assert not self.found(data_file, {}, wants_to_stay_involved=wants)

    @pytest.mark.parametrize(
        "follow_up",
        [
            {"attendance_id": "at"},
            {"contribution_id": "said"},
            {"contribution_id": "gone"},
            {"person_id": "ann"},
            {"person_id": "annie"},
            {"person_id": "a."},
            {"attendance_id": "at", "contribution_id": "said by nobody"},
        ],
    )
    @pytest.mark.parametrize("status", ["open", "done", "cancelled"])
    def test_a_follow_up_stands_on_it_or_on_what_was_said_or_on_the_person(
        self, data_file: DataFile, follow_up: dict[str, str], status: str
    ) -> None:
        made = self.found(data_file, {**follow_up, "status": status}, person_id="annie")
        assert made == (status == "cancelled")

    @pytest.mark.parametrize(
        "follow_up",
        [
            {},
            {"person_id": "bob"},
            {"person_id": "ann", "attendance_id": "other"},
            {"person_id": "ann", "contribution_id": "said elsewhere"},
            {"person_id": "ann", "contribution_id": "said by nobody"},
            {"attendance_id": "at", **DELETED},
        ],
    )
    def test_one_that_names_something_else_does_not(
        self, data_file: DataFile, follow_up: dict[str, str]
    ) -> None:
        assert self.found(data_file, follow_up, person_id="annie")

    def test_a_follow_up_of_a_kind_without_route_is_recorded(self, data_file: DataFile) -> None:
        made = ends(
            data_file,
            attendance=[WANTS],
            follow_up=[{"attendance_id": "a", "kind": "no_route_exists"}],
        )
        assert [each[0] for each in made] == ["no_route"]

    def test_two_attendances_of_one_person_are_each_listed(self, data_file: DataFile) -> None:
        both = [
            {"id": each, "person_id": who, **WANTS} for each, who in (("1", "ann"), ("2", "a."))
        ]
        assert len(ends(data_file, person=SAME, attendance=both)) == 2
        one = [{"attendance_id": "1", **OWNED}]
        assert ends(data_file, person=SAME, attendance=both, follow_up=one) == [
            ("nothing_recorded", None, rid("2"))
        ]


def test_a_dead_end_has_its_own_attendance_and_the_event_of_what_it_stands_on(
    data_file: DataFile,
) -> None:
    made = report(
        data_file,
        project(
            event=[{"title": "Open day"}, {"id": "board", "title": "Board"}],
            attendance=[{}],
            contribution=[{"attendance_id": "a"}, {"id": "loose", "event_id": "board"}],
            follow_up=rows(
                {"attendance_id": "a"}, {"contribution_id": "c"}, {"contribution_id": "loose"}, {}
            ),
        ),
    )
    told = {
        each["follow_up_id"]: (each["event"], each["attendance_id"]) for each in made["dead_ends"]
    }
    assert told == {
        rid("row 0"): ("Open day", rid("a")),
        rid("row 1"): ("Open day", None),
        rid("row 2"): ("Board", None),
        rid("row 3"): (None, None),
    }


def test_dead_ends_go_by_reason_then_id(data_file: DataFile) -> None:
    made = ends(
        data_file,
        attendance=[{"id": f"at {each}", **WANTS} for each in range(3)],
        follow_up=rows(
            {"owner_name": "M"}, {}, {"kind": "no_route_exists"}, {}, {"owner_name": "M"}
        ),
    )
    order = ["no_route", "no_owner", "no_date", "nothing_recorded"]
    assert made == sorted(made, key=lambda each: (order.index(each[0]), each[1] or each[2]))
    counts = (1, 2, 2, 3)
    assert [each[0] for each in made] == [
        reason for reason, count in zip(order, counts, strict=True) for _ in range(count)
    ]


def belt(data_file: DataFile, **tables: Any) -> dict[str, Any]:
    return report(data_file, project(**{"event": [{}], **tables}))["belt"]


class TestBelt:
    """Whom the events reached, and what became of them."""

    def test_a_person_is_one_and_a_nameless_attendance_is_one_each(
        self, data_file: DataFile
    ) -> None:
        came = {"status": "here"}
        attendances = rows(
            {**came, "person_id": "ann"},
            {"status": "left", "person_id": "annie", "event_id": "other"},
            {**came},
            {**came, "label": "red coat"},
            {"status": "expected", "person_id": "bob"},
            {"status": "excused"},
            {"status": "did_not_come"},
        )
        made = belt(
            data_file,
            person=[*SAME, {"id": "bob"}],
            event=[{}, {"id": "other"}],
            attendance=attendances,
            tally=[{"count": 7}, {"id": "u", "count": 8}, {"id": "v", "count": 99, **DELETED}],
        )
        assert made["reach"]["people"] == 3
        assert made["reach"]["tallied"] == 15

    def test_first_time_is_of_people_with_such_an_attendance(self, data_file: DataFile) -> None:
        first = {"first_time": "yes"}
        attendances = rows(
            {"status": "here", "person_id": "ann", **first},
            {"status": "here", "person_id": "a.", "event_id": "other", **first},
            {"status": "expected", "person_id": "bob", **first},
            {"status": "here", "first_time": "not_known"},
            {"status": "left", **first},
        )
        people = [*SAME, {"id": "bob"}]
        made = belt(data_file, person=people, event=[{}, {"id": "other"}], attendance=attendances)
        assert made["reach"]["first_time"] == 2

    def test_communities_of_own_voices_and_of_those_who_spoke_in_them(
        self, data_file: DataFile
    ) -> None:
        made = belt(
            data_file,
            community=rows(*[{} for _ in range(6)]),
            person=[
                {"id": "ann", "community_ids": ["row 0", "row 1"]},
                {"id": "annie", "same_as_id": "ann", "community_ids": ["row 5"]},
                {"id": "bob", "community_ids": ["row 4"]},
            ],
            attendance=rows({"person_id": "annie", "status": "excused"}, {"person_id": "bob"}),
            contribution=[
                {"id": "1", "attendance_id": "row 0", "community_id": "row 2"},
                {"id": "2", "community_id": "row 1"},
                {
                    "id": "3",
                    "voice": "on_behalf",
                    "attendance_id": "row 1",
                    "community_id": "row 3",
                },
                {"id": "4", "attendance_id": "row 1", **DELETED},
            ],
        )
        assert made["reach"]["communities_heard"] == 3
        assert made["contributions"] == {"own": 2, "on_behalf": 1, "second_hand": 0}

    def test_twins_are_one_counted_if_either_is_with_a_contribution_if_either_has_one(
        self, data_file: DataFile
    ) -> None:
        attendances = rows(
            {"person_id": "ann", "status": "here"},
            {"person_id": "a.", "status": "excused"},
            {"person_id": "ann", "status": "here", "event_id": "other"},
            {"status": "here"},
            {"status": "expected"},
        )
        said = [{"id": each, "attendance_id": each} for each in ("row 1", "row 4")]
        made = belt(
            data_file,
            person=SAME,
            event=[{}, {"id": "other"}],
            attendance=attendances,
            contribution=said,
        )
        assert made["contribution_rate"] == 33.3

    def test_nobody_there_is_no_rate(self, data_file: DataFile) -> None:
        made = belt(data_file, attendance=[{"status": "expected"}])
        assert made["contribution_rate"] is None
        assert made["routes"] == {"want": 0, "kept": 0, "kept_rate": None}

    @pytest.mark.parametrize(
        ("follow_up", "kept"),
        [
            ({"attendance_id": "a", **OWNED}, 1),
            ({"person_id": "ann", **OWNED}, 1),
            ({"person_id": "ann", "status": "done"}, 1),
            ({"person_id": "ann", "status": "done", "kind": "no_route_exists"}, 1),
            ({"person_id": "ann", "status": "cancelled"}, 0),
            ({"person_id": "ann"}, 0),
            ({"person_id": "bob", **OWNED}, 0),
            ({"contribution_id": "c", **OWNED}, 1),
            ({"person_id": "ann", **OWNED, **DELETED}, 0),
        ],
    )
    def test_a_route_is_kept_where_a_follow_up_is_done_or_can_be(
        self, data_file: DataFile, follow_up: dict[str, str], kept: int
    ) -> None:
        made = belt(
            data_file,
            person=[*SAME, {"id": "bob"}],
            attendance=[
                {"person_id": "annie", **WANTS},
                {"id": "again", "person_id": "ann", **WANTS},
                {"id": "nameless", **WANTS},
                {"id": "away", "person_id": "bob", **WANTS, "status": "excused"},
            ],
            contribution=[{"attendance_id": "a"}],
            follow_up=[follow_up],
        )
        assert made["routes"] == {"want": 2, "kept": kept, "kept_rate": 50.0 * kept}

    def test_messages_with_who_stands_behind_them(self, data_file: DataFile) -> None:
        made = belt(
            data_file,
            person=SAME,
            community=rows({}, {}),
            attendance=rows({"person_id": "ann"}, {"person_id": "a."}, {"status": "excused"}),
            contribution=[
                {"id": "1", "attendance_id": "row 0", "community_id": "row 0"},
                {"id": "2", "attendance_id": "row 1", "community_id": "row 0"},
                {
                    "id": "3",
                    "attendance_id": "row 2",
                    "community_id": "row 1",
                    "voice": "on_behalf",
                },
                {"id": "4"},
            ],
            body=[{}, {"id": "gone", **DELETED}],
            message=[
                {"title": "b", "contribution_ids": ["1", "2", "3", "4"]},
                {"id": "n", "title": "a"},
                {"id": "x", "title": "0", **DELETED},
            ],
            hearing=rows(
                {"heard_on": None},
                {"heard_on": "2026-02-01", "response": "partly"},
                {"heard_on": "2026-01-01", "response": "refused"},
                {"body_id": "gone"},
                DELETED,
            ),
        )
        assert [each["title"] for each in made["messages"]] == ["a", "b"]
        message = made["messages"][1]
        assert (message["people"], message["communities"], message["first_hand"]) == (2, 2, 3)
        answers = [each["response"] for each in message["hearings"]]
        assert answers == ["refused", "partly", "no_answer"]
