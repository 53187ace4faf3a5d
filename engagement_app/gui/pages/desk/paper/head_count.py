"""The strokes of the sheet: how many gave no name, by community."""

from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox, QVBoxLayout, QWidget

from engagement_app.domain.choices import list_choices
from engagement_app.domain.head_count import count_nameless, list_head_counts
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.text import call, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_MOST = 9999


class HeadCountEntry(QWidget):
    """A community, a number, and what is counted so far."""

    def __init__(self, workspace: Workspace, event_id: str) -> None:
        super().__init__()
        self._workspace, self._event_id = workspace, event_id
        self.community = QComboBox()
        call(self.community, _("Community of those who gave no name"))
        self.number = QSpinBox()
        self.number.setRange(0, _MOST)
        self.number.setAccessibleName(_("How many strokes"))
        self.add = QPushButton(_("Add to the head count"))
        self.add.clicked.connect(self._add)
        self.counted = label(role="quiet")
        row = QWidget()
        flow = FlowLayout(row)
        for part in (self.community, self.number, self.add):
            flow.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(_("Strokes for people who gave no name"), role="heading"))
        layout.addWidget(row)
        layout.addWidget(self.counted)

    def reload(self) -> None:
        """Show what can be chosen and what was counted; the choice stays."""
        chosen = self.community.currentData()
        self.community.clear()
        self.community.addItem(_("No community said"), None)
        for each in self._workspace.read(list_choices, "community", None):
            self.community.addItem(each.title, each.id)
        self.community.setCurrentIndex(max(0, self.community.findData(chosen)))
        counts = self._workspace.read(list_head_counts, self._event_id)
        named = (f"{each.community or _('No community said')}: {each.count:,}" for each in counts)
        self.counted.setText(" · ".join(named) or _("Nobody was counted yet."))

    def _add(self) -> None:
        if not self.number.value():
            return
        told = _("{count} more without a name: {community}").format(
            count=f"{self.number.value():,}", community=self.community.currentText()
        )
        self._workspace.write(
            "desk.nameless",
            count_nameless,
            self._event_id,
            self.community.currentData(),
            self.number.value(),
            told=told,
            then=lambda _count: self.number.setValue(0),
        )
