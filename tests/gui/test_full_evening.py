"""A full evening with the keyboard alone: the file is what was done, record by record."""

import shutil
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from sqlmodel import select

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.communities import CommunityInput
from engagement_app.domain.desk import walk_in_of
from engagement_app.domain.events import EventInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.tables import TABLES
from engagement_app.store.check import findings
from engagement_app.store.datafile import create_file, open_file
from engagement_app.store.records import table_of
from tests.gui.evening import VOICES, Evening
from tests.gui.full_evening import (
    AGREED,
    CAME,
    COMMUNITIES,
    DONE,
    IN_FORMS,
    IN_LINES,
    KNOWN,
    MISTAKES,
    OWNED,
    PASTED,
    WITHOUT_ROUTE,
    arrivals,
    everything_said,
    full_name,
    listed,
)

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("This plugin does not support")]
TODAY = date.today()


@pytest.fixture(scope="module")
def hall(tmp_path_factory, keyboard):
    """A file with an event, its list, and two who are known from before."""
    path = tmp_path_factory.mktemp("hall") / "hall.engagement"
    with create_file(path, keyboard) as file, file.writing("fill") as session:
        project = acts.add(session, ProjectInput.parse(name="Tawe voices"))
        starts = {"title": "Forum", "starts_at": datetime.now(UTC)}
        event = acts.add(session, EventInput.parse(project_id=project, **starts))
        for name in (*listed(), *KNOWN):
            read = walk_in_of(name)
            names = {"given_name": read.given_name, "family_name": read.family_name}
            person = acts.add(session, PersonInput.parse(**names))
            if name not in KNOWN:
                entry = AttendanceInput.parse(
                    event_id=event, person_id=person, status="expected", source="import"
                )
                acts.add(session, entry)
        for name in COMMUNITIES:
            acts.add(session, CommunityInput.parse(name=name))
    return path


@pytest.fixture
def evening(window, hall, tmp_path, keyboard):
    window.workspace.open(open_file(shutil.copy(hall, tmp_path / "hall.engagement"), keyboard))
    return Evening(window)


class Door:
    """Each way to come, at the desk."""

    def __init__(self, evening):
        self.evening, self.keys = evening, evening.keys

    def come(self, row):
        getattr(self, row.way.replace(" ", "_").replace("-", "_"))(row.who, *row.keys)

    def known(self, who, *keys):
        self.evening.sign_in(who.split()[-1].lower(), who, *keys)

    unlisted = known

    def again(self, who):
        self.keys.write(who.split()[-1].lower())
        self.keys.press("Enter", "Enter")
        self.evening.until_told(f"{who} was signed in already")
        self.keys.press("Escape")

    def undone(self, who):
        self.known(who, "Ctrl+Z")
        self.evening.until_told(f"Undone: sign-in, {who}")

    def not_here(self, who):
        self.known(who, "Alt+A")
        self.evening.until_told(f"Not here after all: {who}")

    def walk_in(self, typed, *keys):
        name = walk_in_of(typed)
        self.evening.walk_in(typed, f"{name.given_name} {name.family_name}", *keys)

    def walk_in_undone(self, who):
        self.walk_in(who, "Ctrl+Z")
        self.evening.until_told(f"Undone: walk-in, {who}")

    def instead(self, who, other):
        self.walk_in(who, "Alt+I")
        self.keys.write(other.split()[-1].lower())
        self.keys.press("Enter")
        self.evening.until_told(f"{who} came instead of {other}")

    def excused(self, who, key="Alt+E", told="Excused"):
        self.keys.write(who.split()[-1].lower())
        self.keys.press(key)
        self.evening.until_told(f"{told}: {who}")
        self.keys.press("Escape")

    def left(self, who):
        self.excused(who, "Alt+L", "Left")

    def back(self, who):
        self.excused(who, "Alt+L", "Back")

    def nameless(self, community, by="Ctrl+="):
        nameless = self.evening.window.pages["desk"].side.nameless
        before = nameless.counted.text()
        if nameless.community.currentText() != (community or "No community said"):
            self.keys.tab_to("Community of those who give no name")
            self.keys.choose(community or "No community said")
        self.keys.press(by)
        self.keys.until(lambda: nameless.counted.text() != before)
        self.keys.saved()
        self.evening.go("desk")

    def one_less(self, community):
        self.nameless(community, "Ctrl+-")


