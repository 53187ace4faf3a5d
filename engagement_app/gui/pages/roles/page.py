"""The page roles and funding: the grid, what the marked role is, and the money beside it."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.page import Page
from engagement_app.gui.pages.roles.calculator import PostCalculator
from engagement_app.gui.pages.roles.columns import COLUMNS, FIELDS, OTHER_COSTS, Line
from engagement_app.gui.pages.roles.details import Details
from engagement_app.gui.pages.roles.funds import FundsPanel
from engagement_app.gui.pages.roles.grid import Grid
from engagement_app.gui.pages.roles.heights import Heights
from engagement_app.gui.pages.roles.later import Later
from engagement_app.gui.pages.roles.lenses import key
from engagement_app.gui.pages.roles.paste import PastePanel
from engagement_app.gui.pages.roles.rates import RatesPanel
from engagement_app.gui.pages.roles.totals import TotalsLine
from engagement_app.gui.pages.roles.typical import TypicalRoles
from engagement_app.gui.tables.cell_drafts import CellDrafts
from engagement_app.gui.tabs import Tabs
from engagement_app.gui.text import call, give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.resourcing.role_sheet import RoleSheet, read_role_sheet

_BUTTONS = (
    ("paste", _("Paste rows"), _("Ctrl+V: rows copied in a spreadsheet, from the marked cell on")),
    ("fill_down", _("Fill down"), _("Ctrl+D: the upper marked cells into those below")),
    ("copy", _("Copy"), _("Ctrl+C: the marked cells, for a spreadsheet")),
)
"""What the grid can be asked to do, its words, and its keys."""
_GRID_LINES, _TAB_LINES, _LINES_BETWEEN = 6, 13, 6
"""The least heights of the grid and of what is beneath it, in lines; where the window has less,
the page scrolls."""


class RolesPage(Page):
    """Everything is shown from one reading of the file; the grid keeps its place."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._project_id: str | None = None
        self.scope = QComboBox()
        self.grid = Grid(workspace)
        self.totals = TotalsLine(self._bar())
        self.paste = PastePanel(workspace)
        self.problem = label(role="problem")
        self.about = label(role="quiet")
        self.nothing = label(role="quiet")
        self.beside = [Later(partial(self._make, make)) for make, _title in _BESIDE]
        self.tabs = Tabs(_("Beside the grid"))
        self.split = Heights()
        self.body = QScrollArea()
        self._begins = True
        self.drafts = CellDrafts(
            workspace, "roles", _("Roles and funding"), self.grid, self.grid.sheet, self._say
        )
        self._lay_out()
        self._fit()
        self._connect()

    def reload(self) -> None:
        """Read the roles with their figures, and what hangs on the marked one."""
        project_id = self.workspace.project_id
        self.nothing.setVisible(project_id is None)
        for widget in (self.totals, self.body):
            widget.setVisible(project_id is not None)
        if project_id is None:
            return
        event_id = self._event()
        self._move_to(project_id, event_id)
        marked = self.grid.marked_role
        today = date.today()
        found = self.workspace.read(read_role_sheet, project_id, event_id, today, marked)
        self._show(found, marked)
        if self._begins:
            self._begins = False
            self.drafts.begin(project_id)

    def start(self) -> None:
        """The focus to the grid."""
        if not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.grid.sheet.index(0, 0))
        self.grid.setFocus()

    def begin(self) -> None:
        """The mark to the line in which a new role is typed."""
        self.grid.setFocus()
        self.grid.setCurrentIndex(self.grid.sheet.index(self.grid.sheet.rowCount() - 1, 0))

    def show_record(self, table: str, record_id: str) -> None:
        """Mark a role in the grid, or a fund beneath it."""
        if table == "engagement_role":
            if self.grid.sheet.at(record_id) < 0:
                self.scope.setCurrentIndex(0)
                self._scope_chosen()
            self.grid.mark_role(record_id)
            self.grid.setFocus()
        elif table == "fund":
            self.tabs.setCurrentWidget(self.beside[0])
            self.beside[0].panel.funds.mark(record_id)
            self.beside[0].start()

    def unsaved(self) -> bool:
        """Also what was typed in a cell and could not be saved, and rows that wait to be pasted."""
        return super().unsaved() or self.grid.sheet.is_troubled or not self.paste.isHidden()

    def _move_to(self, project_id: str, event_id: str | None) -> None:
        """What was begun for another project or event is not taken along."""
        if (project_id, event_id) != (self._project_id, self.grid.saving.event_id):
            self.paste.leave()
        if project_id != self._project_id:
            self._forget()
        self._project_id, self.grid.saving.event_id = project_id, event_id

    def _forget(self) -> None:
        """Another project, or another file."""
        self._project_id, self._begins = None, True
        self.drafts.end()
        self.grid.sheet.forget_all()
        self._say("")

    def changeEvent(self, event: QEvent) -> None:
        """What must be seen at least grows and shrinks with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "tabs"):
            self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().height()
        self.grid.setMinimumHeight(line * _GRID_LINES)
        self.tabs.setMinimumHeight(line * _TAB_LINES)
        self.split.setMinimumHeight(line * (_GRID_LINES + _TAB_LINES + _LINES_BETWEEN))

    def _show(self, found: RoleSheet, marked: str | None) -> None:
        self.grid.blockSignals(True)
        self.grid.sheet.show_roles(found.roles)
        self.grid.blockSignals(False)
        self.grid.widen()
        self.split.fit()
        self._explain(self.grid.currentIndex(), QModelIndex())
        self.totals.show_figures(found.figures)
        line = self.grid.current()
        same = line is not None and marked is not None and line.key == marked
        self._show_line(line, found if same else None)

    def _show_line(self, line: Line | None, found: RoleSheet | None = None) -> None:
        """Tell every part of the page which role is marked."""
        role = line.role if line else None
        self.details.show_role(role, found.parts if found else None)
        for panel in self.beside:
            panel.show_role(role.gap.id if role else None)

    def _say(self, sentence: str) -> None:
        """What is wrong with a cell, read out too."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.grid, sentence))

    def _explain(self, now: QModelIndex, _before: QModelIndex) -> None:
        """What stands behind the marked cell, in words."""
        column = COLUMNS[now.column()] if now.isValid() else None
        line = self.grid.sheet.row(now) if column else None
        kept = self.grid.sheet.kept(now) if column else None
        said = column.tip(line) if column and line and column.tip else ""
        self.about.setText((kept.why if kept else "") or said or self._how())

    def _how(self) -> str:
        """What the signs mean; before there is a role, how to begin."""
        if any(line.role for line in self.grid.sheet.rows):
            return key()
        return _(
            "Type the title of a role to begin, paste rows of a spreadsheet with Ctrl+V, or take"
            " some of the typical roles below."
        )

    def _begin_paste(self, text: str) -> None:
        at = self.grid.currentIndex()
        row, column = max(0, at.row()), max(0, at.column())
        self.paste.begin(text, self.grid.sheet.rows[row:], column, self.grid.saving.event_id)

    def use_cost(self, pence: int) -> None:
        """The marked role is to cost this much an hour."""
        at = self.grid.currentIndex().siblingAtColumn(FIELDS.index("hourly_cost"))
        if at.isValid() and self.grid.marked_role:
            self.grid.saving.take(at, pence, f"{pence / 100:.2f}")

    def _open(self, line: Line) -> None:
        """Enter on a figure goes to what it is made of."""
        if line.role is None:
            return
        self.tabs.setCurrentWidget(self.details)
        if COLUMNS[self.grid.currentIndex().column()] is OTHER_COSTS:
            self.details.parts.setCurrentWidget(self.details.parts.costs)
            self.details.parts.costs.start()
        else:
            self.details.change.setFocus()

    def _event(self) -> str | None:
        return self.workspace.event_id if self.scope.currentData() == "event" else None

    def _scope_chosen(self) -> None:
        self._old = True
        self._reload_if_old()

    def _lay_out(self) -> None:
        # From the outside in: a widget is styled again each time what it stands in moves.
        layout = QVBoxLayout(self)
        layout.addWidget(self.totals)
        layout.addWidget(self.nothing)
        layout.addWidget(self.body, 1)
        within = QWidget()
        self.body.setWidget(within)
        self.body.setWidgetResizable(True)
        self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(within)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.totals.counts, self.paste, self.split):
            column.addWidget(widget)
        policies = QSizePolicy.Policy
        self.split.setSizePolicy(policies.Expanding, policies.Ignored)
        column.setStretchFactor(self.split, 1)
        self._lay_out_split()
        self.nothing.setText(_("There is no project yet. Make one on the Data page."))

    def _lay_out_split(self) -> None:
        upper = QWidget()
        self.split.hold(upper, self.tabs, self._grid_height)
        self._lay_out_grid(upper)
        self._lay_out_tabs()

    def _lay_out_grid(self, upper: QWidget) -> None:
        self._column = column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid, 1)
        for line in (self.problem, self.about):
            column.addWidget(line)
        self.problem.hide()

    def _grid_height(self) -> int:
        """What the grid and the lines under it need to be seen whole."""
        lines = [line for line in (self.problem, self.about) if not line.isHidden()]
        between = self._column.spacing()
        wide = self.grid.width()
        return self.grid.whole_height() + sum(between + line.heightForWidth(wide) for line in lines)

    def _make(self, make: Callable[["RolesPage"], QWidget]) -> QWidget:
        """A panel beneath the grid, made when it is first seen."""
        panel = make(self)
        self.split.watch(panel)
        return panel

    def _bar(self) -> QWidget:
        self.scope.addItem(_("Roles of the whole project"), "project")
        self.scope.addItem(_("Roles of this event"), "event")
        call(self.scope, _("Which roles"))
        bar = QWidget()
        flow = FlowLayout(bar)
        flow.addWidget(self.scope)
        for name, title, tip in _BUTTONS:
            button = QPushButton(title)
            give_tip(button, tip)
            button.clicked.connect(partial(self._ask_grid, name))
            flow.addWidget(button)
        return bar

    def _lay_out_tabs(self) -> None:
        self.details = Details(self.workspace)
        self.split.watch(self.details)
        self.tabs.addTab(self.details, _("&This role"))
        for panel, (_make, title) in zip(self.beside, _BESIDE, strict=True):
            self.tabs.addTab(panel, title)

    def _ask_grid(self, name: str) -> None:
        getattr(self.grid, name)()

    def _connect(self) -> None:
        self.workspace.closed.connect(self._forget)
        self.scope.activated.connect(self._scope_chosen)
        self.grid.marked.connect(self._show_line)
        self.grid.wanted.connect(self._open)
        self.grid.saving.troubled.connect(self._say)
        self.grid.pasted.connect(self._begin_paste)
        self.grid.selectionModel().currentChanged.connect(self._explain)
        for shown in (self.tabs.currentChanged, self.details.stack.currentChanged):
            shown.connect(self.split.fit)
        self.paste.closed.connect(self.grid.setFocus)
        self.paste.pasted.connect(self.grid.mark_role)


def _calculator(page: RolesPage) -> QWidget:
    calculator = PostCalculator(page.workspace)
    calculator.chosen.connect(page.use_cost)
    return calculator


_BESIDE: tuple[tuple[Callable[[RolesPage], QWidget], str], ...] = (
    (lambda page: FundsPanel(page.workspace), _("&Funds")),
    (lambda page: RatesPanel(page.workspace), _("&Rates")),
    (_calculator, _("&Hourly cost of a post")),
    (lambda page: TypicalRoles(page.workspace), _("T&ypical roles")),
)
"""What stands beside the role that is marked: how it is made, and its title."""
