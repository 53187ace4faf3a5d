"""A flipchart list pasted on “What was said”, by keyboard, in the real window."""

import json

import pytest
from PySide6.QtGui import QGuiApplication

from engagement_app.domain import acts
from engagement_app.domain.attendance import AttendanceInput
from engagement_app.domain.events import EventInput
from engagement_app.domain.people import PersonInput
from engagement_app.domain.what_was_said import Wanted, list_said
from engagement_app.store.datafile import open_file
from engagement_app.store.drafts import list_drafts
from engagement_app.store.plain_rows import ask
from tests.gui.keys import Keys
from tests.gui.troubles import full_disk

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("This plugin does not support")]
LIST = """
• No bus after six #buses !o @siân
2) Nobody rings back >ring the surgery

- [ ] Forms are only in English #forms
\t– Warm rooms 🧤
"""
WORDS = ["No bus after six", "Nobody rings back", "Forms are only in English", "Warm rooms 🧤"]


@pytest.fixture
def page(window, data_file, event):
    with data_file.writing("record.add") as session:
        for given, family in (("Siân", "Hughes"), ("Ruth", "Bell"), ("Omar", "Bell")):
            person = acts.add(session, PersonInput.parse(given_name=given, family_name=family))
            acts.add(session, AttendanceInput.parse(event_id=event, person_id=person))
    window.workspace.open(data_file)
    window.go_to("said")
    return window.pages["said"]


@pytest.fixture
def keys(window, page):
    return Keys(window)


def copy(text):
    QGuiApplication.clipboard().setText(text)


def paste(keys, text):
    copy(text)
    keys.press("Ctrl+V")


def said(window):
    workspace = window.workspace
    return workspace.read(list_said, Wanted(workspace.project_id))[::-1]


def column(page, at):
    model = page.pasting.lines.model
    return [model.index(row, at).data() for row in range(model.rowCount())]


def asked(window, query):
    return window.workspace.read(ask, query)


def test_a_list_pasted_in_the_line_is_written_down_as_one_act_and_undone_as_one(window, page, keys):
    paste(keys, LIST)
    assert page.entry.line.text() == ""
    assert keys.name == "The list, one entry a line"
    assert column(page, 1)[0] == WORDS[0]
    assert column(page, 2)[1:] == ["Whose voice?"] * 3
    assert page.pasting.lines.summary.text() == "4 lines: 3 wait for a voice."
    keys.press("Alt+S")
    assert column(page, 1) == WORDS
    assert column(page, 2) == [
        "Their own voice · Siân Hughes · buses (new)",
        "Second hand · follow-up: ring the surgery",
        "Second hand · forms (new)",
        "Second hand",
    ]
    assert page.pasting.save.text() == "Write down 4 entries"
    keys.press("Ctrl+Return")
    keys.saved()
    assert [(row.words, row.voice, row.who, row.themes) for row in said(window)] == [
        (WORDS[0], "own", "Siân Hughes", ("buses",)),
        (WORDS[1], "second_hand", None, ()),
        (WORDS[2], "second_hand", None, ("forms",)),
        (WORDS[3], "second_hand", None, ()),
    ]
    assert {row.recorded_by for row in said(window)} == {"Mari Ellis"}
    assert page.entry.line.hasFocus()
    assert page.said.isVisible()
    assert page.pasting.is_empty
    keys.press("Ctrl+Z")
    keys.saved()
    assert said(window) == []
    assert "Undone: list of what was said" in window.strip.text.text()
    assert asked(window, "SELECT id FROM theme WHERE deleted_at IS NULL") == []


def test_no_voice_is_ever_taken_for_granted(window, page, keys):
    paste(keys, "One\nTwo")
    for _again in range(2):
        keys.press("Ctrl+Return")
        keys.saved()
        assert page.pasting.problem.text().startswith("Whose voice is it? Press Alt+O")
        assert said(window) == []
    keys.press("Alt+O", "Ctrl+Return")
    keys.saved()
    paste(keys, "Three\nfour")
    assert page.pasting.voice.value() is None


