"""The project and the event being worked on: always seen, one click to change."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
)

from engagement_app.gui.settings import remember, remembered
from engagement_app.gui.text import call, give_tip, label, tip
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _


class Header(QFrame):
    """Two lists to choose from; what was chosen is found again at the next start."""

    find_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("header")
        self._workspace = workspace
        self.project = _picker(_("Project"))
        self.event_box = _picker(_("Event"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        for title, picker in ((_("Project"), self.project), (_("Event"), self.event_box)):
            heading = label(title, role="quiet", wrap=False)
            heading.setBuddy(picker)
            layout.addWidget(heading)
            layout.addWidget(picker, 1)
        self.find_it = QPushButton(_("Find…"))
        give_tip(self.find_it, _("Anybody and anything, by a few letters (Ctrl+K)"))
        self.find_it.clicked.connect(self.find_wanted)
        layout.addWidget(self.find_it)
        self.project.activated.connect(self._project_chosen)
        self.event_box.activated.connect(self._event_chosen)
        workspace.opened.connect(self.reload)
        workspace.changed.connect(self.reload)
        workspace.moved.connect(self.reload)

    def reload(self) -> None:
        """Show what there is to choose from, and what is chosen."""
        self._workspace.show(self._list)

    def _list(self) -> None:
        from engagement_app.domain.finding import list_titles

        projects = [(row.id, row.title) for row in self._workspace.read(list_titles, "project")]
        wanted = self._workspace.project_id or remembered("project")
        project_id = _kept(wanted, projects, projects[0][0] if projects else None)
        event_id = self._show_events(project_id, self._workspace.event_id or remembered("event"))
        _fill(self.project, projects, project_id, _("No project yet"))
        self._workspace.choose(project_id, event_id)

    def _show_events(self, project_id: str | None, wanted: str | None) -> str | None:
        """List the events of the project; gives the one wanted, else the nearest in time."""
        from engagement_app.domain.event_days import list_by_day, nearest

        events = self._workspace.read(list_by_day, project_id) if project_id else []
        likely = nearest(events, datetime.now(UTC))
        rows = [(each.id, each.shown) for each in events]
        event_id = _kept(wanted, rows, likely.id if likely else None)
        _fill(self.event_box, rows, event_id, _("No event yet"))
        return event_id

    def _project_chosen(self) -> None:
        project_id = self.project.currentData()
        if project_id == self._workspace.project_id:
            return
        if not self._workspace.may_leave():
            self.reload()
            return
        remember("project", project_id or "")
        self._workspace.choose(project_id, self._show_events(project_id, None))

    def _event_chosen(self) -> None:
        event_id = self.event_box.currentData()
        remember("event", event_id or "")
        self._workspace.choose(self._workspace.project_id, event_id)


class _Picker(QComboBox):
    """Where there is no room for the whole title it ends in dots, not within a letter."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        parts = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(parts[0], option, parts[1], self).width()
        dots = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, dots, room)


def _picker(name: str) -> QComboBox:
    picker = _Picker()
    call(picker, name)
    picker.setMinimumContentsLength(15)
    picker.currentTextChanged.connect(lambda text: picker.setToolTip(tip(text)))
    picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return picker


def _kept(wanted: str | None, rows: list[tuple[str, str]], otherwise: str | None) -> str | None:
    """What is wanted, where it is there."""
    return wanted if wanted in [each for each, _title in rows] else otherwise


def _fill(picker: QComboBox, rows: list[tuple[str, str]], chosen: str | None, nothing: str) -> None:
    """List these, unless they are listed already: a list that is open stays as it is."""
    wanted = rows or [("", nothing)]
    listed = [(picker.itemData(at) or "", picker.itemText(at)) for at in range(picker.count())]
    if wanted != listed:
        picker.clear()
        for each, title in wanted:
            picker.addItem(title, each or None)
    picker.setEnabled(bool(rows))
    at = max(0, picker.findData(chosen))
    if at != picker.currentIndex():
        picker.setCurrentIndex(at)
