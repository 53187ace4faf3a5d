"""The page: the groups above, the follow-ups of one of them, and the person's story beside."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engagement_app.domain.promises import PromiseRow
from engagement_app.domain.stories import read_story
from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.page import Page
from engagement_app.gui.pages.follow_ups.groups import GROUPS, GroupBar
from engagement_app.gui.pages.follow_ups.panel import PromisePanel
from engagement_app.gui.pages.follow_ups.story import StoryView
from engagement_app.gui.pages.follow_ups.table import PromiseTable
from engagement_app.gui.pages.follow_ups.unanswered import Unanswered
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.resourcing.promises import (
    DEAD_ENDS,
    MOST,
    Promised,
    Wanted,
    read_promised,
)
from engagement_app.resourcing.report import REASONS

_PAUSE_MS = 60
"""How long the mark rests on a row before its story is read."""


class FollowUpsPage(Page):
    """Keep promises."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.groups = GroupBar()
        self.table = PromiseTable(workspace)
        self.story = StoryView()
        self.panel = PromisePanel(workspace, self._tell_of)
        self.left = QStackedWidget()
        self.about = label(role="quiet")
        self.problem = label(role="problem")
        self.new = QPushButton(_("New follow-up"))
        self.done = QPushButton()
        self.amend = QPushButton()
        self._unanswered = Unanswered(workspace, self._show)
        self._project_id: str | None = None
        self._touched: list[str] = []
        self._late = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()

    def start(self) -> None:
        """The list is where the work begins."""
        if self.left.currentWidget() is not self.panel:
            (self.table if self.table.promises.rows else self.new).setFocus()

    def reload(self) -> None:
        """Read the group that is listed; people without any route come when they are counted."""
        if self.workspace.project_id != self._project_id:
            self._forget()
            self._project_id = self.workspace.project_id
        self.new.setEnabled(self._project_id is not None)
        self._unanswered.reload()
        self._show()
        if self.left.currentWidget() is self.panel:
            self.panel.form.relist()

    def _show(self) -> None:
        """List the group, unless a cell is being edited: then once it is not."""
        self._late = self.table.is_edited
        project_id = self.workspace.project_id
        if self._late or not self.workspace.is_open:
            return
        shown = Promised()
        if project_id is not None:
            group, known = self.groups.key, self._unanswered.known or ()
            wanted = Wanted(project_id, group, date.today(), known, tuple(self._touched))
            shown = self.workspace.read(read_promised, wanted)
        known_all = project_id is None or self._unanswered.known is not None
        self.groups.show_counts(shown.counts, known=known_all)
        self._list(self._in_place(shown.rows))
        self._explain(shown)
        self._pause.start()

    def _in_place(self, rows: Sequence[PromiseRow]) -> list[PromiseRow]:
        """What was just changed stays where it was until another group is chosen."""
        before = [row.key for row in self.table.promises.rows]
        stay = {row.key: row for row in rows if row.key in self._touched and row.key in before}
        placed = [row for row in rows if row.key not in stay]
        for at, key in enumerate(before):
            if key in stay:
                placed.insert(at, stay[key])
        return placed

    def _list(self, rows: list[PromiseRow]) -> None:
        """Show the rows; the mark stays on its follow-up, and what was scrolled to in sight."""
        here, marked = self.table.currentIndex(), self.table.current()
        row, column = max(0, here.row()), max(0, here.column())
        bar, keys = self.table.verticalScrollBar(), [each.key for each in rows]
        scrolled = bar.value()
        self.table.promises.set_rows(rows)
        self.table.show_columns_of(DEAD_ENDS if self._of_dead_ends() else self.groups.key)
        if marked is not None and marked.key in keys:
            row = keys.index(marked.key)
        if rows:
            index = self.table.promises.index(min(row, len(rows) - 1), column)
            if index != self.table.currentIndex():
                self.table.setCurrentIndex(index)
        bar.setValue(scrolled)
        self._marked()

    def _explain(self, shown: Promised) -> None:
        if self.workspace.project_id is None:
            self.about.setText(_("There is no project yet. Make one on the Data page."))
            return
        group = GROUPS[self.groups.key]
        waits = self._unanswered.known is None and self.groups.key in (DEAD_ENDS, REASONS[-1])
        text = group.about if shown.rows else group.nothing
        if waits:
            text = _("Being worked out.")
        elif shown.more:
            text += " " + plural(
                "Only the first {count} is listed.", "Only the first {count} are listed.", MOST
            )
        self.about.setText(text)

    def _choose(self, _key: str) -> None:
        self._touched.clear()
        self._trouble("")
        self._close_panel()
        self._show()
        self.table.scrollToTop()
        self.table.mark(0)

    def _touch(self, follow_up_id: str) -> None:
        if follow_up_id not in self._touched:
            self._touched.append(follow_up_id)

    def _saved(self, follow_up_id: str) -> None:
        """What was agreed or changed in the form is listed and marked, whatever its group."""
        self._touch(follow_up_id)
        self._show()
        self.table.mark_key(follow_up_id)

    def _open(self, row: PromiseRow | None) -> None:
        """Change everything of a follow-up, or agree one where none is."""
        if row is None:
            return
        try:
            if row.id is None:
                self.panel.agree(row)
            else:
                self.panel.amend(row.id)
        except UserError as error:
            self._trouble(sentence_of(error))
            return
        self._trouble("")
        self.left.setCurrentWidget(self.panel)

    def _add(self) -> None:
        if self.workspace.project_id is not None:
            self.panel.agree_with_anybody()
            self.story.show_story(None)
            self.left.setCurrentWidget(self.panel)
            self.panel.form.editors["person_id"].setFocus()

    def _close_panel(self) -> None:
        if self.left.currentWidget() is self.panel:
            self.left.setCurrentIndex(0)
            self.start()
            self._tell()

    def _trouble(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _marked(self, *_row: object) -> None:
        row: PromiseRow | None = self.table.current()
        agreed = row is not None and row.id is not None
        is_open = row is None or row.status == "open"
        self.done.setText(_("Done") if is_open else _("Open again"))
        self.done.setEnabled(agreed)
        self.amend.setText(_("Change…") if row is None or agreed else _("Agree a follow-up…"))
        self.amend.setEnabled(row is not None)
        self._pause.start()

    def _tell(self) -> None:
        """The story of the row that is marked; of the form, while it is open."""
        row: PromiseRow | None = self.table.current()
        if not self.workspace.is_open or self.left.currentWidget() is self.panel:
            return
        if row is None or not (row.person_id or row.attendance_id):
            self.story.show_story(None)
            return
        self.story.show_story(self.workspace.read(read_story, row.person_id, row.attendance_id))

    def _tell_of(self, person_id: str | None) -> None:
        """The story of the person chosen in the form."""
        if person_id is not None:
            self.story.show_story(self.workspace.read(read_story, person_id))

    def _of_dead_ends(self) -> bool:
        return self.groups.key == DEAD_ENDS or self.groups.key in REASONS

    def _forget(self) -> None:
        """Another file, or another project."""
        self._project_id = None
        self.table.promises.set_rows(())
        self.table.promises.forget_all()
        self._touched.clear()
        self._unanswered.forget()
        self._trouble("")
        self.left.setCurrentIndex(0)

    def _catch_up(self) -> None:
        if self._late:
            self._show()

    def _connect(self) -> None:
        self.groups.chosen.connect(self._choose)
        self.table.wanted.connect(self._open)
        self.table.marked.connect(self._marked)
        self.table.touched.connect(self._touch)
        self.table.troubled.connect(self._trouble)
        self.table.left.connect(self._catch_up)
        self.panel.closed.connect(self._close_panel)
        self.panel.saved.connect(self._saved)
        self.new.clicked.connect(self._add)
        self.done.clicked.connect(self.table.tick)
        self.amend.clicked.connect(lambda: self._open(self.table.current()))
        self._pause.timeout.connect(self._tell)
        self.workspace.closed.connect(self._forget)
        for keys, act in (("Ctrl+N", self._add), ("Ctrl+E", self.amend.click)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        self.problem.hide()
        give_tip(self.new, _("Ctrl+N"))
        give_tip(self.done, _("Space, in the list. Ctrl+Z takes it back."))
        give_tip(self.amend, _("Ctrl+E, or Enter on the name"))
        listed, actions = QWidget(), QWidget()
        flow = FlowLayout(actions)
        for button in (self.done, self.amend, self.new):
            flow.addWidget(button)
        inner = QVBoxLayout(listed)
        inner.setContentsMargins(0, 0, 0, 0)
        for part in (self.about, self.problem):
            inner.addWidget(part)
        inner.addWidget(self.table, 1)
        inner.addWidget(actions)
        self.left.addWidget(listed)
        self.left.addWidget(self.panel)
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.setChildrenCollapsible(False)
        beside.addWidget(self.left)
        beside.addWidget(self.story)
        beside.setSizes([720, 280])
        beside.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.groups)
        layout.addWidget(beside, 1)
        for one, other in pairwise((self.table, self.done, self.amend, self.new, self.story)):
            self.setTabOrder(one, other)
