"""What is promised from a fund, and to which roles."""

from collections.abc import Callable

from engagement_app.domain.amounts import spoken_pounds
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.forms.record_list import RecordList
from engagement_app.gui.tables.model import Column
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.resourcing.fund_list import FundList, Promise, too_much
from engagement_app.resourcing.report import FundLine


def name_of_fund(fund: FundLine) -> str:
    """The fund's title, else its funder."""
    return fund.title or fund.funder or _("A fund without a title")


class PromisePanel(RecordPanel):
    """The form of a promise; the strip says too where the fund does not hold as much."""

    def __init__(self, workspace: Workspace, over: Callable[[], str]) -> None:
        """`over()`: the sentence for a fund that is promised more than it holds, else empty."""
        super().__init__(workspace, "allocation")
        self._over = over

    def told(self, record_id: str) -> str:
        """That it is saved, and what of it counts in part."""
        saved, over = super().told(record_id), self._over()
        return f"{saved}. {over}" if over else saved


class PromisesList(RecordList):
    """The promises of the marked fund; those to the role being worked on say so."""

    def __init__(self, workspace: Workspace) -> None:
        self.fund: FundLine | None = None
        self.role_id: str | None = None
        columns = [
            Column(_("Promised to the role"), self._role, width=40),
            Column(_("Amount"), lambda row: spoken_pounds(row.amount), width=12, right=True),
            Column(_("Counts as"), self._counts, width=22),
        ]
        self.over = label(role="problem")
        panel = PromisePanel(workspace, self._over)
        words = (_("Promised from this fund"), _("New promise"))
        super().__init__(panel, columns, words, self._of_this_fund)
        self.layout().insertWidget(1, self.over)  # type: ignore[union-attr]
        self.over.hide()

    def show_fund(self, fund: FundLine | None, found: FundList) -> None:
        """Show the promises of a fund."""
        self.fund = fund
        rows = found.promises_of(fund.id) if fund else ()
        title = _("Promised from {fund}").format(fund=name_of_fund(fund)) if fund else ""
        self.heading.setText(title or _("Promised from this fund"))
        self.new.setEnabled(fund is not None)
        self.over.setText(self._over())
        self.over.setVisible(bool(self._over()))
        nothing = _("Nothing of it is promised to a role yet.")
        self.show_rows(rows, nothing if fund else _("There is no fund to promise from."))

    def mark_role(self, role_id: str | None) -> None:
        """Put the mark on a promise to this role, where the fund has one."""
        self.role_id = role_id
        found = [row.id for row in self.model.rows if row.role_id == role_id]
        if found:
            self.mark(found[0])
        self.table.viewport().update()

    def promise_to(self, role_id: str) -> None:
        """Begin a promise to this role: only the amount is still to be typed."""
        if self.fund is not None:
            self.opened.emit()
            self.panel.add(fund_id=self.fund.id, role_id=role_id)
            self._say_what_is_left()
            self.panel.form.editors["amount"].setFocus()

    def add(self) -> None:
        """Show the form for a new promise, and what the fund has left."""
        super().add()
        self._say_what_is_left()

    def _say_what_is_left(self) -> None:
        if self.fund is not None:
            heading = _("A promise from {fund}: {left}")
            name, left = name_of_fund(self.fund), words_of_left(self.fund)
            self.panel.heading.setText(heading.format(fund=name, left=left))

    def _over(self) -> str:
        """That more is promised than the fund holds; empty where it is not."""
        if self.fund is None or not too_much(self.fund):
            return ""
        sentence = _("{promised} is promised from a fund of {amount}: each promise counts in part.")
        return sentence.format(
            promised=spoken_pounds(self.fund.promised), amount=spoken_pounds(self.fund.amount)
        )

    def _of_this_fund(self) -> dict[str, str | None] | None:
        if self.fund is None:
            return None
        return {"fund_id": self.fund.id, "role_id": None}

    def _role(self, row: Promise) -> str:
        if row.role_id == self.role_id:
            return _("Marked: {role}").format(role=row.role)
        return row.role

    def _counts(self, row: Promise) -> str:
        status = self.fund.status if self.fund else ""
        if status == "confirmed":
            return spoken_pounds(row.counts)
        if status == "applied":
            return _("{amount}, once confirmed").format(amount=spoken_pounds(row.counts))
        return _("Nothing")


def words_of_left(fund: FundLine) -> str:
    """What a fund has left to promise, in words."""
    if fund.left is None:
        return _("No money")
    if over := too_much(fund):
        return _("Promised {amount} more than it holds").format(amount=spoken_pounds(over))
    return _("{amount} left").format(amount=spoken_pounds(fund.left)) if fund.left else _("Nothing")
