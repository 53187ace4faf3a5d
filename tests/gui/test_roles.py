"""Roles and funding: the grid as a spreadsheet, the clipboard, and the role that is marked."""

from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QToolButton, QWidget

from engagement_app.domain import acts
from engagement_app.domain.funds import AllocationInput, FundInput
from engagement_app.domain.organisations import OrganisationInput
from engagement_app.domain.projects import ProjectInput
from engagement_app.domain.tables import TABLES
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.pages.roles.columns import COLUMNS, FIELDS
from engagement_app.store.datafile import DataFile, open_file
from engagement_app.store.records import table_of

pytestmark = pytest.mark.thorough

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WORKED_EXAMPLE = """\
Event host\troute in\t\t\t36\t0\t18.86
Facilitators (two)\troute in\t\t\t24\t0\t18.86
Community representative\tvoice for\t\t\t18\t0\t27.50
VSO representative\tvoice for\t\t\t30\t0\t£18.86
Note-taker and feedback\troute in\t\t\t14\t0\t18.86
Follow-up owner\tboth ends\t\t\t18\t0\t18.86
"""


class Sheet:
    """The roles page of an open window, and keys pressed on it as people press them."""

    def __init__(self, window, qtbot, type_text, settle):
        self.page = window.pages["roles"]
        self.grid = self.page.grid
        self.workspace = window.workspace
        self._qtbot, self._type, self._settle = qtbot, type_text, settle

    def go(self, row, field):
        at = FIELDS.index(field) if field in FIELDS else field
        self.grid.setCurrentIndex(self.grid.sheet.index(row, at))

    def type(self, text):
        for letter in text:
            self._type(self.focus(), letter)

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self._qtbot.keyClick(self.focus(), key, modifiers)

    def save(self):
        self._settle(self.workspace)

    def focus(self):
        return QApplication.focusWidget()

    def is_editing(self):
        return self.grid.state() == QAbstractItemView.State.EditingState

    def at(self):
        index = self.grid.currentIndex()
        return index.row(), FIELDS[index.column()]

    def text(self, row, title):
        at = [column.title for column in COLUMNS].index(title)
        return self.grid.sheet.index(row, at).data()

    def column(self, title):
        return [self.text(row, title) for row in range(self.grid.sheet.rowCount())]

    def paste(self, text):
        QGuiApplication.clipboard().setText(text)
        self.press(KEY.Key_V, CONTROL)

    def roles(self):
        return self.workspace.read(live_roles)


def live_roles(session):
    table = table_of(TABLES["engagement_role"])
    query = table.select().where(table.c.deleted_at.is_(None))
    return [dict(row) for row in session.execute(query).mappings()]


def acts_in(session):
    rows = session.connection().exec_driver_sql("SELECT DISTINCT act_id FROM change")
    return len(rows.all())


@pytest.fixture
def opened(window, qtbot, type_text, settle):
    """Opens a file on the roles page."""

    def go(file):
        window.workspace.open(file)
        window.go_to("roles")
        settle(window.workspace)
        return Sheet(window, qtbot, type_text, settle)

    return go


@pytest.fixture
def sheet(opened, data_file, event):
    """An empty project."""
    return opened(data_file)


@pytest.fixture
def filled(sheet):
    """The worked example of the specification, pasted."""
    sheet.paste(WORKED_EXAMPLE)
    sheet.press(KEY.Key_Return)
    sheet.save()
    return sheet


@pytest.fixture
def full_disk(monkeypatch):
    """Nothing can be saved while this stands."""

    @contextmanager
    def writing(_self, _act):
        raise StorageError("The disk is full.", Cause.FULL)
        yield

    @contextmanager
    def full():
        with monkeypatch.context() as patch:
            patch.setattr(DataFile, "writing", writing)
            yield

    return full


