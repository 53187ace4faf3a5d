"""File and looks: another file, a new one, none, the sample; colours and text size."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QComboBox, QFormLayout, QWidget

from engagement_app.gui.beginning import Beginning
from engagement_app.gui.files import (
    choose_file,
    fresh_sample,
    is_sample,
    make_project,
    open_path,
    try_sample,
)
from engagement_app.gui.looks.dress import SIZES, dress
from engagement_app.gui.new_project import NewProject
from engagement_app.gui.pages.data.part import Part, button, card, fill, flow, scrolled
from engagement_app.gui.pages.data.question import Question
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.repair_card import RepairCard
from engagement_app.gui.settings import remember, remembered
from engagement_app.gui.text import call, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.store.keys.data_key import DataKey

LOOKS = {"light": _("Light"), "dark": _("Dark"), "contrast": _("High contrast")}


class FilePart(Part):
    """Which file is open, and how the window looks on this laptop."""

    project_wanted = Signal()
    """A new project in this file is asked for."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.path = label()
        self.new = button(_("New pro&ject in a new file…"), self.begin_new)
        self.open = button(_("&Open another file…"), self.open_another)
        self.project = button(_("New project in t&his file…"), self.project_wanted.emit)
        self.sample = button(_("&Try the sample"), self._try)
        self.shut = button(_("Close this file"), self.close_file)
        self.form = NewProject()
        self.question = Question(
            _(
                "The sample is open already. A fresh one takes its place:"
                " what was entered in this one goes."
            ),
            _("Start the sample afresh"),
            _("Keep it as it is"),
        )
        self.problem = label(role="problem")
        self.repairing = RepairCard(workspace)
        self.look = _chooser(_("Colours"), LOOKS)
        self.text_size = _chooser(_("Text size"), {str(each): f"{each} %" for each in SIZES})
        self._lay_out()
        self._show_looks()
        self.form.cancelled.connect(self._leave_form)
        self.form.wanted.connect(self._make)
        self.question.agreed.connect(self._make_afresh)
        self.question.kept.connect(self._leave_question)
        self.repairing.leave.clicked.connect(self._leave_repair)
        workspace.opened.connect(self._opened)
        workspace.closed.connect(self.repairing.end)
        self.look.activated.connect(self._dress)
        self.text_size.activated.connect(self._dress)

    def _lay_out(self) -> None:
        looks = QWidget()
        form = QFormLayout(looks)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        for title, chooser in ((_("&Colours"), self.look), (_("Text si&ze"), self.text_size)):
            heading = label(title, wrap=False)
            heading.setBuddy(chooser)
            form.addRow(heading, chooser)
        said = label(_("They are kept for this laptop and change at once."), role="quiet")
        fill(
            self,
            scrolled(
                card(
                    _("The data file"),
                    self.path,
                    flow(self.new, self.open, self.project, self.sample, self.shut),
                    self.question,
                ),
                self.form,
                self.problem,
                self.repairing,
                card(_("Looks"), looks, said),
            ),
        )
        for each in (self.problem, self.form, self.question):
            each.hide()

    def reload(self) -> None:
        """Say which file is open."""
        self.path.setText(str(self.workspace.path or ""))
        if not is_sample(self.workspace.path):
            self.question.hide()

    def start(self) -> None:
        """Begin with the file."""
        self.open.setFocus()

    def begin_new(self) -> None:
        """Show what a new file needs; this one stays open until the new one is made."""
        self._clear()
        self.form.begin()

    def close_file(self) -> None:
        """Back to the ways to begin."""
        self.problem.hide()
        if not self.workspace.may_leave():
            return
        if self.workspace.finish():
            self.workspace.close()
        else:
            self._trouble(_("What was entered last could not be saved, so the file stays open."))

    def open_another(self) -> None:
        """Ask for a file and work on it; the one before is closed first."""
        self._clear()
        path = choose_file(self)
        if path is not None and self.workspace.may_leave():
            open_path(self.workspace, path, self._trouble, damaged=self.ask_repair)

    def ask_repair(self, path: Path, error: Exception, key: DataKey | None = None) -> None:
        """Another file is damaged: say so, and offer its repair; this one stays open meanwhile.

        The key of a protected one is for its repair, and forgotten with the question.
        """
        self._clear()
        self._trouble(sentence_of(error))
        self.repairing.ask(path, key)

    def _try(self) -> None:
        self._clear()
        if is_sample(self.workspace.path):
            self.question.ask()
        elif self.workspace.may_leave():
            try_sample(self, self.workspace, self._trouble)

    def _make(self, wanted: Beginning) -> None:
        self.problem.hide()
        if self.workspace.may_leave():
            make_project(self, self.workspace, wanted, self._trouble)

    def _make_afresh(self) -> None:
        self.question.hide()
        fresh_sample(self, self.workspace, self.workspace.troubled.emit)

    def _leave_form(self) -> None:
        self.form.hide()
        self.new.setFocus()

    def _leave_question(self) -> None:
        self.question.hide()
        self.sample.setFocus()

    def _leave_repair(self) -> None:
        self.problem.hide()
        self.open.setFocus()

    def _opened(self) -> None:
        """Another file: what was begun for it is done."""
        self._clear()

    def _clear(self) -> None:
        """One thing at a time."""
        for each in (self.form, self.question, self.problem):
            each.hide()
        self.repairing.end()

    def _trouble(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _show_looks(self) -> None:
        self.look.setCurrentIndex(max(0, self.look.findData(remembered("look", "light"))))
        self.text_size.setCurrentIndex(
            max(0, self.text_size.findData(remembered("text_size", "100")))
        )

    def _dress(self, _at: int) -> None:
        look, size = self.look.currentData(), self.text_size.currentData()
        remember("look", look)
        remember("text_size", size)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            dress(app, look, int(size))


def _chooser(name: str, choices: dict[str, str]) -> QComboBox:
    chooser = QComboBox()
    call(chooser, name)
    for value, word in choices.items():
        chooser.addItem(word, value)
    return chooser
