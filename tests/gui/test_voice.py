"""The page Voice, driven by keyboard alone, and what is then in the file."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from engagement_app.domain.feedback import read_owed
from engagement_app.domain.hearings import list_hearings
from engagement_app.domain.promises import list_promises
from engagement_app.domain.seats import list_bodies, list_partners
from engagement_app.errors import Cause, StorageError
from engagement_app.exchange.starting_project import starting_project
from engagement_app.gui.pages.voice.columns import body_columns, said_columns
from engagement_app.gui.tables.records import RecordModel
from engagement_app.gui.tables.ticks import TickModel
from engagement_app.resourcing.balance import read_belt
from engagement_app.resourcing.messages import list_messages
from engagement_app.resourcing.two_ends import axes, figures
from engagement_app.store.datafile import DataFile
from engagement_app.store.drafts import list_drafts
from engagement_app.store.plain_rows import ask
from tests.exchange.open_format.documents import rid
from tests.exchange.open_format.files import put
from tests.gui.panels import cells
from tests.resourcing.projects import project

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("This plugin does not support")]
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
KEY = Qt.Key


@pytest.fixture
def town(data_file):
    """A project where four things were said, one of them for others without a mandate."""
    put(
        data_file,
        project(
            community=[{"id": "carers"}, {"id": "moor", "name": "Top Moor, east"}],
            organisation=[{"id": "trust"}],
            partnership=[{"id": "ps", "organisation_id": "trust"}],
            person=[
                {"id": "ann", "known_as": "Ann", "community_ids": ["carers"]},
                {"id": "bob", "known_as": "Bob"},
                {"id": "cy", "known_as": "Cy", "do_not_contact": True},
            ],
            event=[{}, {"id": "e2", "title": "Forum"}],
            attendance=[
                {"id": f"at {each}", "person_id": each, "status": "here"}
                for each in ("ann", "bob", "cy")
            ],
            contribution=[
                {"id": "c1", "words": "No bus on Sundays", "attendance_id": "at ann"},
                {"id": "c2", "words": "Nor on Mondays", "attendance_id": "at ann"},
                {
                    "id": "c3",
                    "words": "They wait for a bus",
                    "attendance_id": "at bob",
                    "voice": "on_behalf",
                    "community_id": "carers",
                },
                {
                    "id": "c4",
                    "words": "It is loud",
                    "attendance_id": "at cy",
                    "community_id": "moor",
                },
            ],
            body=[{"id": "b", "level": "planning"}],
            message=[
                {
                    "id": "m",
                    "title": "Buses every day",
                    "contribution_ids": ["c1", "c2", "c3", "c4"],
                }
            ],
            hearing=[{"id": "h", "reason": "No money\nthis year"}],
        ),
    )
    return data_file


@pytest.fixture
def page(window, town, settle):
    """The page on that file."""
    window.workspace.open(town)
    window.go_to("voice")
    settle(window.workspace)
    return window.pages["voice"]


@pytest.fixture
def messages(page, qtbot):
    qtbot.waitUntil(lambda: bool(page.messages.communities.text()))
    return page.messages


@pytest.fixture
def seats(page, settle):
    page.show_part(page.seats)
    settle(page.workspace)
    return page.seats


@pytest.fixture
def press(qtbot, window):
    """Press a key where the focus is."""

    def run(key, modifiers=NONE, times=1):
        for _time in range(times):
            qtbot.keyClick(QApplication.focusWidget() or window.focusWidget(), key, modifiers)

    return run


@pytest.fixture
def write(type_text):
    """Type text where the focus is."""
    return lambda text: type_text(QApplication.focusWidget(), text)


@pytest.fixture
def saved(page, settle):
    """What a query finds once all is saved."""

    def read(query, *args):
        settle(page.workspace)
        return page.workspace.read(query, *args)

    return read


@pytest.fixture
def full_disk(monkeypatch):
    """Nothing can be saved."""

    def full(*_args):
        raise StorageError("The disk is full.", cause=Cause.FULL)

    monkeypatch.setattr(DataFile, "writing", full)
    return monkeypatch


def put_mark(table, row, column):
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))


def column_of(table, title):
    return [column.title for column in table.model().columns].index(title)


def test_an_empty_file_says_what_to_do_and_offers_nothing(window, data_file, qtbot, settle):
    window.workspace.open(data_file)
    window.go_to("voice")
    page = window.pages["voice"]
    for part in (page.messages, page.seats, page.balance):
        page.show_part(part)
        settle(window.workspace)
    told = "There is no project yet. Make one on the Data page."
    assert page.messages.messages.nothing.text() == page.seats.bodies.nothing.text() == told
    assert page.balance.told.text() == told
    for each in (page.messages.messages, page.seats.bodies, page.seats.partners):
        assert not each.new.isEnabled()


def test_answers_about_a_body_are_given_in_the_row_by_letters(seats, press, saved):
    put_mark(seats.bodies.table, 0, column_of(seats.bodies.table, "Invited"))
    for key in (KEY.Key_Y, KEY.Key_Right, KEY.Key_N, KEY.Key_Right, KEY.Key_N, KEY.Key_N):
        press(key)
    press(KEY.Key_Right)
    press(KEY.Key_Space)
    [row] = saved(list_bodies, rid("p"))
    assert (row.invited, row.seat, row.papers_in_time, row.can_speak) == (
        "yes",
        "no",
        "not_known",
        "yes",
    )
    assert cells(seats.bodies.table)[0][3:7] == ["Yes", "No", "Not known", "Yes"]
    for _each in range(3):
        press(KEY.Key_Space)
    assert saved(list_bodies, rid("p"))[0].can_speak == "yes", "though each was still being saved"


def test_a_name_is_typed_over_in_its_cell_and_a_level_chosen(seats, press, write, saved):
    put_mark(seats.bodies.table, 0, 0)
    press(KEY.Key_Return)
    write("Tân board")
    press(KEY.Key_Return)
    press(KEY.Key_Right)
    press(KEY.Key_L)
    [row] = saved(list_bodies, rid("p"))
    assert (row.name, row.level) == ("Tân board", "leadership")


def test_each_answer_is_one_act_that_undo_takes_back_by_its_name(seats, press, saved, window):
    told = []
    window.workspace.told.connect(lambda sentence, _can: told.append(sentence))
    put_mark(seats.partners.table, 0, column_of(seats.partners.table, "Named partner"))
    press(KEY.Key_N)
    assert saved(list_partners, rid("p"))[0].named_partner == "no"
    window.workspace.undo()
    assert saved(list_partners, rid("p"))[0].named_partner == "not_known"
    assert told == ["Trust, named partner: No", "Undone: change of a partner, Trust"]


def test_a_body_is_added_and_deleted_with_what_goes_with_it_told_first(
    seats, press, write, saved, window
):
    seats.bodies.table.setFocus()
    press(KEY.Key_N, CTRL)
    write("Council")
    press(KEY.Key_Return, CTRL)
    assert [row.name for row in saved(list_bodies, rid("p"))] == ["Council", "Board"]
    put_mark(seats.bodies.table, 1, 0)
    press(KEY.Key_Delete)
    assert "1 hearing" in seats.bodies.panel.warning.findChildren(type(seats.about))[0].text()
    seats.bodies.panel.warning.agreed.emit()
    assert [row.name for row in saved(list_bodies, rid("p"))] == ["Council"]
    window.workspace.undo()
    assert len(saved(list_bodies, rid("p"))) == 2


def test_an_answer_that_cannot_be_saved_stays_in_its_cell_with_the_reason(
    seats, press, saved, full_disk, settle
):
    at = column_of(seats.bodies.table, "Seat")
    put_mark(seats.bodies.table, 0, at)
    press(KEY.Key_Y)
    settle(seats.workspace)
    assert cells(seats.bodies.table)[0][at] == "⚠ Yes"
    assert "not saved" in seats.bodies.problem.text()
    assert seats.unsaved()
    full_disk.undo()
    press(KEY.Key_N)
    press(KEY.Key_Y)
    assert saved(list_bodies, rid("p"))[0].seat == "yes"
    assert not seats.unsaved()


def test_messages_show_who_stands_behind_them_and_what_is_missing(messages):
    assert cells(messages.messages.table) == [
        ["Buses every day", "3", "2", "3 of 4", "1 hearing. Board: no answer"]
    ]
    assert messages.standing.text() == (
        "4 contributions: 3 people, 2 communities named, 3 first hand."
    )
    assert messages.warning.text() == "⚠ 1 speaks for others with no mandate stated."
    assert messages.communities.text().endswith("missing here: none.")


def test_a_message_is_built_by_picking_with_the_keyboard_alone(
    messages, press, write, saved, qtbot
):
    messages.start()
    press(KEY.Key_Insert)
    panel, picker = messages.builder, messages.builder.picker
    qtbot.waitUntil(lambda: len(picker.model.rows) == 4)
    shown = {row[0]: row[3] for row in cells(picker.table)}
    assert shown["They wait for a bus"] == "⚠ Carers: no mandate stated"
    assert shown["No bus on Sundays"] == "Themselves"
    write("Buses")
    press(KEY.Key_F, CTRL)
    write("bus")
    qtbot.waitUntil(lambda: len(picker.model.rows) == 2)
    press(KEY.Key_Return)
    assert QApplication.focusWidget() is picker.table, "Enter in the box saves nothing"
    words = [row.words for row in picker.model.rows]
    picker.table.mark(words.index("No bus on Sundays"))
    press(KEY.Key_Space)
    assert panel.counts.text() == "1 contribution: 1 person, 0 communities named, 1 first hand."
    qtbot.waitUntil(lambda: "missing here: Top Moor, east." in panel.communities.text())
    assert panel.warning_of_mandate.isHidden()
    picker.table.mark(words.index("They wait for a bus"))
    press(KEY.Key_Space)
    assert panel.counts.text() == "2 contributions: 2 people, 1 community named, 1 first hand."
    assert panel.warning_of_mandate.text() == "⚠ 1 speaks for others with no mandate stated."
    press(KEY.Key_Return, CTRL)
    made = saved(list_messages, rid("p"))[0]
    assert (made.title, made.contribution_ids) == ("Buses", (rid("c1"), rid("c3")))
    assert messages.messages.table.current().title == "Buses"


def test_what_is_offered_is_narrowed_by_community_and_to_what_is_picked(messages, press, qtbot):
    messages.start()
    press(KEY.Key_Insert)
    picker = messages.builder.picker
    qtbot.waitUntil(lambda: len(picker.model.rows) == 4)
    box = picker.filters.community
    box.setCurrentIndex(box.findText("Carers"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: len(picker.model.rows) == 3)
    picker.table.setFocus()
    press(KEY.Key_A, CTRL)
    assert len(picker.value()) == 3
    box.setCurrentIndex(0)
    picker.filters.picked.setChecked(True)
    qtbot.waitUntil(lambda: "3 are listed." in picker.summary.text())
    press(KEY.Key_Space)
    assert len(picker.value()) == 2


def test_a_form_says_that_a_half_typed_name_would_be_a_new_record(messages, press, write):
    messages.hearings.add()
    panel = messages.hearings.panel
    assert panel.news.isHidden()
    write("boar")
    assert panel.news.text() == "New body: boar."
    write("d")
    assert panel.news.isHidden(), "the board that is there"


def test_the_focus_of_a_list_that_undo_empties_goes_to_what_fills_it(
    messages, press, saved, window
):
    hearings = messages.hearings
    hearings.table.setFocus()
    press(KEY.Key_Delete)
    assert not saved(list_hearings, rid("p"))
    assert QApplication.focusWidget() is hearings.new


def test_after_all_that_is_listed_is_picked_the_arrows_go_on_in_the_list(messages, press, qtbot):
    messages.start()
    press(KEY.Key_Insert)
    picker = messages.builder.picker
    qtbot.waitUntil(lambda: len(picker.model.rows) == 4)
    picker.all.setFocus()
    press(KEY.Key_Space)
    assert len(picker.value()) == 4
    press(KEY.Key_Down)
    press(KEY.Key_Space)
    assert len(picker.value()) == 3
    assert picker.model.rows[1].id not in picker.value()


def test_a_message_that_cannot_be_saved_keeps_its_words_and_what_was_picked(
    messages, press, write, qtbot, settle, full_disk
):
    messages.start()
    press(KEY.Key_Insert)
    panel = messages.builder
    qtbot.waitUntil(lambda: len(panel.picker.model.rows) == 4)
    write("Loud")
    panel.picker.table.setFocus()
    press(KEY.Key_Space)
    picked = panel.picker.value()
    press(KEY.Key_Return, CTRL)
    settle(messages.workspace)
    assert panel.isVisible()
    assert (panel.form.editors["title"].text(), panel.picker.value()) == ("Loud", picked)
    assert "disk is full" in panel.form._problem.text()


def test_a_half_built_message_is_kept_and_given_back(messages, press, write, qtbot, saved):
    messages.start()
    press(KEY.Key_Insert)
    panel = messages.builder
    qtbot.waitUntil(lambda: len(panel.picker.model.rows) == 4)
    write("Loud")
    panel.picker.table.setFocus()
    press(KEY.Key_Space)
    picked = panel.picker.value()
    messages.workspace.drafts.flush()
    qtbot.waitUntil(lambda: "Loud" in str(saved(list_drafts)))
    panel._shut()
    messages.messages.add()
    assert (panel.form.editors["title"].text(), panel.picker.value()) == ("Loud", picked)
    assert panel.note.isVisible()
    assert panel.counts.text().startswith("1 contribution")


def test_an_answer_is_entered_in_the_row_and_no_answer_is_one(messages, press, write, saved):
    put_mark(messages.hearings.table, 0, column_of(messages.hearings.table, "Answer"))
    press(KEY.Key_R)
    put_mark(messages.hearings.table, 0, column_of(messages.hearings.table, "Feedback given"))
    press(KEY.Key_Return)
    write("24/11/2026")
    press(KEY.Key_Return)
    [row] = saved(list_hearings, rid("p"))
    assert (row.response, row.feedback_given_on) == ("refused", date(2026, 11, 24))
    put_mark(messages.hearings.table, 0, column_of(messages.hearings.table, "Answer"))
    press(KEY.Key_N)
    assert saved(list_hearings, rid("p"))[0].response == "no_answer"
    assert messages.messages.table.current().title == "Buses every day"
    press(KEY.Key_Insert)
    messages.hearings.panel.form.editors["body_id"].set_value(rid("b"))
    press(KEY.Key_Return, CTRL)
    assert [row.message_id for row in saved(list_hearings, rid("p"))] == [rid("m"), rid("m")]


def test_a_reason_of_several_lines_opens_the_form_and_is_not_flattened(messages, press, saved):
    put_mark(messages.hearings.table, 0, column_of(messages.hearings.table, "Reason"))
    press(KEY.Key_Return)
    panel = messages.hearings.panel
    assert panel.isVisible()
    assert panel.form.editors["reason"].value() == "No money\nthis year"
    press(KEY.Key_Escape)
    assert saved(list_hearings, rid("p"))[0].reason == "No money\nthis year"


def test_feedback_is_owed_to_all_in_one_act_and_never_twice(
    messages, press, write, saved, window, settle
):
    messages.start()
    press(KEY.Key_R, CTRL)
    panel = messages.feedback
    assert panel.who.text().splitlines() == [
        "Would be promised feedback: 2 people.",
        "Not to be contacted, and left out: Cy",
        "Without an owner or a day each of them is a dead end.",
    ]
    write("Nesta")
    panel.form.editors["due_on"].setFocus()
    write("1/12/2026")
    told = []
    window.workspace.told.connect(lambda sentence, _can: told.append(sentence))
    press(KEY.Key_Return, CTRL)
    rows = saved(feedback)
    assert [(row.whom, row.owner_name, row.due_on) for row in rows] == [
        ("Ann", "Nesta", date(2026, 12, 1)),
        ("Bob", "Nesta", date(2026, 12, 1)),
    ]
    messages.hearings.table.setFocus()
    press(KEY.Key_R, CTRL)
    assert panel.who.text().startswith("Nobody is left"), "also where the answer was written"
    assert not panel.save.isEnabled()
    press(KEY.Key_Return, CTRL)
    assert len(saved(feedback)) == 2
    window.workspace.undo()
    assert saved(feedback) == []
    assert len(saved(read_owed, rid("m")).to_tell) == 2
    assert told[0] == "Feedback is owed to 2 people"


def feedback(session):
    ids = [each for (each,) in ask(session, "SELECT id FROM follow_up WHERE deleted_at IS NULL")]
    return sorted(list_promises(session, dict.fromkeys(ids, "")), key=lambda row: row.whom)


def test_from_a_message_down_to_who_said_what_and_up_to_the_answers(messages, press, qtbot):
    messages.start()
    press(KEY.Key_B, CTRL)
    origin = messages.origin
    qtbot.waitUntil(lambda: len(origin.model.rows) == 4)
    assert origin.heading.text() == "Behind “Buses every day”"
    words = [row.words for row in origin.model.rows]
    origin.table.mark(words.index("They wait for a bus"))
    qtbot.waitUntil(lambda: "They wait" in origin.told.text)
    told = origin.told.text
    for part in (
        "On behalf of others: Carers",
        "⚠ No mandate is stated. Limits: none stated",
        "Bob (here)",
        "Open day, day not known",
        "“Buses every day”\nBoard, day not known: no answer yet",
        "Reason: No money\nthis year",
        "Nothing was promised on it.",
    ):
        assert part in told
    press(KEY.Key_Escape)
    assert QApplication.focusWidget() is messages.messages.table


def test_from_what_was_said_to_what_became_of_it_and_back(page, window, qtbot, press, settle):
    window.go_to("said")
    said = window.pages["said"]
    said.said.filters.scope.setCurrentIndex(1)
    said.said.filters.scope.activated.emit(1)
    said.said.table.setFocus()
    said.said.table.mark([row.words for row in said.said.model.rows].index("It is loud"))
    press(KEY.Key_B, CTRL)
    assert window.page_key == "voice"
    origin = page.messages.origin
    qtbot.waitUntil(lambda: "It is loud" in origin.told.text)
    assert "Messages (1)" in origin.told.text
    press(KEY.Key_Escape)
    assert window.page_key == "said"


def test_chart_and_table_have_the_same_figures_of_the_project_and_of_an_event(page, qtbot):
    balance = page.balance
    page.show_part(balance)
    qtbot.waitUntil(lambda: bool(balance.model.rows))
    belt = balance.workspace.read(read_belt, rid("p"))
    assert list(balance.model.rows) == list(figures(belt))
    assert list(balance.chart.axes) == list(axes(belt))
    told = balance.chart.accessibleDescription()
    assert "Attendances with a contribution: 100%" in told
    assert "Hours funded: no hours needed" in told
    assert not balance.chart.grab().isNull()
    balance.scope.setCurrentIndex(balance.scope.findText("Forum"))
    balance.scope.activated.emit(balance.scope.currentIndex())
    there = balance.workspace.read(read_belt, rid("p"), rid("e2"))
    qtbot.waitUntil(lambda: list(balance.model.rows) == list(figures(there)))
    nobody = ["Route in", "People who came, each counted once", "0"]
    assert nobody in cells(balance.table)
    page.show_record("message", rid("m"))
    assert page.tabs.currentWidget() is page.messages
    assert page.messages.messages.table.current().id == rid("m")


def test_another_project_shows_its_own_messages(page, window, settle, messages):
    with window.workspace._file.writing("project.new") as session:
        other = starting_project(session, "Other town")
    window.workspace.choose(other, None)
    settle(window.workspace)
    assert not messages.messages.model.rows
    assert messages.standing.text() == ""


def test_the_new_models_keep_the_rules_of_qt(page, seats, qtbot):
    rows = seats.bodies.model.rows
    for model in (RecordModel(body_columns()), TickModel(said_columns())):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        model.set_rows(rows if isinstance(model, RecordModel) else ())
        model.set_rows(())


def test_tab_goes_through_the_buttons_as_they_stand_then_to_the_list(page, messages, press):
    messages.messages.new.setFocus()
    for button in (messages.change, messages.comes_from, messages.owe, messages.paper):
        press(KEY.Key_Tab)
        assert button.hasFocus()
    press(KEY.Key_Tab)
    assert messages.messages.table.hasFocus()
