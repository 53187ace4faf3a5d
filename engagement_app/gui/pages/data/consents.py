"""In a person's panel: what they agree to, purpose by purpose, given and taken back by a key."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engagement_app.domain.consenting import (
    Answered,
    read_answers,
    record_answer,
    standing_answers,
)
from engagement_app.domain.fields import Choice
from engagement_app.domain.input import kinds_of
from engagement_app.domain.people import ConsentInput
from engagement_app.domain.wording import word_of
from engagement_app.domain.wordings import ALL, Wording, in_use
from engagement_app.gui.forms.editors import shown_day
from engagement_app.gui.forms.pickers import picker
from engagement_app.gui.pages.data.part import button, flow
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import call, give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_SAID = _(
    "Read the words out, then press what they answer. To take something back they say no; what"
    " they said before stays below."
)


class Consents(QWidget):
    """For each purpose the words to be read out, two answers, and how it stands."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.person_id: str | None = None
        self.purposes = {purpose: _Purpose(purpose, self._answer) for purpose in ALL}
        self.basis = picker(_("On what basis"), 18)
        self.problem = label(role="problem")
        self.before = label(role="quiet")
        self._lay_out()
        workspace.changed.connect(self._look)

    def show_person(self, person_id: str | None) -> None:
        """Show what somebody agrees to; nothing of nobody, nor of who is not saved yet."""
        self.person_id = person_id
        self.problem.hide()
        self.setVisible(person_id is not None)
        if person_id is not None:
            answers = self.workspace.read(read_answers, person_id)
            self._show(answers, self.workspace.read(in_use))

    def start(self) -> None:
        """At the first answer."""
        self.purposes[ALL[0]].yes.setFocus()

    def _look(self) -> None:
        """It may have been undone meanwhile."""
        if self.person_id is not None and self.isVisible():
            self.show_person(self.person_id)

    def _show(self, answers: list[Answered], wordings: Mapping[str, Wording]) -> None:
        standing = standing_answers(answers)
        for purpose, line in self.purposes.items():
            line.show_answer(standing.get(purpose), wordings[purpose])
        self.before.setText("\n".join(map(told_answer, answers)) or _("None was recorded."))

    def _answer(self, purpose: str, given: str) -> None:
        if self.person_id is None:
            return
        self.problem.hide()
        self.workspace.write(
            "consent.record",
            record_answer,
            self.person_id,
            purpose,
            given,
            datetime.now(UTC),
            basis=self.basis.currentData(),
            words=self.purposes[purpose].asked,
            told=_("Written down. {purpose}: {given}").format(
                purpose=word_of(purpose), given=word_of(given).lower()
            ),
            failed=partial(self._failed, self.person_id),
        )

    def _failed(self, person_id: str, error: Exception) -> None:
        if person_id == self.person_id:
            self.problem.setText(sentence_of(error))
            self.problem.show()
        else:
            self.workspace.troubled.emit(sentence_of(error))

    def _lay_out(self) -> None:
        kind = kinds_of(ConsentInput)["basis"]
        assert isinstance(kind, Choice)
        for each in kind.values:
            self.basis.addItem(word_of(each), each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(label(_("What they agree to"), role="heading"))
        layout.addWidget(label(_SAID))
        layout.addWidget(self.problem)
        for line in self.purposes.values():
            layout.addWidget(line)
        layout.addLayout(flow(label(_("On what basis"), wrap=False), self.basis))
        layout.addWidget(label(_("What they answered, the newest first"), role="quiet"))
        layout.addWidget(self.before)


class _Purpose(QWidget):
    """One purpose: how it stands, what is to be read out, and the two answers."""

    def __init__(self, purpose: str, answer: Callable[[str, str], None]) -> None:
        super().__init__()
        self.name, self.asked = word_of(purpose), ""
        self.standing = label()
        self.words = label(role="quiet")
        self.yes = self._button(_("Yes"), partial(answer, purpose, "yes"))
        self.no = self._button(_("No, or no longer"), partial(answer, purpose, "no"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(2)
        layout.addWidget(self.standing)
        layout.addWidget(self.words)
        layout.addLayout(flow(self.yes, self.no))

    def show_answer(self, standing: Answered | None, wording: Wording) -> None:
        """Show how it stands, and what is asked now."""
        self.asked = wording.words
        answer = _("not asked yet") if standing is None else _stands(standing)
        self.standing.setText(_("{purpose}: {answer}").format(purpose=self.name, answer=answer))
        self.words.setText(
            _("“{words}” (version {version})").format(words=wording.words, version=wording.version)
        )
        for each in (self.yes, self.no):
            give_tip(each, wording.words)

    def _button(self, title: str, pressed: partial[None]) -> QPushButton:
        made = button(title, pressed)
        call(made, _("{purpose}: {answer}").format(purpose=self.name, answer=title))
        return made


def _stands(answer: Answered) -> str:
    """`✓ yes, 23/11/2026, to version 1-3f9a1c`."""
    told = ["✓ " + _("yes") if answer.given == "yes" else "✗ " + _("no")]
    if answer.recorded_at is not None:
        told.append(shown_day(answer.recorded_at.astimezone().date()))
    if answer.version is not None:
        told.append(_("to version {version}").format(version=answer.version))
    return ", ".join(told)


def told_answer(answer: Answered) -> str:
    """`23/11/2026 Photo: no (consent). Version 1-3f9a1c: “May we …?”`."""
    moment = answer.recorded_at
    day = shown_day(moment.astimezone().date()) if moment else _("Day not known")
    told = _("{day} {purpose}: {given} ({basis})").format(
        day=day,
        purpose=word_of(answer.purpose),
        given=word_of(answer.given).lower(),
        basis=word_of(answer.basis).lower(),
    )
    if answer.version is None:
        return _("{told}. Which words were shown is not known.").format(told=told)
    if answer.words is None:
        sentence = _("{told}. Wording {version}, whose words this file does not have.")
        return sentence.format(told=told, version=answer.version)
    sentence = _("{told}. Version {version}: “{words}”")
    return sentence.format(told=told, version=answer.version, words=answer.words)
