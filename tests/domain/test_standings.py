"""The counts that follow each act are those that counting anew finds."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement_app.domain import acts, desk
from engagement_app.domain.arrivals import count_at_the_door, count_tallies
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.head_count import count_nameless
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.roll_reading import catch_up, read_more, read_roll
from engagement_app.domain.undoing import undo_newest
from engagement_app.errors import UserError

NOW = datetime(2026, 5, 1, 18, tzinfo=UTC)
PEOPLE = 5
ACTS = {
    "sign_in": lambda s, e, who: desk.sign_in(s, e, who, NOW),
    "leave": lambda s, e, who: desk.leave(s, e, who, NOW),
    "excuse": desk.excuse,
    "take_back": desk.take_back,
    "walk_in": lambda s, e, who: desk.walk_in(s, e, f"New {who[:4]}", NOW),
    "count": lambda s, e, who: count_nameless(s, e, None, 1),
    "nameless": lambda s, e, who: acts.add(s, AttendanceInput.parse(event_id=e, status="here")),
    "again": lambda s, e, who: acts.add(
        s, AttendanceInput.parse(event_id=e, person_id=who, status="left")
    ),
    "delete": lambda s, e, who: acts.delete(s, Person, who),
}
STEPS = st.lists(
    st.tuples(st.sampled_from([*ACTS, "merge", "undo"]), st.integers(0, PEOPLE - 1)), max_size=12
)


@pytest.mark.thorough
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_acts_the_roll_counts_as_the_tables_do(data_file, project, event, steps):
    with data_file.writing("begin") as session:
        people = [
            acts.add(session, PersonInput.parse(given_name=f"Ann{number}"))
            for number in range(PEOPLE)
        ]
        for each in people[:3]:
            acts.add(session, AttendanceInput.parse(event_id=event, person_id=each))
    with data_file.reading() as session:
        roll = read_roll(session, event)
        while read_more(session, roll):
            pass
    for name, at in steps:
        do(data_file, event, name, people, at)
        with data_file.reading() as session:
            assert catch_up(session, roll, event)
            counted = roll.standings.numbers(count_tallies(session, event))
            assert counted == count_at_the_door(session, event)


def do(data_file, event, name, people, at):
    """One act; what the rules refuse changes nothing."""
    try:
        if name == "undo":
            undo_newest(data_file)
            return
        with data_file.writing(f"desk.{name}") as session:
            if name == "merge":
                acts.amend(session, Person, people[at], same_as_id=people[(at + 1) % PEOPLE])
            else:
                ACTS[name](session, event, people[at])
    except UserError:
        pass
