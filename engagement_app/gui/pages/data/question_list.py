"""The questions of a project, to be left out, worded anew, or given other answers."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from engagement_app.domain.equality import Question
from engagement_app.gui.text import give_tip, label
from engagement_app.language import _

_LINES = 7


class QuestionList(QWidget):
    """A list with a tick for each question that is asked; below it the words of the marked one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.words, self.choices = QPlainTextEdit(), QPlainTextEdit()
        self._questions: list[Question] = []
        self._is_showing = False
        self._lay_out()
        self.list.currentRowChanged.connect(self._mark)
        self.list.itemChanged.connect(self._tick)
        for box in (self.words, self.choices):
            box.textChanged.connect(self._type)

    def show_questions(self, questions: tuple[Question, ...]) -> None:
        """Show these, as they are in the file."""
        at = max(0, self.list.currentRow())
        self._questions = list(questions)
        self._is_showing = True
        self.list.clear()
        for each in questions:
            item = QListWidgetItem(_title(each))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = Qt.CheckState.Checked if each.asked else Qt.CheckState.Unchecked
            item.setCheckState(on)
            self.list.addItem(item)
        self._is_showing = False
        self.list.setCurrentRow(min(at, len(questions) - 1))

    def questions(self) -> tuple[Question, ...]:
        """What is shown now."""
        return tuple(self._questions)

    def _mark(self, at: int) -> None:
        if self._is_showing or not 0 <= at < len(self._questions):
            return
        self._is_showing = True
        self.words.setPlainText(self._questions[at].words)
        self.choices.setPlainText("\n".join(self._questions[at].choices))
        self._is_showing = False

    def _tick(self, item: QListWidgetItem) -> None:
        if not self._is_showing:
            asked = item.checkState() == Qt.CheckState.Checked
            self._set(self.list.row(item), asked=asked)

    def _type(self) -> None:
        if not self._is_showing:
            lines = self.choices.toPlainText().split("\n")
            choices = tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))
            words = " ".join(self.words.toPlainText().split())
            self._set(self.list.currentRow(), words=words, choices=choices)

    def _set(self, at: int, **values: object) -> None:
        if 0 <= at < len(self._questions):
            self._questions[at] = replace(self._questions[at], **values)  # type: ignore[arg-type]
            self._is_showing = True
            self.list.item(at).setText(_title(self._questions[at]))
            self._is_showing = False
            self.changed.emit()

    def _lay_out(self) -> None:
        line = self.fontMetrics().lineSpacing()
        self.list.setMinimumHeight(_LINES * line)
        self.list.setAccessibleName(_("Questions; Space leaves one out or asks it"))
        give_tip(self.list, _("Space leaves a question out, or asks it"))
        self.words.setAccessibleName(_("The words of the question"))
        self.choices.setAccessibleName(_("Its answers, one a line"))
        for box, lines in ((self.words, 3), (self.choices, _LINES)):
            box.setTabChangesFocus(True)
            box.setFixedHeight((lines + 1) * line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list, 1)
        layout.addWidget(label(_("The words of the question"), role="quiet"))
        layout.addWidget(self.words)
        said = _("Its answers, one a line; “Prefer not to say” is always offered too")
        layout.addWidget(label(said, role="quiet"))
        layout.addWidget(self.choices)


def _title(each: Question) -> str:
    """The words on one line, with the answer after which it is asked."""
    if each.after is None:
        return each.words
    return _("{question} (after “{answer}”)").format(question=each.words, answer=each.after[1])
