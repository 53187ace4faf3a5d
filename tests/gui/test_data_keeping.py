"""Export, backups, check, the file and its looks on the Data page."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from engagement_app.domain.finding import list_titles
from engagement_app.domain.recording import remove
from engagement_app.errors import Cause, StorageError
from engagement_app.gui import exporting
from engagement_app.gui.backups import second_place_if_there
from engagement_app.gui.looks.dress import dress
from engagement_app.gui.looks.palettes import LOOKS
from engagement_app.gui.pages.data import backups_part
from engagement_app.gui.pages.data.backups_part import COPIES
from engagement_app.gui.pages.data.record_columns import TITLES
from engagement_app.gui.settings import remembered
from engagement_app.gui.tables.model import RowsModel
from engagement_app.store.datafile import open_file

pytestmark = pytest.mark.thorough


@pytest.fixture
def page(window, sample_file, settle):
    window.workspace.open(sample_file)
    window.go_to("data")
    settle(window.workspace)
    return window.pages["data"]


@pytest.fixture
def undressed(qapp: QApplication):
    """The usual looks again afterwards."""
    yield qapp
    dress(qapp, "light", 100)


def test_the_project_is_exported_with_what_the_switches_say(
    page, window, qtbot, settle, tmp_path, monkeypatch
):
    page.show_part(page.exports)
    target = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    theme = window.workspace.read(list_titles, "theme", window.workspace.project_id)[0]
    window.workspace.write("record.delete", remove, "theme", theme.id)
    page.exports.with_deleted.setChecked(True)
    qtbot.keyClick(page.exports.project, Qt.Key.Key_Space)
    settle(window.workspace)
    written = tmp_path / "out.json"
    assert page.exports.told.text() == f"✓ Written: {written}"
    found = json.loads(written.read_text(encoding="utf-8"))
    assert found["format"] == "engagement-project"
    deleted = [row["id"] for row in found["theme"] if row["deleted_at"]]
    assert theme.id in deleted


def test_every_place_opens_on_an_empty_file(window, data_file, settle):
    window.workspace.open(data_file)
    window.go_to("data")
    page = window.pages["data"]
    for part in (page.imports, page.exports, page.backups, page.file, page.records):
        page.show_part(part)
        settle(window.workspace)
    assert not page.exports.project.isEnabled()
    page.exports.export("project", data_file.path.with_name("p.json"))
    assert page.exports.problem.text().startswith("There is no project yet.")


def test_who_came_is_exported_as_a_list(page, window, settle, tmp_path):
    page.show_part(page.exports)
    page.exports.export("attendees", tmp_path / "people.csv")
    settle(window.workspace)
    first = (tmp_path / "people.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert first.startswith("Given name,Family name")


def test_an_export_never_takes_the_place_of_the_data_file(page, window, settle):
    page.show_part(page.exports)
    page.exports.export("project", window.workspace.path)
    settle(window.workspace)
    assert "is the data file itself" in page.exports.problem.text()


def test_an_export_that_finds_no_room_is_told(page, window, settle, tmp_path, monkeypatch):
    def full(*_args):
        raise StorageError("The disk is full, so p.json was not written.", Cause.FULL)

    monkeypatch.setattr(exporting, "write_export", full)
    page.show_part(page.exports)
    page.exports.export("project", tmp_path / "p.json")
    settle(window.workspace)
    assert page.exports.problem.text() == "The disk is full, so p.json was not written."
    assert page.exports.told.text() == ""


def test_a_backup_is_made_listed_and_opens(
    page, window, qtbot, settle, tmp_path, monkeypatch, keyboard
):
    page.show_part(page.backups)
    part = page.backups
    assert part.none.isVisible()
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    part.choose.click()
    assert second_place_if_there() == folder
    qtbot.keyClick(part.make, Qt.Key.Key_Space)
    settle(window.workspace)
    assert part.made.text().startswith("✓ Backed up and proved: sample-")
    (copy,) = [each for each in part.model.rows if each.path.parent == folder]
    assert len(part.model.rows) == 2
    assert COPIES[3].text(copy).startswith("✓ Opened again and counted: ")
    assert [COPIES[at].text(copy) for at in (1, 2)] == ["160", str(copy.live("contribution"))]
    assert "Last backup" in window.footer.backup.text()
    with open_file(copy.path, keyboard) as opened, opened.reading():
        pass


def test_a_backup_that_finds_no_room_is_told(page, window, settle, monkeypatch):
    def full(*_args, **_more):
        raise StorageError("The disk is full.", Cause.FULL)

    monkeypatch.setattr(backups_part, "keep_copies", full)
    page.show_part(page.backups)
    page.backups.back_up()
    settle(window.workspace)
    assert page.backups.made.text() == "The disk is full."
    assert page.backups.made.property("role") == "problem"


def test_a_sound_file_is_called_sound(page, window, qtbot, settle):
    page.show_part(page.backups)
    qtbot.keyClick(page.backups.check_it, Qt.Key.Key_Space)
    settle(window.workspace)
    assert page.backups.found.text() == "✓ The file is sound."


def test_what_is_wrong_with_a_file_is_named(page, window, settle, data_path, keyboard):
    from engagement_app.store.engine import connect

    path = window.workspace.path
    window.workspace.close()
    spoilt = connect(path)
    spoilt.execute("UPDATE theme SET name = 'Not so'")
    spoilt.execute("COMMIT") if spoilt.in_transaction else None
    spoilt.close()
    window.workspace.open(open_file(path, keyboard))
    window.go_to("data")
    page.show_part(page.backups)
    page.backups.check()
    settle(window.workspace)
    told = page.backups.found.text()
    assert told.startswith("✗ The file is damaged.")
    assert "is not what its changes say" in told


def test_looks_and_text_size_change_at_once_and_are_remembered(
    page, window, qtbot, undressed, settle
):
    page.show_part(page.file)
    row = page.records.place().list.verticalHeader().defaultSectionSize()
    page.file.look.setFocus()
    qtbot.keyClick(page.file.look, Qt.Key.Key_Down)
    qtbot.keyClick(page.file.look, Qt.Key.Key_Down)
    assert undressed.palette().window().color().name() == LOOKS["contrast"].page
    page.file.text_size.setFocus()
    qtbot.keyClick(page.file.text_size, Qt.Key.Key_End)
    assert (remembered("look"), remembered("text_size")) == ("contrast", "200")
    assert undressed.font().pointSizeF() == 21
    assert page.records.place().list.verticalHeader().defaultSectionSize() > 1.5 * row


def test_another_file_is_opened_from_the_page(page, window, settle, data_path, monkeypatch):
    page.show_part(page.file)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(data_path), ""))
    page.file.open_another()
    settle(window.workspace)
    assert window.workspace.path == data_path


def test_a_file_that_cannot_be_opened_leaves_this_one_open(page, window, tmp_path, monkeypatch):
    page.show_part(page.file)
    before = window.workspace.path
    broken = tmp_path / "broken.engagement"
    broken.write_bytes(b"no data file")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(broken), ""))
    page.file.open_another()
    assert "broken.engagement" in page.file.problem.text()
    assert window.workspace.path == before


def test_the_sample_can_be_tried_from_the_page(window, qtbot, data_file, settle):
    window.workspace.open(data_file)
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.file)
    page.file.sample.click()
    qtbot.waitUntil(lambda: window.workspace.path.name == "sample.engagement", timeout=10_000)


def test_the_copies_are_a_sound_model(page, window, settle, qtmodeltester):
    page.show_part(page.backups)
    page.backups.back_up()
    settle(window.workspace)
    model = RowsModel(COPIES)
    model.set_rows(page.backups.model.rows)
    qtmodeltester.check(model)
    assert model.rowCount() == 1


def test_at_twice_the_size_every_place_fits_on_a_small_screen(
    page, window, qtbot, settle, undressed, tmp_path
):
    dress(undressed, "light", 200)
    room = 1366 - window.bar.sizeHint().width()
    path = tmp_path / "list.csv"
    path.write_text("Name,Which lot are you with?\nZoë Bell,Hill Club\n", encoding="utf-8")
    page.imports.look_at(path)
    settle(window.workspace)
    for part in (page.records, page.imports, page.exports, page.backups, page.file):
        page.show_part(part)
        assert page.minimumSizeHint().width() <= room
    page.show_part(page.records)
    for table in TITLES:
        place = page.records.show_kind(table)
        place.add()
        assert page.minimumSizeHint().width() <= room
        assert not place.left.isVisible()
        qtbot.keyClick(place.panel, Qt.Key.Key_Escape)
        assert place.left.isVisible()
