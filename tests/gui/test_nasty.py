"""Text and orders of action that nobody expects: none may crash, spoil the window or lose work."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog

from engagement_app.domain import acts
from engagement_app.domain.choices import MOST
from engagement_app.domain.events import Event, EventInput
from engagement_app.domain.finding import list_titles
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.recording import NewName
from engagement_app.gui.backups import newest_backup
from engagement_app.gui.files import open_path
from engagement_app.gui.forms.choosing import choices_of
from engagement_app.gui.forms.links import LinkEditor
from engagement_app.gui.looks.dress import dress
from engagement_app.gui.pages import PAGES
from engagement_app.store import engine
from engagement_app.store.backup import folder_of, make
from engagement_app.store.copies import list_copies
from engagement_app.store.datafile import open_file
from tests.gui.keys import Keys

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("This plugin does not support")]

TEXTS = {
    "marks": '<b>Zoë</b> & "Co" <img src=x onerror=1>',
    "endless": "Llanfair" * 1250,
    "right to left": "שלום \u202eevil\u202c مرحبا",
    "emoji": "👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "lines": "one\ntwo\r\nthree\tfour",
    "unseen": "a\x00b\x07c",
}
AS_NAMED = {"lines": "one two three four", "unseen": "a b c"}


@pytest.fixture
def keys(window, sample_file):
    window.workspace.open(sample_file)
    return Keys(window)


def names(window, table):
    return [row.title for row in window.workspace.read(list_titles, table)]


def paste(keys, text):
    QGuiApplication.clipboard().setText(text)
    keys.press("Ctrl+V")


@pytest.mark.parametrize("kind", TEXTS)
def test_any_text_is_a_name_and_the_window_keeps_its_size(window, keys, kind):
    text, size = TEXTS[kind], window.size()
    named = AS_NAMED.get(kind, text)
    window.go_to("data")
    records = window.pages["data"].records
    for table, field in (("organisation", "name"), ("project", "name"), ("event", "title")):
        place = records.show_kind(table)
        place.add()
        place.panel.form.editors[field].setFocus()
        paste(keys, text)
        keys.press("Ctrl+Return")
        keys.saved()
        assert named in names(window, table)
    window.go_to("desk")
    desk = window.pages["desk"]
    paste(keys, text)
    keys.press("Ctrl+Return")
    keys.saved()
    assert desk.side.at_hand.name.text() == named
    window.go_to("roles")
    grid = window.pages["roles"].grid
    grid.setCurrentIndex(grid.sheet.index(0, 0))
    keys.press("F2")
    paste(keys, text)
    keys.press("Return")
    keys.saved()
    assert named in grid.sheet.index(0, 0).data()
    for page in PAGES if kind == "endless" else ():
        window.go_to(page.key)
        keys.saved()
        assert window.size() == size, page.key
    assert window.size() == size
    assert window.strip.text.textFormat() == Qt.TextFormat.PlainText


def test_enter_twenty_times_is_one_sign_in_one_walk_in_and_one_entry(window, keys):
    window.go_to("desk")
    desk = window.pages["desk"]
    keys.until(lambda: desk.finder.is_complete)
    before = _count(window, "attendance"), _count(window, "contribution")
    desk.box.setText("Zebedee Walker")
    keys.press(*["Ctrl+Return"] * 20)
    keys.saved()
    keys.press(*["Return"] * 20)
    keys.saved()
    window.go_to("said")
    keys.write("No bus on Sundays")
    keys.press("Alt+O", *["Return"] * 20)
    keys.saved()
    after = _count(window, "attendance"), _count(window, "contribution")
    assert after == (before[0] + 1, before[1] + 1)


def test_an_enter_that_is_held_down_on_nothing_writes_nothing(window, keys):
    window.go_to("desk")
    desk = window.pages["desk"]
    before = _count(window, "attendance"), _count(window, "person"), _acts(window)
    for modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        for _time in range(50):
            held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, modifiers, "\r", True)
            QApplication.sendEvent(desk.box, held)
        keys.saved()
        assert desk.problem.isVisible()
    assert (_count(window, "attendance"), _count(window, "person"), _acts(window)) == before


def test_a_clock_that_was_set_back_keeps_nobody_from_the_door(window, keys, monkeypatch):
    window.go_to("desk")
    desk = window.pages["desk"]
    keys.until(lambda: desk.finder.is_complete)
    keys.write("Zebedee Walker")
    keys.press("Ctrl+Return")
    keys.saved()
    early = datetime.now(UTC) - timedelta(hours=30)
    monkeypatch.setattr("engagement_app.gui.pages.desk.acts._now", lambda: early)
    keys.press("Alt+L")
    keys.saved()
    assert desk.at_hand().status == "left", desk.problem.text()
    keys.press("Alt+L")
    keys.saved()
    keys.write("Yolanda Quirke")
    keys.press("Ctrl+Return")
    keys.saved()
    assert desk.at_hand().arrived_at == early
    monkeypatch.undo()
    keys.press("Ctrl+Z")
    keys.saved()
    assert "Yolanda Quirke" in window.strip.text.text()


def _acts(window):
    def query(session):
        return session.connection().exec_driver_sql("SELECT count(*) FROM change").scalar()

    return window.workspace.read(query)


def test_a_form_that_is_saved_five_times_at_once_makes_one_record(window, keys):
    window.go_to("data")
    window.pages["data"].records.show_kind("theme").add()
    keys.write("Lampposts")
    keys.press(*["Ctrl+Return"] * 5)
    keys.saved()
    assert names(window, "theme").count("Lampposts") == 1


def _count(window, table):
    def query(session):
        sql = f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL"
        return session.connection().exec_driver_sql(sql).scalar()

    return window.workspace.read(query)


def test_another_project_asks_and_closes_the_form_that_was_begun_for_the_first(
    window, keys, with_modal
):
    window.workspace.write("project.new", acts.add, ProjectInput.parse(name="Another"))
    keys.saved()
    window.go_to("data")
    place = window.pages["data"].records.show_kind("theme")
    place.add()
    keys.write("Half typed")
    header = window.header
    other = [header.project.itemText(at) for at in range(2)].index("Another")
    choose(header.project, other, with_modal, "Go back")
    assert place.panel.isVisible()
    assert header.project.currentText() != "Another"
    choose(header.project, other, with_modal, "Close without it")
    assert not place.panel.isVisible()
    assert header.event_box.currentText() == "No event yet"


def choose(box, at, with_modal, answer):
    """Choose another project, and answer what is asked of what is not saved."""

    def ask():
        box.setCurrentIndex(at)
        box.activated.emit(at)

    def press(asked):
        next(each for each in asked.buttons() if each.text() == answer).click()

    with_modal(ask, press)


def test_another_project_closes_what_was_begun_for_a_fund_of_the_first(window, keys):
    window.workspace.write("project.new", acts.add, ProjectInput.parse(name="Another"))
    keys.saved()
    window.go_to("roles")
    beside = window.pages["roles"].beside[0]
    window.pages["roles"].tabs.setCurrentWidget(beside)
    keys.until(lambda: beside.panel is not None and beside.panel.funds.model.rows)
    beside.panel.funds.add()
    assert beside.panel.funds.panel.isVisible()
    header = window.header
    other = [header.project.itemText(at) for at in range(2)].index("Another")
    header.project.setCurrentIndex(other)
    header.project.activated.emit(other)
    assert not beside.panel.funds.panel.isVisible()


def test_a_form_of_one_file_is_not_saved_into_the_next(window, keys, data_path, keyboard):
    window.go_to("data")
    place = window.pages["data"].records.show_kind("organisation")
    place.amend(place.model.rows[0])
    window.workspace.open(open_file(data_path, keyboard))
    window.go_to("data")
    assert not place.panel.isVisible()


def test_the_event_that_is_worked_on_is_deleted_on_every_page(window, keys):
    workspace = window.workspace
    for page in PAGES:
        window.go_to(page.key)
        entry = EventInput.parse(project_id=workspace.project_id, title=f"For {page.key}")
        workspace.write(
            "record.add", acts.add, entry, then=lambda each: workspace.choose(
                workspace.project_id, each
            ),
        )  # fmt: skip
        keys.saved()
        assert window.header.event_box.currentText() == f"For {page.key}"
        gone = workspace.event_id
        workspace.write("record.delete", acts.delete, Event, gone)
        keys.saved()
        assert workspace.event_id != gone
        assert window.header.event_box.currentData() == workspace.event_id


def test_a_list_at_the_top_that_is_open_stays_as_it_is_over_a_save(window, keys):
    box = window.header.event_box
    changed = []
    box.model().rowsRemoved.connect(changed.append)
    window.workspace.write("record.add", acts.add, PersonInput.parse(given_name="Ann"))
    keys.saved()
    assert changed == []


def test_help_is_one_box_however_often_it_is_asked_for(window, keys):
    for page in PAGES:
        window.go_to(page.key)
        for _time in range(2):
            window._help()
            window.activateWindow()
    QApplication.sendPostedEvents(None, 52)  # what is to be deleted later
    shown = [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert len(shown) == 1
    shown[0].close()


def test_the_size_of_text_changes_under_an_open_form_and_the_text_stays(window, keys, qapp):
    window.go_to("data")
    place = window.pages["data"].records.show_kind("theme")
    place.add()
    keys.write("Half typed")
    try:
        dress(qapp, "contrast", 200)
        assert place.panel.form.editors["name"].text() == "Half typed"
        assert place.panel.isVisible()
    finally:
        dress(qapp, "light", 100)


def test_another_file_is_opened_while_the_gap_is_worked_out(window, keys, data_path, keyboard):
    for _time in range(3):
        window.go_to("today")
        window.pages["today"].refresh()
        window.workspace.open(open_file(data_path, keyboard))
        keys.saved()
        assert window.pages["today"].cards["roles"].lines.text().startswith("There is no project")


def test_two_quick_undos_take_back_what_was_done_last(window, keys):
    for name in ("One", "Two", "Three"):
        window.workspace.write("project.new", acts.add, ProjectInput.parse(name=name))
    keys.saved()
    window.go_to("today")
    window.workspace.undo()
    window.workspace.undo()  # before the first is done, as the second click of two
    keys.saved()
    assert {"One", "Two"} <= set(names(window, "project"))
    assert "Three" not in names(window, "project")


ODD = ("Tŷ Newydd – 李", "Town [2026] 100 %", 'a\'b "c" #1?')


@pytest.mark.parametrize("name", ODD)
def test_a_file_of_any_name_is_opened_saved_and_backed_up(
    window, tmp_path, keyboard, data_path, settle, name
):
    folder = tmp_path / name
    folder.mkdir()
    path = shutil.copy(data_path, folder / f"{name}.engagement")
    troubles = []
    assert open_path(window.workspace, path, troubles.append)
    window.workspace.write("project.new", acts.add, ProjectInput.parse(name=name))
    settle(window.workspace)
    assert names(window, "project") == [name]
    assert newest_backup(path) is None
    make(path, folder_of(path))
    assert newest_backup(path) is not None
    assert len(list_copies(path, [folder / "backups"])) == 1


def test_backups_of_another_file_with_a_longer_name_are_not_ours(tmp_path, data_path):
    other = shutil.copy(data_path, tmp_path / "notes-2.engagement")
    make(other, folder_of(other))
    assert newest_backup(data_path) is None
    assert list_copies(data_path, [tmp_path / "backups"]) == []


def test_a_file_that_may_not_be_changed_is_read_and_says_so_at_each_save(
    window, sample_file, keyboard, monkeypatch, settle
):
    path = sample_file.path
    sample_file.close()
    bare = engine.dbapi2.connect
    monkeypatch.setattr(
        engine.dbapi2, "connect", lambda place, **how: bare(place.replace("rw", "ro"), **how)
    )
    before = path.read_bytes()
    troubles = []
    assert open_path(window.workspace, path, troubles.append)
    for page in PAGES:
        window.go_to(page.key)
        settle(window.workspace)
    window.workspace.write("project.new", acts.add, ProjectInput.parse(name="Not kept"))
    settle(window.workspace)
    assert "may not be changed. Copy it to a folder where you may write" in window.strip.text.text()
    assert path.read_bytes() == before


@pytest.fixture
def crowd(window, data_file, project):
    """More people than are ever listed, and a box to choose one."""
    with data_file.writing("fill") as session:
        for number in range(MOST + 20):
            acts.add(session, PersonInput.parse(given_name="Aled", family_name=f"Ab {number:03}"))
        acts.add(session, PersonInput.parse(given_name="Omar", family_name="Zed"))
    window.workspace.open(data_file)
    box = LinkEditor("person", choices_of(window.workspace), "Nobody")
    yield box
    box.deleteLater()


def test_a_name_is_found_also_after_another_was_typed(crowd):
    for typed, found in (("Ab 319", "Aled Ab 319"), ("Om", "Omar Zed"), ("Ab 007", "Aled Ab 007")):
        crowd.setEditText(typed)
        assert crowd.findText(found) > 0
    crowd.setEditText("Omar Zed")
    assert isinstance(crowd.value(), str)


def test_a_new_name_on_a_button_is_cut_and_kept_whole(window, keys):
    window.go_to("data")
    place = window.pages["data"].records.show_kind("person")
    place.add()
    communities = place.panel.form.editors["community_ids"]
    communities.set_value([NewName("Llanfair" * 1250)])
    keys.until(lambda: True)
    assert window.width() == 1366
    assert communities.value() == [NewName("Llanfair" * 1250)]


def test_a_person_is_amended_by_others_while_their_form_is_open(window, keys):
    window.go_to("data")
    place = window.pages["data"].records.show_kind("person")
    row = place.model.rows[0]
    place.amend(row)
    window.workspace.write("record.delete", acts.delete, Person, row.id)
    keys.saved()
    place.panel.form.editors["notes"].setFocus()
    keys.write("Typed")
    keys.press("Ctrl+Return")
    keys.saved()
    told = place.panel.form._problem
    assert told.isVisible()
    assert told.text() == "This record is no longer there. Choose another."
    assert place.panel.form.editors["notes"].toPlainText() == "Typed"
