"""Typical roles to start from: tick several, and add them in one act."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QPushButton, QVBoxLayout, QWidget

from engagement_app.domain.amounts import spoken_number
from engagement_app.domain.choices import list_choices
from engagement_app.domain.naming import fold
from engagement_app.domain.typical_roles import (
    TypicalRole,
    add_typical_roles,
    list_titles_here,
    list_typical_roles,
)
from engagement_app.domain.wording import word_of
from engagement_app.errors import UserError
from engagement_app.gui.beside import SideBySide, scrolled
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.pickers import picker, refill
from engagement_app.gui.page import Page
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.tables.model import Column
from engagement_app.gui.tables.ticks import TickModel, TickTable
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.resourcing.rate_list import list_hourly_rates


class TypicalRoles(Page):
    """The list, where the roles go, and at what hourly cost."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._here: frozenset[str] = frozenset()
        self.model: TickModel[TypicalRole] = TickModel(self._columns())
        self.table = TickTable(self.model, _("Typical roles"))
        self.where = picker(_("They are needed for"), 18)
        self.rate = picker(_("Hourly cost"), 18)
        self.work = label()
        self.problem = label(role="problem")
        self.add = QPushButton()
        self._lay_out()
        self.add.clicked.connect(self.accept)
        self.model.turned.connect(self._count)
        self.table.marked.connect(self._show_work)
        self.model.set_rows(list_typical_roles())
        self.table.mark(0)
        self._count()

    def reload(self) -> None:
        """Read which roles are here already, and what there is to choose from."""
        project_id = self.workspace.project_id
        self._here = (
            self.workspace.read(list_titles_here, project_id) if project_id else frozenset()
        )
        self.table.viewport().update()
        rates = [
            (_("{name}: {cost}").format(name=row.name, cost=row.spoken), row.id)
            for row in self.workspace.read(list_hourly_rates, date.today())
        ]
        refill(self.where, [(_("The whole project"), None), *self._event()])
        refill(self.rate, [(_("Not known yet"), None), *rates])
        self._count()

    def _event(self) -> list[tuple[str, str]]:
        """The event being worked on, to choose from."""
        event_id = self.workspace.event_id
        found = (
            self.workspace.read(list_choices, "event", None, ids=(event_id,)) if event_id else ()
        )
        return [(_("The event “{title}”").format(title=each.title), each.id) for each in found]

    def start(self) -> None:
        """The focus to the list."""
        self.table.setFocus()

    def accept(self) -> None:
        """Add the ticked roles in one act; the ticks stay where it could not be saved."""
        self.problem.hide()
        try:
            project_id = self.workspace.needed_project()
        except UserError as error:
            self._refuse(error)
            return
        self.add.setEnabled(False)
        self.workspace.write(
            "roles.typical",
            add_typical_roles,
            project_id,
            self.where.currentData(),
            sorted(self.model.ticked),
            self.rate.currentData(),
            told=_told,
            then=self._added,
            failed=self._refuse,
        )

    def _added(self, _ids: list[str]) -> None:
        self.model.untick_all()
        self._count()
        self.table.setFocus()

    def _refuse(self, error: Exception) -> None:
        self.problem.setText(sentence_of(error))
        self.problem.show()
        self._count()

    def _count(self, *_changed: object) -> None:
        count = len(self.model.ticked)
        said = plural("Add {count} role", "Add {count} roles", count)
        self.add.setText(said if count else _("Add the ticked roles"))
        self.add.setEnabled(bool(count and self.workspace.project_id))

    def _show_work(self, row: TypicalRole | None) -> None:
        words = _("{role}: {work}")
        self.work.setText(words.format(role=row.title, work=row.work) if row else "")

    def _columns(self) -> list[Column[TypicalRole]]:
        return [
            Column(_("Role"), lambda row: row.title, width=28, tip=lambda row: row.work),
            Column(_("End of the belt"), lambda row: word_of(row.belt), width=34),
            Column(_("Usual hours"), lambda row: spoken_number(row.hours), width=10, right=True),
            Column(_("In this project"), self._is_here, width=14),
        ]

    def _is_here(self, row: TypicalRole) -> str:
        return _("Already here") if fold(row.title) in self._here else _("Not yet")

    def _lay_out(self) -> None:
        form, buttons, beside = QWidget(), QWidget(), QWidget()
        rows = QFormLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for box in (self.where, self.rate):
            heading = label(box.accessibleName(), wrap=False)
            heading.setBuddy(box)
            rows.addRow(heading, box)
        FlowLayout(buttons).addWidget(self.add)
        self.add.setProperty("role", "main")
        give_tip(self.add, _("Ctrl+Enter"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.add.click)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        content = QWidget()
        column = QVBoxLayout(content)
        column.addWidget(label(_about(), role="quiet"))
        column.addWidget(SideBySide(self.table, beside, first=2), 1)
        rest = QVBoxLayout(beside)
        rest.setContentsMargins(0, 0, 0, 0)
        for widget in (self.work, form, self.problem, buttons):
            rest.addWidget(widget)
        rest.addStretch(1)
        self.problem.hide()
        self.table.setMinimumHeight(self.fontMetrics().height() * 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))


def _about() -> str:
    return _(
        "Tick with Space what your work needs, then add it. The hours are a guess around one event"
        " or one meeting: change them to yours. What an hour costs is not known until you say so."
    )


def _told(ids: list[str]) -> str:
    return plural("Added: {count} role", "Added: {count} roles", len(ids))