def test_a_role_is_typed_with_the_keyboard_alone_and_its_gap_is_right_to_the_penny(sheet):
    assert sheet.at() == (0, "title")
    assert sheet.text(0, "Role") == "New role…"
    sheet.type("Gwesteiwr, Siân")
    sheet.press(KEY.Key_Tab)
    sheet.press(KEY.Key_V)
    for _column in ("organisation", "name", "hours"):
        sheet.press(KEY.Key_Tab)
    sheet.type("36")
    sheet.press(KEY.Key_Tab)
    sheet.press(KEY.Key_Tab)
    sheet.type("18.86")
    sheet.press(KEY.Key_Return)
    sheet.save()
    assert sheet.text(0, "Role") == "Gwesteiwr, Siân"
    assert sheet.text(0, "End of the belt") == "Voice for"
    assert sheet.text(0, "Gap") == "£678.96"
    assert sheet.text(0, "Status") == "Unfunded"
    assert sheet.page.totals.gap.text() == "Gap £678.96 of £678.96, 100% unfunded"
    assert sheet.text(1, "Role") == "New role…"
    assert [role["belt"] for role in sheet.roles()] == ["voice_for"]


def test_the_worked_example_is_pasted_in_one_act_and_costs_what_it_must(filled):
    assert filled.page.totals.gap.text() == "Gap £2,795.92 of £2,795.92, 100% unfunded"
    assert filled.column("Full cost")[:6] == [
        "£678.96", "£452.64", "£495.00", "£565.80", "£264.04", "£339.48",
    ]  # fmt: skip
    assert filled.workspace.read(acts_in) == 3, "project, event, paste"


def test_confirmed_money_closes_the_gap_of_its_role_alone(filled, data_file, project):
    role = next(each for each in filled.roles() if each["title"].startswith("Facilitators"))
    with data_file.writing("fund") as session:
        fund = FundInput.parse(project_id=project, amount=15_088, status="confirmed", title="Tawe")
        fund_id = acts.add(session, fund)
        promise = AllocationInput.parse(fund_id=fund_id, role_id=role["id"], amount=15_088)
        acts.add(session, promise)
    filled.page.refresh()
    assert filled.text(1, "Confirmed") == "£150.88"
    assert filled.text(1, "Gap") == "£301.76"
    assert filled.page.totals.gap.text() == "Gap £2,645.04 of £2,795.92, 94.6% unfunded"


def test_a_paste_says_first_what_it_will_do_and_escape_leaves_it(sheet):
    sheet.paste("Event host\troute in\tTŷ Newydd\n")
    assert sheet.page.paste.told.text() == (
        "This paste makes 1 new role. New organisations: Tŷ Newydd."
    )
    assert sheet.page.paste.paste.hasFocus()
    sheet.press(KEY.Key_Escape)
    assert not sheet.page.paste.isVisible()
    assert sheet.grid.hasFocus()
    assert sheet.roles() == []


def test_rows_with_their_headers_are_pasted_by_name_and_the_rest_is_left_out(sheet):
    sheet.paste("Role\tHours\tHourly cost\tGap\nEvent host\t36\t18.86\t678.96\n")
    assert sheet.page.paste.told.text() == (
        "This paste makes 1 new role. End of the belt of the new roles: route in. Left out, as"
        " the program works it out or keeps it elsewhere: Gap."
    )
    sheet.press(KEY.Key_Return)
    sheet.save()
    assert sheet.text(0, "Gap") == "£678.96"


def test_a_bad_cell_is_refused_by_its_row_and_column_and_nothing_is_pasted(filled):
    filled.go(0, "hours_needed")
    filled.paste("40\t2\t19.00\n1.234,50\t2\t-5\n")
    told = filled.page.paste.told.text()
    assert "Row 2. Hours needed: “1.234,50” has a comma before its decimals." in told
    assert "Hourly cost (£): “-5” is less than nothing." in told
    assert not filled.page.paste.paste.isVisible()
    filled.press(KEY.Key_Escape)
    assert filled.column("Hours needed")[:2] == ["36", "24"]
    assert filled.grid.hasFocus()


def test_undo_takes_a_whole_paste_back(filled, qtbot):
    filled.press(KEY.Key_Z, CONTROL)
    filled.save()
    assert filled.roles() == []
    assert filled.column("Role") == ["New role…"]


