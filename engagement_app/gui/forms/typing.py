"""What stands in an editor as it was typed, also where it cannot be taken: plain, to be kept."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit

from engagement_app.domain.recording import NewName
from engagement_app.gui.forms.buttons import ButtonsEditor
from engagement_app.gui.forms.editors import ChoiceEditor, DayEditor
from engagement_app.gui.forms.links import LinkEditor, LinksEditor

_NEW = "new"


def typed_in(editor: Any) -> Any:
    """The text, the choice, or the ids and names that stand in the editor of a form."""
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, DayEditor):
        return editor.line.text()
    if isinstance(editor, LinkEditor):
        return [editor.chosen_id(), editor.currentText()]
    if isinstance(editor, LinksEditor):
        return [*map(_plain, editor.values), [editor.box.currentText()]]
    return editor.value()


def type_in(editor: Any, typed: Any) -> None:
    """Put it there again; what is of another kind than this editor's is passed over."""
    if isinstance(editor, LinkEditor | LinksEditor) and isinstance(typed, list):
        (_link if isinstance(editor, LinkEditor) else _links)(editor, typed)
    elif isinstance(editor, QCheckBox) and isinstance(typed, bool):
        editor.setChecked(typed)
    elif isinstance(typed, str):
        _text(editor, typed)


def _text(editor: Any, typed: str) -> None:
    if isinstance(editor, DayEditor):
        editor = editor.line
    if isinstance(editor, QLineEdit):
        editor.setText(typed)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(typed)
    elif isinstance(editor, ChoiceEditor | ButtonsEditor) and not isinstance(editor, LinkEditor):
        editor.set_value(typed)


def _plain(value: str | NewName) -> Any:
    return {_NEW: value.name} if isinstance(value, NewName) else value


def _link(editor: Any, typed: list[Any]) -> None:
    """A record that is no longer there leaves its name, which is then told as not to be found."""
    if len(typed) == 2 and isinstance(typed[1], str):
        chosen, text = typed
        if chosen is None or not editor.choose_id(str(chosen)):
            editor.setEditText(text)


def _links(editor: Any, typed: list[Any]) -> None:
    values: list[str | NewName] = [each for each in typed if isinstance(each, str)]
    values += [
        NewName(str(each[_NEW])) for each in typed if isinstance(each, dict) and _NEW in each
    ]
    editor.set_value(values)
    for each in typed:
        if isinstance(each, list) and each:
            editor.box.setEditText(str(each[0]))
