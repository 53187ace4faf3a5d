"""The belt in balance: both ends as a chart and as a table, of the project or of one event."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_app.gui.beside import scrolled
from engagement_app.gui.chart import TwoEnds
from engagement_app.gui.forms.choosing import choices_of
from engagement_app.gui.forms.pickers import picker, refill
from engagement_app.gui.latest import Latest
from engagement_app.gui.page import Page
from engagement_app.gui.tables.model import Column, RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.resourcing.balance import read_belt
from engagement_app.resourcing.report import Belt
from engagement_app.resourcing.two_ends import Figure, axes, figures
from engagement_app.resourcing.words import belt_end

_LINES = 11
Row = tuple[str, Figure]


class BalancePart(Page):
    """Figures that are read beside the window's work; never one score."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.scope = picker(_("Of which events"), 26)
        self.chart = TwoEnds(_("Both ends of the belt"))
        self.model: RowsModel[Row] = RowsModel(_columns())
        self.table = Table(self.model, _("The figures of both ends"))
        self.told = label(role="quiet")
        self._belt = Latest(workspace)
        self._lay_out()
        self.scope.activated.connect(lambda _index: self._read())

    def reload(self) -> None:
        """List the events, and read the figures of what is chosen."""
        events = choices_of(self.workspace)("event") if self.workspace.project_id else []
        refill(
            self.scope,
            [(_("The whole project"), None), *((each.title, each.id) for each in events)],
        )
        self._read()

    def start(self) -> None:
        """The focus to the choice of events."""
        self.scope.setFocus()

    def _read(self) -> None:
        project_id = self.workspace.project_id
        if project_id is None:
            self._belt.forget()
            self.told.setText(_("There is no project yet. Make one on the Data page."))
            self.chart.show_axes(())
            self.model.set_rows([])
            return
        self._belt.ask(read_belt, project_id, self.scope.currentData(), then=self._show)

    def _show(self, belt: Belt) -> None:
        whole = self.scope.currentData() is None
        self.told.setText(_about() if whole else _about_an_event())
        self.chart.show_axes(axes(belt))
        self.model.set_rows(list(figures(belt)))

    def _lay_out(self) -> None:
        self.table.setMinimumHeight(self.fontMetrics().height() * _LINES)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.told)
        column.addWidget(self.chart)
        column.addWidget(self.table, 1)
        top = QHBoxLayout()
        heading = label(_("Of which events"), wrap=False)
        heading.setBuddy(self.scope)
        top.addWidget(heading)
        top.addWidget(self.scope)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(scrolled(inner), 1)


def _columns() -> list[Column[Row]]:
    return [
        Column(_("End"), lambda row: belt_end(row[0]), 8),
        Column(_("What was counted"), lambda row: row[1][0], 30, tip=lambda row: row[1][0]),
        Column(_("Number"), lambda row: row[1][1], 7, right=True),
    ]


def _about() -> str:
    return _(
        "The two ends pull against each other and are never made into one score. A role that works"
        " on both ends counts in full on each."
    )


def _about_an_event() -> str:
    return _(
        "Of this event alone: who came, what was said here and the messages it stands behind, and"
        " the roles of this event. The two ends are never made into one score."
    )
