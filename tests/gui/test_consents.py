"""What a person agrees to, in their panel: given, taken back and undone by keyboard."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from engagement_app.domain import acts
from engagement_app.domain.consenting import read_answers
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.wordings import in_use, set_wording
from engagement_app.store.plain_rows import ask
from tests.gui.panels import nameless


@pytest.fixture
def person(data_file):
    with data_file.writing("test") as session:
        return acts.add(session, PersonInput.parse(known_as="Ann"))


@pytest.fixture
def panel(person, data_file, window, settle):
    """The panel of somebody who was not asked anything yet."""
    window.workspace.open(data_file)
    window.go_to("data")
    page = window.pages["data"]
    page.turn_to(f"person/{person}")
    settle(window.workspace)
    return page.records.stack.currentWidget().panel


def answers(window, person):
    return [
        (each.purpose, each.given, each.basis, each.version)
        for each in window.workspace.read(read_answers, person)
    ]


def test_an_answer_is_given_and_taken_back_by_keyboard(panel, person, window, qtbot, settle):
    version = window.workspace.read(in_use)["photo"].version
    qtbot.keyClick(panel.agreeing, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is panel.consents.purposes["attendance"].yes
    line = panel.consents.purposes["photo"]
    assert "not asked yet" in line.standing.text()
    qtbot.keyClick(line.yes, Qt.Key.Key_Space)
    settle(window.workspace)
    assert line.standing.text().startswith("Photo: ✓ yes")
    qtbot.keyClick(line.no, Qt.Key.Key_Space)
    settle(window.workspace)
    assert line.standing.text().startswith("Photo: ✗ no")
    assert answers(window, person) == [
        ("photo", "no", "consent", version),
        ("photo", "yes", "consent", version),
    ]
    window.workspace.undo()
    settle(window.workspace)
    assert line.standing.text().startswith("Photo: ✓ yes")


def test_what_is_read_out_is_what_is_written_down(panel, person, window, qtbot, settle):
    line = panel.consents.purposes["contact"]
    assert "May we get in touch" in line.words.text()
    window.workspace.write("consent.wording", set_wording, "contact", "May we ring you?")
    settle(window.workspace)
    assert "May we ring you?" in line.words.text()
    qtbot.keyClick(line.yes, Qt.Key.Key_Space)
    settle(window.workspace)
    assert "Version 2-" in panel.consents.before.text()
    assert "“May we ring you?”" in panel.consents.before.text()


def test_other_bases_than_consent_can_be_chosen_and_the_wheel_chooses_none(
    panel, person, window, qtbot, settle
):
    basis = panel.consents.basis
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(basis.mapToGlobal(QPoint(5, 5))),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    for box in (basis, panel.form.editors["preferred_contact"]):
        before = box.currentIndex()
        QApplication.sendEvent(box, turn)
        assert box.currentIndex() == before
    qtbot.keyClick(basis, Qt.Key.Key_Down)
    qtbot.keyClick(panel.consents.purposes["quote"].no, Qt.Key.Key_Space)
    settle(window.workspace)
    assert [each[:3] for each in answers(window, person)] == [
        ("quote", "no", "legitimate_interests")
    ]


def test_a_yes_to_contact_is_refused_beside_do_not_contact(panel, person, window, qtbot, settle):
    window.workspace.write("record.amend", acts.amend, Person, person, do_not_contact=True)
    settle(window.workspace)
    qtbot.keyClick(panel.consents.purposes["contact"].yes, Qt.Key.Key_Space)
    settle(window.workspace)
    assert "take the tick out" in panel.consents.problem.text()
    assert answers(window, person) == []


def test_of_somebody_new_nothing_is_asked_before_they_are_saved(panel, window, qtbot):
    panel.add()
    assert not panel.consents.isVisible()


def test_everything_that_takes_the_focus_has_a_name(panel):
    assert nameless(panel) == []


def test_what_is_typed_in_the_form_stays_while_an_answer_is_written_down(
    panel, person, window, qtbot, settle, type_text
):
    type_text(panel.form.editors["notes"], "half typed")
    qtbot.keyClick(panel.consents.purposes["quote"].yes, Qt.Key.Key_Space)
    settle(window.workspace)
    assert panel.form.editors["notes"].value() == "half typed"
    assert window.workspace.read(ask, "SELECT notes FROM person") == [(None,)]