def test_a_paste_over_roles_changes_them_and_makes_those_beyond_them(filled):
    filled.go(5, "title")
    filled.paste('"Follow-up\nowner"\tboth\n"=HYPERLINK(1)"\tboth\n')
    assert filled.page.paste.told.text() == "This paste changes 1 role and makes 1 new role."
    filled.press(KEY.Key_Return)
    filled.save()
    assert filled.column("Role")[5:] == ["Follow-up owner", "=HYPERLINK(1)", "New role…"]
    assert {"Follow-up\nowner", "=HYPERLINK(1)"} <= {role["title"] for role in filled.roles()}


def test_copied_cells_are_safe_in_a_spreadsheet_and_can_be_pasted_again(filled):
    filled.go(0, "title")
    filled.paste("=1+1")
    filled.press(KEY.Key_Return)
    filled.save()
    filled.go(0, "title")
    for _column in range(6):
        filled.press(KEY.Key_Right, SHIFT)
    filled.press(KEY.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "'=1+1\tRoute in\t\t\t36\t0\t18.86\n"
    filled.go(6, "title")
    filled.press(KEY.Key_V, CONTROL)
    filled.press(KEY.Key_Return)
    filled.save()
    assert filled.text(6, "Role") == "=1+1"
    assert filled.text(6, "Full cost") == "£678.96"


def test_what_a_spreadsheet_row_holds_beyond_the_columns_is_refused(filled):
    filled.go(0, "hourly_cost")
    filled.paste("\t".join(["1"] * 20))
    assert "more cells than there are columns" in filled.page.paste.told.text()


def test_filling_down_is_one_act(filled):
    before = filled.workspace.read(acts_in)
    filled.go(0, "hours_needed")
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Right, KEY.Key_Right):
        filled.press(key, SHIFT)
    filled.press(KEY.Key_D, CONTROL)
    filled.save()
    assert filled.column("Hours needed")[:4] == ["36", "36", "36", "30"]
    assert filled.column("Hourly cost (£)")[:4] == ["18.86", "18.86", "18.86", "18.86"]
    assert filled.workspace.read(acts_in) == before + 1
    filled.press(KEY.Key_Z, CONTROL)
    filled.save()
    assert filled.column("Hours needed")[:4] == ["36", "24", "18", "30"]


def test_one_marked_cell_is_filled_from_the_one_above_it(filled):
    filled.go(2, "hours_needed")
    filled.press(KEY.Key_D, CONTROL)
    filled.save()
    assert filled.column("Hours needed")[:3] == ["36", "24", "24"]


def test_a_wrong_amount_is_refused_in_a_sentence_and_its_cell_stays_open(filled):
    filled.go(0, "hourly_cost")
    for wrong in ("1.234,50", "-5", "NaN"):
        filled.type(wrong)
        filled.press(KEY.Key_Return)
        assert filled.is_editing()
        assert filled.focus().text() == wrong
        assert filled.page.problem.text().startswith(f"Event host, hourly cost (£): “{wrong}”")
    filled.type("20")
    filled.press(KEY.Key_Return)
    filled.save()
    assert filled.text(0, "Hourly cost (£)") == "20.00"
    assert not filled.page.problem.isVisible()
    assert filled.at() == (1, "hourly_cost")


def test_a_wrong_amount_that_is_left_stays_in_its_cell_until_escape(filled):
    filled.go(0, "hourly_cost")
    filled.type("NaN")
    filled.go(3, "title")
    assert filled.text(0, "Hourly cost (£)") == "⚠ NaN"
    filled.go(0, "hourly_cost")
    filled.press(KEY.Key_F2)
    assert filled.focus().text() == "NaN"
    filled.press(KEY.Key_Escape)
    assert filled.text(0, "Hourly cost (£)") == "18.86"
    assert not filled.page.problem.isVisible()


def test_a_full_disk_keeps_the_text_of_the_cell(filled, full_disk):
    filled.go(0, "hours_needed")
    with full_disk():
        filled.type("99.5")
        filled.press(KEY.Key_Return)
        filled.save()
    assert filled.text(0, "Hours needed") == "⚠ 99.5"
    assert filled.page.problem.text() == ("Event host, hours needed: not saved. The disk is full.")
    filled.go(0, "hours_needed")
    assert filled.page.about.text() == "The disk is full."
    filled.press(KEY.Key_F2)
    filled.press(KEY.Key_Return)
    filled.save()
    assert filled.text(0, "Hours needed") == "99.5"
    assert not filled.page.problem.isVisible()


