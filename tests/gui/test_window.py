"""The window as a whole: how it opens, how it moves between pages, how it closes."""

from pathlib import Path

from PySide6.QtCore import Qt

from engagement_app.gui.pages import PAGES
from engagement_app.gui.placing import keep, place
from engagement_app.gui.settings import remember
from engagement_app.gui.window import Window


def test_a_first_start_offers_three_ways_to_begin(window, qtbot):
    assert window.stack.currentWidget() is window.welcome
    assert window.welcome.new.hasFocus()
    assert not window.bar.isEnabled()


def test_a_new_project_is_made_with_the_keyboard_alone(window, qtbot, type_text, settle, tmp_path):
    qtbot.keyClick(window.welcome.new, Qt.Key.Key_Space)
    form = window.welcome.form
    type_text(form.project, "Tŷ Newydd")
    assert form.path.text().endswith("Tŷ Newydd.engagement")
    type_text(form.event_title, "Open day")
    type_text(form.when, "23/11/2026 18:30")
    form.path.setText(str(tmp_path / "town"))
    qtbot.keyClick(form.event_title, Qt.Key.Key_Return)
    protection = form.protection
    assert protection.code.back.hasFocus()
    type_text(protection.code.back, protection.code.code.lower().replace("-", " "))
    qtbot.keyClick(protection.code.back, Qt.Key.Key_Return)
    for line in (protection.passphrase.first.line, protection.passphrase.again.line):
        assert line.hasFocus()
        type_text(line, "tri gair o Gymraeg")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace.is_open, timeout=10_000)
    assert window.footer.safety.text() == "Protected by a passphrase"
    assert window.page_key == "today"
    assert window.header.project.currentText() == "Tŷ Newydd"
    assert window.header.event_box.currentText() == "Open day · 23/11/2026"
    assert window.workspace.path == tmp_path / "town.engagement"


def test_escape_leaves_the_form_of_a_new_project(window, qtbot):
    qtbot.keyClick(window.welcome.new, Qt.Key.Key_Space)
    qtbot.keyClick(window.welcome.form.when, Qt.Key.Key_Escape)
    assert window.welcome.form.isHidden()
    assert window.welcome.new.hasFocus()


def test_the_window_stands_where_it_was_left_and_at_first_takes_all_of_a_small_screen(qtbot):
    first, second, third = (Window(furnished=False) for _each in range(3))
    for window in (first, second, third):
        qtbot.addWidget(window)
    place(first)
    assert first.isMaximized()  # the screen of the tests is 800 wide
    first.showNormal()
    first.resize(640, 480)
    keep(first)
    place(second)
    assert not second.isMaximized()
    assert (second.width(), second.height()) == (640, 480)
    remember("place", "no place at all")
    place(third)
    assert third.isMaximized()


def test_an_hour_that_is_none_is_refused_before_anything_is_made(window, qtbot, tmp_path):
    qtbot.keyClick(window.welcome.new, Qt.Key.Key_Space)
    form = window.welcome.form
    form.path.setText(str(tmp_path / "town.engagement"))
    form.project.setText("Town")
    for event, when, told in (
        ("Open day", "some time", "is not a time"),
        ("", "23/11/2026 18:30", "what the first event is called"),
    ):
        form.event_title.setText(event)
        form.when.setText(when)
        form.accept()
        assert told in form.problem.text()
    assert list(tmp_path.iterdir()) == []


def test_a_project_without_a_name_is_not_made(window, qtbot):
    qtbot.keyClick(window.welcome.new, Qt.Key.Key_Space)
    window.welcome.form.accept()
    assert window.welcome.form.problem.text() == "Write the name of the project first."
    assert not window.workspace.is_open


def test_the_sample_opens_and_every_page_of_it(window, qtbot, sample_file, settle):
    window.workspace.open(sample_file)
    for page in PAGES:
        window.go_to(page.key)
        settle(window.workspace)
        assert window.page_key == page.key
        assert window.bar.buttons[page.key].isChecked()


def test_every_page_opens_on_an_empty_file(window, qtbot, data_file, settle):
    window.workspace.open(data_file)
    for page in PAGES:
        window.go_to(page.key)
        settle(window.workspace)


def test_a_file_that_cannot_be_opened_is_told_and_left(window, qtbot, tmp_path):
    from engagement_app.gui.files import open_path

    broken = Path(tmp_path / "broken.engagement")
    broken.write_bytes(b"not a data file")
    assert not open_path(window.workspace, broken, window.welcome.trouble)
    assert "broken.engagement" in window.welcome.problem.text()
    assert broken.read_bytes() == b"not a data file"
