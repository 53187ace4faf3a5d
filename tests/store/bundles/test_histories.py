"""Whatever laptops do, and in whatever order they meet: in the end all know the same, and no
change of anybody is missing."""

import shutil
import tempfile
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engagement_app.domain import acts, erasing
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.bundles import EXPECTED
from engagement_app.domain.contributions import Contribution, ContributionInput
from engagement_app.domain.events import EventInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.settling import settle
from engagement_app.store import clock
from engagement_app.store.bundles.rows import checked, rows_to_carry, written
from engagement_app.store.erasures import erased_ids
from engagement_app.store.plain_rows import ask
from tests.store.bundles.laptops import Laptop

NAMES = "ABC"
YEAR = 365 * 86400 * 10**9
WHICH = st.integers(0, len(NAMES) - 1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), WHICH, st.just(0)),
        st.tuples(st.just("phone"), WHICH, st.integers(0, 5)),
        st.tuples(st.just("email"), WHICH, st.integers(0, 5)),
        st.tuples(st.just("delete"), WHICH, st.integers(0, 5)),
        st.tuples(st.just("say"), WHICH, st.integers(0, 5)),
        st.tuples(st.just("erase"), WHICH, st.integers(0, 5)),
        st.tuples(st.just("keep words of"), WHICH, st.integers(0, 5)),
        st.tuples(st.just("meet"), WHICH, WHICH),
        st.tuples(st.just("clock"), WHICH, st.integers(-3, 3)),
    ),
    max_size=14,
)


class Town:
    """Some laptops, each with its own idea of the time, and what they do."""

    def __init__(self, blank, folder, names=NAMES, key=None):
        self.laptops = [Laptop(name, folder, blank, key and key.copy()) for name in names]
        self.offsets = [0] * len(names)
        project = self.laptops[0].do(acts.add, ProjectInput.parse(name="Tawe green spaces"))
        open_day = EventInput.parse(project_id=project, title="Open day")
        self.event = self.laptops[0].do(acts.add, open_day)
        self.people, self.unlike = [self.laptops[0].add("Ann")], []
        for each in self.laptops[1:]:
            each.take_rows(told(self.laptops[0]))

    def close(self):
        for each in self.laptops:
            each.file.close()

    def time_ns(self):
        """What the clock of the laptop says that is at work."""
        return NOW + self.offsets[self.at] * YEAR

    def do(self, what, which, other):
        self.at, laptop = which, self.laptops[which]
        person = self.people[other % len(self.people)]
        if what == "add":
            self.people.append(laptop.add("Tom", phone="1"))
        elif what == "clock":
            self.offsets[which] = other
        elif what == "meet":
            self.meet(laptop, self.laptops[other])
        elif laptop.value(person, "id") and person not in self.erased(laptop):
            self.change(laptop, what, person)

    def meet(self, laptop, other):
        self.unlike += laptop.take_rows(told(other)).unlike

    def change(self, laptop, what, person):
        if what in ("erase", "keep words of"):
            erasing.erase_for_good(laptop.file, person, keep_words=what != "erase")
        elif what == "say":
            self.say(laptop, person)
        elif what == "delete":
            laptop.set(person, deleted_at=datetime(2026, 11, 29, tzinfo=UTC))
        else:
            laptop.set(person, **{what: f"{laptop.name} {laptop.count('change')}"})

    def say(self, laptop, person):
        """Words that may be written better, by whoever has them."""
        with laptop.file.reading() as session:
            found = ask(session, "SELECT id FROM contribution ORDER BY id")
        if len(found) % 2:
            words = f"better {laptop.count('change')}"
            laptop.set(found[0][0], entity=Contribution, words=words)
            return
        at = {"event_id": self.event}
        came = laptop.do(acts.add, AttendanceInput.parse(person_id=person, **at))
        spoken = {"attendance_id": came, "voice": "own", "words": f"said to {laptop.name}"}
        laptop.do(acts.add, ContributionInput.parse(**at, **spoken))

    def erased(self, laptop):
        with laptop.file.reading() as session:
            return erased_ids(session)

    def changes(self, laptop):
        """Their digests, by id."""
        with laptop.file.reading() as session:
            return dict(ask(session, "SELECT id, digest FROM change ORDER BY id"))


NOW = 1_796_000_000 * 10**9


def told(laptop):
    """What a bundle of it carries, read as a bundle is."""
    with laptop.file.reading() as session:
        return [*checked(written(rows_to_carry(session, EXPECTED)), EXPECTED)]


@pytest.fixture
def town(blank):
    """`town()`: another one each time; the one before is gone."""
    kept, clocks = [], pytest.MonkeyPatch()

    def new():
        leave()
        folder = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
        kept.append((Town(blank, folder), folder))
        made = kept[-1][0]
        clocks.setattr(clock.time, "time_ns", made.time_ns)
        return made

    def leave():
        clocks.undo()
        for made, folder in kept:
            made.close()
            shutil.rmtree(folder)
        kept.clear()

    yield new
    leave()


@pytest.mark.thorough
@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(steps=STEPS)
@example(steps=[("phone", 0, 0), ("phone", 1, 0), ("erase", 2, 0), ("meet", 0, 1), ("meet", 2, 0)])
@example(
    steps=[
        *[("say", 1, 0), ("erase", 0, 0), ("meet", 0, 1)],
        *[("keep words of", 1, 0), ("meet", 1, 0)],
    ]
)
@example(
    steps=[("clock", 1, 3), ("email", 1, 0), ("meet", 0, 1), ("email", 0, 0), ("delete", 2, 0)]
)
def test_all_come_to_the_same_and_nothing_is_missing(steps, town):
    made = town()
    for step in steps:
        made.do(*step)
    known = set().union(*map(made.changes, made.laptops))
    for _round in range(4):
        for one, other in permutations(range(len(NAMES)), 2):
            made.do("meet", one, other)
    assert [made.changes(each).keys() >= known for each in made.laptops] == [True] * len(NAMES)
    assert len({str(made.changes(each)) for each in made.laptops}) == 1
    assert made.unlike == []
    assert made.laptops[0].faults() == ()
    assert len({str(each.state()) for each in made.laptops}) == 1
    assert len({each.letters() for each in made.laptops}) == 1
    settle_all(made)


def settle_all(town):
    """What two wrote differently is listed alike by all; each is settled by one, for all."""
    listed = [each.contested() for each in town.laptops]
    assert listed == [listed[0]] * len(listed)
    for number, each in enumerate(listed[0]):
        town.at = number % len(NAMES)
        town.laptops[town.at].do(settle, each.place, each.values[-1].change_id)
    for _round in range(2):
        for one, other in permutations(range(len(NAMES)), 2):
            town.do("meet", one, other)
    assert [each.contested() for each in town.laptops] == [[]] * len(NAMES)
    assert len({str(each.state()) for each in town.laptops}) == 1
    for each in listed[0]:
        table, record, field = each.place
        assert town.laptops[0].value(record, field, table) == each.values[-1].whole
