"""Whatever the days, periods and people: who is told is who goes, and nobody comes back."""

import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from engagement_app.domain import acts, retention
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.events import EventInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.tables import TABLES
from engagement_app.store.check import findings
from engagement_app.store.datafile import open_file
from engagement_app.store.erasures import erased_ids

pytestmark = pytest.mark.thorough

MONTH_ENDS = st.sampled_from(
    [date(2028, 2, 29), date(2027, 2, 28), date(2028, 1, 31), date(2027, 8, 31), date(2027, 12, 31)]
)
DAYS = MONTH_ENDS | st.dates(date(2026, 1, 1), date(2029, 12, 31))
PERIODS = st.integers(0, 40)
STATUSES = st.sampled_from(["here", "left", "expected", "excused"])
_UNSHRUNK = (Phase.explicit, Phase.generate)
"""A file for each example: making them smaller would take minutes."""
PEOPLE = st.lists(st.tuples(DAYS, STATUSES), min_size=1, max_size=6)


def later(day, months):
    """The first of the month so many months on, counted out."""
    for _turn in range(months):
        day = (day + timedelta(days=32)).replace(day=1)
    return day


def ends(day, months):
    """The control of `months_after`."""
    month = later(day.replace(day=1), months)
    for number in range(day.day, 27, -1):
        try:
            return month.replace(day=number)
        except ValueError:
            continue
    return month.replace(day=day.day)


@given(DAYS, st.integers(0, 600))
def test_a_period_ends_on_that_day_of_its_month_or_on_the_last_it_has(day, months):
    assert retention.months_after(day, months) == ends(day, months)


@given(DAYS, st.integers(0, 100), st.integers(0, 100))
def test_a_longer_period_and_a_later_day_never_end_earlier(day, months, more):
    end = retention.months_after(day, months)
    assert retention.months_after(day, months + more) >= end
    assert retention.months_after(day + timedelta(days=more), months) >= end


class World:
    """A file with people who were met on these days; opened anew for each example."""

    def __init__(self, path, keyboard, people):
        self.path, self._keyboard = path, keyboard
        self.ids = []
        with self.open() as file, file.writing("test") as session:
            project = acts.add(session, ProjectInput.parse(name="Tawe"))
            for number, (day, status) in enumerate(people):
                at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
                event = EventInput.parse(project_id=project, title=f"E{number}", starts_at=at)
                event_id = acts.add(session, event)
                person = acts.add(session, PersonInput.parse(given_name=f"P{number}"))
                self.ids.append(person)
                came = {"event_id": event_id, "person_id": person, "status": status}
                acts.add(session, AttendanceInput.parse(**came))

    def open(self):
        return open_file(self.path, self._keyboard)


def set_periods(file, came, never_came):
    with file.writing("test") as session:
        retention.set_period(session, "came", came)
        retention.set_period(session, "never_came", never_came)


def due(file, day):
    with file.reading() as session:
        return {each.id for each in retention.list_due(session, day)}


def expected(world, people, periods, day):
    """Who is due by the plain words of the rule."""
    found = set()
    for person, (met, status) in zip(world.ids, people, strict=True):
        months = periods["here" if status in ("here", "left") else "expected"]
        if months and ends(met, months) <= day:
            found.add(person)
    return found


def gone(file):
    with file.reading() as session:
        assert list(findings(session, TABLES.values())) == []
        return set(erased_ids(session))


@pytest.fixture(scope="module")
def fresh(blank, tmp_path_factory):
    """A new path of an empty file each time."""
    folder, numbers = tmp_path_factory.mktemp("retention"), iter(range(10**6))

    def made():
        path = folder / f"{next(numbers)}" / "notes.engagement"
        path.parent.mkdir()
        return shutil.copy(blank, path)

    return made


@settings(max_examples=30, phases=_UNSHRUNK)
@given(people=PEOPLE, periods=st.tuples(PERIODS, PERIODS), changed=PERIODS, day=DAYS)
def test_the_dry_run_is_what_is_done_and_a_changed_period_counts_at_once(
    fresh, keyboard, people, periods, changed, day
):
    world = World(fresh(), keyboard, people)
    with world.open() as file:
        set_periods(file, *periods)
        assert gone(file) == set(), "nothing goes by itself"
        set_periods(file, changed, periods[1])
        told = due(file, day)
        rule = {"here": changed, "expected": periods[1]}
        assert told == expected(world, people, rule, day)
        assert gone(file) == set(), "looking erases nobody"
        assert retention.erase_due(file, world.ids, day, keep_words=False) == len(told)
        assert gone(file) & set(world.ids) == told
        assert due(file, day) == set()
        with file.reading() as session:
            for person in set(world.ids) - told:
                assert acts.get(session, Person, person)["given_name"].startswith("P")


@settings(max_examples=15, phases=_UNSHRUNK)
@given(people=PEOPLE, months=st.integers(1, 30), day=DAYS, behind=st.integers(0, 400))
def test_a_laptop_that_is_months_behind_erases_no_more_and_brings_nobody_back(
    fresh, keyboard, people, months, day, behind
):
    """One whose clock or whose file is behind: what was erased here stays so there."""
    world = World(fresh(), keyboard, people)
    with world.open() as file:
        set_periods(file, months, months)
        early = due(file, day - timedelta(days=behind))
        assert early <= due(file, day)
    stale = shutil.copy(world.path, world.path.parent / "stale.bytes")
    with world.open() as file:
        told = due(file, day)
        retention.erase_due(file, told, day, keep_words=True)
        after = gone(file)
    shutil.move(stale, world.path)
    with world.open() as file:
        assert gone(file) == after
        assert due(file, day) == set()
        late = due(file, day - timedelta(days=behind))
        assert retention.erase_due(file, world.ids, day, keep_words=True) == 0
        assert late == set()
