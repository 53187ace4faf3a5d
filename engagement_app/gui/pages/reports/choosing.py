"""What can be chosen about a paper, and what is written down before it leaves the window."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.editors import DayEditor
from engagement_app.gui.pages.reports.paging import side_by_side
from engagement_app.gui.text import call, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_MOST = 26
"""Letters that a list shows at once."""


class Choice(NamedTuple):
    """Something to choose about a report: its words, and the first of which stands by itself.

    `listed(workspace)` gives further rows, of what is in the file. Without any row it is a day,
    which may be left empty.
    """

    key: str
    title: str
    rows: tuple[tuple[str, Any], ...] = ()
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
    """A list, or a box for a day, for each thing that can be chosen about the report shown."""

    changed = Signal()
    wrong = Signal(str)
    """A day that is none, as a sentence."""

    def __init__(self, flow: FlowLayout, after: QWidget) -> None:
        """They stand in the `flow` from where it ends now, and come after a widget by Tab: one that
        takes the focus itself, as Qt does nothing for others."""
        super().__init__()
        self._flow = flow
        self._place = flow.count()
        self._after = self._last = after
        self.made: list[tuple[Choice, QWidget]] = []
        self._days: dict[str, date | None] = {}

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; what was chosen of the same ones stays."""
        if list(choices) == [choice for choice, _made in self.made]:
            return
        before = dict(self.chosen())
        for _choice, old in self.made:
            self._flow.removeWidget(old)
            old.deleteLater()
        self.made, self._days, self._last = [], {}, self._after
        for choice in choices:
            make = self._picker if choice.rows else self._day
            self._put(choice, make(choice, before.get(choice.key)))

    def chosen(self) -> tuple[tuple[str, Any], ...]:
        """The keys and what was chosen."""
        return tuple((choice.key, self._value(choice, made)) for choice, made in self.made)

    def _value(self, choice: Choice, made: QWidget) -> Any:
        if isinstance(made, QComboBox):
            return choice.rows[made.currentIndex()][1]
        return self._days[choice.key]

    def _put(self, choice: Choice, made: QWidget) -> None:
        self._flow.put(made, self._place + len(self.made))
        self.made.append((choice, made))
        made.show()
        for part in _stops(made):
            QWidget.setTabOrder(self._last, part)
            self._last = part

    def _picker(self, choice: Choice, before: Any) -> QWidget:
        made = picker(choice.title)
        for words, value in choice.rows:
            made.addItem(words, value)
        values = [value for _words, value in choice.rows]
        if before in values:
            made.setCurrentIndex(values.index(before))
        made.setMinimumContentsLength(min(_MOST, max(len(words) for words, _ in choice.rows)))
        made.activated.connect(lambda _at: self.changed.emit())
        return made

    def _day(self, choice: Choice, before: Any) -> QWidget:
        day = DayEditor()
        call(day.line, choice.title)
        day.line.setPlaceholderText(_("any day"))
        day.set_value(before)
        self._days[choice.key] = before
        day.line.editingFinished.connect(lambda: self._take(choice.key, day))
        day.edited.connect(lambda _text: self._take_picked(choice.key, day))
        heading = label(choice.title, role="quiet", wrap=False)
        heading.setBuddy(day)
        held = side_by_side(heading, day)
        held.setFocusProxy(day)
        return held

    def _take_picked(self, key: str, day: DayEditor) -> None:
        """One that is typed waits until its box is left, or for Enter."""
        if not day.line.hasFocus():
            self._take(key, day)

    def _take(self, key: str, day: DayEditor) -> None:
        try:
            value = day.value()
        except UserError as error:
            self.wrong.emit(str(error))
            return
        if value != self._days.get(key):
            self._days[key] = value
            self.changed.emit()


def _stops(made: QWidget) -> Sequence[QWidget]:
    """What Tab stops at in it."""
    day = made.findChild(DayEditor)
    return (made,) if day is None else (day.line, day.pick)


def picker(name: str) -> QComboBox:
    """A list to choose from, as wide as it must be."""
    choice = QComboBox()
    call(choice, name)
    choice.setMinimumContentsLength(14)
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return choice
