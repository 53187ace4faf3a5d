"""The kiosk fills the screen: one person at a time, and nothing of anybody else.

It is a window of its own while all others are hidden, so that none of their keys does anything.
What is written here is no draft, and is forgotten once nobody has touched anything for a minute.
"""

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engagement_app.domain import kiosk
from engagement_app.domain.wordings import in_use, standard_wordings
from engagement_app.errors import UserError
from engagement_app.gui.beside import scrolled
from engagement_app.gui.enter import presses_button
from engagement_app.gui.kiosk.questions import questions_of
from engagement_app.gui.kiosk.staff import Staff
from engagement_app.gui.kiosk.steps import Asked, Step, Thanks, Who, plain_button
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

QUIET_S, MORE_S = 40, 20
"""Seconds after which somebody is asked whether they are still there; and after that, emptied."""
_THANKS_S = 8
_WIDEST = 1.3
"""Of the height of the screen: a longer line is hard to read."""
_TOUCHES = (
    QEvent.Type.KeyPress,
    QEvent.Type.InputMethod,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
)


class Kiosk(QWidget):
    """Goes from the name to the questions to the thanks, and back to an empty name."""

    left = Signal()
    """The PIN was typed."""

    def __init__(self, workspace: Workspace, event_id: str, title: str) -> None:
        flags = Qt.WindowType
        super().__init__(
            None, flags.Window | flags.FramelessWindowHint | flags.WindowStaysOnTopHint
        )
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(title)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._workspace, self._event_id = workspace, event_id
        self.trouble = ""
        """What could not be saved, for whoever ends the kiosk."""
        self.is_on = True
        self._saving = False
        wordings = workspace.read_or_tell(in_use) if workspace.is_open else None
        asked = questions_of(wordings or standard_wordings())
        self.who, self.asked, self.thanks, self.staff = Who(), Asked(asked), Thanks(), Staff()
        self.stack = QStackedWidget()
        self.still_there = label(role="warn")
        self.for_staff = plain_button(_("For staff"), lambda: self._show(self.staff))
        self.quiet = QTimer(self, singleShot=True, interval=QUIET_S * 1000)
        self.over = QTimer(self, singleShot=True, interval=MORE_S * 1000)
        self._lay_out(title)
        self._connect()

    def begin(self) -> None:
        """Fill the screen and wait for the first."""
        self.showFullScreen()
        self.activateWindow()
        self.empty()

    def end(self) -> None:
        """The window may go."""
        self.is_on = False
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self.close()
        self.deleteLater()

    def empty(self) -> None:
        """Nobody is here: nothing of whoever was is left."""
        for step in (self.who, self.asked, self.thanks, self.staff):
            step.empty()
        self._show(self.who)

    def apologise(self, _sentence: str = "") -> None:
        """A mistake of ours: what is told here reads nobody's data and stops nobody."""
        self._saving = False
        self.shown.tell(_("Something went wrong here. Please ask at the desk."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever touches anything is still there."""
        if event.type() in _TOUCHES and self.shown is not self.thanks:
            self._touched()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Alt+F4 and the like do nothing."""
        if self.is_on:
            event.ignore()
        else:
            super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Nor does a key of the system that makes windows small."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.is_on and self.isMinimized():
            self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; no other key means anything here."""
        if not presses_button(self, event):
            event.accept()

    @property
    def shown(self) -> Step:
        """What is asked just now."""
        step = self.stack.currentWidget()
        assert isinstance(step, Step)
        return step

    def _show(self, step: Step) -> None:
        self.stack.setCurrentWidget(step)
        self.for_staff.setVisible(step is not self.staff)
        self._touched()
        if step is self.thanks:
            self.quiet.stop()
            self.over.start(_THANKS_S * 1000)
        step.start()

    def _touched(self) -> None:
        self.still_there.hide()
        self.over.stop()
        self.quiet.start()

    def _is_quiet(self) -> None:
        """Ask first: somebody may write slowly."""
        if self.shown is self.who and self.who.is_empty:
            self.empty()
            self.quiet.stop()
            return
        sentence = _("Are you still there? Touch anything to go on; else this is emptied.")
        self.still_there.setText(sentence)
        self.still_there.show()
        self.over.start(MORE_S * 1000)

    def _sign_in(self) -> None:
        if self._saving:
            return
        self._saving = True
        self._workspace.write(
            "desk.kiosk",
            kiosk.sign_in,
            self._event_id,
            self.asked.add_to(self.who.typed),
            datetime.now(UTC),
            then=lambda _nothing: self._saved(),
            failed=self._failed,
        )

    def _saved(self) -> None:
        self._saving = False
        self.empty()
        self._show(self.thanks)

    def _failed(self, error: Exception) -> None:
        """What was written stays; what a person can mend is said, the rest is for the desk."""
        self._saving = False
        if isinstance(error, UserError) and error.field in self.who.lines:
            self._show(self.who)
            self.who.complain(str(error), error.field)
            return
        self.trouble = sentence_of(error)
        sentence = _("This could not be saved: you are not signed in yet. Please ask at the desk.")
        self.asked.tell(sentence)

    def _lay_out(self, title: str) -> None:
        self.for_staff.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for step in (self.who, self.asked, self.thanks, self.staff):
            self.stack.addWidget(step)
        inner = QWidget()
        inner.setMaximumWidth(int(_WIDEST * self.screen().size().height()))
        column = QVBoxLayout(inner)
        column.addWidget(label(title, role="heading"))
        column.addWidget(self.stack, 1)
        column.addWidget(self.still_there)
        foot = QHBoxLayout()
        foot.addWidget(label(_KEPT, role="quiet"), 1)
        foot.addWidget(self.for_staff)
        column.addLayout(foot)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.addWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(middle))

    def _connect(self) -> None:
        self.who.onward.connect(lambda: self._show(self.asked))
        self.asked.onward.connect(self._sign_in)
        self.asked.back.connect(lambda: self._show(self.who))
        self.thanks.onward.connect(self.empty)
        self.staff.onward.connect(self.left)
        self.staff.back.connect(self.empty)
        self.quiet.timeout.connect(self._is_quiet)
        self.over.timeout.connect(self.empty)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)


_KEPT = _(
    "What you write is kept by those who hold this event, to know who came. Ask at the desk to see"
    " it or to have it taken out."
)
