"""Who stands at the desk: the one who is marked, else the one who was signed in last."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from engagement_app.domain.arrivals import Arrival
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.pages.desk.words import name_shown, standing, told_before
from engagement_app.gui.text import give_tip, label
from engagement_app.language import _


@dataclass(frozen=True)
class Action:
    """What can be done for somebody: its key, its group, its title, its short cut."""

    key: str
    group: str
    title: str
    keys: str
    said: str


ACTIONS = (
    Action("wants_yes", "wants", _("&Yes"), "Alt+Y", _("Wants to stay involved: yes")),
    Action("wants_no", "wants", _("&No"), "Alt+N", _("Wants to stay involved: no")),
    Action("first_yes", "first", _("Yes"), "Alt+F", _("First time: yes")),
    Action("first_no", "first", _("No"), "Alt+Shift+F", _("First time: no")),
    Action("leave", "more", _("&Left"), "Alt+L", _("Has left; again: is back")),
    Action("excuse", "more", _("&Excused"), "Alt+E", _("Is excused; again: is expected")),
    Action(
        "instead",
        "more",
        _("Came &instead of…"),
        "Alt+I",
        _("Came instead of somebody who is expected"),
    ),
    Action(
        "not_here",
        "more",
        _("Not here &after all"),
        "Alt+A",
        _("Not here after all: takes the sign-in back, also an earlier one"),
    ),
)
_OBJECTIONS = {
    "contact": _("Asked not to be contacted"),
    "photo": _("No photographs, please"),
    "quote": _("Asked not to be quoted"),
    "attendance": _("Asked to be on no list: hand out no badge or sheet with their name"),
}
"""What whoever stands at the desk has to know, by purpose to which somebody objects."""
_GROUPS = {
    "wants": _("Wants to stay involved? Alt+Y yes, Alt+N no"),
    "first": _("First time? Alt+F yes, Alt+Shift+F no"),
    "more": _("Alt+L left, Alt+E excused, Alt+I came instead, Alt+A not here"),
}


class AtHand(QFrame):
    """Name, organisation and access needs at a glance, and what can be recorded with one key."""

    wanted = Signal(str)
    """The key of the action that is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.name = label(role="heading")
        self.lines = label()
        self.needs = label(role="warn")
        self.buttons = {action.key: self._button(action) for action in ACTIONS}
        self._parts = QWidget()
        self._lay_out()
        self.show_person(None)

    def show_person(self, arrival: Arrival | None) -> None:
        """Show somebody, or nobody."""
        self._parts.setVisible(arrival is not None)
        if arrival is None:
            self.name.setText(_("Nobody is marked"))
            self.lines.setText(_("Who is marked, or was signed in last, is shown here."))
            self.needs.hide()
            return
        self.name.setText(name_shown(arrival))
        self.lines.setText("\n".join(_lines(arrival)))
        self.needs.setText(_("Access needs: {needs}").format(needs=arrival.access_needs))
        self.needs.setVisible(bool(arrival.access_needs))
        self._mark(arrival)

    def _mark(self, arrival: Arrival) -> None:
        """Show which answers stand, and offer what can be done."""
        listed = arrival.attendance_id is not None
        stands = {
            "wants_yes": arrival.wants_to_stay_involved == "yes",
            "wants_no": arrival.wants_to_stay_involved == "no",
            "first_yes": arrival.first_time == "yes",
            "first_no": arrival.first_time == "no",
            "leave": arrival.status == "left",
            "excuse": arrival.status == "excused",
        }
        for action in ACTIONS:
            button = self.buttons[action.key]
            stood = stands.get(action.key, False)
            button.setEnabled(listed)
            button.setChecked(stood)
            _name(button, f"✓ {action.title}" if stood else action.title)
        self.buttons["leave"].setEnabled(arrival.has_come)
        self.buttons["excuse"].setEnabled(listed and not arrival.has_come)
        self.buttons["instead"].setEnabled(True)
        self.buttons["not_here"].setEnabled(arrival.has_come)

    def _button(self, action: Action) -> QPushButton:
        button = QPushButton()
        _name(button, action.title)
        button.setCheckable(action.key not in ("instead", "not_here"))
        button.setAccessibleName(action.said)
        give_tip(button, f"{action.said} ({action.keys})")
        button.clicked.connect(lambda _checked=False, key=action.key: self._ask(key))
        return button

    def _ask(self, key: str) -> None:
        """What stands is shown once it is saved, not before."""
        self.buttons[key].setChecked("✓" in self.buttons[key].text())
        self.wanted.emit(key)

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self._parts)
        inner.setContentsMargins(0, 0, 0, 0)
        for group, question in _GROUPS.items():
            inner.addWidget(label(question))
            row = QWidget()
            flow = FlowLayout(row)
            for action in ACTIONS:
                if action.group == group:
                    flow.addWidget(self.buttons[action.key])
            inner.addWidget(row)
        layout = QVBoxLayout(self)
        for part in (self.name, self.lines, self.needs, self._parts):
            layout.addWidget(part)


def _name(button: QPushButton, title: str) -> None:
    """Underline the letter of the short cut, which is the page's own: it also says why not."""
    button.setText(title)
    button.setShortcut(QKeySequence())


def _lines(arrival: Arrival) -> list[str]:
    lines = [arrival.organisation or _("No organisation"), standing(arrival)]
    if arrival.instead_of:
        lines.append(_("Came instead of {name}").format(name=arrival.instead_of))
    lines += [words for purpose, words in _OBJECTIONS.items() if purpose in arrival.objects_to]
    return [*lines, told_before(arrival)]
