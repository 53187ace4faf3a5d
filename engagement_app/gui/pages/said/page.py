"""The page: the entry above, its form and what was said side by side below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engagement_app.domain.what_was_said import SaidRow
from engagement_app.errors import UserError
from engagement_app.gui.page import Page
from engagement_app.gui.pages.said.entry import Entry
from engagement_app.gui.pages.said.listing import SaidList
from engagement_app.gui.pages.said.names import Names
from engagement_app.gui.pages.said.panel import SaidPanel
from engagement_app.gui.pages.said.pasted import Pasting, pasted_text
from engagement_app.gui.shares import Split
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_BESIDE = 110
"""The least width in letters for the form and the list side by side."""
_LINES = (24, 15)
"""The least height in lines of the form and of the list where they are one below the other."""


class SaidPage(Page):
    """Write it down while it is said."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._names = Names(workspace)
        self.entry = Entry(workspace, self._names, self)
        self.panel = SaidPanel(workspace)
        self.said = SaidList(workspace, self._names)
        self.pasting = Pasting(workspace, self._names, self)
        self.left, self.right = QStackedWidget(), QStackedWidget()
        self.nowhere = QFrame()
        self.beside = Split("said")
        self._placed = False
        self._lay_out()
        self.said.wanted.connect(self._amend)
        self.said.traced.connect(lambda row: self.wanted.emit(f"voice/said/{row.id}"))
        self.said.themes_wanted.connect(
            lambda theme_id: self.wanted.emit(f"data/theme/{theme_id}".rstrip("/"))
        )
        self.panel.closed.connect(self._close_panel)
        self.entry.paste.clicked.connect(self.paste_list)
        self.entry.line.listed.connect(self._look_at_list)
        self.pasting.closed.connect(self._close_list)
        workspace.opened.connect(self._start_anew)
        workspace.moved.connect(self._moved)
        find = QShortcut(QKeySequence("Ctrl+F"), self, self.look_for)
        paste = QShortcut(QKeySequence("Ctrl+Shift+V"), self, self.paste_list)
        for each in (find, paste):
            each.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def reload(self) -> None:
        """Read names and the list; nothing that is being typed is touched."""
        self._names.forget()
        self.nowhere.setVisible(self.workspace.event_id is None)
        self.said.filters.reload()
        self.said.reload()
        self.entry.reload()
        self.pasting.reload()
        self._tell_of_list()

    def start(self) -> None:
        """The line is where the work begins, unless a list is looked at."""
        (self.pasting.text if self._at_list else self.entry.line).setFocus()

    def unsaved(self) -> bool:
        """Also the entry, in the line or in the form, and a list that waits."""
        typed = bool(self.entry.line.text().strip()) or not self.pasting.is_empty
        return super().unsaved() or typed

    def paste_list(self) -> None:
        """Look at the lines that were copied last, or at those that wait already."""
        self._look_at_list(pasted_text() if self.pasting.is_empty else "")

    @property
    def _at_list(self) -> bool:
        return self.left.currentWidget() is self.pasting.sheet

    def _look_at_list(self, text: str) -> None:
        self._close_panel()
        self._show(self.pasting.sheet, self.pasting.lines, self.pasting.card)
        self.pasting.begin(text)

    def _close_list(self) -> None:
        """Back to the entry; a list that was not written down waits."""
        self._show(self.entry.sheet, self.said, self.entry.card)
        self._tell_of_list()
        self.entry.line.setFocus()

    def _tell_of_list(self) -> None:
        waits = not self.pasting.is_empty
        self.entry.paste.setText(_("Go on with the list") if waits else _("Paste a list"))

    def _show(self, left: QWidget, right: QWidget, card: QWidget | None) -> None:
        """These parts of the page, and none of the others."""
        self.left.setCurrentWidget(left)
        self.right.setCurrentWidget(right)
        for each in (self.entry.card, self.pasting.card):
            each.setVisible(each is card)

    def look_for(self) -> None:
        """To the box in which is looked for what was said; what stands there is typed over."""
        self.said.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.said.filters.text.selectAll()

    def _start_anew(self) -> None:
        self._names.forget_all()
        self._close_panel()
        self.entry.clear()
        self.pasting.clear()
        self._show(self.entry.sheet, self.said, self.entry.card)
        self.said.empty()

    def _amend(self, row: SaidRow) -> None:
        try:
            self.panel.amend(row.id)
        except UserError as error:
            self.workspace.troubled.emit(str(error))
            return
        self._show(self.panel, self.said, None)
        self.panel.form.editors["words"].setFocus()

    def _moved(self) -> None:
        """Another event is listed; what is being put right stays until it is saved or given up."""
        self.pasting.meet()
        if not self.panel.unsaved():
            self._close_panel()

    def _close_panel(self) -> None:
        """Back to the entry, which is as it was left."""
        if self.left.currentWidget() is self.panel:
            self._show(self.entry.sheet, self.said, self.entry.card)
            self.said.table.setFocus()

    def _lay_out(self) -> None:
        make = QPushButton(_("Go to Data"))
        make.clicked.connect(lambda: self.wanted.emit("data"))
        self.nowhere.setProperty("role", "note")
        note = QHBoxLayout(self.nowhere)
        note.addWidget(label(_("There is no event yet. What is said is said at an event.")), 1)
        note.addWidget(make)
        self.left.addWidget(self.entry.sheet)
        self.left.addWidget(self.panel)
        self.left.addWidget(self.pasting.sheet)
        self.right.addWidget(self.said)
        self.right.addWidget(self.pasting.lines)
        self.pasting.card.hide()
        for part in (self.left, self.right):
            self.beside.addWidget(part)
        self.beside.setStretchFactor(1, 1)
        held = QWidget()
        layout = QVBoxLayout(held)
        layout.addWidget(self.nowhere)
        layout.addWidget(self.entry.card)
        layout.addWidget(self.pasting.card)
        layout.addWidget(self.beside, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(held)
        held.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where two columns of text have no room beside each other, one is below the other."""
        super().resizeEvent(event)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        narrow = self.width() < _BESIDE * letter
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if way != self.beside.orientation() or not self._placed:
            self._placed = True
            self.beside.setOrientation(way)
            policy = QSizePolicy.Policy
            # Side by side each part scrolls in itself; below each other the page does.
            self.beside.setSizePolicy(
                policy.Expanding, policy.Expanding if narrow else policy.Ignored
            )
            for part, lines in zip((self.left, self.right), _LINES, strict=True):
                part.setMinimumHeight(lines * line if narrow else 0)
            self.beside.setSizes([1, 1] if narrow else [52 * letter, 90 * letter])
