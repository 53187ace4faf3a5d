"""A form made from the description of a record: a label and an editor for each field."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from engagement_app.domain.fields import Choice, Link, Links
from engagement_app.domain.input import kinds_of
from engagement_app.domain.recording import NewName, input_of
from engagement_app.domain.wording import label_of
from engagement_app.errors import UserError
from engagement_app.gui.forms.buttons import ButtonsEditor
from engagement_app.gui.forms.editors import editor_for
from engagement_app.gui.forms.layouts import AS_BUTTONS, fields_of, nothing
from engagement_app.gui.forms.links import Choices, LinkEditor, LinksEditor
from engagement_app.gui.forms.typing import type_in, typed_in
from engagement_app.gui.text import call, label, restyle

_LETTERS = 40
"""How wide a form is, in letters, where labels stand beside their editors."""


class Form(QWidget):
    """The fields of one record of a table; what is wrong stands under its field."""

    edited = Signal()

    def __init__(self, table: str, choices: Choices, fields: Sequence[str] = ()) -> None:
        super().__init__()
        self.table = table
        self.kinds = kinds_of(input_of(table))
        self.editors: dict[str, Any] = {}
        self._labels: dict[str, QLabel] = {}
        self._filled: dict[str, Any] = {}
        self._began: dict[str, Any] = {}
        self._problem = label(role="problem")
        self._problem.hide()
        self._lay_out(fields or fields_of(table), choices)

    def values(self) -> dict[str, Any]:
        """What was entered, by field; raises `UserError` that names the field."""
        found = {}
        for name, editor in self.editors.items():
            try:
                found[name] = editor.value()
            except UserError as error:
                raise UserError(str(error), field=name) from None
        return found

    def fill(self, row: Mapping[str, Any] | None = None) -> None:
        """Show a record, or the defaults of a new one; fields that are not named become empty."""
        for name, editor in self.editors.items():
            editor.blockSignals(True)
            editor.set_value((row or {}).get(name))
            editor.blockSignals(False)
        self.forget_problem()
        self.rest()

    def typed(self) -> dict[str, Any]:
        """What was typed since the form was filled, by field: as it stands in the editors."""
        now = {name: typed_in(editor) for name, editor in self.editors.items()}
        return {name: typed for name, typed in now.items() if typed != self._began.get(name)}

    def restore(self, typed: Mapping[str, Any]) -> None:
        """Show what was typed before; a field that is no longer in the form is passed over."""
        for name, each in typed.items():
            if name in self.editors:
                type_in(self.editors[name], each)

    def is_changed(self) -> bool:
        """Whether anything was entered since the form was filled."""
        return self._filled != self._entered()

    def rest(self) -> None:
        """What stands in the form is saved or given up: nothing in it is waited for."""
        self._filled = self._entered()
        self._began = {name: typed_in(editor) for name, editor in self.editors.items()}

    def settle(self) -> None:
        """Take the records of which a part of the name is typed, where only one is meant."""
        for editor in self.editors.values():
            if isinstance(editor, LinkEditor):
                editor.settle()

    def made_along(self) -> list[tuple[str, str]]:
        """The records that are made with this one, as nothing is called so yet: table and name."""
        found = []
        for editor in self.editors.values():
            if isinstance(editor, LinkEditor | LinksEditor):
                entered = _stands_in(editor)
                each = entered if isinstance(entered, list) else [entered]
                found += [(editor.table, one.name) for one in each if isinstance(one, NewName)]
        return found

    def _entered(self) -> dict[str, Any]:
        """What stands in the editors, also where it cannot be taken."""
        return {name: _stands_in(editor) for name, editor in self.editors.items()}

    def show_problem(self, sentence: str, field: str = "") -> None:
        """Say what is wrong, at the field where it is."""
        self.forget_problem()
        layout = self.layout()
        assert isinstance(layout, QFormLayout)
        editor = self.editors.get(field.partition("[")[0])
        row = layout.getWidgetPosition(editor)[0] + 1 if editor else 0  # type: ignore[index]
        layout.removeWidget(self._problem)
        layout.insertRow(row, self._problem)
        self._problem.setText(sentence)
        self._fit_problem()
        self._problem.show()
        if editor:
            restyle(editor, "wrong", "true")
            editor.setFocus()

    def forget_problem(self) -> None:
        """Nothing is wrong any more."""
        self._problem.hide()
        for editor in self.editors.values():
            if editor.property("wrong"):
                restyle(editor, "wrong", None)

    def set_shown(self, field: str, shown: bool) -> None:
        """Show a field with its label, or leave it out."""
        layout = self.layout()
        assert isinstance(layout, QFormLayout)
        layout.setRowVisible(self.editors[field], shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow panel each label stands over its editor, so that both have room."""
        super().resizeEvent(event)
        layout = self.layout()
        assert isinstance(layout, QFormLayout)
        narrow = event.size().width() < _LETTERS * self.fontMetrics().averageCharWidth()
        policy = QFormLayout.RowWrapPolicy
        layout.setRowWrapPolicy(policy.WrapAllRows if narrow else policy.WrapLongRows)
        self._fit_problem()

    def _fit_problem(self) -> None:
        """As high as its sentence: else the layout guesses another height, and rows overlap."""
        self._problem.ensurePolished()
        self._problem.setFixedHeight(max(0, self._problem.heightForWidth(self.width())))

    def _lay_out(self, fields: Sequence[str], choices: Choices) -> None:
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name in fields:
            kind = self.kinds[name]
            self.add_row(
                name, label_of(name, kind, self.table), self._editor(name, choices), kind.required
            )

    def add_row(self, name: str, title: str, editor: Any, required: bool = False) -> None:
        """A further line at the end, for what the record's description does not tell."""
        layout = self.layout()
        assert isinstance(layout, QFormLayout)
        call(editor, title)
        if editor.focusProxy():
            call(editor.focusProxy(), title)
        self.editors[name] = editor
        self._labels[name] = label(title + " *" if required else title, wrap=False)
        self._labels[name].setBuddy(editor)
        layout.addRow(self._labels[name], editor)
        editor.edited.connect(self.edited)

    def relist(self) -> None:
        """List anew what links can be; what was chosen or is half typed stays."""
        for editor in self.editors.values():
            if isinstance(editor, LinkEditor | LinksEditor):
                editor.relist()

    def _editor(self, name: str, choices: Choices) -> Any:
        kind = self.kinds[name]
        if name in AS_BUTTONS and isinstance(kind, Choice):
            return ButtonsEditor(kind)
        if isinstance(kind, Link):
            return LinkEditor(kind.table, choices, nothing(name, self.table))
        if isinstance(kind, Links):
            return LinksEditor(kind.table, choices)
        return editor_for(kind)


def _stands_in(editor: Any) -> Any:
    try:
        return editor.value()
    except UserError as error:
        return str(error)
