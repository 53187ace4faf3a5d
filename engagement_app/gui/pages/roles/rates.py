"""Rates and cost facts: what an hour and an employer's costs are, from when, and who says so."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engagement_app.domain.wording import word_of
from engagement_app.exchange.starting_card import add_starting_card
from engagement_app.gui.beside import Beside, SideBySide
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.forms.record_list import RecordList
from engagement_app.gui.page import Page
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.tables.model import Column
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.reports.words import period
from engagement_app.resourcing.rate_list import FactRow, list_cost_facts, list_rates

_FORCE = {
    "in_force": _("In force today"),
    "other_counts": _("Valid, but another one counts"),
    "later": _("Not yet in force"),
    "ended": _("No longer in force"),
}


class RatesPanel(Page):
    """Two lists, each with its form; where the file has neither, the starting card is offered."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.about = label(role="quiet")
        self.problem = label(role="problem")
        self.card = QPushButton(_("Add the starting card"))
        self.rates = self._list("rate", (_("Rates"), _("New rate")))
        self.facts = self._list("cost_fact", (_("Cost facts"), _("New cost fact")))
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Read every rate and cost fact of the file."""
        today = date.today()
        rates = self.workspace.read(list_rates, today)
        facts = self.workspace.read(list_cost_facts, today)
        self.rates.show_rows(rates, _("No rates are recorded yet."))
        self.facts.show_rows(facts, _("No cost facts are recorded yet."))
        self.card.setVisible(not rates and not facts)
        self.about.setText(_about(bool(rates or facts)))

    def start(self) -> None:
        """The focus to the rates, or to the starting card where there are none."""
        if self.card.isVisibleTo(self):
            self.card.setFocus()
        else:
            self.rates.start()

    def add_card(self) -> None:
        """Put the starting card in the file, also what of it was deleted here before."""
        self.problem.hide()
        self.card.setEnabled(False)
        self.workspace.write(
            "rates.card",
            partial(add_starting_card, bring_back=True),
            told=_("Added: the starting card of rates and cost facts"),
            then=self._card_added,
            failed=self._refuse,
        )

    def _card_added(self, _result: object) -> None:
        self.card.setEnabled(True)
        self.rates.start()

    def _refuse(self, error: Exception) -> None:
        self.card.setEnabled(True)
        self.card.setFocus()
        self.problem.setText(sentence_of(error))
        self.problem.show()

    def _list(self, table: str, words: tuple[str, str]) -> RecordList:
        return RecordList(RecordPanel(self.workspace, table), _columns(), words)

    def _lay_out(self) -> None:
        lists, buttons = QWidget(), QWidget()
        FlowLayout(buttons).addWidget(self.card)
        give_tip(self.card, _("The rates and cost facts that a new project starts with."))
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.about, self.problem, buttons):
            column.addWidget(widget)
        column.addWidget(SideBySide(self.rates, self.facts), 1)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.addWidget(Beside(lists, self.rates.panel, self.facts.panel))

    def _connect(self) -> None:
        self.card.clicked.connect(self.add_card)
        self.rates.opened.connect(self.facts.panel.hide)
        self.facts.opened.connect(self.rates.panel.hide)


def _columns() -> list[Column[FactRow]]:
    return [
        Column(_("Name"), _name, width=28, tip=_name),
        Column(_("What it is"), lambda row: row.spoken, width=20, right=True),
        Column(_("Today"), lambda row: _FORCE[row.force], width=24),
        Column(_("Valid"), _valid, width=28),
        Column(_("Kind"), lambda row: word_of(row.kind), width=26),
        Column(_("Source"), _source, width=40, tip=_source),
    ]


def _name(row: FactRow) -> str:
    return row.name


def _valid(row: FactRow) -> str:
    return period(row.valid_from, row.valid_to) or _("No dates are given")


def _source(row: FactRow) -> str:
    return row.source or _("Not known")


def _about(any_here: bool) -> str:
    if any_here:
        return _(
            "They are the same for every project of this file. Change a number when it changes:"
            " give the old one its last day and add the new one with its source."
        )
    return _(
        "There is neither a rate nor a cost fact in this file. The starting card has the minimum"
        " wage, the Real Living Wage, involvement payments and the employer's costs, each with its"
        " source; every one can be changed."
    )
