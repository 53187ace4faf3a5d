"""The log of requests and complaints: what presses is on top, one is filled in beneath it."""

from datetime import date

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from engagement_app.domain.requests import TABLE, RequestRow, list_requests, put_request
from engagement_app.domain.wording import word_of
from engagement_app.gui.forms.editors import shown_day
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.pages.data.part import button, flow
from engagement_app.gui.tables.model import Column, RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.gui.text import give_tip, label, restyle
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural

_ROWS, _LINES = 6, 26
_SAID = _(
    "Each has to be answered by the same date of the next month, or by the Monday after it. Days on"
    " which the clock is stopped, as you wait for what only they can tell you, come on top. Bank"
    " holidays are not reckoned: on one, the law gives a day more. “(erased)” for who asks takes"
    " the name out, of the history too."
)


def told_standing(row: RequestRow, as_of: date) -> str:
    """How a request stands, in a few words."""
    if row.answered_on is not None:
        return _("Answered {day}").format(day=shown_day(row.answered_on))
    if row.due_on is None:
        day = shown_day(row.stopped_on) if row.stopped_on else ""
        return _("Clock stopped since {day}").format(day=day)
    days = (row.due_on - as_of).days
    if row.standing == "overdue":
        return plural("⚠ Overdue by {count} day", "⚠ Overdue by {count} days", -days)
    if days == 0:
        return _("⚠ To be answered today")
    if row.standing == "soon":
        return plural("⚠ {count} day left", "⚠ {count} days left", days)
    return plural("{count} day left", "{count} days left", days)


def told_pressing(rows: list[RequestRow]) -> str:
    """What is overdue, or is to be answered soon; empty where nothing is."""
    counts = {each: sum(row.standing == each for row in rows) for each in ("overdue", "soon")}
    late = plural("{count} is overdue", "{count} are overdue", counts["overdue"])
    soon = plural(
        "{count} is to be answered soon", "{count} are to be answered soon", counts["soon"]
    )
    told = [words for words, each in ((late, "overdue"), (soon, "soon")) if counts[each]]
    if not told:
        return ""
    return _("⚠ Requests and complaints: {told}.").format(told=", ".join(told))


def _columns() -> list[Column[RequestRow]]:
    return [
        Column(_("How it stands"), lambda row: told_standing(row, date.today()), 24),
        Column(_("Kind"), lambda row: word_of(row.kind), 22),
        Column(_("Who asks"), lambda row: row.who, 20, tip=lambda row: row.about or ""),
        Column(_("Received"), lambda row: shown_day(row.received_on), 11),
        Column(_("Remind"), lambda row: shown_day(row.remind_on) if row.remind_on else "–", 11),
        Column(_("Due"), lambda row: shown_day(row.due_on) if row.due_on else "–", 11),
    ]


class RequestPanel(RecordPanel):
    """One request."""

    act = "rights.request"
    refused = Signal()
    """What was typed cannot be; the focus is where."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, TABLE, bin=False, command=put_request)

    def _refuse(self, error: Exception) -> None:
        super()._refuse(error)
        self.refused.emit()


class RequestsCard(QFrame):
    """Ctrl+N begins an entry, Enter changes the marked one."""

    pressing = Signal(str)
    """What is overdue or soon due; empty where nothing is."""
    looked_at = Signal(object)
    """The widget that is to be seen now."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.workspace = workspace
        self.model: RowsModel[RequestRow] = RowsModel(_columns())
        self.list = Table(self.model, _("Requests and complaints"))
        self.new = button(_("New entry…"), self.add)
        self.change = button(_("&Change…"), self.amend)
        self.note = label(role="quiet")
        self.panel = RequestPanel(workspace)
        self._lay_out()
        self._connect()

    def reload(self) -> None:
        """Read the log as it stands today."""
        rows = self.workspace.read(list_requests, date.today())
        self.model.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.change.setEnabled(bool(rows))
        self.pressing.emit(told_pressing(rows))
        waiting = sum(row.standing != "answered" for row in rows)
        told = plural("{count} waits for an answer.", "{count} wait for an answer.", waiting)
        self._tell(told if rows else _("None is written down yet."))

    def add(self) -> None:
        """Begin an entry that came today."""
        self.panel.add(received_on=date.today())
        self.looked_at.emit(self.panel)

    def amend(self) -> None:
        """Show the marked entry, else the first."""
        row = self.list.current() or next(iter(self.model.rows), None)
        if row is not None:
            self.panel.amend(row.id)
            self.looked_at.emit(self.panel)

    def forget(self) -> None:
        """Another file: nothing of this one stays on the screen."""
        self.model.set_rows(())
        self.panel.hide()

    def changeEvent(self, event: QEvent) -> None:
        """As many rows and lines whatever the size of the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        self.list.setMinimumHeight(_ROWS * self.list.verticalHeader().defaultSectionSize())
        self.panel.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())

    def _saved(self, record_id: str) -> None:
        self.reload()
        ids = [row.id for row in self.model.rows]
        if record_id in ids:
            self.list.mark(ids.index(record_id))
        self._tell(_("✓ Written down."), "good")

    def _tell(self, sentence: str, role: str = "quiet") -> None:
        self.note.setText(sentence)
        restyle(self.note, "role", role)

    def _left(self) -> None:
        self.panel.hide()
        (self.list if self.model.rows else self.new).setFocus()
        self.looked_at.emit(self)

    def _connect(self) -> None:
        self.list.wanted.connect(lambda _row: self.amend())
        self.panel.saved.connect(self._saved)
        self.panel.closed.connect(self._left)
        self.panel.refused.connect(lambda: self.looked_at.emit(self.panel.focusWidget()))
        new = QShortcut(QKeySequence("Ctrl+N"), self, self.add)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        give_tip(self.new, _("A request or a complaint that came (Ctrl+N)"))
        give_tip(self.change, _("Answered, stopped, or put right (Enter)"))
        give_tip(self.list, _("Enter changes the marked one"))
        self._fit()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.addWidget(label(_("Requests and complaints"), role="heading"))
        layout.addWidget(label(_SAID))
        layout.addLayout(flow(self.new, self.change))
        layout.addWidget(self.note)
        layout.addWidget(self.list)
        layout.addWidget(self.panel)
        self.panel.hide()
