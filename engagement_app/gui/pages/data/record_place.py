"""The records of one table: a list to find one in, and a panel beside it to change it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engagement_app.domain.record_lists import MOST, Listed, RecordList, list_records
from engagement_app.domain.recording import input_of
from engagement_app.domain.wording import name_of_table
from engagement_app.errors import UserError
from engagement_app.exchange.starting_project import put_project
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.latest import Latest
from engagement_app.gui.pages.data.part import button
from engagement_app.gui.pages.data.person_panel import PersonPanel
from engagement_app.gui.pages.data.record_columns import TITLES, columns_of
from engagement_app.gui.pages.data.theme_panel import ThemePanel
from engagement_app.gui.settings import remember
from engagement_app.gui.shares import Split
from engagement_app.gui.tables.model import RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_PAUSE = 150
"""Milliseconds after the last key before the file is asked."""
_LETTERS = 90
"""How wide the place is, in letters, where a list and a panel stand side by side."""

_PANELS: dict[str, type[RecordPanel]] = {"person": PersonPanel, "theme": ThemePanel}
"""By table: the panel of records of which more can be told or done."""


class RecordPlace(QWidget):
    """Find, add, change and delete the records of a table."""

    def __init__(self, workspace: Workspace, table: str) -> None:
        super().__init__()
        self.workspace = workspace
        self.table = table
        self.inside = "project_id" in input_of(table).model_fields
        self.box = QLineEdit()
        self.new = button(_("N&ew…"), self.add, main=True)
        self.change = button(_("&Change…"), self.change_current)
        self.model: RowsModel[Listed] = RowsModel(columns_of(table))
        self.list = Table(self.model, TITLES[table])
        self.note = label(role="quiet")
        self.left = QWidget()
        self.split = Split("records")
        kind = _PANELS.get(table, RecordPanel)
        self.panel = kind(workspace, table, warns=True, command=put_project)
        self._words = Latest(workspace)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Read the list; the mark stays on its record."""
        self._list()

    def _look(self) -> None:
        """Something else is looked for; the file may have been closed since it was typed."""
        if self.workspace.is_open:
            self.reload()

    def _list(self, then: Callable[[], object] = lambda: None) -> None:
        """Among 100,000 people words are looked for beside the window's work."""
        wanted = self.table, self.workspace.project_id, self.box.text()
        if wanted[-1].strip():
            self._words.ask(list_records, *wanted, then=lambda found: self._show(found, then))
        else:
            self._words.forget()
            self._show(self.workspace.read(list_records, *wanted), then)

    def _show(self, found: RecordList, then: Callable[[], object]) -> None:
        current = self.list.current()
        self.model.set_rows(found.rows)
        self.mark(current.id if current else "")
        may_add = not self.inside or self.workspace.project_id is not None
        self.new.setEnabled(may_add)
        self.note.setText(self._said_of(len(found.rows), found.more, may_add))
        self.change.setEnabled(bool(found.rows))
        then()

    def start(self) -> None:
        """Begin to type in the box that finds."""
        self.box.setFocus()

    def add(self) -> None:
        """Begin a new record in the panel."""
        if self.new.isEnabled():
            own = {"project_id": self.workspace.needed_project()} if self.inside else {}
            self._make_room()
            self.panel.add(**own)
            self.split.restore()

    def change_current(self) -> None:
        """Show the marked record in the panel, else the first."""
        row = self.list.current() or next(iter(self.model.rows), None)
        if row is not None:
            self.amend(row)

    def amend(self, row: Listed) -> None:
        """Show a record in the panel."""
        self._make_room()
        try:
            self.panel.amend(row.id)
        except UserError as error:
            self.workspace.troubled.emit(str(error))
            self._arrange()
        self.split.restore()

    def mark(self, record_id: str) -> bool:
        """Put the mark on a record; gives whether the list has it."""
        ids = [row.id for row in self.model.rows]
        if record_id not in ids:
            return False
        self.list.mark(ids.index(record_id))
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room for list and panel now, or no longer."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Show the list, unless an open panel has its place."""
        self.left.setVisible(self.panel.isHidden() or not self._is_narrow())

    def _make_room(self) -> None:
        """Where there is no room for both, the panel takes the place of the list."""
        self.left.setVisible(not self._is_narrow())

    def _is_narrow(self) -> bool:
        return self.width() < _LETTERS * self.fontMetrics().averageCharWidth()

    def _said_of(self, count: int, more: bool, may_add: bool) -> str:
        if not may_add:
            return _("There is no project yet: make one under Projects first.")
        if more:
            return _("The first {count} are shown. Type to find more.").format(count=MOST)
        if not count:
            return _("Nothing is found.") if self.box.text().strip() else _("There are none yet.")
        return ""

    def _saved(self, record_id: str) -> None:
        """The record that was saved is marked, also where the words do not find it."""
        if not self.mark(record_id):
            self.box.clear()
            self.reload()
            self.mark(record_id)
        if self.table == "project":
            remember("project", record_id)
            self.workspace.choose(record_id, None)

    def _close(self) -> None:
        self.panel.hide()
        self._arrange()
        if self.model.rows:
            self.list.setFocus()
        else:
            self.box.setFocus()

    def _lay_out(self) -> None:
        title = TITLES[self.table]
        self.box.setPlaceholderText(_("Type to find"))
        self.box.setAccessibleName(_("Find in {list}").format(list=title))
        self.box.setClearButtonEnabled(True)
        give_tip(self.box, _("Any part of a name; Ctrl+F comes here, Down goes to the list"))
        kind = name_of_table(self.table)
        give_tip(self.new, _("New: {kind} (Ctrl+N)").format(kind=kind))
        give_tip(self.change, _("Change or delete the marked one (Enter)"))
        top = QHBoxLayout()
        top.addWidget(self.box, 1)
        top.addWidget(self.new)
        top.addWidget(self.change)
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        splitter = self.split
        splitter.addWidget(self.left)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.panel.hide()

    def _connect(self) -> None:
        self._pause.timeout.connect(self._look)
        self.box.textChanged.connect(self._pause.start)
        self.box.returnPressed.connect(self._found)
        self.list.wanted.connect(self.amend)
        self.panel.saved.connect(self._saved)
        self.panel.closed.connect(self._close)
        for keys, act in (
            ("Ctrl+N", self.add),
            ("Ctrl+F", self.box.setFocus),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        down = QShortcut(QKeySequence("Down"), self.box, self._to_list)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _found(self) -> None:
        """Enter in the box: what is typed is found now, and a single one is shown."""
        self._pause.stop()
        self._list(self._show_a_single_one)

    def _show_a_single_one(self) -> None:
        if len(self.model.rows) == 1:
            self.amend(self.model.rows[0])
        else:
            self._to_list()

    def _to_list(self) -> None:
        if self.model.rows:
            self.list.setFocus()
            if self.list.current() is None:
                self.list.mark(0)
