"""Which of what was said is listed: here or in the whole project, by theme, voice and words."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.fields import Choice
from engagement_app.domain.input import kinds_of
from engagement_app.domain.what_was_said import Wanted
from engagement_app.domain.wording import word_of
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.pages.said.names import Names
from engagement_app.gui.text import call, give_tip
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_REST = 150
"""Milliseconds without a key after which is looked for what was typed."""
_SIZE = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class Filters(QWidget):
    """Three lists and a box; `changed` once something else is wanted."""

    changed = Signal()

    def __init__(self, workspace: Workspace, names: Names) -> None:
        super().__init__()
        self._workspace = workspace
        self._names = names
        self.scope = _picker(_("Of which event"), 10)
        self.theme = _picker(_("About which theme"), 12)
        self.voice = _picker(_("In whose voice"), 12)
        self.text = QLineEdit()
        self._fill()
        self._timer = QTimer(self, singleShot=True, interval=_REST)
        self._timer.timeout.connect(self.changed)
        self.text.textChanged.connect(lambda _text: self._timer.start())
        layout = FlowLayout(self)
        for part in (self.scope, self.theme, self.voice, self.text):
            layout.addWidget(part)
        for picker in (self.scope, self.theme, self.voice):
            picker.activated.connect(lambda _index: self.changed.emit())

    def reload(self) -> None:
        """List the themes there are now; what was chosen stays."""
        chosen = self.theme.currentData()
        self.theme.clear()
        self.theme.addItem(_("Any theme"), None)
        for theme in self._names.choices("theme"):
            self.theme.addItem(theme.title, theme.id)
        self.theme.setCurrentIndex(max(0, self.theme.findData(chosen)))

    def forget(self) -> None:
        """Another file: nothing is looked for in it yet."""
        for picker in (self.scope, self.theme, self.voice):
            picker.setCurrentIndex(0)
        self.text.clear()

    def wanted(self) -> Wanted | None:
        """What to list; None where there is no project, or no event to list of."""
        workspace = self._workspace
        whole = self.scope.currentData() == "project"
        if workspace.project_id is None or (workspace.event_id is None and not whole):
            return None
        return Wanted(
            workspace.project_id,
            None if whole else workspace.event_id,
            self.theme.currentData(),
            self.voice.currentData(),
            self.text.text(),
        )

    @property
    def narrows(self) -> bool:
        """Whether anything may be left out."""
        chosen = (self.theme.currentData(), self.voice.currentData(), self.text.text().strip())
        return any(chosen)

    def _fill(self) -> None:
        self.scope.addItem(_("This event"), "event")
        self.scope.addItem(_("Whole project"), "project")
        self.theme.addItem(_("Any theme"), None)
        self.voice.addItem(_("Any voice"), None)
        kind = kinds_of(ContributionInput)["voice"]
        for voice in kind.values if isinstance(kind, Choice) else ():
            self.voice.addItem(word_of(voice), voice)
        self.text.setAccessibleName(_("Find words, who said it or who wrote it down"))
        self.text.setPlaceholderText(_("Find words, a name, a table"))
        give_tip(self.text, _("Ctrl+F"))
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(self.fontMetrics().averageCharWidth() * 26)


def _picker(name: str, letters: int) -> QComboBox:
    picker = QComboBox()
    call(picker, name)
    picker.setMinimumContentsLength(letters)
    picker.setSizeAdjustPolicy(_SIZE)
    return picker
