"""Build a message: its title and words, and what was said that stands behind it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from engagement_app.gui.beside import SideBySide, scrolled
from engagement_app.gui.forms.panel import RecordPanel
from engagement_app.gui.latest import Latest
from engagement_app.gui.pages.voice.picker import Picker
from engagement_app.gui.pages.voice.telling import communities_of, counts_of, warning_of
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.resourcing.evidence import Communities, Standing, read_communities

_PICKED = "contribution_ids"


class MessagePanel(RecordPanel):
    """The form of a message, and beside it the list to pick from."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "message", ("title", "words"), warns=True)
        self.picker = Picker(workspace)
        self.form.editors[_PICKED] = self.picker
        self.counts = label()
        self.warning_of_mandate = label(role="warn")
        self.communities = label(role="quiet")
        self._known: Communities | None = None
        self._heard = Latest(workspace)
        self._arrange()
        self.picker.edited.connect(self.form.edited)
        self.picker.stands.connect(self._tell)

    def restore(self, typed: Mapping[str, Any], written_at: datetime) -> None:
        """Show again what was typed, and what was picked."""
        super().restore(typed, written_at)
        if isinstance(picked := typed.get(_PICKED), list):
            self.picker.set_value([each for each in picked if isinstance(each, str)])

    def reload(self) -> None:
        """What is offered may have changed; what is typed and picked stays."""
        self.picker.reload()
        project_id = self.workspace.project_id
        if project_id is not None:
            self._heard.ask(read_communities, project_id, then=self._learn)

    def _begin(self, heading: str, row: Mapping[str, Any]) -> None:
        self.picker.begin()
        super()._begin(heading, row)
        # Filling a form tells nobody; what stands behind a message is told as it is opened.
        self._tell(self.picker.standing)
        self.reload()

    def _learn(self, communities: Communities) -> None:
        self._known = communities
        self._tell(self.picker.standing)

    def _tell(self, standing: Standing) -> None:
        self.counts.setText(counts_of(standing))
        warned = warning_of(standing)
        self.warning_of_mandate.setText(warned)
        self.warning_of_mandate.setVisible(bool(warned))
        self.communities.setText(communities_of(standing, self._known) if self._known else "")

    def _arrange(self) -> None:
        """The form and what stands behind it on the left, what can be picked on the right."""
        body = self.body.layout()
        assert isinstance(body, QBoxLayout)
        taken = body.takeAt(0)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addWidget(label(_("Which communities stand behind it"), role="heading"))
        column.addWidget(self.communities)
        column.addStretch(1)
        if taken and (widget := taken.widget()):
            widget.deleteLater()
        area = scrolled(SideBySide(left, self.picker, first=2, rest=5))
        self.picker.entered.connect(area.ensureWidgetVisible)
        body.insertWidget(0, area, 1)
        # Always in sight, also where the form is larger than the window.
        body.insertWidget(1, self.counts)
        body.insertWidget(2, self.warning_of_mandate)
        shortcut = QShortcut(QKeySequence("Ctrl+F"), self, self.picker.look)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
