"""The hourly cost of a post on screen: the worked example, its steps, what is missing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from engagement_app.domain import acts
from engagement_app.domain.finding import list_titles
from engagement_app.domain.rates import CostFact
from engagement_app.gui.pages.roles.calculator import PostCalculator
from engagement_app.resourcing.post_steps import read_cost_facts
from tests.gui.panels import nameless, press, show, type_in


@pytest.fixture
def worked(window, sample_file):
    """The worked post, typed by keyboard."""
    panel = show(window, PostCalculator, sample_file)
    for text in ("28,000", "37.5", "33"):
        type_in(text)
        press(Qt.Key.Key_Tab)
    return panel


def steps(answer):
    return [
        answer.steps.itemAt(place).widget().text()
        for place in range(answer.steps.count())
        if isinstance(answer.steps.itemAt(place).widget(), QLabel)
    ]


def test_the_worked_post_costs_what_it_must(worked):
    assert worked.paid.figure.text() == "£18.86 an hour"
    assert worked.covered.figure.text() == "£16.83 an hour"


def test_every_step_is_told_with_its_source(worked):
    told = steps(worked.paid)
    assert told[0] == "1. Salary: £28,000.00 a year."
    assert told[1].endswith("Of this salary £23,000.00 is above it: £3,450.00.")
    assert told[2].startswith("Employer NI, percent: Government rates for 2025/26 onwards.")
    assert "4. Together: £28,000.00 + £3,450.00 + £652.80 = £32,102.80 a year." in told
    assert told[-2].endswith("less 33 days of leave of 7.5 hours each: 1,702.5 hours.")
    assert told[-1].endswith(
        "£32,102.80 divided by 1,702.5 hours, to the nearest penny: £18.86 an hour."
    )
    assert "nothing, where the Employment Allowance covers it" in steps(worked.covered)[1]


def test_an_answer_is_used_for_the_marked_role(worked, sample_file):
    chosen = []
    worked.chosen.connect(chosen.append)
    worked.paid.use.setFocus()
    press(Qt.Key.Key_Space)
    worked.covered.use.setFocus()
    press(Qt.Key.Key_Space)
    assert chosen == [1886, 1683]


def test_the_marked_role_is_named_on_the_button(worked):
    assert worked.paid.use.text() == "Use £18.86 for the marked role"
    role = worked.workspace.read(role_called, "Table facilitators, two people")
    worked.show_role(role)
    assert worked.paid.use.text() == "Use £18.86 for Table facilitators, two people"
    worked.show_role(None)
    assert worked.covered.use.text() == "Use £16.83 for the marked role"


def role_called(session, title):
    return next(row.id for row in list_titles(session, "engagement_role") if row.title == title)


def test_nothing_is_offered_before_all_is_typed(window, sample_file):
    panel = show(window, PostCalculator, sample_file)
    type_in("28000")
    assert panel.paid.figure.text() == "Not known yet"
    assert not panel.paid.use.isEnabled()
    assert steps(panel.paid) == []


def test_what_cannot_be_read_is_said_and_mended(worked):
    editor = worked.editors["salary"]
    editor.setFocus()
    type_in("x")
    assert worked.problem.isVisible()
    assert worked.problem.text().startswith("Salary a year (£): “28,000x” is not understood")
    assert not worked.paid.use.isEnabled()
    press(Qt.Key.Key_Backspace)
    assert not worked.problem.isVisible()
    assert worked.paid.figure.text() == "£18.86 an hour"


def test_a_post_without_hours_is_refused_in_words(worked):
    worked.editors["weekly_hours"].selectAll()
    worked.editors["weekly_hours"].setFocus()
    type_in("0")
    assert worked.paid.problem.text().startswith("No productive hours are left.")


def test_a_missing_fact_is_named(worked):
    worked.editors["day"].line.selectAll()
    worked.editors["day"].setFocus()
    type_in("05/04/2025")
    assert worked.paid.problem.text() == (
        "In force on 5 April 2025 there is no cost fact “Employer NI, percent”, “Employer NI,"
        " threshold a year”, “Employer pension, percent”, “Employer pension, from a year”,"
        " “Employer pension, up to a year”. Enter it among the cost facts, with its source."
    )
    assert "“Employer NI" not in worked.covered.problem.text()


def test_a_changed_fact_changes_the_answer_at_once_and_typing_stays(worked, settle):
    facts = worked.workspace.read(read_cost_facts)
    percent = next(fact for fact in facts if fact.kind == "ni_percent")
    worked.workspace.write("test", acts.amend, CostFact, percent.id, value=percent.value * 2)
    settle(worked.workspace)
    assert worked.paid.figure.text() == "£20.88 an hour"
    assert worked.editors["salary"].text() == "28,000"


def test_an_allowance_that_is_not_known_is_said(worked, settle):
    facts = worked.workspace.read(read_cost_facts)
    allowance = next(fact for fact in facts if fact.kind == "employment_allowance")
    worked.workspace.write("test", acts.delete, CostFact, allowance.id)
    settle(worked.workspace)
    assert worked.covered.figure.text() == "£16.83 an hour"
    assert "the allowance is on that day is not known here" in steps(worked.covered)[1]


def test_every_widget_of_the_calculator_has_a_name(worked):
    assert nameless(worked) == []