def what_is_said(evening):
    """40 entries, in lines, in the form and from a list; two more are taken back at once."""
    keys, page = evening.keys, evening.go("said")
    for entry in (*IN_LINES[:9], *MISTAKES[:1], *IN_LINES[9:], *MISTAKES[1:]):
        evening.say(entry.line, entry.voice, entry.mandate, entry.limits)
        if entry in MISTAKES:
            keys.press("Ctrl+Z")
            evening.until_told("Undone: what was said")
    for entry in IN_FORMS:
        evening.say_in_form(entry)
    keys.tab_until(lambda: keys.name == "What is said, in one line", "the line", "Shift+Tab")
    QGuiApplication.clipboard().setText(PASTED)
    keys.press("Ctrl+V")
    assert keys.name == "The list, one entry a line"
    keys.press("Alt+S", "Ctrl+Return")
    evening.until_told("Written down: 8 entries")
    assert page.entry.line.hasFocus()
    put_right(evening)


def put_right(evening):
    """What was written down wrong first: one entry is changed, one deleted and brought back."""
    keys, page = evening.keys, evening.window.pages["said"]
    keys.press("Ctrl+F")
    keys.write("bench")
    keys.until(lambda: len(page.said.model.rows) == 1)
    keys.press("Down", "Enter", "Ctrl+A")
    keys.write(IN_FORMS[-1].words + ", she says")
    keys.press("Ctrl+Return")
    evening.until_told("")
    keys.until(lambda: page.said.model.rows[0].words.endswith("she says"))
    keys.press("Delete")
    evening.until_told("Deleted: ")
    keys.press("Ctrl+Z")
    evening.until_told("Undone: deletion")


def follow_ups(evening):
    """12 in the form, two of those from lines get an owner and a day, one is ticked off."""
    evening.go("follow_ups")
    evening.dead_ends(8 + len(WITHOUT_ROUTE))
    for about, owner, days in OWNED:
        evening.own(about, owner, f"+{days}")
    for each in WITHOUT_ROUTE:
        evening.keys.tab_to("Follow-ups")
        evening.row_of(each.who)
        evening.keys.press("Enter")
        evening.agree(each.kind, each.about, each.owner, f"+{each.days}")
    for each in AGREED:
        evening.keys.press("Ctrl+N")
        fields = ("Person", "Kind", "Description", "Owner", "Due")
        texts = (each.who, each.kind, each.about, each.owner, f"+{each.days}")
        evening.fill(*zip(fields, texts, strict=True))
    for who in DONE:
        evening.keys.tab_to("Follow-ups")
        evening.row_of(who)
        evening.keys.press("Space")
        evening.until_told(who)


def rows(file, table):
    """The records of a table as they now stand, by id."""
    columns = table_of(TABLES[table])
    with file.reading() as session:
        found = session.connection().execute(select(columns).where(columns.c.deleted_at.is_(None)))
        return {row["id"]: row for row in found.mappings()}


def names(file):
    people = rows(file, "person").values()
    return {
        row["id"]: " ".join(filter(None, (row["given_name"], row["family_name"]))) for row in people
    }


_ANSWERS = {
    "Alt+F": ("first_time", "yes"),
    "Alt+Shift+F": ("first_time", "no"),
    "Alt+Y": ("wants", "yes"),
    "Alt+N": ("wants", "no"),
}
_EXPECTED = {"first_time": "not_known", "wants": "not_asked", "left": False, "instead_of": None}


class Hall:
    """Whom the rows leave behind, reckoned without the program."""

    def __init__(self):
        there = {"status": "expected", "source": "import", "arrived": False}
        self.people = [{"typed": name, **there, **_EXPECTED} for name in listed()]
        for row in arrivals():
            self.come(row)

    def come(self, row):
        if row.way in ("walk-in", "unlisted", "instead"):
            here = {"status": "here", "source": "walk_in", "arrived": True}
            self.people.append({"typed": row.who, **here, **_EXPECTED})
        person = self.people[-1] if row.way == "walk-in" else self.find(row.who)
        changes = {
            "known": {"status": "here", "arrived": True},
            "excused": {"status": "excused"},
            "left": {"status": "left", "left": True},
            "back": {"status": "here", "left": False},
        }
        person.update(changes.get(row.way, {}))
        person.update(_ANSWERS[key] for key in row.keys if key in _ANSWERS)
        if row.way == "instead":
            self.find(row.who)["instead_of"] = row.keys[0]
            self.find(row.keys[0])["status"] = "excused"

    def find(self, who):
        return next((each for each in self.people if each["typed"] == who), {})

    def rows(self):
        return Counter(
            (read.given_name, read.family_name, read.email, read.phone, *list(each.values())[1:])
            for each in self.people
            for read in [walk_in_of(each["typed"])]
        )


