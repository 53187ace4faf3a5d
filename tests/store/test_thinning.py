"""Which backups stay: the newest always, and enough of the months before."""

import json
import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement_app.domain import acts
from engagement_app.domain.backup_age import is_over
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.retention import months_after, set_period
from engagement_app.domain.soundness import back_up, back_up_if_changed
from engagement_app.store import backup, thinning
from engagement_app.store.copies import Copy, list_copies
from engagement_app.store.datafile import open_file
from engagement_app.store.manifest import Manifest, manifest_path
from engagement_app.store.thinning import thin, to_remove

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def copy_of(moment: datetime, number: int, proved: bool = True) -> Copy:
    manifest = Manifest(moment.isoformat(), 2, {}, "", {}, "origin", number)
    return Copy(Path(f"{number}"), moment, 1, manifest if proved else None)


def copies_at(ages):
    """Copies of these ages in minutes, the oldest first, numbered as they were made."""
    oldest_first = sorted(ages, reverse=True)
    return [
        copy_of(NOW - timedelta(minutes=age), number) for number, age in enumerate(oldest_first)
    ]


AGES = st.lists(st.integers(0, 900 * 24 * 60), max_size=120)


@given(AGES)
def test_the_newest_and_all_of_two_days_stay_and_the_rest_is_bounded(ages):
    copies = copies_at(ages)
    gone = to_remove(copies, NOW)
    kept = [copy for copy in copies if copy not in gone]
    assert kept[-1:] == copies[-1:]
    recent = [copy for copy in copies if NOW - copy.made_at <= timedelta(days=2)]
    assert all(copy in kept for copy in recent)
    assert len(kept) <= max(len(recent), 1) + 14 + 8 + 12
    assert to_remove(kept, NOW) == []


def test_a_thinning_that_went_by_age_alone_would_lose_the_newest():
    """The control, where nobody opened the file for weeks."""
    copies = copies_at([30 * 24 * 60, 20 * 24 * 60])
    by_age = [copy for copy in copies if NOW - copy.made_at > timedelta(days=14)]
    assert copies[-1] in by_age
    assert copies[-1] not in to_remove(copies, NOW)


@given(AGES)
def test_each_of_the_last_fourteen_days_keeps_one(ages):
    copies = copies_at(ages)
    gone = to_remove(copies, NOW)
    kept = {copy.made_at.date() for copy in copies if copy not in gone}
    days = sorted({copy.made_at.date() for copy in copies}, reverse=True)
    assert set(days[:14]) <= kept


@given(AGES.filter(bool), st.data())
def test_nothing_goes_where_the_clock_went_back(ages, data):
    copies = copies_at(ages)
    newest = copies[-1].made_at
    assert to_remove(copies, newest - timedelta(seconds=1)) == []
    later = copy_of(newest - timedelta(seconds=data.draw(st.integers(1, 10**8))), len(copies))
    assert to_remove([*copies, later], NOW + timedelta(days=9)) == []


@given(AGES)
def test_one_that_was_not_proved_never_goes_and_saves_no_other(ages):
    copies = copies_at(ages)
    unproved = copy_of(NOW, 10_000, proved=False)
    assert to_remove([*copies, unproved], NOW) == to_remove(copies, NOW)


def as_of(months):
    return is_over(months, NOW.date())


MONTHS = st.sampled_from([0, 1, 3, 6, 12, 24])


@given(AGES.filter(bool), MONTHS)
def test_none_but_the_newest_is_kept_longer_than_people_are(ages, months):
    copies = copies_at([0, 60 * 24, *ages])
    gone = to_remove(copies, NOW, as_of(months))
    kept = [copy for copy in copies if copy not in gone]
    assert copies[-1] in kept
    if months:
        assert all(months_after(copy.made_at.date(), months) > NOW.date() for copy in kept)
    assert set(map(id, to_remove(copies, NOW))) <= set(map(id, gone))
    young = [copy for copy in copies if not as_of(months)(copy.made_at)]
    assert [copy for copy in to_remove(copies, NOW) if copy in young] == [
        copy for copy in gone if copy in young
    ]


@given(AGES.filter(bool), MONTHS, st.integers(1, 10**6))
def test_a_period_removes_nothing_where_the_clock_went_back(ages, months, back):
    copies = copies_at(ages)
    set_back = copies[-1].made_at - timedelta(seconds=back)
    assert to_remove(copies, set_back, is_over(months, set_back.date())) == []
    again = copy_of(set_back, len(copies))
    later = NOW + timedelta(days=4000)
    assert to_remove([*copies, again], later, is_over(months, later.date())) == []


@given(AGES.filter(bool), st.integers(3, 20))
def test_a_clock_that_runs_years_ahead_takes_nothing_that_would_have_stayed(ages, years):
    copies = copies_at(ages)
    ahead = NOW + timedelta(days=366 * years)
    ahead_copy = copy_of(ahead, len(copies))
    everything = [*copies, ahead_copy]
    assert to_remove(everything, ahead, is_over(6, ahead.date())) == to_remove(everything, ahead)
    day_later = copy_of(ahead + timedelta(days=1), len(copies) + 1)
    gone = to_remove(
        [*everything, day_later], day_later.made_at, is_over(6, day_later.made_at.date())
    )
    assert [copy for copy in [*everything, day_later] if copy not in gone][-1] is day_later
    assert not [copy for copy in copies if copy not in gone]


