"""The change log: what it remembers, and that the tables can be made again from it."""

import itertools
import json
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from engagement_app.domain import acts
from engagement_app.domain.attendance import Attendance, AttendanceInput
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.events import Event, EventInput
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.funds import FundInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.projects import Project, ProjectInput
from engagement_app.domain.roles import EngagementRole, EngagementRoleInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import UserError
from engagement_app.store import changes, records
from engagement_app.store.changes import CHANGE, fold, heads
from engagement_app.store.check import findings, folded
from engagement_app.store.columns import from_plain, to_plain
from engagement_app.store.datafile import open_file
from engagement_app.store.manifest import OLDEST
from engagement_app.store.plain_rows import ask
from engagement_app.store.records import table_of


def told(data_file, record_id):
    """The changes of a record in order: [(id, {field: entry})]."""
    with data_file.reading() as session:
        rows = session.execute(select(CHANGE).order_by(CHANGE.c.hlc)).mappings().all()
    return [(row["id"], json.loads(row["fields"])) for row in rows if row["record_id"] == record_id]


def amend(data_file, entity, record_id, **values):
    with data_file.writing("amend") as session:
        acts.amend(session, entity, record_id, **values)


def test_each_change_saw_the_one_before_it_of_the_same_field(data_file, project):
    amend(data_file, Project, project, name="Second")
    amend(data_file, Project, project, place="Swansea")
    amend(data_file, Project, project, name="Third", place="Neath")
    [(one, _made), (two, second), (three, third), (four, fourth)] = told(data_file, project)
    assert second == {"name": {"value": "Second", "saw": [one]}}
    assert third == {"place": {"value": "Swansea", "saw": []}}
    assert fourth == {
        "name": {"value": "Third", "saw": [two]},
        "place": {"value": "Neath", "saw": [three]},
    }
    with data_file.reading() as session:
        found = heads(session, [project])
    assert found == {project: {"name": [four], "place": [four]}}


def test_the_oldest_change_is_that_of_the_lowest_tick_then_id(data_file, project):
    with data_file.writing("test") as session:
        acts.add(session, EventInput.parse(title="Fair", project_id=project))
        ask(session, "UPDATE change SET hlc = 7, id = char(122 - rowid)")
        acts.add(session, EventInput.parse(title="Walk", project_id=project))
    with data_file.reading() as session:
        assert sorted(ask(session, "SELECT id FROM change WHERE hlc = 7")) == [("x",), ("y",)]
        assert changes.oldest_change(session) == "x"


def test_an_empty_file_has_no_oldest_change(data_file):
    with data_file.reading() as session:
        assert changes.oldest_change(session) == ""


def test_the_oldest_change_is_found_without_reading_the_log(data_file):
    with data_file.reading() as session:
        steps = [row[3] for row in ask(session, f"EXPLAIN QUERY PLAN {OLDEST}")]
    assert len(steps) == 3, steps
    assert all("ix_change_hlc" in step for step in steps if "SUBQUERY" not in step), steps


def test_two_changes_of_a_record_in_one_act_follow_each_other(data_file, project):
    with data_file.writing("twice") as session:
        acts.amend(session, Project, project, name="Second")
        acts.amend(session, Project, project, name="Third")
    [(one, _), (two, second), (_three, third)] = told(data_file, project)
    assert second["name"]["saw"] == [one]
    assert third["name"]["saw"] == [two]


def test_a_new_record_names_only_what_is_not_its_default(data_file, event):
    [(_id, fields)] = told(data_file, event)
    assert fields.keys() == {"project_id", "title"}


def test_putting_a_record_in_the_bin_is_a_change_like_any_other(data_file, event):
    with data_file.writing("delete") as session:
        acts.delete(session, Event, event)
    [_made, (_id, fields)] = told(data_file, event)
    assert fields.keys() == {"deleted_at"}
    assert datetime.fromisoformat(fields["deleted_at"]["value"]).tzinfo is not None
    with data_file.reading() as session:
        assert list(findings(session, TABLES.values())) == []


