"""Typical roles on screen: ticked with the keyboard, added in one act."""

import pytest
from PySide6.QtCore import Qt

from engagement_app.domain.acts import get
from engagement_app.domain.finding import list_titles
from engagement_app.domain.roles import EngagementRole
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.pages.roles.typical import TypicalRoles
from engagement_app.store.datafile import DataFile
from tests.gui.panels import CONTROL, cells, nameless, press, show


@pytest.fixture
def ticked(window, data_file, project, event, settle):
    """The panel with two roles ticked."""
    panel = show(window, TypicalRoles, data_file)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    return panel


def roles(panel):
    project_id = panel.workspace.project_id
    ids = [row.id for row in panel.workspace.read(list_titles, "engagement_role", project_id)]
    return [panel.workspace.read(get, EngagementRole, each) for each in ids]


def test_ticked_roles_are_added_in_one_act_without_any_money(ticked, settle, window):
    assert ticked.add.text() == "Add 2 roles"
    press(Qt.Key.Key_Return, CONTROL)
    settle(ticked.workspace)
    found = {row["title"]: row for row in roles(ticked)}
    assert list(found) == ["Event host", "Front desk and welcome"]
    assert [row["hourly_cost"] for row in found.values()] == [0, 0]
    assert [row["rate_id"] for row in found.values()] == [None, None]
    assert found["Event host"]["event_id"] is None
    assert window.strip.text.text() == "✓ Added: 2 roles"
    assert cells(ticked.table)[0][3] == "Already here"
    assert not ticked.add.isEnabled()
    ticked.workspace.undo()
    settle(ticked.workspace)
    assert roles(ticked) == []


def test_they_may_be_for_the_event_and_at_a_rate(window, sample_file, settle):
    panel = show(window, TypicalRoles, sample_file)
    before = {row["id"] for row in roles(panel)}
    press(Qt.Key.Key_Space)
    panel.where.setFocus()
    press(Qt.Key.Key_Down)
    panel.rate.setFocus()
    press(Qt.Key.Key_R)
    assert panel.rate.currentText() == "Real Living Wage, UK: £13.45 an hour"
    press(Qt.Key.Key_Return, CONTROL)
    settle(panel.workspace)
    (added,) = [row for row in roles(panel) if row["id"] not in before]
    assert added["event_id"] == panel.workspace.event_id
    assert (added["hourly_cost"], added["rate_id"]) == (1345, panel.rate.currentData())


def test_only_rates_for_an_hour_are_offered(window, sample_file):
    panel = show(window, TypicalRoles, sample_file)
    offered = [panel.rate.itemText(at) for at in range(panel.rate.count())]
    assert offered[0] == "Not known yet"
    assert len(offered) > 2
    assert all(text.endswith("an hour") for text in offered[1:])


def test_a_full_disk_keeps_the_ticks(ticked, settle, monkeypatch):
    def full(_file, _act):
        raise StorageError("The disk is full.", Cause.FULL)

    monkeypatch.setattr(DataFile, "writing", full)
    press(Qt.Key.Key_Return, CONTROL)
    settle(ticked.workspace)
    assert ticked.problem.text() == "The disk is full."
    assert len(ticked.model.ticked) == 2
    assert ticked.add.isEnabled()


def test_ticks_and_choices_survive_a_save_elsewhere(ticked, settle):
    ticked.where.setCurrentIndex(1)
    ticked.workspace.changed.emit()
    assert ticked.where.currentText() == "The event “Open day”"
    assert len(ticked.model.ticked) == 2
    press(Qt.Key.Key_Space)
    assert ticked.add.text() == "Add 1 role"


def test_without_a_project_nothing_can_be_added(window, data_file):
    panel = show(window, TypicalRoles, data_file)
    press(Qt.Key.Key_Space)
    assert not panel.add.isEnabled()
    panel.accept()
    assert panel.problem.text() == "There is no project yet. Make one on the Data page."


def test_the_work_of_the_marked_role_is_told(window, sample_file):
    panel = show(window, TypicalRoles, sample_file)
    press(Qt.Key.Key_Down)
    assert panel.work.text().startswith("Facilitator: Leads a table or a workshop")


def test_every_widget_of_the_typical_roles_has_a_name(window, sample_file):
    assert nameless(show(window, TypicalRoles, sample_file)) == []


def test_the_list_of_ticks_is_a_sound_model(ticked, qtmodeltester):
    qtmodeltester.check(ticked.model)
    index = ticked.model.index(0, 0)
    assert ticked.model.setData(
        index, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole
    )
    assert ticked.add.text() == "Add 1 role"
