"""Every kind of save, in the same three troubles: nothing typed is lost and nothing is half done.

Each act is tried on a full disk, while another program holds the file, and while the file is gone;
then the trouble is over and the very same save works, once.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.contributions import ContributionInput, ThemeInput
from engagement_app.domain.events import EventInput
from engagement_app.domain.follow_ups import FollowUpInput
from engagement_app.domain.funds import AllocationInput, FundInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.rates import RateInput
from engagement_app.domain.recording import remove
from engagement_app.domain.roles import EngagementRoleInput, RoleCostInput
from engagement_app.store.datafile import create_file, open_file
from tests.gui.keys import Keys
from tests.gui.troubles import Holder, be_impatient, full_disk, moved

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("This plugin does not support")]

WHY = {
    "full": "The disk is full",
    "locked": "is in use by another program. Close it there, then try again.",
    "moved": "was moved or replaced while it was open. Nothing was saved since; open it again.",
}
ENTRIES = (
    ("person", PersonInput, {"given_name": "Siân", "family_name": "Hughes"}),
    (
        "attendance",
        AttendanceInput,
        {"event_id": "event", "person_id": "person", "status": "expected"},
    ),
    ("theme", ThemeInput, {"project_id": "project", "name": "Buses"}),
    (
        "contribution",
        ContributionInput,
        {"event_id": "event", "voice": "own", "words": "No bus on Sundays"},
    ),
    (
        "follow_up",
        FollowUpInput,
        {"project_id": "project", "person_id": "person", "owner_name": "Ann"},
    ),
    (
        "role",
        EngagementRoleInput,
        {"project_id": "project", "title": "Event host", "belt": "route_in"},
    ),
    ("cost", RoleCostInput, {"role_id": "role", "title": "Bus fares", "amount": 900}),
    (
        "fund",
        FundInput,
        {"project_id": "project", "title": "Lottery", "amount": 90_000, "status": "confirmed"},
    ),
    ("allocation", AllocationInput, {"fund_id": "fund", "role_id": "role", "amount": 500}),
    ("rate", RateInput, {"name": "Living wage", "kind": "real_living_wage", "amount": 1260}),
)
PEOPLE = "Name,Organisation\nZoë Bell,Hill Club\nAnn Lee,Shed Nine\n"


@pytest.fixture(scope="session")
def town_path(tmp_path_factory, keyboard):
    """One of each record, made once; copy it, never write to it."""
    path = tmp_path_factory.mktemp("town") / "town.engagement"
    with create_file(path, keyboard) as file, file.writing("fill") as session:
        ids = {"project": acts.add(session, ProjectInput.parse(name="Town"))}
        entry = {"title": "Forum", "starts_at": datetime.now(UTC)}
        ids["event"] = acts.add(session, EventInput.parse(project_id=ids["project"], **entry))
        for name, kind, fields in ENTRIES:
            due = {"due_on": date.today() - timedelta(days=3)} if name == "follow_up" else {}
            linked = {
                field: ids[value] if field.endswith("_id") else value
                for field, value in fields.items()
            }
            ids[name] = acts.add(session, kind.parse(**linked, **due))
    return path


@pytest.fixture(scope="module")
def holder():
    other = Holder()
    yield other
    other.end()


class Hands:
    """Somebody at a page of the window."""

    def __init__(self, window: Any, folder: Any) -> None:
        self.window, self.keys, self.folder = window, Keys(window), folder
        self.place: Any = None

    def go(self, key: str) -> Any:
        self.window.go_to(key)
        self.keys.saved()
        self.place = self.window.pages[key]
        return self.place

    def acts(self) -> int:
        """How many acts the file holds."""
        return self._counted("SELECT count(DISTINCT act_id) FROM change")

    def changes(self) -> int:
        """How many changes to records it holds."""
        return self._counted("SELECT count(*) FROM change")

    def _counted(self, sql: str) -> int:
        """What the file holds, once no draft is being kept in it: this test has no patience."""
        self.window.workspace._writer.submit(lambda: None).result()
        return int(self.window.workspace.read(_count, sql))


def _count(session: Any, sql: str) -> int:
    return int(session.connection().exec_driver_sql(sql).scalar())


@dataclass(frozen=True)
class Act:
    """A kind of save: what leads to it, the save itself, what was typed, and where it is told."""

    begin: Callable[[Hands], object]
    save: Callable[[Hands], object]
    kept: Callable[[Hands], str]
    told: Callable[[Hands], str]
    typed: str = ""
    writes: bool = True


def said(label: Any) -> str:
    """What a label says where it is seen."""
    return label.text() if label.isVisible() else ""


def at_desk(text: str) -> Callable[[Hands], None]:
    def begin(hands: Hands) -> None:
        page = hands.go("desk")
        hands.keys.until(lambda: page.finder.is_complete)
        hands.keys.write(text)

    return begin


def say(hands: Hands) -> None:
    hands.go("said")
    hands.keys.write("They wait in the rain #shelters")
    hands.keys.close_list()
    hands.keys.press("Alt+B")


def panel_of(find: Callable[[Hands], Any], field: str, text: str) -> dict[str, Any]:
    """An act of a form: it is shown by `find`, and a text is typed in a field of it."""

    def begin(hands: Hands) -> None:
        hands.place = find(hands)
        assert hands.place.isVisible()
        editor = hands.place.form.editors[field]
        editor.setFocus()
        hands.keys.press("Ctrl+A")
        hands.keys.write(text)
        hands.keys.close_list()

    def kept(hands: Hands) -> str:
        assert hands.place.isVisible()
        assert hands.place.save.isEnabled()
        editor = hands.place.form.editors[field]
        return editor.toPlainText() if hasattr(editor, "toPlainText") else editor.text()

    return {
        "begin": begin,
        "save": lambda hands: hands.keys.press("Ctrl+Return"),
        "kept": kept,
        "told": lambda hands: said(hands.place.form._problem),
        "typed": text,
    }


def problem_of(page: Any) -> Any:
    return getattr(page, "listed", page).problem


def amended(hands: Hands, place: Any) -> Any:
    """The form of the first record of a list."""
    hands.keys.until(lambda: place.model.rows)
    place.amend(place.model.rows[0])
    return place.panel


def beside_the_grid(title: str) -> Callable[[Hands], Any]:
    """A panel beside the roles, by the title of its tab."""

    def find(hands: Hands) -> Any:
        page = hands.go("roles")
        page.grid.setCurrentIndex(page.grid.sheet.index(0, 0))
        titles = [page.tabs.tabText(at).replace("&", "") for at in range(page.tabs.count())]
        page.tabs.setCurrentIndex(titles.index(title))
        shown = page.tabs.currentWidget()
        return getattr(shown, "panel", None) or shown

    return find


def said_panel(hands: Hands) -> Any:
    page = hands.go("said")
    page._amend(page.said.model.rows[0])
    return page.panel


def follow_up_panel(hands: Hands) -> Any:
    page = hands.go("follow_ups")
    page._open(page.table.promises.rows[0])
    return page.panel


def costs_panel(hands: Hands) -> Any:
    details = beside_the_grid("This role")(hands)
    details.parts.setCurrentWidget(details.parts.costs)
    return amended(hands, details.parts.costs)


def themes_panel(hands: Hands) -> Any:
    return amended(hands, hands.go("data").records.show_kind("theme"))


def cell(page: str, column: int, text: str, row: int = 0) -> dict[str, Any]:
    """An act of a cell in the first row of a table; after trouble it is opened again."""

    def table(hands: Hands) -> Any:
        return hands.place.table if page == "follow_ups" else hands.place.grid

    def edit(hands: Hands) -> None:
        table(hands).setFocus()
        table(hands).setCurrentIndex(table(hands).model().index(row, column))
        hands.keys.press("F2")

    def begin(hands: Hands) -> None:
        hands.go(page)
        edit(hands)
        hands.keys.press("Ctrl+A")
        hands.keys.write(text)

    def save(hands: Hands) -> None:
        if table(hands).state() != table(hands).State.EditingState:
            edit(hands)
        hands.keys.press("Return")

    return {
        "begin": begin,
        "save": save,
        "kept": lambda hands: table(hands).model().index(row, column).data(),
        "told": lambda hands: said(problem_of(hands.place)),
        "typed": f"⚠ {text}",
    }


def in_strip(hands: Hands) -> str:
    """What the strip says went wrong."""
    strip = hands.window.strip
    return said(strip.text) if strip.property("state") == "problem" else ""


def at(find: Callable[[Hands], Any], focus: str = "", *keys: str) -> Callable[[Hands], None]:
    """At what `find` gives, with the focus on a part of it, after these keys."""

    def begin(hands: Hands) -> None:
        hands.place = find(hands)
        place = hands.place
        for name in filter(None, focus.split(".")):
            place = getattr(place, name)
        place.setFocus()
        hands.keys.press(*keys)

    return begin


def by_key(
    begin: Callable[[Hands], object],
    key: str,
    kept: Callable[[Hands], str],
    typed: str,
    told: Callable[[Hands], str] = in_strip,
) -> Act:
    """An act of one key."""
    return Act(begin, lambda hands: hands.keys.press(key), kept, told, typed)


def at_desk_by(key: str, *before: str) -> Act:
    """An act for the one person who is expected, or here after other keys."""

    def begin(hands: Hands) -> None:
        at_desk("hughes")(hands)
        for each in before:
            hands.keys.press(each)
            hands.keys.saved()
            hands.keys.write("hughes")

    return by_key(
        begin,
        key,
        lambda hands: hands.place.side.at_hand.name.text(),
        "Siân Hughes",
        lambda hands: said(hands.place.problem),
    )


def in_grid(key: str, *cells: tuple[int, int]) -> Act:
    """An act of these cells of the roles, by row and column; a second role is there."""

    def begin(hands: Hands) -> None:
        grid = hands.go("roles").grid
        hands.place.grid.pasted.emit("Event host\troute in\t\tAnn\nNote-taker\tboth\n")
        hands.keys.press("Return")
        hands.keys.saved()
        grid.setFocus()
        marked = QItemSelectionModel.SelectionFlag
        grid.setCurrentIndex(grid.sheet.index(*cells[0]))
        for each in cells:
            grid.selectionModel().select(grid.sheet.index(*each), marked.Select)

    return by_key(
        begin,
        key,
        lambda hands: hands.place.grid.sheet.index(0, 3).data(),
        "Ann",
        lambda hands: said(hands.place.problem),
    )


def paste(hands: Hands) -> None:
    hands.go("roles").grid.setCurrentIndex(hands.place.grid.sheet.index(1, 0))
    hands.place.grid.pasted.emit("Note-taker\tboth\n")


def typical(hands: Hands) -> Any:
    return beside_the_grid("Typical roles")(hands)


def rates(hands: Hands) -> Any:
    """The page on which the starting card is offered, as there is no rate."""
    panel = beside_the_grid("Rates")(hands)
    hands.window.workspace.write("test", remove, "rate", panel.rates.model.rows[0].id)
    hands.keys.saved()
    return panel


def new_follow_up(hands: Hands) -> Any:
    hands.go("follow_ups")._add()
    return hands.place.panel


def new_theme(hands: Hands) -> Any:
    place = hands.go("data").records.show_kind("theme")
    place.add()
    return place.panel


def said_list(hands: Hands) -> Any:
    hands.go("said").said.table.mark(0)
    return hands.place.said


def costs_list(hands: Hands) -> Any:
    costs = costs_panel(hands)
    hands.keys.press("Escape")
    found = hands.window.pages["roles"].details.parts.costs
    assert not costs.isVisible()
    return found


def ticked(hands: Hands) -> Any:
    tick(hands)
    hands.keys.press("Space")
    hands.keys.saved()
    return hands.place


def list_to_import(hands: Hands) -> None:
    path = hands.folder / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    page = hands.go("data")
    page.show_part(page.imports)
    page.imports.look_at(path)
    hands.keys.saved()
    assert page.imports.take_it.isEnabled()


def backups(hands: Hands) -> None:
    page = hands.go("data")
    page.show_part(page.backups)


def tick(hands: Hands) -> None:
    hands.go("follow_ups").table.setFocus()


ACTS = {
    "sign in": Act(
        at_desk("hughes"),
        lambda hands: hands.keys.press("Return"),
        lambda hands: hands.place.box.text(),
        lambda hands: said(hands.place.problem),
        "hughes",
    ),
    "walk-in": Act(
        at_desk("Łukasz Kowalski"),
        lambda hands: hands.keys.press("Ctrl+Return"),
        lambda hands: hands.place.box.text(),
        lambda hands: said(hands.place.problem),
        "Łukasz Kowalski",
    ),
    "nameless": Act(
        at_desk("hug"),
        lambda hands: hands.keys.press("Ctrl+="),
        lambda hands: hands.place.box.text() + hands.place.side.nameless.counted.text(),
        lambda hands: said(hands.place.problem),
        "hugNobody was counted yet.",
    ),
    "an answer": Act(
        at_desk("hughes"),
        lambda hands: hands.keys.press("Alt+Y"),
        lambda hands: hands.place.side.at_hand.buttons["wants_yes"].text(),
        lambda hands: said(hands.place.problem),
        "&Yes",
    ),
    "said": Act(
        say,
        lambda hands: hands.keys.press("Return"),
        lambda hands: f"{hands.place.entry.line.text()} {hands.place.entry.voice.value()}",
        lambda hands: said(hands.place.entry.problem),
        "They wait in the rain #shelters on_behalf",
    ),
    "said, put right": Act(**panel_of(said_panel, "words", "No bus at night")),
    "follow-up cell": Act(**cell("follow_ups", 5, "Mari")),
    "follow-up form": Act(**panel_of(follow_up_panel, "description", "Ring the surgery")),
    "follow-up done": Act(
        tick,
        lambda hands: hands.keys.press("Space"),
        lambda hands: hands.place.table.promises.rows[0].status,
        lambda hands: said(problem_of(hands.place)),
        "open",
    ),
    "role cell": Act(**cell("roles", 0, "Welcome host")),
    "role cost": Act(**panel_of(costs_panel, "title", "Taxi fares")),
    "fund": Act(
        **panel_of(
            lambda hands: amended(hands, beside_the_grid("Funds")(hands).funds),
            "title",
            "Big lottery",
        )
    ),
    "allocation": Act(
        **panel_of(
            lambda hands: amended(hands, beside_the_grid("Funds")(hands).promises),
            "amount",
            "12.50",
        )
    ),
    "rate": Act(
        **panel_of(
            lambda hands: amended(hands, beside_the_grid("Rates")(hands).rates), "amount", "13.85"
        )
    ),
    "record": Act(**panel_of(themes_panel, "name", "Buses at night")),
    "import": Act(
        list_to_import,
        lambda hands: hands.place.imports.take(),
        lambda hands: hands.place.imports.name.text(),
        lambda hands: said(hands.place.imports.problem),
        "people.csv, read as: a list whose headers are understood",
    ),
    "said, deleted": by_key(
        at(said_list, "table"), "Delete", lambda hands: str(len(hands.place.model.rows)), "1"
    ),
    "left": at_desk_by("Alt+L", "Return"),
    "excused": at_desk_by("Alt+E"),
    "not here after all": at_desk_by("Alt+A", "Return"),
    "new follow-up": Act(**panel_of(new_follow_up, "description", "Ring the surgery")),
    "new record": Act(**panel_of(new_theme, "name", "Lamps")),
    "record deleted": by_key(
        at(themes_panel, "delete"),
        "Space",
        lambda hands: hands.place.form.editors["name"].text(),
        "Buses",
        lambda hands: said(hands.place.form._problem),
    ),
    "cost deleted": by_key(
        at(costs_list, "table"), "Delete", lambda hands: str(len(hands.place.model.rows)), "1"
    ),
    "new role": Act(**cell("roles", 0, "Welcome host", row=1)),
    "filled down": in_grid("Ctrl+D", (0, 3), (1, 3)),
    "emptied": in_grid("Delete", (0, 3)),
    "pasted": by_key(
        paste,
        "Return",
        lambda hands: str(hands.place.paste.isVisible()),
        "True",
        lambda hands: said(hands.place.paste.problem),
    ),
    "typical roles": by_key(
        at(typical, "table", "Space"),
        "Ctrl+Return",
        lambda hands: hands.place.add.text(),
        "Add 1 role",
        lambda hands: said(hands.place.problem),
    ),
    "card of rates": by_key(
        at(rates, "card"),
        "Space",
        lambda hands: hands.place.card.text(),
        "Add the starting card",
        lambda hands: said(hands.place.problem),
    ),
    "undo": by_key(
        at(ticked, "table"),
        "Ctrl+Z",
        lambda hands: hands.place.table.promises.rows[0].status,
        "done",
    ),
    "backup": Act(
        backups,
        lambda hands: hands.keys.press("Space"),
        lambda hands: str(len(hands.place.backups.model.rows)),
        lambda hands: hands.place.backups.made.text(),
        "0",
        writes=False,
    ),
}


@pytest.fixture
def hands(window, town_path, tmp_path, keyboard, monkeypatch):
    """The window on a copy of the town, which waits for nobody."""
    be_impatient(monkeypatch)
    path = shutil.copy(town_path, tmp_path / "town.engagement")
    window.workspace.open(open_file(path, keyboard))
    return Hands(window, tmp_path)


@pytest.mark.parametrize("name", ACTS)
def test_in_trouble_nothing_typed_is_lost_and_afterwards_the_same_save_works(
    name, hands, holder, qtbot, monkeypatch
):

    act, path = ACTS[name], hands.window.workspace.path
    act.begin(hands)
    acts_before, changes_before = hands.acts(), hands.changes()
    troubles = {
        "full": lambda: full_disk(monkeypatch),
        "locked": lambda: holder.holding(path),
        "moved": lambda: moved(path),
    }
    for trouble, lasting in troubles.items():
        with lasting(), qtbot.captureExceptions() as met:
            act.save(hands)
            hands.keys.saved()
            assert not met, trouble
            told = act.told(hands)
            assert WHY[trouble] in told or "could not be opened" in told, (trouble, told)
            assert act.kept(hands) == act.typed, trouble
        assert (hands.acts(), hands.changes()) == (acts_before, changes_before), trouble
    act.save(hands)
    hands.keys.saved()
    assert hands.acts() == acts_before + act.writes
    assert act.told(hands) == "" or not act.writes
