"""Today: the counts are those of the file, and each card leads to its place."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QPushButton

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput, TallyInput
from engagement_app.domain.event_days import EventDay, nearest
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.today import event_today
from engagement_app.resourcing.promises import count_open


def shown(window, key):
    card = window.pages["today"].cards[key]
    return card.figure.text(), card.lines.text()


def test_the_sample_shows_the_gap_and_the_dead_ends_of_its_report(window, qtbot, sample_file):
    window.workspace.open(sample_file)
    qtbot.waitUntil(lambda: shown(window, "roles")[0] == "£17,621.70")
    assert shown(window, "roles")[1].startswith("of £24,262.58 has no funding (72.6%)")
    figure, reasons = shown(window, "dead_ends")
    assert int(figure) == sum(int(line.split()[0]) for line in reasons.splitlines())


def test_an_empty_file_says_what_to_do_next(window, data_file):
    window.workspace.open(data_file)
    assert shown(window, "roles")[1] == "There is no project yet. Make one on the Data page."
    assert shown(window, "desk")[1] == "There is no event yet. Make one on the Data page."


def test_each_card_leads_to_its_page(window, sample_file):
    window.workspace.open(sample_file)
    for key, place in (("desk", "desk"), ("dead_ends", "follow_ups"), ("data", "data")):
        window.go_to("today")
        window.pages["today"].cards[key].go.click()
        assert window.page_key == place


def test_an_event_without_a_list_leads_to_the_import_until_somebody_is_expected(
    window, data_file, event, qtbot
):
    window.workspace.open(data_file)
    page = window.pages["today"]
    assert page.bring.isVisible()
    assert page.cards["desk"].go.nextInFocusChain() is page.bring
    page.bring.click()
    assert window.pages["data"].imports.choose.hasFocus()
    with data_file.writing("person.add") as session:
        person_id = acts.add(session, PersonInput.parse(given_name="Zoë"))
        acts.add(session, AttendanceInput.parse(event_id=event, person_id=person_id))
    window.workspace.moved.emit()
    window.go_to("today")
    assert not page.bring.isVisible()


def test_a_person_on_two_lists_is_counted_once_and_merged_ones_too(data_file, event):
    with data_file.writing("record.add") as session:
        one = acts.add(session, PersonInput.parse(given_name="Siân"))
        same = acts.add(session, PersonInput.parse(given_name="Sian", same_as_id=one))
        for person in (one, one, same):
            entry = {"event_id": event, "person_id": person, "status": "here"}
            acts.add(session, AttendanceInput.parse(**entry))
        acts.add(session, AttendanceInput.parse(event_id=event, status="here"))
        acts.add(session, TallyInput.parse(event_id=event, count=12))
    with data_file.reading() as session:
        found = event_today(session, event).numbers
    assert (found.here, found.expected, found.nameless) == (2, 0, 12)


def test_what_is_due_is_what_the_page_of_follow_ups_says(window, qtbot, sample_file):
    window.workspace.open(sample_file)
    overdue, week = "".join(shown(window, "follow_ups")).split(" overdue")
    window.go_to("follow_ups")
    groups = " ".join(b.text() for b in window.pages["follow_ups"].findChildren(QPushButton))
    groups = groups.replace("&", "")
    assert f"Overdue ({overdue})" in groups
    assert f"Within a week ({week.split()[0]})" in groups


def test_promises_are_overdue_from_the_day_after_they_were_due(data_file, project):
    today = date(2026, 11, 23)
    days = ("2026-11-22", "2026-11-23", "2026-11-29", "2026-11-30")
    with data_file.writing("record.add") as session:
        for day in map(date.fromisoformat, days):
            owned = {"project_id": project, "due_on": day, "owner_name": "Ann"}
            acts.add(session, FollowUpInput.parse(**owned))
        nobodys = {"project_id": project, "due_on": date(2026, 11, 1)}
        acts.add(session, FollowUpInput.parse(**nobodys))
        acts.add(session, FollowUpInput.parse(**nobodys, owner_name="Ann", status="done"))
    with data_file.reading() as session:
        found = count_open(session, project, today)
    assert (found["overdue"], found["this_week"], found["no_owner"]) == (1, 2, 1)


@pytest.mark.parametrize(("day", "meant"), [(1, "a"), (9, "b"), (30, "b")])
def test_the_event_nearest_in_time_is_the_one_that_is_meant(day, meant):
    events = [
        EventDay("b", "B", datetime(2026, 11, 10, 18, tzinfo=UTC)),
        EventDay("a", "A", datetime(2026, 11, 2, 18, tzinfo=UTC)),
        EventDay("c", "C", None),
    ]
    found = nearest(events, datetime(2026, 11, day, 12, tzinfo=UTC))
    assert found is not None
    assert found.id == meant
    assert nearest(events[2:], datetime(2026, 11, 1, tzinfo=UTC)) is events[2]
    assert nearest([], datetime(2026, 11, 1, tzinfo=UTC)) is None
