"""An attacker with the whole file, each backup of it and the list of who came, who links nothing.

The slips are put in while people sign in, in the order in which they came: the worst case. Each
attack is tried on a naive table too, in which it must find everybody.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.bundles import EXPECTED, take_rows
from engagement_app.domain.equality import Asking, put_slips, set_asking, standard_questions
from engagement_app.domain.events import EventInput
from engagement_app.domain.monitoring import MonitoringResponse
from engagement_app.domain.people import PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.store import records
from engagement_app.store.bundles.rows import checked, rows_to_carry, written
from engagement_app.store.datafile import open_file

pytestmark = pytest.mark.thorough

SLIPS, BATCH = 160, 8
PAGE = 4096
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
NAIVE = "CREATE TABLE naive (id INTEGER PRIMARY KEY, made_at TEXT, answers TEXT)"


def words_of(place):
    """The own words by which the attacker knows whose slip it really is."""
    return f"whoever came as number {place:03}"


def slip(place):
    background = {"ethnic_group": "White", "ethnic_background": "Irish"}
    return {**background, "ethnic_background_own_words": words_of(place)}


@pytest.fixture(scope="module")
def world(blank, keyboard, tmp_path_factory):
    """Where the file lies, the ids of the slips in the order of the people, and the backups."""
    return _evening(blank, keyboard, tmp_path_factory.mktemp("evening"))


def _evening(blank, keyboard, folder):
    path, copies = shutil.copy(blank, folder / "notes.engagement"), []
    with open_file(folder / "notes.engagement", keyboard) as file:
        with file.writing("project.new") as session:
            project = acts.add(session, ProjectInput.parse(name="Tawe"))
            event = acts.add(session, EventInput.parse(project_id=project, title="Open day"))
            set_asking(session, project, Asking(True, standard_questions()))
        for first in range(0, SLIPS, BATCH):
            with file.writing("desk.walk_in") as session:
                for place in range(first, first + BATCH):
                    sign_in(session, event, place)
            with file.writing("monitoring.slips") as session:
                put_slips(session, project, event, [slip(n) for n in range(first, first + BATCH)])
            if first in (40, 80):
                copies.append(shutil.copy(path, folder / f"copy-{first}.engagement"))
    add_naive(path)
    return path, copies


def sign_in(session, event, place):
    person = acts.add(session, PersonInput.parse(known_as=f"Visitor {place:03}"))
    at = NOON + timedelta(minutes=place)
    values = {"event_id": event, "person_id": person, "status": "here", "source": "walk_in"}
    acts.add(session, AttendanceInput.parse(arrived_at=at, **values))


def add_naive(path):
    """The control: the same slips in a table as people write them who do not think of it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(NAIVE)
        for place in range(SLIPS):
            row = ((NOON + timedelta(minutes=place)).isoformat(), json.dumps(slip(place)))
            connection.execute("INSERT INTO naive (made_at, answers) VALUES (?, ?)", row)


def ask(path, sql):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def truth(answers):
    """Whose slip it really is, which the attacker learns only to count what was guessed."""
    return int(json.loads(answers)["ethnic_background_own_words"][-3:])


def links(places):
    """How many of the people an attacker finds who takes the slips in this order for theirs."""
    return max(
        sum(place == guess for guess, place in enumerate(places)),
        sum(place == guess for guess, place in enumerate(reversed(places))),
    )


def likeness(places):
    """How far an order is that of the people: Spearman's rank correlation, without its sign."""
    count = len(places)
    apart = sum((place - guess) ** 2 for guess, place in enumerate(places))
    return abs(1 - 6 * apart / (count * (count**2 - 1)))


def in_reading_order(path, table):
    return [truth(answers) for [answers] in ask(path, f"SELECT answers FROM {table}")]


def by_position(path, table):
    """The order in which the slips lie in the bytes of the file."""
    with open(path, "rb") as file:
        whole = file.read()
    key = "event_id" if table == "monitoring_response" else "made_at"
    rows = ask(path, f"SELECT {key}, answers FROM {table}")
    return [truth(answers) for _key, answers in sorted(rows, key=lambda row: _lies(whole, row))]


def _lies(whole, row):
    """A page's cells lie from its end to its beginning: pages in order, and in them backwards."""
    at = whole.index("".join(row).encode())  # the two stand side by side in a row
    return at // PAGE, -at


ATTACKS = {"the order of reading": in_reading_order, "the place in the bytes": by_position}


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_order_of_slips_tells_nothing(attack, world):
    places = ATTACKS[attack](world[0], "monitoring_response")
    assert sorted(places) == list(range(SLIPS))
    assert links(places) <= 8  # at random one is expected, in each direction
    assert likeness(places) < 0.4  # five standard deviations


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_same_attack_links_everybody_in_a_naive_table(attack, world):
    places = ATTACKS[attack](world[0], "naive")
    assert links(places) == SLIPS
    assert likeness(places) > 0.99


def test_the_table_has_no_row_numbers(world):
    with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
        ask(world[0], "SELECT rowid FROM monitoring_response")
    assert len(ask(world[0], "SELECT rowid FROM naive")) == SLIPS


