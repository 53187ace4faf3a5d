"""The groups of follow-ups, as buttons with their counts; dead ends by reason under them."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.text import give_tip
from engagement_app.language import _
from engagement_app.reports import words
from engagement_app.resourcing.promises import DEAD_ENDS, DUE, ENDED, OF_OWNER
from engagement_app.resourcing.report import REASONS


@dataclass(frozen=True)
class Group:
    """A group: its title with its key, what is in it, and what to say where nothing is."""

    title: str
    about: str
    nothing: str


GROUPS = {
    "overdue": Group(
        _("&Overdue"),
        _("Somebody owns these, and their day has passed."),
        _("Nothing is overdue."),
    ),
    "this_week": Group(
        _("Within a &week"),
        _("Somebody owns these; they fall due today or on one of the next six days."),
        _("Nothing falls due within a week."),
    ),
    "later": Group(
        _("&Later"),
        _("Somebody owns these; they fall due in seven days or later."),
        _("Nothing falls due later."),
    ),
    "dead_ends": Group(
        _("&Dead ends"),
        _("Nobody can keep these: no route, no owner, no date, or nothing written down."),
        _("There are no dead ends."),
    ),
    "done": Group(
        _("Don&e"), _("Kept promises, the newest first."), _("No follow-up is done yet.")
    ),
    "cancelled": Group(
        _("&Cancelled"), _("These are not waited for any more."), _("No follow-up is cancelled.")
    ),
    OF_OWNER: Group(
        _("Load per owne&r"),
        _("Who has how much to keep. Press Enter on an owner to see theirs."),
        _("No follow-up is open."),
    ),
    "no_route": Group(
        "",
        _("No way to stay involved is known. Find one, and change the kind."),
        _("There is a route for everybody."),
    ),
    "no_owner": Group(
        "", _("Nobody owns these. Type a name under Owner."), _("Everything has an owner.")
    ),
    "no_date": Group(
        "", _("These have no date. Type one under Due."), _("Everything that is owned has a date.")
    ),
    "nothing_recorded": Group(
        "",
        _("They want to stay involved, and nothing was promised. Press Enter to agree something."),
        _("Everybody who wants to stay involved was promised something."),
    ),
}
_UNKNOWN = "…"
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class GroupBar(QWidget):
    """`chosen` has the key of a group or of a reason; the arrow keys go through each line."""

    chosen = Signal(str)
    walked = False
    """Whether a group is chosen on the way, with an arrow key: the next key is one, too."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        self._kept: list[QButtonGroup] = []
        self._reasons = QWidget()
        groups = QWidget()
        self._line(groups, (*DUE, DEAD_ENDS, *ENDED, OF_OWNER))
        self._line(self._reasons, ("", *REASONS))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(groups)
        layout.addWidget(self._reasons)
        self.choose("overdue")

    def choose(self, key: str) -> None:
        """Show this group or reason as the one that is listed."""
        self.key = key
        of_dead_ends = key == DEAD_ENDS or key in REASONS
        self.buttons[DEAD_ENDS if of_dead_ends else key].setChecked(True)
        self.buttons[key if key in REASONS else ""].setChecked(True)
        self._reasons.setVisible(of_dead_ends)

    def begin(self, counts: Mapping[str, int], *, known: bool) -> bool:
        """Choose the first group that has any; whether there is one, or none is to be waited for.

        `known` as in `show_counts`.
        """
        ends = sum(counts.get(reason, 0) for reason in REASONS)
        having = [key for key in DUE if counts.get(key)] + [DEAD_ENDS] * bool(ends)
        if having:
            self.choose(having[0])
        return bool(having) or known

    def show_counts(self, counts: Mapping[str, int], *, known: bool) -> None:
        """Put the counts on the buttons; `known` once people without any route are counted."""
        told = {key: str(counts.get(key, 0)) for key in (*DUE, *REASONS)}
        if not known:
            told["nothing_recorded"] = told[""] = _UNKNOWN
        else:
            told[""] = str(sum(counts.get(reason, 0) for reason in REASONS))
        told[DEAD_ENDS] = told[""]
        for key, button in self.buttons.items():
            if key in told:
                counted = _("{group} ({count})")
                button.setText(counted.format(group=_title(key), count=told[key]))

    def _line(self, parent: QWidget, keys: tuple[str, ...]) -> None:
        group = QButtonGroup(parent)
        layout = FlowLayout(parent)
        for key in keys:
            button = _GroupButton(self, _title(key))
            button.setCheckable(True)
            give_tip(button, GROUPS[key or DEAD_ENDS].about)
            button.clicked.connect(lambda _on=False, key=key: self._ask(key or DEAD_ENDS))
            self.buttons[key] = button
            group.addButton(button)
            layout.addWidget(button)
        self._kept.append(group)

    def _ask(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)


class _GroupButton(QPushButton):
    """Tells the bar of an arrow key, which goes on to the next group and chooses it."""

    def __init__(self, bar: GroupBar, title: str) -> None:
        super().__init__(title)
        self._bar = bar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._bar.walked = event.key() in _ARROWS
        super().keyPressEvent(event)
        self._bar.walked = False


def _title(key: str) -> str:
    if not key:
        return _("All reasons")
    return words.reason(key) if key in REASONS else GROUPS[key].title
