"""What somebody meets who has never seen the window: a way out of each place, nothing lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QPushButton
from sqlmodel import select

from engagement_app.domain import acts
from engagement_app.domain.organisations import Organisation, OrganisationInput
from engagement_app.gui.files import open_path, sample_path, try_sample
from engagement_app.gui.looks.dress import dress


@pytest.fixture
def place(window, sample_file):
    """The place “File and looks”, with a file open."""
    window.workspace.open(sample_file)
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.file)
    return page.file


def begin_person(window):
    window.go_to("data")
    page = window.pages["data"]
    page.show_part(page.records)
    page.records.begin("person")
    return page.records.place().panel


def enter(qtbot, button):
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)


def press(box, word):
    [button] = [each for each in box.buttons() if each.text().replace("&", "") == word]
    button.click()


def test_a_file_of_ones_own_is_begun_while_another_is_open(window, place, qtbot, tmp_path):
    before = window.workspace.path
    enter(qtbot, place.new)
    assert place.form.project.hasFocus()
    place.form.project.setText("Mill Lane")
    place.form.path.setText(str(tmp_path / "mill.engagement"))
    qtbot.keyClick(place.form.project, Qt.Key.Key_Return)
    enter(qtbot, place.form.protection.without)
    qtbot.waitUntil(lambda: window.header.project.currentText() == "Mill Lane")
    assert window.workspace.path == tmp_path / "mill.engagement"
    assert before.exists()
    assert place.form.isHidden()


def test_a_file_is_closed_and_the_three_ways_to_begin_are_there_again(window, place, qtbot):
    enter(qtbot, place.shut)
    assert not window.workspace.is_open
    assert window.welcome.new.hasFocus()


def test_the_sample_says_that_nothing_is_real_and_can_be_begun_afresh(window, qtbot):
    workspace = window.workspace
    try_sample(window.welcome, workspace, window.welcome.trouble)
    qtbot.waitUntil(lambda: workspace.is_open, timeout=10_000)
    assert not window.footer.sample.isHidden()
    with workspace._file.writing("organisation.add") as session:
        acts.add(session, OrganisationInput.parse(name="Of an evening of practice"))
    window.go_to("data")
    part = window.pages["data"].file
    window.pages["data"].show_part(part)
    part.sample.click()
    assert window.focusWidget() is part.question.keep
    enter(qtbot, part.question.agree)
    wanted = select(Organisation).where(Organisation.name == "Of an evening of practice")
    qtbot.waitUntil(
        lambda: workspace.is_open and not workspace.read(lambda s: s.exec(wanted).all()),
        timeout=10_000,
    )
    assert workspace.path == sample_path()


def test_another_file_is_no_sample(window, data_file):
    open_path(window.workspace, data_file.path, print)
    assert window.footer.sample.isHidden()


def test_what_is_typed_is_asked_about_before_the_window_goes(
    window, sample_file, qtbot, with_modal
):
    window.workspace.open(sample_file)
    panel = begin_person(window)
    panel.form.editors["given_name"].setText("Siân")
    window.go_to("today")
    with_modal(window.leave, lambda box: press(box, "Go back"))
    assert window.isVisible()
    assert window.page_key == "data"
    assert panel.form.editors["given_name"].text() == "Siân"
    with_modal(window.leave, lambda box: press(box, "Close without it"))
    assert not window.isVisible()


def test_nothing_is_asked_where_nothing_is_typed(window, sample_file):
    window.workspace.open(sample_file)
    begin_person(window)
    window.leave()
    assert not window.isVisible()


def test_a_close_that_the_program_asks_for_is_not_asked_about(window, sample_file):
    window.workspace.open(sample_file)
    begin_person(window).form.editors["given_name"].setText("Siân")
    QApplication.sendEvent(window, QCloseEvent())
    assert not window.workspace.is_open


def test_enter_in_one_line_saves_and_in_several_lines_does_not(window, sample_file, qtbot, settle):
    window.workspace.open(sample_file)
    panel = begin_person(window)
    panel.form.editors["given_name"].setText("Siân")
    qtbot.keyClick(panel.form.editors["notes"], Qt.Key.Key_Return)
    assert panel.isVisible()
    qtbot.keyClick(panel.form.editors["given_name"], Qt.Key.Key_Return)
    settle(window.workspace)
    assert panel.isHidden()


def test_enter_presses_the_button_that_has_the_focus(window, sample_file, qtbot):
    window.workspace.open(sample_file)
    window.go_to("today")
    go = window.pages["today"].findChildren(QPushButton)[0]
    enter(qtbot, go)
    assert window.page_key == "desk"


def test_an_open_form_is_not_thrown_away_by_another_group(window, sample_file, type_text):
    window.workspace.open(sample_file)
    window.go_to("follow_ups")
    page = window.pages["follow_ups"]
    page.listed.new.click()
    type_text(page.panel.form.editors["description"], "Ring about the bus")
    page.groups.buttons["later"].click()
    assert page.left.currentWidget() is page.panel
    assert page.groups.key == "overdue"
    assert page.panel.form.editors["description"].value() == "Ring about the bus"
    page.panel.cancel.click()
    page.groups.buttons["later"].click()
    assert page.groups.key == "later"


def test_the_follow_ups_open_on_the_first_group_that_has_any(window, sample_file):
    file = sample_file
    with file.writing("later") as session:
        session.connection().exec_driver_sql(
            "UPDATE follow_up SET due_on = '2999-01-01' WHERE due_on IS NOT NULL"
        )
    window.workspace.open(file)
    window.go_to("follow_ups")
    assert window.pages["follow_ups"].groups.key == "later"


def test_a_follow_up_that_is_done_is_struck_out(window, sample_file, qtbot, settle):
    window.workspace.open(sample_file)
    window.go_to("follow_ups")
    table = window.pages["follow_ups"].table
    font = lambda row: table.promises.index(row, 0).data(Qt.ItemDataRole.FontRole)  # noqa: E731
    table.mark(0)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    settle(window.workspace)
    assert font(0).strikeOut()
    assert font(1) is None


def test_the_paper_has_half_of_the_page_with_the_largest_text(window, sample_file, qapp, qtbot):
    window.workspace.open(sample_file)
    dress(qapp, "light", 200)
    try:
        window.go_to("reports")
        page = window.pages["reports"]
        qtbot.waitUntil(lambda: 2 * page.preview.height() >= page.height())
        assert page.more.isVisible()
        qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: page.finding.box.hasFocus())
    finally:
        dress(qapp, "light", 100)
