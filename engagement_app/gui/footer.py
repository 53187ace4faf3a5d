"""The line at the bottom: who is recording, saved or saving, protected or not, last backup."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QVBoxLayout

from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _


class Footer(QFrame):
    """Four short truths about the file."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("footer")
        self._workspace = workspace
        self.who = label(role="quiet", wrap=False)
        self.state = label(role="quiet", wrap=False)
        self.safety = label(role="quiet", wrap=False)
        self.backup = label(role="quiet", wrap=False)
        # In a second line where the text is large: the window must not grow with it.
        line = FlowLayout(gap=16)
        for part in (self.who, self.state, self.safety, self.backup):
            line.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 3, 12, 3)
        layout.addLayout(line)
        workspace.saving.connect(self._saving)
        workspace.opened.connect(self.reload)
        workspace.changed.connect(self.reload)
        workspace.closed.connect(self.reload)

    def reload(self) -> None:
        """Say how things are now."""
        path = self._workspace.path
        if path is None:
            for part in (self.who, self.state, self.safety, self.backup):
                part.clear()
            return
        from engagement_app.gui.backups import newest_backup

        self.who.setText(_("Recording: {person}").format(person=self._workspace.person))
        self.state.setText(_("Saved"))
        self.safety.setText(_("Not protected by a passphrase"))
        self.backup.setText(_last(newest_backup(path)))

    def _saving(self, busy: bool) -> None:
        self.state.setText(_("Saving…") if busy else _("Saved"))


def _last(made: datetime | None) -> str:
    if made is None:
        return _("No backup yet")
    local = made.astimezone()
    return _("Last backup: {day} {time}").format(day=f"{local:%d/%m/%Y}", time=f"{local:%H:%M}")