def test_for_whom_mandate_and_limits_are_asked_of_a_list_for_others(window, page, keys):
    paste(keys, "One\nTwo for:Town\nThree !s")
    assert not page.pasting.form.editors["mandate"].isVisible()
    keys.press("Alt+B")
    for name, text in (("For whom", "Carers"), ("Mandate", "Elected"), ("Limits", "Buses")):
        keys.tab_until(lambda name=name: keys.name.startswith(name), name)
        keys.fill(text)
        keys.close_list()
    keys.press("Ctrl+Return")
    keys.saved()
    found = asked(
        window,
        "SELECT c.words, m.name, mandate, limits FROM contribution c"
        " LEFT JOIN community m ON m.id = community_id ORDER BY c.recorded_at",
    )
    assert found == [
        ("One", "Carers", "elected", "Buses"),
        ("Two", "Town", "elected", "Buses"),
        ("Three", None, "none_stated", None),
    ]


WRONG = "Good\nBad @bell\n#nothing\nfor:Town mine !o\n@ruth @omar ours\n@nobody bad"


def test_what_cannot_be_taken_says_why_line_by_line_and_is_mended_or_left_out(window, page, keys):
    paste(keys, WRONG)
    keys.press("Alt+O")
    why = column(page, 2)
    assert why[0] == "Their own voice"
    for told, part in zip(why[1:], ("2 people here", "no words", "own communities"), strict=False):
        assert told.startswith("⚠ ")
        assert part in told
    assert page.pasting.lines.summary.text() == "6 lines: 5 cannot be taken."
    keys.press("Ctrl+Return")
    assert page.pasting.problem.text().startswith("Line 2: “bell” fits 2 people here")
    assert keys.name == "The lines of the list"
    keys.press("Enter", "End")
    assert keys.name == "The list, one entry a line"
    keys.press(*["Backspace"] * 4)
    keys.write("ruth")
    assert column(page, 2)[1] == "Their own voice · Ruth Bell"
    keys.tab_to("The lines of the list")
    page.pasting.lines.table.mark(2)
    keys.press("Delete")
    assert column(page, 0) == ["1", "2", "3", "4", "5"]
    keys.tab_to("Leave out all that cannot be taken")
    keys.press("Space")
    assert column(page, 1) == ["Good", "Bad"]
    keys.press("Ctrl+Return")
    keys.saved()
    assert [(row.words, row.who) for row in said(window)] == [("Good", None), ("Bad", "Ruth Bell")]


def test_what_was_left_out_comes_back_with_ctrl_z_in_the_text(page, keys):
    paste(keys, "👩‍👩‍👧 one\n\n#two\nthree")
    keys.press("Alt+O")
    page.pasting.lines.leave_all.click()
    assert page.pasting.text.toPlainText() == "👩‍👩‍👧 one\n\nthree"
    page.pasting.text.setFocus()
    keys.press("Ctrl+Z")
    assert page.pasting.text.toPlainText() == "👩‍👩‍👧 one\n\n#two\nthree"
    page.pasting.text.go_to_line(3)
    assert page.pasting.text.textCursor().selectedText() == "three"


def test_only_what_cannot_be_taken_is_listed_when_asked_for(page, keys):
    paste(keys, "One\n#two\nthree")
    keys.press("Alt+O")
    page.pasting.lines.only.click()
    assert column(page, 0) == ["2"]
    page.pasting.text.leave_out({1})
    assert column(page, 1) == ["One", "three"]


def test_a_button_opens_what_was_copied_and_a_list_that_waits_is_gone_on_with(page, keys):
    copy("One\nTwo")
    keys.tab_to("Paste a list")
    keys.press("Space")
    assert column(page, 1) == ["One", "Two"]
    keys.press("Escape")
    assert page.entry.line.hasFocus()
    assert page.entry.paste.text() == "Go on with the list"
    assert page.unsaved()
    copy("Something else")
    page.entry.paste.click()
    assert column(page, 1) == ["One", "Two"]
    keys.press("Escape")
    paste(keys, "Three\nFour")
    assert column(page, 1) == ["One", "Two", "Three", "Four"]
    page.pasting.throw_away.click()
    assert page.entry.paste.text() == "Paste a list"
    assert not page.unsaved()


