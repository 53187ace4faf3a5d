"""The finder: a panel over the window, left with Escape; nothing waits for it."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from engagement_app.domain.find_anything import find_anything
from engagement_app.domain.found import Found
from engagement_app.gui.finder.lines import Line, as_seen, lines_of
from engagement_app.gui.finder.offered import offers
from engagement_app.gui.latest import Latest
from engagement_app.gui.tables.model import Column, RowsModel
from engagement_app.gui.tables.view import Table
from engagement_app.gui.text import give_tip, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural

_PAUSE = 60
"""Milliseconds after the last key before the file is asked."""
_LETTERS, _LINES, _MARGIN = 78, 22, 24
_COLUMNS: list[Column[Line]] = [
    Column(_("Found"), lambda line: line.title, width=32),
    Column(_("What it is"), lambda line: line.kind, width=12),
    Column(_("Keys or more"), lambda line: line.more, width=16, tip=lambda line: line.more),
]
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class Finder(QFrame):
    """Type a few letters; Down and Up choose, Enter goes there, Escape leaves."""

    wanted = Signal(object)
    """The line that is gone to."""

    def __init__(self, window: QWidget, workspace: Workspace) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._before: QWidget | None = None
        self._found: list[Found] = []
        self._found_for = ""
        """What was typed when they were found."""
        self._is_asking = self._goes = self._has_moved = False
        self._offers = offers()
        self.setObjectName("finder")
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self.box = QLineEdit()
        self.model: RowsModel[Line] = RowsModel(_COLUMNS)
        self.list = Table(self.model, _("What was found"))
        self.note = label(role="quiet")
        self._asked = Latest(workspace)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._pause.timeout.connect(self._ask)
        self.box.textChanged.connect(self._typed)
        self.list.wanted.connect(self._go)
        self.list.marked.connect(self._tell)
        self.box.installEventFilter(self)
        window.installEventFilter(self)
        workspace.closed.connect(self.hide)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._left)
        self.hide()

    def open(self) -> None:
        """Begin anew over whatever is seen."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self.box.clear()
        self._found = []
        self._list()
        self._place()
        self.show()
        self.raise_()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Back to where the focus was."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves, wherever in the panel the focus is."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list work in the box; the panel keeps its place in the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.box and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._is_done(event)
        return super().eventFilter(watched, event)

    def _is_done(self, event: QKeyEvent) -> bool:
        """Do what a key of the list means; gives whether it was one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
            return True
        by = _MOVES.get(Qt.Key(event.key()), 0)
        if by and self.model.rows:
            self._has_moved = True
            at = self.list.currentIndex().row() + by
            self.list.mark(min(max(at, 0), len(self.model.rows) - 1))
        return bool(by)

    def _enter(self) -> None:
        """Go to what is marked; the best is only known once the file has answered."""
        if self._is_asking and not self._has_moved:
            self._goes = True
        else:
            self._go(self.list.current())

    def _typed(self) -> None:
        """Pages and acts are there at once; the records of before go until they are found."""
        self._asked.forget()
        self._is_asking = bool(self.box.text().strip())
        self._goes = self._has_moved = False
        self._list()
        self._pause.start()

    def _ask(self) -> None:
        text = self.box.text()
        if text.strip() and self._workspace.is_open:
            project_id = self._workspace.project_id
            self._asked.ask(find_anything, project_id, text, then=partial(self._show, text))

    def _show(self, text: str, found: list[Found]) -> None:
        self._found, self._found_for = found, text
        self._is_asking = False
        chosen = self.list.current() if self._has_moved else None
        self._list()
        titles = [(line.title, line.kind) for line in self.model.rows]
        if chosen is not None and (chosen.title, chosen.kind) in titles:
            self.list.mark(titles.index((chosen.title, chosen.kind)))
        if self._goes and self.isVisible():
            self._go(self.list.current())

    def _list(self) -> None:
        """What fits the text as it stands now; the mark stands on the best."""
        text = self.box.text()
        self.model.set_rows(lines_of(text, self._offers, as_seen(self._still(text))))
        self.list.mark(0)
        count = len(self.model.rows)
        self.note.setText(
            plural("{count} found", "{count} found", count) if count else _("Nothing is found.")
        )

    def _still(self, text: str) -> list[Found]:
        """What was found; of what was found for fewer letters that which fits these too."""
        if text == self._found_for:
            return self._found
        from engagement_app.domain.find_anything import fit

        return [each for each in self._found if fit(text, each.title) is not None]

    def _go(self, line: Line | None) -> None:
        self._goes = False
        if line is None:
            return
        self._before = None
        self.hide()
        self.wanted.emit(line)

    def _tell(self, line: Line | None) -> None:
        """Screen readers hear what the mark stands on, though the focus stays in the box."""
        if line is not None and self.isVisible():
            said = ", ".join(each for each in (line.title, line.kind, line.more) if each)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.box, said))

    def _left(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Whoever goes on elsewhere in the window has left."""
        if now is not None and self.isVisible() and now is not self and not self.isAncestorOf(now):
            self.hide()

    def _place(self) -> None:
        """In the upper middle of the window, as large as the text needs and there is room for."""
        room, metrics = self._window.rect(), self.fontMetrics()
        width = min(_LETTERS * metrics.averageCharWidth(), room.width() - 2 * _MARGIN)
        height = min(_LINES * metrics.lineSpacing(), room.height() - 2 * _MARGIN)
        self.setGeometry((room.width() - width) // 2, _MARGIN, width, height)

    def _lay_out(self) -> None:
        self.box.setPlaceholderText(_("Find anybody and anything, or say what to do"))
        self.box.setAccessibleName(_("Find a person, event, role, fund, organisation, page or act"))
        give_tip(self.box, _("Down and Up choose, Enter goes there, Escape leaves"))
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        layout = QVBoxLayout(self)
        layout.addWidget(self.box)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.note)
