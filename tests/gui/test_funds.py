"""The list of funds: what is left of each, and promises to roles, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engagement_app.domain import acts
from engagement_app.domain.funds import AllocationInput, FundInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.roles import EngagementRoleInput
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.pages.roles.allocations import name_of_fund, words_of_left
from engagement_app.gui.pages.roles.funds import FundsPanel
from engagement_app.resourcing.fund_list import list_funds
from engagement_app.store.datafile import DataFile
from tests.gui.panels import CONTROL, cells, nameless, press, show, type_in


@pytest.fixture
def ledger(data_file, project):
    """Two roles, and a confirmed fund of £500.00 of which £700.00 is promised."""
    with data_file.writing("test") as session:
        ids = {}
        for title in ("Event host", "Note-taker"):
            role = EngagementRoleInput.parse(project_id=project, title=title, belt="route_in")
            ids[title] = acts.add(session, role)
        fund = FundInput.parse(
            project_id=project, title="Lottery", amount=50_000, status="confirmed"
        )
        ids["Lottery"] = acts.add(session, fund)
        for title, amount in (("Event host", 40_000), ("Note-taker", 30_000)):
            promise = AllocationInput.parse(
                fund_id=ids["Lottery"], role_id=ids[title], amount=amount
            )
            acts.add(session, promise)
    return ids


def test_a_fund_promised_twice_says_so_in_words(window, data_file, ledger):
    panel = show(window, FundsPanel, data_file)
    assert cells(panel.funds.table)[0][:5] == [
        "Lottery",
        "Promised £200.00 more than it holds",
        "Confirmed",
        "£500.00",
        "£700.00",
    ]
    assert panel.summary.text() == (
        "£0.00 of confirmed money is promised to no role. 1 fund is promised more than it holds."
    )
    assert [row[2] for row in cells(panel.promises.table)] == ["£285.71", "£214.29"]


def test_the_sample_tells_what_is_left_of_each_fund(window, sample_file):
    panel = show(window, FundsPanel, sample_file)
    left = {row[0]: row[1] for row in cells(panel.funds.table)}
    assert left["Neighbourhood voices grant"] == "£149.12 left"
    assert left["Small fires fund"] == "Promised £600.00 more than it holds"
    assert left["Ward pot, market hall"] == "Nothing"
    assert left["Seats at tables"] == "No money"
    assert panel.summary.text().startswith("£149.12 of confirmed money is promised to no role.")


def test_the_mark_on_a_fund_shows_its_promises(window, sample_file):
    panel = show(window, FundsPanel, sample_file)
    press(Qt.Key.Key_Down)
    assert panel.promises.heading.text() == "Promised from Small fires fund"
    assert len(cells(panel.promises.table)) == 5
    while panel.funds.table.current().title != "Home safely":
        press(Qt.Key.Key_Down)
    assert all(row[2].endswith(", once confirmed") for row in cells(panel.promises.table))
    while panel.funds.table.current().title != "Seats at tables":
        press(Qt.Key.Key_Down)
    assert {row[2] for row in cells(panel.promises.table)} == {"Nothing"}


def test_a_fund_is_added_amended_and_deleted_by_keyboard(window, data_file, project, settle):
    panel = show(window, FundsPanel, data_file)
    assert panel.funds.new.hasFocus()
    assert panel.funds.nothing.text() == "No funds are recorded yet."
    press(Qt.Key.Key_Space)
    type_in("Wheelhouse")
    panel.funds.panel.form.editors["amount"].setFocus()
    type_in("1,200.50")
    press(Qt.Key.Key_Return, CONTROL)
    settle(panel.workspace)
    assert cells(panel.funds.table)[0][:4] == [
        "Wheelhouse",
        "£1,200.50 left",
        "Applied",
        "£1,200.50",
    ]
    assert panel.funds.table.hasFocus()
    assert not panel.funds.panel.isVisible()
    press(Qt.Key.Key_Return)
    panel.funds.panel.form.editors["title"].setFocus()
    type_in("Staying in touch")
    press(Qt.Key.Key_Return, CONTROL)
    settle(panel.workspace)
    assert cells(panel.funds.table)[0][0] == "Staying in touch"
    press(Qt.Key.Key_Delete)
    settle(panel.workspace)
    assert cells(panel.funds.table) == []
    assert panel.workspace.read(list_funds, project).funds == ()


def test_money_is_promised_to_the_marked_role_in_two_keys(window, data_file, ledger, settle):
    panel = show(window, FundsPanel, data_file)
    assert not panel.promise.isEnabled()
    panel.show_role(ledger["Note-taker"])
    assert panel.promise.text() == "&Promise money to Note-taker"
    assert panel.promised.text() == "Promised to Note-taker: £300.00 from Lottery (confirmed)."
    assert panel.promises.table.current().role == "Note-taker"
    assert cells(panel.promises.table)[1][0] == "Marked: Note-taker"
    press(Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    QTest.qWait(150)
    type_in("25")
    press(Qt.Key.Key_Return, CONTROL)
    settle(panel.workspace)
    found = panel.workspace.read(list_funds, panel.workspace.project_id)
    assert found.promised_to(ledger["Note-taker"], ledger["Lottery"]) == 32_500


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_role_is_picked_by_typing_also_one_made_since(
    window, data_file, ledger, project, settle, type_text
):
    panel = show(window, FundsPanel, data_file)
    later = EngagementRoleInput.parse(project_id=project, title="Cyfieithydd tŷ", belt="both")
    panel.workspace.write("test", acts.add, later)
    settle(panel.workspace)
    panel.promises.table.setFocus()
    press(Qt.Key.Key_Insert)
    role = panel.promises.panel.form.editors["role_id"]
    assert QApplication.focusWidget() is role
    role.lineEdit().selectAll()
    type_text(role.lineEdit(), "Cyfieithydd tŷ")
    panel.promises.panel.form.editors["amount"].setFocus()
    type_in("10")
    press(Qt.Key.Key_Return, CONTROL)
    settle(panel.workspace)
    assert ["Cyfieithydd tŷ", "£10.00"] in [row[:2] for row in cells(panel.promises.table)]


def test_a_promise_without_a_role_is_refused_at_its_field(window, data_file, ledger, settle):
    panel = show(window, FundsPanel, data_file)
    panel.promises.add()
    assert panel.promises.panel.heading.text() == (
        "A promise from Lottery: Promised £200.00 more than it holds"
    )
    panel.promises.panel.form.editors["amount"].setFocus()
    type_in("10")
    press(Qt.Key.Key_Return, CONTROL)
    settle(panel.workspace)
    assert panel.promises.panel.form._problem.text() == "This cannot be left empty."
    assert panel.promises.panel.form.editors["amount"].text() == "10"


def test_a_full_disk_keeps_what_was_typed(window, data_file, ledger, settle, monkeypatch):
    panel = show(window, FundsPanel, data_file)
    panel.show_role(ledger["Event host"])
    panel.promise_to_role()
    type_in("99.90")

    def full(_file, _act):
        raise StorageError("The disk is full.", Cause.FULL)

    monkeypatch.setattr(DataFile, "writing", full)
    press(Qt.Key.Key_Return, CONTROL)
    settle(panel.workspace)
    form = panel.promises.panel.form
    assert form._problem.text() == "The disk is full."
    assert form.editors["amount"].text() == "99.90"
    assert panel.promises.panel.isVisible()


def test_typed_text_and_the_mark_survive_a_save_elsewhere(window, sample_file, settle):
    panel = show(window, FundsPanel, sample_file)
    press(Qt.Key.Key_Down)
    marked = panel.funds.table.current().id
    press(Qt.Key.Key_Insert)
    type_in("Half typed")
    fund = FundInput.parse(
        project_id=panel.workspace.project_id, title="A first", amount=1, status="confirmed"
    )
    panel.workspace.write("test", acts.add, fund)
    settle(panel.workspace)
    assert cells(panel.funds.table)[0][0] == "A first"
    assert panel.funds.table.current().id == marked
    assert panel.funds.panel.form.editors["funder_name"].text() == "Half typed"


def test_escape_leaves_the_form_and_gives_the_focus_back(window, sample_file):
    panel = show(window, FundsPanel, sample_file)
    press(Qt.Key.Key_Return)
    assert panel.funds.panel.isVisible()
    press(Qt.Key.Key_Escape)
    assert not panel.funds.panel.isVisible()
    assert panel.funds.table.hasFocus()


def test_one_form_is_open_at_a_time_and_takes_the_place_of_the_list_where_it_is_narrow(
    window, sample_file
):
    panel = show(window, FundsPanel, sample_file)
    panel.promises.add()
    panel.funds.add()
    assert panel.funds.panel.isVisible()
    assert not panel.promises.panel.isVisible()
    assert panel.funds.table.isVisible()
    window.resize(700, 600)
    assert not panel.funds.table.isVisible()
    press(Qt.Key.Key_Escape)
    assert panel.funds.table.isVisible()
    assert panel.funds.table.hasFocus()


def test_without_a_project_there_is_nothing_to_add_to(window, data_file):
    panel = show(window, FundsPanel, data_file)
    assert not panel.funds.new.isEnabled()
    assert not panel.promises.new.isEnabled()
    panel.funds.add()
    panel.promises.add()
    panel.promise_to_role()
    assert not panel.funds.panel.isVisible()
    assert not panel.promises.panel.isVisible()


def test_a_role_of_another_project_is_not_named(window, data_file, ledger, settle):
    with data_file.writing("test") as session:
        other = acts.add(session, ProjectInput.parse(name="Zebra"))
    panel = show(window, FundsPanel, data_file)
    panel.show_role(ledger["Note-taker"])
    panel.workspace.choose(other, None)
    assert not panel.promise.isEnabled()
    assert not panel.promised.isVisible()
    assert cells(panel.funds.table) == []


def test_every_widget_of_the_funds_has_a_name(window, sample_file):
    panel = show(window, FundsPanel, sample_file)
    assert nameless(panel) == []
    for add in (panel.funds.add, panel.promises.add):
        add()
        assert nameless(panel) == []


def test_a_nameless_fund_is_still_called_something(data_file, project):
    with data_file.writing("test") as session:
        acts.add(session, FundInput.parse(project_id=project, amount=5))
    with data_file.reading() as session:
        fund = list_funds(session, project).funds[0]
    assert name_of_fund(fund) == "A fund without a title"
    assert words_of_left(fund) == "£0.05 left"


def test_the_lists_are_sound_models(window, sample_file, qtmodeltester):
    panel = show(window, FundsPanel, sample_file)
    qtmodeltester.check(panel.funds.model)
    qtmodeltester.check(panel.promises.model)


def test_a_promise_beyond_what_the_fund_holds_is_saved_and_said(
    window, data_file, project, ledger, settle
):
    panel = show(window, FundsPanel, data_file)
    said = []
    panel.workspace.told.connect(lambda sentence, _undo: said.append(sentence))
    panel.show_role(ledger["Note-taker"])
    panel.promise_to_role()
    assert panel.promises.panel.heading.text().startswith("A promise from Lottery")
    type_in("500")
    press(Qt.Key.Key_Return, CONTROL)
    settle(panel.workspace)
    over = "£1,200.00 is promised from a fund of £500.00: each promise counts in part."
    assert said == [f"Saved: Promise. {over}"]
    assert panel.promises.over.text() == over
    assert panel.promises.over.isVisible()
    assert words_of_left(panel.funds.table.current()) == "Promised £700.00 more than it holds"


def test_a_promise_that_the_fund_holds_is_only_saved(window, data_file, project, settle):
    with data_file.writing("test") as session:
        role = EngagementRoleInput.parse(project_id=project, title="Host", belt="route_in")
        role_id = acts.add(session, role)
        fund = FundInput.parse(project_id=project, title="Tawe", amount=900, status="confirmed")
        acts.add(session, fund)
    panel = show(window, FundsPanel, data_file)
    said = []
    panel.workspace.told.connect(lambda sentence, _undo: said.append(sentence))
    panel.promises.promise_to(role_id)
    assert panel.promises.panel.form.editors["amount"].hasFocus()
    type_in("9")
    press(Qt.Key.Key_Return, CONTROL)
    settle(panel.workspace)
    assert said == ["Saved: Promise"]
    assert not panel.promises.over.isVisible()
