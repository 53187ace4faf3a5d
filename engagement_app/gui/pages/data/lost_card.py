"""The lost-laptop sheet: what was on a laptop that is lost, what to do in the first 72 hours."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout

from engagement_app.domain.lost_laptop import told_of_file
from engagement_app.gui.backups import moment_noted, second_place
from engagement_app.gui.outlet import Outlet, ask_outlet
from engagement_app.gui.pages.data.part import button, flow
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.target import ask_where
from engagement_app.gui.text import give_tip, label, restyle
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.papers import write_lost_laptop
from engagement_app.progress import Progress
from engagement_app.store.datafile import DataFile

_SAID = _(
    "Is a laptop lost that had this file, or a copy of it? Make this sheet from any copy that is"
    " left: who and how many were in it, who can read it, where backups are, what to do in the"
    " first 72 hours, and drafts of what to tell the people and the regulator."
)


class LostCard(QFrame):
    """Names stand on the sheet only where that is ticked."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.workspace = workspace
        self.names = QCheckBox(_("With names and how to reac&h each, to tell them"))
        self.large = QCheckBox(_("In large print"))
        self.make = button(_("Lost-lapto&p sheet…"), self.save)
        give_tip(self.make, _("Saved as a PDF"))
        self.told = label(role="good")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.addWidget(label(_("A laptop is lost"), role="heading"))
        layout.addWidget(label(_SAID))
        layout.addWidget(self.told)
        layout.addWidget(self.names)
        layout.addWidget(self.large)
        layout.addLayout(flow(self.make))
        self.told.hide()
        workspace.opened.connect(self._begin_again)

    def save(self) -> None:
        """Ask where it is to go, then write it."""
        path = self.workspace.path
        target = ask_where(self, _("lost laptop.pdf"), {"*.pdf": ".pdf"})
        if path is None or target is None:
            return
        ask_outlet(
            self,
            self.workspace,
            target,
            partial(self._write, path, target),
            names_people=self.names.isChecked(),
        )

    def _write(self, path: Path, target: Path, outlet: Outlet) -> None:
        protection = self.workspace.protection
        with_names, large = self.names.isChecked(), self.large.isChecked()
        made_by, far, far_at = self.workspace.person, second_place(), moment_noted("far", path)

        def work(file: DataFile, progress: Progress) -> None:
            told = told_of_file(path, protection, far, far_at, file.device)
            write_lost_laptop(
                file,
                told,
                target,
                progress=progress,
                write=outlet.write,
                made_by=made_by,
                with_names=with_names,
                large=large,
            )

        done = _("✓ Written: {file}").format(file=outlet.written)
        show_progress(
            self,
            _("Writing {file}").format(file=outlet.written.name),
            self.workspace.task(work, self),
            then=lambda _none: self._tell(done, "good"),
            failed=lambda error: self._tell(sentence_of(error), "problem"),
        )

    def _begin_again(self) -> None:
        """Another file: its names are asked for anew."""
        self.names.setChecked(False)
        self.told.hide()

    def _tell(self, sentence: str, role: str) -> None:
        self.told.setText(sentence)
        restyle(self.told, "role", role)
        self.told.show()