def test_the_ids_tell_no_order(world):
    rows = ask(world[0], "SELECT id, answers FROM monitoring_response")
    assert all(len(each) == 36 and each[14] == "4" for each, _answers in rows)
    assert likeness([truth(answers) for _id, answers in sorted(rows)]) < 0.4


def test_no_time_stands_with_a_slip(world):
    rows = ask(world[0], "SELECT * FROM monitoring_response")
    columns = [row[1] for row in ask(world[0], "PRAGMA table_info(monitoring_response)")]
    assert columns == ["id", "deleted_at", "event_id", "answers"]
    assert {row[1] for row in rows} == {None}
    assert not any("2026" in answers for *_rest, answers in rows)


def test_neither_change_nor_audit_nor_draft_knows_of_a_slip(world):
    ids = {each for [each] in ask(world[0], "SELECT id FROM monitoring_response")}
    names = [name for [name] in ask(world[0], "SELECT name FROM sqlite_master WHERE type='table'")]
    for name in set(names) - {"monitoring_response", "naive"}:
        for row in ask(world[0], f'SELECT * FROM "{name}"'):
            told = " ".join(map(str, row))
            assert not [each for each in ids if each in told], name
            assert "whoever came" not in told, name
    assert ask(world[0], "SELECT count(*) FROM change WHERE act = 'monitoring.slips'") == [(0,)]
    assert ask(world[0], "SELECT act FROM audit_entry") == [("settings",)]


def test_two_backups_tell_of_a_batch_and_of_nobody_in_it(world):
    """Who compares two backups has the slips between them, and at least 8 people for each."""
    before, after = (
        {each for [each] in ask(copy, "SELECT id FROM monitoring_response")} for copy in world[1]
    )
    assert len(after - before) == 40
    rows = dict(ask(world[1][1], "SELECT id, answers FROM monitoring_response ORDER BY id"))
    news = [truth(answers) - 48 for each, answers in rows.items() if each in after - before]
    assert sorted(news) == list(range(40))
    assert links(news) <= 8
    assert likeness(news) < 0.8


def test_a_slip_lies_where_it_does_whatever_the_order_and_batches_in_which_they_came(
    data_file, event, keyboard, tmp_path
):
    """The same slips forwards at once, and backwards by the batch, fill the same pages alike."""
    other = shutil.copy(data_file.path, tmp_path / "other.engagement")
    rows = [
        {"id": f"{n * 7919 % 997:036}", "deleted_at": None, "event_id": event, "answers": slip(n)}
        for n in range(120)
    ]
    with data_file.writing("monitoring.slips") as session:
        records.create(session, MonitoringResponse, rows)
    with open_file(other, keyboard) as opened:
        for first in range(110, -1, -10):
            with opened.writing("monitoring.slips") as session:
                records.create(session, MonitoringResponse, rows[first : first + 10][::-1])
    assert pages_of(data_file.path) == pages_of(other)
    assert len(pages_of(other)) > 2


def test_nor_does_it_lie_elsewhere_because_another_laptop_brought_it(
    data_file, event, keyboard, tmp_path
):
    other = shutil.copy(data_file.path, tmp_path / "other.engagement")
    rows = [
        {"id": f"{n * 7919 % 997:08}-0000-4000-8000-000000000000", "deleted_at": None}
        | {"event_id": event, "answers": slip(n)}
        for n in range(120)
    ]
    with open_file(other, keyboard) as opened:
        with opened.writing("monitoring.slips") as session:
            records.create(session, MonitoringResponse, rows[:60])
        with opened.reading() as session:
            brought = [*checked(written(rows_to_carry(session, EXPECTED)), EXPECTED)]
    with data_file.writing("monitoring.slips") as session:
        records.create(session, MonitoringResponse, rows[60:])
    with data_file.writing("bundle.apply") as session:
        assert take_rows(session, brought).answers == 60
    with open_file(other, keyboard) as opened, opened.writing("monitoring.slips") as session:
        records.create(session, MonitoringResponse, rows[60:])
    assert pages_of(data_file.path) == pages_of(other)


def pages_of(path):
    """What an attacker sees of where slips lie: which share a page, and at which place in it."""
    whole, pages = path.read_bytes(), {}
    for place in range(120):
        at = whole.index(words_of(place).encode())
        pages.setdefault(at // PAGE, set()).add((place, at % PAGE))
    return {frozenset(each) for each in pages.values()}


def test_putting_slips_in_writes_to_no_other_table(data_file, project, event):
    with data_file.writing("monitoring.ask") as session:
        set_asking(session, project, Asking(True, standard_questions()))
    with closing(sqlite3.connect(data_file.path)) as connection:
        before = list(connection.iterdump())
    with data_file.writing("monitoring.slips") as session:
        put_slips(session, project, event, [slip(n) for n in range(9)])
    with closing(sqlite3.connect(data_file.path)) as connection:
        news = [line for line in connection.iterdump() if line not in before]
    assert len(news) == 9
    assert all(line.startswith('INSERT INTO "monitoring_response"') for line in news)
