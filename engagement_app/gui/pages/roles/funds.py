"""The funds: what each holds, what of it is promised, and what is left."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.domain.wording import word_of
from engagement_app.gui.beside import Beside, SideBySide, short
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.forms.record_list import RecordList
from engagement_app.gui.page import Page
from engagement_app.gui.pages.roles.allocations import PromisesList, name_of_fund, words_of_left
from engagement_app.gui.tables.model import Column
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.reports.words import period
from engagement_app.resourcing.fund_list import FundList, list_funds, too_much
from engagement_app.resourcing.report import FundLine

_THIS_ROLE = 5
"""The column of what is promised to the role being worked on."""


class FundsPanel(Page):
    """The funds of the project, the promises of the marked one, and a form beside them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.found = FundList()
        self.role_id: str | None = None
        self.summary = label(role="heading")
        self.promised = label(role="quiet")
        self.promise = QPushButton()
        self.funds = RecordList(
            RecordPanel(workspace, "fund"),
            self._columns(),
            (_("Funds"), _("New fund")),
            self._of_this_project,
        )
        self.promises = PromisesList(workspace)
        self._lay_out()
        self._connect()
        self.show_role(None)

    def reload(self) -> None:
        """Read the funds and promises of the project being worked on."""
        project_id = self.workspace.project_id
        self.found = self.workspace.read(list_funds, project_id) if project_id else FundList()
        self.funds.new.setEnabled(project_id is not None)
        self.funds.show_rows(self.found.funds, _("No funds are recorded yet."))
        self.summary.setText(self._summary())
        self._show_promises()
        self._name_role()

    def start(self) -> None:
        """The focus to the list of funds."""
        self.funds.start()

    def show_role(self, role_id: str | None) -> None:
        """Mark what is promised to the role being worked on."""
        self.role_id = role_id
        self.promises.mark_role(role_id)
        self.funds.table.viewport().update()
        self._name_role()

    def promise_to_role(self) -> None:
        """Begin a promise from the marked fund to the role being worked on."""
        if self.role_id is not None:
            self.promises.promise_to(self.role_id)

    def _show_promises(self, *_row: object) -> None:
        self.promises.show_fund(self.funds.table.current(), self.found)
        self.promises.mark_role(self.role_id)

    def _name_role(self) -> None:
        title = self.found.role_title(self.role_id or "")
        self.funds.table.setColumnHidden(_THIS_ROLE, not title)
        self.promised.setVisible(bool(title))
        self.promised.setText(self._promised(title) if title else "")
        named = _("&Promise money to {role}").format(role=short(title).replace("&", "&&"))
        self.promise.setText(named if title else _("&Promise money to the marked role"))
        self.promise.setEnabled(bool(title and self.found.funds))
        give_tip(self.promise, self._why_promise(title))

    def _why_promise(self, title: str) -> str:
        if not title:
            return _("Mark a role first.")
        if not self.found.funds:
            return _("Add a fund first.")
        return _("Alt+P; the money comes from the fund that is marked.")

    def _promised(self, title: str) -> str:
        assert self.role_id is not None
        sums = [(fund, self.found.promised_to(self.role_id, fund.id)) for fund in self.found.funds]
        parts = [
            _("{amount} from {fund} ({status})").format(
                amount=spoken_pounds(amount), fund=name_of_fund(fund), status=_status(fund).lower()
            )
            for fund, amount in sums
            if amount
        ]
        told = "; ".join(parts) or _("nothing yet")
        return _("Promised to {role}: {parts}.").format(role=title, parts=told)

    def _summary(self) -> str:
        sentence = _("{amount} of confirmed money is promised to no role.")
        said = [sentence.format(amount=spoken_pounds(self.found.unpromised))]
        over = sum(1 for fund in self.found.funds if too_much(fund))
        if over:
            said.append(
                plural(
                    "{count} fund is promised more than it holds.",
                    "{count} funds are promised more than they hold.",
                    over,
                )
            )
        return " ".join(said)

    def _of_this_project(self) -> dict[str, str | None] | None:
        project_id = self.workspace.project_id
        return {"project_id": project_id} if project_id else None

    def _columns(self) -> list[Column[FundLine]]:
        return [
            Column(_("Fund"), name_of_fund, width=24, tip=_more),
            Column(_("Left"), words_of_left, width=31, right=True),
            Column(_("Status"), _status, width=10),
            Column(_("Amount"), lambda row: spoken_pounds(row.amount), width=11, right=True),
            Column(_("Promised"), lambda row: spoken_pounds(row.promised), width=11, right=True),
            Column(_("To the marked role"), self._to_role, width=18, right=True),
            Column(_("Funder"), lambda row: row.funder or _("Not known"), width=26),
        ]

    def _to_role(self, row: FundLine) -> str:
        amount = self.found.promised_to(self.role_id or "", row.id)
        return spoken_pounds(amount) if amount else _("Nothing")

    def _lay_out(self) -> None:
        lists = QWidget()
        self.funds.put_beside(self.promise)
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in (
            (self.summary, 0),
            (SideBySide(self.funds, self.promises), 1),
            (self.promised, 0),
        ):
            column.addWidget(widget, stretch)
        layout = QVBoxLayout(self)
        layout.addWidget(Beside(lists, self.funds.panel, self.promises.panel))

    def _connect(self) -> None:
        self.funds.table.marked.connect(self._show_promises)
        self.funds.opened.connect(self.promises.panel.hide)
        self.promises.opened.connect(self.funds.panel.hide)
        self.promise.clicked.connect(self.promise_to_role)


def _status(fund: FundLine) -> str:
    return word_of(fund.status)


def _more(fund: FundLine) -> str:
    """What the list has no column for."""
    funder = fund.funder or _("Not known")
    dates = period(fund.starts_on, fund.ends_on) or _("No dates are given")
    return _("Funder: {funder}. {dates}.").format(funder=funder, dates=dates)
