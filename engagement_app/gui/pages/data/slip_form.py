"""One answered slip as it is keyed in: a box for each question, a later step only after its first.

Nothing of it is a draft: what is half keyed lies on paper, and is in no file until it goes in.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from engagement_app.domain.equality import NOT_SAID, OWN_WORDS, Question
from engagement_app.gui.forms.pickers import picker, refill
from engagement_app.gui.text import label
from engagement_app.language import _

_LETTERS = 34


class SlipForm(QWidget):
    """The questions that a project asks, one below the other."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[tuple[Question, QComboBox, QLineEdit]] = []
        self._lines: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Ask these; what was keyed stays where they are the same as before."""
        if [each for each, _box, _line in self.boxes] == list(questions):
            return
        for line in self._lines:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.boxes, self._lines = [], []
        for each in questions:
            self._add(each)
        self._show_steps()

    def answers(self) -> dict[str, str]:
        """What is keyed, by the keys of the questions."""
        told: dict[str, str] = {}
        for each, box, line in self.boxes:
            if each.follows(told) and box.currentData():
                told[each.key] = box.currentData()
                if line.text().strip():
                    told[each.key + OWN_WORDS] = line.text().strip()
        return told

    def empty(self) -> None:
        """The next slip; the focus to its first question."""
        for _each, box, line in self.boxes:
            box.setCurrentIndex(0)
            line.clear()
        self._show_steps()
        self.start()

    def start(self) -> None:
        """The focus to the first question."""
        if self.boxes:
            self.boxes[0][1].setFocus()

    def _add(self, each: Question) -> None:
        box, line = picker(each.words, _LETTERS), QLineEdit()
        words = [(_(answer) if answer == NOT_SAID else answer, answer) for answer in each.offered]
        refill(box, [(_("Left empty"), ""), *words])
        line.setPlaceholderText(_("In their own words"))
        line.setAccessibleName(_("In their own words"))
        line.setVisible(each.own_words)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 2, 0, 2)
        for widget in (label(each.words, role="quiet"), box, line):
            layout.addWidget(widget)
        box.currentIndexChanged.connect(lambda _at: self._show_steps())
        self._layout.addWidget(whole)
        self._lines.append(whole)
        self.boxes.append((each, box, line))

    def _show_steps(self) -> None:
        told = self.answers()
        for (each, _box, _line), whole in zip(self.boxes, self._lines, strict=True):
            whole.setVisible(each.follows(told))
        self.changed.emit()