def test_a_full_disk_keeps_a_new_title_and_a_paste(sheet, full_disk):
    with full_disk():
        sheet.type("Event host")
        sheet.press(KEY.Key_Return)
        sheet.save()
        assert sheet.column("Role") == ["⚠ Event host", "New role…"]
        sheet.paste("Note-taker")
        sheet.press(KEY.Key_Return)
        sheet.save()
        assert sheet.page.paste.problem.text() == "Nothing was pasted. The disk is full."
    assert sheet.page.paste.paste.hasFocus()
    sheet.press(KEY.Key_Return)
    sheet.save()
    sheet.go(sheet.column("Role").index("⚠ Event host"), "title")
    sheet.press(KEY.Key_F2)
    sheet.press(KEY.Key_Return)
    sheet.save()
    assert sorted(role["title"] for role in sheet.roles()) == ["Event host", "Note-taker"]
    assert sheet.grid.sheet.rowCount() == 3


def test_delete_empties_cells_but_never_a_title(filled):
    filled.go(0, "hours_needed")
    filled.press(KEY.Key_Down, SHIFT)
    filled.press(KEY.Key_Delete)
    filled.save()
    assert filled.column("Hours needed")[:3] == ["0", "0", "18"]
    filled.go(0, "title")
    filled.press(KEY.Key_Delete)
    filled.save()
    assert filled.page.problem.text().startswith("A role needs its title")
    assert filled.text(0, "Role") == "Event host"


def test_tab_goes_on_editing_and_leaves_the_grid_otherwise(filled):
    filled.go(0, "hours_needed")
    filled.press(KEY.Key_F2)
    filled.press(KEY.Key_Tab)
    assert filled.is_editing()
    assert filled.at() == (0, "hours_assigned")
    filled.press(KEY.Key_Backtab)
    assert filled.at() == (0, "hours_needed")
    filled.press(KEY.Key_Escape)
    assert not filled.is_editing()
    filled.press(KEY.Key_Tab)
    assert not filled.grid.hasFocus()
    assert not filled.is_editing()


def test_enter_goes_on_from_the_mark_wherever_a_cell_was_left_before(filled):
    filled.go(0, "hours_needed")
    filled.type("50")
    filled.go(4, "hours_needed")
    filled.save()
    assert filled.text(0, "Hours needed") == "50"
    filled.press(KEY.Key_Return)
    assert filled.at() == (5, "hours_needed")
    filled.press(KEY.Key_F2)
    filled.press(KEY.Key_Return, SHIFT)
    assert filled.at() == (4, "hours_needed")


def test_what_is_typed_in_a_cell_survives_that_another_is_saved(filled):
    filled.go(0, "hours_needed")
    filled.type("50")
    filled.press(KEY.Key_Tab)
    filled.type("7")
    filled.save()
    assert filled.is_editing()
    assert filled.focus().text() == "7"
    assert filled.text(0, "Hours needed") == "50"


def test_a_cell_that_is_edited_is_saved_when_the_window_closes(filled, window, data_path, keyboard):
    filled.go(0, "hours_needed")
    filled.type("77")
    window.close()
    with open_file(data_path, keyboard) as file, file.reading() as session:
        hours = {role["title"]: role["hours_needed"] for role in live_roles(session)}
    assert hours["Event host"] == 77


def test_an_organisation_that_is_typed_is_made_and_nobody_is_shown_as_nobody(filled):
    filled.go(0, "holder_organisation_id")
    assert filled.text(0, "Held by organisation") == "Nobody"
    filled.type("Tŷ Newydd")
    filled.press(KEY.Key_Return)
    filled.save()
    assert filled.text(0, "Held by organisation") == "Tŷ Newydd"
    filled.go(0, "title")
    words = filled.page.details.lenses.lines["responsibility"].text()
    assert words == "◐  Responsibility, partly: Tŷ Newydd holds it, but no person is named."