def test_one_line_that_was_copied_is_typed_and_lines_from_elsewhere_leave_the_entry(page, keys):
    keys.write("Half of ")
    paste(keys, "it\n")
    assert page.entry.line.text() == "Half of it "
    page.entry.line.setText("Half of ")
    page.entry.line.insert("One\nTwo")
    assert page.entry.line.text() == "Half of "
    assert column(page, 1) == ["One", "Two"]


def test_a_full_disk_keeps_the_list_and_work_goes_on_when_there_is_room(
    window, page, keys, monkeypatch
):
    paste(keys, LIST)
    keys.press("Alt+S")
    with full_disk(monkeypatch):
        keys.press("Ctrl+Return")
        keys.saved()
        assert "The disk is full" in page.pasting.problem.text()
        assert page.pasting.text.toPlainText().strip() == LIST.strip()
        assert said(window) == []
    keys.press("Ctrl+Return", "Ctrl+Return")
    keys.saved()
    assert [row.words for row in said(window)] == WORDS


def test_a_half_done_list_comes_back_after_a_crash(window, page, keys, data_file, keyboard):
    paste(keys, LIST)
    keys.press("Alt+B")
    keys.tab_to("Limits of the mandate")
    keys.write("Two streets")
    window.workspace.drafts.flush()
    window.workspace._writer.submit(lambda: None).result()
    [kept] = window.workspace.read(list_drafts)
    assert json.loads(kept.typed)[0] == "What was said, a list"
    left = data_file.path.with_name("left.engagement")
    left.write_bytes(data_file.path.read_bytes())
    window.workspace.open(open_file(left, keyboard))
    assert page.entry.line.isVisible()
    assert page.entry.paste.text() == "Go on with the list"
    page.entry.paste.click()
    assert page.pasting.text.toPlainText().strip() == LIST.strip()
    assert page.pasting.voice.value() == "on_behalf"
    assert page.pasting.form.editors["limits"].value() == "Two streets"
    assert page.pasting.note.isVisible()
    keys.press("Ctrl+Return")
    keys.saved()
    assert len(said(window)) == 4
    assert window.workspace.read(list_drafts) == []


def test_another_event_or_file_takes_neither_the_voice_nor_the_list_along(
    window, page, keys, data_file, sample_file
):
    paste(keys, LIST)
    keys.press("Alt+S")
    with data_file.writing("record.add") as session:
        event = EventInput.parse(project_id=window.workspace.project_id, title="Forum")
        other = acts.add(session, event)
    window.workspace.choose(window.workspace.project_id, other)
    assert page.pasting.voice.value() is None
    assert "Nobody called “siân”" in column(page, 2)[0]
    window.workspace.open(sample_file)
    assert page.pasting.is_empty
    assert page.entry.card.isVisible() or window.page_key != "said"


def test_ten_thousand_lines_are_read_a_few_at_a_time(window, page, keys):
    lines = [
        f"- {at}) Line {at} #theme{at % 40} @{('siân', 'omar')[at % 2]}" for at in range(10_000)
    ]
    steps = []
    window.workspace.told.connect(lambda *_told: steps.append("told"))
    page.pasting._sifting._timer.timeout.connect(lambda: steps.append("read"))
    paste(keys, "\n".join(lines))
    assert not page.pasting._sifting.is_read
    keys.press("Alt+O")
    keys.until(lambda: page.pasting._sifting.is_read)
    assert len(steps) > 3
    assert page.pasting.lines.summary.text() == "10,000 lines, and each can be written down."
    assert page.pasting.save.text() == "Write down 10,000 entries"