def look_at_who_came(file, began):
    people, came = rows(file, "person"), rows(file, "attendance")
    called = names(file)
    of_person = ("given_name", "family_name", "email", "phone")
    found = Counter(
        (
            *(people[row["person_id"]][field] for field in of_person),
            row["status"],
            row["source"],
            row["arrived_at"] is not None,
            row["first_time"],
            row["wants_to_stay_involved"],
            row["left_at"] is not None,
            called[came[row["came_instead_of_id"]]["person_id"]]
            if row["came_instead_of_id"]
            else None,
        )
        for row in came.values()
    )
    assert found == Hall().rows()
    walked_in = [row for row in arrivals() if row.way in ("walk-in", "instead")]
    assert len(people) == len(listed()) + len(KNOWN) + len(walked_in)
    times = [row["arrived_at"] for row in came.values() if row["arrived_at"]]
    assert began <= min(times)
    assert max(times) <= datetime.now(UTC)


def look_at_the_nameless(file):
    told = Counter()
    for way, community, _keys in arrivals():
        told[community] += {"nameless": 1, "one less": -1}.get(way, 0)
    communities = rows(file, "community")
    found = Counter()
    for row in rows(file, "tally").values():
        name = communities[row["community_id"]]["name"] if row["community_id"] else ""
        found[name] += row["count"]
    assert found == +told


def look_at_what_was_said(file):
    themes, communities, came = (rows(file, name) for name in ("theme", "community", "attendance"))
    called = names(file)
    found = Counter(
        (
            row["words"],
            row["voice"],
            " ".join(themes[each]["name"] for each in row["theme_ids"]),
            called[came[row["attendance_id"]]["person_id"]] if row["attendance_id"] else "",
            communities[row["community_id"]]["name"] if row["community_id"] else "",
            row["mandate"],
            row["limits"] or "",
            row["recorded_by"],
            row["may_quote"],
        )
        for row in rows(file, "contribution").values()
    )
    assert found == Counter(map(as_recorded, everything_said()))
    used = {theme for row in found for theme in row[2].split()}
    assert {theme["name"] for theme in themes.values()} == used


def as_recorded(entry):
    """The fields of an entry as they lie in the file."""
    mandate = entry.mandate.lower().replace(" the", "").replace(" ", "_") or "none_stated"
    community = {"Moor": "Top Moor"}.get(entry.community, entry.community)
    words = entry.words + (", she says" if entry is IN_FORMS[-1] else "")
    who = full_name(entry.who)
    fields = (words, entry.voice, entry.themes, who, community, mandate, entry.limits)
    return (*fields, "Mari Ellis", "not_asked")


def look_at_what_was_promised(file):
    came, called = rows(file, "attendance"), names(file)
    said = {row["id"]: row["words"] for row in rows(file, "contribution").values()}
    fields = ("kind", "description", "owner_name", "due_on", "status", "done_on")
    found = Counter(
        (
            called[row["person_id"] or came[row["attendance_id"]]["person_id"]]
            if row["person_id"] or row["attendance_id"]
            else "",
            said.get(row["contribution_id"]),
            *(row[field] for field in fields),
        )
        for row in rows(file, "follow_up").values()
    )
    assert found == promised()


def promised():
    owned = {about: (owner, TODAY + timedelta(days)) for about, owner, days in OWNED}
    found = Counter(
        (
            *(full_name(each.who), each.words, "other", each.follow_up),
            *(*owned.get(each.follow_up, (None, None)), "open", None),
        )
        for each in everything_said()
        if each.follow_up
    )
    for each in (*WITHOUT_ROUTE, *AGREED):
        done = each.who in DONE
        kind, due = each.kind.lower().replace(" ", "_"), TODAY + timedelta(each.days)
        ended = ("done", TODAY) if done else ("open", None)
        found[(each.who, None, kind, each.about, each.owner, due, *ended)] += 1
    return found


def test_a_full_evening_is_in_the_file_record_by_record(evening, keyboard):
    assert sum(row.way in CAME for row in arrivals()) == 60
    assert len(everything_said()) == 40
    assert sum(promised().values()) == 20
    began, path, door = datetime.now(UTC), evening.window.workspace.path, Door(evening)
    desk = evening.go("desk")
    evening.keys.until(lambda: desk.finder.is_complete)
    for row in arrivals():
        door.come(row)
    what_is_said(evening)
    follow_ups(evening)
    evening.keys.press("Ctrl+Q")
    assert not evening.window.isVisible()
    with open_file(path, keyboard) as file:
        with file.reading() as session:
            assert list(findings(session, TABLES.values())) == []
        look_at_who_came(file, began)
        look_at_the_nameless(file)
        look_at_what_was_said(file)
        look_at_what_was_promised(file)


def test_the_voices_of_the_table_are_those_of_the_keys():
    assert {entry.voice for entry in everything_said()} == set(VOICES)
