"""Who has how much to keep: each open follow-up is counted once, at the one who owns it."""

from datetime import date, timedelta

from engagement_app.domain import acts
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.organisations import OrganisationInput
from engagement_app.exchange.sample import add_sample
from engagement_app.resourcing.load import Owned, load_per_owner, read_load
from engagement_app.resourcing.promises import count_open

TODAY = date(2026, 11, 25)


def owned(owner, organisation=None, days=None):
    due = None if days is None else TODAY + timedelta(days=days)
    return Owned("id", owner, organisation, organisation, due)


def test_open_is_what_is_overdue_soon_later_and_without_a_date():
    days = (-30, -1, 0, 6, 7, None)
    [row] = load_per_owner([owned("Nia", days=each) for each in days], TODAY)
    assert (row.open, row.overdue, row.this_week, row.later, row.no_date) == (6, 2, 2, 1, 1)


def test_one_name_at_two_organisations_is_two_owners_and_case_makes_no_other():
    rows = load_per_owner([owned("Siân", "A"), owned("SIAN", "A"), owned("Siân", "B")], TODAY)
    assert [(row.owner, row.organisation, row.open) for row in rows] == [
        ("Siân", "A", 2),
        ("Siân", "B", 1),
    ]


def test_who_has_most_overdue_is_first_and_nobody_last():
    three = [owned(None, days=-9)] * 3
    rows = load_per_owner([*three, owned("Ann", days=4), owned("Zoe", days=-1)], TODAY)
    assert [row.owner for row in rows] == ["Zoe", "Ann", None]


def test_done_cancelled_and_deleted_ones_are_nobodys_load(data_file, project):
    with data_file.writing("record.add") as session:
        club = acts.add(session, OrganisationInput.parse(name="Town Club"))
        entry = {"project_id": project, "owner_organisation_id": club, "due_on": TODAY}
        for status in ("open", "done", "cancelled"):
            acts.add(session, FollowUpInput.parse(**entry, status=status))
    with data_file.reading() as session:
        [row] = read_load(session, project, TODAY)
    assert (row.owner, row.organisation, row.open) == (None, "Town Club", 1)


def test_the_load_of_the_sample_is_what_its_groups_have(data_file):
    with data_file.writing("sample.new") as session:
        sample = add_sample(session)
    with data_file.reading() as session:
        rows = read_load(session, sample, TODAY)
        groups = count_open(session, sample, TODAY)
    assert sum(row.open for row in rows) == sum(groups.values())
    assert sum(row.overdue for row in rows) >= groups["overdue"] > 0
