"""Rates and cost facts on screen: what is in force, the starting card, changes by keyboard."""

from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import Qt

from engagement_app.domain import acts
from engagement_app.domain.rates import CostFactInput, RateInput
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.pages.roles.rates import RatesPanel
from engagement_app.resourcing.rate_list import list_rates
from engagement_app.store.datafile import DataFile
from tests.gui.panels import CONTROL, cells, nameless, press, show, type_in

TODAY = date.today()
DAY = timedelta(days=1)


def add_rates(file, *rows):
    with file.writing("test") as session:
        for name, kind, amount, first, last in rows:
            rate = {"name": name, "kind": kind, "amount": amount}
            acts.add(session, RateInput.parse(**rate, valid_from=first, valid_to=last))


def test_what_is_in_force_today_is_said_in_words(window, data_file):
    floor = "statutory_floor"
    add_rates(
        data_file,
        ("old", floor, 1144, None, TODAY - DAY),
        ("running out", floor, 1221, None, TODAY),
        ("now", floor, 1271, TODAY, None),
        ("next year", floor, 1300, TODAY + DAY, None),
        ("lay member", "involvement_payment", 2000, None, None),
        ("another", "involvement_payment", 1500, None, None),
    )
    panel = show(window, RatesPanel, data_file)
    assert {row[0]: row[2] for row in cells(panel.rates.table)} == {
        "old": "No longer in force",
        "running out": "Valid, but another one counts",
        "now": "In force today",
        "next year": "Not yet in force",
        "lay member": "In force today",
        "another": "In force today",
    }


def test_of_cost_facts_that_begin_together_the_lowest_is_in_force(window, data_file):
    with data_file.writing("test") as session:
        for name, value in (("high", "16"), ("low", "15")):
            fact = {"name": name, "kind": "ni_percent", "value": Decimal(value)}
            acts.add(session, CostFactInput.parse(**fact, valid_from=TODAY))
    panel = show(window, RatesPanel, data_file)
    shown = {row[0]: row[1:3] for row in cells(panel.facts.table)}
    assert shown == {
        "high": ["16%", "Valid, but another one counts"],
        "low": ["15%", "In force today"],
    }


def test_an_empty_file_is_offered_the_starting_card(window, data_file, settle):
    panel = show(window, RatesPanel, data_file)
    assert panel.card.hasFocus()
    press(Qt.Key.Key_Space)
    settle(panel.workspace)
    assert not panel.card.isVisible()
    assert panel.rates.table.hasFocus()
    assert len(cells(panel.rates.table)) == len(cells(panel.facts.table)) == 6
    assert all(row[5] != "Not known" for row in cells(panel.rates.table))


def test_a_card_that_was_deleted_is_brought_back(window, data_file, settle):
    panel = show(window, RatesPanel, data_file)
    panel.add_card()
    settle(panel.workspace)
    for each in (panel.rates, panel.facts):
        each.start()
        while cells(each.table):
            press(Qt.Key.Key_Delete)
            settle(panel.workspace)
    assert panel.card.isVisible()
    panel.add_card()
    settle(panel.workspace)
    assert len(cells(panel.rates.table)) == 6


def test_a_card_that_could_not_be_saved_is_told_and_offered_again(
    window, data_file, settle, monkeypatch
):
    panel = show(window, RatesPanel, data_file)

    def full(_file, _act):
        raise StorageError("The disk is full.", Cause.FULL)

    monkeypatch.setattr(DataFile, "writing", full)
    press(Qt.Key.Key_Space)
    settle(panel.workspace)
    assert panel.problem.text() == "The disk is full."
    assert panel.card.isEnabled()


def test_a_rate_is_added_and_amended_by_keyboard(window, data_file, settle):
    panel = show(window, RatesPanel, data_file)
    panel.rates.add()
    editors = panel.rates.panel.form.editors
    type_in("London Living Wage")
    editors["kind"].setFocus()
    press(Qt.Key.Key_R)
    editors["amount"].setFocus()
    type_in("14.80")
    editors["source"].setFocus()
    type_in("Living Wage Foundation")
    press(Qt.Key.Key_Return, CONTROL)
    settle(panel.workspace)
    told = ["London Living Wage", "£14.80 an hour", "In force today", "No dates are given"]
    assert cells(panel.rates.table)[0][:4] == told
    assert cells(panel.rates.table)[0][5] == "Living Wage Foundation"
    press(Qt.Key.Key_Return)
    editors["valid_to"].setFocus()
    type_in("01/02/2020")
    press(Qt.Key.Key_Return, CONTROL)
    settle(panel.workspace)
    assert cells(panel.rates.table)[0][2:4] == ["No longer in force", "Until 1 February 2020"]


def test_a_full_disk_keeps_the_rate_that_was_typed(window, sample_file, settle, monkeypatch):
    panel = show(window, RatesPanel, sample_file)
    press(Qt.Key.Key_Return)
    type_in("!")

    def full(_file, _act):
        raise StorageError("The disk is full.", Cause.FULL)

    monkeypatch.setattr(DataFile, "writing", full)
    press(Qt.Key.Key_Return, CONTROL)
    settle(panel.workspace)
    form = panel.rates.panel.form
    assert form._problem.text() == "The disk is full."
    assert "!" in form.editors["name"].text()


def test_every_widget_of_the_rates_has_a_name(window, sample_file):
    panel = show(window, RatesPanel, sample_file)
    assert nameless(panel) == []
    for add in (panel.rates.add, panel.facts.add):
        add()
        assert nameless(panel) == []


def test_a_record_that_is_gone_is_told_in_the_strip(window, sample_file, settle):
    panel = show(window, RatesPanel, sample_file)
    row = panel.rates.table.current()
    press(Qt.Key.Key_Delete)
    settle(panel.workspace)
    panel.rates.amend(row)
    assert window.strip.text.text() == "This record is no longer there. Choose another."
    assert not panel.rates.panel.isVisible()
    assert len(panel.workspace.read(list_rates, TODAY)) == 5
