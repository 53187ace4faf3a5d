"""Every act that has a name is undone exactly, newest first, also after the file was closed."""

import json
import shutil
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from engagement_app.domain import acts, desk, kiosk, merging, notebook, promises, themes
from engagement_app.domain.act_words import NAMED, words_of_act
from engagement_app.domain.attendance_list import list_attendees
from engagement_app.domain.consenting import record_answer
from engagement_app.domain.equality import Asking, set_asking, standard_questions
from engagement_app.domain.feedback import owe, read_owed
from engagement_app.domain.head_count import count_nameless
from engagement_app.domain.keying import Ticks, key_line
from engagement_app.domain.paper_sheet import number_lines
from engagement_app.domain.recording import NewName, put, remove
from engagement_app.domain.requests import put_request
from engagement_app.domain.retention import set_period
from engagement_app.domain.role_sheet import RoleChange, put_roles
from engagement_app.domain.soundness import back_up
from engagement_app.domain.tables import EVERY, TABLES
from engagement_app.domain.typical_roles import add_typical_roles, list_typical_roles
from engagement_app.domain.undoing import undo_newest
from engagement_app.errors import UserError
from engagement_app.exchange.attendees_csv import write_attendees
from engagement_app.exchange.sample import add_sample
from engagement_app.exchange.starting_card import add_starting_card
from engagement_app.exchange.starting_project import starting_project
from engagement_app.exchange.taking import Source, take
from engagement_app.store.act import Keyboard
from engagement_app.store.check import findings
from engagement_app.store.datafile import create_file, open_file
from engagement_app.store.record import new_id
from engagement_app.store.records import table_of
from tests.exchange.directory.feeds import service

pytestmark = pytest.mark.thorough

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory, keyboard):
    """The sample with somebody expected and a card of rates that lacks one."""
    path = tmp_path_factory.mktemp("undo") / "sample.engagement"
    with create_file(path, keyboard) as file, file.writing("sample.new") as session:
        project = add_sample(session)
        event = _of(session, "event", project_id=project)
        person = put(session, "person", None, None, {"given_name": "Tesni"})
        values = {"event_id": event, "person_id": person}
        put(session, "attendance", None, project, values)
        remove(session, "rate", _of(session, "rate"))
    return path


class Evening:
    """A file of its own, and ids to do something with."""

    def __init__(self, file, folder):
        self.file, self.folder = file, folder
        with file.reading() as session:
            self.project = _of(session, "project")
            self.attendance = _of(session, "attendance", status="expected")
            columns = table_of(TABLES["attendance"]).c
            self.event = session.execute(
                sa.select(columns.event_id).where(columns.id == self.attendance)
            ).scalar_one()
            self.here = _of(session, "attendance", status="here")

    def one(self, table, **values):
        with self.file.reading() as session:
            return _of(session, table, **values)

    def do(self, act, command, *args, **values):
        with self.file.writing(act) as session:
            return command(session, *args, **values)

    def several(self, table, **values):
        return [self.one(table, **values), self.one(table, **values, kind="feedback")]

    def take(self, kind, text, ending=".csv"):
        path = self.folder / f"list-{kind}{ending}"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return take(self.file, Source(path, kind, self.project, self.event))


def _of(session, table, **values):
    """The id of some live record that has these values."""
    columns = table_of(TABLES[table]).c
    wanted = [columns[name] == value for name, value in values.items()]
    query = sa.select(columns.id).where(columns.deleted_at.is_(None), *wanted)
    return session.execute(query.order_by(columns.id).limit(1)).scalar_one()


def _correct(evening):
    with evening.file.reading() as session:
        own = write_attendees(list_attendees(session, evening.project)).decode("utf-8-sig")
    header, *rows = own.splitlines(keepends=True)
    changed = [row.replace("Tesni", "Tesni Mair") for row in rows if row.startswith("Tesni")]
    return evening.take("attendees", header + "".join(changed))