def test_the_marked_role_is_told_in_words(opened, sample_file):
    sheet = opened(sample_file)
    details = sheet.page.details
    assert details.title.text() == "Coordinator of the engagement"
    words, amount = details.arithmetic.lines[0]
    assert (words.text(), amount.text()) == ("164 hours × £22.10, staffing", "£3,624.40")
    assert details.lenses.lines["funding"].text().startswith("◐  Funding, partly: Of £4,077.45")
    assert sheet.page.totals.gap.text() == "Gap £17,621.70 of £24,262.58, 72.6% unfunded"
    assert details.parts.tabText(0) == "Hours &given (17)"


def test_hours_are_added_to_the_marked_role_and_taken_out_again(filled, qtbot):
    assert filled.at() == (0, "title"), "the first of the rows that were pasted"
    parts = filled.page.details.parts
    parts.times.new.setFocus()
    filled.press(KEY.Key_Space)
    form = parts.times.panel.form
    form.editors["hours"].setText("2.5")
    form.editors["worker_name"].setText("Siân Hughes")
    filled.go(1, "title")
    form.editors["hours"].setFocus()
    filled.press(KEY.Key_Return, CONTROL)
    filled.save()
    filled.go(0, "title")
    assert parts.tabText(0) == "Hours &given (1)"
    assert parts.times.model.index(0, 0).data() == "Siân Hughes"
    parts.times.table.setFocus()
    filled.press(KEY.Key_Delete)
    filled.save()
    assert parts.tabText(0) == "Hours &given (0)"


def test_enter_on_other_costs_goes_to_them_and_a_cost_added_there_counts_at_once(filled):
    filled.go(0, [column.title for column in COLUMNS].index("Other costs"))
    filled.press(KEY.Key_Return)
    costs = filled.page.details.parts.costs
    assert costs.new.hasFocus()
    filled.press(KEY.Key_Space)
    filled.type("Hall")
    filled.press(KEY.Key_Tab)
    filled.type("50")
    filled.press(KEY.Key_Return, CONTROL)
    filled.save()
    assert filled.text(0, "Other costs") == "£50.00"
    assert filled.text(0, "Gap") == "£728.96"
    assert costs.table.hasFocus()


def test_a_role_is_deleted_from_the_form_of_all_its_fields(filled):
    filled.page.details.change.setFocus()
    filled.press(KEY.Key_Space)
    panel = filled.page.details.panel
    assert panel.form.editors["title"].value() == "Event host"
    panel.delete.setFocus()
    filled.press(KEY.Key_Space)
    filled.save()
    assert filled.text(0, "Role") == "Facilitators (two)"
    assert filled.page.details.title.text() == "Facilitators (two)"


def test_the_hourly_cost_of_a_post_goes_to_the_marked_role(filled):
    filled.page.tabs.setCurrentIndex(3)
    filled.page.beside[2].panel.chosen.emit(2750)
    filled.save()
    assert filled.text(0, "Hourly cost (£)") == "27.50"
    assert filled.text(0, "Gap") == "£990.00"


def test_a_text_that_is_not_saved_is_given_up_with_escape(sheet, full_disk):
    with full_disk():
        sheet.type("Event host")
        sheet.press(KEY.Key_Return)
        sheet.save()
    sheet.go(0, "title")
    sheet.press(KEY.Key_Escape)
    assert sheet.column("Role") == ["New role…"]


def test_the_titles_of_rows_are_seen_when_their_column_is_not(filled):
    assert not filled.grid.verticalHeader().isVisible()
    filled.press(KEY.Key_End)
    assert filled.grid.verticalHeader().isVisible()
    assert filled.grid.visualRect(filled.grid.currentIndex()).width() > 0
    assert filled.page.about.text().startswith("Power")
    filled.press(KEY.Key_Home)
    assert not filled.grid.verticalHeader().isVisible()


def test_only_the_roles_of_the_event_are_shown_where_that_is_asked(filled):
    filled.page.scope.setCurrentIndex(1)
    filled.page.scope.activated.emit(1)
    assert filled.column("Role") == ["New role…"]
    assert filled.page.totals.gap.text() == "No role is costed yet"
    filled.grid.setFocus()
    filled.go(0, "title")
    filled.type("Stall")
    filled.press(KEY.Key_Return)
    filled.save()
    assert filled.column("Role") == ["Stall", "New role…"]
    assert [role["event_id"] is not None for role in filled.roles()].count(True) == 1


