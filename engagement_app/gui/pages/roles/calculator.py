"""The hourly cost of a post, with every step of it and where its numbers come from."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.domain.choices import list_choices
from engagement_app.domain.fields import Day, hours, money
from engagement_app.errors import UserError
from engagement_app.gui.beside import BesideText, scrolled, short
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.editors import editor_for
from engagement_app.gui.page import Page
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import give_tip, label, restyle
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.resourcing.post_steps import PostCost, Terms, explain, read_cost_facts
from engagement_app.resourcing.posts import CostFact

_ASKED = (
    ("salary", _("Salary a year (£)"), money(), _("such as 28,000")),
    ("weekly_hours", _("Hours a week"), hours(), _("such as 37.5")),
    ("leave_days", _("Days of leave a year, bank holidays too"), hours(), _("such as 33")),
    ("day", _("Costs as on"), Day(), ""),
)
"""By field: what it is called, what it holds, and an example."""


class PostCalculator(Page):
    """Four things to type; two answers: without and with the Employment Allowance."""

    chosen = Signal(int)
    """Pence an hour that the marked role is to cost."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.editors = {name: editor_for(kind) for name, _title, kind, _example in _ASKED}
        self.editors["day"].set_value(date.today())
        self.problem = label(role="problem")
        self.paid = Answer(_("The employer pays National Insurance"))
        self.covered = Answer(_("The Employment Allowance covers National Insurance"))
        self._facts: list[CostFact] = []
        self._lay_out()
        for editor in self.editors.values():
            editor.edited.connect(self.calculate)
        for answer in (self.paid, self.covered):
            answer.chosen.connect(self.chosen)

    def reload(self) -> None:
        """Read the cost facts, and calculate with what is typed."""
        self._facts = self.workspace.read(read_cost_facts)
        self.calculate()

    def start(self) -> None:
        """The focus to the salary."""
        self.editors["salary"].setFocus()

    def show_role(self, role_id: str | None) -> None:
        """Name the role that an answer would be used for."""
        asked = list_choices, "engagement_role", None, None, "", (role_id,)
        found = self.workspace.read_or_tell(*asked) if role_id else ()
        title = found[0].title if found else ""
        for answer in (self.paid, self.covered):
            answer.name_role(title)

    def calculate(self, *_edited: object) -> None:
        """Show both answers, or what stands against them."""
        terms, problems = self._terms()
        self.problem.setText("\n".join(problems))
        self.problem.setVisible(bool(problems))
        self.paid.show_cost(terms, self._facts, allowance_covers=False)
        self.covered.show_cost(terms, self._facts, allowance_covers=True)

    def _terms(self) -> tuple[Terms | None, list[str]]:
        """What was typed, None while something is missing; and what cannot be read."""
        typed, problems = {}, []
        for name, title, _kind, _example in _ASKED:
            editor, sentence = self.editors[name], _("{field}: {problem}")
            try:
                typed[name] = editor.value()
            except UserError as error:
                problems.append(sentence.format(field=title, problem=error))
            wrong = None if name in typed else "true"
            if editor.property("wrong") != wrong:
                restyle(editor, "wrong", wrong)
        whole = all(typed.get(name) is not None for name in self.editors)
        return (Terms(**typed) if whole else None), problems

    def _lay_out(self) -> None:
        form = QWidget()
        rows = QFormLayout(form)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        rows.setContentsMargins(0, 0, 0, 0)
        for name, title, _kind, example in _ASKED:
            self._name(name, title, example)
            heading = label(title, wrap=False)
            heading.setBuddy(self.editors[name])
            rows.addRow(heading, self.editors[name])
        content = QWidget()
        column = QVBoxLayout(content)
        for widget in (
            _about(),
            form,
            self.problem,
            BesideText(self.paid, self.covered),
        ):
            column.addWidget(widget)
        column.addStretch(1)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))

    def _name(self, name: str, title: str, example: str) -> None:
        editor = self.editors[name]
        for widget in (editor, editor.focusProxy()):
            if widget is not None:
                widget.setAccessibleName(title)
        if example:
            editor.setPlaceholderText(example)


class Answer(QFrame):
    """One hourly cost: the figure, a button that uses it, and how it comes about."""

    chosen = Signal(int)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.pence: int | None = None
        self._role = ""
        self._title = title
        self.figure = label(role="figure")
        self.use = QPushButton()
        self.problem = label(role="problem")
        self.steps = QVBoxLayout()
        layout = QVBoxLayout(self)
        buttons = QWidget()
        FlowLayout(buttons).addWidget(self.use)
        for widget in (label(title, role="heading"), self.figure, self.problem, buttons):
            layout.addWidget(widget)
        layout.addLayout(self.steps)
        self.use.clicked.connect(self._use)
        self.name_role("")

    def show_cost(
        self, terms: Terms | None, facts: list[CostFact], *, allowance_covers: bool
    ) -> None:
        """Show the cost of these terms; None are not complete yet."""
        found: PostCost | None = None
        self.problem.hide()
        try:
            found = explain(terms, facts, allowance_covers=allowance_covers) if terms else None
        except UserError as error:
            self.problem.setText(sentence_of(error))
            self.problem.show()
        self.pence = found.hourly_cost if found else None
        self._show_steps(found)
        self.name_role(self._role)

    def name_role(self, title: str) -> None:
        """Say what the button would do."""
        self._role = title
        self.use.setEnabled(self.pence is not None)
        role = short(title) or _("the marked role")
        if self.pence is None:
            self.figure.setText(_("Not known yet"))
            said = _("Use it for {role}").format(role=role)
        else:
            cost = spoken_pounds(self.pence)
            self.figure.setText(_("{cost} an hour").format(cost=cost))
            said = _("Use {cost} for {role}").format(cost=cost, role=role)
        self.use.setText(said.replace("&", "&&"))
        give_tip(self.use, self._title)

    def _use(self) -> None:
        if self.pence is not None:
            self.chosen.emit(self.pence)

    def _show_steps(self, found: PostCost | None) -> None:
        while (item := self.steps.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for number, step in enumerate(found.steps if found else (), start=1):
            self.steps.addWidget(label(f"{number}. {step.words}"))
            for source in step.sources:
                self.steps.addWidget(label(source, role="quiet"))


def _about() -> QWidget:
    return label(
        _(
            "What an hour of a post costs: salary, employer National Insurance and pension,"
            " divided by the hours worked in a year. The numbers are the cost facts in force on the"
            " day; nothing is saved until you use an answer."
        ),
        role="quiet",
    )
