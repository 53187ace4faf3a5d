"""The few words that a new project needs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from engagement_app.errors import UserError
from engagement_app.gui.beginning import Beginning
from engagement_app.gui.new_file import NewFile
from engagement_app.language import _

_PROJECT, _EVENT, _WHEN = "0", "1", "2"


class NewProject(NewFile):
    """The name of the project, and its first event."""

    def __init__(self) -> None:
        self.project, self.event_title, self.when = QLineEdit(), QLineEdit(), QLineEdit()
        lines = self.project, self.event_title, self.when
        titles = _("&Project *"), _("First e&vent"), _("It begin&s")
        rows = tuple(zip(titles, lines, strict=True))
        super().__init__(_("New project"), rows, lines, self._read_project)
        self.project.setPlaceholderText(_("such as Town voices"))
        self.event_title.setPlaceholderText(_("such as Spring forum; may be added later"))
        self.when.setPlaceholderText(_("such as 23/11/2026 18:30, friday 6pm or tonight 18:30"))
        self.project.textChanged.connect(self.suggest)

    def _read_project(self, path: Path) -> Beginning:
        """The project, if it has a name."""
        if not self.project.text().strip():
            raise UserError(_("Write the name of the project first."), field=_PROJECT)
        try:
            starts_at = _moment(self.when.text())
        except UserError as error:
            raise UserError(str(error), field=_WHEN) from error
        event = self.event_title.text()
        if starts_at and not event.strip():
            raise UserError(_("Write what the first event is called too."), field=_EVENT)
        return Beginning(self.project.text(), event, starts_at, path)


def _moment(text: str) -> datetime | None:
    """When the event begins; nothing for nothing. What reads it is loaded once it is wanted."""
    from engagement_app.gui.forms.editors import MomentLine

    line = MomentLine()
    line.setText(text)
    found: datetime | None = line.value()
    return found