def test_what_was_begun_in_one_project_is_not_taken_to_another(filled, data_file):
    with data_file.writing("project") as session:
        other = acts.add(session, ProjectInput.parse(name="Another"))
    filled.go(0, "hours_needed")
    filled.type("NaN")
    filled.go(6, "title")
    filled.paste("Stall")
    filled.workspace.choose(other, None)
    assert filled.column("Role") == ["New role…"]
    assert not filled.page.paste.isVisible()
    filled.workspace.choose(filled.roles()[0]["project_id"], None)
    assert filled.text(0, "Hours needed") == "⚠ NaN"
    assert "This was typed and not saved" in filled.page.problem.text()


def test_without_a_project_the_page_says_where_to_make_one(opened, data_file):
    sheet = opened(data_file)
    assert sheet.page.nothing.isVisible()
    assert not sheet.grid.isVisible()


def test_the_model_of_the_grid_keeps_the_rules_of_models(filled, qtmodeltester):
    qtmodeltester.check(filled.grid.sheet)
    filled.go(6, "title")
    filled.type("One more")
    filled.press(KEY.Key_Return)
    assert filled.grid.verticalHeader().count() == 8, "the view was told of the row"
    filled.save()
    assert filled.grid.verticalHeader().count() == filled.grid.sheet.rowCount() == 8
    filled.press(KEY.Key_Z, CONTROL)
    filled.save()
    assert filled.grid.verticalHeader().count() == filled.grid.sheet.rowCount() == 7


def test_everything_that_takes_the_focus_has_a_name(filled):
    for widget in filled.page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or getattr(widget, "text", str)()
            assert named or widget.focusProxy(), widget


def test_tab_through_a_new_role_begins_at_the_route_in_and_changes_nothing(sheet):
    before = sheet.workspace.read(acts_in)
    sheet.type("Outreach worker")
    for expected in ("belt", "holder_organisation_id", "holder_name", "hours_needed"):
        sheet.press(KEY.Key_Tab)
        assert sheet.at() == (0, expected)
        assert sheet.is_editing()
        if expected == "belt":
            assert sheet.focus().currentText() == "Route in: people have their say"
    sheet.press(KEY.Key_Tab)
    sheet.save()
    assert sheet.text(0, "End of the belt") == "Route in"
    assert not sheet.page.problem.isVisible()
    assert not any("⚠" in str(sheet.text(0, column.title)) for column in COLUMNS)
    assert sheet.workspace.read(acts_in) == before + 1


def test_a_cell_that_is_left_untouched_while_its_role_is_being_saved_is_not_entered(sheet):
    told = []
    sheet.workspace.told.connect(lambda sentence, _undo: told.append(sentence))
    sheet.type("Outreach worker")
    sheet.press(KEY.Key_Tab)
    sheet.go(0, "hours_needed")
    sheet.press(KEY.Key_F2)
    sheet.save()
    assert sheet.is_editing()
    sheet.press(KEY.Key_Tab)
    sheet.save()
    assert told == ["New role: Outreach worker"]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_tab_with_names_suggested_saves_and_goes_to_the_next_cell(filled, data_file):
    with data_file.writing("test") as session:
        acts.add(session, OrganisationInput.parse(name="Tŷ Newydd"))
    filled.go(0, "holder_organisation_id")
    filled.press(KEY.Key_F2)
    filled.focus().lineEdit().selectAll()
    filled.type("Tŷ Newydd")
    suggested = filled.focus().completer()
    suggested.complete()
    assert suggested.popup().isVisible()
    QTest.keyClick(suggested.popup(), KEY.Key_Tab)
    assert not suggested.popup().isVisible()
    assert filled.at() == (0, "holder_name")
    assert filled.is_editing()
    assert filled.grid.isAncestorOf(filled.focus())
    filled.save()
    assert filled.text(0, "Held by organisation") == "Tŷ Newydd"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_tab_takes_the_suggestion_that_is_marked(filled, data_file):
    with data_file.writing("test") as session:
        acts.add(session, OrganisationInput.parse(name="Tŷ Newydd"))
    filled.go(0, "holder_organisation_id")
    filled.press(KEY.Key_F2)
    filled.focus().lineEdit().selectAll()
    filled.type("Newy")
    suggested = filled.focus().completer()
    suggested.complete()
    QTest.keyClick(suggested.popup(), KEY.Key_Down)
    QTest.keyClick(suggested.popup(), KEY.Key_Tab)
    filled.save()
    assert filled.at() == (0, "holder_name")
    assert filled.text(0, "Held by organisation") == "Tŷ Newydd"