def test_equality_answers_leave_no_trace_in_the_log(data_file, event):
    entity = TABLES["monitoring_response"]
    with data_file.writing("answers") as session:
        entry = entity.__mro__[1].parse(event_id=event, answers={"age": "45 to 54"})
        answers = acts.add(session, entry)
    assert told(data_file, answers) == []
    with data_file.reading() as session:
        words = session.execute(select(CHANGE.c.fields)).scalars().all()
        assert list(findings(session, TABLES.values())) == []
    assert not [each for each in words if "45 to 54" in each]


def a_change(change_id, hlc, saw, **values):
    fields = {name: {"value": value, "saw": list(saw)} for name, value in values.items()}
    return change_id, hlc, json.dumps(fields)


def test_what_saw_the_other_wins_whatever_the_clocks_say():
    old, new = a_change("a", 900, [], name="Old"), a_change("b", 100, ["a"], name="New")
    assert fold([old, new]) == fold([new, old]) == {"name": "New"}


def test_of_changes_that_did_not_see_each_other_the_highest_tick_then_id_is_shown():
    one = a_change("a", 1, [], name="Base")
    two, three = a_change("b", 7, ["a"], name="Left"), a_change("c", 7, ["a"], name="Right")
    for order in itertools.permutations([one, two, three]):
        assert fold(order) == {"name": "Right"}


def test_equal_ticks_and_values_that_cannot_be_ordered_are_no_trouble():
    both = [a_change("a", 5, [], ids=["x"]), a_change("b", 5, [], ids={"y": 1})]
    assert fold(both) == fold(reversed(both)) == {"ids": {"y": 1}}


@st.composite
def branching_histories(draw):
    """Changes of one record, each having seen any set of those before it, ticks in any order."""
    made = []
    for number in range(draw(st.integers(1, 6))):
        seen = draw(st.sets(st.sampled_from([each[0] for each in made]))) if made else set()
        names = draw(st.sets(st.sampled_from("abc"), min_size=1))
        values = {name: draw(st.integers(0, 9) | st.none() | st.text(max_size=3)) for name in names}
        made.append(a_change(f"c{number}", draw(st.integers(0, 4)), sorted(seen), **values))
    return made


@given(branching_histories(), st.randoms(use_true_random=False))
def test_the_fold_does_not_depend_on_the_order_in_which_changes_arrive(history, chance):
    shuffled = list(history)
    chance.shuffle(shuffled)
    assert fold(shuffled) == fold(history)


@given(branching_histories())
def test_a_change_that_saw_all_heads_settles_its_field(history):
    field = next(iter(json.loads(history[0][2])))
    settled = a_change("zz", 0, [each[0] for each in history], **{field: "settled"})
    assert fold([settled, *history])[field] == "settled"


def test_a_second_laptops_edits_converge_with_ours(data_file, project, tmp_path, keyboard):
    """The same record edited on two copies: the union of the changes folds alike in both."""
    copy = Path(shutil.copy(data_file.path, tmp_path / "second.engagement"))
    with open_file(copy, keyboard) as second:
        amend(data_file, Project, project, name="Ours", place="Neath")
        amend(second, Project, project, name="Theirs")
        union = {}
        for each in (data_file, second):
            with each.reading() as session:
                for row in session.execute(select(CHANGE)).mappings():
                    union[row["id"]] = (row["id"], row["hlc"], row["fields"])
    assert len(union) == 3
    for order in itertools.permutations(union.values()):
        assert fold(order) == {"name": "Theirs", "place": "Neath"}


def role_entry(project, title="Interpreter", hours=12):
    return EngagementRoleInput.parse(
        project_id=project,
        title=title,
        belt="both",
        hours_needed=Decimal(hours) + Decimal("0.10"),
        hourly_cost=1250,
        overhead_percent=Decimal("15.5"),
    )


