"""The page: the groups above, the follow-ups of one of them, and the person's story beside."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engagement_app.domain.promises import PromiseRow
from engagement_app.domain.stories import read_story
from engagement_app.errors import UserError
from engagement_app.exchange.exporting import Wanted as Export
from engagement_app.gui.exporting import ask_target, start_export
from engagement_app.gui.page import Page
from engagement_app.gui.pages.follow_ups.groups import GROUPS, GroupBar
from engagement_app.gui.pages.follow_ups.listing import PromiseList
from engagement_app.gui.pages.follow_ups.loads import LoadTable, owner_of
from engagement_app.gui.pages.follow_ups.panel import PromisePanel
from engagement_app.gui.pages.follow_ups.story import StoryView
from engagement_app.gui.pages.follow_ups.together import TogetherPanel
from engagement_app.gui.pages.follow_ups.unanswered import Unanswered
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.shares import Split
from engagement_app.gui.tables.cell_drafts import CellDrafts
from engagement_app.gui.text import give_tip
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.resourcing.load import OwnerLoad, read_load
from engagement_app.resourcing.promises import (
    DEAD_ENDS,
    MOST,
    OF_OWNER,
    Promised,
    Wanted,
    read_promised,
)
from engagement_app.resourcing.report import REASONS

_PAUSE_MS = 60
"""How long the mark rests on a row before its story is read."""
_SHARES = (720, 280)


class FollowUpsPage(Page):
    """Keep promises."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.groups = GroupBar()
        self.listed = PromiseList(workspace)
        self.table = self.listed.table
        self.panel = PromisePanel(workspace, self._tell_of)
        self.together = TogetherPanel(workspace)
        self.loads = LoadTable()
        self._owner: OwnerLoad | None = None
        """Whose follow-ups are listed, once one was chosen among the owners."""
        self.story = StoryView()
        self.slip = QPushButton(_("Feedback slip…"))
        self._whom: tuple[str, str] | None = None
        self.left = QStackedWidget()
        self.unanswered = Unanswered(workspace, self._show)
        self._project_id: str | None = None
        self._group = self.groups.key
        self._late = False
        self._begins = True
        """Whether nobody has chosen a group yet: the first that has any is listed."""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.drafts = CellDrafts(
            workspace,
            "follow-ups",
            _("Follow-ups"),
            self.table,
            self.table.promises,
            self.listed.trouble,
        )
        self._lay_out()
        self._connect()

    def start(self) -> None:
        """The list is where the work begins."""
        if self.left.currentWidget() is self.loads:
            self.loads.setFocus()
        elif not self._is_form_open():
            self.listed.start()

    def reload(self) -> None:
        """Read the group that is listed; people without any route come when they are counted."""
        if self.workspace.project_id != self._project_id:
            self._forget()
            self._project_id = self.workspace.project_id
            self.drafts.begin(self._project_id)
        self.listed.new.setEnabled(self._project_id is not None)
        self.unanswered.reload()
        self._show()
        if self._is_form_open():
            self.panel.form.relist()

    def show_record(self, _table: str, record_id: str) -> None:
        """List a follow-up, whatever its group, and mark it; not over a form that is not saved."""
        if self._is_form_unsaved():
            self.workspace.troubled.emit(_("Save or leave what is open here first."))
            return
        self._close_panel()
        self.left.setCurrentWidget(self.listed)
        self._saved(record_id)
        self.start()

    def unsaved(self) -> bool:
        """Also what was typed in a cell and could not be saved."""
        return super().unsaved() or self.table.promises.is_troubled

    def _show(self) -> None:
        """List the group, unless a cell is being edited: then once it is not."""
        self._late = self.table.is_edited
        if self._late or not self.workspace.is_open:
            return
        shown, project_id = self._read(), self.workspace.project_id
        all_known = project_id is None or self.unanswered.known is not None
        if self._begins and project_id is not None:
            before = self.groups.key
            self._begins = not self.groups.begin(shown.counts, known=all_known)
            shown = shown if before == self.groups.key else self._read()
        group = self.groups.key
        self._group = group
        self.groups.show_counts(shown.counts, known=all_known)
        self.table.show_columns_of(DEAD_ENDS if group in REASONS else group)
        self.listed.show_rows(shown.rows)
        self.listed.about.setText(self._about(shown))
        self._show_loads()

    def _show_loads(self) -> None:
        """The owners, where they are to be chosen from."""
        if self.groups.key == OF_OWNER and self._project_id is not None:
            self.loads.show_rows(self.workspace.read(read_load, self._project_id, date.today()))

    def _read(self) -> Promised:
        if self.workspace.project_id is None:
            return Promised()
        known, touched = self.unanswered.known or (), tuple(self.listed.touched)
        if self.groups.key == OF_OWNER and self._owner is not None:
            touched = tuple(dict.fromkeys((*self._owner.ids, *touched)))
        wanted = Wanted(self.workspace.project_id, self.groups.key, date.today(), known, touched)
        return self.workspace.read(read_promised, wanted)

    def _about(self, shown: Promised) -> str:
        """What is listed, or that nothing is."""
        key, group = self.groups.key, GROUPS[self.groups.key]
        if self.workspace.project_id is None:
            return _("There is no project yet. Make one on the Data page.")
        if self.unanswered.known is None and key in (DEAD_ENDS, REASONS[-1]):
            return _("Being worked out.")
        text = group.about if shown.rows else group.nothing
        if key == OF_OWNER and self._owner is not None:
            return _("Owned by: {owner}").format(owner=owner_of(self._owner))
        if not shown.more:
            return text
        return text + " " + plural(
            "Only the first {count} is listed.", "Only the first {count} are listed.", MOST
        )  # fmt: skip

    def _choose(self, key: str) -> None:
        """List another group; what is typed in the form is saved or given up first."""
        if self._is_form_unsaved():
            self.groups.choose(self._group)
            form = self.left.currentWidget()
            (form if isinstance(form, TogetherPanel) else self.panel).form.show_problem(
                _("Save this follow-up or press Cancel first, then choose the group.")
            )
            return
        self._group, self._begins, self._owner = key, False, None
        self.listed.begin_anew()
        self._close_panel()
        self.left.setCurrentWidget(self.loads if key == OF_OWNER else self.listed)
        self._show()
        self.table.scrollToTop()
        self.table.mark(0)
        if not self.groups.walked:
            self.start()

    def _saved(self, follow_up_id: str) -> None:
        """What was agreed or changed in the form is listed and marked, whatever its group."""
        self.listed.touch(follow_up_id)
        self._show()
        self.table.mark_key(follow_up_id)

    def _open(self, row: PromiseRow) -> None:
        """Change everything of a follow-up, or agree one where none is."""
        try:
            if row.id is None:
                self.panel.agree(row)
            else:
                self.panel.amend(row.id)
        except UserError as error:
            self.listed.trouble(sentence_of(error))
            return
        self.listed.trouble("")
        self.left.setCurrentWidget(self.panel)

    def _open_several(self, rows: Sequence[PromiseRow]) -> None:
        """Change the same of all that are selected."""
        self.listed.trouble("")
        for row in rows:
            self.listed.touch(str(row.id))
        self.together.begin(rows)
        self.left.setCurrentWidget(self.together)
        self.together.form.editors["owner_name"].setFocus()

    def _show_owner(self, owner: OwnerLoad) -> None:
        """List what one owner has to keep."""
        self._owner = owner
        self.listed.begin_anew()
        self.left.setCurrentWidget(self.listed)
        self._show()
        self.table.scrollToTop()
        self.table.mark(0)
        self.start()

    def _save_as(self) -> None:
        """Ask where the list or the calendar is to go, and write it."""
        target = ask_target(self, self.workspace, "follow-ups")
        if target is None or self.workspace.project_id is None:
            return
        wanted = Export("follow-ups", self.workspace.project_id, ending=target.suffix.lower())
        start_export(self, self.workspace, wanted, target, self._told_of_export)

    def _told_of_export(self, told: str, problem: str) -> None:
        self.listed.trouble(problem)
        if told:
            self.workspace.told.emit(told, False)

    def _add(self) -> None:
        if self.workspace.project_id is not None:
            self.panel.agree_with_anybody()
            self._show_nobody(_("Choose the person to see their whole story."))
            self.left.setCurrentWidget(self.panel)
            self.panel.form.editors["person_id"].setFocus()

    def _is_form_open(self) -> bool:
        return self.left.currentWidget() in (self.panel, self.together)

    def _is_form_unsaved(self) -> bool:
        return self._is_form_open() and (self.panel.unsaved() or self.together.unsaved())

    def _close_panel(self) -> None:
        if self._is_form_open():
            self.left.setCurrentWidget(self.listed)
            self.start()
            self._tell()

    def _tell(self) -> None:
        """The story of the row that is marked, unless the form is open: it tells its own."""
        row: PromiseRow | None = self.table.current()
        if not self.workspace.is_open or self._is_form_open():
            return
        if row is None:
            self._show_nobody(_("Mark a follow-up to see the person's whole story."))
        elif not (row.person_id or row.attendance_id):
            self._show_nobody(_("This follow-up names nobody. Press Ctrl+E to say who."))
        else:
            self._show_story(row.person_id, row.attendance_id)

    def _tell_of(self, person_id: str | None) -> None:
        """The story of the person chosen in the form."""
        if person_id is not None:
            self._show_story(person_id)

    def _show_story(self, person_id: str | None, attendance_id: str | None = None) -> None:
        """Never that of somebody else, where it cannot be read."""
        found = self.workspace.read_or_tell(read_story, person_id, attendance_id)
        self.story.show_story(found, _("Their story cannot be read just now."))
        kind = "person" if person_id else "attendance"
        self._whom = (kind, str(person_id or attendance_id)) if found else None
        self.slip.setEnabled(found is not None)

    def _show_nobody(self, sentence: str) -> None:
        self.story.show_story(None, sentence)
        self._whom = None
        self.slip.setEnabled(False)

    def _make_slip(self) -> None:
        """The paper for the person whose story is seen, on the page Reports."""
        if self._whom is not None:
            self.wanted.emit("/".join(("reports", "feedback_slip", *self._whom)))

    def _forget(self) -> None:
        """Another file, or another project."""
        self._project_id = None
        self.drafts.end()
        self._begins, self._owner = True, None
        self.listed.forget()
        self.unanswered.forget()
        self.left.setCurrentWidget(self.listed)

    def _catch_up(self) -> None:
        if self._late:
            self._show()

    def _connect(self) -> None:
        self.groups.chosen.connect(self._choose)
        self.table.left.connect(self._catch_up)
        self.listed.opened.connect(self._open)
        self.listed.marked.connect(lambda _row: self._pause.start())
        self.listed.several.connect(self._open_several)
        self.listed.new.clicked.connect(self._add)
        self.listed.save_as.clicked.connect(self._save_as)
        self.loads.wanted.connect(self._show_owner)
        self.together.closed.connect(self._close_panel)
        self.slip.clicked.connect(self._make_slip)
        self.panel.closed.connect(self._close_panel)
        self.panel.saved.connect(self._saved)
        self._pause.timeout.connect(self._tell)
        self.workspace.closed.connect(self._forget)
        for keys, act in (("Ctrl+N", self._add), ("Ctrl+E", self.listed.amend.click)):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        self.left.addWidget(self.listed)
        self.left.addWidget(self.panel)
        self.left.addWidget(self.together)
        self.left.addWidget(self.loads)
        beside = Split("follow_ups")
        beside.addWidget(self.left)
        beside.addWidget(self._side())
        beside.setSizes(_SHARES)
        beside.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.groups)
        layout.addWidget(beside, 1)
        self.setTabOrder(self.listed.save_as, self.story)
        self.setTabOrder(self.story, self.slip)

    def _side(self) -> QWidget:
        """The story, and what can be made of it."""
        give_tip(self.slip, _("What became of what this person said, as a paper for them"))
        self.slip.setEnabled(False)
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.story, 1)
        layout.addWidget(self.slip)
        return side