def _key(evening, status):
    with evening.file.reading() as session:
        columns = table_of(TABLES["attendance"]).c
        query = sa.select(columns.person_id, columns.event_id).where(
            columns.status == status, columns.person_id.is_not(None), columns.deleted_at.is_(None)
        )
        return session.execute(query.order_by(columns.id).limit(1)).one()


def _take_back(evening):
    person, event = _key(evening, "left")
    evening.do("desk.take_back", desk.take_back, event, person)


def _feedback(evening):
    with evening.file.reading() as session:
        for row in session.execute(table_of(TABLES["message"]).select()):
            if row.deleted_at is None and read_owed(session, row.id).to_tell:
                message = row.id
    evening.do("message.feedback", owe, message, owner_name="Mari", due_on=date(2026, 12, 1))


def _put(act, table, **values):
    def do(evening):
        evening.do(act, put, table, None, evening.project, values | _home(evening, table))

    return do


def _amend(act, table, **values):
    return lambda evening: evening.do(act, put, table, evening.one(table), evening.project, values)


def _home(evening, table):
    return {"project_id": evening.project} if "project_id" in table_of(TABLES[table]).c else {}


def _merge(evening, act="person.merge"):
    with evening.file.reading() as session:
        columns = table_of(TABLES["person"]).c
        query = sa.select(columns.id).where(columns.deleted_at.is_(None)).order_by(columns.id)
        one, other = session.scalars(query.where(columns.same_as_id.is_(None)).limit(2))
    evening.do(act, merging.merge, one, other, {"given_name": "other"})
    return other


def _said(evening, words):
    themes = [NewName("Buses"), NewName(words)]
    return {"event_id": evening.event, "voice": "own", "words": words, "theme_ids": themes}


def _merge_themes(evening):
    kept, other = (evening.one("theme", name=name) for name in ("Carers", "Food and money"))
    evening.do("theme.merge", themes.merge, kept, other)


def _role(act, **values):
    def do(evening):
        change = RoleChange(evening.one("engagement_role"), values)
        evening.do(act, put_roles, evening.project, None, [change])

    return do


def _new_roles(act):
    def do(evening):
        rows = [
            RoleChange(new_id(), {"title": title, "holder_organisation_id": NewName("New Club")})
            for title in ("Host", "Driver")
        ]
        evening.do(act, put_roles, evening.project, evening.event, rows)

    return do


def _sign_in(act):
    return lambda evening: evening.do(act, desk.check_in, evening.attendance, NOW)