def test_the_grid_takes_the_height_of_its_rows_and_a_form_the_room_it_needs(sheet):
    sheet.type("Outreach worker")
    sheet.press(KEY.Key_Return)
    sheet.save()
    sheet.go(0, "title")
    split, parts = sheet.page.split, sheet.page.details.parts
    before = split.sizes()
    assert before[1] > 0.55 * sum(before), "two rows leave most of the height"
    parts.times.add()
    amount = parts.times.panel.form.editors["hours"]
    assert split.sizes()[1] >= 0.55 * sum(split.sizes())
    assert not amount.visibleRegion().isEmpty()
    sheet.press(KEY.Key_Escape)
    assert split.sizes() == before


def test_many_rows_take_half_of_the_height_until_a_form_opens(opened, sample_file):
    page = opened(sample_file).page
    upper, lower = page.split.sizes()
    assert abs(upper - lower) <= 2
    page.tabs.setCurrentIndex(1)
    page.beside[0].panel.funds.add()
    assert page.split.sizes()[1] >= 0.55 * sum(page.split.sizes())
    page.tabs.setCurrentIndex(0)
    assert page.split.sizes() == [upper, lower]


def test_heights_that_are_set_by_hand_stay(opened, sample_file):
    page = opened(sample_file).page
    page.split.moveSplitter(page.split.sizes()[0] - 60, 1)
    by_hand = page.split.sizes()
    page.refresh()
    page.details.parts.times.add()
    page.details.parts.times.panel.closed.emit()
    assert max(abs(a - b) for a, b in zip(by_hand, page.split.sizes(), strict=True)) <= 1


def test_the_tabs_beneath_are_reached_by_their_letters_and_the_focus_goes_along(filled):
    details, beside = filled.page.details, filled.page.beside
    for letter, place in (
        ("F", lambda: beside[0]),
        ("R", lambda: beside[1]),
        ("H", lambda: beside[2]),
        ("Y", lambda: beside[3]),
        ("T", lambda: details.change),
        ("G", lambda: details.parts.times),
        ("O", lambda: details.parts.costs),
        ("S", lambda: details.parts.skills),
    ):
        filled.press(getattr(KEY, f"Key_{letter}"), Qt.KeyboardModifier.AltModifier)
        assert filled.focus() is place() or place().isAncestorOf(filled.focus()), letter
    filled.grid.setFocus()
    filled.press(KEY.Key_S, Qt.KeyboardModifier.AltModifier)
    assert details.parts.skills.new.hasFocus(), "also where the tab is in front already"


def test_ctrl_tab_in_the_lists_of_a_role_puts_the_focus_into_the_next_list(filled):
    parts = filled.page.details.parts
    parts.setCurrentWidget(parts.skills)
    parts.skills.new.setFocus()
    filled.press(KEY.Key_Tab, CONTROL | SHIFT)
    assert parts.costs.new.hasFocus()
    filled.press(KEY.Key_Tab, CONTROL)
    filled.press(KEY.Key_Tab, CONTROL)
    assert parts.times.new.hasFocus()


def test_tab_stops_on_no_arrow_that_scrolls_the_titles_of_tabs(filled):
    arrows = [
        arrow
        for tabs in (filled.page.tabs, filled.page.details.parts)
        for arrow in tabs.tabBar().findChildren(QToolButton)
    ]
    assert arrows
    assert {arrow.focusPolicy() for arrow in arrows} == {Qt.FocusPolicy.NoFocus}


def test_confirmed_money_that_is_promised_to_no_role_is_said(filled, data_file, project):
    with data_file.writing("fund") as session:
        fund = FundInput.parse(project_id=project, amount=50_000, status="confirmed", title="Tawe")
        acts.add(session, fund)
    filled.page.refresh()
    assert "Confirmed £0.00. £500.00 confirmed is promised to no role." in (
        filled.page.totals.counts.text()
    )