WORDS = st.sampled_from(["Ann", "Siân", "محمد", "你好", " two  words ", 'a "quote"', "-"])
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "amend", "delete"]), st.integers(0, 99), WORDS, WORDS),
    max_size=12,
)
MAKERS = [
    lambda _ids, a, b: PersonInput.parse(given_name=a, notes=b, do_not_contact=a < b),
    lambda _ids, a, b: CommunityInput.parse(name=a, population=len(b)),
    lambda ids, a, b: EventInput.parse(
        project_id=ids["project"], title=a, venue=b, starts_at=datetime(2026, 11, 23, tzinfo=UTC)
    ),
    lambda ids, a, _b: AttendanceInput.parse(event_id=ids["event"], label=a),
    lambda ids, a, b: FundInput.parse(project_id=ids["project"], title=a, amount=len(b)),
    lambda ids, a, b: role_entry(ids["project"], a, len(b)),
    lambda ids, a, b: FollowUpInput.parse(project_id=ids["project"], description=a, outcome=b),
]
WORD_OF = {
    "person": "notes",
    "community": "code",
    "event": "venue",
    "attendance": "label",
    "fund": "reference",
    "engagement_role": "notes",
    "follow_up": "outcome",
}


def act_at_random(data_file, ids, made, step):
    what, number, one, two = step
    with data_file.writing(what) as session:
        if what == "add" or not made:
            entry = MAKERS[number % len(MAKERS)](ids, one, two)
            record_id = acts.add(session, entry)
            entity = next(each for each in TABLES.values() if issubclass(each, type(entry)))
            made.append((entity, record_id))
            return
        entity, record_id = made[number % len(made)]
        if what == "delete":
            acts.delete(session, entity, record_id)
        else:
            acts.amend(session, entity, record_id, **{WORD_OF[entity.__tablename__]: two})


@settings(max_examples=25)
@given(steps=STEPS)
def test_after_any_history_the_tables_are_what_the_changes_say(steps, blank, keyboard):
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(blank, folder))
        with open_file(path, keyboard) as data_file:
            with data_file.writing("begin") as session:
                project = acts.add(session, ProjectInput.parse(name="P"))
                event = acts.add(session, EventInput.parse(project_id=project, title="E"))
            ids, made = {"project": project, "event": event}, []
            for step in steps:
                with suppress(UserError):
                    act_at_random(data_file, ids, made, step)
            with data_file.reading() as session:
                assert list(findings(session, TABLES.values())) == []
                for entity in TABLES.values():
                    rows = session.execute(select(table_of(entity))).mappings().all()
                    plain = [{n: to_plain(v) for n, v in row.items()} for row in rows]
                    assert folded(session, entity) == {row["id"]: row for row in plain}


def test_plain_values_come_back_as_they_were(data_file, project):
    with data_file.writing("all kinds") as session:
        person = acts.add(session, PersonInput.parse(given_name="Ann"))
        role = acts.add(session, role_entry(project))
    amend(data_file, Person, person, do_not_contact=True)
    for entity, record_id in ((Person, person), (EngagementRole, role)):
        with data_file.reading() as session:
            row = acts.get(session, entity, record_id)
        for name, column in table_of(entity).c.items():
            assert from_plain(column.type, to_plain(row[name])) == row[name], name


def test_a_thousand_records_in_one_act_are_a_thousand_changes(data_file, event):
    rows = [
        acts.whole_row(Attendance, f"00000000-0000-4000-8000-{i:012}", {"event_id": event})
        for i in range(1000)
    ]
    with data_file.writing("import") as session:
        records.create(session, Attendance, rows)
        records.change(session, Attendance, {row["id"]: {"status": "here"} for row in rows})
    with data_file.reading() as session:
        log = session.execute(select(CHANGE.c.kind).where(CHANGE.c.kind == "attendance")).all()
        assert len(log) == 2000
        assert changes.newest_tick(session) > 0
        assert list(findings(session, TABLES.values())) == []