BY_THEMSELVES = kiosk.Typed(
    "Ann",
    "Cruz",
    "ann@example.org",
    answers={"first_time": "yes"},
    agreed=(kiosk.Agreed("photo", "no", "May we?"),),
)
DOING = {
    "desk.check_in": _sign_in("desk.check_in"),
    "desk.kiosk": lambda e: e.do("desk.kiosk", kiosk.sign_in, e.event, BY_THEMSELVES, NOW),
    "paper.key": lambda e: e.do(
        "paper.key", key_line, e.event, e.attendance, Ticks(wants_to_stay_involved="yes")
    ),
    "consent.record": lambda e: e.do(
        "consent.record", record_answer, e.one("person"), "quote", "no", NOW
    ),
    "desk.walk_in": lambda e: e.do("desk.walk_in", desk.walk_in, e.event, "Ann 07700 900123", NOW),
    "desk.nameless": lambda e: e.do("desk.nameless", count_nameless, e.event, None, 1),
    "desk.take_back": _take_back,
    "desk.amend": lambda e: e.do(
        "desk.amend", acts.amend, TABLES["attendance"], e.attendance, status="excused"
    ),
    "paper.number": lambda e: e.do("paper.number", number_lines, e.event),
    "attendees.import": lambda e: e.take("attendees", "Given name,Family name\nIfan,Rhys\n"),
    "attendees.correct": _correct,
    "roles.import": lambda e: e.take("roles", "Role,Belt,Hours needed\nTimekeeper,both,3\n"),
    "funding.import": lambda e: e.take("funding", "Funder,Amount,Status\nTown,100,applied\n"),
    "contributions.import": lambda e: e.take("contributions", "Voice,Words\nown,No bus\n"),
    "services.import": lambda e: e.take("services", json.dumps(service(0)), ".json"),
    "project.import": lambda e: e.do("project.import", starting_project, "Imported"),
    "project.new": lambda e: e.do("project.new", starting_project, "Second", "First evening"),
    "sample.new": lambda e: e.do("sample.new", add_starting_card),
    "record.add": _put("record.add", "organisation", name="Clwb"),
    "record.amend": lambda e: e.do(
        "record.amend", put, "event", e.event, e.project, {"venue": "Library", "title": "Walk"}
    ),
    "record.delete": lambda e: e.do("record.delete", remove, "event", e.event),
    "person.merge": _merge,
    "body.amend": _amend("body.amend", "body", seat="not_known", can_decide="yes"),
    "partnership.amend": _amend("partnership.amend", "partnership", notes="Asked again"),
    "hearing.amend": _amend("hearing.amend", "hearing", carried_by="Nia", heard_on=None),
    "message.feedback": _feedback,
    "contribution.record": lambda e: e.do(
        "contribution.record",
        notebook.record,
        e.project,
        {"event_id": e.event, "voice": "own", "words": "No bus", "theme_ids": [NewName("Buses")]},
        "Ask the council",
    ),
    "contribution.list": lambda e: e.do(
        "contribution.list",
        notebook.record_all,
        e.project,
        [notebook.Noted(_said(e, words), "Ask the council") for words in ("No bus", "No train")],
    ),
    "theme.merge": _merge_themes,
    "contribution.amend": lambda e: e.do(
        "contribution.amend", notebook.amend, e.one("contribution"), words="Other words"
    ),
    "follow_up.add": _put("follow_up.add", "follow_up", description="Ring back"),
    "follow_up.amend": lambda e: e.do(
        "follow_up.amend", put, "follow_up", e.one("follow_up"), e.project, {"owner_name": "Nia"}
    ),
    "follow_up.together": lambda e: e.do(
        "follow_up.together",
        promises.change_together,
        e.several("follow_up", status="open"),
        {"owner_organisation_id": NewName("New Club"), "status": "done"},
        date(2026, 11, 24),
    ),
    "follow_up.tick": lambda e: e.do(
        "follow_up.tick", promises.tick, e.one("follow_up", status="open"), date(2026, 11, 24)
    ),
    "roles.add": _new_roles("roles.add"),
    "roles.paste": _new_roles("roles.paste"),
    "roles.fill": _role("roles.fill", hours_needed=700, notes="Filled"),
    "roles.empty": _role("roles.empty", notes=None, hours_needed=0, holder_name=None),
    "roles.amend": _role("roles.amend", hourly_cost=1999),
    "roles.typical": lambda e: e.do(
        "roles.typical", add_typical_roles, e.project, None, [list_typical_roles()[0].id]
    ),
    "rights.request": lambda e: e.do(
        "rights.request",
        put_request,
        "rights_request",
        None,
        None,
        {"kind": "access", "who": "Ann", "received_on": date(2026, 11, 2)},
    ),
    "retention.period": lambda e: e.do("retention.period", set_period, "came", 24),
    "monitoring.ask": lambda e: e.do(
        "monitoring.ask", set_asking, e.project, Asking(True, standard_questions())
    ),
    "rates.card": lambda e: e.do("rates.card", add_starting_card, bring_back=True),
}  # fmt: skip
"""By act something that a person does. Taking apart needs a merge first, and stands by itself;
settling needs another laptop (`store/bundles/test_settling.py`)."""


