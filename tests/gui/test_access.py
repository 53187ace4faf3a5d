"""Whoever cannot see the window, or has no mouse, can use every page of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QTextEdit, QWidget

from engagement_app.gui.looks.dress import dress
from engagement_app.gui.looks.palettes import LOOKS
from engagement_app.gui.pages import PAGES

pytestmark = pytest.mark.thorough

KEYS = [page.key for page in PAGES]


def reachable(top):
    """The widgets that Tab is to come to."""
    return [
        widget
        for widget in top.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]


def name_of(widget):
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def nameless(top):
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in reachable(top)
        if not name_of(widget).strip()
    ]


@pytest.fixture
def opened(window, sample_file, settle):
    window.workspace.open(sample_file)
    return window


@pytest.mark.parametrize("key", KEYS)
def test_everything_that_takes_the_focus_has_a_name(opened, settle, key):
    opened.go_to(key)
    settle(opened.workspace)
    assert nameless(opened) == []


@pytest.mark.parametrize("key", KEYS)
def test_a_box_of_which_only_the_choice_is_read_out_says_what_is_chosen(opened, settle, key):
    opened.go_to(key)
    settle(opened.workspace)
    boxes = [each for each in reachable(opened) if isinstance(each, QComboBox)]
    silent = [each.currentText() for each in boxes if not each.accessibleDescription()]
    lines = [each.lineEdit() for each in boxes if each.isEditable()]
    assert silent == []
    assert [each.text() for each in lines if not each.accessibleName()] == []


def test_the_heads_of_the_lenses_are_read_out_whole(opened):
    opened.go_to("roles")
    model = opened.pages["roles"].grid.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    heads = [
        model.headerData(at, Qt.Orientation.Horizontal, role) for at in range(model.columnCount())
    ]
    assert heads[-6:] == ["Funding", "Time", "Responsibility", "Skills", "Trust", "Power"]


def test_nothing_that_is_read_out_has_markup_in_it(opened, settle):
    for page in PAGES:
        opened.go_to(page.key)
    settle(opened.workspace)
    told = [
        interface.text(QAccessible.Text.Description)
        for widget in opened.findChildren(QWidget)
        if widget.toolTip() and (interface := QAccessible.queryAccessibleInterface(widget))
    ]
    assert len(told) > 30
    assert [each for each in told if "<qt>" in each] == []


@pytest.mark.parametrize("look", LOOKS)
def test_the_text_of_the_cell_one_is_in_is_as_dark_as_that_of_any(opened, settle, qapp, look):
    opened.go_to("roles")
    settle(opened.workspace)
    dress(qapp, look, 100)
    grid = opened.pages["roles"].grid
    inside = grid.visualRect(grid.currentIndex()).adjusted(5, 5, -5, -5)
    picture = grid.viewport().grab(inside).toImage()
    dress(qapp, "light", 100)
    seen = {picture.pixelColor(x, y).name() for x in range(90) for y in range(inside.height())}
    assert grid.hasFocus()
    assert {LOOKS[look].accent, LOOKS[look].on_accent} <= seen


def test_a_widget_without_a_name_would_be_noticed(qtbot):
    top = QWidget()
    qtbot.addWidget(top)
    QTextEdit(top)
    with qtbot.waitExposed(top):
        top.show()
    assert nameless(top) == ["QTextEdit in QWidget"]


def test_the_first_page_and_its_form_have_names(window, qtbot):
    assert nameless(window) == []
    window.welcome.new.click()
    assert nameless(window) == []


def test_the_page_that_is_seen_is_told_in_the_bar(opened):
    opened.go_to("roles")
    told = {
        key: QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Description)
        for key, button in opened.bar.buttons.items()
    }
    assert told["roles"] == "Alt+5, the page you are on"
    assert told["today"] == "Alt+1"
    shown = [key for key, button in opened.bar.buttons.items() if button.property("here")]
    assert shown == ["roles"]


@pytest.mark.parametrize("key", KEYS)
def test_tab_goes_round_the_whole_page_and_is_not_trapped(opened, qtbot, settle, key):
    opened.go_to(key)
    settle(opened.workspace)
    start = QApplication.focusWidget()
    assert start is not None
    seen, now = [start], start
    for _press in range(200):
        qtbot.keyClick(now, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is start:
            break
        seen.append(now)
    assert now is start, f"Tab stays at {type(seen[-1]).__name__} {name_of(seen[-1])!r}"
    missed = {name_of(each) for each in reachable(opened)} - {name_of(each) for each in seen}
    assert missed == set()


@pytest.mark.parametrize("key", KEYS)
def test_no_page_asks_for_a_wider_screen_than_a_small_laptop_has(opened, settle, qapp, key):
    dress(qapp, "light", 200)
    opened.go_to(key)
    settle(opened.workspace)
    wide, high = opened.minimumSizeHint().width(), opened.minimumSizeHint().height()
    dress(qapp, "light", 100)
    assert (wide <= 1366, high <= 768) == (True, True), (wide, high)


@pytest.mark.parametrize("key", KEYS)
def test_every_page_explains_itself(opened, key):
    from engagement_app.gui.help import help_text, show_help

    assert len(help_text(key).split()) > 40
    box = show_help(opened, key)
    assert box.isVisible()
    box.close()


def test_labels_never_take_text_for_markup(opened, settle):
    for page in PAGES:
        opened.go_to(page.key)
    rich = [
        each.text()
        for each in opened.findChildren(QLabel)
        if each.textFormat() != Qt.TextFormat.PlainText and type(each) is QLabel
    ]
    assert rich == []
