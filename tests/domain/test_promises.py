"""Follow-ups as rows: whom they are for, ticking them off, and a person's whole story."""

from datetime import UTC, date, datetime

import pytest

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.follow_ups import FollowUp, FollowUpInput
from engagement_app.domain.organisations import OrganisationInput
from engagement_app.domain.people import ConsentInput, PersonInput
from engagement_app.domain.promises import (
    change_together,
    list_promises,
    list_unanswered,
    tick,
)
from engagement_app.domain.recording import NewName, remove
from engagement_app.domain.roles import EngagementRoleInput
from engagement_app.domain.stories import read_story
from engagement_app.domain.undoing import undo_newest
from engagement_app.errors import UserError
from engagement_app.exchange.faults import CellError
from engagement_app.exchange.near_days import read_near
from engagement_app.resourcing.preparing import prepare_gap_report

TODAY = date(2026, 11, 25)


@pytest.fixture
def put(data_file):
    """`put(entry)` adds a record and gives its id."""

    def add(kind, **values):
        with data_file.writing("record.add") as session:
            return acts.add(session, kind.parse(**values))

    return add


@pytest.fixture
def twins(put):
    """Siân, and the same person recorded once more as Sian."""
    one = put(PersonInput, given_name="Siân", family_name="Hughes", do_not_contact=True)
    return one, put(PersonInput, given_name="Sian", same_as_id=one)


def rows_of(data_file, *ids):
    with data_file.reading() as session:
        return list_promises(session, dict.fromkeys(ids, "later"))


def test_a_follow_up_is_for_whom_a_duplicate_is_read_as(data_file, project, put, twins):
    each = put(FollowUpInput, project_id=project, person_id=twins[1])
    [row] = rows_of(data_file, each)
    assert (row.whom, row.person_id, row.do_not_contact) == ("Siân Hughes", twins[0], True)


def test_it_is_for_the_person_of_its_attendance_or_of_what_was_said(
    data_file, project, event, put, twins
):
    there = put(AttendanceInput, event_id=event, person_id=twins[1])
    said = put(ContributionInput, event_id=event, attendance_id=there, voice="own", words="Buses.")
    came = put(FollowUpInput, project_id=project, attendance_id=there)
    spoke = put(FollowUpInput, project_id=project, contribution_id=said)
    for row in rows_of(data_file, came, spoke):
        assert (row.whom, row.attendance_id, row.event) == ("Siân Hughes", there, "Open day")


def test_somebody_without_a_name_has_none_or_a_label(data_file, project, event, put):
    nameless = put(AttendanceInput, event_id=event)
    labelled = put(AttendanceInput, event_id=event, label="Blue coat")
    ids = [
        put(FollowUpInput, project_id=project, attendance_id=each) for each in (nameless, labelled)
    ]
    assert [row.whom for row in rows_of(data_file, *ids)] == [None, "Blue coat"]


def test_somebody_to_whom_nothing_was_promised_is_a_row_without_an_id(data_file, event, put, twins):
    there = put(AttendanceInput, event_id=event, person_id=twins[1])
    with data_file.reading() as session:
        [row] = list_unanswered(session, [there])
    assert (row.id, row.key, row.whom) == (None, there, "Siân Hughes")


def test_what_is_deleted_is_not_listed(data_file, project, put):
    each = put(FollowUpInput, project_id=project)
    with data_file.writing("record.delete") as session:
        remove(session, "follow_up", each)
    assert rows_of(data_file, each) == []


def test_a_follow_up_is_done_today_and_open_again(data_file, project, put):
    each = put(FollowUpInput, project_id=project)
    for status, done_on in (("done", TODAY), ("open", None)):
        with data_file.writing("follow_up.tick") as session:
            assert tick(session, each, TODAY) == status
            row = acts.get(session, FollowUp, each)
        assert (row["status"], row["done_on"]) == (status, done_on)


def test_one_that_is_gone_cannot_be_ticked_off(data_file, project, put):
    each = put(FollowUpInput, project_id=project)
    with data_file.writing("record.delete") as session:
        remove(session, "follow_up", each)
    with (
        pytest.raises(UserError, match="no longer there"),
        data_file.writing("follow_up.tick") as session,
    ):
        tick(session, each, TODAY)


