"""Export: the whole project for another program, or who came as a list for a spreadsheet."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog

from engagement_app.domain.finding import list_titles
from engagement_app.errors import UserError
from engagement_app.exchange.exporting import ENDINGS, Wanted, write_export
from engagement_app.gui.pages.data.part import Part, button, card, fill, flow, scrolled
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.settings import remember, remembered
from engagement_app.gui.text import label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _

_KINDS = {
    "project": _("Projects in the open format") + " (*.json)",
    "attendees": _("Lists that spreadsheets open") + " (*.csv)",
}


class ExportPart(Part):
    """Where an export goes is asked; what was written is told."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.with_deleted = QCheckBox(_("Deleted records too"))
        self.with_monitoring = QCheckBox(_("Answers to monitoring questions too"))
        self.project = button(_("Save the project as…"), lambda: self.ask("project"), main=True)
        self.attendees = button(_("Save who came as…"), lambda: self.ask("attendees"))
        self.told = label(role="good")
        self.problem = label(role="problem")
        whole = label(
            _(
                "Everything that is in the project chosen at the top, in one open file (.json):"
                " to take it to another laptop or program, or to have the figures checked."
                " It holds names and what people said: keep it as safe as the data file."
            )
        )
        people = label(
            _(
                "Everybody who was expected or came, event by event, as a list (.csv) that"
                " spreadsheets open. It can be changed there and imported again."
            )
        )
        area = scrolled(
            card(
                _("The whole project"),
                whole,
                self.with_deleted,
                self.with_monitoring,
                flow(self.project),
            ),
            card(_("Who came"), people, flow(self.attendees)),
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
        self.project.setEnabled(has_project)
        self.attendees.setEnabled(has_project)

    def ask(self, what: str) -> None:
        """Ask where the file is to go, then write it."""
        target = self._target(what)
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
            )
        except UserError as error:
            self._say("", str(error))
            return
        remember("export_folder", str(target.parent))
        show_progress(
            self,
            _("Writing {file}").format(file=target.name),
            self.workspace.task(
                lambda file, progress: write_export(file, wanted, target, progress), self
            ),
            then=lambda written: self._say(_("✓ Written: {file}").format(file=written), ""),
            failed=lambda error: self._say("", sentence_of(error)),
        )

    def _say(self, told: str, problem: str) -> None:
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _target(self, what: str) -> Path | None:
        ending = ENDINGS[what]
        suggested = Path(remembered("export_folder", str(Path.home()))) / self._name(what)
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Where the file is to go"), str(suggested), _KINDS[what]
        )
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.lower() == ending else Path(f"{path}{ending}")

    def _name(self, what: str) -> str:
        titles = self.workspace.read(list_titles, "project")
        title = next((row.title for row in titles if row.id == self.workspace.project_id), "")
        plain = "".join(c if c.isalnum() or c in " -" else " " for c in title)
        word = _("{project} people") if what == "attendees" else "{project}"
        return word.format(project=" ".join(plain.split())[:60]) + ENDINGS[what]
