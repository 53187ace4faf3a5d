"""Which of what was said is offered to pick: by event, theme, community, voice and words."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from engagement_app.domain.contributions import ContributionInput
from engagement_app.domain.fields import Choice
from engagement_app.domain.input import kinds_of
from engagement_app.domain.what_was_said import Wanted
from engagement_app.domain.wording import word_of
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.forms.choosing import choices_of
from engagement_app.gui.forms.pickers import picker, refill
from engagement_app.gui.text import give_tip
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_REST = 150
"""Milliseconds without a key after which is looked for what was typed."""


class PickFilters(QWidget):
    """Four lists, a box and a tick; `changed` once something else is wanted."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._choices = choices_of(workspace)
        self._workspace = workspace
        self.event_box = picker(_("At which event"), 11)
        self.theme = picker(_("About which theme"), 11)
        self.community = picker(_("Of which community"), 13)
        self.voice = picker(_("In whose voice"), 15)
        self.text = QLineEdit()
        self.picked = QCheckBox(_("Only what is picked"))
        self._pause = QTimer(self, singleShot=True, interval=_REST)
        self._fill()
        layout = FlowLayout(self)
        for part in self._boxes():
            layout.addWidget(part)
            part.activated.connect(lambda _index: self.changed.emit())
        layout.addWidget(self.text)
        layout.addWidget(self.picked)
        self._pause.timeout.connect(self.changed)
        self.text.textChanged.connect(lambda _text: self._pause.start())
        self.picked.toggled.connect(lambda _on: self.changed.emit())

    def reload(self) -> None:
        """List the events, themes and communities there are; what was chosen stays."""
        for box, table, whatever in (
            (self.event_box, "event", _("Any event")),
            (self.theme, "theme", _("Any theme")),
            (self.community, "community", _("Any community")),
        ):
            found = [(each.title, each.id) for each in self._choices(table)]
            refill(box, [(whatever, None), *found])

    def begin(self) -> None:
        """Nothing is left out."""
        blocked = self.blockSignals(True)
        for box in self._boxes():
            box.setCurrentIndex(0)
        self.text.clear()
        self.picked.setChecked(False)
        self.blockSignals(blocked)

    def wanted(self, picked: tuple[str, ...]) -> Wanted | None:
        """What to list; None where there is no project."""
        if self._workspace.project_id is None:
            return None
        return Wanted(
            self._workspace.project_id,
            self.event_box.currentData(),
            self.theme.currentData(),
            self.voice.currentData(),
            self.text.text(),
            self.community.currentData(),
            picked if self.picked.isChecked() else None,
        )

    def _boxes(self) -> tuple[QComboBox, ...]:
        return self.event_box, self.theme, self.community, self.voice

    def _fill(self) -> None:
        self.voice.addItem(_("Any voice"), None)
        kind = kinds_of(ContributionInput)["voice"]
        for voice in kind.values if isinstance(kind, Choice) else ():
            self.voice.addItem(word_of(voice), voice)
        self.text.setAccessibleName(_("Find words or who said it"))
        self.text.setPlaceholderText(_("Find words or a name"))
        give_tip(self.text, _("Ctrl+F comes here, Down goes to the list"))
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(self.fontMetrics().averageCharWidth() * 22)
