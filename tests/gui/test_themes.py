"""Themes that mean the same are merged, by keyboard, from the list of what was said."""

import pytest

from engagement_app.domain import acts
from engagement_app.domain.contributions import ThemeInput
from engagement_app.domain.notebook import record
from engagement_app.store.plain_rows import ask
from tests.gui.keys import Keys
from tests.gui.troubles import full_disk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LIVE = "SELECT name FROM theme WHERE deleted_at IS NULL ORDER BY name"


@pytest.fixture
def keys(window, data_file, project, event):
    """A file with three entries about two themes, and the page of what was said."""
    with data_file.writing("record.add") as session:
        ids = {
            name: acts.add(session, ThemeInput.parse(project_id=project, name=name))
            for name in ("bus", "Buses")
        }
        for words, names in (("One", ["bus"]), ("Two", ["Buses"]), ("Both", ["bus", "Buses"])):
            values = {"event_id": event, "words": words, "voice": "own"}
            record(session, project, {**values, "theme_ids": [ids[name] for name in names]})
    window.workspace.open(data_file)
    window.go_to("said")
    return Keys(window)


def shown(window):
    return {row.words: row.themes for row in window.pages["said"].said.model.rows}


def begin(window, keys):
    """By the filter of the page to the panel of the theme that is chosen there."""
    keys.tab_to("About which theme")
    keys.choose("bus")
    assert set(shown(window)) == {"One", "Both"}
    keys.tab_to("Themes…")
    keys.press("Space")
    panel = window.pages["data"].records.show_kind("theme").panel
    assert panel.isVisible()
    assert panel.about.text() == "2 entries are about it."
    keys.tab_to("The theme that stays")
    return panel


def test_a_theme_is_merged_into_another_and_undone_by_keyboard(window, keys):
    before = shown(window)
    panel = begin(window, keys)
    keys.fill("Buses")
    keys.close_list()
    keys.tab_to("Merge")
    keys.press("Space", "Space")
    keys.saved()
    assert not panel.isVisible()
    told = window.strip.text.text()
    assert "Merged: what is about bus is about Buses now." in told
    assert window.workspace.read(ask, LIVE) == [("Buses",)]
    place = window.pages["data"].records.show_kind("theme")
    assert [row.cells for row in place.model.rows] == [("Buses",)]
    window.go_to("said")
    window.pages["said"].said.filters.forget()
    window.pages["said"].said.reload()
    assert shown(window) == dict.fromkeys(("One", "Two", "Both"), ("Buses",))
    keys.press("Ctrl+Z")
    keys.saved()
    assert shown(window) == before
    assert window.workspace.read(ask, LIVE) == [("Buses",), ("bus",)]


def test_a_merge_that_cannot_be_says_why_and_works_afterwards(window, keys, monkeypatch):
    panel = begin(window, keys)
    problem = panel.form._problem
    keys.tab_to("Merge")
    keys.press("Space")
    assert problem.text() == "Choose the theme that stays: one of the list."
    panel.into.set_value(panel.record_id)
    panel.merge.click()
    keys.saved()
    assert problem.text().startswith("This is one and the same theme.")
    panel.into.setCurrentIndex(panel.into.findText("Buses"))
    with full_disk(monkeypatch):
        panel.merge.click()
        keys.saved()
    assert "The disk is full" in problem.text()
    panel.merge.click()
    keys.saved()
    assert window.workspace.read(ask, LIVE) == [("Buses",)]
