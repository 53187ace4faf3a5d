"""How long people are kept: a period, who is due by it, and what becomes of those ticked."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout

from engagement_app.domain.retention import Due, erase_due, list_due, read_periods, set_period
from engagement_app.gui.forms.pickers import picker
from engagement_app.gui.latest import Latest
from engagement_app.gui.pages.data.part import button, flow
from engagement_app.gui.pages.data.question import Question
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.tables.model import Column
from engagement_app.gui.tables.ticks import TickModel, TickTable
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.progress import Progress
from engagement_app.store.datafile import DataFile

_PERIODS = (6, 12, 18, 24, 36, 48, 60, 72, 84)
"""Months to choose from; any other that is in the file is added to them."""
_ROWS = 8
_KINDS = {"came": _("Who came to anything"), "never_came": _("Who was only on a list")}
_SAID = _(
    "Whoever was not met for so many months is listed here. Nobody goes by themselves: tick whom"
    " you have looked at. Whoever is still promised something is not listed."
)
_COLUMNS: list[Column[Due]] = [
    Column(_("Name"), lambda due: due.name, 24),
    Column(_("Kind"), lambda due: _KINDS[due.kind], 22),
    Column(_("Last met"), lambda due: f"{due.last_on:%d/%m/%Y}", 12),
    Column(_("Due since"), lambda due: f"{due.due_on:%d/%m/%Y}", 12),
]


class RetentionCard(QFrame):
    """The periods are saved as they are changed; people only go when it was asked and agreed."""

    told = Signal(str, str)
    """A sentence and its role: what was done, or why not."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.workspace = workspace
        self.months = {kind: _months(words) for kind, words in _KINDS.items()}
        self.model: TickModel[Due] = TickModel(_COLUMNS)
        self.list = TickTable(self.model, _("Due for review"))
        self.note = label(role="quiet")
        self.all = button(_("Tick all"), self._tick_all)
        self.anonymise = button(_("Anonymise the ticked…"), partial(self._ask, True))
        self.erase = button(_("Erase the ticked, with their words…"), partial(self._ask, False))
        self.questions = {True: _question(_ANONYMISE), False: _question(_ERASE)}
        self._asked = Latest(workspace)
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Read the periods, and who is due by them today."""
        periods = self.workspace.read(read_periods)
        for kind, box in self.months.items():
            if box.findData(periods[kind]) < 0:
                _offer(box, periods[kind])
            box.setCurrentIndex(box.findData(periods[kind]))
        self._asked.ask(list_due, date.today(), then=self._show)

    def _show(self, due: list[Due]) -> None:
        self.model.set_rows(due)
        ids = {each.id for each in due}
        self.model.tick([each for each in self.model.ticked if each not in ids], False)
        self.list.setVisible(bool(due))
        counted = plural("{count} person is due.", "{count} people are due.", len(due))
        self.note.setText(counted if due else _("Nobody is due for review."))
        self._look()

    def _set(self, kind: str, _at: int) -> None:
        months = self.months[kind].currentData()
        self.workspace.write("retention.period", set_period, kind, months)

    def _tick_all(self) -> None:
        self.model.tick([each.id for each in self.model.rows], True)

    def _look(self) -> None:
        """Buttons only for what they can do; a question about other people is no longer open."""
        for each in self.questions.values():
            each.hide()
        self.all.setEnabled(bool(self.model.rows))
        for button_ in (self.anonymise, self.erase):
            button_.setEnabled(bool(self.model.ticked))

    def _ask(self, keep_words: bool) -> None:
        self._look()
        count = len(self.model.ticked)
        self.anonymise.setEnabled(False)
        self.erase.setEnabled(False)
        question = self.questions[keep_words]
        question.agree.setText(
            plural("Yes, {count} person, for good", "Yes, {count} people, for good", count)
        )
        question.ask()

    def _erase(self, keep_words: bool) -> None:
        these = tuple(self.model.ticked)
        self._look()

        def work(file: DataFile, _progress: Progress) -> int:
            return erase_due(file, these, date.today(), keep_words=keep_words)

        show_progress(
            self,
            _("Erasing, and writing the file anew"),
            self.workspace.task(work, self),
            then=self._erased,
            failed=lambda error: self.told.emit(sentence_of(error), "problem"),
        )

    def _erased(self, count: int) -> None:
        self.model.untick_all()
        said = plural("✓ {count} person was erased.", "✓ {count} people were erased.", count)
        self.told.emit(_("{said} Every count stays as it was.").format(said=said), "good")

    def _connect(self) -> None:
        self.model.turned.connect(self._look)
        for kind, box in self.months.items():
            box.activated.connect(partial(self._set, kind))
        for keep_words, question in self.questions.items():
            question.agreed.connect(partial(self._erase, keep_words))
            question.kept.connect(self._look)

    def _lay_out(self) -> None:
        give_tip(self.list, _("Space ticks a person"))
        self.list.setMinimumHeight(_ROWS * self.list.verticalHeader().defaultSectionSize())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.addWidget(label(_("How long people are kept"), role="heading"))
        layout.addWidget(label(_SAID))
        for kind, words in _KINDS.items():
            layout.addLayout(flow(label(words, wrap=False), self.months[kind]))
        layout.addWidget(self.note)
        layout.addWidget(self.list)
        layout.addLayout(flow(self.all, self.anonymise, self.erase))
        for each in self.questions.values():
            layout.addWidget(each)
        self._look()


_ANONYMISE = _(
    "Names, contact, notes, consents and promises of the ticked people go, in every change too."
    " What they said stays, with nobody to have said it; counts stay. This cannot be undone."
)
_ERASE = _(
    "Everything of the ticked people goes, in every change too, and what they said with it; counts"
    " stay. This cannot be undone."
)


def _question(told: str) -> Question:
    made = Question(told, _("Yes, for good"), _("Leave them as they are"))
    made.hide()
    return made


def _months(words: str) -> QComboBox:
    box = picker(words, 18)
    box.addItem(_("as long as you like"), 0)
    for months in _PERIODS:
        _offer(box, months)
    return box


def _offer(box: QComboBox, months: int) -> None:
    box.addItem(plural("{count} month", "{count} months", months), months)
