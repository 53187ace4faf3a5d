"""Follow-ups sorted for the day: each in one group, and dead ends as the gap report has them."""

from collections import Counter
from datetime import date, timedelta

import pytest

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.recording import remove
from engagement_app.exchange.sample import add_sample
from engagement_app.resourcing.dead_ends import dead_ends
from engagement_app.resourcing.promises import DEAD_ENDS, Wanted, read_promised, unanswered
from engagement_app.resourcing.reading import read_ledger
from engagement_app.resourcing.report import REASONS

TODAY = date(2026, 11, 25)


def promised(session, project, group, *also):
    found = unanswered(session, project)
    return read_promised(session, Wanted(project, group, TODAY, found, also))


@pytest.fixture
def sample(data_file):
    with data_file.writing("sample.new") as session:
        return add_sample(session)


def test_the_groups_of_the_sample_add_up_and_its_dead_ends_are_the_reports(data_file, sample):
    with data_file.reading() as session:
        ledger = read_ledger(session, sample)
        counts = promised(session, sample, "overdue").counts
        listed = {group: promised(session, sample, group).rows for group in counts}
        dead = promised(session, sample, DEAD_ENDS).rows
    still_open = sum(each.status == "open" for each in ledger.follow_ups)
    assert sum(counts.values()) - counts["nothing_recorded"] == still_open
    assert {group: len(rows) for group, rows in listed.items()} == dict(counts)
    ends = dead_ends(ledger)
    assert Counter(end.reason for end in ends) == {each: counts[each] for each in REASONS}
    assert sorted(row.key for row in dead) == sorted(
        str(end.follow_up_id or end.attendance_id) for end in ends
    )
    assert all(counts[reason] for reason in REASONS)


def test_a_follow_up_is_overdue_from_the_day_after_and_later_after_a_week(data_file, project):
    with data_file.writing("record.add") as session:
        for days in (-1, 0, 6, 7):
            due = TODAY + timedelta(days=days)
            entry = {"project_id": project, "owner_name": "Ann", "due_on": due}
            acts.add(session, FollowUpInput.parse(**entry))
    with data_file.reading() as session:
        counts = promised(session, project, "overdue").counts
    assert [counts[each] for each in ("overdue", "this_week", "later")] == [1, 2, 1]


def gone(session, project, event, chain):
    """A follow-up on what somebody said, and what must be deleted to put it out."""
    person = acts.add(session, PersonInput.parse(given_name="Siân"))
    other = acts.add(session, PersonInput.parse(given_name="Sian", same_as_id=person))
    came = {"event_id": event, "person_id": other if chain else person}
    there = acts.add(session, AttendanceInput.parse(**came))
    words = {"event_id": event, "attendance_id": there, "voice": "own", "words": "Buses."}
    said = acts.add(session, ContributionInput.parse(**words))
    acts.add(session, FollowUpInput.parse(project_id=project, contribution_id=said))
    return {"person": person, "attendance": there, "event": event, "contribution": said}


@pytest.mark.parametrize("chain", [False, True])
@pytest.mark.parametrize("table", ["person", "attendance", "event", "contribution"])
def test_a_follow_up_is_out_exactly_where_the_report_has_it_out(
    data_file, project, event, table, chain
):
    with data_file.writing("record.add") as session:
        ids = gone(session, project, event, chain)
    with data_file.writing("record.delete") as session:
        remove(session, table, ids[table])
    with data_file.reading() as session:
        reported = len(read_ledger(session, project).follow_ups)
        listed = sum(promised(session, project, "no_owner").counts.values())
    assert listed == reported == (1 if table == "contribution" else 0)


def test_what_was_just_changed_is_listed_whatever_became_of_it(data_file, sample):
    with data_file.reading() as session:
        done = promised(session, sample, "done").rows[0]
        overdue = promised(session, sample, "overdue", done.id).rows
        standing = {row.id: row.standing for row in overdue}
    assert standing[done.id] == ""
    assert set(standing.values()) == {"", "overdue"}


def test_what_is_done_is_listed_from_the_newest(data_file, sample):
    with data_file.reading() as session:
        days = [row.done_on for row in promised(session, sample, "done").rows]
    known = [day for day in days if day is not None]
    assert known
    assert known == sorted(known, reverse=True)
