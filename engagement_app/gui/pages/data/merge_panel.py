"""Is this one person? Both side by side, a choice for each field, and what would become of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from engagement_app.domain.merging import compare, merge, preview
from engagement_app.domain.stories import Story
from engagement_app.domain.with_backup import before_merge
from engagement_app.domain.wording import word_of
from engagement_app.errors import UserError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.panel import at_the_top
from engagement_app.gui.pages.data.part import button
from engagement_app.gui.pages.data.sides import Sides
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.text import give_tip, label, shortened
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _, plural

_FEW = 4
_LONGEST = 80


class MergePanel(QFrame):
    """Compares two people; nothing is written before somebody presses Merge."""

    merged = Signal(str, str)
    """Who is kept, and who is read as them from now on."""
    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.workspace = workspace
        self._both = ("", "")
        self.heading = label(_("Is this one person?"), role="heading")
        self.sides = Sides()
        self.sides.chosen.connect(self._preview)
        self.told = label()
        self.problem = label(role="problem")
        self.merge = button(_("M&erge"), self.accept, main=True)
        self.leave = button(_("Leave them apart"), self.closed.emit)
        give_tip(self.merge, _("They are one person (Ctrl+Enter); it can be undone"))
        give_tip(self.leave, _("Nothing is changed (Escape)"))
        self._lay_out()

    def ask(self, one: str, other: str) -> None:
        """Show two people; raises `UserError` where they cannot be merged."""
        found = self.workspace.read(compare, one, other)
        self._both = (one, other)
        self.sides.show_both(found)
        self.merge.setEnabled(True)
        self._refuse("")
        self._preview()
        self.show()

    def accept(self) -> None:
        """They are one: once."""
        if not self.merge.isEnabled():
            return
        self.merge.setEnabled(False)
        both = self._both
        self.workspace.write(
            "person.merge",
            merge,
            *both,
            self.sides.taking(),
            first=before_merge,
            told=lambda name: _("Merged: {name}").format(name=name),
            then=lambda _name: self.merged.emit(*both),
            failed=self._failed,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves them apart."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _failed(self, error: Exception) -> None:
        self.merge.setEnabled(True)
        self._refuse(sentence_of(error))

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _preview(self) -> None:
        """Say what they would be; one of them may be gone meanwhile."""
        try:
            story = self.workspace.read(preview, *self._both, self.sides.taking())
        except UserError as error:
            self._refuse(str(error))
            return
        self.told.setText("\n".join(told_of(story)))

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sides)
        column.addWidget(label(_("They would be read as"), role="heading"))
        column.addWidget(self.told)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        held = at_the_top(inner)
        scroll.setWidget(held)
        held.setAutoFillBackground(False)
        buttons = FlowLayout()
        buttons.addWidget(self.merge)
        buttons.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.addWidget(self.heading)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, self.accept)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)


def told_of(story: Story) -> list[str]:
    """A person as lines to read: who they are, where they were, what they said."""
    who = story.who
    contact = [] if who.preferred_contact == "none" else [word_of(who.preferred_contact)]
    about = [
        *(_each(_("known as {text}"), who.known_as)),
        *(each for each in (who.organisation, *who.communities, who.phone, who.email) if each),
        *(_("prefers {way}").format(way=way.lower()) for way in contact),
        *(_each(_("access needs: {text}"), who.access_needs)),
        *([_("do not contact")] if who.do_not_contact else []),
    ]
    lines = [", ".join([who.name or "", *about])]
    events = list(dict.fromkeys(each.event for each in story.attended))
    lines += _some(events, lambda n: plural("{count} event", "{count} events", n))
    words = [f"“{shortened(' '.join(each.words.split()), _LONGEST)}”" for each in story.said]
    lines += _some(words, lambda n: plural("{count} thing said", "{count} things said", n))
    count = len(story.promised)
    lines += [plural("{count} follow-up", "{count} follow-ups", count)] if count else []
    return lines


def _each(sentence: str, text: str | None) -> list[str]:
    return [sentence.format(text=text)] if text else []


def _some(texts: list[str], counted: Callable[[int], str]) -> list[str]:
    """How many there are, and the first few of them."""
    if not texts:
        return []
    more = ["…"] if len(texts) > _FEW else []
    named = ", ".join([*texts[:_FEW], *more])
    return [_("{counted}: {named}").format(counted=counted(len(texts)), named=named)]