@pytest.fixture
def evening(made, tmp_path, keyboard):
    """The sample, to work in."""
    path = shutil.copy(made, tmp_path / "sample.engagement")
    with open_file(path, keyboard) as file:
        yield Evening(file, tmp_path)


def whole(file):
    """Every live record of every table, as it stands."""
    with file.reading() as session:
        return {
            table: sorted(
                map(
                    repr,
                    session.execute(
                        table_of(entity).select().where(table_of(entity).c.deleted_at.is_(None))
                    ),
                )
            )
            for table, entity in EVERY.items()
            if table != "consent_wording"  # what people were asked stays
        }


def undone_after_reopening(evening, keyboard):
    """Close the file, open it again, undo; gives the sentence, and what stands there then."""
    evening.file.close()
    with open_file(evening.file.path, keyboard) as file:
        sentence = undo_newest(file)
        with file.reading() as session:
            assert list(findings(session, EVERY.values())) == []
        return sentence, whole(file)


def test_every_act_that_has_a_name_is_tried():
    assert set(NAMED) == {*DOING, "person.take_apart", "bundle.settle"}


@pytest.mark.parametrize("act", [each for each in DOING if each != "sample.new"])
def test_an_act_is_undone_exactly_after_the_file_was_closed(act, evening, keyboard):
    before = whole(evening.file)
    DOING[act](evening)
    assert whole(evening.file) != before
    sentence, after = undone_after_reopening(evening, keyboard)
    assert sentence.startswith(f"Undone: {words_of_act(act)}")
    assert after == before


def test_the_sample_itself_is_undone(tmp_path, keyboard):
    with create_file(tmp_path / "new.engagement", keyboard) as file:
        before = whole(file)
        with file.writing("sample.new") as session:
            add_sample(session)
        assert undo_newest(file).startswith("Undone: sample project")
        assert whole(file) == before


def test_taking_apart_is_undone_to_the_merge_and_that_to_the_two(evening, keyboard):
    before = whole(evening.file)
    other = _merge(evening)
    merged = whole(evening.file)
    evening.do("person.take_apart", merging.take_apart, other)
    assert undo_newest(evening.file).startswith("Undone: taking apart of two people")
    assert whole(evening.file) == merged
    assert undone_after_reopening(evening, keyboard)[1] == before


def test_acts_of_all_kinds_are_undone_newest_first_to_where_the_day_began(evening):
    before = [whole(evening.file)]
    done = ["desk.check_in", "contribution.record", "roles.amend", "person.merge", "record.delete"]
    for act in done:
        DOING[act](evening)
        before.append(whole(evening.file))
    for act in reversed(done):
        before.pop()
        assert undo_newest(evening.file).startswith(f"Undone: {words_of_act(act)}")
        assert whole(evening.file) == before[-1]


@pytest.mark.parametrize("act", ["message.feedback", "rates.card", "person.merge", "desk.check_in"])
def test_what_was_undone_is_done_again_and_undone_again(act, evening):
    before = whole(evening.file)
    for _again in range(2):
        DOING[act](evening)
        undo_newest(evening.file)
        assert whole(evening.file) == before


def test_what_was_changed_since_by_another_laptop_is_refused_in_plain_words(evening):
    evening.do("record.amend", put, "event", evening.event, evening.project, {"venue": "Hall"})
    with (
        open_file(evening.file.path, Keyboard("Ann", "other")) as other,
        other.writing("record.amend") as session,
    ):
        put(session, "event", evening.event, evening.project, {"venue": "Library"})
    with pytest.raises(UserError, match="changed again since"):
        undo_newest(evening.file)
    assert evening.one("event", venue="Library") == evening.event


def test_a_backup_is_no_act_and_is_not_undone(evening, tmp_path):
    DOING["record.add"](evening)
    back_up(evening.file, tmp_path / "copies")
    assert undo_newest(evening.file).startswith("Undone: new record, Clwb")
