"""A part of a name is enough where only one can be meant."""

import pytest
from PySide6.QtCore import Qt

from engagement_app.domain.choices import Chosen
from engagement_app.domain.recording import NewName
from engagement_app.errors import UserError
from engagement_app.gui.forms.links import LinkEditor

ROWS = [Chosen("1", "Siân Hughes"), Chosen("2", "John Hughes"), Chosen("3", "Ana Núñez")]


@pytest.fixture
def editor(qtbot):
    def make(table):
        made = LinkEditor(table, lambda *_table, **_how: ROWS)
        qtbot.addWidget(made)
        return made

    return make


@pytest.mark.qt_log_ignore("does not support")
@pytest.mark.parametrize("how", ["by itself", "by the mouse"])
def test_what_is_typed_where_nobody_is_chosen_takes_the_place_of_the_word_nobody(
    how, editor, qtbot, type_text
):
    box = editor("person")
    box.setMinimumWidth(300)
    with qtbot.waitExposed(box):
        box.show()
    box.activateWindow()
    line = box.lineEdit()
    if how == "by itself":
        box.setFocus()
    else:
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.rect().center())
    qtbot.waitUntil(line.hasSelectedText)
    type_text(line, "sian")
    assert box.currentText() == "sian"
    box.settle()
    assert box.value() == "1"


@pytest.mark.parametrize(("typed", "meant"), [("sian", "1"), ("NUNEZ", "3"), ("john h", "2")])
def test_the_one_who_is_meant_is_taken(editor, typed, meant):
    box = editor("person")
    box.setEditText(typed)
    box.settle()
    assert box.value() == meant


def test_of_several_none_is_taken_and_the_text_stays(editor):
    box = editor("person")
    box.setEditText("hughes")
    box.settle()
    assert box.currentText() == "hughes"
    with pytest.raises(UserError):
        box.value()


def test_where_a_new_name_may_be_made_only_the_whole_name_is_taken(editor):
    box = editor("theme")
    box.setEditText("sian")
    box.settle()
    assert box.value() == NewName("sian")
    box.setEditText("sian hughes")
    box.settle()
    assert box.value() == "1"
