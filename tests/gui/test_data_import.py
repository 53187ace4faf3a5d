"""Import on the Data page: looked at first, corrected, remembered, taken in as one act."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from engagement_app.domain.attendance_list import list_attendees
from engagement_app.domain.finding import list_titles
from engagement_app.errors import Cause, StorageError
from engagement_app.exchange.exporting import Wanted, write_export
from engagement_app.gui.pages.data.preview import ROWS
from engagement_app.gui.tables.model import RowsModel
from engagement_app.store.datafile import DataFile

HEADER = (
    "Order no.,Order Date,First Name,Surname,Email,Quantity,Ticket Type,Attendee no.,"
    "Attendee Status,Which group are you with?\n"
)
ROW = "{order},2026-05-01 10:00:00+01:00,{given},{family},,1,General,{order}1,Attending,{group}\n"


def eventbrite(folder, name, *people):
    rows = [
        ROW.format(order=1000 + at, given=given, family=family, group=group)
        for at, (given, family, group) in enumerate(people)
    ]
    path = folder / name
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def page(window, sample_file, settle):
    window.workspace.open(sample_file)
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.imports)
    settle(window.workspace)
    return page


@pytest.fixture
def part(page):
    return page.imports


@pytest.fixture
def look(window, part, settle):
    def look_at(path):
        part.look_at(path)
        settle(window.workspace)

    return look_at


def test_after_a_list_with_nothing_new_or_that_cannot_be_read_another_can_be_chosen(
    window, part, look, tmp_path
):
    booked = eventbrite(tmp_path, "booked.csv", ("Zoë", "Bell", "Hill Club"))
    (tmp_path / "none.csv").write_bytes(b"")
    for path, sees in ((booked, part.take_it), (tmp_path / "none.csv", part.choose)):
        window.header.event_box.setFocus()
        look(path)
        assert sees.hasFocus(), path.name


def came(window):
    rows = window.workspace.read(list_attendees, window.workspace.project_id)
    return {(row.given_name, row.family_name): row for row in rows}


def choose(box, value):
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_a_list_is_corrected_once_and_its_like_is_read_so_ever_after(
    window, part, look, qtbot, settle, tmp_path
):
    look(eventbrite(tmp_path, "first.csv", ("Zoë", "Bell", "Hill Club")))
    assert "Eventbrite" in part.name.text()
    assert part.grid.choosers["First Name"].currentText() == "Given name"
    chooser = part.grid.choosers["Which group are you with?"]
    assert chooser.currentText() == "Leave it out"
    before = part.left_out.text()
    assert "left out: " in before
    assert "Which group are you with?" in before
    choose(chooser, "organisation")
    settle(window.workspace)
    assert ("Zoë", "Bell") not in came(window)
    assert part.counts.text().startswith("If you import it: 1 row new or changed")
    assert "Which group" not in part.left_out.text()
    qtbot.keyClick(part.take_it, Qt.Key.Key_Space)
    settle(window.workspace)
    assert came(window)["Zoë", "Bell"].organisation == "Hill Club"
    assert "Imported first.csv: 1 row new or changed" in window.strip.text.text()

    look(eventbrite(tmp_path, "second.csv", ("Ann", "Lee", "Shed Nine")))
    box = part.grid.choosers["Which group are you with?"]
    assert box.currentText() == "Organisation"
    part.take()
    settle(window.workspace)
    assert came(window)["Ann", "Lee"].organisation == "Shed Nine"


def test_what_was_chosen_can_be_forgotten(window, part, look, settle, tmp_path):
    path = eventbrite(tmp_path, "first.csv", ("Zoë", "Bell", "Hill Club"))
    look(path)
    choose(part.grid.choosers["Email"], "")
    settle(window.workspace)
    part.as_read.click()
    settle(window.workspace)
    assert part.grid.choosers["Email"].currentText() == "E-mail"


def test_nobody_in_a_list_is_kept_in_the_settings(window, part, look, settle, tmp_path, home):
    path = tmp_path / "bare.csv"
    path.write_text("Zoë Bell,Hill Club\nAnn Lee,Shed Nine\n", encoding="utf-8")
    look(path)
    assert part.problem.text().startswith("bare.csv: There is no column that looks like a name")
    choose(part.grid.choosers["Zoë Bell"], "full_name")
    settle(window.workspace)
    part.take()
    settle(window.workspace)
    kept = "".join(each.read_text(encoding="utf-8") for each in home.rglob("*.ini"))
    assert "columns" in kept
    assert "Bell" not in kept
    assert "Hill" not in kept


def test_an_import_is_undone_as_one(window, part, look, settle, tmp_path):
    before = came(window).keys()
    look(eventbrite(tmp_path, "a.csv", ("Zoë", "Bell", ""), ("Ann", "Lee", "")))
    part.take()
    settle(window.workspace)
    assert len(came(window).keys() - before) == 2
    window.workspace.undo()
    settle(window.workspace)
    assert came(window).keys() == before


@pytest.mark.parametrize(
    ("name", "text", "table"),
    [
        ("people.csv", "Name,Organisation\nZoë Bell,Hill Club\n", "organisation"),
        ("roles.csv", "Role,Belt\nLamp lighter,route in\n", "engagement_role"),
        ("p.json", '{"format": "engagement-project", "version": 1, "project": [{"id":'
         ' "0b0e7a52-6f2c-4a2b-9d3f-1c2d3e4f5a6b", "name": "Another"}]}', "project"),
    ],
)  # fmt: skip
def test_an_import_that_is_stopped_leaves_nothing(
    window, part, look, settle, tmp_path, name, text, table
):
    before = window.workspace.read(list_titles, table)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    look(path)
    assert part.take_it.isEnabled()
    part.take().stop.click()
    settle(window.workspace)
    assert window.workspace.read(list_titles, table) == before
    assert part.problem.text() == "Stopped. Nothing was changed."
    assert part.take_it.isEnabled()
    part.take()
    settle(window.workspace)
    assert len(window.workspace.read(list_titles, table)) == len(before) + 1


def test_a_full_disk_takes_nothing_in_and_is_told(
    window, part, look, settle, tmp_path, monkeypatch
):
    before = came(window).keys()
    look(eventbrite(tmp_path, "a.csv", ("Zoë", "Bell", "")))

    def full(_file, _act):
        raise StorageError("The disk is full, so nothing was written.", Cause.FULL)

    monkeypatch.setattr(DataFile, "writing", full)
    part.take()
    settle(window.workspace)
    assert part.problem.text() == "The disk is full, so nothing was written."
    assert part.take_it.isEnabled()
    assert came(window).keys() == before


def test_dates_that_may_be_read_in_two_ways_are_asked_in_the_page(
    window, part, look, settle, tmp_path
):
    path = tmp_path / "dates.csv"
    path.write_text("Name,Arrived\nZoë Bell,3/4/2026 18:30\n", encoding="utf-8")
    look(path)
    assert not part.take_it.isEnabled()
    assert part.questions.date_order.isVisible()
    assert part.questions.date_order.hasFocus()
    choose(part.questions.date_order, "dmy")
    settle(window.workspace)
    assert part.problem.text() == ""
    assert part.take_it.isEnabled()


def test_letters_that_cannot_be_read_are_asked_in_the_page(window, part, look, settle, tmp_path):
    path = tmp_path / "old.csv"
    path.write_bytes("Name\nZoë Bell\n".encode("cp1252"))
    look(path)
    assert part.questions.encoding.isVisible()
    choose(part.questions.encoding, "cp1252")
    settle(window.workspace)
    assert [row.sentence for row in part.preview.model.rows] == ["Zoë Bell: new"]


def test_once_the_letters_are_known_the_kind_is_guessed(window, part, look, settle, tmp_path):
    path = tmp_path / "funds.csv"
    path.write_bytes("Fund,Amount\nCaffè,100.00\n".encode("cp1252"))
    look(path)
    choose(part.questions.encoding, "cp1252")
    settle(window.workspace)
    assert part.questions.kind.currentText() == "Funding"
    assert part.take_it.isEnabled()


def test_refused_rows_are_shown_with_line_and_reason(part, look, tmp_path):
    path = tmp_path / "total.csv"
    path.write_text("Name,Phone\nZoë Bell,0113 496 0000\nTotal,\n", encoding="utf-8")
    look(path)
    last = part.preview.model.rows[-1]
    assert (last.line, last.fate.value) == (3, "refused")
    part.preview.which.setCurrentIndex(2)
    part.preview.which.activated.emit(2)
    assert [row.line for row in part.preview.model.rows] == [3]
    part.preview.table.mark(0)
    assert "total row" in part.preview.whole.text()


def test_a_list_goes_into_the_event_chosen(window, part, look, settle, tmp_path):
    look(eventbrite(tmp_path, "a.csv", ("Zoë", "Bell", "")))
    assert part.questions.event_box.currentData() == window.workspace.event_id
    events = window.workspace.read(list_titles, "event", window.workspace.project_id)
    other = next(row for row in events if row.id != window.workspace.event_id)
    choose(part.questions.event_box, other.id)
    settle(window.workspace)
    part.take()
    settle(window.workspace)
    assert came(window)["Zoë", "Bell"].event == other.title


def test_a_list_follows_the_event_chosen_at_the_top(window, part, look, settle, tmp_path):
    look(eventbrite(tmp_path, "a.csv", ("Zoë", "Bell", "")))
    events = window.workspace.read(list_titles, "event", window.workspace.project_id)
    other = next(row for row in events if row.id != window.workspace.event_id)
    window.workspace.choose(window.workspace.project_id, other.id)
    settle(window.workspace)
    assert part.questions.event_box.currentData() == other.id


def test_a_whole_project_is_imported_and_can_be_chosen(
    window, part, look, settle, data_file, project, tmp_path
):
    path = tmp_path / "p.json"
    write_export(data_file, Wanted("project", project), path)
    look(path)
    assert part.questions.kind.currentText() == "A whole project"
    assert part.counts.text() == "If you import it: 1 record made, 0 changed."
    part.take()
    settle(window.workspace)
    names = [window.header.project.itemText(at) for at in range(window.header.project.count())]
    assert "Tawe green spaces" in names


def test_a_file_that_is_no_list_is_told_and_another_can_be_chosen(part, look, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    look(path)
    assert "PDF" in part.problem.text()
    assert not part.take_it.isEnabled()
    assert part.choose.isEnabled()


def test_the_kind_can_be_corrected(window, part, look, settle, tmp_path):
    path = tmp_path / "roles.csv"
    path.write_text("Role,Belt\nHost,route in\n", encoding="utf-8")
    look(path)
    assert part.questions.kind.currentText() == "Roles"
    choose(part.questions.kind, "attendees")
    settle(window.workspace)
    assert "no column that looks like a name" in part.problem.text()


def test_without_a_project_it_is_said_what_to_do(window, qtbot, settle, data_file, tmp_path):
    window.workspace.open(data_file)
    window.go_to("data")
    part = window.pages["data"].imports
    window.pages["data"].show_part(part)
    part.look_at(eventbrite(tmp_path, "a.csv", ("Zoë", "Bell", "")))
    settle(window.workspace)
    assert "There is no project" in part.problem.text()
    assert not part.take_it.isEnabled()


def test_a_file_is_chosen_in_the_systems_box(window, part, qtbot, settle, tmp_path, monkeypatch):
    path = eventbrite(tmp_path, "a.csv", ("Zoë", "Bell", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    qtbot.keyClick(part.choose, Qt.Key.Key_Space)
    settle(window.workspace)
    assert part.take_it.hasFocus()
    part.leave.click()
    assert part.source is None
    assert part.choose.hasFocus()


def test_the_rows_are_a_sound_model(part, look, qtmodeltester, tmp_path):
    look(eventbrite(tmp_path, "a.csv", ("Zoë", "Bell", ""), ("Ann", "Lee", "")))
    model = RowsModel(ROWS)
    model.set_rows(part.outcome.rows)
    qtmodeltester.check(model)


ODD = "Guest no,Who is coming,Ring them on\n1,Bronwen Pugh,01632 960101\n"


def test_a_list_with_odd_headers_is_corrected_by_the_keys_alone(
    window, part, look, qtbot, settle, tmp_path
):
    path = tmp_path / "odd.csv"
    path.write_text(ODD, encoding="utf-8")
    part.choose.setFocus()
    look(path)
    assert "Choose below what each column is" in part.problem.text()
    assert part.questions.event_box.currentData() == window.workspace.event_id
    assert part.grid.choosers["Guest no"].hasFocus()
    qtbot.keyClick(part.grid.choosers["Guest no"], Qt.Key.Key_Tab)
    chooser = part.grid.choosers["Who is coming"]
    assert chooser.hasFocus()
    qtbot.keyClick(chooser, Qt.Key.Key_W)
    settle(window.workspace)
    assert chooser.currentText() == "Whole name"
    assert part.take_it.isEnabled()
    assert chooser.hasFocus()
