"""The line at the bottom: who is recording, saved or saving, protected or not, last backup.

Before them stands that the sample is open, where it is.
"""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from engagement_app.gui.text import give_tip, label, restyle, short_label, shortened
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_LONGEST = 24
"""Letters of the name of who is recording."""


_SAFETY = {
    "": lambda: _("Not protected"),
    "passphrase": lambda: _("Protected by a passphrase"),
    "keyring": lambda: _("Protected from other accounts; no passphrase"),
    "recovery": lambda: _("Protected; only the recovery code opens it"),
}
"""By the way to the key of the file."""


class Footer(QFrame):
    """Four short truths about the file."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("footer")
        self._workspace = workspace
        self.sample = label(role="warn", wrap=False)
        self.who = label(role="quiet", wrap=False)
        self.state = label(role="quiet", wrap=False)
        self.safety = short_label(role="quiet")
        self.backup = short_label(role="quiet")
        # One line whatever the size of the text: the page keeps its room.
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 3, 12, 3)
        layout.setSpacing(16)
        for part in (self.sample, *self._parts()):
            layout.addWidget(part)
        layout.addStretch(1)
        self.sample.hide()
        workspace.saving.connect(self._saving)
        workspace.opened.connect(self.reload)
        workspace.changed.connect(self.reload)
        workspace.closed.connect(self.reload)
        workspace.protection_changed.connect(self.reload)
        workspace.backed_up.connect(self.reload)

    def reload(self) -> None:
        """Say how things are now."""
        path = self._workspace.path
        if path is None:
            self.sample.hide()
            for part in self._parts():
                part.clear()
            return
        from engagement_app.gui.backups import days_without_second, newest_backup
        from engagement_app.gui.files import is_sample

        person = shortened(self._workspace.person, _LONGEST)
        self.sample.setText(_("This is the sample: nothing here is real"))
        self.sample.setVisible(is_sample(path))
        self.who.setText(_("Recording: {person}").format(person=person))
        self._show_state(path)
        self.safety.is_whole = not self._workspace.protection and not is_sample(path)
        self.safety.setText(_SAFETY[self._workspace.protection]())
        self.safety.updateGeometry()
        late = days_without_second(path, datetime.now(UTC))
        self.backup.setText(_last(newest_backup(path), None if is_sample(path) else late))
        for part in (self.sample, *self._parts()):
            give_tip(part, part.text())

    def _parts(self) -> tuple[QLabel, ...]:
        return self.who, self.state, self.safety, self.backup

    def _saving(self, busy: bool) -> None:
        path = self._workspace.path
        if busy:
            self.state.setText(_("Saving…"))
        elif path is not None:
            self._show_state(path)

    def _show_state(self, path: Path) -> None:
        """Never “saved” of what is not, or cannot be."""
        from engagement_app.store.disk import may_be_changed

        well = may_be_changed(path) and self._workspace.is_saved
        if well:
            self.state.setText(_("Saving…") if self._workspace.is_saving else _("Saved"))
        elif self._workspace.is_saved:
            self.state.setText(_("Can only be read: nothing is saved"))
        else:
            self.state.setText(_("The last entry is not saved"))
        restyle(self.state, "role", "quiet" if well else "warn")
        give_tip(self.state, self.state.text())


def _last(made: datetime | None, late: int | None) -> str:
    if made is None:
        return _("No backup yet")
    local = made.astimezone()
    told = _("Last backup: {day} {time}").format(day=f"{local:%d/%m/%Y}", time=f"{local:%H:%M}")
    if late is None:
        return told
    from engagement_app.gui.backups import without_second

    return f"{told} · {without_second(late)}"
