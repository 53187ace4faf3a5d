"""The strip: what was just done, with Undo; or what went wrong and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from engagement_app.gui.text import give_tip, restyle, short_label, shortened
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_LONGEST = 300
"""Letters of a sentence, which may quote what somebody wrote: the page keeps its room."""


class Strip(QFrame):
    """One line under the page; it is read out by screen readers as it appears."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.text = short_label()
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.undo = QPushButton(_("Undo"))
        self.undo.setToolTip(_("Ctrl+Z"))
        self.undo.clicked.connect(workspace.undo)
        self.hide_it = QPushButton("×")
        self.hide_it.setAccessibleName(_("Hide this line"))
        self.hide_it.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.undo)
        layout.addWidget(self.hide_it)
        workspace.told.connect(self.tell)
        workspace.troubled.connect(self.trouble)
        workspace.opened.connect(self.hide)
        workspace.closed.connect(self.forget)
        self.hide()

    def tell(self, sentence: str, can_undo: bool = False) -> None:
        """Say what was done."""
        self._show(_("✓ {sentence}").format(sentence=sentence), "", can_undo)

    def trouble(self, sentence: str) -> None:
        """Say what could not be done."""
        self._show(sentence, "problem", False)

    def forget(self) -> None:
        """What was told may quote people: nothing of it stays."""
        self.hide()
        self.text.clear()
        give_tip(self.text, "")

    def _show(self, sentence: str, state: str, can_undo: bool) -> None:
        # What went wrong is to be read whole; what was done takes one line of the page's room.
        self.text.setWordWrap(state == "problem")
        self.text.setText(shortened(sentence, _LONGEST))
        give_tip(self.text, self.text.text())
        self.undo.setVisible(can_undo)
        restyle(self, "state", state)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
