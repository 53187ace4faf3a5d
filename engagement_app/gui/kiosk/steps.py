"""What is seen at the kiosk, one after the other: the name, the questions, that it is saved."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engagement_app.domain.kiosk import Typed, person_of
from engagement_app.errors import UserError
from engagement_app.gui.kiosk.line import Line
from engagement_app.gui.kiosk.questions import Question, YesNo, agreed_of, answers_of
from engagement_app.gui.text import label
from engagement_app.language import _


class Step(QWidget):
    """One thing at a time: a title, what is asked, what went wrong, and where to go from there."""

    onward = Signal()
    back = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.title = label(title, role="title")
        self.problem = label(role="problem")
        self.problem.hide()
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.addWidget(self.title)

    def start(self) -> None:
        """Put the focus where it begins."""

    def empty(self) -> None:
        """Nothing is left of whoever was here."""
        self.tell("")

    def tell(self, sentence: str) -> None:
        """Say what is wrong and what to do."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def end(self, *buttons: QPushButton) -> None:
        """Below all: the problem, and the buttons."""
        self.layout_.addWidget(self.problem)
        row = QHBoxLayout()
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.layout_.addLayout(row)
        self.layout_.addStretch(1)


class Who(Step):
    """The name, and an e-mail or phone for whoever has or wants to give one."""

    def __init__(self) -> None:
        super().__init__(_("Please sign in"))
        self.lines = {
            "given_name": Line(_("First name")),
            "family_name": Line(_("Last name")),
            "contact": Line(_("E-mail or phone (you may leave this empty)")),
        }
        lines = list(self.lines.values())
        for line, after in zip(lines, [*lines[1:], None], strict=True):
            asked = label(line.accessibleName())
            asked.setBuddy(line)
            line.entered.connect(after.setFocus if after else self._go_on)
            self.layout_.addWidget(asked)
            self.layout_.addWidget(line)
        self.end(main_button(_("Next"), self._go_on))

    def start(self) -> None:
        """The first line that is empty, or wants another word."""
        lines = self.lines.values()
        next((each for each in lines if not each.text()), self.lines["contact"]).setFocus()

    def empty(self) -> None:
        """Nothing is written."""
        super().empty()
        for line in self.lines.values():
            line.empty()

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything."""
        return not any(line.text() for line in self.lines.values())

    @property
    def typed(self) -> Typed:
        """What is written."""
        given, family, contact = (line.text() for line in self.lines.values())
        return Typed(given, family, contact)

    def complain(self, sentence: str, field: str | None) -> None:
        """What is wrong with a line; the focus goes there."""
        self.tell(sentence)
        self.lines.get(field or "", self.lines["given_name"]).setFocus()

    def _go_on(self) -> None:
        try:
            person_of(self.typed)
        except UserError as error:
            self.complain(str(error), error.field)
        else:
            self.tell("")
            self.onward.emit()


class Asked(Step):
    """A few questions; none need be answered."""

    def __init__(self, questions: Sequence[Question]) -> None:
        super().__init__(_("A few questions"))
        self.layout_.addWidget(
            label(_("You need not answer any of them. To change an answer later, ask at the desk."))
        )
        self.rows = [YesNo(question) for question in questions]
        for row in self.rows:
            self.layout_.addWidget(row)
        self.sign_in = main_button(_("Sign in"), self.onward.emit)
        self.go_back = plain_button(_("Back"), self.back.emit)
        self.end(self.sign_in, self.go_back)

    def start(self) -> None:
        """At the first question."""
        self.rows[0].buttons["yes"].setFocus()

    def empty(self) -> None:
        """Nothing is answered."""
        super().empty()
        for row in self.rows:
            row.empty()

    def add_to(self, typed: Typed) -> Typed:
        """All that was written and answered."""
        return replace(typed, answers=answers_of(self.rows), agreed=agreed_of(self.rows))


class Thanks(Step):
    """It is saved. No name is shown: the next person is looking already."""

    def __init__(self) -> None:
        super().__init__(_("✓ Thank you. You are signed in."))
        self.next = main_button(_("Next person"), self.onward.emit)
        self.end(self.next)

    def start(self) -> None:
        """At the one button."""
        self.next.setFocus()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.title.text()))


def main_button(title: str, act: Callable[[], object]) -> QPushButton:
    """The button that most people want."""
    button = plain_button(title, act)
    button.setProperty("role", "kiosk-main")
    return button


def plain_button(title: str, act: Callable[[], object]) -> QPushButton:
    """A button that a finger can hit."""
    button = QPushButton(title)
    button.setProperty("role", "kiosk")
    button.clicked.connect(lambda _on=False: act())
    return button
