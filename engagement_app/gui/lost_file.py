"""The file worked on last cannot be opened: what it is, what is safe, and what can be done.

Nothing is begun in its place by itself, and whatever lies there stays byte for byte as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton, QVBoxLayout

from engagement_app.errors import Cause, StorageError
from engagement_app.gui.flow import FlowLayout
from engagement_app.gui.problems import EXPECTED, sentence_of
from engagement_app.gui.text import label, restyle
from engagement_app.gui.workspace import Workspace
from engagement_app.language import _
from engagement_app.store.copies import Copy

if TYPE_CHECKING:
    from engagement_app.gui.repair_card import RepairCard
    from engagement_app.store.keys.data_key import DataKey


class LostFile(QFrame):
    """A question with its answers; the ways to begin anew stand below it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self._workspace = workspace
        self.path = Path()
        self._newest: Copy | None = None
        self.title = label(role="heading")
        self.told = label()
        self.safe = label()
        self.problem = label(role="problem")
        self.repair = QPushButton(_("&Repair it…"))
        self.repairing: RepairCard | None = None
        self._key: DataKey | None = None
        self.again = QPushButton(_("Tr&y again"))
        self.search = QPushButton(_("&Look for it…"))
        self.backup = QPushButton(_("Open a copy of the newest &backup"))
        self.other = QPushButton(_("&Choose a backup…"))
        self.paper = QPushButton(_("Empty sign-in sheet on &paper…"))
        self._lay_out()
        self.repair.clicked.connect(self._repair)
        self.again.clicked.connect(self._try_again)
        self.search.clicked.connect(self._search)
        self.backup.clicked.connect(self._open_newest)
        self.other.clicked.connect(self._choose)
        self.paper.clicked.connect(self._print)
        workspace.opened.connect(self.hide)
        self.hide()

    def ask(self, path: Path, error: Exception, key: DataKey | None = None) -> None:
        """Say why this file cannot be opened, and offer what there is.

        The key of a protected one is for its repair, and forgotten with the question.
        """
        from engagement_app.gui.backups import second_place
        from engagement_app.store.backup import folder_of
        from engagement_app.store.copies import list_copies

        self.path = path
        copies = list_copies(path, {second_place() or folder_of(path), folder_of(path)})
        self._newest = copies[0] if copies else None
        self.title.setText(_title(path, error))
        self.told.setText(_told(path, error))
        self.safe.setText(self._what_is_safe())
        self.backup.setVisible(self._newest is not None)
        self.repair.setVisible(_is_damaged(error))
        if self.repairing is not None:
            self.repairing.end()
        self._keep(key)
        self.problem.hide()
        self.show()

    def start(self) -> None:
        """Begin with what is usually wanted."""
        (self.search if self.repair.isHidden() else self.repair).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """A key is not kept for what nobody asks any more."""
        super().hideEvent(event)
        if self.isHidden():
            self._keep(None)

    def _keep(self, key: DataKey | None) -> None:
        if self._key is not None and self._key is not key:
            self._key.close()
        self._key = key

    def _repair(self) -> None:
        from engagement_app.gui.repair_card import RepairCard

        if self.repairing is None:
            self.repairing = RepairCard(self._workspace)
            self.inner.addWidget(self.repairing)
        self.problem.hide()
        self.repairing.ask(self.path, self._key.copy() if self._key else None)

    def trouble(self, sentence: str) -> None:
        """Say why what was tried did not work."""
        self._tell(sentence, "problem")

    def _tell(self, sentence: str, role: str) -> None:
        self.problem.setText(sentence)
        restyle(self.problem, "role", role)
        self.problem.show()

    def _what_is_safe(self) -> str:
        if self._newest is None:
            return _("No backup of it was found. Nothing was made or changed in its place.")
        sentence = _(
            "The newest backup is of {when}. It is opened as a copy under a new name: the backup"
            " stays, and nothing is made or changed in the place of {file}."
        )
        when = f"{self._newest.made_at:%d/%m/%Y %H:%M}"
        return sentence.format(when=when, file=self.path.name)

    def _open(self, path: Path) -> None:
        from engagement_app.gui.files import open_path

        self.problem.hide()
        open_path(self._workspace, path, self.trouble)

    def _try_again(self) -> None:
        self._open(self.path)

    def _search(self) -> None:
        from engagement_app.gui.files import choose_file

        path = choose_file(self)
        if path is not None:
            self._open(path)

    def _choose(self) -> None:
        from engagement_app.gui.backups import second_place
        from engagement_app.gui.files import KINDS
        from engagement_app.store.backup import folder_of
        from engagement_app.store.copies import copy_at

        folder = str(second_place() or folder_of(self.path))
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a backup"), folder, KINDS)
        if chosen:
            self._open_copy(copy_at(Path(chosen)))

    def _open_newest(self) -> None:
        if self._newest is not None:
            self._open_copy(self._newest)

    def _open_copy(self, copy: Copy) -> None:
        from engagement_app.store.header import look
        from engagement_app.store.place import default_file
        from engagement_app.store.recovered_copy import copy_out

        try:
            look(copy.path)
            path = copy_out(copy, self.path, default_file().parent)
        except EXPECTED as error:
            self.trouble(sentence_of(error))
        else:
            self._open(path)

    def _print(self) -> None:
        """The last resort: the evening goes on with pen and paper, and is keyed in afterwards."""
        from datetime import date

        from engagement_app.domain.paper_sheet import blank_sheet
        from engagement_app.reports.sign_in_sheet import render
        from engagement_app.store.outputs import write_output
        from engagement_app.store.place import keyboard

        suggested = str(Path.home() / _("sign-in sheet.pdf"))
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Where the sheet is to go"), suggested, _("PDF (*.pdf)")
        )
        if not chosen:
            return
        try:
            write_output(Path(chosen), render(blank_sheet(date.today(), keyboard().person)))
        except EXPECTED as error:
            self.trouble(sentence_of(error))
        else:
            told = _("✓ Written: {file}. Print it and go on by pen.").format(file=chosen)
            self._tell(told, "good")

    def _lay_out(self) -> None:
        layout = self.inner = QVBoxLayout(self)
        for part in (self.title, self.told, self.safe):
            layout.addWidget(part)
        buttons = FlowLayout()
        ways = (self.repair, self.search, self.backup, self.other, self.again, self.paper)
        for button in ways:
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout.addLayout(buttons)
        layout.addWidget(self.problem)


def _is_damaged(error: Exception) -> bool:
    return isinstance(error, StorageError) and error.cause is Cause.DAMAGED


def _title(path: Path, error: Exception) -> str:
    if isinstance(error, StorageError) and error.cause is Cause.MISSING:
        return _("{file} is not where it was").format(file=path.name)
    return _("{file} cannot be opened").format(file=path.name)


def _told(path: Path, error: Exception) -> str:
    if isinstance(error, StorageError) and error.cause is Cause.MISSING:
        sentence = _(
            "It was worked on last, in the folder {folder}. It may lie on a stick that is not"
            " plugged in, or was moved, renamed or deleted."
        )
        return sentence.format(folder=path.parent)
    if _is_damaged(error):
        return _("{what} It can also be repaired, into a new file.").format(what=sentence_of(error))
    return sentence_of(error)
