"""What can be chosen about a paper, and what is written down before it leaves the window."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.workspace import Workspace


class Choice(NamedTuple):
    """Something to choose about a report: its words, and the first of which stands by itself.

    `listed(workspace)` gives further rows, of what is in the file.
    """

    key: str
    title: str
    rows: tuple[tuple[str, Any], ...]
    listed: Callable[[Workspace], Sequence[tuple[str, Any]]] | None = None

    def filled(self, workspace: Workspace) -> "Choice":
        """The same with all its rows."""
        if self.listed is None:
            return self
        return Choice(self.key, self.title, (*self.rows, *self.listed(workspace)))


class Settling(NamedTuple):
    """What is written down before a paper leaves: `is_needed` says of which, `done` does it."""

    is_needed: Callable[[Any], bool]
    write: Callable[[Workspace, Any, Callable[[], object]], object]
    done: Callable[[Any], object]


class Choices(QWidget):
    """A list for each thing that can be chosen about the report that is shown."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self)
        self._pickers: list[tuple[Choice, QComboBox]] = []
        self.hide()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; what was chosen of the same ones stays."""
        if list(choices) == [choice for choice, _picker in self._pickers]:
            return
        before = dict(self.chosen())
        for _choice, old in self._pickers:
            self._flow.removeWidget(old)
            old.deleteLater()
        self._pickers = [(choice, self._picker(choice)) for choice in choices]
        for choice, made in self._pickers:
            values = [value for _words, value in choice.rows]
            if before.get(choice.key) in values:
                made.setCurrentIndex(values.index(before[choice.key]))
        self.setVisible(bool(choices))

    def chosen(self) -> tuple[tuple[str, Any], ...]:
        """The keys and what was chosen."""
        return tuple(
            (choice.key, choice.rows[made.currentIndex()][1]) for choice, made in self._pickers
        )

    def _picker(self, choice: Choice) -> QComboBox:
        made = picker(choice.title)
        for words, _value in choice.rows:
            made.addItem(words)
        made.activated.connect(lambda _at: self.changed.emit())
        self._flow.addWidget(made)
        return made


def picker(name: str) -> QComboBox:
    """A list to choose from, as wide as it must be."""
    choice = QComboBox()
    choice.setAccessibleName(name)
    choice.setMinimumContentsLength(14)
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return choice
