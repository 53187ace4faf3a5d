"""Begin with what another laptop knows: its bundle, and the passphrase it was given."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from engagement_app.errors import UserError
from engagement_app.gui.beginning import Joining
from engagement_app.gui.new_file import NewFile
from engagement_app.language import _

_BUNDLE, _PASSPHRASE = "0", "1"


class JoinProject(NewFile):
    """The new file has the project of the bundle, and all that is in it."""

    def __init__(self) -> None:
        self.bundle, self.passphrase = QLineEdit(), QLineEdit()
        self.choose = QPushButton(_("&Choose it…"))
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bundle, 1)
        row.addWidget(self.choose)
        beside.setFocusProxy(self.bundle)
        rows = ((_("&Bundle *"), beside), (_("Its &passphrase"), self.passphrase))
        lines = self.bundle, self.passphrase
        super().__init__(_("Join a project"), rows, lines, self._read_bundle)
        self.passphrase.setPlaceholderText(_("told by whoever made the bundle"))
        self.choose.clicked.connect(self._choose)
        self.bundle.textChanged.connect(lambda typed: self.suggest(Path(typed).stem))

    def _read_bundle(self, path: Path) -> Joining:
        """The bundle, if there is one."""
        from engagement_app.store.bundles.bundle import is_bundle

        bundle = Path(self.bundle.text().strip())
        if not self.bundle.text().strip():
            raise UserError(_("Choose the bundle first."), field=_BUNDLE)
        if not is_bundle(bundle):
            sentence = _("{file} is no bundle. Choose the file that the other laptop made.")
            raise UserError(sentence.format(file=bundle.name), field=_BUNDLE)
        if not self.passphrase.text():
            raise UserError(_("Write the passphrase of the bundle."), field=_PASSPHRASE)
        return Joining(bundle, self.passphrase.text(), path)

    def _choose(self) -> None:
        from engagement_app.store.bundles.container import ENDING

        kinds = _("Bundles") + f" (*{ENDING});;" + _("All files") + " (*)"
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("The bundle of the other laptop"), str(Path.home()), kinds
        )
        if chosen:
            self.bundle.setText(chosen)
            self.passphrase.setFocus()
