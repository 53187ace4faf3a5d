"""What can be chosen about a paper, and what is written down before it leaves the window."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.text import call
from engagement_app.gui.workspace import Workspace

_MOST = 26
"""Letters that a list shows at once."""


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


class Choices(QObject):
    """A list for each thing that can be chosen about the report that is shown."""

    changed = Signal()

    def __init__(self, flow: FlowLayout, after: QWidget) -> None:
        """The lists stand in the `flow` from where it ends now, and come after a widget by Tab."""
        super().__init__()
        self._flow = flow
        self._place = flow.count()
        self._after = after
        self._pickers: list[tuple[Choice, QComboBox]] = []

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; what was chosen of the same ones stays."""
        if list(choices) == [choice for choice, _picker in self._pickers]:
            return
        before = dict(self.chosen())
        for _choice, old in self._pickers:
            self._flow.removeWidget(old)
            old.deleteLater()
        self._pickers = []
        for choice in choices:
            self._pickers.append((choice, self._picker(choice)))
        for choice, made in self._pickers:
            values = [value for _words, value in choice.rows]
            if choice.key in before and before[choice.key] in values:
                made.setCurrentIndex(values.index(before[choice.key]))

    def chosen(self) -> tuple[tuple[str, Any], ...]:
        """The keys and what was chosen."""
        return tuple(
            (choice.key, choice.rows[made.currentIndex()][1]) for choice, made in self._pickers
        )

    def _picker(self, choice: Choice) -> QComboBox:
        made = picker(choice.title)
        for words, value in choice.rows:
            made.addItem(words, value)
        made.setMinimumContentsLength(min(_MOST, max(len(words) for words, _ in choice.rows)))
        made.activated.connect(lambda _at: self.changed.emit())
        self._flow.put(made, self._place + len(self._pickers))
        QWidget.setTabOrder(self._pickers[-1][1] if self._pickers else self._after, made)
        made.show()
        return made


def picker(name: str) -> QComboBox:
    """A list to choose from, as wide as it must be."""
    choice = QComboBox()
    call(choice, name)
    choice.setMinimumContentsLength(14)
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return choice
