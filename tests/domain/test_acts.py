"""What people do with single records: the same rules as for documents, told by the field."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from engagement_app.domain import acts
from engagement_app.domain.attendance import Attendance, AttendanceInput, TallyInput
from engagement_app.domain.bodies import BodyInput
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.contributions import Contribution, ContributionInput, ThemeInput
from engagement_app.domain.events import Event, EventInput
from engagement_app.domain.fields import Choice
from engagement_app.domain.follow_ups import FollowUp, FollowUpInput
from engagement_app.domain.funds import AllocationInput, Fund, FundInput
from engagement_app.domain.input import Input, kinds_of
from engagement_app.domain.messages import MessageInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.projects import Project, ProjectInput
from engagement_app.domain.roles import EngagementRole, EngagementRoleInput, TimeEntryInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import UserError
from engagement_app.store.datafile import DataFile
from tests.exchange.open_format.files import contents, unsound

NOWHERE = "00000000-0000-4000-8000-000000000000"


def add(data_file: DataFile, kind: type[Input], /, **values: Any) -> str:
    with data_file.writing("add") as session:
        return acts.add(session, kind.parse(**values))


def amend(data_file: DataFile, entity: Any, record_id: str, **values: Any) -> bool:
    with data_file.writing("amend") as session:
        return acts.amend(session, entity, record_id, **values)


def row(data_file: DataFile, entity: Any, record_id: str) -> dict[str, Any]:
    with data_file.reading() as session:
        return acts.get(session, entity, record_id)


def refused(data_file: DataFile, kind: type[Input], field: str, /, **values: Any) -> None:
    """The act is refused at the field, and nothing of the file changed."""
    before = contents(data_file)
    with pytest.raises(UserError) as caught:
        add(data_file, kind, **values)
    assert caught.value.field == field, str(caught.value)
    assert contents(data_file) == before


def amend_refused(
    data_file: DataFile, entity: Any, record_id: str, field: str, **values: Any
) -> None:
    before = contents(data_file)
    with pytest.raises(UserError) as caught:
        amend(data_file, entity, record_id, **values)
    assert caught.value.field == field, str(caught.value)
    assert contents(data_file) == before


@pytest.mark.parametrize("table", TABLES)
def test_every_field_has_the_default_of_its_kind_and_every_required_one_has_none(
    table: str,
) -> None:
    for kind in kinds_of(TABLES[table]).values():
        if kind.required:
            assert kind.default is None
        elif isinstance(kind, Choice):
            assert kind.default in kind.values


@pytest.mark.parametrize("title", [None, "", "   ", "\u3000\t\n"])
def test_a_required_text_cannot_be_blank(
    data_file: DataFile, project: str, title: str | None
) -> None:
    refused(data_file, EventInput, "title", project_id=project, title=title)


def test_a_required_field_cannot_be_left_out(data_file: DataFile, project: str) -> None:
    refused(data_file, EventInput, "title", project_id=project)
    refused(data_file, FundInput, "amount", project_id=project)
    refused(data_file, ThemeInput, "project_id", name="Buses")


def test_an_unknown_field_is_refused_by_name(data_file: DataFile) -> None:
    refused(data_file, ProjectInput, "nmae", name="X", nmae="Y")


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        (CommunityInput, "population", -1),
        (CommunityInput, "population", 2_147_483_648),
        (CommunityInput, "kind", "nowhere"),
        (ProjectInput, "overhead_percent", Decimal("100.01")),
        (ProjectInput, "overhead_percent", Decimal("-0.01")),
        (ProjectInput, "overhead_percent", Decimal("12.505")),
        (ProjectInput, "description", "bell\x07"),
        (ProjectInput, "description", "half \ud83d"),
        (ProjectInput, "place", "a\rb"),
    ],
)
def test_a_value_out_of_bounds_is_refused(
    data_file: DataFile, kind: type[Input], field: str, value: Any
) -> None:
    refused(data_file, kind, field, name="X", **{field: value})


def test_text_is_made_regular_before_it_is_kept(data_file: DataFile) -> None:
    each = add(data_file, ProjectInput, name=" \u2003Sia\u0302n\r\nTawe\n", place=" \t ")
    kept = row(data_file, Project, each)
    assert (kept["name"], kept["place"]) == ("Siân\nTawe", None)
    assert not amend(data_file, Project, each, name="Sia\u0302n\nTawe ")


def test_emptied_fields_take_their_defaults(data_file: DataFile, project: str) -> None:
    each = add(
        data_file,
        EngagementRoleInput,
        project_id=project,
        title="Host",
        belt="both",
        hours_needed=Decimal("1.50"),
        overhead_percent=Decimal(0),
        agenda_control="yes",
    )
    amend(
        data_file,
        EngagementRole,
        each,
        hours_needed=None,
        overhead_percent=None,
        agenda_control=None,
    )
    kept = row(data_file, EngagementRole, each)
    assert kept["hours_needed"] == 0
    assert kept["overhead_percent"] is None
    assert kept["agenda_control"] == "not_known"
    amend_refused(data_file, EngagementRole, each, "title", title=" ")
    amend_refused(data_file, EngagementRole, each, "belt", belt=None)


def test_a_time_keeps_its_instant_and_needs_an_offset(data_file: DataFile, event: str) -> None:
    summer = datetime(2026, 6, 30, 10, 15, tzinfo=timezone(timedelta(hours=1)))
    each = add(data_file, AttendanceInput, event_id=event, arrived_at=summer)
    kept = row(data_file, Attendance, each)["arrived_at"]
    assert kept == summer
    assert kept.utcoffset() == timedelta(0)
    naive = datetime(2026, 6, 30, 10, 15)
    refused(data_file, AttendanceInput, "arrived_at", event_id=event, arrived_at=naive)


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [(ProjectInput, "starts_on", "ends_on"), (FundInput, "starts_on", "ends_on")],
)
def test_a_day_before_its_start_is_refused(
    data_file: DataFile, project: str, kind: type[Input], start: str, end: str
) -> None:
    values: dict[str, Any] = {"name": "X"}
    if kind is FundInput:
        values = {"project_id": project, "amount": 1}
    days = {start: date(2026, 2, 2), end: date(2026, 2, 1)}
    refused(data_file, kind, end, **values, **days)
    add(data_file, kind, **values, **{**days, end: date(2026, 2, 2)})


def test_a_time_before_its_start_is_refused_also_when_one_of_them_is_amended(
    data_file: DataFile, project: str, event: str
) -> None:
    ten, nine = (datetime(2026, 1, 1, hour, tzinfo=UTC) for hour in (10, 9))
    refused(
        data_file, EventInput, "ends_at", project_id=project, title="X", starts_at=ten, ends_at=nine
    )
    amend(data_file, Event, event, starts_at=ten)
    amend_refused(data_file, Event, event, "ends_at", ends_at=nine)
    refused(data_file, AttendanceInput, "left_at", event_id=event, arrived_at=ten, left_at=nine)


def test_hours_given_are_more_than_none(data_file: DataFile, project: str) -> None:
    role = add(data_file, EngagementRoleInput, project_id=project, title="Host", belt="both")
    values = {"role_id": role, "worked_on": date(2026, 1, 1)}
    refused(data_file, TimeEntryInput, "hours", **values, hours=Decimal(0))
    add(data_file, TimeEntryInput, **values, hours=Decimal("0.01"))


def test_links_must_lead_somewhere(data_file: DataFile, project: str, event: str) -> None:
    refused(data_file, AttendanceInput, "person_id", event_id=event, person_id=NOWHERE)
    refused(data_file, AttendanceInput, "event_id", event_id=NOWHERE)
    refused(data_file, TallyInput, "event_id", event_id=project)
    refused(data_file, EventInput, "body_id", project_id=project, title="X", body_id="Board")
    refused(data_file, PersonInput, "community_ids[0]", known_as="X", community_ids=[NOWHERE])
    community = add(data_file, CommunityInput, name="Carers")
    twice = [community, community]
    refused(data_file, PersonInput, "community_ids", known_as="X", community_ids=twice)


def test_a_record_links_only_within_its_project(
    data_file: DataFile, project: str, event: str
) -> None:
    other = add(data_file, ProjectInput, name="Other")
    role = add(data_file, EngagementRoleInput, project_id=other, title="Host", belt="both")
    body = add(data_file, BodyInput, project_id=other, name="Board")
    theme = add(data_file, ThemeInput, project_id=other, name="Food")
    fund = add(data_file, FundInput, project_id=project, amount=1)
    refused(data_file, AllocationInput, "role_id", fund_id=fund, role_id=role, amount=1)
    refused(data_file, FollowUpInput, "role_id", project_id=project, role_id=role)
    amend_refused(data_file, Event, event, "body_id", body_id=body)
    said = {"event_id": event, "voice": "own", "words": "No bus."}
    refused(data_file, ContributionInput, "theme_ids[0]", **said, theme_ids=[theme])
    contribution = add(data_file, ContributionInput, **said)
    refused(
        data_file,
        MessageInput,
        "contribution_ids[0]",
        project_id=other,
        title="Buses",
        contribution_ids=[contribution],
    )


def test_a_record_that_others_stand_on_does_not_leave_its_project(
    data_file: DataFile, project: str, event: str
) -> None:
    said = {"event_id": event, "voice": "own", "words": "No bus."}
    contribution = add(data_file, ContributionInput, **said)
    other = add(data_file, ProjectInput, name="Other")
    assert amend(data_file, Event, event, project_id=other)
    assert amend(data_file, Event, event, project_id=project)
    add(data_file, MessageInput, project_id=project, title="B", contribution_ids=[contribution])
    amend_refused(data_file, Event, event, "contribution_ids[0]", project_id=other)


class TestPeople:
    """Names, duplicates, and what stands on a person."""

    def test_a_person_has_a_name(self, data_file: DataFile) -> None:
        refused(data_file, PersonInput, "given_name", email="a@example.org")
        each = add(data_file, PersonInput, known_as="Siân")
        amend_refused(data_file, Person, each, "given_name", known_as=" ")
        amend(data_file, Person, each, known_as=None, family_name="Ellis")

    def test_a_ring_is_refused(self, data_file: DataFile) -> None:
        first = add(data_file, PersonInput, known_as="A")
        second = add(data_file, PersonInput, known_as="B", same_as_id=first)
        third = add(data_file, PersonInput, known_as="C", same_as_id=second)
        amend_refused(data_file, Person, first, "same_as_id", same_as_id=first)
        amend_refused(data_file, Person, first, "same_as_id", same_as_id=third)
        amend(data_file, Person, third, same_as_id=first)

    def test_saying_that_two_are_one_must_not_unfit_a_follow_up(
        self, data_file: DataFile, project: str, event: str
    ) -> None:
        first = add(data_file, PersonInput, known_as="A")
        second = add(data_file, PersonInput, known_as="B")
        attendance = add(data_file, AttendanceInput, event_id=event, person_id=first)
        values = {"project_id": project, "attendance_id": attendance}
        refused(data_file, FollowUpInput, "person_id", **values, person_id=second)
        amend(data_file, Person, first, same_as_id=second)
        add(data_file, FollowUpInput, **values, person_id=second)
        amend_refused(data_file, Person, first, "person_id", same_as_id=None)


class TestAttendances:
    """A person or a label, the event, and what was said there."""

    def test_not_both_a_person_and_a_label(self, data_file: DataFile, event: str) -> None:
        person = add(data_file, PersonInput, known_as="A")
        refused(data_file, AttendanceInput, "label", event_id=event, person_id=person, label="hat")
        each = add(data_file, AttendanceInput, event_id=event, label="hat")
        amend_refused(data_file, Attendance, each, "label", person_id=person)
        amend(data_file, Attendance, each, person_id=person, label="")

    def test_one_person_twice_at_one_event_is_legal(self, data_file: DataFile, event: str) -> None:
        person = add(data_file, PersonInput, known_as="A")
        for _laptop in range(2):
            add(data_file, AttendanceInput, event_id=event, person_id=person)

    def test_what_was_said_in_it_was_said_at_its_event(
        self, data_file: DataFile, project: str, event: str
    ) -> None:
        attendance = add(data_file, AttendanceInput, event_id=event)
        other = add(data_file, EventInput, project_id=project, title="Board")
        said = {"attendance_id": attendance, "voice": "own", "words": "No bus."}
        refused(data_file, ContributionInput, "event_id", **said, event_id=other)
        each = add(data_file, ContributionInput, **said, event_id=event)
        amend_refused(data_file, Contribution, each, "event_id", event_id=other)
        amend_refused(data_file, Attendance, attendance, "event_id", event_id=other)

    def test_a_follow_up_of_what_was_said_in_another_attendance_is_refused(
        self, data_file: DataFile, project: str, event: str
    ) -> None:
        first, second = (add(data_file, AttendanceInput, event_id=event) for _ in range(2))
        said = add(
            data_file,
            ContributionInput,
            event_id=event,
            attendance_id=first,
            voice="own",
            words="No bus.",
        )
        values = {"project_id": project, "contribution_id": said}
        refused(data_file, FollowUpInput, "contribution_id", **values, attendance_id=second)
        each = add(data_file, FollowUpInput, **values, attendance_id=first)
        amend_refused(data_file, FollowUp, each, "contribution_id", attendance_id=second)
        amend_refused(data_file, Contribution, said, "contribution_id", attendance_id=second)


class TestTheActs:
    """Amending what is the same, deleting, and what is no longer there."""

    def test_amending_to_what_it_is_leaves_no_change(self, data_file: DataFile, event: str) -> None:
        before = contents(data_file)
        assert not amend(data_file, Event, event, title=" Open day ", status="planned", notes="")
        assert contents(data_file) == before

    def test_a_deleted_record_is_kept_but_no_longer_there(
        self, data_file: DataFile, project: str
    ) -> None:
        fund = add(data_file, FundInput, project_id=project, amount=1)
        with data_file.writing("delete") as session:
            acts.delete(session, Fund, fund)
        amend_refused(data_file, Fund, fund, "", amount=2)
        with pytest.raises(UserError), data_file.writing("delete") as session:
            acts.delete(session, Fund, fund)
        with pytest.raises(UserError), data_file.reading() as session:
            acts.get(session, Fund, fund)
        assert any(fund in each for each in contents(data_file)["fund"])
        assert unsound(data_file) == []

    def test_nothing_cascades(self, data_file: DataFile, event: str) -> None:
        attendance = add(data_file, AttendanceInput, event_id=event)
        with data_file.writing("delete") as session:
            acts.delete(session, Event, event)
        assert row(data_file, Attendance, attendance)["deleted_at"] is None

    def test_every_act_leaves_a_sound_file(self, data_file: DataFile, event: str) -> None:
        each = add(data_file, AttendanceInput, event_id=event)
        amend(data_file, Attendance, each, status="here", line_number=3)
        amend(data_file, Attendance, each, status="left", line_number=None)
        assert unsound(data_file) == []
