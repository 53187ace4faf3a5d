"""Editors for links: found by typing, with “nobody” as a choice of its own, or a new name."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLayout, QPushButton, QWidget

from engagement_app.domain.choices import MOST, Chosen
from engagement_app.domain.naming import fold
from engagement_app.domain.recording import NAMED, NewName
from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.editors import one_line
from engagement_app.gui.forms.pickers import Box
from engagement_app.gui.looks.dress import wear
from engagement_app.gui.text import shortened
from engagement_app.language import _

_BY_MORE_THAN_NAME = ("service",)
"""Tables that are looked through by more than the names that are listed."""
_LONGEST = 40
"""Letters of a name on a button."""
Choices = Callable[..., Sequence[Chosen]]
"""`choices(table, text="", ids=())`: what can be chosen, as `domain.choices` lists it."""


class LinkEditor(Box):
    """One record of a table; typing narrows the list, and a new name may be typed where allowed."""

    edited = Signal()

    def __init__(self, table: str, choices: Choices, nothing: str = "") -> None:
        super().__init__()
        self.table = table
        self._choices = choices
        self._nothing = nothing or _("None")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if completer := self.completer():
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            if table in _BY_MORE_THAN_NAME:
                completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            if popup := completer.popup():
                wear(popup)
        self._is_long = False
        self._fill_with_all()
        self.editTextChanged.connect(self._narrow)
        self.editTextChanged.connect(self.edited)

    def value(self) -> str | NewName | None:
        """The id chosen, a new name, or None."""
        text = self.currentText().strip()
        at = self.findText(text, Qt.MatchFlag.MatchFixedString)
        if not text or text == self._nothing:
            return None
        if self.currentIndex() >= 0 and self.itemText(self.currentIndex()) == text:
            at = self.currentIndex()
        if at >= 0:
            chosen: str | None = self.itemData(at)
            return chosen
        if self.table in NAMED:
            return NewName(one_line(text))
        raise UserError(
            _("There is no “{name}” to choose. Choose one of the list.").format(name=text)
        )

    def chosen_id(self) -> str | None:
        """The id of the record that stands in the box, whole; None for nothing and for any text."""
        at = self.currentIndex()
        chosen = self.itemData(at) if at >= 0 and self.itemText(at) == self.currentText() else None
        return chosen if isinstance(chosen, str) else None

    def choose_id(self, record_id: str) -> bool:
        """Show the record with this id; gives whether it can still be chosen."""
        there = bool(self._choices(self.table, ids=(record_id,)))
        if there:
            self.set_value(record_id)
        return there

    def settle(self) -> None:
        """Take the one record that holds what is typed; where several do, or none, it stays.

        Where a new name may be typed only the whole name is taken, whatever its case and accents.
        """
        typed = fold(self.currentText())
        if not typed or typed == fold(self._nothing) or self._is_listed():
            return
        listed = [(fold(self.itemText(at)), at) for at in range(1, self.count())]
        meant = [at for name, at in listed if name == typed]
        if not meant and self.table not in NAMED:
            found = self._found() if self.table in _BY_MORE_THAN_NAME else ()
            meant = [at for name, at in listed if typed in name or self.itemData(at) in found]
        if len(meant) == 1:
            self.setCurrentIndex(meant[0])

    def _found(self) -> set[str]:
        """The records in which what is typed is found, by name or otherwise."""
        return {each.id for each in self._choices(self.table, text=self.currentText())}

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who types where nothing is chosen names somebody, and adds nothing to “None”."""
        super().focusInEvent(event)
        line = self.lineEdit()
        if line is not None and self.currentText() == self._nothing:
            QTimer.singleShot(0, line, line.selectAll)  # a click puts its mark after this

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes on has named the record, where only one can be meant."""
        elsewhere = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in elsewhere:
            self.settle()
        super().focusOutEvent(event)

    def _is_listed(self) -> bool:
        """Whether what stands in the box is a record of the list as it is written there."""
        text = self.currentText().strip()
        return self.findText(text, Qt.MatchFlag.MatchFixedString) >= 0

    def set_value(self, value: str | NewName | None) -> None:
        """Show the record with this id, or a new name, among all that can be chosen now."""
        self._fill_with_all()
        if isinstance(value, NewName):
            self.setCurrentIndex(-1)
            self.setEditText(value.name)
            return
        if value is not None and self.findData(value) < 0:
            for chosen in self._choices(self.table, ids=(value,)):
                self.addItem(chosen.title, chosen.id)
        self.setCurrentIndex(0 if value is None else self.findData(value))
        if line := self.lineEdit():
            line.setCursorPosition(0)

    def relist(self) -> None:
        """List what can be chosen now; what was chosen or is half typed stays."""
        choices = list(self._choices(self.table))
        if choices == self._listed:
            return
        at, text = self.currentIndex(), self.currentText()
        chosen = self.itemData(at) if at >= 0 and self.itemText(at) == text else None
        self._fill_under(text, choices)
        if chosen is not None and self.findData(chosen) < 0:
            self.addItem(text, chosen)
        if chosen is not None or text == self._nothing:
            self.blockSignals(True)
            self.setCurrentIndex(0 if chosen is None else self.findData(chosen))
            self.blockSignals(False)

    def _fill_with_all(self) -> None:
        choices = self._choices(self.table)
        self._is_long = len(choices) >= MOST or self.table in _BY_MORE_THAN_NAME
        self._fill(choices)

    def _fill(self, choices: Sequence[Chosen]) -> None:
        self._listed = list(choices)
        self.clear()
        self.addItem(self._nothing, None)
        for chosen in choices:
            self.addItem(chosen.title, chosen.id)

    def _narrow(self, text: str) -> None:
        """Of a table too long to list, look for what is typed."""
        if not self._is_long or self.findText(text) >= 0 or len(text.strip()) < 2:
            return
        self._fill_under(text, self._choices(self.table, text=text))

    def _fill_under(self, text: str, choices: Sequence[Chosen]) -> None:
        """List these, without touching the text that is being typed."""
        line = self.lineEdit()
        at = line.cursorPosition() if line else 0
        self.blockSignals(True)
        self._fill(choices)
        self.setCurrentIndex(-1)
        self.setEditText(text)
        self.blockSignals(False)
        if line:
            line.setCursorPosition(at)


class LinksEditor(QWidget):
    """Several records of a table: each a button that takes it out, and a box to add one."""

    edited = Signal()

    def __init__(self, table: str, choices: Choices) -> None:
        super().__init__()
        self._choices = choices
        self.table = table
        self._values: list[str | NewName] = []
        self.box = LinkEditor(table, choices, _("Add…"))
        self.box.activated.connect(self._add)
        line = self.box.lineEdit()
        if line:
            line.returnPressed.connect(self._add)
        self.setFocusProxy(self.box)
        self._flow: QLayout = FlowLayout(self)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds what is in the box, and does nothing else."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers():
            super().keyPressEvent(event)

    def value(self) -> list[str | NewName]:
        """Ids and new names, each once."""
        left = self.box.value()
        return [*self._values, left] if left and left not in self._values else list(self._values)

    @property
    def values(self) -> list[str | NewName]:
        """What was added, without what is half typed."""
        return list(self._values)

    def relist(self) -> None:
        """List what can be chosen now; what was chosen stays."""
        self.box.relist()

    def set_value(self, value: Sequence[str | NewName] | None) -> None:
        """Show the records with these ids, and new names."""
        self._values = list(value or ())
        self.box.set_value(None)
        self._show()

    def _add(self, *_index: Any) -> None:
        added = self.box.value()
        if added is not None and added not in self._values:
            self._values.append(added)
            self.edited.emit()
        self.box.set_value(None)
        self._show()

    def _take_out(self, value: str | NewName) -> None:
        self._values.remove(value)
        self.edited.emit()
        self._show()
        self.box.setFocus()

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, QPushButton):
                widget.deleteLater()
        ids = [each for each in self._values if isinstance(each, str)]
        titles = {each.id: each.title for each in self._choices(self.table, ids=ids)} if ids else {}
        for value in self._values:
            title = value.name if isinstance(value, NewName) else titles.get(value, value[:8])
            button = QPushButton(shortened(title, _LONGEST).replace("&", "&&") + "  ×")
            button.setAccessibleName(_("Take out {name}").format(name=title))
            button.clicked.connect(lambda _checked=False, value=value: self._take_out(value))
            self._flow.addWidget(button)
        self._flow.addWidget(self.box)


def row_of(*widgets: QWidget) -> QWidget:
    """Widgets side by side, as one."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    return row