def test_a_story_has_all_that_is_recorded_under_any_of_a_persons_names(
    data_file, project, event, put, twins
):
    one, other = twins
    town = put(CommunityInput, name="Sketty")
    there = put(AttendanceInput, event_id=event, person_id=other, status="here")
    values = {"event_id": event, "attendance_id": there, "community_id": town}
    said = put(ContributionInput, voice="on_behalf", words="We need a bus.", **values)
    put(FollowUpInput, project_id=project, person_id=one, description="Ring")
    put(FollowUpInput, project_id=project, contribution_id=said, status="done")
    put(
        ConsentInput, person_id=one, purpose="photo", basis="consent", given="no",
        recorded_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip
    with data_file.reading() as session:
        story = read_story(session, other)
    assert (story.who.name, story.who.do_not_contact) == ("Siân Hughes", True)
    assert [(each.event, each.status) for each in story.attended] == [("Open day", "here")]
    [words] = story.said
    assert (words.words, words.voice, words.community) == ("We need a bus.", "on_behalf", "Sketty")
    assert [each.status for each in story.promised] == ["open", "done"]
    assert [(each.purpose, each.given) for each in story.consents] == [("photo", "no")]


def test_a_story_of_one_does_not_have_what_others_were_promised(data_file, project, put, twins):
    owner = put(OrganisationInput, name="Tawe Voices")
    mari = put(PersonInput, given_name="Mari", organisation_id=owner)
    put(FollowUpInput, project_id=project, person_id=twins[0])
    with data_file.reading() as session:
        story = read_story(session, mari)
    assert (story.who.organisation, story.promised) == ("Tawe Voices", ())


def test_the_story_of_a_nameless_attendance_is_that_attendance(data_file, project, event, put):
    there = put(AttendanceInput, event_id=event, label="Blue coat")
    put(AttendanceInput, event_id=event)
    put(FollowUpInput, project_id=project, attendance_id=there)
    with data_file.reading() as session:
        story = read_story(session, None, there)
    assert (story.who.name, story.who.is_person) == ("Blue coat", False)
    assert (len(story.attended), len(story.promised)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-25"),
        ("Tomorrow", "2026-11-26"),
        ("+7", "2026-12-02"),
        ("+ 14", "2026-12-09"),
        ("friday", "2026-11-27"),
        ("Tue", "2026-12-01"),
        ("23/11/2026", "2026-11-23"),
        ("3 December 2026", "2026-12-03"),
        ("3 dec", "2026-12-03"),
        ("3rd January", "2027-01-03"),
        ("25/11", "2026-11-25"),
        ("24.11", "2027-11-24"),
        ("29 feb", "2028-02-29"),
    ],
)
def test_days_near_today_are_read_as_people_say_them(text, day):
    assert read_near(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("yesterday", "2026-11-24"),
        ("-3", "2026-11-22"),
        ("− 30", "2026-10-26"),
        ("+7", "2026-12-02"),
        ("25/11", "2026-11-25"),
        ("24/11", "2026-11-24"),
        ("26 november", "2025-11-26"),
        ("29/2", "2024-02-29"),
        ("tue", "2026-11-24"),
        ("thursday", "2026-11-19"),
    ],
)
def test_of_days_that_have_been_the_last_one_is_meant(text, day):
    assert read_near(text, TODAY, past=True) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("wednesday", "Today is Wednesday"),
        ("31/02", "does not exist"),
        ("31/02/2026", "does not exist"),
        ("soon", "is not a date"),
        ("fr", "is not a date"),
        ("+", "is not a date"),
    ],
)
def test_a_day_that_could_be_two_days_or_none_is_refused(text, why):
    with pytest.raises(CellError, match=why):
        read_near(text, TODAY)


@pytest.fixture
def three(put, project):
    """Three follow-ups; the last was done some days ago."""
    done = {"status": "done", "done_on": date(2026, 11, 20)}
    return [
        put(FollowUpInput, project_id=project, owner_name=name, **more)
        for name, more in (("Ann", {}), ("Bea", {}), ("Cai", done))
    ]


def together(data_file, ids, **values):
    with data_file.writing("follow_up.together") as session:
        return change_together(session, ids, values, TODAY)


def test_several_are_changed_in_one_act_and_only_in_what_was_given(data_file, three):
    due = date(2026, 12, 1)
    club = NewName("Town Club")
    assert together(data_file, three, owner_organisation_id=club, due_on=due) == 3
    rows = rows_of(data_file, *three)
    assert [row.owner_name for row in rows] == ["Ann", "Bea", "Cai"]
    assert {(row.owner_organisation, row.due_on) for row in rows} == {("Town Club", due)}
    assert len({row.owner_organisation_id for row in rows}) == 1


def test_several_are_done_today_and_what_was_done_keeps_its_day(data_file, three):
    assert together(data_file, three, status="done", outcome="Rang") == 3
    rows = rows_of(data_file, *three)
    assert [row.done_on for row in rows] == [TODAY, TODAY, date(2026, 11, 20)]
    assert {row.outcome for row in rows} == {"Rang"}


def test_what_is_cancelled_has_an_outcome_and_no_day_on_which_it_was_done(data_file, three):
    together(data_file, three, status="cancelled", outcome="Moved away")
    assert {(row.done_on, row.outcome) for row in rows_of(data_file, *three)} == {
        (None, "Moved away")
    }


def test_one_that_cannot_be_changed_leaves_all_as_they_were_and_one_undo_takes_all_back(
    data_file, three
):
    with pytest.raises(UserError):
        together(data_file, [*three, "no such id"], owner_name="Nia")
    together(data_file, three, owner_name="Nia")
    assert {row.owner_name for row in rows_of(data_file, *three)} == {"Nia"}
    undo_newest(data_file)
    assert [row.owner_name for row in rows_of(data_file, *three)] == ["Ann", "Bea", "Cai"]


def test_a_cancelled_promise_never_counts_as_kept(data_file, project, event, put):
    person = put(PersonInput, given_name="Siân")
    wants = {"wants_to_stay_involved": "yes", "status": "here"}
    there = put(AttendanceInput, event_id=event, person_id=person, **wants)
    role = put(EngagementRoleInput, project_id=project, title="Host", belt="route_in")
    each = put(
        FollowUpInput,
        project_id=project,
        attendance_id=there,
        role_id=role,
        owner_name="Nia",
        due_on=date(2026, 11, 20),
    )

    def kept():
        with data_file.reading() as session:
            report = prepare_gap_report(session, project, TODAY)
        [one] = report.roles
        return report.belt.routes.kept, one.lenses["trust"].state

    together(data_file, [each], status="cancelled", outcome="Done by others")
    assert kept() == (0, "not_known")
    together(data_file, [each], status="done", done_on=date(2026, 11, 20))
    assert kept()[0] == 1
