"""The messages, who stands behind each, and where each was heard and answered."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from engagement_app.domain.hearings import HearingRow
from engagement_app.errors import UserError
from engagement_app.gui.beside import Beside
from engagement_app.gui.forms.edited_list import EditedList
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.forms.record_list import Preset, RecordList
from engagement_app.gui.latest import Latest
from engagement_app.gui.page import Page
from engagement_app.gui.pages.voice.builder import MessagePanel
from engagement_app.gui.pages.voice.columns import hearing_columns, message_columns
from engagement_app.gui.pages.voice.feedback import FeedbackPanel
from engagement_app.gui.pages.voice.provenance import ProvenancePanel
from engagement_app.gui.pages.voice.telling import communities_of, counts_of, warning_of
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.tables.records import RecordModel, RecordTable
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.resourcing.evidence import Communities, read_communities
from engagement_app.resourcing.messages import MessageRow, list_messages

_PAPER = "reports/messages"


class MessagesPart(Page):
    """The list above, the hearings of the marked one below; what is opened takes their place."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._project_id: str | None = None
        self._known: Communities | None = None
        self._heard = Latest(workspace)
        self.builder = MessagePanel(workspace)
        words = (_("Messages"), _("New message"))
        self.messages = RecordList(self.builder, message_columns(), words, self._of_the_project)
        self.hearings = _hearings(workspace, self._of_the_message)
        self.feedback = FeedbackPanel(workspace)
        self.origin = ProvenancePanel(workspace)
        self.standing, self.warning = label(), label(role="warn")
        self.communities = label(role="quiet")
        self.change, self.comes_from = (
            QPushButton(_("Change…")),
            QPushButton(_("What it is made of")),
        )
        self.owe = QPushButton(_("Owe feedback…"))
        self.paper = QPushButton(_("Print or save…"))
        self.stack, self.below, self.listed = QStackedWidget(), QWidget(), QWidget()
        self.lists = QWidget()
        self._comes_back_to = ""
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Read the messages; which communities were heard comes when it is known."""
        project_id = self.workspace.project_id
        if project_id != self._project_id:
            self._move_to(project_id)
        self.messages.new.setEnabled(project_id is not None)
        rows = self.workspace.read(list_messages, project_id) if project_id else []
        self.messages.show_rows(rows, _nothing(project_id))
        self.below.setVisible(bool(rows))
        self._show_marked()
        for panel in (self.builder, self.hearings.panel, self.feedback):
            panel.form.relist()
        if self.stack.currentWidget() in (self.builder, self.origin):
            self.stack.currentWidget().reload()  # type: ignore[union-attr]
        if project_id is not None:
            self._heard.ask(read_communities, project_id, then=self._learn)

    def start(self) -> None:
        """The focus to the list, or to what is open in its place."""
        if self.stack.currentWidget() is self.origin:
            self.origin.start()
        elif self.stack.currentWidget() is self.listed:
            self.messages.start()

    def unsaved(self) -> bool:
        """Also what was typed in a cell and could not be saved."""
        return super().unsaved() or self.hearings.records.cells.is_troubled

    def mark(self, message_id: str) -> None:
        """Put the mark on a message, unless another is being changed."""
        if self.stack.currentWidget() is self.origin:
            self._list()
        self.messages.mark(message_id)

    def trace(self, contribution_id: str, come_back_to: str) -> None:
        """Show one contribution; whoever leaves goes back to this page."""
        self._comes_back_to = come_back_to
        self._show_origin(_("Where it comes from and what became of it"), (contribution_id,))

    def _move_to(self, project_id: str | None) -> None:
        """Another project, or another file."""
        self._project_id, self._known = project_id, None
        self.hearings.begin(project_id)
        self.messages.show_rows([], "")
        self._list()

    def _show_marked(self, *_row: object) -> None:
        """Who stands behind the marked message, and its hearings."""
        row: MessageRow | None = self.messages.table.current()
        for button in (self.change, self.comes_from, self.owe, self.hearings.new):
            button.setEnabled(row is not None)
        self.hearings.heading.setText(_hearings_of(row))
        self.hearings.show_rows(row.hearings if row else (), _("Not heard anywhere yet."))
        warned = warning_of(row.standing) if row else ""
        self.standing.setText(counts_of(row.standing) if row else "")
        self.warning.setText(warned)
        self.warning.setVisible(bool(warned))
        told = communities_of(row.standing, self._known) if row and self._known else ""
        self.communities.setText(told)

    def _learn(self, communities: Communities) -> None:
        self._known = communities
        self._show_marked()

    def _change(self) -> None:
        row = self.messages.table.current()
        if row is not None:
            self.messages.amend(row)

    def _trace_marked(self) -> None:
        row: MessageRow | None = self.messages.table.current()
        if row is not None:
            self._comes_back_to = ""
            title = _("Behind “{title}”").format(title=row.title)
            self._show_origin(title, row.contribution_ids)

    def _show_origin(self, heading: str, ids: tuple[str, ...]) -> None:
        self.stack.setCurrentWidget(self.origin)
        self.origin.show_these(heading, ids)

    def _owe(self) -> None:
        row: MessageRow | None = self.messages.table.current()
        if row is None:
            return
        try:
            self.feedback.ask(row.id)
        except UserError as error:
            self.workspace.troubled.emit(sentence_of(error))
            return
        self.hearings.panel.hide()

    def _leave_origin(self) -> None:
        back, self._comes_back_to = self._comes_back_to, ""
        self._list()
        if back:
            self.wanted.emit(back)

    def _leave_feedback(self) -> None:
        self.feedback.hide()
        self.messages.start()

    def _list(self) -> None:
        self.stack.setCurrentWidget(self.listed)
        self.messages.start()

    def _of_the_project(self) -> dict[str, str | None] | None:
        project_id = self.workspace.project_id
        return {"project_id": project_id} if project_id else None

    def _of_the_message(self) -> dict[str, str | None] | None:
        row = self.messages.table.current()
        return {"message_id": row.id} if row is not None else None

    def _connect(self) -> None:
        self.messages.table.marked.connect(self._show_marked)
        self.messages.opened.connect(lambda: self.stack.setCurrentWidget(self.builder))
        self.builder.closed.connect(self._list)
        self.hearings.late.connect(self.refresh)
        self.hearings.opened.connect(self.feedback.hide)
        self.feedback.closed.connect(self._leave_feedback)
        self.origin.left.connect(self._leave_origin)
        self.workspace.closed.connect(lambda: self._move_to(None))
        self.change.clicked.connect(self._change)
        self.comes_from.clicked.connect(self._trace_marked)
        self.owe.clicked.connect(self._owe)
        within = Qt.ShortcutContext
        self._at(self.messages.table, "Ctrl+E", self._change, within.WidgetShortcut)
        for keys, act in (("Ctrl+B", self._trace_marked), ("Ctrl+R", self._owe)):
            self._at(self.lists, keys, act, within.WidgetWithChildrenShortcut)
        self.paper.clicked.connect(lambda: self.wanted.emit(_PAPER))

    def _at(
        self, owner: QWidget, keys: str, act: Callable[[], None], within: Qt.ShortcutContext
    ) -> None:
        QShortcut(QKeySequence(keys), owner, act).setContext(within)

    def _lay_out(self) -> None:
        give_tip(self.change, _("Enter or Ctrl+E: its words and what stands behind it"))
        give_tip(self.comes_from, _("Ctrl+B: each thing that was said, by whom, and its mandate"))
        give_tip(self.owe, _("Ctrl+R: follow-ups for all who stand behind it, in one act"))
        give_tip(self.paper, _("What stands behind each message, with mandate and limits"))
        for button in (self.change, self.comes_from, self.owe, self.paper):
            self.messages.put_beside(button)
        self.feedback.hide()
        below = QVBoxLayout(self.below)
        below.setContentsMargins(0, 0, 0, 0)
        for each in (self.standing, self.warning, self.communities):
            below.addWidget(each)
        below.addWidget(self.hearings, 1)
        column = QVBoxLayout(self.lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.messages, 1)
        column.addWidget(self.below, 1)
        inside = QVBoxLayout(self.listed)
        inside.addWidget(Beside(self.lists, self.hearings.panel, self.feedback))
        for part in (self.listed, self.builder, self.origin):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)


def _hearings(workspace: Workspace, preset: Preset) -> EditedList:
    model: RecordModel[HearingRow] = RecordModel(hearing_columns())
    title = _("Hearings")
    record = ("hearing", "hearing.amend")
    table = RecordTable(workspace, model, title, record, lambda row: (row.body,) * 2)
    panel = RecordPanel(workspace, "hearing")
    words = (title, _("New hearing"))
    return EditedList(panel, table, words, preset, ("hearings", _("Hearings of messages")))


def _hearings_of(row: MessageRow | None) -> str:
    return _("Where it was heard, and the answer") if row else _("Hearings")


def _nothing(project_id: str | None) -> str:
    if project_id is None:
        return _("There is no project yet. Make one on the Data page.")
    return _("No message is built yet. Press New message and pick what was said.")
