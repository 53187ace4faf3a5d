"""The questions of the kiosk, each answered by yes, by no, or not at all."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from engagement_app.domain.kiosk import Agreed
from engagement_app.domain.wordings import Wording
from engagement_app.gui.text import label
from engagement_app.language import _


class Question(NamedTuple):
    """`answers` a field of the attendance, or asks whether we may (`purpose` of a consent), in
    words that somebody of the organisation may have changed."""

    words: str
    answers: str = ""
    purpose: str = ""


QUESTIONS = (
    Question(_("Is this your first time with us?"), answers="first_time"),
    Question(_("Would you like to stay involved?"), answers="wants_to_stay_involved"),
)
"""Those of the attendance."""
_PURPOSES = ("contact", "photo")
"""Those of a consent, asked in the words in use."""


def questions_of(wordings: Mapping[str, Wording]) -> tuple[Question, ...]:
    """All that is asked, with these wordings by purpose."""
    agreed = (Question(wordings[each].words, purpose=each) for each in _PURPOSES)
    return (*QUESTIONS, *agreed)


class YesNo(QWidget):
    """A question and two buttons; the one that is pressed a second time is no answer again."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self.buttons = {"yes": _button(_("Yes")), "no": _button(_("No"))}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(question.words), 1)
        for answer, button in self.buttons.items():
            words = _("{question} {answer}").format(question=question.words, answer=button.text())
            button.setAccessibleName(words)
            # A partial would be called without whether it is pressed: PySide cannot see that it
            # takes that, and the answer would be taken back as it is given.
            button.clicked.connect(lambda on, answer=answer: self._answered(answer, on))
            layout.addWidget(button)

    @property
    def answer(self) -> str:
        """`yes`, `no`, or empty."""
        return next((each for each, button in self.buttons.items() if button.isChecked()), "")

    def empty(self) -> None:
        """Nothing is answered."""
        for button in self.buttons.values():
            button.setChecked(False)

    def _answered(self, answer: str, on: bool) -> None:
        for each, button in self.buttons.items():
            button.setChecked(on and each == answer)


def answers_of(rows: Sequence[YesNo]) -> dict[str, str]:
    """What was answered about the attendance."""
    said = {row.question.answers: row.answer for row in rows if row.answer}
    return {name: answer for name, answer in said.items() if name}


def agreed_of(rows: Sequence[YesNo]) -> tuple[Agreed, ...]:
    """What was answered about what we may do, and how it was asked."""
    return tuple(
        Agreed(row.question.purpose, row.answer, row.question.words)
        for row in rows
        if row.answer and row.question.purpose
    )


def _button(title: str) -> QPushButton:
    button = QPushButton(title)
    button.setCheckable(True)
    button.setProperty("role", "kiosk")
    return button
