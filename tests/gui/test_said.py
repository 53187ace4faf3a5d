"""The page “What was said”, driven by keyboard alone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from engagement_app.domain import acts, notebook
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.contributions import Contribution, ThemeInput
from engagement_app.domain.erasing import erase
from engagement_app.domain.events import EventInput
from engagement_app.domain.people import Person, PersonInput
from engagement_app.domain.speakers import list_speakers
from engagement_app.domain.what_was_said import Wanted, list_said
from engagement_app.errors import Cause, StorageError
from engagement_app.gui.pages.said.listing import RowsModel
from engagement_app.store.datafile import DataFile
from engagement_app.store.plain_rows import ask

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("This plugin does not support")]
"""Without a screen a list of names cannot be raised above other windows."""

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
ENTER, TAB, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down


@pytest.fixture
def hall(data_file, project, event):
    """A data file with an event to which three people came, one of them twice."""
    with data_file.writing("record.add") as session:
        for given, family in (("Siân", "Hughes"), ("Ruth", "Bell"), ("Omar", "Bell")):
            person = acts.add(session, PersonInput.parse(given_name=given, family_name=family))
            acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))
    return data_file


@pytest.fixture
def page(window, hall, settle):
    """The page on that file, with the focus where it begins."""
    window.workspace.open(hall)
    window.go_to("said")
    settle(window.workspace)
    return window.pages["said"]


@pytest.fixture
def where(qtbot, window):
    """Where the keyboard is: in the names that are offered, or in what has the focus.

    Without a screen nobody gives the keyboard back to the window once the names are gone.
    """

    def find():
        if QApplication.activePopupWidget() is None and not window.isActiveWindow():
            window.activateWindow()
            qtbot.waitUntil(window.isActiveWindow)
        return QApplication.activePopupWidget() or QApplication.focusWidget()

    return find


@pytest.fixture
def press(qtbot, where):
    """Press a key."""
    return lambda key, modifiers=NONE: qtbot.keyClick(where(), key, modifiers)


@pytest.fixture
def keys(type_text, where):
    """Type text."""

    def type_it(text):
        for letter in text:
            type_text(where(), letter)

    return type_it


@pytest.fixture
def in_file(window):
    """What the file holds of the event, the oldest first."""

    def read():
        workspace = window.workspace
        return workspace.read(list_said, Wanted(workspace.project_id))[::-1]

    return read


def follow_ups(window):
    query = "SELECT description, status, owner_name FROM follow_up ORDER BY description"
    return window.workspace.read(ask_file, query)


def ask_file(session, query):
    from engagement_app.store.plain_rows import ask

    return ask(session, query)


LINES = (
    ("No bus on Sundays #buses @si", Qt.Key.Key_O),
    ('They wait in the rain #buses #"bus shelters" for:"Top Moor" @"Ruth Bell"', Qt.Key.Key_B),
    ("A neighbour was sent home >ring the surgery", Qt.Key.Key_S),
    ("5 > 3, write to a@b", Qt.Key.Key_O),
    (r"We are \#1 for:Top #buses @omar >tell #everyone", Qt.Key.Key_B),
)
HEARD = [
    ("No bus on Sundays", "own", None, ("buses",), "Siân Hughes"),
    ("They wait in the rain", "on_behalf", "Top Moor", ("buses", "bus shelters"), "Ruth Bell"),
    ("A neighbour was sent home", "second_hand", None, (), None),
    ("5 > 3, write to a@b", "own", None, (), None),
    ("We are #1", "on_behalf", "Top Moor", ("buses",), "Omar Bell"),
]


def shown(row):
    return row.words, row.voice, row.community, row.themes, row.who


def test_five_entries_are_written_in_one_line_each(page, window, press, keys, settle, in_file):
    for text, voice in LINES:
        assert page.entry.line.hasFocus()
        keys(text)
        press(voice, ALT)
        press(ENTER)
        settle(window.workspace)
    assert [shown(row) for row in in_file()] == HEARD
    assert {row.recorded_by for row in in_file()} == {"Mari Ellis"}
    assert all(row.recorded_at is not None for row in in_file())
    assert follow_ups(window) == [
        ("ring the surgery", "open", None),
        ("tell #everyone", "open", None),
    ]


FIELDS = (
    ({"words": "No bus on Sundays", "theme_ids": "buses", "attendance_id": "Siân Hughes"}, "O"),
    (
        {
            "words": "They wait in the rain",
            "theme_ids": "bus shelters",
            "attendance_id": "Ruth Bell",
            "community_id": "Top Moor",
        },
        "B",
    ),
    ({"words": "A neighbour was sent home", "follow_up": "ring the surgery"}, "S"),
    ({"words": "5 > 3, write to a@b"}, "O"),
    (
        {
            "words": "We are #1",
            "attendance_id": "Omar Bell",
            "community_id": "Top Moor",
            "follow_up": "tell #everyone",
        },
        "B",
    ),
)


def test_five_entries_are_written_in_the_form(page, window, press, keys, settle, in_file, where):
    def reach(field):
        editor = page.entry.form.editors[field]
        wanted = editor.focusProxy() or editor
        for _press in range(30):
            if wanted.hasFocus():
                return
            press(TAB)
        raise AssertionError(field)

    reach("words")
    for fields, voice in FIELDS:
        assert where() is page.entry.form.editors["words"]
        press(Qt.Key[f"Key_{voice}"], ALT)
        for field, text in fields.items():
            reach(field)
            press(Qt.Key.Key_A, CTRL)
            keys(text)
            if QApplication.activePopupWidget():
                press(Qt.Key.Key_Escape)
        press(ENTER, CTRL)
        settle(window.workspace)
    themes = (("buses",), ("bus shelters",), (), (), ())
    expected = [(*row[:3], named, row[4]) for row, named in zip(HEARD, themes, strict=True)]
    assert [shown(row) for row in in_file()] == expected
    assert [row[0] for row in follow_ups(window)] == ["ring the surgery", "tell #everyone"]


def test_nothing_is_saved_before_a_voice_is_chosen(page, window, press, keys, settle, in_file):
    assert page.entry.voice.value() is None
    keys("Whose words are these?")
    press(ENTER)
    assert "Alt+O, Alt+B or Alt+S" in page.entry.problem.text()
    assert page.entry.line.hasFocus()
    assert in_file() == []
    press(Qt.Key.Key_S, ALT)
    assert not page.entry.problem.isVisible()
    press(ENTER)
    settle(window.workspace)
    assert [row.voice for row in in_file()] == ["second_hand"]


def test_the_voice_is_chosen_anew_for_each_entry(page, window, press, keys, settle, in_file):
    keys("One for:Carers")
    press(Qt.Key.Key_B, ALT)
    press(ENTER)
    settle(window.workspace)
    assert page.entry.voice.value() is None
    assert page.entry.voice.isVisible()
    assert not page.entry.form.editors["mandate"].isVisible()
    keys("Two")
    press(ENTER)
    assert "Whose voice is it?" in page.entry.problem.text()
    assert [row.words for row in in_file()] == ["One"]


def test_another_event_begins_without_a_voice(page, window, press, keys, hall):
    press(Qt.Key.Key_B, ALT)
    with hall.writing("record.add") as session:
        event = EventInput.parse(project_id=window.workspace.project_id, title="Forum")
        other = acts.add(session, event)
    keys("Half of it")
    window.workspace.choose(window.workspace.project_id, other)
    assert page.entry.voice.value() is None
    assert page.entry.line.text() == "Half of it"


def test_mandate_limits_and_for_whom_are_asked_of_those_who_speak_for_others(page, press):
    editors = page.entry.form.editors
    for key, others in (("O", False), ("B", True), ("S", True), ("O", False)):
        press(Qt.Key[f"Key_{key}"], ALT)
        assert {editors[name].isVisible() for name in notebook.OF_OTHERS} == {others}


def test_a_community_is_set_aside_when_the_voice_turns_out_to_be_ones_own(page, press, keys):
    keys("We wait for:Carers")
    press(Qt.Key.Key_B, ALT)
    press(Qt.Key.Key_O, ALT)
    assert page.entry.line.text() == "We wait"
    press(Qt.Key.Key_B, ALT)
    assert page.entry.line.text() == "We wait for:Carers"


def test_choosing_a_voice_leaves_the_line_as_it_was_typed(page, window, press, keys, settle):
    keys("One #buses")
    press(Qt.Key.Key_O, ALT)
    press(ENTER)
    settle(window.workspace)
    text = "There is no room #venues @si for:Carers >ring"
    keys(text)
    press(Qt.Key.Key_B, ALT)
    assert page.entry.line.text() == text
    press(Qt.Key.Key_O, ALT)
    assert page.entry.line.text() == 'There is no room #venues @"Siân Hughes" >ring'


def test_a_refusal_is_gone_once_something_is_typed_or_done(page, window, press, keys, settle):
    press(Qt.Key.Key_O, ALT)
    for succeed in (lambda: keys("No"), lambda: window.workspace.told.emit("Changed.", True)):
        press(Qt.Key.Key_A, CTRL)
        press(Qt.Key.Key_Delete)
        press(ENTER)
        assert page.entry.problem.isVisible()
        succeed()
        assert not page.entry.problem.isVisible()


def test_ctrl_z_takes_back_typing_and_then_what_was_written_down(
    page, window, press, keys, settle, in_file
):
    keys("One")
    press(Qt.Key.Key_O, ALT)
    press(ENTER)
    settle(window.workspace)
    keys("Two")
    press(Qt.Key.Key_Z, CTRL)
    settle(window.workspace)
    assert (page.entry.line.text(), len(in_file())) == ("", 1)
    press(Qt.Key.Key_Z, CTRL)
    settle(window.workspace)
    assert in_file() == []
    page.entry.form.editors["words"].setFocus()
    keys("Three")
    press(Qt.Key.Key_Z, CTRL)
    assert page.entry.form.editors["words"].value() is None


def test_who_said_it_is_not_said_until_somebody_is_named(page):
    assert page.entry.form.editors["attendance_id"].currentText() == "Not said"


def test_what_one_entry_cannot_be_is_refused_in_a_sentence(page, press, keys, in_file):
    press(Qt.Key.Key_O, ALT)
    for text, sentence in (
        ("We wait for:Carers ", "Take out “for:”"),
        ("Both @sian @ruth", "said by one person"),
        ("I am late @Zorro ", "Sign them in at the desk first"),
        (">ring", "Write down what was said first"),
    ):
        page.entry.line.clear()
        keys(text)
        press(ENTER)
        assert sentence in page.entry.problem.text()
        assert page.entry.line.text() == text
    assert in_file() == []


def test_names_that_are_new_or_not_here_are_told_while_typing(page, keys):
    keys("Late @Zorro #bus")
    told = "New theme: bus. Nobody called “Zorro” is at this event."
    assert page.entry.meaning.text() == told


def test_the_line_and_the_form_are_two_views_of_one_thing(page, press, keys):
    keys('No bus #buses @sian for:"Top Moor" >ring her')
    editors = page.entry.form.editors
    assert editors["words"].value() == "No bus"
    assert editors["attendance_id"].currentText() == "Siân Hughes"
    assert editors["community_id"].currentText() == "Top Moor"
    assert editors["follow_up"].value() == "ring her"
    editors["words"].setFocus()
    press(Qt.Key.Key_End, CTRL)
    keys(" at #9")
    written = r'No bus at \#9 #buses @"Siân Hughes" for:"Top Moor" >ring her'
    assert page.entry.line.text() == written


def test_words_of_several_lines_stay_so_when_the_line_is_typed_in(page, press, keys):
    words = page.entry.form.editors["words"]
    words.setFocus()
    keys("First")
    press(ENTER)
    keys("second")
    page.entry.line.setFocus()
    press(Qt.Key.Key_End)
    keys(" #bus")
    assert words.value() == "First\nsecond"


def test_names_are_offered_and_taken_with_tab_or_down_and_enter(page, press, keys, in_file):
    keys("One @be")
    popup = page.entry.line.popup
    assert popup.isVisible()
    assert [popup.model().index(row, 0).data() for row in (0, 1)] == ["Omar Bell", "Ruth Bell"]
    press(TAB)
    assert page.entry.line.text() == 'One @"Omar Bell" '
    page.entry.line.clear()
    keys("Two @be")
    press(DOWN)
    press(DOWN)
    press(ENTER)
    assert page.entry.line.text() == 'Two @"Ruth Bell" '
    assert page.entry.line.hasFocus()
    assert in_file() == []


def test_enter_saves_what_was_typed_where_no_name_that_is_offered_was_marked(
    page, window, press, keys, settle, in_file
):
    press(Qt.Key.Key_O, ALT)
    keys("One #bus shelters")
    press(ENTER)
    settle(window.workspace)
    press(Qt.Key.Key_O, ALT)
    keys("Two #bu")
    assert page.entry.line.popup.isVisible()
    press(ENTER)
    settle(window.workspace)
    assert {row.themes for row in in_file()} == {("bus",), ("bu",)}


def test_kind_form_and_for_whom_are_as_in_the_last_entry_and_nothing_else(
    page, window, press, keys, settle, in_file
):
    editors = page.entry.form.editors
    keys('One #buses @si for:"Top Moor" !b')
    editors["kind"].set_value("concern")
    editors["form"].set_value("verbatim")
    editors["may_quote"].set_value("yes")
    press(ENTER)
    settle(window.workspace)
    assert (editors["kind"].value(), editors["form"].value()) == ("concern", "verbatim")
    assert page.entry.meaning.text() == "If for others, for whom as before: Top Moor."
    for text in ("Two !b", "Three !o", "They say !s", "Four !b", "Five for:Carers !b"):
        keys(text)
        press(ENTER)
        settle(window.workspace)
    rows = in_file()
    assert [row.community for row in rows] == [
        *("Top Moor", "Top Moor", None, None, "Top Moor", "Carers")
    ]
    assert [row.themes for row in rows] == [("buses",), *[()] * 5]
    assert [row.who for row in rows] == ["Siân Hughes", *[None] * 5]
    assert [row.may_quote for row in rows] == ["yes", *["not_asked"] * 5]


def test_a_voice_typed_in_the_line_is_the_voice_chosen_and_the_other_way_round(page, press, keys):
    entry = page.entry
    for typed, voice in (("One !", None), ("o", "own"), ("w", None), ("n", "own")):
        keys(typed)
        assert entry.voice.value() == voice
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_B, ALT)
    assert entry.line.text() == "One"
    assert entry.voice.value() == "on_behalf"
    press(Qt.Key.Key_End)
    keys(" !s")
    assert entry.voice.value() == "second_hand"
    press(Qt.Key.Key_Backspace)
    assert entry.voice.value() is None


def test_what_was_named_last_and_who_is_here_are_offered_first(
    page, window, press, keys, settle, hall
):
    with hall.writing("record.add") as session:
        person = acts.add(session, PersonInput.parse(given_name="Bea", family_name="Bell"))
        event_id = window.workspace.event_id
        entry = AttendanceInput.parse(event_id=event_id, person_id=person, status="here")
        acts.add(session, entry)
    window.workspace.changed.emit()
    keys("One @ruth #damp !o")
    press(ENTER)
    settle(window.workspace)
    like = page.entry.line._like
    assert like("@", "be") == ["Bea Bell", "Ruth Bell", "Omar Bell"]
    assert like("@", "")[:2] == ["Ruth Bell", "Bea Bell"]
    assert like("#", "") == ["damp"]
    assert like("@", "siam") == ["Siân Hughes"]
    assert like("@", "zorro") == []
    assert like("!", "") == ["own", "behalf", "second"]


def test_a_name_that_several_have_is_told_as_such(page, keys, press, in_file):
    keys("Late again @bell ")
    told = page.entry.meaning.text()
    assert told == "“bell” fits 2 people here: Omar Bell, Ruth Bell. Type more of the name."
    keys("!o")
    press(ENTER)
    assert page.entry.problem.text().startswith("“bell” fits 2 people here")
    assert in_file() == []


def test_one_key_says_that_it_may_be_quoted(page, window, keys, press, settle, in_file):
    keys("Late again !o")
    press(Qt.Key.Key_Q, ALT)
    assert page.entry.meaning.text() == "May be quoted."
    press(ENTER)
    settle(window.workspace)
    assert [row.may_quote for row in in_file()] == ["yes"]
    assert page.entry.form.editors["may_quote"].value() == "not_asked"


def test_one_key_says_so_of_an_entry_of_the_list(said, window, press, settle, in_file):
    press(Qt.Key.Key_F, CTRL)
    press(DOWN)
    marked = said.table.current().id
    for answer in ("yes", "not_asked"):
        press(Qt.Key.Key_Q, ALT)
        settle(window.workspace)
        assert {row.id: row.may_quote for row in in_file()}[marked] == answer


def test_a_click_on_a_voice_leaves_the_keyboard_where_somebody_is_typing(page, qtbot, keys):
    keys("Half of ")
    button = page.entry.voice.buttons["second_hand"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.isChecked()
    keys("it")
    assert page.entry.line.text() == "Half of it"


def test_a_full_disk_keeps_the_text(page, window, press, keys, settle, in_file, monkeypatch):
    def full(_file, _act):
        raise StorageError("The disk is full.", Cause.FULL)

    keys("No bus #buses @sian >ring her")
    press(Qt.Key.Key_O, ALT)
    with monkeypatch.context() as patched:
        patched.setattr(DataFile, "writing", full)
        press(ENTER)
        settle(window.workspace)
    assert page.entry.problem.text() == "The disk is full."
    assert page.entry.line.text() == "No bus #buses @sian >ring her"
    assert page.entry.form.editors["words"].value() == "No bus"
    assert in_file() == []
    press(ENTER)
    settle(window.workspace)
    assert len(in_file()) == 1
    assert page.entry.line.text() == ""


def test_half_typed_text_survives_what_somebody_else_saves(page, window, keys, press, settle):
    keys("Half a sentence #ne")
    page.entry.form.editors["attendance_id"].setFocus()
    press(Qt.Key.Key_A, CTRL)
    keys("Ru")
    window.workspace.write("record.add", acts.add, PersonInput.parse(given_name="Elsewhere"))
    add_somebody(window)
    settle(window.workspace)
    editors = page.entry.form.editors
    assert editors["words"].value() == "Half a sentence"
    assert editors["attendance_id"].currentText() == "Ru"
    assert [each.name for each in editors["theme_ids"].value()] == ["ne"]
    assert editors["attendance_id"].findText("Nia") > 0


def add_somebody(window):
    event_id = window.workspace.event_id

    def nia(session):
        person = acts.add(session, PersonInput.parse(given_name="Nia"))
        acts.add(session, AttendanceInput.parse(event_id=event_id, person_id=person))

    window.workspace.write("record.add", nia)


def test_another_file_begins_with_an_empty_entry(page, window, keys, press, sample_file, settle):
    keys("Not for others to read #secret")
    press(Qt.Key.Key_O, ALT)
    window.workspace.open(sample_file)
    window.go_to("said")
    settle(window.workspace)
    assert page.entry.line.text() == ""
    assert page.entry.form.editors["words"].value() is None
    assert page.entry.voice.value() is None


def test_another_file_begins_with_an_empty_list_and_nothing_looked_for(
    said, window, press, keys, sample_file, settle
):
    press(Qt.Key.Key_F, CTRL)
    keys("bus")
    window.workspace.open(sample_file)
    assert said.filters.text.text() == ""
    settle(window.workspace)
    assert said.filters.wanted().text == ""


@pytest.fixture
def said(page, window, hall, settle):
    """Two things that were said, and the list of them."""
    common = {"event_id": window.workspace.event_id}
    for words, values in (
        ("First", {"voice": "on_behalf", "mandate": "elected", "limits": "Buses"}),
        ("Second", {"voice": "own"}),
    ):
        entry = {**common, "words": words, **values}
        window.workspace.write(
            "contribution.record", notebook.record, window.workspace.project_id, entry
        )
    settle(window.workspace)
    page.said.table.setFocus()
    return page.said


def test_the_voice_is_a_word_in_the_list(said):
    rows = range(said.model.rowCount())
    assert [said.model.index(row, 1).data() for row in rows] == [
        "Their own voice",
        "On behalf of others",
    ]
    assert said.summary.text() == "2 entries: Their own voice 1, On behalf of others 1"


def test_enter_opens_an_entry_to_be_put_right(said, page, window, press, keys, settle, in_file):
    press(DOWN)
    press(ENTER)
    assert page.panel.isVisible()
    assert page.panel.form.editors["words"].hasFocus()
    press(Qt.Key.Key_End, CTRL)
    keys(", mended")
    press(ENTER, CTRL)
    settle(window.workspace)
    assert in_file()[0].words == "First, mended"
    assert said.table.hasFocus()
    assert said.table.current().words == "First, mended"


def test_escape_leaves_an_entry_as_it_was(said, page, press, keys, in_file):
    page.entry.line.setFocus()
    keys("Half of the next")
    said.table.setFocus()
    press(DOWN)
    press(ENTER)
    keys("never mind")
    press(Qt.Key.Key_Escape)
    assert page.entry.line.isVisible()
    assert page.entry.line.text() == "Half of the next"
    assert [row.words for row in in_file()] == ["First", "Second"]


def test_what_only_a_voice_for_others_has_shows_with_it(said, page, press):
    press(ENTER)
    mandate = page.panel.form.editors["mandate"]
    assert not mandate.isVisible()
    page.panel.form.editors["voice"].setFocus()
    press(Qt.Key.Key_Right)
    assert page.panel.form.editors["voice"].value() == "on_behalf"
    assert mandate.isVisible()


def test_the_voice_is_put_right_in_its_cell_and_takes_the_mandate_with_it(
    said, window, press, settle, in_file, qtbot
):
    said.table.setCurrentIndex(said.model.index(1, 1))
    press(Qt.Key.Key_F2)
    editor = next(each for each in said.table.viewport().findChildren(QComboBox))
    editor.setCurrentIndex(editor.findData("own"))
    qtbot.keyClick(editor, ENTER)
    settle(window.workspace)
    first = window.workspace.read(acts.get, Contribution, in_file()[0].id)
    assert (first["voice"], first["mandate"], first["limits"]) == ("own", "none_stated", None)
    assert "For whom and mandate went with the voice" in window.strip.text.text()


def test_delete_takes_an_entry_out_and_undo_brings_it_back(said, window, press, settle, in_file):
    press(Qt.Key.Key_Delete)
    settle(window.workspace)
    assert [row.words for row in in_file()] == ["First"]
    window.workspace.undo()
    settle(window.workspace)
    assert [row.words for row in in_file()] == ["First", "Second"]


def test_the_list_is_narrowed_by_voice_and_by_words(said, page, qtbot, keys):
    filters = said.filters
    filters.voice.setFocus()
    filters.voice.setCurrentIndex(filters.voice.findData("own"))
    filters.voice.activated.emit(filters.voice.currentIndex())
    assert [row.words for row in said.model.rows] == ["Second"]
    filters.text.setFocus()
    keys("fir")
    qtbot.waitUntil(lambda: not said.model.rows)
    assert "Nothing that was said fits" in said.summary.text()


def test_ctrl_f_goes_to_the_box_that_finds_words(said, press):
    press(Qt.Key.Key_F, CTRL)
    assert said.filters.text.hasFocus()


def test_voice_and_who_said_it_are_read_whole_in_the_list(said):
    titles = [column.title for column in said.model.columns]
    assert titles[1:3] == ["Voice", "Who"]
    table, letters = said.table, said.table.fontMetrics()
    widest = max(letters.horizontalAdvance(said.model.index(row, 1).data()) for row in (0, 1))
    assert widest < table.columnWidth(1) - letters.averageCharWidth()
    assert said.model.index(0, 2).data() == "Not said"
    assert table.columnViewportPosition(3) <= table.viewport().width()


def test_the_mark_stays_on_its_row_when_others_write(said, window, settle):
    assert said.table.current().words == "Second"
    entry = {"event_id": window.workspace.event_id, "words": "Third", "voice": "own"}
    project_id = window.workspace.project_id
    window.workspace.write("contribution.record", notebook.record, project_id, entry)
    settle(window.workspace)
    assert [row.words for row in said.model.rows] == ["Third", "Second", "First"]
    assert said.table.current().words == "Second"


def test_without_an_event_the_page_says_where_to_make_one(window, qtbot, data_file, settle):
    window.workspace.open(data_file)
    window.go_to("said")
    page = window.pages["said"]
    assert page.nowhere.isVisible()
    page.entry.line.setFocus()
    qtbot.keyClick(page.entry.line, ENTER)
    assert "Choose an event at the top" in page.entry.problem.text()


def test_the_sample_is_listed_whole(window, sample_file, settle):
    window.workspace.open(sample_file)
    window.go_to("said")
    page = window.pages["said"]
    page.said.filters.scope.setCurrentIndex(1)
    page.said.reload()
    assert page.said.model.rowCount() == 420
    assert page.said.summary.text().startswith("420 entries: ")


def test_the_list_keeps_the_rules_of_item_models(said, page):
    QAbstractItemModelTester(said.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    rows = said.model.rows
    said.model.set_rows([*rows, replace(rows[0], id="other")])
    said.model.set_rows(())
    assert isinstance(said.model, RowsModel)


def test_everything_that_takes_the_focus_has_a_name(said, page, press):
    press(DOWN)
    press(ENTER)
    nameless = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.window() is page.window()
        and not isinstance(widget.parent(), QComboBox)
        and not named(widget)
    ]
    assert nameless == []


def named(widget):
    found = QAccessible.queryAccessibleInterface(widget)
    return bool(widget.accessibleName() or (found and found.text(QAccessible.Text.Name)))


def test_names_are_read_again_only_where_what_they_are_made_of_has_changed(
    page, settle, monkeypatch, project, event
):
    read = []

    def counted(session, event_id):
        read.append(event_id)
        return list_speakers(session, event_id)

    monkeypatch.setattr("engagement_app.gui.pages.said.names.list_speakers", counted)
    names, workspace = page._names, page.workspace
    assert names.like("@", "ruth") == ["Ruth Bell"]
    steps = (
        ("a theme", 0, lambda session: acts.add(session, ThemeInput.parse(
            project_id=project, name="Buses"))),
        ("another name", 1, lambda session: acts.amend(
            session, Person, id_of(session, "Ruth"), given_name="Rut")),
        ("somebody comes", 1, lambda session: acts.add(
            session, AttendanceInput.parse(event_id=event, label="Ruthless"))),
        ("nothing", 0, lambda session: None),
        ("erased", 1, lambda session: erase(session, id_of(session, "Rut"))),
    )  # fmt: skip
    for what, times, act in steps:
        del read[:]
        workspace.write("record.add", act)
        settle(workspace)
        names.like("@", "rut")
        assert len(read) == times, what
    assert names.like("@", "rut") == ["Ruthless"]
    assert names.like("#", "bus") == ["Buses"]


def id_of(session, given_name):
    query = "SELECT id FROM person WHERE given_name = ?"
    return ask(session, query, (given_name,))[0][0]
