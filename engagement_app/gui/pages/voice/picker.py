"""Pick what was said: Space picks, and who stands behind what is picked is shown at once."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engagement_app.domain.speaking import list_spoken
from engagement_app.domain.what_was_said import MOST, SaidRow, list_said
from engagement_app.gui.latest import Latest
from engagement_app.gui.pages.said.two_lines import TwoLines
from engagement_app.gui.pages.voice.columns import said_columns
from engagement_app.gui.pages.voice.filters import PickFilters
from engagement_app.gui.pages.voice.telling import counts_of
from engagement_app.gui.tables.ticks import TickModel, TickTable
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural
from engagement_app.resourcing.evidence import Evidence, Standing

_LEAST = 6
"""Lines of the list that are seen at least."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TwoLineTicks(TwoLines, TickTable):
    """Nobody picks words that they cannot read."""


class Picker(QWidget):
    """An editor of a form: its value are the ids of what is picked, in the order of picking."""

    edited = Signal()
    stands = Signal(object)
    """What stands behind what is picked now."""
    entered = Signal(QWidget)
    """The part that the focus went to by a key."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.filters = PickFilters(workspace)
        self.model: TickModel[SaidRow] = TickModel(said_columns())
        self.table = TwoLineTicks(self.model, _("What was said, to pick"))
        self.summary = label(role="quiet")
        self.all = QPushButton(_("Pick all listed"))
        self._said = Latest(workspace)
        self._evidence = Evidence()
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Another message: everything is offered."""
        self._evidence = Evidence()
        self.filters.begin()

    def reload(self) -> None:
        """Read what is offered, beside the window's work; the mark stays on its row."""
        self.filters.reload()
        self._list()

    def value(self) -> list[str]:
        """The ids of what is picked."""
        return list(self.model.ticked)

    def set_value(self, ids: Sequence[str] | None) -> None:
        """Show these as picked."""
        self.model.ticked = dict.fromkeys(ids or ())
        self._turned()

    @property
    def standing(self) -> Standing:
        """What stands behind what is picked."""
        return self._evidence.standing(self.model.ticked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the box goes to the list: it does not save the message."""
        if event.key() in _ENTER:
            self._to_list()
        elif event.key() == Qt.Key.Key_Escape and self.filters.text.text():
            self.filters.text.clear()
        else:
            super().keyPressEvent(event)

    def _list(self) -> None:
        wanted = self.filters.wanted(tuple(self.model.ticked))
        if wanted is None or not self._workspace.is_open:
            self._said.forget()
            self._show([])
        else:
            self._said.ask(list_said, wanted, then=self._show)

    def _show(self, rows: list[SaidRow]) -> None:
        marked, bar = self.table.current(), self.table.verticalScrollBar()
        scrolled = bar.value()
        self.model.set_rows(rows)
        ids = [row.id for row in rows]
        self.table.mark(ids.index(marked.id) if marked and marked.id in ids else 0)
        bar.setValue(scrolled)
        self.all.setEnabled(bool(rows))
        self.summary.setText(_summary(len(rows)))

    def _turned(self) -> None:
        """Something was picked or left out."""
        self._learn(each for each in self.model.ticked if each not in self._evidence.said)
        standing = self.standing
        self.stands.emit(standing)
        self.edited.emit()
        if self.table.hasFocus():
            told = QAccessibleAnnouncementEvent(self.table, counts_of(standing))
            QAccessible.updateAccessibility(told)

    def _learn(self, ids: Iterable[str]) -> None:
        """Read who said these; what was deleted since stays unknown."""
        wanted = list(ids)
        if wanted and self._workspace.is_open:
            found = self._workspace.read_or_tell(list_spoken, wanted)
            self._evidence.add(found or ())

    def pick_all(self) -> None:
        """Pick everything that is listed."""
        self.model.tick([row.id for row in self.model.rows], True)

    def look(self) -> None:
        """To the box in which is looked for words."""
        self._enter(self.filters.text)
        self.filters.text.selectAll()

    def _to_list(self) -> None:
        if self.model.rows:
            self._enter(self.table)

    def _enter(self, part: QWidget) -> None:
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.entered.emit(part)

    def _connect(self) -> None:
        self.filters.changed.connect(self._list)
        self.model.turned.connect(self._turned)
        self.all.clicked.connect(self.pick_all)
        self.all.clicked.connect(self._to_list)
        down = QShortcut(QKeySequence("Down"), self.filters.text, self._to_list)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        every = QShortcut(QKeySequence("Ctrl+A"), self.table, self.pick_all)
        every.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _lay_out(self) -> None:
        self.table.setMinimumHeight(self.fontMetrics().height() * 2 * _LEAST)
        give_tip(self.table, _("Space picks the marked row, and leaves it out again"))
        give_tip(self.all, _("Ctrl+A, in the list"))
        below = QHBoxLayout()
        below.addWidget(self.summary, 1)
        below.addWidget(self.all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.filters)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)


def _summary(count: int) -> str:
    if not count:
        return _("Nothing that was said fits.")
    if count == MOST:
        return _("The newest {count} are listed. Narrow the list to see others.").format(count=MOST)
    return plural("{count} is listed.", "{count} are listed.", count)
