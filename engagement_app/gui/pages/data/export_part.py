"""Export: the whole project for another program, or a list of it for a spreadsheet."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox

from engagement_app.errors import UserError
from engagement_app.exchange.exporting import Wanted
from engagement_app.gui.exporting import ask_target, start_export
from engagement_app.gui.pages.data.part import Part, button, card, fill, flow, scrolled
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_WHOLE = _(
    "Everything that is in the project chosen at the top, in one open file (.json): to take it to"
    " another laptop or program, or to have the figures checked. It holds names and what people"
    " said: keep it as safe as the data file."
)
_LISTS = _(
    "As a list (.csv) or a workbook (.xlsx). Who came, what was said and the roles can be changed"
    " there and imported again. The follow-ups come with the load of each owner, or as a calendar"
    " (.ics) of the days on which they fall due, without names."
)
_SERVICES = _(
    "Your community events, workshops, forums and drop-ins as services (.json), for the directory"
    " of your area. Notes about an event are not in it."
)


class ExportPart(Part):
    """Where an export goes is asked; what was written is told."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.with_deleted = QCheckBox(_("Deleted records too"))
        self.with_monitoring = QCheckBox(_("Answers to monitoring questions too"))
        self.project = button(_("Save the project as…"), lambda: self.ask("project"), main=True)
        self.attendees = button(_("Save who came as…"), lambda: self.ask("attendees"))
        self.others = [
            button(title, partial(self.ask, what))
            for what, title in (
                ("contributions", _("Save what was said as…")),
                ("follow-ups", _("Save the follow-ups as…")),
                ("roles", _("Save the roles as…")),
            )
        ]
        self.services = button(_("Save our events as…"), lambda: self.ask("services"))
        self.told = label(role="good")
        self.problem = label(role="problem")
        switches = (self.with_deleted, self.with_monitoring)
        area = scrolled(
            card(_("The whole project"), label(_WHOLE), *switches, flow(self.project)),
            card(_("Lists of it"), label(_LISTS), flow(self.attendees, *self.others)),
            card(_("What you offer, for a directory"), label(_SERVICES), flow(self.services)),
            self.told,
            self.problem,
        )
        fill(self, area)
        self._say("", "")

    def start(self) -> None:
        """Begin with the project."""
        self.project.setFocus()

    def reload(self) -> None:
        """Without a project there is nothing to export."""
        has_project = self.workspace.project_id is not None
        for each in (self.project, self.attendees, *self.others, self.services):
            each.setEnabled(has_project)

    def ask(self, what: str) -> None:
        """Ask where the file is to go, then write it."""
        target = ask_target(self, self.workspace, what)
        if target is not None:
            self.export(what, target)

    def export(self, what: str, target: Path) -> None:
        """Write the export off the window's thread, and tell what was written."""
        self._say("", "")
        try:
            wanted = Wanted(
                what,
                self.workspace.needed_project(),
                self.with_deleted.isChecked(),
                self.with_monitoring.isChecked(),
                target.suffix.lower(),
            )
        except UserError as error:
            self._say("", str(error))
            return
        start_export(self, self.workspace, wanted, target, self._say)

    def _say(self, told: str, problem: str) -> None:
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
