"""What hangs on the marked role, in three lists: hours given, other costs, skills."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from engagement_app.domain.amounts import spoken_number, spoken_pounds
from engagement_app.domain.role_parts import CostLine, RoleParts, SkillLine, TimeLine
from engagement_app.domain.wording import word_of
from engagement_app.gui.forms.editors import shown_day
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.forms.record_list import RecordList
from engagement_app.gui.tables.model import Column
from engagement_app.gui.tabs import Tabs
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _


class Parts(Tabs):
    """Three lists, one seen at a time; where their forms stand is for who shows them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(_("Hours, costs and skills of this role"))
        self.role_id: str | None = None
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.times = self._list(workspace, "time_entry", _TIMES, _("Hours given"), _("Add hours"))
        self.costs = self._list(workspace, "role_cost", _COSTS, _("Other costs"), _("Add a cost"))
        self.skills = self._list(workspace, "role_skill", _SKILLS, _("Skills"), _("Add a skill"))
        self.lists = (self.times, self.costs, self.skills)

    def show_parts(self, role_id: str, parts: RoleParts) -> None:
        """Show what hangs on this role."""
        self.role_id = role_id
        self._show(self.times, parts.times, _("Hours &given"), _("Nobody's hours are recorded."))
        self._show(self.costs, parts.costs, _("&Other costs"), _("No other costs are recorded."))
        self._show(self.skills, parts.skills, _("&Skills"), _("Not known which skills it needs."))

    def _show(self, shown: RecordList, rows: Sequence[Any], title: str, nothing: str) -> None:
        shown.show_rows(rows, nothing)
        at, said = self.indexOf(shown), f"{title} ({len(rows)})"
        self.setTabText(at, said)
        self.setTabToolTip(at, said.replace("&", ""))

    def _list(
        self, workspace: Workspace, table: str, columns: Sequence[Column[Any]], title: str, new: str
    ) -> RecordList:
        made = RecordList(RecordPanel(workspace, table), columns, (title, new), self._preset(table))
        made.heading.hide()
        made.keep_from_border()
        made.table.setMinimumHeight(made.fontMetrics().height() * 4)
        self.addTab(made, title)
        return made

    def _preset(self, table: str) -> Any:
        def preset() -> dict[str, Any] | None:
            if self.role_id is None:
                return None
            day = {"worked_on": date.today()} if table == "time_entry" else {}
            return {"role_id": self.role_id, **day}

        return preset


def _who(row: TimeLine) -> str:
    return ", ".join(filter(None, (row.worker, row.organisation))) or _("Nobody named")


def _paid(row: TimeLine) -> str:
    if row.paid_from == "fund" and row.fund:
        return row.fund
    return word_of(row.paid_from)


_TIMES: list[Column[TimeLine]] = [
    Column(_("Who"), _who, 24, tip=_who),
    Column(_("Day"), lambda row: shown_day(row.worked_on), 10),
    Column(_("Hours"), lambda row: spoken_number(row.hours), 6, True),
    Column(_("Paid from"), _paid, 18, tip=_paid),
]
_COSTS: list[Column[CostLine]] = [
    Column(_("What for"), lambda row: row.title, 30),
    Column(_("Amount"), lambda row: spoken_pounds(row.amount), 12, True),
]
_SKILLS: list[Column[SkillLine]] = [
    Column(_("Skill"), lambda row: row.name, 30),
    Column(_("Does somebody have it?"), lambda row: word_of(row.held), 20),
]
