"""The line that is keyed: its number and name, and what can be answered with one key."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.pages.desk.paper.answers import PRESENCE, TICKED, Answer
from engagement_app.gui.pages.desk.paper.box import KeyBox
from engagement_app.gui.text import give_tip, label
from engagement_app.language import _

_STEPS = {
    "presence": _("What does the line say?"),
    "name": _("Type the name that is written here."),
    "whom": _("Somebody of this name is known. Is it one of them?"),
    "ticked": _("What else is ticked? Enter keeps it and goes on."),
}
_TIPS = {
    "presence": _("A time such as 18:05 may be typed first. Arrow up goes to an earlier line."),
    "name": _(
        "Enter goes on. Ctrl+Enter: somebody whose name is not given or cannot be read. Enter"
        " without a name: the blank rows that follow are empty."
    ),
    "whom": _("Press the number, or Enter for somebody new."),
    "ticked": _("The same key again takes a tick away. Escape goes back a step."),
}


class Card(QFrame):
    """Shows a row and the step it is at; `answered` has the key of an answer."""

    answered = Signal(str)
    chosen = Signal(int)
    """Which of those who are known it is, from 0; -1 is somebody new."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.number = label(role="quiet", wrap=False)
        self.name = label(role="title")
        self.about = label()
        self.asked = label(role="heading")
        self.box = KeyBox()
        self.box.setProperty("role", "box")
        self.problem = label(role="problem")
        self.tips = label(role="quiet")
        self.buttons: dict[tuple[str, str], QPushButton] = {}
        self._groups = {"presence": self._group(PRESENCE), "ticked": self._group(TICKED)}
        self._known = QWidget()
        self._known_layout = QVBoxLayout(self._known)
        self._known_layout.setContentsMargins(0, 0, 0, 0)
        self.known: list[QPushButton] = []
        self._lay_out()

    def show_row(self, number: int, name: str, about: str) -> None:
        """Which line it is, and who stands there."""
        self.number.setText(_("Line {number}").format(number=f"{number:,}"))
        self.name.setText(name)
        self.about.setText(about)
        self.about.setVisible(bool(about))

    def show_step(self, step: str) -> None:
        """What is asked now."""
        self.asked.setText(_STEPS[step])
        self.tips.setText(_TIPS[step])
        self.box.takes_text = step == "name"
        self.box.takes_time = step in ("presence", "ticked")
        for key, group in self._groups.items():
            group.setVisible(key == step)
        self._known.setVisible(step == "whom")
        named = _("Name on the blank row") if step == "name" else _("Answer, or time of arrival")
        self.box.setAccessibleName(named)
        self.box.setPlaceholderText(_("Name") if step == "name" else _("Key, or a time"))

    def show_ticks(self, ticks: dict[str, str]) -> None:
        """Mark what stands."""
        for answer in TICKED:
            stands = ticks[answer.field] == answer.value
            button = self.buttons["ticked", answer.key]
            button.setChecked(stands)
            button.setText(f"✓ {answer.title}" if stands else answer.title)

    def offer(self, people: Sequence[str]) -> None:
        """Who of this name is known, each with a number."""
        for old in self.known:
            old.hide()
            old.deleteLater()
        titles = [f"{at}  {person}" for at, person in enumerate(people, start=1)]
        self.known = []
        for place, title in enumerate([*titles, _("Somebody new (Enter)")]):
            button = QPushButton(title.replace("&", "&&"))
            button.setAccessibleName(title)
            which = place if place < len(people) else -1
            button.clicked.connect(lambda _on=False, which=which: self.chosen.emit(which))
            self._known_layout.addWidget(button)
            self.known.append(button)

    def tell_problem(self, sentence: str) -> None:
        """What is wrong with what was typed, or that nothing is."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _group(self, answers: Sequence[Answer]) -> QWidget:
        group = QWidget()
        flow = FlowLayout(group)
        step = "presence" if answers is PRESENCE else "ticked"
        for answer in answers:
            button = QPushButton(answer.title)
            button.setCheckable(answers is TICKED)
            give_tip(button, answer.title)
            button.clicked.connect(lambda _on=False, key=answer.key: self.answered.emit(key))
            flow.addWidget(button)
            self.buttons[step, answer.key] = button
        return group

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        texts = (self.number, self.name, self.about, self.asked, self.box, self.problem)
        for part in (*texts, *self._groups.values(), self._known, self.tips):
            layout.addWidget(part)
        layout.addStretch(1)
        self.problem.hide()
