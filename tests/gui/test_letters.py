"""A letter that is underlined does one thing, wherever it is seen."""

from collections import defaultdict

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QWidget

from engagement_app.errors import Cause, StorageError
from engagement_app.gui.pages import PAGES

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("cheap_keys")]

KEYS = [page.key for page in PAGES]
PARTS = [
    "records",
    "imports",
    "exports",
    "monitoring",
    "audit",
    "backups",
    "laptops",
    "protection",
    "rights",
    "file",
]


def texts(top, *, hidden=False):
    """All that is in sight, or further down the page, and may have a letter underlined."""
    for widget in top.findChildren(QWidget):
        if not hidden and not (widget.isVisible() and widget.isEnabled()):
            continue
        if isinstance(widget, QTabBar):
            yield from (widget.tabText(at) for at in range(widget.count()))
        elif isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and widget.buddy()):
            yield widget.text()


def letter_of(text):
    return QKeySequence.mnemonic(text).toString()


def shared(top):
    """The letters that more than one has, with all that have them."""
    by_letter = defaultdict(list)
    for text in texts(top):
        by_letter[letter_of(text)].append(text)
    return {letter: all_ for letter, all_ in by_letter.items() if letter and len(all_) > 1}


@pytest.fixture
def opened(window, sample_file):
    window.workspace.open(sample_file)
    return window


def place(window, name):
    window.go_to("data")
    page = window.pages["data"]
    part = getattr(page, name)
    page.show_part(part)
    return part


@pytest.mark.parametrize("key", KEYS)
def test_no_two_things_of_a_page_have_the_same_letter(opened, settle, key):
    opened.go_to(key)
    settle(opened.workspace)
    assert shared(opened) == {}


@pytest.mark.parametrize("name", PARTS)
def test_no_two_things_of_a_place_of_the_data_page_have_the_same_letter(opened, settle, name):
    place(opened, name)
    settle(opened.workspace)
    assert shared(opened) == {}


@pytest.mark.parametrize("name", PARTS)
def test_nothing_of_a_place_has_the_letter_that_leads_to_another(opened, name):
    """Nor what is only seen at times: a form, a question, a result."""
    said = list(texts(place(opened, name), hidden=True))
    bar = opened.pages["data"].tabs.tabBar()
    leads = {letter_of(bar.tabText(at)) for at in range(bar.count())}
    assert [text for text in said if letter_of(text) in leads] == []


def test_no_two_things_have_the_same_letter_where_another_file_is_repaired(opened, tmp_path):
    part = place(opened, "file")
    part.ask_repair(tmp_path / "town.engagement", StorageError("It is damaged.", Cause.DAMAGED))
    for each in (*part.repairing._question, *part.repairing._answer):
        each.show()
    assert {"Alt+E", "Alt+A"} <= {letter_of(text) for text in texts(part)}
    assert shared(opened) == {}


@pytest.mark.parametrize("begin", ["begin_passphrase", "begin_code", "begin_renewing"])
def test_no_two_things_have_the_same_letter_where_a_protection_is_changed(unlocked, begin):
    getattr(place(unlocked, "protection"), begin)()
    assert shared(unlocked) == {}


def test_no_two_things_have_the_same_letter_where_a_file_becomes_protected(opened):
    place(opened, "protection").begin_protecting()
    assert shared(opened) == {}


def test_no_two_things_have_the_same_letter_where_a_file_is_repaired(window, tmp_path):
    damaged = tmp_path / "town.engagement"
    damaged.write_bytes(b"no more")
    window.welcome.ask_about(damaged, StorageError("It is damaged.", Cause.DAMAGED))
    window.welcome.lost.repair.click()
    card = window.welcome.lost.repairing
    for each in (*card._question, *card._answer):
        each.show()
    assert {"Alt+E", "Alt+D"} <= {letter_of(text) for text in texts(card)}
    assert shared(window) == {}


def test_no_two_things_have_the_same_letter_where_a_new_file_is_begun(opened, qtbot):
    part = place(opened, "file")
    part.begin_new()
    assert part.form.project.isVisible()
    assert shared(opened) == {}
    part.form.project.setText("Town")
    part.form.make.click()
    assert part.form.protection.isVisible()
    assert shared(opened) == {}
