"""A bundle for another laptop: everything, sealed; the first one with a passphrase too."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout

from engagement_app.domain import bundles
from engagement_app.errors import UserError
from engagement_app.gui.pages.data.part import button, flow
from engagement_app.gui.problems import sentence_of
from engagement_app.gui.progress import show_progress
from engagement_app.gui.target import ask_where
from engagement_app.gui.text import call, label
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.progress import Progress
from engagement_app.store.bundles.container import ENDING
from engagement_app.store.datafile import DataFile
from engagement_app.store.locked import new_passphrase, read_passphrase
from engagement_app.store.workspace import list_workspace_keys

_SAID = _(
    "A bundle holds everything that this file knows, sealed so that only your laptops can read it."
    " Carry it on a stick; the other laptop takes it in. It is also what a damaged file can be"
    " repaired from."
)
_ADVICE = _(
    "The passphrase is kept nowhere: write it down, and tell it by another way than the bundle."
)


class BundleCard(QFrame):
    """Laptops that took in each other's bundles need no passphrase any more."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.workspace = workspace
        self.is_first = QCheckBox(_("The first bundle for that laptop, opened b&y this passphrase"))
        self.passphrase = QLineEdit()
        self.advice = label(_ADVICE, role="quiet")
        self.make = button(_("Make a bundl&e…"), self.save, main=True)
        self.told = label(role="good")
        self.problem = label(role="problem")
        call(self.passphrase, _("Passphrase of the bundle"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.addWidget(label(_("For another laptop"), role="heading"))
        for each in (label(_SAID), self.is_first, self.passphrase, self.advice):
            layout.addWidget(each)
        layout.addLayout(flow(self.make))
        layout.addWidget(self.told)
        layout.addWidget(self.problem)
        self._of: Path | None = None
        self.is_first.toggled.connect(self._show_passphrase)
        for each in (self.passphrase, self.advice, self.told, self.problem):
            each.hide()

    def reload(self) -> None:
        """Of another file, begin again: a laptop that has no key yet has met nobody."""
        if self._of != self.workspace.path:
            self._of = self.workspace.path
            self._tell("", "")
            self.is_first.setChecked(not self.workspace.read(list_workspace_keys))

    def save(self) -> None:
        """Ask where it is to go, then write it."""
        self._tell("", "")
        path = self.workspace.path
        try:
            given = read_passphrase(self.passphrase.text()) if self.is_first.isChecked() else None
        except UserError as error:
            self._tell("", str(error))
            self.passphrase.setFocus()
            return
        name = f"{path.stem if path else ''}{ENDING}"
        target = ask_where(self, name, {_("Bundle") + f" (*{ENDING})": ENDING})
        if target is None:
            return

        def work(file: DataFile, _progress: Progress) -> str:
            return bundles.make(file, target, given)

        show_progress(
            self,
            _("Writing {file}").format(file=target.name),
            self.workspace.task(work, self),
            then=partial(self._made, target),
            failed=lambda error: self._tell("", sentence_of(error)),
        )

    def _made(self, target: Path, told: str) -> None:
        self._tell(_("✓ Written: {file}. {told}").format(file=target, told=told), "")

    def _tell(self, told: str, problem: str) -> None:
        for part, sentence in ((self.told, told), (self.problem, problem)):
            part.setText(sentence)
            part.setVisible(bool(sentence))

    def _show_passphrase(self, shown: bool) -> None:
        """Drawn at random, and to be read: it protects all that is in the file."""
        self.passphrase.setText(new_passphrase() if shown else "")
        self.passphrase.setVisible(shown)
        self.advice.setVisible(shown)
