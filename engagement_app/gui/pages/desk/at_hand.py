"""Who stands at the desk: the one who is marked, else the one who was signed in last."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
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
    Action("wants_yes", "wants", _("Yes"), "Ctrl+Y", _("Wants to stay involved: yes")),
    Action("wants_no", "wants", _("No"), "Ctrl+N", _("Wants to stay involved: no")),
    Action("first_yes", "first", _("Yes"), "Ctrl+F", _("First time: yes")),
    Action("first_no", "first", _("No"), "Ctrl+Shift+F", _("First time: no")),
    Action("leave", "more", _("Left"), "Ctrl+L", _("Has left; again: is back")),
    Action("excuse", "more", _("Excused"), "Ctrl+E", _("Is excused; again: is expected")),
    Action(
        "instead",
        "more",
        _("Came instead of…"),
        "Ctrl+I",
        _("Came instead of somebody who is expected"),
    ),
)
_GROUPS = {
    "wants": _("Wants to stay involved? Ctrl+Y yes, Ctrl+N no"),
    "first": _("First time? Ctrl+F yes, Ctrl+Shift+F no"),
    "more": _("Ctrl+L left, Ctrl+E excused, Ctrl+I came instead"),
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
            button.setText(f"✓ {action.title}" if stood else action.title)
        self.buttons["leave"].setEnabled(arrival.has_come)
        self.buttons["excuse"].setEnabled(listed and not arrival.has_come)
        self.buttons["instead"].setEnabled(True)

    def _button(self, action: Action) -> QPushButton:
        button = QPushButton(action.title)
        button.setCheckable(action.key != "instead")
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


def _lines(arrival: Arrival) -> list[str]:
    lines = [arrival.organisation or _("No organisation"), standing(arrival)]
    if arrival.instead_of:
        lines.append(_("Came instead of {name}").format(name=arrival.instead_of))
    return [*lines, told_before(arrival)]
