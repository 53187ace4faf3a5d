"""A choice that is never hidden in a menu: every word of it is seen, beside a button of its own."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from engagement_app.domain import fields
from engagement_app.domain.wording import word_of
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.text import give_tip
from engagement_app.language import _

_GAP = 14
"""Between one word and the next, so that each is seen to belong to its own button."""


class ButtonsEditor(QWidget):
    """One of a few words; a required one begins unchosen, and the arrow keys go through them.

    A click or a key chooses without taking the focus from where somebody is typing.
    """

    edited = Signal()

    def __init__(self, kind: fields.Choice) -> None:
        super().__init__()
        self._default = kind.default
        self.buttons = {choice: QRadioButton(word_of(choice)) for choice in kind.values}
        self._group = QButtonGroup(self)
        layout = FlowLayout(self, _GAP)
        for button in self.buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button)
            layout.addWidget(button)
        self._group.buttonToggled.connect(self._toggled)
        self.set_value(None)

    def value(self) -> str | None:
        """The word chosen; None where none is."""
        return next((each for each, button in self.buttons.items() if button.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Show this word as chosen; None is the default, or none of them."""
        chosen = value or self._default
        self._group.setExclusive(False)
        for each, button in self.buttons.items():
            button.setChecked(each == chosen)
        self._group.setExclusive(True)
        self._enter_at_the_chosen()

    def setAccessibleName(self, name: str) -> None:
        """Each button says what it chooses for."""
        super().setAccessibleName(name)
        for choice, button in self.buttons.items():
            words = _("{field}: {choice}").format(field=name, choice=word_of(choice))
            button.setAccessibleName(words)

    def setFocus(self, *_reason: object) -> None:
        """Put the focus on the word chosen, or on the first."""
        chosen = self.value() or next(iter(self.buttons))
        self.buttons[chosen].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def give_keys(self, keys: Mapping[str, str], *owners: QWidget) -> None:
        """Choose by these keys (by choice) wherever in the owners the focus is."""
        for choice, key in keys.items():
            button = self.buttons[choice]
            words = _("{choice} ({key})").format(choice=word_of(choice), key=key)
            button.setText(words)
            give_tip(button, key)
            for owner in owners:
                shortcut = QShortcut(QKeySequence(key), owner, partial(button.setChecked, True))
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _enter_at_the_chosen(self) -> None:
        """Tab comes to the word that is chosen; before there is one, to the first."""
        chosen = self.value()
        for each, button in self.buttons.items():
            entered = chosen is None or each == chosen
            policies = Qt.FocusPolicy
            button.setFocusPolicy(policies.TabFocus if entered else policies.NoFocus)

    def _toggled(self, _button: object, on: bool) -> None:
        if on:
            self._enter_at_the_chosen()
            self.edited.emit()