@given(st.lists(st.tuples(st.integers(0, 60 * 24 * 90), st.booleans()), max_size=60), MONTHS)
def test_whatever_the_gaps_and_clocks_the_newest_of_each_time_is_there(steps, months):
    """Copies made one after the other, after gaps of up to 90 days, the clock now and then back."""
    now, kept = NOW, []
    for number, (minutes, goes_back) in enumerate(steps):
        now += timedelta(minutes=-minutes if goes_back and number % 7 == 3 else minutes)
        made = copy_of(now, number)
        kept.append(made)
        before = list(kept)
        gone = to_remove(kept, now, is_over(months, now.date()))
        kept = [copy for copy in kept if copy not in gone]
        assert kept[-1] is made
        moments = [copy.made_at for copy in before]
        if moments != sorted(moments):
            assert gone == []


def test_a_period_that_is_set_thins_the_backups_also_where_nothing_changed(
    data_file, project, tmp_path
):
    folder = tmp_path / "safe"
    with data_file.writing("retention.period") as session:
        set_period(session, "came", 24)
        set_period(session, "never_came", 12)
    made = [back_up(data_file, folder) for _ in range(3)]
    for number, (copy, days) in enumerate(zip(made[:2], (400, 5), strict=True)):
        age_by(copy, days, number)
    assert back_up_if_changed(data_file, folder) is None
    assert [copy.exists() for copy in made] == [False, True, True]


def test_a_setting_that_stands_in_no_change_is_a_change_to_be_backed_up(data_file, tmp_path):
    folder = tmp_path / "safe"
    for months in (24, 36):
        with data_file.writing("retention.period") as session:
            set_period(session, "came", months)
        assert back_up_if_changed(data_file, folder) is not None
        assert back_up_if_changed(data_file, folder) is None


def test_two_years_of_half_hours_leave_a_year_and_more_of_copies():
    kept: list[Copy] = []
    for number in range(2 * 365):
        now = NOW + timedelta(days=number)
        kept += [copy_of(now + timedelta(hours=3 * each), 3 * number + each) for each in range(3)]
        gone = to_remove(kept, now + timedelta(hours=6))
        kept = [copy for copy in kept if copy not in gone]
    ages = [now - copy.made_at for copy in kept]
    assert timedelta(days=365) < max(ages) < timedelta(days=500)
    assert len(kept) <= 9 + 14 + 8 + 12
    by_month = Counter(copy.made_at.strftime("%Y-%m") for copy in kept)
    assert len(by_month) >= 13  # no month of the last year is without


def age_by(copy, days, number):
    """Make a copy on the disk older, and the one of this number."""
    beside = manifest_path(copy)
    told = copy_of(datetime.now(UTC) - timedelta(days=days), number).manifest
    written = beside.read_text()
    found = json.loads(written) | {"made_at": told.made_at, "number": number}
    beside.write_text(json.dumps(found))


def test_copies_on_the_disk_go_with_what_lies_beside_them(data_file, project, tmp_path):
    folder = tmp_path / "safe"
    made = [backup.make(data_file.path, folder) for _ in range(3)]
    for number, copy in enumerate(made[:2]):
        age_by(copy, 5, number)
    assert thin(data_file.path, folder) == [made[0]]
    left = {made[1].name, made[2].name}
    assert {each.name for each in folder.glob("*.engagement")} == left
    assert len(list(folder.iterdir())) == 4


@pytest.mark.thorough
def test_copies_of_another_file_of_the_same_name_stay(
    data_file, project, tmp_path, blank, keyboard
):
    folder = tmp_path / "safe"
    other = tmp_path / "other" / "notes.engagement"
    other.parent.mkdir()
    shutil.copy(blank, other)
    with open_file(other, keyboard) as file, file.writing("new") as session:
        acts.add(session, ProjectInput.parse(name="Another"))
    theirs = [backup.make(other, folder) for _ in range(2)]
    for number, copy in enumerate(theirs):
        age_by(copy, 5, number)
    backup.make(data_file.path, folder)
    assert thin(data_file.path, folder) == []
    assert all(copy.exists() for copy in theirs)


@pytest.mark.thorough
def test_each_copy_has_the_next_number_and_says_what_it_holds(data_file, project, tmp_path):
    for _ in range(3):
        backup.make(data_file.path, tmp_path / "safe")
    copies = list_copies(data_file.path, [tmp_path / "safe"])
    assert [copy.manifest.number for copy in copies] == [3, 2, 1]
    assert copies[0].live("project") == 1
    assert len({copy.manifest.origin for copy in copies}) == 1


def test_the_limits_are_those_that_are_promised():
    """A control: with other limits the tests above would have passed as well."""
    assert [most for _period, most in thinning._PERIODS] == [14, 8, 12]
