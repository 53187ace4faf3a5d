"""People who are on record twice: found, compared, merged and taken apart by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from engagement_app.domain import acts
from engagement_app.domain.merging import also_known_as
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.same_person import ends
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.looks.dress import dress
from engagement_app.store.datafile import DataFile


@pytest.fixture
def two(sample_file):
    """Somebody twice in the sample: their ids."""
    with sample_file.writing("test") as session:
        return tuple(
            acts.add(session, PersonInput.parse(**values))
            for values in (
                {"given_name": "Tesni", "family_name": "Probert", "phone": "07700 900123"},
                {"given_name": "Tesni", "family_name": "Proberd", "phone": "+447700900123"},
            )
        )


@pytest.fixture
def place(window, sample_file, two, settle, qtbot):
    """The pairs of the sample, listed."""
    window.workspace.open(sample_file)
    window.go_to("data")
    place = window.pages["data"].records.show_twice()
    window.pages["data"].records.start()
    qtbot.waitUntil(lambda: len(place.model.rows) > 0)
    return place


def show_the_two(place, qtbot):
    """Enter on their pair shows them side by side."""
    at = next(at for at, row in enumerate(place.model.rows) if row.one_name.startswith("Tesni"))
    place.list.mark(at)
    qtbot.keyClick(place.list, Qt.Key.Key_Return)
    return place.panel


def test_a_pair_is_merged_by_keyboard_and_undone(place, window, two, qtbot, settle):
    panel = show_the_two(place, qtbot)
    pair = place.list.current()
    assert "similar name" in pair.why
    assert "same phone" in pair.why
    focused = QApplication.focusWidget()
    assert focused.accessibleName().startswith("Family name: Pro")
    qtbot.keyClick(focused, Qt.Key.Key_Right)
    expected = pair.other_name
    assert panel.told.text().startswith(expected)
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window.workspace)
    assert panel.isHidden()
    assert place.list.hasFocus()
    assert window.strip.text.text() == f"✓ Merged: {expected}"
    assert window.workspace.read(ends, [pair.other]) == {pair.other: pair.one}
    assert pair not in place.model.rows
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window.workspace)
    assert window.workspace.read(ends, [pair.other]) == {pair.other: pair.other}
    qtbot.waitUntil(lambda: any(row.one == pair.one for row in place.model.rows))


def test_escape_leaves_two_people_apart(place, two, qtbot, window):
    panel = show_the_two(place, qtbot)
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert window.workspace.read(ends, two) == {each: each for each in two}


def test_a_merge_that_cannot_be_saved_keeps_the_choices(place, qtbot, settle, window, monkeypatch):
    panel = show_the_two(place, qtbot)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)

    def full(_self, _act):
        raise StorageError("The disk is full.", Cause.FULL)

    monkeypatch.setattr(DataFile, "writing", full)
    panel.accept()
    settle(window.workspace)
    assert panel.isVisible()
    assert panel.problem.text()
    assert panel.sides.taking()["family_name"] == "other"
    assert panel.merge.isEnabled()


def test_two_are_chosen_by_hand_and_one_is_not_two(place, two, window):
    place.compare_chosen()
    assert window.strip.text.text() == "Choose two people first."
    place.one.set_value(two[0])
    place.other.set_value(two[0])
    place.compare_chosen()
    assert "one and the same record" in window.strip.text.text()
    place.other.set_value(two[1])
    place.compare_chosen()
    assert place.panel.isVisible()


def test_who_was_merged_is_shown_with_the_person_and_taken_apart(place, two, window, qtbot, settle):
    show_the_two(place, qtbot).accept()
    settle(window.workspace)
    kept = window.workspace.read(ends, [two[0]])[two[0]]
    people = window.pages["data"].records.show_kind("person")
    people.panel.amend(kept)
    apart = [
        each
        for each in people.panel.known.findChildren(QWidget)
        if each.accessibleName().startswith("Take apart: Tesni Prober")
    ]
    qtbot.keyClick(apart[0], Qt.Key.Key_Space)
    settle(window.workspace)
    assert window.workspace.read(also_known_as, kept) == []
    assert "Taken apart: Tesni" in window.strip.text.text()


def test_somebody_else_is_chosen_for_the_person_that_is_shown(place, two, window, qtbot):
    people = window.pages["data"].records.show_kind("person")
    people.panel.amend(two[0])
    qtbot.keyClick(people.panel.twice, Qt.Key.Key_Space)
    assert place.isVisible()
    assert place.one.value() == two[0]
    assert place.other.hasFocus()


def test_somebody_deleted_meanwhile_is_told_and_not_merged(place, two, window, qtbot, settle):
    panel = show_the_two(place, qtbot)
    window.workspace.write("record.delete", acts.delete, Person, two[1])
    settle(window.workspace)
    panel.accept()
    settle(window.workspace)
    assert "no longer there" in panel.problem.text()


def test_a_file_without_doubles_says_so(window, data_file, qtbot):
    window.workspace.open(data_file)
    window.go_to("data")
    place = window.pages["data"].records.show_twice()
    place.reload()
    qtbot.waitUntil(lambda: "Nobody seems" in place.note.text())


def test_every_control_says_what_it_is(place, qtbot):
    show_the_two(place, qtbot)
    for each in place.findChildren(QWidget):
        if not each.isVisible() or each.focusProxy():
            continue
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(each)
            assert interface.text(QAccessible.Text.Name), each


def test_the_panel_takes_the_place_of_the_pairs_where_there_is_no_room(place, qtbot, qapp, window):
    dress(qapp, "light", 200)
    try:
        show_the_two(place, qtbot)
        assert place.left.isHidden()
        place.panel.closed.emit()
        assert place.left.isVisible()
    finally:
        dress(qapp, "light", 100)
