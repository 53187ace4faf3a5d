"""Text that nobody expects, in the line, in the form and in a list: it is kept, or told why not."""

import pytest
from PySide6.QtGui import QGuiApplication

from engagement_app.domain.what_was_said import Wanted, list_said
from tests.gui.keys import Keys
from tests.gui.troubles import full_disk

pytestmark = [pytest.mark.thorough, pytest.mark.qt_log_ignore("This plugin does not support")]
ENDLESS = ("Bore da " * 1250).strip()
TEXTS = {
    "endless": ENDLESS,
    "one long word": "x" * 10_000,
    "right to left": "אין לנו מקום \u202eevil\u202c مرحبا",
    "emoji": "Warm 👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 rooms",
    "marks": '<b>5 > 3</b> & "so" C# a@b ^ ! # @',
    "combined": "Zoe\u0308 said",
}


@pytest.fixture
def page(window, data_file, event):
    window.workspace.open(data_file)
    window.go_to("said")
    return window.pages["said"]


@pytest.fixture
def keys(window, page):
    return Keys(window)


def paste(keys, text):
    QGuiApplication.clipboard().setText(text)
    keys.press("Ctrl+V")


def said(window):
    workspace = window.workspace
    return [row.words for row in workspace.read(list_said, Wanted(workspace.project_id))[::-1]]


@pytest.mark.parametrize("kind", TEXTS)
def test_any_text_is_written_down_as_it_is_in_line_form_and_list(window, page, keys, kind):
    text, size = TEXTS[kind], window.size()
    paste(keys, text)
    keys.press("Alt+O", "Enter")
    keys.saved()
    page.entry.form.editors["words"].setFocus()
    paste(keys, text)
    keys.press("Alt+O", "Ctrl+Return")
    keys.saved()
    page.entry.line.setFocus()
    paste(keys, f"{text}\n- {text}")
    keys.press("Alt+O", "Ctrl+Return")
    keys.saved()
    kept = {"combined": "Zoë said"}.get(kind, text)
    assert said(window) == [kept] * 4
    assert window.size() == size


def test_what_nobody_sees_is_taken_out_of_a_line_and_told_of_in_the_form(window, page, keys):
    paste(keys, "No\x00 b\x1bus\n")
    assert page.entry.line.text() == "No  b us "
    keys.press("Alt+O", "Enter")
    keys.saved()
    words = page.entry.form.editors["words"]
    words.setFocus()
    paste(keys, "No\x07 bus")
    keys.press("Alt+O", "Ctrl+Return")
    keys.saved()
    assert page.entry.form._problem.text() == (
        "The control character U+0007 cannot be kept. Remove it."
    )
    assert words.toPlainText() == "No\x07 bus"
    assert said(window) == ["No  b us"]


def test_a_slide_is_pasted_line_by_line_without_what_nobody_sees(window, page, keys):
    paste(keys, "One\x0btwo\x07ly\u2028three\r\n\x0cfour")
    text = page.pasting.text
    assert text.toPlainText() == "One\ntwo ly\nthree\n\nfour"
    keys.press("Ctrl+A")
    paste(keys, "Five\x0bsix")
    assert text.toPlainText() == "Five\nsix"


def test_a_full_disk_keeps_the_line_and_the_next_entry_is_saved(window, page, keys, monkeypatch):
    with full_disk(monkeypatch):
        keys.write("No bus #buses >ring her")
        keys.press("Alt+O", "Enter")
        keys.saved()
        assert "The disk is full" in page.entry.problem.text()
        assert page.entry.line.text() == "No bus #buses >ring her"
        assert said(window) == []
    keys.press("Enter")
    keys.saved()
    keys.write("And no train")
    keys.press("Alt+S", "Enter")
    keys.saved()
    assert said(window) == ["No bus", "And no train"]
